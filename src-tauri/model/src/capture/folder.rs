//! The day that the folders around a file tell.

use jiff::civil::Date;

use super::name;
use super::neighbour::strong_day;
use super::written::{Written, bare_number, bare_year, day_without_year, in_folder};
use crate::date::{DateFact, DateOrigin, Meaning, Period, Precision};

/// Most folders that are looked at, from the file outwards.
const DEPTH: usize = 6;

/// What gives a day without a year its year.
#[derive(Debug, Clone, Copy, Default)]
pub struct YearHint {
    /// The period of the inspection: the year that puts the day inside it.
    pub period: Option<Period>,
    /// A day on which the file was already there: the last such day before it.
    pub not_after: Option<Date>,
}

/// A date that folders tell, or complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderDate {
    /// The date.
    pub fact: DateFact,
    /// Whether the folders name the year; else it was taken from the hint.
    pub year_given: bool,
}

/// The date of a file by the names of its folders, the outermost first. The innermost that tells anything counts; what
/// it leaves out (the year of `0205慰问`, the month of `04日`) is filled in from those around it, the year at last
/// from the hint. A quarter or a half-year tells its year only. `meaning`: `taken` for pictures and films, `written` for
/// documents.
pub fn date(folders: &[&str], hint: YearHint, meaning: Meaning) -> Option<FolderDate> {
    completed(Written::default(), folders, hint, DateOrigin::Folder, meaning)
}

/// The day that a file's own name tells without its year (`4月3日清明.jpg`), with the year of the folders around it, else of the
/// hint, by the rule of [`date`]. `None` where the name tells no such day, or a whole date.
pub fn of_name(name: &str, folders: &[&str], hint: YearHint, meaning: Meaning) -> Option<FolderDate> {
    let told = day_without_year(name::stem(name))?;
    if name::date(name, false).is_some() {
        return None;
    }
    completed(told, folders, hint, DateOrigin::NameTaken, meaning)
}

/// What was told, with what folders and hint tell of what it leaves out.
fn completed(
    mut told: Written,
    folders: &[&str],
    hint: YearHint,
    from: DateOrigin,
    meaning: Meaning,
) -> Option<FolderDate> {
    let inner_first = folders.iter().rev().take(DEPTH).copied().collect::<Vec<_>>();
    for (index, name) in inner_first.iter().enumerate() {
        let around = inner_first.get(index + 1..).unwrap_or_default();
        let outer_month = around.iter().find_map(|name| in_folder(name, None).month);
        let here = below_year(name, around).unwrap_or_else(|| in_folder(name, outer_month));
        if told == Written::default() {
            told = here;
        } else {
            // A month around a month says nothing of its year only when they differ, and then neither does its year.
            let other_month = here.month.is_some() && told.month.is_some() && here.month != told.month;
            if !other_month {
                told.year = told.year.or(here.year);
            }
            if told.day.is_some() && told.month.is_none() {
                told.month = here.month;
            }
        }
        if told.year.is_some() && (told.month.is_some() || told.day.is_none()) {
            break;
        }
    }
    let year_given = told.year.is_some();
    if told.year.is_none() {
        told.year = Some(hint.year(told.month?, told.day)?);
    }
    if told.month.is_none() {
        told.day = None;
    }
    let (value, precision) = told.iso()?;
    Some(FolderDate {
        fact: DateFact {
            value,
            precision,
            from,
            meaning,
        },
        year_given,
    })
}

/// What a bare number tells below a folder for a year (`2026/04`), or below a month there (`2026/04/03`). `around`: the folders
/// outside it, the nearest first.
fn below_year(name: &str, around: &[&str]) -> Option<Written> {
    let number = bare_number(name)?;
    let month = |number: i8| (1..=12).contains(&number);
    match around {
        [year, ..] if let Some(year) = bare_year(year) => month(number).then_some(Written {
            year: Some(year),
            month: Some(number),
            day: None,
        }),
        [outer, year, ..]
            if let (Some(outer), Some(year)) = (bare_number(outer), bare_year(year))
                && month(outer) =>
        {
            let told = Written {
                year: Some(year),
                month: Some(outer),
                day: Some(number),
            };
            told.iso().map(|_| told)
        }
        _ => None,
    }
}

/// How long before the day of its folder a picture may have been taken.
const BEFORE: jiff::SignedDuration = jiff::SignedDuration::from_hours(31 * 24);

