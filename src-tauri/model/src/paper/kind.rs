//! The kind of a paper: by its title, else by its make-up.

use super::{PaperFacts, squeezed};
use crate::kind::Kind;
use crate::name::kind_from_name;

/// Lines at the begin that show how a paper is made up.
const HEAD: usize = 25;

/// The kind, where title or make-up tells it.
pub(super) fn of(facts: &PaperFacts, lines: &[&str]) -> Option<Kind> {
    let title = facts.title.as_ref().map(|title| title.value.as_str());
    newsletter(lines)
        .or_else(|| title.and_then(kind_from_name))
        .or_else(|| form(lines))
        .or_else(|| make_up(facts, lines))
}

/// A newsletter bears its name and its number above everything.
fn newsletter(lines: &[&str]) -> Option<Kind> {
    let head: Vec<String> = lines.iter().take(4).map(|line| squeezed(line)).collect();
    let named = head
        .iter()
        .any(|line| line.chars().count() <= 20 && line.ends_with("简报"));
    let numbered = head.iter().any(|line| {
        let number = line.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        line.chars().count() <= 30 && number.contains('第') && number.contains('期')
    });
    (named && numbered).then_some(Kind::Brief)
}

/// A table by the names of its columns.
fn form(lines: &[&str]) -> Option<Kind> {
    let header = lines.iter().take(HEAD).find_map(|line| {
        let cells: Vec<String> = line
            .split('\t')
            .map(squeezed)
            .filter(|cell| !cell.is_empty())
            .collect();
        let named = cells.iter().any(|cell| cell == "姓名" || cell == "志愿者姓名");
        (named && cells.len() >= 2).then_some(cells)
    })?;
    let has = |words: &[&str]| {
        header
            .iter()
            .any(|cell| words.iter().any(|word| cell.contains(word)))
    };
    if has(&["签名", "签到", "签字", "签退"]) {
        Some(Kind::SignIn)
    } else if has(&["时长", "次数", "得分", "分数", "合计", "金额"]) {
        Some(Kind::DataTable)
    } else {
        Some(Kind::Roster)
    }
}

/// Minutes name those who were there; a notice has an addressee and tells what it orders.
fn make_up(facts: &PaperFacts, lines: &[&str]) -> Option<Kind> {
    let head: Vec<String> = lines.iter().take(HEAD).map(|line| squeezed(line)).collect();
    let begins = |words: &[&str]| {
        head.iter()
            .any(|line| words.iter().any(|word| line.starts_with(word)))
    };
    let contains = |words: &[&str]| {
        head.iter()
            .any(|line| words.iter().any(|word| line.contains(word)))
    };
    let held = begins(&["时间", "会议时间"]) && begins(&["地点", "会议地点"]);
    if held && begins(&["主持", "出席", "参会", "参加人", "记录人", "列席", "议题"]) {
        return Some(Kind::Minutes);
    }
    if begins(&["同志们", "各位领导", "各位同志", "尊敬的各位"]) {
        return Some(Kind::Speech);
    }
    let addressed = head
        .iter()
        .take(8)
        .any(|line| line.starts_with('各') && line.ends_with(['：', ':']));
    if addressed && contains(&["通知如下", "有关事项通知", "安排如下", "通知"]) {
        return Some(Kind::Notice);
    }
    if begins(&["兹证明", "特此证明"]) {
        return Some(Kind::Proof);
    }
    if facts.title.as_ref().is_some_and(|title| is_news(&title.value)) {
        return Some(Kind::Brief);
    }
    let chapters = begins(&["第一章", "第一条"]);
    (chapters || facts.doc_no.is_some()).then_some(Kind::Policy)
}

/// A headline: somebody did something (我局开展…, 县某局召开…).
fn is_news(title: &str) -> bool {
    const BODIES: [&str; 11] = [
        "局", "院", "校", "委", "所", "站", "中心", "大队", "支部", "工会", "机关",
    ];
    const HOW: [&str; 7] = ["积极", "扎实", "深入", "认真", "成功", "顺利", "隆重"];
    const DID: [&str; 5] = ["开展", "举行", "举办", "召开", "组织"];
    DID.iter()
        .filter_map(|did| title.split_once(did))
        .any(|(who, what)| {
            let who = HOW
                .iter()
                .fold(who, |who, how| who.strip_suffix(how).unwrap_or(who));
            let short = (2..=20).contains(&who.chars().count()) && !what.is_empty();
            short && BODIES.iter().any(|body| who.ends_with(body))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_make_up_tell_the_kind() {
        let cases = [
            ("关于开展活动的通知\n各科室：\n正文。", Some(Kind::Notice)),
            (
                "各科室：\n现将有关事项通知如下。\n某某局\n2026年4月3日",
                Some(Kind::Notice),
            ),
            ("2026年度工作总结\n今年以来，", Some(Kind::Summary)),
            ("创建工作方案\n一、总体要求", Some(Kind::Plan)),
            (
                "文明创建简报\n第3期\n某某办公室编　2026年4月3日\n我局召开总结大会",
                Some(Kind::Brief),
            ),
            ("序号\t姓名\t单位\t签名\n1\t张三\t某局\t", Some(Kind::SignIn)),
            ("序号\t姓名\t单位\t电话\n1\t张三\t某局\t1", Some(Kind::Roster)),
            ("序号\t姓名\t服务时长\n1\t张三\t3", Some(Kind::DataTable)),
            (
                "碰头会\n时间：2026年4月3日\n地点：三楼\n主持：张三\n出席：李四",
                Some(Kind::Minutes),
            ),
            ("同志们：\n今天开会。", Some(Kind::Speech)),
            ("关于无烟单位的情况说明\n我局", Some(Kind::Report)),
            ("志愿服务管理办法（试行）\n第一章 总则", Some(Kind::Policy)),
            ("证明\n兹证明张三同志", Some(Kind::Proof)),
            ("关于某单位的评价意见\n该单位", Some(Kind::Evaluation)),
            ("志愿服务活动台账\n序号\t名称\t时间", Some(Kind::DataTable)),
            (
                "我局扎实开展学雷锋志愿服务活动\n3月5日，我局组织志愿者走上街头。",
                Some(Kind::Brief),
            ),
            ("关于开展学雷锋活动的说明材料\n我局开展了活动。", None),
            ("今天天气很好。", None),
            ("", None),
        ];
        for (text, kind) in cases {
            let facts = PaperFacts::of_text(text);
            assert_eq!(facts.kind(text), kind, "{text}");
        }
    }
}
