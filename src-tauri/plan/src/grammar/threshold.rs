//! Measures to reach: ≥30%, 不少于5处, 人均40小时.

use std::sync::LazyLock;

use regex_lite::Regex;
use taizhang_model::requirement::{Op, Threshold};

use super::Found;
use super::numeral::value;
use super::pattern::{group, pattern};
use crate::source::Clause;

const UNIT: &str = "%|人次|小时|学时|课时|万元|平方米|公里|处|个|块|人|项|名|篇|盆|户|条|场|期|次|幅|面|支|本|套|册|家|元|天|分|张|份|段";
const OPS: &str =
    "不少于|不低于|不小于|至少|最少|达到|达|不超过|不多于|至多|控制在|超过|大于|高于|≥|>=|≦|≤|<=|>";

static LED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"({OPS})([^,、;:.。()\d零一二两三四五六七八九十百]{{0,8}}?)(百分之)?({{N}})\s*({UNIT})?(及?以上|以内|以下)?"
    ))
});
static TRAILED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(百分之)?({{N}})\s*({UNIT})?(及?以上|以内|以下)")));
static EACH: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"人均[^,、;:.。\d]{{0,10}}?({{N}})\s*({UNIT})")));

/// Thresholds of a clause, in order.
pub(crate) fn thresholds(clause: &Clause) -> Vec<Found<Threshold>> {
    let text = clause.plain();
    let mut found: Vec<Found<Threshold>> = Vec::new();
    let mut put = |number: &str, unit: &str, op: Op, at: std::ops::Range<usize>| {
        let Some(value) = value(number) else { return };
        if unit.is_empty() || found.iter().any(|f: &Found<Threshold>| f.overlaps(&at)) {
            return;
        }
        found.push(Found {
            value: Threshold {
                value,
                unit: unit.to_owned(),
                op,
                as_written: clause.written(at.clone()),
            },
            at,
        });
    };
    for c in LED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let op = op_in(group(&c, 1)).unwrap_or(Op::AtLeast);
        let unit = if group(&c, 3).is_empty() {
            group(&c, 5)
        } else {
            "%"
        };
        put(group(&c, 4), unit, op, all.range());
    }
    for c in TRAILED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let op = if group(&c, 4).ends_with("以上") {
            Op::AtLeast
        } else {
            Op::AtMost
        };
        let unit = if group(&c, 1).is_empty() {
            group(&c, 3)
        } else {
            "%"
        };
        put(group(&c, 2), unit, op, all.range());
    }
    for c in EACH.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        put(group(&c, 1), group(&c, 2), Op::AtLeast, all.range());
    }
    found.sort_by_key(|f| f.at.start);
    found
}

/// The comparison that words make; `None` where they make none.
pub(crate) fn op_in(words: &str) -> Option<Op> {
    const MEANING: [(&str, Op); 18] = [
        ("不少于", Op::AtLeast),
        ("不低于", Op::AtLeast),
        ("不小于", Op::AtLeast),
        ("不超过", Op::AtMost),
        ("不多于", Op::AtMost),
        ("至少", Op::AtLeast),
        ("最少", Op::AtLeast),
        ("达", Op::AtLeast),
        ("≥", Op::AtLeast),
        (">=", Op::AtLeast),
        ("至多", Op::AtMost),
        ("控制在", Op::AtMost),
        ("≤", Op::AtMost),
        ("≦", Op::AtMost),
        ("<=", Op::AtMost),
        // 超过40小时 is read as 40 or more: nobody loses a point for exactly 40.
        ("超过", Op::AtLeast),
        ("大于", Op::MoreThan),
        (">", Op::MoreThan),
    ];
    MEANING
        .iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, op)| *op)
        .or_else(|| words.contains("高于").then_some(Op::MoreThan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_with_their_comparison() {
        for (text, number, unit, op, written) in [
            ("注册率≥30%", 30.0, "%", Op::AtLeast, "≥30%"),
            (
                "不低于我局总人数的30％",
                30.0,
                "%",
                Op::AtLeast,
                "不低于我局总人数的30％",
            ),
            (
                "达到员工人数的30%以上",
                30.0,
                "%",
                Op::AtLeast,
                "达到员工人数的30%以上",
            ),
            ("宣传不少于5处", 5.0, "处", Op::AtLeast, "不少于5处"),
            ("有五处以上宣传", 5.0, "处", Op::AtLeast, "五处以上"),
            ("人均40小时", 40.0, "小时", Op::AtLeast, "人均40小时"),
            ("人均时长超过40小时", 40.0, "小时", Op::AtLeast, "超过40小时"),
            ("不超过3个", 3.0, "个", Op::AtMost, "不超过3个"),
            ("达到百分之九十", 90.0, "%", Op::AtLeast, "达到百分之九十"),
            ("最少有一项帮扶活动", 1.0, "项", Op::AtLeast, "最少有一项"),
        ] {
            let found = thresholds(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let t = &found.first().unwrap().value;
            assert_eq!(
                (t.value, t.unit.as_str(), t.op, t.as_written.as_str()),
                (number, unit, op, written)
            );
        }
    }

    #[test]
    fn bare_numbers_are_no_threshold() {
        for text in ["开展10元关爱行动", "5+N模式", "(15分)", "6月底前"] {
            assert_eq!(thresholds(&Clause::loose(text)), [], "{text}");
        }
    }
}
