//! What a cell of an office's table says.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::capture::written;
use crate::pattern::pattern;
use crate::record::{FoundBy, ProblemState};

/// A name without the blanks that make two signs as wide as three (张　三).
pub(super) fn person(name: &str) -> String {
    let short = name.chars().filter(|sign| !sign.is_whitespace()).count() <= 4;
    let latin = name.chars().any(|sign| sign.is_ascii_alphabetic());
    if short && !latin {
        name.chars().filter(|sign| !sign.is_whitespace()).collect()
    } else {
        name.to_owned()
    }
}

/// Whether the row sums up or ends the others.
pub(super) fn is_total(name: &str) -> bool {
    ["合计", "总计", "小计", "备注", "填表人", "制表", "审核"]
        .iter()
        .any(|word| name.starts_with(word))
}

/// Whether a cell says no.
pub(super) fn is_no(text: &str) -> bool {
    matches!(
        text,
        "否" | "无" | "未" | "未注册" | "没有" | "×" | "-" | "—" | "/" | "0"
    )
}

/// A day: with its year in any of the ways that paper and Excel write it, or without, when it takes the year of `near`.
pub(super) fn day(text: &str, near: Date) -> Option<Date> {
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(\d{1,2})(?:月|[./-])(\d{1,2})[日号]?(?:\D.*)?$"));
    if let Some((found, _)) = written::full(text) {
        return found.iso()?.0.get(..10)?.parse().ok();
    }
    let caught = SHORT.captures(text.trim())?;
    let part = |n: usize| caught.get(n)?.as_str().parse::<i8>().ok();
    Date::new(near.year(), part(1)?, part(2)?).ok()
}

/// A number, with a unit behind it or without: `2.5`, `3小时`, `90分钟` in hours.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits: String = text
        .chars()
        .take_while(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect();
    let value: f64 = digits.parse().ok()?;
    let minutes = text.contains("分钟") && !text.contains("小时");
    Some(if minutes { value / 60.0 } else { value })
}

/// How far a problem has come, in words.
pub(super) fn state(text: &str) -> Option<ProblemState> {
    if let Some(state) = ProblemState::parse(text) {
        return Some(state);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    // What is denied or wanted comes first: 未整改 and 待交办 have the other words in them.
    if has(&["待交办"]) {
        Some(ProblemState::Found)
    } else if has(&["未销号", "待复核", "未复核"]) {
        Some(ProblemState::Fixed)
    } else if has(&["未整改", "未完成", "整改中", "正在", "交办", "推进", "否"]) {
        Some(ProblemState::Assigned)
    } else if has(&["销号", "办结", "关闭"]) {
        Some(ProblemState::Closed)
    } else if has(&["复核", "验收"]) {
        Some(ProblemState::Checked)
    } else if has(&["整改", "完成", "是", "√"]) {
        Some(ProblemState::Fixed)
    } else if has(&["发现", "新增"]) {
        Some(ProblemState::Found)
    } else {
        None
    }
}

/// How a problem was found, in words.
pub(super) fn found_by(text: &str) -> Option<FoundBy> {
    if let Some(by) = FoundBy::parse(text) {
        return Some(by);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["自查", "自检", "巡查", "日常"]) {
        Some(FoundBy::SelfCheck)
    } else if has(&["暗访", "随机"]) {
        Some(FoundBy::Unannounced)
    } else if has(&["督查", "督导", "检查", "上级", "通报", "测评"]) {
        Some(FoundBy::Supervision)
    } else if has(&["群众", "投诉", "举报", "热线", "12345", "反映"]) {
        Some(FoundBy::Report)
    } else {
        None
    }
}
