//! Named material: 活动照片不少于2张, 签到表, 通知, 方案, 总结.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::kind::Kind;
use taizhang_model::requirement::EvidenceNeed;

use super::Found;
use super::numeral::whole;
use super::pattern::{group, pattern};
use crate::source::Clause;

/// What documents call material, and the kinds that fill it. Longer names stand before names that they contain.
const NAMES: &[(&str, &[Kind])] = &[
    ("说明报告", &[Kind::Report]),
    ("情况说明", &[Kind::Report]),
    ("自查报告", &[Kind::Report, Kind::Summary]),
    ("评价意见", &[Kind::Evaluation]),
    ("证明材料", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("获奖证书", &[Kind::Proof, Kind::Photo]),
    ("证书", &[Kind::Proof, Kind::Photo]),
    ("奖牌", &[Kind::Photo, Kind::Proof]),
    ("正式发文", &[Kind::Policy, Kind::Notice, Kind::Plan]),
    ("影像资料", &[Kind::Photo, Kind::Video]),
    ("图片资料", &[Kind::Photo]),
    ("照片", &[Kind::Photo]),
    ("合影", &[Kind::Photo]),
    ("图片", &[Kind::Photo]),
    ("截图", &[Kind::Screenshot, Kind::Photo]),
    ("短视频", &[Kind::Video]),
    ("视频", &[Kind::Video]),
    ("录像", &[Kind::Video]),
    ("录音", &[Kind::Audio]),
    ("新闻链接", &[Kind::Link, Kind::Screenshot]),
    ("报道链接", &[Kind::Link, Kind::Screenshot]),
    ("链接", &[Kind::Link, Kind::Screenshot]),
    ("签到表", &[Kind::SignIn]),
    ("签到册", &[Kind::SignIn]),
    ("签到簿", &[Kind::SignIn]),
    ("签到", &[Kind::SignIn]),
    ("花名册", &[Kind::Roster, Kind::DataTable]),
    ("名册", &[Kind::Roster, Kind::DataTable]),
    ("名单", &[Kind::Roster, Kind::Notice]),
    ("统计表", &[Kind::DataTable, Kind::Spreadsheet]),
    ("汇总表", &[Kind::DataTable, Kind::Spreadsheet]),
    ("数据表格", &[Kind::DataTable, Kind::Spreadsheet]),
    ("登记表", &[Kind::DataTable, Kind::Spreadsheet, Kind::Document]),
    ("台账", &[Kind::DataTable, Kind::Spreadsheet, Kind::Document]),
    ("会议纪要", &[Kind::Minutes]),
    ("会议记录", &[Kind::Minutes]),
    ("学习记录", &[Kind::Minutes, Kind::Document]),
    ("活动记录", &[Kind::Minutes, Kind::Document, Kind::DataTable]),
    ("服务记录", &[Kind::Minutes, Kind::Document, Kind::DataTable]),
    (
        "时长记录",
        &[Kind::DataTable, Kind::Spreadsheet, Kind::Screenshot],
    ),
    ("纪要", &[Kind::Minutes]),
    ("记录", &[Kind::Minutes, Kind::Document, Kind::DataTable]),
    ("实施方案", &[Kind::Plan]),
    ("工作方案", &[Kind::Plan]),
    ("活动方案", &[Kind::Plan]),
    ("方案", &[Kind::Plan]),
    ("年度计划", &[Kind::Plan]),
    ("工作计划", &[Kind::Plan]),
    ("学习计划", &[Kind::Plan]),
    ("计划", &[Kind::Plan]),
    ("工作总结", &[Kind::Summary]),
    ("总结", &[Kind::Summary]),
    ("通知", &[Kind::Notice]),
    ("倡议书", &[Kind::Notice, Kind::Document]),
    ("简报", &[Kind::Brief]),
    ("信息稿", &[Kind::Brief]),
    ("制度", &[Kind::Policy]),
    ("办法", &[Kind::Policy]),
    ("讲话稿", &[Kind::Speech]),
    ("承诺书", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("责任书", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("协议书", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("协议", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("合同", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("发票", &[Kind::Proof, Kind::Photo]),
    ("凭证", &[Kind::Proof, Kind::Photo]),
    ("收据", &[Kind::Proof, Kind::Photo]),
    ("复印件", &[Kind::Proof, Kind::Document, Kind::Photo]),
    ("公示", &[Kind::Notice, Kind::Photo, Kind::Screenshot]),
    ("课程表", &[Kind::Plan, Kind::DataTable, Kind::Document]),
    ("课表", &[Kind::Plan, Kind::DataTable, Kind::Document]),
    ("教案", &[Kind::Document, Kind::Plan]),
    ("文件", &[Kind::Policy, Kind::Notice, Kind::Plan, Kind::Document]),
];
const UNIT: &str = "张|份|幅|篇|段|个|条|期|册|本|套|部";

static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:资料|材料|等)?\s*\(?[^,、;:.。()\d每全]{{0,4}}?(?:不少于|不低于|至少|最少|各|≥|>=)?\s*({{N}})(?:[-—–~～至到]{{1,2}}{{N}})?\s*({UNIT})(?:及?以上)?\)?"
    ))
});
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:不少于|至少|最少|≥|>=)?\s*({{N}})(?:[-—–~～至到]{{1,2}}{{N}})?\s*({UNIT})(?:及?以上)?的?([^,、;:.。()\d]{{0,6}})$"
    ))
});
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("有[^效关序力限利机所]|提供|提交|上传|报送|附|备齐|备好|收集|形成|印发|制定|留存")
});

static SURE: LazyLock<Regex> = LazyLock::new(|| pattern("提供|提交|上传|附上|备齐|备好|留存"));

