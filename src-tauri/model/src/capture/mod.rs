//! When a picture was taken or a paper written: every rule that weighs dates against each other.
//!
//! The order, best first: EXIF original, EXIF digitized, container, the document's text, a name that tells the taking,
//! EXIF modified, the document's properties, the folder, the neighbours, a name that tells the saving, the file
//! system's time. A date whose clock was reset, and a camera's date that its folder and a neighbour prove wrong, stand behind all of
//! these but the last. A month or a year stands behind a day inside it, whoever tells that day.

pub mod folder;
pub mod name;
pub mod neighbour;
pub(crate) mod written;

use jiff::civil::{Date, DateTime};

pub use folder::{FolderDate, YearHint};

use crate::date::{DateFact, DateOrigin, Meaning, Period, Precision};

/// Doubt: the clock was never set, or was reset.
pub const CLOCK_RESET: &str = "clock_reset";
/// Doubt: the camera's day is far from its folder's day or from its neighbours.
pub const CLOCK_DIFFERS: &str = "clock_differs";
/// Doubt: the best day lies outside the period of the inspection.
pub const OUTSIDE_PERIOD: &str = "outside_period";
/// Doubt: only the time of saving is known.
pub const SAVED_TIME_ONLY: &str = "saved_time_only";

/// Doubt: the best day is that of a name which tells no year.
pub const YEAR_ASSUMED: &str = "year_assumed";

/// Doubts that [`settle`] gives, and takes back when they no longer hold.
pub const DOUBTS: [&str; 5] = [
    CLOCK_RESET,
    CLOCK_DIFFERS,
    OUTSIDE_PERIOD,
    SAVED_TIME_ONLY,
    YEAR_ASSUMED,
];

/// What lies around a file and bears on its date.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// What the names of its folders tell.
    pub folder: Option<FolderDate>,
    /// What the file's own name tells, where it needs its folders or the hint for the year ([`folder::of_name`]).
    pub named: Option<FolderDate>,
    /// The day that the pictures of its folder agree on ([`neighbour::common_day`]).
    pub common: Option<Date>,
    /// Days that the cameras of the other pictures in its folder wrote ([`neighbour::strong_day`]).
    pub others: Vec<Date>,
    /// The period of the inspection.
    pub period: Option<Period>,
}

/// Weighs a file's own dates (from its bytes and its name) with what lies around it: adds the folder's date and, for a
/// picture or film (`scene`), the neighbours', puts the best first, and answers the doubts. Giving it dates that it has
/// already settled is harmless: what came from around the file is taken out first.
pub fn settle(dates: &mut Vec<DateFact>, scene: bool, around: &Surroundings) -> Vec<&'static str> {
    dates.retain(|date| !matches!(date.from, DateOrigin::Folder | DateOrigin::Neighbour));
    if around.named.is_some() {
        forget_name(dates);
    }
    let mut doubts = Vec::new();
    let camera = neighbour::strong_day(dates).filter(|_| scene);
    let folder_day = around.folder.as_ref().and_then(FolderDate::sure_day);
    let wrong_by_folder = camera
        .zip(folder_day)
        .is_some_and(|(camera, folder)| neighbour::far(camera, folder));
    let wrong_by_others = camera.is_some_and(|camera| neighbour::differs(camera, &around.others));
    if dates.iter().any(is_reset) {
        doubts.push(CLOCK_RESET);
    }
    if wrong_by_folder || wrong_by_others {
        doubts.push(CLOCK_DIFFERS);
    }
    dates.extend(around.folder.as_ref().map(|folder| folder.fact.clone()));
    dates.extend(around.named.as_ref().map(|named| named.fact.clone()));
    let borrowed = neighbour::lend(around.common, dates).filter(|_| scene);
    dates.extend(borrowed);
    // The folder's word alone proves nothing: it may tell when pictures were copied.
    let confirmed = folder_day.filter(|folder| {
        around
            .others
            .iter()
            .any(|day| neighbour::apart(*day, *folder) <= 1)
    });
    let wrong = |date: &DateFact| {
        let far = confirmed
            .zip(date.day())
            .is_some_and(|(folder, day)| neighbour::far(folder, day));
        scene && is_by_clock(date.from) && far
    };
    let known = dates.clone();
    dates.sort_by_key(|date| {
        let behind = is_reset(date) || wrong(date);
        let refined = known.iter().any(|other| refines(other, date));
        (date.from == DateOrigin::Mtime, behind, refined, rank(date.from))
    });
    dates.dedup();
    let day = day(dates);
    if let (Some(day), Some(period)) = (day, around.period)
        && !period.contains(day)
    {
        doubts.push(OUTSIDE_PERIOD);
    }
    if dates
        .first()
        .is_some_and(|best| best.from == DateOrigin::NameSaved)
    {
        doubts.push(SAVED_TIME_ONLY);
    }
    let assumed = around.named.as_ref().filter(|named| !named.year_given);
    if assumed.is_some_and(|named| dates.first() == Some(&named.fact)) {
        doubts.push(YEAR_ASSUMED);
    }
    doubts
}

