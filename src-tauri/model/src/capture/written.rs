//! Days as people write them: 2026年4月3日, 二〇二六年四月三日, 2026-04-03, 2026.4.3, 20260403, and parts of them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::name::YEARS;
use crate::calendar::lunar;
use crate::date::Precision;
use crate::pattern::{group, pattern};

/// What a piece of text tells of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
}

impl Written {
    /// ISO 8601 to the precision that is known, when there is a year and the calendar has the day.
    pub(crate) fn iso(self) -> Option<(String, Precision)> {
        let year = self.year.filter(|year| YEARS.contains(year))?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => (Date::new(year, month, day).ok()?.to_string(), Precision::Day),
            (Some(month), None) => {
                Date::new(year, month, 1).ok()?;
                (format!("{year:04}-{month:02}"), Precision::Month)
            }
            (None, _) => (format!("{year:04}"), Precision::Year),
        })
    }

    /// Whether a calendar has it, in some year.
    fn is_possible(self) -> bool {
        // A leap year has every day.
        let leap = Date::new(2024, self.month.unwrap_or(1), self.day.unwrap_or(1)).is_ok();
        let here = self.year.is_none_or(|year| {
            YEARS.contains(&year) && Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).is_ok()
        });
        leap && here
    }
}

/// Digits and Chinese numerals; a year in words is told digit by digit.
const YEAR: &str = r"(?<y>(?:19|20)\d\d|[一二][九〇○零０0O][〇○零０0O一二三四五六七八九]{2})";
const MONTH: &str = r"(?<m>\d{1,2}|十[一二]?|[一二三四五六七八九])";
const DAY: &str = r"(?<d>\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])";

static FULL: LazyLock<Regex> = LazyLock::new(|| {
    let words = format!(r"{YEAR}\s*年\s*{MONTH}\s*月\s*{DAY}\s*[日号]");
    pattern(&words)
});
static FULL_MARKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.])(?<y>(?:19|20)\d\d)(?:-(?<m>\d{1,2})-(?<d>\d{1,2})|\.(?<m2>\d{1,2})\.(?<d2>\d{1,2})|/(?<m3>\d{1,2})/(?<d3>\d{1,2})|_(?<m4>\d{1,2})_(?<d4>\d{1,2})| (?<m5>\d\d) (?<d5>\d\d))(?:[^\d.]|\.?$|\.\D)",
    )
});
static FULL_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\D)(?<y>(?:19|20)\d\d)(?<m>[01]\d)(?<d>[0-3]\d)(?:\D|$)"));
static YEAR_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"{YEAR}\s*年\s*{MONTH}\s*月")));
static YEAR_MONTH_MARKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\D)(?<y>(?:19|20)\d\d)(?:[-._]?(?<m>0[1-9]|1[0-2])(?:[^\d.-]|$)|[-.](?<m2>[1-9])(?:[^\d.号-]|$))",
    )
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^\d一二三四五六七八九十]){MONTH}\s*月\s*{DAY}\s*[日号]"
    ))
});
static MONTH_DAY_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?<m>0[1-9]|1[0-2])(?<d>[0-3]\d)(?:[^\dA-Za-z.]|$)"));
/// `清明祭扫0404`.
static MONTH_DAY_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\u{4e00}-\u{9fa5}](?<m>0[1-9]|1[0-2])(?<d>[0-3]\d)$"));
/// `260404清明`.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?<short>[12]\d)(?<m>0[1-9]|1[0-2])(?<d>[0-3]\d)(?:[\s_-]*[\u{4e00}-\u{9fa5}]|$)")
});
/// A day of the lunar calendar: by its month's own name, by how its days are counted, or because it says so.
static LUNAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?<y>(?:19|20)\d\d)\s*年)?\s*(?:(?:农历|旧历|阴历)(?<m>正|冬|腊|十[一二]?|[一二三四五六七八九])月(?<d>初?[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)|(?<m2>正|冬|腊|十[一二]?|[一二三四五六七八九])月(?<d2>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)|(?<m3>正|冬|腊)月(?<d3>十[一二三四五六七八九]|二十[一二三四五六七八九]?|三十))",
    )
});
static MONTH_DAY_POINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?<m>\d{1,2})[.-](?<d>\d{1,2})(?:[^\d.]|$)"));
static MONTH_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^\d一二三四五六七八九十]){MONTH}\s*月(?:份|[^\d一二三四五六七八九十]|$)"
    ))
});
static DAY_ONLY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^{DAY}[日号](?:[^楼店门线]|$)")));
static YEAR_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^\d〔（(\[])(?<y>(?:19|20)\d\d)(?:年度?|[^\d年〕）)\].号-]|$)|^(?<y2>(?:19|20)\d\d)$")
});
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\d日号月年]\s*(?:[-~～—–至到]|——)\s*(?:(?:(?:19|20)\d\d)[年.-])?\d{1,2}(?:[日号]|[月.]\d{1,2}|月)|(?:19|20)\d\d年?\s*[-~～—–至到]\s*(?:19|20)\d\d",
    )
});

