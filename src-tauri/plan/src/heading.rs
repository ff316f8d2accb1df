//! A heading's text without what does not belong to its name: points, departments in brackets, stray marks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::Span;

use crate::field::Field;
use crate::grammar::actor;
use crate::grammar::pattern::{group, holds_any, pattern};
use crate::source::{Clause, Source, scalar};
use crate::{node, points, time};

static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(([^()]{2,80}(?:\([^()]{1,12}\)[^()]{0,40}){0,4})\)"));
static BODIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^[一-龥]{0,20}(?:办公室|股室|科室|处室|部门|单位|党?支部|党委|工会|团委|妇联|支行|分行|学院|庭|馆|中心|分局|大队|支队|专班|[一-龥]组|办|股|科|室|处|局|站|所|队|部|社区|村|[县市区省镇乡州纪工改健计信建农教科资法明宗编监]委|政府|关工委|残联|学校|党校|大学|中学|小学|幼儿园|公司|集团|银行|医院|街道|乡镇|区县|县区|县市区|协会|商会|学会|联合会|委员会|电视台|融媒体|院|社|厂)$",
    )
});

/// Sets a node's title, score and departments from its heading.
pub(crate) fn apply(node: &mut DraftNode, text: &str) {
    node.score = node.score.or_else(|| points::in_text(text));
    let text = points::without(text);
    let text = departments(node, &text);
    let text: String = text.chars().filter(|c| !matches!(c, '`')).collect();
    node.title = node::short(text.trim_matches(|c: char| c == '\'' || c.is_whitespace()));
}

/// Takes a bracket that names departments ((党政办), (党办牵头,各支部配合)) out of the text.
fn departments(node: &mut DraftNode, text: &str) -> String {
    let clause = Clause::loose(text);
    for found in BRACKET.captures_iter(clause.plain()) {
        let (Some(all), inside) = (found.get(0), group(&found, 1)) else {
            continue;
        };
        // 村(社区)配备… is one name.
        let rest = clause.plain().get(all.end()..).unwrap_or_default();
        if rest.starts_with(|c: char| c == '、' || ('一'..='龥').contains(&c)) {
            continue;
        }
        if !take(node, inside) {
            continue;
        }
        let before = clause.written(0..all.start());
        let after = clause.written(all.end()..clause.plain().len());
        return format!("{before}{after}").trim().to_owned();
    }
    text.to_owned()
}

/// Who does what a text says, told at its end.
pub(crate) struct Behind {
    /// Where that begins, in scalars.
    pub from: usize,
    /// The time that is told with it (县城管局,6月底前), in scalars.
    pub time: Option<Range<usize>>,
}

/// The bracket at the end of a text that names departments (…达到100%。(县教体局、县卫健局)), or its last sentence that does. Takes the departments.
pub(crate) fn departments_behind(node: &mut DraftNode, text: &str) -> Option<Behind> {
    let clause = Clause::loose(text);
    let plain = clause.plain().trim_end_matches(['。', ';', '.', ' ']);
    let scalars = |byte: usize| clause.written(0..byte).chars().count();
    let last = BRACKET.captures_iter(plain).last();
    let bracket = last.and_then(|last| {
        let all = last.get(0).filter(|all| all.end() == plain.len())?;
        let inside = last.get(1)?;
        let (names, time) = apart(inside.as_str());
        let time = time.map(|at| scalars(inside.start() + at.start)..scalars(inside.start() + at.end));
        take(node, &names).then(|| Behind {
            from: scalars(all.start()),
            time,
        })
    });
    let sentence = || {
        let from = scalars(assigned(node, plain)?);
        Some(Behind { from, time: None })
    };
    bracket.or_else(sentence)
}

/// The text before a bracket behind its last sentence that tells nothing but by when, and the time in it: …藏书编目。(5月前完成)
pub(crate) fn time_behind(source: &Source, text: Span) -> Option<(Span, Span)> {
    /// A longer bracket says more.
    const SCALARS: usize = 20;
    let chars = source.chars(text);
    let inside = chars
        .strip_suffix(&[')'])
        .or_else(|| chars.strip_suffix(&['）']))?;
    let open = inside.iter().rposition(|c| matches!(c, '(' | '（'))?;
    let before = inside.get(..open).unwrap_or_default();
    let ended = before.last().is_some_and(|c| matches!(c, '。' | '；' | ';'));
    let place = |at: usize| text.0 + scalar(at);
    let time = Span(place(open + 1), place(inside.len()));
    let short = inside.len() - open <= SCALARS;
    (ended && short && time::is_time(source.clause(time).plain())).then(|| (Span(text.0, place(open)), time))
}

