//! Labelled fields: 牵头股室:党政办配合股室:各股室, 责任人:, 时间要求:6月底前, 【提供材料部门:党办】 behind a text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use crate::grammar::pattern::pattern;
use crate::person;
use crate::source::{Clause, Source};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Lead,
    Support,
    Responsible,
    /// A line that says who does it in a sentence: 县文旅局牵头落实.
    Share,
    Leader,
    Person,
    /// Where people are reached: 联系电话:….
    Contact,
    Time,
    Method,
    Material,
    /// Whom a paper is about and for which time: told, not asked for.
    Scope,
}

/// A line told apart into running text and fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Text outside of fields, in order.
    pub texts: Vec<Span>,
    /// Fields with where their values stand.
    pub fields: Vec<(Field, Span)>,
}

const DEPT: &str = "(?:股室|科室|处室|单位|部门|主体|站所|办公室|机构|村组|班组|专班|车间|工区|部室|支部|院系|年级|社区|街道|乡镇|科|股|处|班|队|组)";

static LABELS: LazyLock<Vec<(Field, Regex)>> = LazyLock::new(|| {
    let label = |words: &str| pattern(&format!(r"{words}(?:\({DEPT}+\)|及人员)?\s*:"));
    vec![
        (
            Field::Lead,
            label(&format!("(?:第一责任|牵头|主办|承办|主责)(?:责任)?{DEPT}?")),
        ),
        (
            Field::Support,
            label(&format!("(?:配合|协助|协办|参与|协同|支持)(?:责任)?{DEPT}?")),
        ),
        (
            Field::Responsible,
            label(&format!(
                "(?:主要)?(?:责任|负责|具体负责|落实|实施|提供材料|材料提供|材料报送|报送|完成|执行|考核|主管|归口|组织|统筹|管理|经办|实施主体){DEPT}"
            )),
        ),
        // 责任:机关党委
        (Field::Responsible, pattern("(?:责任|负责|承办|落实)\\s*:")),
        (
            Field::Leader,
            label(
                "(?:(?:责任|分管|牵头|包抓|包联|挂点|主管|联系|包保|挂钩|总)(?:[省市州县区乡镇校院局]?(?:级|党组|政府)?领导)|总责任人|第一责任人)",
            ),
        ),
        (
            Field::Person,
            label("(?:具体|主要|直接|第一)?(?:责任人员?|负责人|联系人|经办人|联络员|承办人)"),
        ),
        // Where somebody is reached is no name.
        (
            Field::Contact,
            label("(?:(?:联系|办公|咨询|值班|监督|投诉)?(?:电话|手机|邮箱|传真)|联系方式)"),
        ),
        (
            Field::Time,
            label(
                "(?:时间要求|时限要求|(?:完成|整改|办理|报送|落实)(?:时限|期限|时间)|时间安排|时间节点|完成日期|(?:进度|推进|实施)(?:安排|要求|计划)|时间|时限|期限)",
            ),
        ),
        (
            Field::Method,
            label("(?:测评方法|测评方式|测评措施|考核方法|考核方式|检查方法)"),
        ),
        (
            Field::Scope,
            label("(?:考核|测评|评定|评选|评价|适用)(?:周期|对象|范围|频次)"),
        ),
        (
            Field::Material,
            label("(?:材料要求|所需材料|佐证材料|需提供材料|提供材料|报送材料|申报材料|材料清单|报送说明)"),
        ),
    ]
});

/// Labels that stand alone on a line, without a colon.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:责任领导|分管领导|责任人|具体责任人|(?:牵头|责任|配合){DEPT})$"
    ))
});

/// 责任人张三: a label without a colon, right before a name.
static UNMARKED: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:责任领导|分管领导|包联领导|(?:具体)?责任人|联系人|经办人|联络员)[ \t]*"));

/// Labels without a colon, with where the name behind each ends.
fn unmarked(text: &str) -> Vec<(Range<usize>, Field, usize)> {
    let found = UNMARKED.find_iter(text).filter_map(|label| {
        let name = person::length(text.get(label.end()..)?)?;
        let field = match label.as_str().contains("领导") {
            true => Field::Leader,
            false => Field::Person,
        };
        Some((label.range(), field, label.end() + name))
    });
    found.collect()
}

/// The texts and fields of a line. A label counts at the line's start, behind another field, behind a sentence's end
/// or white space, and in brackets.
pub(crate) fn read(source: &Source, line: Span) -> Line {
    let clause = source.clause(line);
    let text = clause.plain();
    if BARE.is_match(text) {
        return Line {
            texts: Vec::new(),
            fields: vec![(Field::Leader, Span(line.1, line.1))],
        };
    }
    let mut labels: Vec<(Range<usize>, Field, Option<usize>)> = if text.contains(':') {
        labels(text)
            .into_iter()
            .map(|(at, field)| (at, field, None))
            .collect()
    } else {
        Vec::new()
    };
    for (at, field, end) in unmarked(text) {
        if labels
            .iter()
            .all(|(known, ..)| known.end <= at.start || at.end <= known.start)
        {
            labels.push((at, field, Some(end)));
        }
    }
    labels.sort_by_key(|(at, ..)| at.start);
    let mut found = Line::default();
    let mut from = 0;
    // The bracket that fields stand in, until it closes.
    let mut inside: Option<(usize, char)> = None;
    for (at, (label, field, end)) in labels.iter().enumerate() {
        let opened = opening(text, label.start);
        let bracket = opened.or(inside.map(|(_, close)| (label.start, close)));
        push_text(
            source,
            &clause,
            &mut found,
            from..bracket.map_or(label.start, |(open, _)| open),
        );
        let next = labels.get(at + 1).map_or(text.len(), |(next, ..)| next.start);
        let closed = bracket.and_then(|(_, close)| {
            let rest = text.get(label.end..next)?;
            rest.rfind(close)
                .map(|end| (label.end + end, label.end + end + close.len_utf8()))
        });
        inside = bracket.filter(|_| closed.is_none());
        let (end, after) = closed.or(end.map(|end| (end, end))).unwrap_or((next, next));
        if let Some(value) = clause.span(label.end..end) {
            found.fields.push((*field, value_of(source, value)));
        }
        from = after;
    }
    push_text(source, &clause, &mut found, from..text.len());
    if found.texts.is_empty() && found.fields.is_empty() {
        found.texts.push(line);
    }
    found
}

