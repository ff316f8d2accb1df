//! Days of the Chinese lunar calendar (农历), 1989 to 2061.

use jiff::civil::Date;

/// The first lunar year of the table.
const FIRST_YEAR: i16 = 1989;

/// One lunar year: month and day of its first day (正月初一), the month that has a leap month behind it (0: none), and
/// the long months of 30 days as bits, the first month lowest. Computed for this program after the rules of
/// GB/T 33661-2017 (new moons and solar terms at UTC+8).
#[rustfmt::skip]
const YEARS: [(i8, i8, u8, u16); 73] = [
    (2, 6, 0, 0b0111010101001),
    (1, 27, 5, 0b1111010010010),
    (2, 15, 0, 0b0111010010010),
    (2, 4, 0, 0b0110100100110),
    (1, 23, 3, 0b0101001010110),
    (2, 10, 0, 0b0101001010111),
    (1, 31, 8, 0b1010011010110),
    (2, 19, 0, 0b0001101011010),
    (2, 7, 0, 0b0011011010101),
    (1, 28, 5, 0b1011011001001),
    (2, 16, 0, 0b0011101001001),
    (2, 5, 0, 0b0011010010011),
    (1, 24, 4, 0b1010100101011),
    (2, 12, 0, 0b0010100101011),
    (2, 1, 0, 0b0101001011011),
    (1, 22, 2, 0b1010101011010),
    (2, 9, 0, 0b0010101101010),
    (1, 29, 7, 0b1101101010101),
    (2, 18, 0, 0b0101110100100),
    (2, 7, 0, 0b0101101001001),
    (1, 26, 5, 0b1101010010011),
    (2, 14, 0, 0b0101010010101),
    (2, 3, 0, 0b0010100101101),
    (1, 23, 4, 0b0101010101101),
    (2, 10, 0, 0b0101010110101),
    (1, 31, 9, 0b1010110101010),
    (2, 19, 0, 0b0010111010010),
    (2, 8, 0, 0b0110110100101),
    (1, 28, 6, 0b1110101001010),
    (2, 16, 0, 0b0110101001010),
    (2, 5, 0, 0b0110010010101),
    (1, 25, 4, 0b1010100101110),
    (2, 12, 0, 0b0010101010110),
    (2, 1, 0, 0b0101010110101),
    (1, 22, 2, 0b1010110110010),
    (2, 10, 0, 0b0011011010010),
    (1, 29, 6, 0b0111010100101),
    (2, 17, 0, 0b0011100100101),
    (2, 6, 0, 0b0011001001011),
    (1, 26, 5, 0b0110010010111),
    (2, 13, 0, 0b0110010101011),
    (2, 3, 0, 0b0010101011010),
    (1, 23, 3, 0b0101011010110),
    (2, 11, 0, 0b0101101101001),
    (1, 31, 11, 0b1011101010010),
    (2, 19, 0, 0b0101101010010),
    (2, 8, 0, 0b0101100100101),
    (1, 28, 6, 0b1101001001011),
    (2, 15, 0, 0b0101001001011),
    (2, 4, 0, 0b0010010101011),
    (1, 24, 5, 0b0010101011011),
    (2, 12, 0, 0b0010110101101),
    (2, 1, 0, 0b0101101101010),
    (1, 22, 2, 0b1101101010010),
    (2, 10, 0, 0b0110110010010),
    (1, 30, 7, 0b1110100100101),
    (2, 17, 0, 0b0110100100101),
    (2, 6, 0, 0b0101001010101),
    (1, 26, 5, 0b1010010101101),
    (2, 14, 0, 0b0010010110110),
    (2, 2, 0, 0b0010110110101),
    (1, 23, 3, 0b0110110101010),
    (2, 11, 0, 0b0111011001001),
    (2, 1, 8, 0b1111010010010),
    (2, 19, 0, 0b0111010010010),
    (2, 8, 0, 0b0110100100110),
    (1, 28, 6, 0b0101001010110),
    (2, 15, 0, 0b0101001010111),
    (2, 4, 0, 0b0010101010110),
    (1, 24, 4, 0b0011011010101),
    (2, 12, 0, 0b0011101010101),
    (2, 2, 0, 0b0011101001001),
    (1, 21, 3, 0b0111010010011),
];

/// The day of a lunar month's day in the lunar year that begins in `year`; the leap month is never meant. `None`
/// outside the table and for days that the month has not.
pub fn lunar(year: i16, month: u8, day: u8) -> Option<Date> {
    let at = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
    let (first_month, first_day, leap, long) = *YEARS.get(at)?;
    if !(1..=12).contains(&month) {
        return None;
    }
    let before = month - 1 + u8::from(leap > 0 && leap < month);
    let length = |index: u8| 29 + i32::from(long >> index & 1);
    if day == 0 || i32::from(day) > length(before) {
        return None;
    }
    let days: i32 = (0..before).map(length).sum::<i32>() + i32::from(day) - 1;
    let first = Date::new(year, first_month, first_day).ok()?;
    first.checked_add(jiff::Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_follow_each_other_without_a_gap() {
        for (year, (_, _, leap, long)) in (FIRST_YEAR..).zip(YEARS) {
            let months = if leap > 0 { 13 } else { 12 };
            let days: i32 = (0..months).map(|m| 29 + i32::from(long >> m & 1)).sum();
            let first = lunar(year, 1, 1).unwrap();
            if let Some(next) = lunar(year + 1, 1, 1) {
                assert_eq!(
                    first.checked_add(jiff::Span::new().days(days)).unwrap(),
                    next,
                    "{year}"
                );
            }
        }
    }

    #[test]
    fn days_that_are_none() {
        assert_eq!(lunar(1988, 1, 1), None);
        assert_eq!(lunar(2062, 1, 1), None);
        assert_eq!(lunar(2026, 13, 1), None);
        assert_eq!(lunar(2026, 1, 0), None);
        assert_eq!(lunar(2026, 1, 31), None);
    }
}