/// A field of names without the time that stands behind them (责任单位:各县市政府,6月底完成), and that time.
pub(crate) fn without_time(source: &Source, field: Field, value: Span) -> (Span, Option<Span>) {
    let names = matches!(field, Field::Lead | Field::Responsible | Field::Support);
    let chars = source.chars(value);
    let at = chars.iter().rposition(|c| matches!(c, ',' | '，' | ';' | '；'));
    let Some(at) = at.filter(|_| names) else {
        return (value, None);
    };
    let last = source.trim(Span(value.0 + scalar(at) + 1, value.1));
    if !source.chars(last).iter().any(|c| matches!(c, '月' | '年' | '期')) {
        return (value, None);
    }
    match time::is_time(source.clause(last).plain()) {
        true => (Span(value.0, value.0 + scalar(at)), Some(last)),
        false => (value, None),
    }
}

/// Names and time of a bracket that holds both, parted by a comma.
fn apart(inside: &str) -> (String, Option<Range<usize>>) {
    let mut from = 0;
    let mut names: Vec<&str> = Vec::new();
    let mut time = None;
    for part in inside.split([',', ';']) {
        if time.is_none() && time::is_time(part) {
            time = Some(from..from + part.len());
        } else {
            names.push(part);
        }
        from += part.len() + 1;
    }
    (names.join(","), time)
}

/// 由村文化站牵头,各小组配合 as the last sentence: who does all that stands before it. Gives the byte where it begins.
fn assigned(node: &mut DraftNode, text: &str) -> Option<usize> {
    static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:(?:此|该|本)项(?:工作|任务)?)?(由)?([^,。;]{2,24}?)(?:具体)?(?:负责|牵头|落实|承办|组织实施)(?:落实|负责|实施|组织|协调|推进){0,2}(?:[,、]([^,。;]{2,24}?)(?:具体)?(?:配合|协助|参与))?(?:,([^,。;]{2,16}(?:前|底|内)[^,。;]{0,8}))?$",
        )
    });
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "某|(?:主任|书记|主席|[校局院股科部队站所处镇乡]长|委员|同志|专干)[一-龥]{2,3}$|(?:主任|书记|主席|[校局院股科部队站所]长|委员|同志|专干)$",
        )
    });
    let from = text.rfind(['。', ';', '\n']).map_or(0, |at| {
        at + text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    });
    let sentence = text.get(from..)?;
    /// A longer sentence says more than who does it.
    const SCALARS: usize = 60;
    const GIVEN: [&str; 6] = ["负责", "牵头", "落实", "承办", "组织实施", "部署"];
    let given = GIVEN.iter().any(|word| sentence.contains(word));
    if !given || sentence.chars().count() > SCALARS {
        return None;
    }
    let Some(c) = ASSIGNED.captures(sentence.trim()) else {
        return shared_out(node, sentence.trim()).then_some(from);
    };
    let who = group(&c, 2);
    // 教导处负责 without 由 must name a body.
    if group(&c, 1).is_empty() && !BODIES.is_match(who) {
        return None;
    }
    if PERSON.is_match(who) {
        node::persons(node, who);
    } else {
        node::lead(node, who);
        node::support(node, group(&c, 3));
    }
    // 立案庭负责,6月底前落实到位: the time is still to be read.
    Some(if group(&c, 4).is_empty() { from } else { text.len() })
}

/// Whether a line says nothing but who does what stands above it: 县文旅局牵头落实.
pub(crate) fn is_share(line: &str) -> bool {
    let mut scratch = node::node(0, 0, None, String::new(), Span(0, 0));
    share_line(&mut scratch, line)
}

/// Takes the departments of such a line.
pub(crate) fn share_line(node: &mut DraftNode, line: &str) -> bool {
    const VERBS: [&str; 5] = ["牵头", "负责", "落实", "主办", "承办"];
    let clause = Clause::loose(line);
    let text = clause.plain().trim_end_matches(['。', '.', ' ']);
    let ends = VERBS.iter().any(|verb| text.ends_with(verb)) || text.ends_with("配合");
    ends && holds_any(text, &VERBS) && shares(node, text)
}

/// 此项工作由信息科部署,各网点落实,运维组负责协调: a sentence that gives each its share of the work that stands before it.
/// The first leads.
fn shared_out(node: &mut DraftNode, sentence: &str) -> bool {
    let begins = ["由", "此项", "该项", "本项", "这项"];
    begins.iter().any(|word| sentence.starts_with(word)) && shares(node, sentence)
}

/// Names with the share of each, parted by commas: the first ones lead, the others support.
fn shares(node: &mut DraftNode, text: &str) -> bool {
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:(?:此|该|本|这)项(?:工作|任务|活动)?)?由?([^,。;]{2,80}?)(?:具体|共同|分别)?(?:负责|牵头|部署|组织|协调|落实|承办|主办|实施|推进|督促|督导|检查|指导|配合|协助|参与|抓好)+$",
        )
    });
    let names: Option<Vec<String>> = text
        .split([',', ';'])
        .map(|part| {
            let part = without_share(part);
            let names = SHARE
                .captures(part)
                .map_or(part, |c| c.get(1).map_or(part, |m| m.as_str()));
            Some(names.to_owned()).filter(|names| are_bodies(&without_brackets(names)))
        })
        .collect();
    let Some(names) = names else { return false };
    for (at, names) in names.iter().enumerate() {
        match at {
            0 => node::lead(node, names),
            _ => node::support(node, names),
        }
    }
    true
}