/// The first full day in the text and where it stands, in bytes.
pub(crate) fn full(text: &str) -> Option<(Written, std::ops::Range<usize>)> {
    [&FULL, &FULL_MARKS, &FULL_DIGITS]
        .into_iter()
        .find_map(|regex| find(regex, text))
}

/// The first full day that the text tells in words: 2026年4月3日, 二〇二六年四月三日.
pub(super) fn in_words(text: &str) -> Option<Written> {
    find(&FULL, text).map(|(written, _)| written)
}

/// The only day that the text tells in words without its year: 4月3日, 四月三日. A lunar day, a range and what some year stands
/// before (去年4月3日) are none.
pub(super) fn day_without_year(text: &str) -> Option<Written> {
    // Asked for every file of a ledger, most of which tell none.
    if !text.contains('月') {
        return None;
    }
    let mut days = MONTH_DAY.find_iter(text);
    let day = days.next()?;
    let told = text.get(..day.start())?;
    let is_of_a_year = told.ends_with('年') || day.as_str().starts_with('年');
    if days.next().is_some() || is_of_a_year || RANGE.is_match(text) || LUNAR.is_match(text) {
        return None;
    }
    find(&MONTH_DAY, text).map(|(written, _)| written)
}

/// The first month of a year in the text, in words.
pub(crate) fn month(text: &str) -> Option<(Written, std::ops::Range<usize>)> {
    find(&YEAR_MONTH, text)
}

/// What a folder's name tells, as much as it tells. `outer_month`: the month that the folders around it tell, which
/// makes `4.4` a day; without it such a name is an indicator's number.
pub(crate) fn in_folder(name: &str, outer_month: Option<i8>) -> Written {
    let is_range = RANGE.is_match(name);
    if let Some(day) = in_lunar(name) {
        return day;
    }
    let first = [
        &FULL,
        &FULL_MARKS,
        &FULL_DIGITS,
        &YEAR_MONTH,
        &YEAR_MONTH_MARKS,
        &MONTH_DAY,
        &MONTH_DAY_DIGITS,
        &SHORT_YEAR,
    ]
    .into_iter()
    .find_map(|regex| find(regex, name).map(|(written, _)| written))
    .or_else(|| at_end(name));
    if let Some(written) = first {
        return if is_range {
            Written { day: None, ..written }
        } else {
            written
        };
    }
    let same_month = |written: &Written| written.month.is_some() && written.month == outer_month;
    if let Some((written, _)) = find(&MONTH_DAY_POINT, name).filter(|(written, _)| same_month(written)) {
        return written;
    }
    if is_range {
        return Written::default();
    }
    let year = find(&YEAR_ONLY, name).and_then(|(written, _)| written.year);
    let part = find(&MONTH_ONLY, name).or_else(|| find(&DAY_ONLY, name));
    Written {
        year,
        ..part.map(|(written, _)| written).unwrap_or_default()
    }
}

/// Month and day at the end of a folder's name, but no number of a room or of a paper.
fn at_end(name: &str) -> Option<Written> {
    const NUMBERED: [char; 7] = ['第', '号', '室', '楼', '栋', '标', '码'];
    let words = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let (written, _) = find(&MONTH_DAY_END, name)?;
    (!words.ends_with(NUMBERED)).then_some(written)
}

