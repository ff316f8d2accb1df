//! By when: 6月底前, 12月上旬前, 4月4日前, 年底, 第一季度末.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex_lite::{Captures, Regex};
use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind};

use super::numeral::whole;
use super::pattern::{group, pattern};
use super::{Found, numeral};
use crate::source::Clause;

const BEFORE: &str = "(?:以前|之前|前)?";

static MASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:20)?[xX×_]{{2,4}}年(?:{{N}}月(?:{{N}}日|[底末])?)?{BEFORE}"
    ))
});
static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"));
static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?:(\d{{4}})年)?({{N}})月({{N}})[日号]{BEFORE}")));
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(\d{{4}})年)?({{N}})月份?(上旬|中旬|下旬|月底|底|末|初|中){BEFORE}"
    ))
});
static BEFORE_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{4})年)?({N})月份?(?:以前|之前|前)"));
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(\d{{4}})年)?第?([一二三四1-4])季度(?:末|底){BEFORE}"
    ))
});
static YEAR_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(\d{{4}})年|今年|本年度?)?(?:年底|年末|年终){BEFORE}"
    ))
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{4})年)?({N})月份?"));

/// Deadlines of a clause, in order. Dates without a year lie in the period; without a period they stay empty.
pub(crate) fn deadlines(clause: &Clause, period: Option<Period>) -> Vec<Found<Deadline>> {
    let mut found: Vec<Found<Deadline>> = Vec::new();
    let readers: [(&Regex, Reader); 7] = [
        (&MASKED, |_, _| Some((DeadlineKind::Masked, None))),
        (&ISO, iso),
        (&DAY, day),
        (&PART, part_of_month),
        (&BEFORE_MONTH, before_month),
        (&QUARTER, quarter),
        (&YEAR_END, year_end),
    ];
    for (pattern, reader) in readers {
        collect(clause, pattern, reader, period, &mut found);
    }
    found.sort_by_key(|f| f.at.start);
    found
}

/// Deadlines of a field that holds nothing but a time: a bare month counts too.
pub(crate) fn in_time_field(clause: &Clause, period: Option<Period>) -> Vec<Found<Deadline>> {
    let mut found = deadlines(clause, period);
    collect(clause, &MONTH, month, period, &mut found);
    found.sort_by_key(|f| f.at.start);
    found
}