fn take(node: &mut DraftNode, inside: &str) -> bool {
    const GIVEN: [&str; 4] = ["牵头", "负责", "主办", "承办"];
    if holds_any(inside, &GIVEN) && shares(node, inside) {
        return true;
    }
    if let Some(actor) = actor::given(&Clause::loose(inside)) {
        node::lead(node, &actor.lead);
        actor.support.iter().for_each(|name| node::support(node, name));
        // …牵头,市商务局、市文旅局等按职责分工负责
        let others = inside.split(',').skip(1).map(without_share);
        others
            .filter(|names| are_bodies(names))
            .for_each(|names| node::support(node, names));
        return true;
    }
    let inside = without_share(inside);
    let inside = ["负责落实", "组织实施", "负责", "承办", "落实"]
        .iter()
        .find_map(|word| inside.strip_suffix(word))
        .unwrap_or(inside);
    let bodies = are_bodies(inside);
    if bodies {
        node::lead(node, inside);
    }
    bodies
}

/// Names without what says that each does its share.
pub(crate) fn without_share(names: &str) -> &str {
    const SHARES: [&str; 12] = [
        "按照职责分工分别负责",
        "按照职责分工负责落实",
        "按照职责分工负责",
        "按照职责分工落实",
        "按职责分工分别负责",
        "按职责分工负责落实",
        "按职责分工负责",
        "按职责分工落实",
        "按职责负责",
        "分工负责",
        "分别负责",
        "共同负责",
    ];
    let names = names.trim_end_matches('。');
    let each = SHARES.iter().find_map(|share| names.strip_suffix(share));
    let names = each.map_or(names, |names| names.trim_end_matches('等'));
    // (列第一位的为牵头单位,下同) tells how to read the field.
    let note = names
        .rfind(['(', '（'])
        .filter(|_| holds_any(names, &["下同", "第一位", "排名第一"]));
    note.and_then(|at| names.get(..at)).unwrap_or(names)
}

/// Names without what stands in brackets: 市府办(市大数据局).
fn without_brackets(names: &str) -> String {
    let mut depth = 0usize;
    names
        .chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && *c != ')'
        })
        .collect()
}

/// Whether a text is nothing but names of bodies.
pub(crate) fn are_bodies(text: &str) -> bool {
    let mut names = text
        .split(['、', ',', ';', ' '])
        .filter(|n| !n.is_empty())
        .peekable();
    names.peek().is_some()
        && names.all(|name| {
            // 各片区 are bodies whatever they are called.
            let every = name.starts_with('各') && name.chars().count() <= 8;
            name.chars().count() > 1 && (every || BODIES.is_match(name)) && !is_place(name)
        })
}

fn is_place(name: &str) -> bool {
    [
        "会议室",
        "活动室",
        "教室",
        "场所",
        "厕所",
        "车站",
        "网站",
        "干部",
        "全部",
        "处",
    ]
    .iter()
    .any(|word| name.ends_with(word) && name.chars().count() > 1 && *word != "处")
        && name != "安全部"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> DraftNode {
        let mut made = node::node(1, 1, None, text.to_owned(), Span(0, 0));
        apply(&mut made, text);
        made
    }

    #[test]
    fn names_of_headings() {
        for (text, title, lead, support, points) in [
            ("组织领导（15分）", "组织领导", None, 0, Some(15.0)),
            ("志愿服务（党政办）", "志愿服务", Some("党政办"), 0, None),
            (
                "创建示范店(市商务局、市文旅局按职责分工负责)",
                "创建示范店",
                Some("市商务局"),
                1,
                None,
            ),
            (
                "推广公筷(市市场监管局牵头,市商务局、市文旅局等按职责分工负责)",
                "推广公筷",
                Some("市市场监管局"),
                2,
                None,
            ),
            (
                "志愿服务(团委牵头,工会配合)(8分)",
                "志愿服务",
                Some("团委"),
                1,
                Some(8.0),
            ),
            (
                "创建文明单位(和谐校园)活动",
                "创建文明单位(和谐校园)活动",
                None,
                0,
                None,
            ),
            (
                "动员部署阶段(3月1日—3月31日)",
                "动员部署阶段(3月1日—3月31日)",
                None,
                0,
                None,
            ),
        ] {
            let node = read(text);
            assert_eq!(
                (
                    node.title.as_str(),
                    node.lead_dept.as_deref(),
                    node.support_depts.len()
                ),
                (title, lead, support),
                "{text}"
            );
            assert_eq!(node.score.and_then(|s| s.points), points, "{text}");
        }
    }
}
