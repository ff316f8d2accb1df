//! Periods as people type them.

use std::str::FromStr;

use jiff::civil::Date;

/// First and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Days {
    /// The whole year; years outside 1 to 9999 are cut to these.
    pub fn of_year(year: i16) -> Self {
        let year = year.clamp(1, 9999);
        let from = Date::constant(year, 1, 1);
        Self {
            from,
            to: from.last_of_year(),
        }
    }
}

impl FromStr for Days {
    type Err = String;

    /// `2026`, `2026-04`, `2026-Q2` or `FROM..TO`.
    fn from_str(text: &str) -> Result<Self, String> {
        let days = match text.split_once("..") {
            Some((from, to)) => day(from).zip(day(to)).map(|(from, to)| Self { from, to }),
            None => named(text),
        };
        let days = days.ok_or("2026-01-01..2026-12-31")?;
        if days.from > days.to {
            return Err(format!("{} > {}", days.from, days.to));
        }
        Ok(days)
    }
}

fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

fn named(text: &str) -> Option<Days> {
    let Some((year, part)) = text.split_once('-') else {
        return text
            .parse()
            .ok()
            .filter(|year| (1..=9999).contains(year))
            .map(Days::of_year);
    };
    let year: i16 = year.parse().ok()?;
    let (first, last) = match part.strip_prefix(['Q', 'q']) {
        Some(quarter) => {
            let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            (quarter * 3 - 2, quarter * 3)
        }
        None => {
            let month: i8 = part.parse().ok()?;
            (month, month)
        }
    };
    Some(Days {
        from: Date::new(year, first, 1).ok()?,
        to: Date::new(year, last, 1).ok()?.last_of_month(),
    })
}

#[cfg(test)]
mod tests {
    use super::Days;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let days = |text: &str| text.parse::<Days>().map(|d| format!("{}..{}", d.from, d.to));
        assert_eq!(days("2026").unwrap(), "2026-01-01..2026-12-31");
        assert_eq!(days("2024-02").unwrap(), "2024-02-01..2024-02-29");
        assert_eq!(days("2026-Q2").unwrap(), "2026-04-01..2026-06-30");
        assert_eq!(days("2025-10-01..2026-09-30").unwrap(), "2025-10-01..2026-09-30");
        for bad in [
            "",
            "x",
            "2026-13",
            "2026-Q5",
            "2026-Q0",
            "2026-02-01..2026-01-01",
            "0",
            "2026-01-01",
        ] {
            assert!(days(bad).is_err(), "{bad}");
        }
    }
}
