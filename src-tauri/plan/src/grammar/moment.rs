//! Points in time as plans write them: a year that may be hidden or told by 今年, a month, a day or a part of a month.

use jiff::civil::Date;
use regex::Captures;
use taizhang_model::date::Period;

use super::numeral::whole;
use super::pattern::group;

/// Pattern of a year before a month: 2026年, 20xx年, ××年, 二〇二六年, 今年, 次年. Stands for `{Y}`.
pub(crate) const YEAR: &str =
    "(?:(\\d{4}|20[xX×*]{1,2}|[xX×*]{2,4}|二[〇零○][〇零○一二三四五六七八九]{2}|今|本|当|明|次|翌)年度?的?)?";

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    /// Not written, or 今年: the year of the period in which the day lies.
    Open,
    /// In digits or Chinese numerals.
    Given(i16),
    /// 20xx年: as open, but told of.
    Masked,
    /// 次年, 明年.
    Next,
}

impl Year {
    /// Reads what stands before 年.
    pub(crate) fn read(words: &str) -> Self {
        match words {
            "" | "今" | "本" | "当" => Self::Open,
            "明" | "次" | "翌" => Self::Next,
            _ => match words.parse() {
                Ok(year) => Self::Given(year),
                Err(_) => han_year(words).map_or(Self::Masked, Self::Given),
            },
        }
    }
}

fn han_year(words: &str) -> Option<i16> {
    let mut year = 0i16;
    for c in words.chars() {
        let digit = "〇一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .or_else(|| matches!(c, '零' | '○').then_some(0))?;
        year = year.checked_mul(10)?.checked_add(i16::try_from(digit).ok()?)?;
    }
    Some(year)
}

/// A day, a part of a month or a month, with its year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub year: Year,
    pub month: i8,
    /// First and last day of the month; the last one open where the month ends it.
    pub days: (i8, Option<i8>),
}

impl Moment {
    /// From the texts of year, month, day and part; `None` where they make no date.
    pub(crate) fn read(year: &str, month: &str, day: &str, part: &str) -> Option<Self> {
        let month = i8::try_from(whole(month)?)
            .ok()
            .filter(|m| (1..=12).contains(m))?;
        let days = if day.is_empty() {
            match part {
                "上旬" | "初" => (1, Some(10)),
                "中旬" | "中" => (11, Some(20)),
                "下旬" => (21, None),
                _ => (1, None),
            }
        } else {
            let day = i8::try_from(whole(day)?).ok()?;
            // A leap year has every day that a plan can name.
            Date::new(2024, month, day).ok()?;
            (day, Some(day))
        };
        Some(Self {
            year: Year::read(year),
            month,
            days,
        })
    }

    /// From four groups of a match that begin at `from`.
    pub(crate) fn of(c: &Captures<'_>, from: usize) -> Option<Self> {
        Self::read(
            group(c, from),
            group(c, from + 1),
            group(c, from + 2),
            group(c, from + 3),
        )
    }

    /// First and last day in a year.
    pub(crate) fn in_year(&self, year: i16) -> Option<(Date, Date)> {
        let first = Date::new(year, self.month, self.days.0).ok()?;
        let last = match self.days.1 {
            Some(day) => Date::new(year, self.month, day).ok()?,
            None => first.last_of_month(),
        };
        Some((first, last))
    }

    /// First and last day: in the written year, else in that year of the period in which they lie, the first year
    /// failing that. `None` without a year and a period.
    pub(crate) fn days(&self, period: Option<Period>) -> Option<(Date, Date)> {
        match self.year {
            Year::Given(year) => self.in_year(year),
            Year::Next => self.in_year(period?.from.year().checked_add(1)?),
            Year::Open | Year::Masked => {
                let period = period?;
                let first = self.in_year(period.from.year());
                match first {
                    Some((_, last)) if period.contains(last) => first,
                    _ => self
                        .in_year(period.to.year())
                        .filter(|(_, last)| period.contains(*last))
                        .or(first),
                }
            }
        }
    }
}

/// Last day of a year as written.
pub(crate) fn year_end(year: Year, period: Option<Period>) -> Option<Date> {
    let year = match year {
        Year::Given(year) => year,
        Year::Next => period?.from.year().checked_add(1)?,
        // A school year ends within its own period; a plan's 年底 is the end of the year that it begins in.
        Year::Open | Year::Masked => period?.from.year(),
    };
    Date::new(year, 12, 31).ok()
}
