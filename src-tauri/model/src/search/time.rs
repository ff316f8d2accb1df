//! Days that a word of a query means: `4月`, `2026-04`, `上周`, `清明`, `上半年`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::calendar;
use crate::date::Period;

/// How many years back a month without a year is looked for.
const YEARS: i16 = 6;
/// Days before and after a festival that belong to it.
const BEFORE: i64 = 7;
const AFTER: i64 = 3;

/// The periods that a word means; empty where it means none. `today` is what 上周 and 今年 count from.
pub fn periods(word: &str, today: Date) -> Vec<Period> {
    let word = word.trim();
    named(word, today)
        .map(|period| vec![period])
        .or_else(|| festival(word, today))
        .or_else(|| numbers(word, today))
        .unwrap_or_default()
}

fn named(word: &str, today: Date) -> Option<Period> {
    let day = |back: i64| -> Option<Period> {
        let day = today.checked_sub(back.days()).ok()?;
        Some(Period { from: day, to: day })
    };
    let week = |back: i64| -> Option<Period> {
        let monday = today
            .checked_sub(i64::from(today.weekday().since(Weekday::Monday)).days())
            .ok()?
            .checked_sub((7 * back).days())
            .ok()?;
        Some(Period {
            from: monday,
            to: monday.checked_add(6.days()).ok()?,
        })
    };
    let year = today.year();
    match word {
        "今天" | "today" => day(0),
        "昨天" | "yesterday" => day(1),
        "前天" => day(2),
        "本周" | "这周" => week(0),
        "上周" | "上星期" | "lastweek" => week(1),
        "本月" | "这个月" => month(year, today.month()),
        "上月" | "上个月" | "lastmonth" => {
            let before = today.first_of_month().yesterday().ok()?;
            month(before.year(), before.month())
        }
        "今年" | "本年" => Period::year(year),
        "去年" | "上年" => Period::year(year - 1),
        "上半年" => months(year, 1, 6),
        "下半年" => months(year, 7, 12),
        "一季度" | "第一季度" => months(year, 1, 3),
        "二季度" | "第二季度" => months(year, 4, 6),
        "三季度" | "第三季度" => months(year, 7, 9),
        "四季度" | "第四季度" => months(year, 10, 12),
        _ => None,
    }
}

fn month(year: i16, month: i8) -> Option<Period> {
    months(year, month, month)
}

fn months(year: i16, first: i8, last: i8) -> Option<Period> {
    Some(Period {
        from: Date::new(year, first, 1).ok()?,
        to: Date::new(year, last, 1).ok()?.last_of_month(),
    })
}

fn years(today: Date) -> impl Iterator<Item = i16> {
    (0..=YEARS).map(move |back| today.year().saturating_sub(back))
}

fn festival(word: &str, today: Date) -> Option<Vec<Period>> {
    calendar::festival_name(word)?;
    let around = years(today).filter_map(|year| {
        let day = calendar::festival(word, year)?;
        Some(Period {
            from: day.checked_sub(BEFORE.days()).ok()?,
            to: day.checked_add(AFTER.days()).ok()?,
        })
    });
    Some(around.collect())
}

/// `2026`, `2026-04`, `2026年4月`, `2026-04-03`, `2026.4.3`, `4月`, `4月3日`, `四月`.
fn numbers(word: &str, today: Date) -> Option<Vec<Period>> {
    let is_date = word
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号' | '-' | '.' | '/'));
    let chinese = chinese_month(word);
    if !is_date && chinese.is_none() {
        return None;
    }
    let parts: Vec<i16> = word
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let one = |period: Option<Period>| period.map(|period| vec![period]);
    let small = |n: i16| i8::try_from(n).ok();
    match parts[..] {
        [] => {
            let wanted = chinese?;
            Some(years(today).filter_map(|year| month(year, wanted)).collect())
        }
        [year] if year > 1900 && !word.contains('月') && !word.contains('日') => one(Period::year(year)),
        [wanted] if word.contains('月') => {
            let wanted = small(wanted)?;
            Some(years(today).filter_map(|year| month(year, wanted)).collect())
        }
        [year, wanted] if year > 1900 => one(month(year, small(wanted)?)),
        [wanted, day] if word.contains('月') || word.contains('.') => {
            let (wanted, day) = (small(wanted)?, small(day)?);
            let days = years(today).filter_map(|year| Date::new(year, wanted, day).ok());
            Some(days.map(|day| Period { from: day, to: day }).collect())
        }
        [year, wanted, day] if year > 1900 => {
            let day = Date::new(year, small(wanted)?, small(day)?).ok()?;
            Some(vec![Period { from: day, to: day }])
        }
        _ => None,
    }
}

fn chinese_month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "一月",
        "二月",
        "三月",
        "四月",
        "五月",
        "六月",
        "七月",
        "八月",
        "九月",
        "十月",
        "十一月",
        "十二月",
    ];
    let at = NAMES
        .iter()
        .position(|name| *name == word.trim_end_matches('份'))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn words_that_mean_days() {
        let today = date(2026, 4, 15);
        let first = |word: &str| {
            let found = periods(word, today);
            found
                .first()
                .map(|period| (period.from.to_string(), period.to.to_string()))
        };
        let span = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(first("上周"), span("2026-04-06", "2026-04-12"));
        assert_eq!(first("4月"), span("2026-04-01", "2026-04-30"));
        assert_eq!(first("四月"), span("2026-04-01", "2026-04-30"));
        assert_eq!(first("2026-04"), span("2026-04-01", "2026-04-30"));
        assert_eq!(first("2026年2月"), span("2026-02-01", "2026-02-28"));
        assert_eq!(first("2026.4.3"), span("2026-04-03", "2026-04-03"));
        assert_eq!(first("4月3日"), span("2026-04-03", "2026-04-03"));
        assert_eq!(first("清明"), span("2026-03-29", "2026-04-08"));
        assert_eq!(first("2025"), span("2025-01-01", "2025-12-31"));
        for other in ["照片", "12", "13月", "2026-13", "", "3.", "99999999999"] {
            assert_eq!(first(other), None, "{other}");
        }
    }
}