impl YearHint {
    /// The hint for a file with these dates of its own in a folder whose pictures agree on the day `common`: the period
    /// where there is one; else the earliest day on which the file must have been there, at last `today`.
    pub fn of(period: Option<Period>, own: &[DateFact], common: Option<Date>, today: Date) -> Self {
        let saved = own
            .iter()
            .filter(|date| date.from == DateOrigin::NameSaved)
            .find_map(DateFact::day);
        let camera = strong_day(own)
            .or(common)
            .and_then(|day| day.checked_add(BEFORE).ok());
        Self {
            period,
            not_after: [saved, camera, Some(today)].into_iter().flatten().min(),
        }
    }

    /// The year of a month or a day that names none.
    fn year(&self, month: i8, day: Option<i8>) -> Option<i16> {
        let of = |year: i16| Date::new(year, month, day.unwrap_or(1)).ok();
        if let Some(period) = self.period {
            let inside = |year: &i16| of(*year).is_some_and(|day| period.contains(day));
            let years = period.from.year()..=period.to.year();
            return years
                .clone()
                .find(inside)
                .or_else(|| years.last().filter(|year| of(*year).is_some()));
        }
        let last = self.not_after?;
        (last.year() - 4..=last.year())
            .rev()
            .find(|year| of(*year).is_some_and(|day| day <= last))
    }
}