/// Takes out what the name of a file told whose year came from around it: that year may be another one by now, and no camera wrote
/// it.
pub fn forget_name(dates: &mut Vec<DateFact>) {
    dates.retain(|date| date.from != DateOrigin::NameTaken);
}

/// The day of sorted dates: that of the best one, when it tells a day. The file system's time tells none: copying
/// changes it.
pub fn day(dates: &[DateFact]) -> Option<Date> {
    let best = dates.first().filter(|date| date.from != DateOrigin::Mtime)?;
    best.day()
}

/// Whether one date is a day inside the month or year that another one tells.
fn refines(fine: &DateFact, coarse: &DateFact) -> bool {
    let is_coarse = matches!(coarse.precision, Precision::Month | Precision::Year);
    is_coarse
        && fine.from != DateOrigin::Mtime
        && !is_reset(fine)
        && fine.day().is_some()
        && fine.value.starts_with(&coarse.value)
}

/// A time as a document's properties have it, ISO 8601: a UTC time is turned to +08:00, another offset is kept. `None` for
/// what is no time, and for the day that a widespread template of Word files was made.
pub fn of_property(text: &str, meaning: Meaning) -> Option<DateFact> {
    const TEMPLATE: &str = "2013-12-23T23:15:00";
    of_iso(text, DateOrigin::Property, meaning).filter(|_| !text.starts_with(TEMPLATE))
}

/// A time in ISO 8601, to the day at least: a UTC time is turned to +08:00, another offset (`+0800` too) is kept.
pub fn of_iso(text: &str, from: DateOrigin, meaning: Meaning) -> Option<DateFact> {
    let text = text.trim();
    let day: Date = text.get(..10)?.parse().ok()?;
    let time = text.get(10..)?.strip_prefix(['T', ' ', 't']);
    let (value, precision) = match time {
        None if text.len() == 10 => (day.to_string(), Precision::Day),
        None => return None,
        Some(time) => {
            let clock_end = time.find(['+', '-', 'Z', 'z']).unwrap_or(time.len());
            let (clock, zone) = time.split_at_checked(clock_end)?;
            let wall = day.to_datetime(clock.parse().ok()?);
            let seconds = jiff::tz::Offset::UTC.to_timestamp(wall).ok()?.as_second();
            let value = match zone {
                "" => wall.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "Z" | "z" => with_offset(local(seconds)?),
                _ => format!("{}{}", wall.strftime("%Y-%m-%dT%H:%M:%S"), offset(zone)?),
            };
            (value, Precision::Instant)
        }
    };
    name::YEARS.contains(&day.year()).then_some(DateFact {
        value,
        precision,
        from,
        meaning,
    })
}

/// An offset as `+08:00`.
fn offset(zone: &str) -> Option<String> {
    let (sign, digits) = zone.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let sane = hours.parse::<u8>().ok()? <= 14 && minutes.parse::<u8>().ok()? < 60;
    sane.then(|| format!("{sign}{hours}:{minutes}"))
}

/// The file system's time, in seconds since 1970, as a date of last resort.
pub fn of_mtime(seconds: i64) -> Option<DateFact> {
    Some(DateFact {
        value: with_offset(local(seconds)?),
        precision: Precision::Instant,
        from: DateOrigin::Mtime,
        meaning: Meaning::Edited,
    })
}

/// Whether a date is what a clock shows that was reset or never set: the first days of 1970 or 1980, or the first of
/// January of the years in which makers let their cameras begin.
pub fn is_reset(date: &DateFact) -> bool {
    let Some(day) = date.day().filter(|_| is_by_clock(date.from)) else {
        return false;
    };
    let beginnings = [1904, 1970, 1980, 2000, 2001, 2002, 2003, 2004, 2005];
    let new_year = day.month() == 1 && day.day() == 1;
    (new_year && beginnings.contains(&day.year())) || day < Date::constant(1980, 1, 2)
}

/// Whether the clock of a camera or a computer wrote it into the file.
const fn is_by_clock(from: DateOrigin) -> bool {
    matches!(
        from,
        DateOrigin::ExifOriginal
            | DateOrigin::ExifDigitized
            | DateOrigin::ExifModified
            | DateOrigin::Container
    )
}

