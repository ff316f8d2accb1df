//! Times as cameras write them, checked and turned to ISO 8601.

use jiff::civil::{Date, DateTime};
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Precision};

/// Years that a camera's or an editor's clock can mean; others are noise.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// A time in the three fields that EXIF spreads it over.
#[derive(Debug, Default)]
pub(crate) struct Stamp {
    /// `YYYY:MM:DD hh:mm:ss`.
    pub(crate) text: Option<String>,
    /// Digits after the decimal point.
    pub(crate) fraction: Option<String>,
    /// `+08:00`.
    pub(crate) offset: Option<String>,
}

impl Stamp {
    /// Takes what it lacks itself.
    pub(crate) fn add(&mut self, more: Self) {
        self.text = self.text.take().or(more.text);
        self.fraction = self.fraction.take().or(more.fraction);
        self.offset = self.offset.take().or(more.offset);
    }

    /// The date it gives, if it is one: blanks, zeros and impossible days are none.
    pub(crate) fn fact(&self, from: DateOrigin, meaning: Meaning) -> Option<DateFact> {
        let text = self.text.as_deref()?;
        let (date, rest) = day(text)?;
        let (value, precision) = match time(date, rest) {
            Some(time) => {
                let fraction = self.fraction.as_deref().and_then(decimals).unwrap_or_default();
                let offset = self
                    .offset
                    .as_deref()
                    .filter(|text| is_offset(text))
                    .unwrap_or_default();
                (
                    format!("{}{fraction}{offset}", time.strftime("%Y-%m-%dT%H:%M:%S")),
                    Precision::Instant,
                )
            }
            None if rest.trim().is_empty() => (date.to_string(), Precision::Day),
            None => return None,
        };
        Some(DateFact {
            value,
            precision,
            from,
            meaning,
        })
    }
}

/// Whether the text is a day, or a day and a time.
pub(crate) fn is_time(text: &str) -> bool {
    day(text).is_some_and(|(date, rest)| rest.trim().is_empty() || time(date, rest).is_some())
}

/// A day at the begin of the text, and what follows it.
fn day(text: &str) -> Option<(Date, &str)> {
    let separated = text.is_ascii()
        && [4, 7]
            .iter()
            .all(|at| matches!(text.as_bytes().get(*at), Some(b':' | b'-' | b'/' | b'.')));
    if !separated {
        return None;
    }
    let date = Date::new(
        number(text.get(..4)?)?,
        number(text.get(5..7)?)?,
        number(text.get(8..10)?)?,
    )
    .ok()?;
    YEARS.contains(&date.year()).then_some((date, text.get(10..)?))
}

/// `hh:mm:ss` after a blank or a `T`.
fn time(date: Date, rest: &str) -> Option<DateTime> {
    let rest = rest.strip_prefix([' ', 'T'])?;
    let mut parts = rest.get(..8)?.split(':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    DateTime::new(date.year(), date.month(), date.day(), hour, minute, second, 0).ok()
}

/// A number in digits only: no signs, no blanks.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn decimals(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && text.bytes().any(|byte| byte != b'0')).then(|| format!(".{text}"))
}

fn is_offset(text: &str) -> bool {
    match text.as_bytes() {
        [b'+' | b'-', h1 @ b'0'..=b'1', h2, b':', m1 @ b'0'..=b'5', m2] => {
            h2.is_ascii_digit() && m2.is_ascii_digit() && (*h1, *h2) <= (b'1', b'4') && *m1 <= b'5'
        }
        b"Z" => true,
        _ => false,
    }
}

