//! How often: 每月不少于1次, 每季度, 全年不少于6次, 每两个月至少组织一次.

use std::sync::LazyLock;

use regex_lite::Regex;
use taizhang_model::requirement::{Frequency, Op, Per};

use super::numeral::whole;
use super::pattern::{group, pattern};
use super::{Found, threshold};
use crate::source::Clause;

const PER: &str =
    "每年度?|全年度?|每半年|每个?季度|每[两二2]个月|每个?月|每个?星期|每周|每天|每日|每个?学期|每旬";
const TIMES: &str = "次|场次|场|期|回|篇";

static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({PER})([^,、;:.。()]{{0,20}}?)({{N}})(?:{TIMES})(及?以上)?"
    ))
});
static PER_UNIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("({{N}})(?:{TIMES})/(年|半年|季度|季|月|周)")));
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("({PER})")));

/// Frequencies of a clause, in order. A period without a number (每季度开展) means once, unless the clause measures
/// something else in that period (每年人均40小时).
pub(crate) fn frequencies(clause: &Clause) -> Vec<Found<Frequency>> {
    let text = clause.plain();
    let mut found: Vec<Found<Frequency>> = Vec::new();
    let mut put = |times: Option<u32>, op: Option<Op>, per: Option<Per>, at: std::ops::Range<usize>| {
        if found.iter().all(|f| !f.overlaps(&at)) {
            found.push(Found {
                value: Frequency {
                    times,
                    op,
                    per,
                    occasions: Vec::new(),
                    as_written: clause.written(at.clone()),
                },
                at,
            });
        }
    };
    for c in COUNTED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let op = threshold::op_in(group(&c, 2)).or_else(|| (!group(&c, 4).is_empty()).then_some(Op::AtLeast));
        put(whole(group(&c, 3)), op, per(group(&c, 1)), all.range());
    }
    for c in PER_UNIT.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        put(whole(group(&c, 1)), None, per(group(&c, 2)), all.range());
    }
    let measured = !threshold::thresholds(clause).is_empty();
    for c in BARE.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // 全年 alone is a stretch of time (全年工作), not a frequency.
        if !all.as_str().starts_with("全年") {
            put((!measured).then_some(1), None, per(all.as_str()), all.range());
        }
    }
    found.sort_by_key(|f| f.at.start);
    found
}

fn per(words: &str) -> Option<Per> {
    Some(match words.trim_start_matches('每').trim_start_matches('个') {
        "年" | "年度" | "全年" | "全年度" => Per::Year,
        "半年" => Per::HalfYear,
        "季度" | "季" => Per::Quarter,
        "两个月" | "二个月" | "2个月" => Per::TwoMonths,
        "月" => Per::Month,
        "旬" => Per::TenDays,
        "周" | "星期" => Per::Week,
        "天" | "日" => Per::Day,
        "学期" => Per::Term,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_times_in_a_period() {
        for (text, times, op, unit, written) in [
            ("每月不少于1次", 1, Some(Op::AtLeast), Per::Month, "每月不少于1次"),
            (
                "每季度开展志愿服务1次以上",
                1,
                Some(Op::AtLeast),
                Per::Quarter,
                "每季度开展志愿服务1次以上",
            ),
            ("广告每半年更新一次", 1, None, Per::HalfYear, "每半年更新一次"),
            ("全年不少于6次", 6, Some(Op::AtLeast), Per::Year, "全年不少于6次"),
            (
                "全年度开展活动不少于３次",
                3,
                Some(Op::AtLeast),
                Per::Year,
                "全年度开展活动不少于３次",
            ),
            (
                "每两个月至少组织集体学习一次",
                1,
                Some(Op::AtLeast),
                Per::TwoMonths,
                "每两个月至少组织集体学习一次",
            ),
            ("学习2次/月", 2, None, Per::Month, "2次/月"),
            ("每年十二次", 12, None, Per::Year, "每年十二次"),
            ("每个季度开展活动", 1, None, Per::Quarter, "每个季度"),
        ] {
            let found = frequencies(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}");
            let f = &found.first().unwrap().value;
            assert_eq!(
                (f.times, f.op, f.per, f.as_written.as_str()),
                (Some(times), op, Some(unit), written)
            );
        }
    }

    #[test]
    fn a_measured_period_has_no_number_of_times() {
        let found = frequencies(&Clause::loose("每年志愿服务人均时长超过40小时"));
        assert_eq!(
            found.first().map(|f| (f.value.times, f.value.per)),
            Some((None, Some(Per::Year)))
        );
    }

    #[test]
    fn other_words_are_no_frequency() {
        for text in ["每人40小时", "每个科室2盆花", "全年工作", "6月底前"] {
            assert_eq!(frequencies(&Clause::loose(text)), [], "{text}");
        }
    }
}