/// Named material of a clause, in order, each name once.
pub(crate) fn evidence(clause: &Clause) -> Vec<Found<EvidenceNeed>> {
    let text = clause.plain();
    let mut found: Vec<Found<EvidenceNeed>> = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = next_name(text, from) {
        from = at.end;
        let name = text.get(at.clone()).unwrap_or_default();
        if is_part_of_another_word(text, &at) || found.iter().any(|f| f.value.name == name) {
            continue;
        }
        let number = number_after(text, &at).or_else(|| number_before(text, done, &at));
        let at = number
            .as_ref()
            .map_or(at.clone(), |n| at.start.min(n.at.start)..at.end.max(n.at.end));
        done = at.end;
        found.push(Found {
            value: EvidenceNeed {
                name: name.to_owned(),
                any_of: kinds(name),
                min: number.as_ref().map_or(1, |n| n.value.0).clamp(1, 10_000),
                unit: number.map(|n| n.value.1),
                as_written: clause.written(at.clone()),
            },
            at,
        });
    }
    found
}

/// The next name at or after a byte; of two that begin together the one that stands first in the list.
fn next_name(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let places = NAMES
        .iter()
        .enumerate()
        .filter_map(|(order, (name, _))| Some((rest.find(name)?, order, name.len())));
    let (at, _, length) = places.min()?;
    Some(from + at..from + at + length)
}

/// Whether running text asks for the material rather than just naming it: a verb of asking before it, in the same
/// part of the clause.
pub(crate) fn is_asked_for(clause: &Clause, need: &Found<EvidenceNeed>) -> bool {
    let before = clause.plain().get(..need.at.end).unwrap_or_default();
    let part = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    ASKED.is_match(part)
}

/// Whether the material is asked for by itself: by a number of pieces, or by a verb that hands it in.
pub(crate) fn is_sure(clause: &Clause, need: &Found<EvidenceNeed>) -> bool {
    let before = clause.plain().get(..need.at.end).unwrap_or_default();
    let part = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    need.value.unit.is_some() || SURE.is_match(part)
}

/// 方案 in 方案二, 计划 in 计划生育 and 文件 in 文件精神 are no material.
fn is_part_of_another_word(text: &str, at: &Range<usize>) -> bool {
    let after = text.get(at.end..).unwrap_or_default();
    let name = text.get(at.clone()).unwrap_or_default();
    ["生育", "精神", "开展", "要求", "组织"]
        .iter()
        .any(|word| after.starts_with(word))
        || (name == "通知" && after.starts_with('》'))
        || (name == "方案" && after.starts_with('》'))
        || (name == "办法"
            && text
                .get(..at.start)
                .is_some_and(|before| before.ends_with("想方设法") || before.ends_with('想')))
}

fn kinds(name: &str) -> Vec<Kind> {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, kinds)| kinds.to_vec())
        .unwrap_or_default()
}

fn number_after(text: &str, name: &Range<usize>) -> Option<Found<(u32, String)>> {
    let c = AFTER.captures(text.get(name.end..)?)?;
    let all = c.get(0)?;
    Some(Found {
        value: (whole(group(&c, 1))?, group(&c, 2).to_owned()),
        at: name.end + all.start()..name.end + all.end(),
    })
}

fn number_before(text: &str, from: usize, name: &Range<usize>) -> Option<Found<(u32, String)>> {
    let c = BEFORE.captures(text.get(from..name.start)?)?;
    let all = c.get(0)?;
    // 10个工作日内制定实施方案: days, not plans.
    if ["工作日", "月", "小时", "学期", "季度"]
        .iter()
        .any(|word| group(&c, 3).starts_with(word))
    {
        return None;
    }
    Some(Found {
        value: (whole(group(&c, 1))?, group(&c, 2).to_owned()),
        at: from + all.start()..from + all.end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, u32, Option<String>, String)> {
        evidence(&Clause::loose(text))
            .into_iter()
            .map(|f| (f.value.name, f.value.min, f.value.unit, f.value.as_written))
            .collect()
    }

    fn one(name: &str, min: u32, unit: Option<&str>, written: &str) -> (String, u32, Option<String>, String) {
        (name.to_owned(), min, unit.map(str::to_owned), written.to_owned())
    }

    #[test]
    fn names_with_their_minimum() {
        assert_eq!(
            read("活动照片不少于2张"),
            [one("照片", 2, Some("张"), "照片不少于2张")]
        );
        assert_eq!(
            read("照片（３张以上）"),
            [one("照片", 3, Some("张"), "照片（３张以上）")]
        );
        assert_eq!(
            read("不少于两张活动照片"),
            [one("照片", 2, Some("张"), "不少于两张活动照片")]
        );
        assert_eq!(
            read("活动通知、签到表、总结各1份"),
            [
                one("通知", 1, None, "通知"),
                one("签到表", 1, None, "签到表"),
                one("总结", 1, Some("份"), "总结各1份")
            ]
        );
        assert_eq!(read("实施方案和说明报告").len(), 2);
        assert_eq!(
            read("10个工作日内制定实施方案"),
            [one("实施方案", 1, None, "实施方案")]
        );
        assert_eq!(read("照片3至5张"), [one("照片", 3, Some("张"), "照片3至5张")]);
        assert_eq!(
            read("协议书、转账凭证各不少于1份,新闻链接1条")
                .iter()
                .map(|need| need.0.as_str())
                .collect::<Vec<_>>(),
            ["协议书", "凭证", "新闻链接"]
        );
        assert_eq!(read("计划生育政策、文件精神"), []);
    }

    #[test]
    fn every_name_has_kinds_and_is_found_by_itself() {
        for (name, kinds) in NAMES {
            assert!(!kinds.is_empty(), "{name}");
            assert_eq!(read(name), [one(name, 1, None, name)], "{name}");
        }
    }
}
