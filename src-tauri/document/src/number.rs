//! Numbers and times as a person sees them in a cell.

/// A number with at most 15 significant digits, which is what a spreadsheet keeps: 15, 2.5, 0.3.
pub(crate) fn plain(value: f64) -> String {
    let rounded: f64 = match format!("{value:.14e}").parse() {
        Ok(rounded) => rounded,
        Err(_) => value,
    };
    // An f64 prints without an exponent; beyond this many digits nobody wrote it by hand.
    if rounded != 0.0 && !(1e-9..1e15).contains(&rounded.abs()) {
        return format!("{rounded:e}");
    }
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A day as `2026-04-03`, with `09:14` where the cell has a time of day; a time alone as `09:14`.
pub(crate) fn moment(
    (year, month, day, hour, minute, second, _): (u16, u8, u8, u8, u8, u8, u16),
    serial: f64,
) -> String {
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    if serial < 1.0 {
        time
    } else if hour == 0 && minute == 0 && second == 0 {
        date
    } else {
        format!("{date} {time}")
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_read_as_a_person_sees_them() {
        for (value, seen) in [
            (15.0, "15"),
            (2.5, "2.5"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1234567.0, "1234567"),
            (0.05, "0.05"),
            (1e300, "1e300"),
        ] {
            assert_eq!(plain(value), seen);
        }
    }
}