/// What a folder tells that is named by the lunar calendar: the day, where it names the year, else nothing; its month is none of
/// the usual calendar.
fn in_lunar(name: &str) -> Option<Written> {
    let found = LUNAR.captures(name)?;
    let any = |names: [&str; 3]| names.map(|name| group(&found, name)).concat();
    let (year, month, day) = (group(&found, "y"), any(["m", "m2", "m3"]), any(["d", "d2", "d3"]));
    let month = match month.as_str() {
        "正" => Some(1),
        "冬" => Some(11),
        "腊" => Some(12),
        words => number(words),
    };
    let day = number(&day.trim_start_matches('初').replace('廿', "二十"));
    let date = (|| {
        lunar(
            year.parse().ok()?,
            u8::try_from(month?).ok()?,
            u8::try_from(day?).ok()?,
        )
    })();
    Some(date.map_or_else(Written::default, |date| Written {
        year: Some(date.year()),
        month: Some(date.month()),
        day: Some(date.day()),
    }))
}

/// `2026`, `2026年`: a folder for a year and nothing else.
pub(super) fn bare_year(name: &str) -> Option<i16> {
    let digits = name.strip_suffix('年').unwrap_or(name);
    year_of(digits).filter(|year| digits.len() == 4 && YEARS.contains(year))
}

/// `04`: a number and nothing else, as folders of months and days are named below a folder for a year.
pub(super) fn bare_number(name: &str) -> Option<i8> {
    let digits = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_digit());
    name.parse().ok().filter(|_| digits)
}

fn find(regex: &Regex, text: &str) -> Option<(Written, std::ops::Range<usize>)> {
    regex.captures_iter(text).find_map(|found| {
        let any = |names: &[&str]| {
            names
                .iter()
                .map(|name| group(&found, name))
                .find(|text| !text.is_empty())
        };
        let short = any(&["short"]).map(|year| number(year).map(|year| year + 2000));
        let year = any(&["y", "y2"]).map(year_of).or(short);
        let month = any(&["m", "m2", "m3", "m4", "m5"]).map(number);
        let day = any(&["d", "d2", "d3", "d4", "d5"]).map(number);
        // A group that is there must be a number.
        let written = Written {
            year: checked(year)?,
            month: checked(month)?.map(|month| i8::try_from(month).unwrap_or(i8::MAX)),
            day: checked(day)?.map(|day| i8::try_from(day).unwrap_or(i8::MAX)),
        };
        let whole = found.get(0)?.range();
        written.is_possible().then_some((written, whole))
    })
}

/// Turns "there, but no number" into nothing at all.
#[expect(clippy::option_option, reason = "absent and wrong are different things here")]
fn checked(part: Option<Option<i16>>) -> Option<Option<i16>> {
    match part {
        Some(number) => number.map(Some),
        None => Some(None),
    }
}

fn year_of(text: &str) -> Option<i16> {
    if text.is_ascii() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    text.chars().try_fold(0, |year, c| Some(year * 10 + digit(c)?))
}

/// A number up to 99 in digits or words.
fn number(text: &str) -> Option<i16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    match text.split_once('十') {
        Some((tens, ones)) => Some(words(tens, 1)? * 10 + words(ones, 0)?),
        None => words(text, 0),
    }
}

fn words(text: &str, none: i16) -> Option<i16> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Some(none),
        (Some(c), None) => digit(c),
        _ => None,
    }
}

fn digit(c: char) -> Option<i16> {
    let at = "零一二三四五六七八九".chars().position(|other| other == c);
    match c {
        '〇' | '○' | 'O' | '0' | '０' => Some(0),
        _ => i16::try_from(at?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        full(text)
            .and_then(|(written, _)| written.iso())
            .map(|(value, _)| value)
    }

    #[test]
    fn a_full_day_is_found_in_every_form() {
        for text in [
            "2026年4月3日",
            "2026 年 4 月 3 日",
            "二〇二六年四月三日",
            "二○二六年四月三日",
            "二零二六年四月三日",
            "（2026年04月03日）",
            "2026-04-03",
            "2026.4.3",
            "2026/4/3",
            "20260403",
            "某某局 2026年4月3号",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2026-04-03"), "{text}");
        }
        assert_eq!(iso("二〇二五年十二月三十一日").as_deref(), Some("2025-12-31"));
        assert_eq!(iso("一九九九年十月二十日").as_deref(), Some("1999-10-20"));
    }

    #[test]
    fn what_no_calendar_has_is_no_day() {
        for text in [
            "2026年2月30日",
            "2026-13-01",
            "20261301",
            "3.2026.4.3.1",
            "120260403",
            "1889年4月3日",
            "",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }
}