impl FolderDate {
    /// Its day, when it tells one and its year is not a guess.
    pub fn sure_day(&self) -> Option<Date> {
        self.fact
            .day()
            .filter(|_| self.year_given && self.fact.precision == Precision::Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folders: &[&str]) -> Option<String> {
        let hint = YearHint {
            period: Some(Period {
                from: Date::constant(2025, 11, 1),
                to: Date::constant(2026, 10, 31),
            }),
            not_after: None,
        };
        date(folders, hint, Meaning::Taken).map(|date| date.fact.value)
    }

    #[test]
    fn folders_tell_days_months_and_years() {
        let cases: [(&[&str], Option<&str>); 49] = [
            (&["2026-4"], Some("2026-04")),
            (&["2026.4"], Some("2026-04")),
            (&["2026.4 志愿服务"], Some("2026-04")),
            (&["2026-1号文件"], None),
            (&["2026", "04"], Some("2026-04")),
            (&["2026", "04", "04"], Some("2026-04-04")),
            (&["2026年", "04", "31"], Some("2026-04")),
            (&["指标", "04"], None),
            (&["2026 04 04"], Some("2026-04-04")),
            (&["清明祭扫0404"], Some("2026-04-04")),
            (&["会议室1201"], None),
            (&["260404清明"], Some("2026-04-04")),
            (&["2026年二月初五"], Some("2026-03-23")),
            (&["2026年农历五月初五 端午"], Some("2026-06-19")),
            (&["正月十五闹元宵"], None),
            (&["2026年腊月"], Some("2026")),
            (&["2026-04-04 清明祭扫"], Some("2026-04-04")),
            (&["2026.4.4清明祭扫"], Some("2026-04-04")),
            (&["20260404"], Some("2026-04-04")),
            (&["20250707_开学典礼"], Some("2025-07-07")),
            (&["清明祭扫（2026年4月4日）"], Some("2026-04-04")),
            (&["二〇二六年四月四日清明祭扫"], Some("2026-04-04")),
            (&["二〇二六年四月"], Some("2026-04")),
            (&["4月4日"], Some("2026-04-04")),
            (&["12月4日宪法日"], Some("2025-12-04")),
            (&["四月四日"], Some("2026-04-04")),
            (&["0205慰问困难党员"], Some("2026-02-05")),
            (&["1204宪法日"], Some("2025-12-04")),
            (&["2024年", "0205慰问"], Some("2024-02-05")),
            (&["2026年", "04月"], Some("2026-04")),
            (&["2026年", "04月", "04日 清明"], Some("2026-04-04")),
            (&["2026年", "4月", "4.4清明"], Some("2026-04-04")),
            (&["2026年", "4月", "清明", "原图"], Some("2026-04")),
            (&["2026-04"], Some("2026-04")),
            (&["202604"], Some("2026-04")),
            (&["4月"], Some("2026-04")),
            (&["4月份志愿服务"], Some("2026-04")),
            (&["2026年创建资料"], Some("2026")),
            (&["2026"], Some("2026")),
            (&["2026年第一季度"], Some("2026")),
            (&["2026年上半年"], Some("2026")),
            (&["第一季度"], None),
            (&["2026年4月1日-4月30日"], Some("2026-04")),
            (&["2024-2026年"], None),
            (&["1.2 志愿服务"], None),
            (&["3.15消费者权益日"], None),
            (&["照片", "DCIM", "100APPLE"], None),
            (&["0299坏日子"], None),
            (&[], None),
        ];
        for (folders, expected) in cases {
            assert_eq!(of(folders).as_deref(), expected, "{folders:?}");
        }
    }

    #[test]
    fn a_name_without_its_year_takes_it_from_the_folders_and_then_from_the_hint() {
        let period = YearHint {
            period: Some(Period {
                from: Date::constant(2025, 11, 1),
                to: Date::constant(2026, 10, 31),
            }),
            not_after: None,
        };
        let there = YearHint {
            period: None,
            not_after: Some(Date::constant(2026, 3, 1)),
        };
        // Name, folders above it, what else tells the year; the day, and whether the folders gave its year.
        type Case = (
            &'static str,
            &'static [&'static str],
            YearHint,
            Option<(&'static str, bool)>,
        );
        let cases: [Case; 16] = [
            ("4月3日清明.jpg", &[], period, Some(("2026-04-03", false))),
            ("清明祭扫4月3号 (2).jpg", &[], period, Some(("2026-04-03", false))),
            ("四月三日.docx", &[], period, Some(("2026-04-03", false))),
            ("12月4日宪法日.jpg", &[], period, Some(("2025-12-04", false))),
            (
                "4月3日清明.jpg",
                &["2024年", "照片"],
                period,
                Some(("2024-04-03", true)),
            ),
            (
                "4月3日清明.jpg",
                &["2024年4月"],
                period,
                Some(("2024-04-03", true)),
            ),
            // The folder's month is another one: its year says nothing of this day.
            (
                "4月3日清明.jpg",
                &["2024年12月"],
                period,
                Some(("2026-04-03", false)),
            ),
            ("4月3日清明.jpg", &[], there, Some(("2025-04-03", false))),
            ("2月3日.jpg", &[], there, Some(("2026-02-03", false))),
            ("4月3日清明.jpg", &[], YearHint::default(), None),
            ("2026年4月3日清明.jpg", &[], period, None),
            ("去年4月3日.jpg", &[], period, None),
            ("4月1日-4月3日.jpg", &[], period, None),
            ("4月3日、4月5日.jpg", &[], period, None),
            ("2月30日.jpg", &[], period, None),
            ("农历四月三十.jpg", &[], period, None),
        ];
        for (name, folders, hint, expected) in cases {
            let told = of_name(name, folders, hint, Meaning::Taken);
            let told = told
                .as_ref()
                .map(|told| (told.fact.value.as_str(), told.year_given));
            assert_eq!(told, expected, "{name} {folders:?}");
        }
        let told = of_name("4月3日.jpg", &[], period, Meaning::Written).unwrap().fact;
        assert_eq!(
            (told.from, told.precision, told.meaning),
            (DateOrigin::NameTaken, Precision::Day, Meaning::Written)
        );
    }

    #[test]
    fn without_a_period_the_year_is_the_last_that_fits() {
        let hint = |year, month, day| YearHint {
            period: None,
            not_after: Some(Date::constant(year, month, day)),
        };
        let of = |hint| date(&["12月4日"], hint, Meaning::Taken);
        assert_eq!(of(hint(2026, 4, 1)).unwrap().fact.value, "2025-12-04");
        assert_eq!(of(hint(2026, 12, 4)).unwrap().fact.value, "2026-12-04");
        assert_eq!(of(hint(2026, 12, 4)).unwrap().sure_day(), None);
        assert_eq!(of(YearHint::default()), None);
        let saved = DateFact {
            value: "2025-12-05T10:00:00".to_owned(),
            precision: Precision::Instant,
            from: DateOrigin::NameSaved,
            meaning: Meaning::Saved,
        };
        let told = of(YearHint::of(None, &[saved], None, Date::constant(2027, 1, 1)));
        assert_eq!(told.unwrap().fact.value, "2025-12-04");
    }
}
