//! A period cut into calendar windows (每月、每季度、每两个月…).

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::date::Period;
use crate::requirement::Per;

/// More windows than this are no checklist any more: the whole period is taken as one.
const MOST: usize = 1000;

/// The calendar windows of `per` that touch the period, cut at its ends; the whole period where `per` is no calendar unit
/// (每次, 每日: a day is not asked for by material) or there would be more than a thousand. A 学期 is taken as February to July and
/// August to January.
pub(super) fn windows(period: Period, per: Option<Per>) -> Vec<Period> {
    let Some((mut from, step)) = per.and_then(|per| start(period.from, per)) else {
        return vec![period];
    };
    let mut windows = Vec::new();
    while from <= period.to {
        let Some(next) = next(from, step) else { break };
        let to = next.yesterday().map_or(period.to, |last| last.min(period.to));
        windows.push(Period {
            from: from.max(period.from),
            to,
        });
        if windows.len() > MOST {
            return vec![period];
        }
        from = next;
    }
    if windows.is_empty() { vec![period] } else { windows }
}

#[derive(Clone, Copy)]
enum Step {
    Months(i32),
    Week,
    TenDays,
}

/// First day of the calendar unit that holds `day`.
fn start(day: Date, per: Per) -> Option<(Date, Step)> {
    let months = |length: i8, shift: i8| {
        let since = (day.month() - 1 - shift).rem_euclid(12) % length;
        let first = day.first_of_month().checked_sub(i32::from(since).months()).ok()?;
        Some((first, Step::Months(i32::from(length))))
    };
    match per {
        Per::Year => months(12, 0),
        Per::HalfYear => months(6, 0),
        Per::Quarter => months(3, 0),
        Per::TwoMonths => months(2, 0),
        Per::Month => months(1, 0),
        Per::Term => months(6, 1),
        Per::TenDays => {
            let first = match day.day() {
                1..=10 => 1,
                11..=20 => 11,
                _ => 21,
            };
            Some((day.with().day(first).build().ok()?, Step::TenDays))
        }
        Per::Week => {
            let since = i32::from(day.weekday().since(Weekday::Monday));
            Some((day.checked_sub(since.days()).ok()?, Step::Week))
        }
        Per::Day | Per::Occasion => None,
    }
}

fn next(from: Date, step: Step) -> Option<Date> {
    let span: Span = match step {
        Step::Months(months) => months.months(),
        Step::Week => 7.days(),
        Step::TenDays if from.day() == 21 => return from.first_of_month().checked_add(1.months()).ok(),
        Step::TenDays => 10.days(),
    };
    from.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::windows;
    use crate::date::Period;
    use crate::requirement::Per;

    fn texts(from: &str, to: &str, per: Per) -> Vec<String> {
        let period = Period {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        };
        windows(period, Some(per))
            .iter()
            .map(|w| format!("{}..{}", w.from, w.to))
            .collect()
    }

    #[test]
    fn windows_follow_the_calendar_and_are_cut_at_the_ends() {
        assert_eq!(
            texts("2026-01-15", "2026-06-10", Per::TwoMonths),
            [
                "2026-01-15..2026-02-28",
                "2026-03-01..2026-04-30",
                "2026-05-01..2026-06-10"
            ]
        );
        assert_eq!(texts("2026-01-01", "2026-12-31", Per::Quarter).len(), 4);
        assert_eq!(
            texts("2026-02-25", "2026-03-12", Per::TenDays),
            [
                "2026-02-25..2026-02-28",
                "2026-03-01..2026-03-10",
                "2026-03-11..2026-03-12"
            ]
        );
        assert_eq!(
            texts("2026-11-23", "2026-12-01", Per::Week),
            ["2026-11-23..2026-11-29", "2026-11-30..2026-12-01"]
        );
        assert_eq!(
            texts("2026-01-01", "2026-12-31", Per::Term),
            [
                "2026-01-01..2026-01-31",
                "2026-02-01..2026-07-31",
                "2026-08-01..2026-12-31"
            ]
        );
        assert_eq!(
            texts("2026-01-01", "2026-12-31", Per::Occasion),
            ["2026-01-01..2026-12-31"]
        );
    }

    proptest! {
        #[test]
        fn windows_cover_every_day_once(day in 0i64..3000, length in 0i64..1200, per in 0usize..Per::ALL.len()) {
            let from = jiff::civil::date(2020, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let to = from.checked_add(jiff::Span::new().days(length)).unwrap();
            let windows = windows(Period { from, to }, Some(Per::ALL[per]));
            prop_assert_eq!(windows[0].from, from);
            prop_assert_eq!(windows[windows.len() - 1].to, to);
            for pair in windows.windows(2) {
                prop_assert_eq!(pair[0].to.tomorrow().unwrap(), pair[1].from);
            }
            prop_assert!(windows.iter().all(|w| w.from <= w.to));
        }
    }
}
