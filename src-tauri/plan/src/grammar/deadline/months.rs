//! Months, quarters and halves of a year by name: 3月、6月各一次, headings such as 七月份 and 一季度.

use std::sync::LazyLock;

use jiff::ToSpan;
use regex::Regex;
use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind};

use super::{When, put};
use crate::grammar::Found;
use crate::grammar::moment::Moment;
use crate::grammar::numeral::whole;
use crate::grammar::pattern::{group, pattern};
use crate::grammar::window::windows;
use crate::source::Clause;

/// 3月、6月、9月、12月各一次, 6、12月分别开展: each month of a row.
static MONTH_ROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern("((?:{N}月?份?(?:[、和及]|,))+{N}月份?)(?:底|末|初|上旬|中旬|下旬)?前?(?:要)?(?:分别|各)")
});

static MONTH_OF_ROW: LazyLock<Regex> = LazyLock::new(|| pattern("({N})月?份?"));

/// Deadlines of such rows.
pub(super) fn month_rows(clause: &Clause, period: Option<Period>, found: &mut Vec<Found<Deadline>>) {
    let text = clause.plain();
    if !(text.contains('月') && (text.contains('各') || text.contains("分别"))) {
        return;
    }
    for row in MONTH_ROW.captures_iter(text).filter_map(|c| c.get(1)) {
        // 每月5日、20日 and 1.2、3月 are no row of months.
        if text
            .get(..row.start())
            .is_some_and(|before| before.ends_with(['.', '第', '月']))
        {
            continue;
        }
        for c in MONTH_OF_ROW.captures_iter(row.as_str()) {
            let (Some(all), Some(moment)) = (c.get(0), Moment::read("", group(&c, 1), "", "")) else {
                continue;
            };
            let days = moment.days(period);
            let when = When {
                kind: DeadlineKind::Month,
                from: days.map(|(first, _)| first),
                to: days.map(|(_, last)| last),
            };
            put(
                clause,
                row.start() + all.start()..row.start() + all.end(),
                when,
                found,
            );
        }
    }
}

/// 一季度, 下半年, 七月份(共12分): what a heading or a time field of months begins with.
static STRETCH: LazyLock<Regex> =
    LazyLock::new(|| pattern("^第?([一二三四1-4])个?季度|^([上下])半年|^({N})月份?"));

/// The month, months, quarter or half year that a heading begins with.
pub(crate) fn of_stretch(clause: &Clause, period: Option<Period>) -> Option<Deadline> {
    let text = clause.plain();
    if !text.contains(['月', '季']) && !text.contains("半年") {
        return None;
    }
    let (at, from, to) = match windows(text, period).into_iter().find(|w| w.at.start == 0) {
        Some(window) => (window.at, window.from, window.to),
        None => {
            let c = STRETCH.captures(text)?;
            let last = match (whole(group(&c, 1)), group(&c, 2)) {
                (Some(quarter), _) => quarter.checked_mul(3)?,
                (None, "上") => 6,
                (None, "下") => 12,
                (None, _) => whole(group(&c, 3))?,
            };
            let months = match (c.get(1), c.get(2)) {
                (Some(_), _) => 3,
                (_, Some(_)) => 6,
                _ => 1,
            };
            let days = Moment::read("", &last.to_string(), "", "")?.days(period);
            let to = days.map(|(_, last)| last);
            let first = to.and_then(|to| to.first_of_month().checked_sub((months - 1).months()).ok());
            (c.get(0)?.range(), first, to)
        }
    };
    Some(Deadline {
        as_written: clause.written(at),
        kind: DeadlineKind::Month,
        date_from: from,
        date_to: to,
        relative_to: None,
        days: None,
    })
}
