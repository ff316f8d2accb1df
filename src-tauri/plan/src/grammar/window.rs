//! Stretches of time: 3月1日—3月31日, 9月——12月, 1~4月, 自2025年10月起至2026年1月底, 即日起至6月底.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use taizhang_model::date::Period;

use super::moment::{Moment, Year};
use super::pattern::{group, pattern};

/// A stretch of time with its first and last day, where they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    pub at: Range<usize>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// A year was hidden (20xx年).
    pub masked: bool,
    /// Its years are written.
    pub dated: bool,
}

const TO: &str = r"(?:起|开始)?\s*(?:[-—–―~～－─一]{1,4}|至|到|起至)\s*";
const END: &str = "(?:以前|之前|前|结束|为止|止)?";
const PART: &str = "(上旬|中旬|下旬|月底|底|末|初|中)";

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:自|从)?{{Y}}({{N}})月(?:份|({{N}})[日号]|{PART})?{TO}{{Y}}({{N}})月(?:份|({{N}})[日号]|{PART})?{END}"
    ))
});
/// 3月1日至31日
static SAME_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:自|从)?{{Y}}({{N}})月({{N}})[日号]?{TO}({{N}})[日号]{END}"
    ))
});
/// 1~4月
static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{{Y}}({{N}})(?:[-—–―~～－]{{1,3}}|至|到)({{N}})月份?{PART}?{END}"
    ))
});
static FROM_NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:从|自)?(?:即日|现在|印发之日|发布之日|本月){TO}{{Y}}({{N}})月(?:份|({{N}})[日号]|{PART})?{END}"
    ))
});

/// 从七月份开始, 20xx年1月起: no end is told.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(从|自)?{{Y}}({{N}})月(?:份|({{N}})[日号]|{PART})?(?:开始|起)"
    ))
});

/// Windows of a text, in order.
pub(crate) fn windows(text: &str, period: Option<Period>) -> Vec<Window> {
    let mut found: Vec<Window> = Vec::new();
    let mut put = |at: Range<usize>, from: Option<Moment>, to: Option<Moment>| {
        let Some(to) = to else { return };
        if found.iter().any(|w| w.at.start < at.end && at.start < w.at.end) {
            return;
        }
        found.push(window(at, from, to, period));
    };
    for c in BOTH.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        if let Some(from) = Moment::of(&c, 1) {
            put(all.range(), Some(from), Moment::of(&c, 5));
        }
    }
    for c in SAME_MONTH.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let moment = |day| Moment::read(group(&c, 1), group(&c, 2), group(&c, day), "");
        if let Some(from) = moment(3) {
            put(all.range(), Some(from), moment(4));
        }
    }
    for c in MONTHS.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let moment = |month, part| Moment::read(group(&c, 1), group(&c, month), "", part);
        if let Some(from) = moment(2, "") {
            put(all.range(), Some(from), moment(3, group(&c, 4)));
        }
    }
    for c in FROM_NOW.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        put(all.range(), None, Moment::of(&c, 1));
    }
    for c in OPEN.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let told = c.get(1).is_some() || c.get(2).is_some();
        let free = found
            .iter()
            .all(|w| w.at.end <= all.start() || all.end() <= w.at.start);
        if let Some(from) = Moment::of(&c, 2).filter(|_| told && free) {
            found.push(Window {
                at: all.range(),
                from: from.days(period).map(|(first, _)| first),
                to: None,
                masked: from.year == Year::Masked,
                dated: matches!(from.year, Year::Given(_)),
            });
        }
    }
    found.sort_by_key(|w| w.at.start);
    found
}

/// The second point lies in the first one's year where its own is not written, in the next one where it would come
/// before the first.
fn window(at: Range<usize>, from: Option<Moment>, to: Moment, period: Option<Period>) -> Window {
    let first = from.and_then(|from| Some(from.days(period)?.0));
    let base = first.map(|day| day.year());
    let last = match (to.year, base) {
        (Year::Given(year), _) => to.in_year(year),
        (Year::Next, Some(base)) => to.in_year(base.saturating_add(1)),
        (_, Some(base)) => to
            .in_year(base)
            .filter(|(_, last)| first.is_none_or(|first| first <= *last))
            .or_else(|| to.in_year(base.saturating_add(1))),
        (_, None) => to.days(period),
    }
    .map(|(_, last)| last);
    let years = [from.map_or(Year::Open, |m| m.year), to.year];
    // A window that ends before it begins is no window: a slip of the pen.
    let sound = first.is_none_or(|first| last.is_none_or(|last| first <= last));
    Window {
        at,
        from: first.filter(|_| sound),
        to: last,
        masked: years.contains(&Year::Masked),
        dated: matches!(years, [Year::Given(_), _]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(Option<String>, Option<String>)> {
        let found = windows(text, Period::year(2026));
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        found.first().map(|w| (day(w.from), day(w.to)))
    }

    fn both(from: &str, to: &str) -> Option<(Option<String>, Option<String>)> {
        Some((Some(from.to_owned()), Some(to.to_owned())))
    }

    #[test]
    fn stretches_of_time() {
        for (text, from, to) in [
            ("3月1日—3月31日", "2026-03-01", "2026-03-31"),
            ("3月1日至31日", "2026-03-01", "2026-03-31"),
            ("9月——12月", "2026-09-01", "2026-12-31"),
            ("1~4月", "2026-01-01", "2026-04-30"),
            ("11月至次年1月", "2026-11-01", "2027-01-31"),
            ("11月—2月", "2026-11-01", "2027-02-28"),
            ("自2025年10月起至2026年1月底结束", "2025-10-01", "2026-01-31"),
            ("20xx年3月—20xx年4月", "2026-03-01", "2026-04-30"),
            ("20xx年11月- 20xx年12月", "2026-11-01", "2026-12-31"),
            ("二〇二六年五月至八月上旬", "2026-05-01", "2026-08-10"),
        ] {
            assert_eq!(days(text), both(from, to), "{text}");
        }
        assert_eq!(days("即日起至6月底"), Some((None, Some("2026-06-30".to_owned()))));
    }

    #[test]
    fn other_numbers_are_no_window() {
        for text in ["13—14月", "3月底前", "5至8人", "2-3个月"] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