/// Whether it is a camera's word.
const fn is_strong(from: DateOrigin) -> bool {
    matches!(
        from,
        DateOrigin::ExifOriginal | DateOrigin::ExifDigitized | DateOrigin::Container | DateOrigin::NameTaken
    )
}

const fn rank(from: DateOrigin) -> u8 {
    match from {
        DateOrigin::ExifOriginal => 0,
        DateOrigin::ExifDigitized => 1,
        DateOrigin::Container => 2,
        DateOrigin::Text => 3,
        DateOrigin::NameTaken => 4,
        DateOrigin::ExifModified => 5,
        DateOrigin::Property => 6,
        DateOrigin::Folder => 7,
        DateOrigin::Neighbour => 8,
        DateOrigin::NameSaved => 9,
        DateOrigin::Mtime => 10,
    }
}

/// Seconds since 1970 as the wall clock at +08:00, in years that a file can have.
fn local(seconds: i64) -> Option<DateTime> {
    const EIGHT_HOURS: i64 = 8 * 3600;
    let shifted = jiff::Timestamp::from_second(seconds.checked_add(EIGHT_HOURS)?).ok()?;
    let wall = jiff::tz::Offset::UTC.to_datetime(shifted);
    name::YEARS.contains(&wall.year()).then_some(wall)
}