/// A value without the marks between fields at its end.
fn value_of(source: &Source, value: Span) -> Span {
    let value = source.trim(value);
    let chars = source.chars(value);
    // A bracket that was opened before the first label closes here.
    let within = chars.iter().any(|c| matches!(c, '(' | '（' | '【'));
    let closing = |c: &char| !within && matches!(c, ')' | '）' | '】');
    let marks = chars
        .iter()
        .rev()
        .take_while(|c| {
            matches!(c, ';' | '；' | ',' | '，' | '。' | '【' | '（' | '(') || c.is_whitespace() || closing(c)
        })
        .count();
    Span(
        value.0,
        value.1.saturating_sub(crate::source::scalar(marks)).max(value.0),
    )
}

fn push_text(source: &Source, clause: &Clause, found: &mut Line, at: Range<usize>) {
    let Some(span) = clause.span(at).map(|span| source.trim(span)) else {
        return;
    };
    let says = |c: &char| c.is_alphanumeric();
    if source.chars(span).iter().any(says) {
        found.texts.push(span);
    }
}

/// The bracket right before a label, with the mark that closes it.
fn opening(text: &str, at: usize) -> Option<(usize, char)> {
    let before = text.get(..at)?.trim_end();
    let open = before.chars().next_back()?;
    (open == '(').then(|| (before.len() - 1, ')'))
}

fn labels(text: &str) -> Vec<(Range<usize>, Field)> {
    let mut labels: Vec<(Range<usize>, Field)> = Vec::new();
    for (field, pattern) in LABELS.iter() {
        for found in pattern.find_iter(text) {
            let overlaps = labels
                .iter()
                .any(|(at, _)| at.start < found.end() && found.start() < at.end);
            if !overlaps {
                labels.push((found.range(), *field));
            }
        }
    }
    labels.sort_by_key(|(at, _)| at.start);
    let mut behind = false;
    labels.retain(|(at, _)| {
        let before = text.get(..at.start).unwrap_or_default();
        let starts = before.trim().is_empty();
        let parted = before.ends_with([' ', '\t', '(', ')', '。', ';', '!', ',', '.', '、']);
        behind = behind || starts || parted;
        behind
    });
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use taizhang_document::read as read_document;

    fn line(text: &str) -> (Vec<String>, Vec<(Field, String)>) {
        let source = Source::new(&read_document(text.as_bytes(), "a.txt").unwrap());
        let end = u32::try_from(text.chars().count()).unwrap();
        let line = read(&source, Span(0, end));
        (
            line.texts.into_iter().map(|s| source.slice(s)).collect(),
            line.fields
                .into_iter()
                .map(|(f, s)| (f, source.slice(s)))
                .collect(),
        )
    }

    fn owned(fields: &[(Field, &str)]) -> Vec<(Field, String)> {
        fields.iter().map(|(f, s)| (*f, (*s).to_owned())).collect()
    }

    #[test]
    fn fields_run_together() {
        assert_eq!(
            line("牵头股室:党政办配合股室:各股室"),
            (
                vec![],
                owned(&[(Field::Lead, "党政办"), (Field::Support, "各股室")])
            )
        );
        assert_eq!(
            line("责任领导:高某配合单位(股室):各直属单位、局机关各股室"),
            (
                vec![],
                owned(&[
                    (Field::Leader, "高某"),
                    (Field::Support, "各直属单位、局机关各股室")
                ])
            )
        );
    }

    #[test]
    fn people_without_a_colon() {
        assert_eq!(
            line("每月更新信息,责任人张三,6月底前完成"),
            (
                vec!["每月更新信息,".to_owned(), ",6月底前完成".to_owned()],
                owned(&[(Field::Person, "张三")])
            )
        );
        assert_eq!(
            line("责任领导高志远责任人 李明"),
            (
                vec![],
                owned(&[(Field::Leader, "高志远"), (Field::Person, "李明")])
            )
        );
        for text in [
            "责任人落实到位",
            "明确责任人和时限",
            "联系人方面问题",
            "各项目标责任人签字",
        ] {
            assert_eq!(line(text).1, [], "{text}");
        }
    }

    #[test]
    fn fields_behind_a_text() {
        assert_eq!(
            line("每人听课20节。【提供材料部门:校长室】"),
            (
                vec!["每人听课20节。".to_owned()],
                owned(&[(Field::Responsible, "校长室")])
            )
        );
        assert_eq!(
            line("开展检查(责任单位：综合科；配合单位：各科室)，形成记录"),
            (
                vec!["开展检查".to_owned(), "，形成记录".to_owned()],
                owned(&[(Field::Responsible, "综合科"), (Field::Support, "各科室")])
            )
        );
        assert_eq!(
            line("每月更新信息。责任部门:信息中心").1,
            owned(&[(Field::Responsible, "信息中心")])
        );
        assert_eq!(line("测评内容:开展活动").1, []);
    }
}