/// The kind, with the last day and for a window the first one; no days where the year is unknown.
type Reading = (DeadlineKind, Option<(Option<Date>, Date)>);
/// Reads the groups of a match.
type Reader = fn(&Captures<'_>, Option<Period>) -> Option<Reading>;

fn collect(
    clause: &Clause,
    pattern: &Regex,
    reader: Reader,
    period: Option<Period>,
    found: &mut Vec<Found<Deadline>>,
) {
    for captures in pattern.captures_iter(clause.plain()) {
        let Some(all) = captures.get(0) else { continue };
        if found.iter().any(|f| f.overlaps(&all.range())) {
            continue;
        }
        let Some((kind, days)) = reader(&captures, period) else {
            continue;
        };
        found.push(Found {
            value: Deadline {
                as_written: clause.written(all.range()),
                kind,
                date_from: days.and_then(|(from, _)| from),
                date_to: days.map(|(_, to)| to),
                relative_to: None,
                days: None,
            },
            at: all.range(),
        });
    }
}

fn iso(c: &Captures<'_>, _: Option<Period>) -> Option<Reading> {
    let date = Date::new(
        group(c, 1).parse().ok()?,
        group(c, 2).parse().ok()?,
        group(c, 3).parse().ok()?,
    );
    Some((DeadlineKind::Date, Some((None, date.ok()?))))
}

fn day(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let month = month_number(group(c, 2))?;
    let day = i8::try_from(whole(group(c, 3))?).ok()?;
    // A leap year has every day that a plan can name.
    Date::new(2024, month, day).ok()?;
    let date = in_year(group(c, 1), period, |year| Date::new(year, month, day).ok());
    Some((DeadlineKind::Date, date.map(|date| (None, date))))
}

fn part_of_month(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let month = month_number(group(c, 2))?;
    let (from, to) = match group(c, 3) {
        "上旬" | "初" => (1, Some(10)),
        "中旬" | "中" => (11, Some(20)),
        "下旬" => (21, None),
        _ => (0, None),
    };
    let last = in_year(group(c, 1), period, |year| {
        let first = Date::new(year, month, 1).ok()?;
        match to {
            Some(day) => Date::new(year, month, day).ok(),
            None => Some(first.last_of_month()),
        }
    });
    let days = last.map(|last| {
        let window = !group(c, 0).ends_with('前') && from > 0;
        let from = window.then(|| Date::new(last.year(), month, from).ok()).flatten();
        (from, last)
    });
    Some((DeadlineKind::Date, days))
}

fn before_month(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let month = month_number(group(c, 2))?;
    let last = in_year(group(c, 1), period, |year| {
        Date::new(year, month, 1).ok()?.yesterday().ok()
    });
    Some((DeadlineKind::Month, last.map(|last| (None, last))))
}

fn month(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let month = month_number(group(c, 2))?;
    let first = in_year(group(c, 1), period, |year| Date::new(year, month, 1).ok());
    Some((
        DeadlineKind::Month,
        first.map(|first| (Some(first), first.last_of_month())),
    ))
}

fn quarter(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let month = i8::try_from(whole(group(c, 2))?.checked_mul(3)?).ok()?;
    let last = in_year(group(c, 1), period, |year| {
        Some(Date::new(year, month, 1).ok()?.last_of_month())
    });
    Some((DeadlineKind::Date, last.map(|last| (None, last))))
}

fn year_end(c: &Captures<'_>, period: Option<Period>) -> Option<Reading> {
    let last = in_year(group(c, 1), period, |year| Date::new(year, 12, 31).ok());
    Some((DeadlineKind::Date, last.map(|last| (None, last))))
}

fn month_number(text: &str) -> Option<i8> {
    numeral::whole(text)
        .and_then(|month| i8::try_from(month).ok())
        .filter(|month| (1..=12).contains(month))
}

/// The date in the written year; else in that year of the period in which it lies, the first year failing that.
fn in_year(written: &str, period: Option<Period>, date: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    if let Ok(year) = written.parse() {
        return date(year);
    }
    let period = period?;
    let first = date(period.from.year());
    match first {
        Some(day) if period.contains(day) => first,
        _ => date(period.to.year())
            .filter(|day| period.contains(*day))
            .or(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, DeadlineKind, Option<String>)> {
        deadlines(&Clause::loose(text), Period::year(2026))
            .into_iter()
            .map(|f| {
                (
                    f.value.as_written,
                    f.value.kind,
                    f.value.date_to.map(|d| d.to_string()),
                )
            })
            .collect()
    }

    #[test]
    fn one_deadline_each() {
        for (text, written, date) in [
            ("在3月底前完成", "3月底前", "2026-03-31"),
            ("12月上旬前完成", "12月上旬前", "2026-12-10"),
            ("4月4日前", "4月4日前", "2026-04-04"),
            ("４月４日前", "４月４日前", "2026-04-04"),
            ("十二月五日前", "十二月五日前", "2026-12-05"),
            ("2027年2月底前", "2027年2月底前", "2027-02-28"),
            ("年底前报送", "年底前", "2026-12-31"),
            ("11月前", "11月前", "2026-10-31"),
            ("第一季度末前", "第一季度末前", "2026-03-31"),
            ("10月中旬", "10月中旬", "2026-10-20"),
            ("2026-05-04", "2026-05-04", "2026-05-04"),
        ] {
            let kind = if text == "11月前" {
                DeadlineKind::Month
            } else {
                DeadlineKind::Date
            };
            assert_eq!(
                read(text),
                [(written.to_owned(), kind, Some(date.to_owned()))],
                "{text}"
            );
        }
    }

    #[test]
    fn several_in_one_clause_and_none_where_there_is_none() {
        assert_eq!(read("6月底前开展一次、11月底前开展一次").len(), 2);
        for text in ["每月检查", "两个月", "13月底前", "4月40日", "年度计划"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_hidden_year_gives_no_date() {
        assert_eq!(
            read("20xx年3月底前"),
            [("20xx年3月底前".to_owned(), DeadlineKind::Masked, None)]
        );
    }

    #[test]
    fn the_year_is_the_one_of_the_period() {
        let period = Period::new("2025-09-01".parse().unwrap(), "2026-08-31".parse().unwrap()).unwrap();
        let date = |text: &str, period| {
            deadlines(&Clause::loose(text), period)
                .first()
                .unwrap()
                .value
                .date_to
        };
        assert_eq!(date("6月底前", Some(period)), "2026-06-30".parse().ok());
        assert_eq!(date("10月底前", Some(period)), "2025-10-31".parse().ok());
        assert_eq!(date("10月底前", None), None);
    }

    #[test]
    fn a_bare_month_counts_in_a_time_field_only() {
        assert_eq!(read("4月"), []);
        let found = in_time_field(&Clause::loose("4月"), Period::year(2026));
        assert_eq!(found.first().unwrap().value.date_to, "2026-04-30".parse().ok());
    }
}