fn with_offset(wall: DateTime) -> String {
    format!("{}+08:00", wall.strftime("%Y-%m-%dT%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(value: &str, from: DateOrigin) -> DateFact {
        let precision = match value.len() {
            4 => Precision::Year,
            7 => Precision::Month,
            10 => Precision::Day,
            _ => Precision::Instant,
        };
        DateFact {
            value: value.to_owned(),
            precision,
            from,
            meaning: Meaning::Taken,
        }
    }

    fn folder(value: &str) -> Option<FolderDate> {
        Some(FolderDate {
            fact: date(value, DateOrigin::Folder),
            year_given: true,
        })
    }

    fn settled(own: &[DateFact], around: &Surroundings) -> (Option<String>, Vec<&'static str>) {
        let mut dates = own.to_vec();
        let doubts = settle(&mut dates, true, around);
        (day(&dates).map(|day| day.to_string()), doubts)
    }

    #[test]
    fn the_time_of_saving_stands_behind_folder_and_neighbours() {
        let saved = date("2026-05-01T10:00:00", DateOrigin::NameSaved);
        let mtime = date("2026-06-01T10:00:00", DateOrigin::Mtime);
        let none = Surroundings::default();
        let own = [mtime.clone(), saved.clone()];
        assert_eq!(
            settled(&own, &none),
            (Some("2026-05-01".into()), vec![SAVED_TIME_ONLY])
        );
        let common = Surroundings {
            common: Some(Date::constant(2026, 4, 4)),
            ..Surroundings::default()
        };
        assert_eq!(settled(&own, &common), (Some("2026-04-04".into()), vec![]));
        let exif = date("2026-04-03T09:14:22", DateOrigin::ExifOriginal);
        assert_eq!(settled(&[saved.clone(), exif], &common).0.unwrap(), "2026-04-03");
        let month = Surroundings {
            folder: folder("2026-04"),
            ..Surroundings::default()
        };
        assert_eq!(settled(&own, &month).0, None);
        let may = Surroundings {
            folder: folder("2026-05"),
            ..Surroundings::default()
        };
        assert_eq!(settled(&own, &may).0.unwrap(), "2026-05-01");
        assert_eq!(settled(std::slice::from_ref(&mtime), &month).0, None);
        assert_eq!(settled(&[mtime], &none).0, None);
    }

    #[test]
    fn a_reset_clock_stands_behind_everything_but_the_file_system() {
        let reset = date("2000-01-01T00:03:10", DateOrigin::ExifOriginal);
        let around = Surroundings {
            folder: folder("2026-04-04"),
            ..Surroundings::default()
        };
        let (day, doubts) = settled(std::slice::from_ref(&reset), &around);
        assert_eq!((day.as_deref(), doubts), (Some("2026-04-04"), vec![CLOCK_RESET]));
        let alone = settled(&[reset], &Surroundings::default());
        assert_eq!(alone, (Some("2000-01-01".into()), vec![CLOCK_RESET]));
    }

    #[test]
    fn a_wrong_clock_is_recognised_by_the_folder_and_the_neighbours() {
        let camera = [date("2021-01-03T09:00:00", DateOrigin::ExifOriginal)];
        let mut around = Surroundings {
            folder: folder("2026-04-04"),
            ..Surroundings::default()
        };
        assert_eq!(
            settled(&camera, &around),
            (Some("2021-01-03".into()), vec![CLOCK_DIFFERS])
        );
        around.others = vec![Date::constant(2026, 4, 4)];
        assert_eq!(
            settled(&camera, &around),
            (Some("2026-04-04".into()), vec![CLOCK_DIFFERS])
        );
        let near = [date("2026-03-20T09:00:00", DateOrigin::ExifOriginal)];
        assert_eq!(settled(&near, &around), (Some("2026-03-20".into()), vec![]));
        let alone = Surroundings {
            others: vec![Date::constant(2026, 4, 4); 3],
            ..Surroundings::default()
        };
        assert_eq!(
            settled(&camera, &alone),
            (Some("2021-01-03".into()), vec![CLOCK_DIFFERS])
        );
    }

    #[test]
    fn a_day_outside_the_period_is_told() {
        let around = Surroundings {
            period: Period::year(2026),
            ..Surroundings::default()
        };
        let of = |value| settled(&[date(value, DateOrigin::ExifOriginal)], &around).1;
        assert_eq!(of("2025-12-31"), [OUTSIDE_PERIOD]);
        assert!(of("2026-01-01").is_empty());
    }

    #[test]
    fn a_name_without_its_year_counts_like_one_and_its_assumed_year_is_doubted() {
        let named = |value: &str, year_given| Surroundings {
            named: Some(FolderDate {
                fact: date(value, DateOrigin::NameTaken),
                year_given,
            }),
            folder: folder("2026-04"),
            ..Surroundings::default()
        };
        let saved = date("2026-05-01T10:00:00", DateOrigin::NameSaved);
        let own = std::slice::from_ref(&saved);
        assert_eq!(
            settled(own, &named("2026-04-03", false)),
            (Some("2026-04-03".into()), vec![YEAR_ASSUMED])
        );
        assert_eq!(
            settled(own, &named("2026-04-03", true)),
            (Some("2026-04-03".into()), vec![])
        );
        let exif = [date("2025-04-03T09:14:22", DateOrigin::ExifOriginal)];
        assert_eq!(
            settled(&exif, &named("2026-04-03", false)),
            (Some("2025-04-03".into()), vec![])
        );
        // Another period, another year: what was assumed before is gone.
        let mut dates = vec![saved];
        settle(&mut dates, true, &named("2026-04-03", false));
        settle(&mut dates, true, &named("2027-04-03", false));
        let values: Vec<&str> = dates.iter().map(|date| date.value.as_str()).collect();
        assert_eq!(values, ["2027-04-03", "2026-04", "2026-05-01T10:00:00"]);
    }

    #[test]
    fn settling_twice_changes_nothing() {
        let around = Surroundings {
            folder: folder("2026-04-04"),
            common: Some(Date::constant(2026, 4, 4)),
            ..Surroundings::default()
        };
        let mut dates = vec![date("2026-05-01T10:00:00", DateOrigin::NameSaved)];
        let doubts = settle(&mut dates, true, &around);
        let before = dates.clone();
        assert_eq!(settle(&mut dates, true, &around), doubts);
        assert_eq!(dates, before);
        assert_eq!(dates.len(), 3);
    }

    #[test]
    fn properties_tell_local_time() {
        let of = |text| of_property(text, Meaning::Written).map(|fact| fact.value);
        assert_eq!(
            of("2026-04-03T01:02:03Z").as_deref(),
            Some("2026-04-03T09:02:03+08:00")
        );
        assert_eq!(
            of("2026-04-03T09:02:03+08:00").as_deref(),
            Some("2026-04-03T09:02:03+08:00")
        );
        assert_eq!(
            of("2026-04-03T09:02:03+0800").as_deref(),
            Some("2026-04-03T09:02:03+08:00")
        );
        assert_eq!(of("2026-04-03T09:02:03").as_deref(), Some("2026-04-03T09:02:03"));
        assert_eq!(of("2026-04-03").as_deref(), Some("2026-04-03"));
        for none in [
            "2013-12-23T23:15:00Z",
            "1601-01-01T00:00:00Z",
            "2026-02-30",
            "昨天",
            "",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn the_file_systems_time_is_told_in_local_time() {
        let date = of_mtime(1_775_200_462).unwrap();
        assert_eq!(date.value, "2026-04-03T15:14:22+08:00");
        assert_eq!(of_mtime(i64::MAX), None);
    }
}