/// When a recorder began, as text: `2026:04:03 09:14:22` with any marks, `Fri Apr 03 09:14:22 2026`, or as mail has it.
pub(crate) fn recorder_time(text: &str) -> Option<DateFact> {
    let fact = |text: &str, offset: Option<String>| {
        let stamp = Stamp {
            text: Some(text.to_owned()),
            offset,
            fraction: None,
        };
        stamp.fact(DateOrigin::Container, Meaning::Taken)
    };
    let mail = || {
        let time = jiff::fmt::rfc2822::parse(text).ok()?;
        let (wall, offset) = (time.strftime("%Y:%m:%d %H:%M:%S"), time.strftime("%:z"));
        fact(&wall.to_string(), Some(offset.to_string()))
    };
    fact(text, None)
        .or_else(|| fact(&from_c(text)?, None))
        .or_else(mail)
}

/// `Fri Apr 03 09:14:22 2026`, as C writes times.
fn from_c(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let parts: Vec<&str> = text.split_whitespace().collect();
    let [_, month, day, time, year] = *parts.as_slice() else {
        return None;
    };
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))? + 1;
    Some(format!("{year}:{month:02}:{day:0>2} {time}"))
}

/// Seconds since 1904-01-01 UTC (ISO/IEC 14496-12, 8.2.2), as the wall clock of the zone that the program
/// takes for its users', +08:00. Zero means that the writer had no clock.
pub(crate) fn container_time(seconds: u64) -> Option<DateFact> {
    const FROM_1904_TO_1970: i64 = 2_082_844_800;
    const EIGHT_HOURS: i64 = 8 * 3600;
    let since_1970 = i64::try_from(seconds).ok().filter(|seconds| *seconds > 0)? - FROM_1904_TO_1970;
    let local = jiff::Timestamp::from_second(since_1970.checked_add(EIGHT_HOURS)?).ok()?;
    let wall = jiff::tz::Offset::UTC.to_datetime(local);
    YEARS.contains(&wall.year()).then(|| DateFact {
        value: format!("{}+08:00", wall.strftime("%Y-%m-%dT%H:%M:%S")),
        precision: Precision::Instant,
        from: DateOrigin::Container,
        meaning: Meaning::Taken,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let stamp = Stamp {
            text: Some(text.to_owned()),
            ..Stamp::default()
        };
        stamp
            .fact(DateOrigin::ExifOriginal, Meaning::Taken)
            .map(|fact| fact.value)
    }

    #[test]
    fn dates_of_cameras_become_iso() {
        assert_eq!(value("2026:04:03 09:14:22").unwrap(), "2026-04-03T09:14:22");
        assert_eq!(value("2026-04-03T09:14:22").unwrap(), "2026-04-03T09:14:22");
        assert_eq!(value("2026/04/03 09:14:22").unwrap(), "2026-04-03T09:14:22");
        assert_eq!(value("2026:04:03").unwrap(), "2026-04-03");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2026:02:30 10:00:00",
            "2026:13:01 10:00:00",
            "2026:04:03 25:00:00",
            "2026:04:03 09:14",
            "1800:01:01 00:00:00",
            "+026:04:03 09:14:22",
            "二〇二六年",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn fraction_and_offset_are_kept_only_when_they_are_right() {
        let of = |fraction: &str, offset: &str| {
            Stamp {
                text: Some("2026:04:03 09:14:22".to_owned()),
                fraction: Some(fraction.to_owned()),
                offset: Some(offset.to_owned()),
            }
            .fact(DateOrigin::ExifOriginal, Meaning::Taken)
            .unwrap()
            .value
        };
        assert_eq!(of("123", "+08:00"), "2026-04-03T09:14:22.123+08:00");
        assert_eq!(of("000", "-03:30"), "2026-04-03T09:14:22-03:30");
        assert_eq!(of("1x", "+99:00"), "2026-04-03T09:14:22");
        assert_eq!(of("", "   :  "), "2026-04-03T09:14:22");
    }

    #[test]
    fn a_container_counts_from_1904_in_utc() {
        let fact = container_time(2_082_844_800 + 1_775_200_462).unwrap();
        assert_eq!(fact.value, "2026-04-03T15:14:22+08:00");
        assert_eq!(container_time(0), None);
        assert_eq!(container_time(u64::MAX), None);
    }
}
