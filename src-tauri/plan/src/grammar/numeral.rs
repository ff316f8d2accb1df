//! Numbers as plans write them: 12, 2.5, 三, 十二, 两.

/// Pattern of a number; stands for `{N}` in other patterns.
pub(crate) const PATTERN: &str = r"(?:\d{1,9}(?:\.\d{1,4})?|[零一二两三四五六七八九十百千]{1,9})";

/// The value of a number in digits or in Chinese numerals up to 9999; `None` for anything else.
pub(crate) fn value(text: &str) -> Option<f64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    chinese(text).map(f64::from)
}

/// A number with its unit as one counts: 2.6万份 is 26000份; sums of money stay in 万元.
pub(crate) fn scaled(value: f64, unit: &str) -> (f64, &str) {
    match unit.strip_prefix('万') {
        Some(plain) if plain != "元" => ((value * 10_000.0).round(), plain),
        _ => (value, unit),
    }
}

/// A number that was read as a value, as a number of times.
pub(crate) fn times(value: f64) -> Option<u32> {
    let whole = format!("{value}");
    whole.parse().ok()
}

/// The value of a whole number.
pub(crate) fn whole(text: &str) -> Option<u32> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    chinese(text)
}

fn chinese(text: &str) -> Option<u32> {
    let mut sum = 0u32;
    let mut digit: Option<u32> = None;
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                // Two digits in a row are no number in words (一二 is a list).
                if digit.is_some_and(|d| d != 0) {
                    return None;
                }
                digit = Some(digit_of(c)?);
                continue;
            }
        };
        sum = sum.checked_add(digit.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    let sum = sum.checked_add(digit.unwrap_or(0))?;
    (!text.is_empty()).then_some(sum)
}

/// 1 to 99 in Chinese numerals.
pub(crate) fn in_words(number: u32) -> Option<String> {
    let digit = |d: u32| "零一二三四五六七八九".chars().nth(usize::try_from(d).ok()?);
    if number == 0 || number > 99 {
        return None;
    }
    let (tens, ones) = (number / 10, number % 10);
    let mut words = String::new();
    if tens > 1 {
        words.push(digit(tens)?);
    }
    if tens > 0 {
        words.push('十');
    }
    if ones > 0 {
        words.push(digit(ones)?);
    }
    Some(words)
}

fn digit_of(c: char) -> Option<u32> {
    "零一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .and_then(|at| u32::try_from(at).ok())
        .or_else(|| (c == '两').then_some(2))
}

#[cfg(test)]
mod tests {
    use super::{in_words, scaled, value, whole};

    #[test]
    fn ten_thousands_are_counted_out() {
        assert_eq!(scaled(2.6, "万份"), (26_000.0, "份"));
        assert_eq!(scaled(5.0, "万元"), (5.0, "万元"));
        assert_eq!(scaled(3.0, "份"), (3.0, "份"));
    }

    #[test]
    fn numerals_one_to_ninety_nine_and_decimals() {
        for (text, number) in [
            ("一", 1.0),
            ("两", 2.0),
            ("十", 10.0),
            ("十二", 12.0),
            ("二十", 20.0),
            ("九十九", 99.0),
            ("一百零五", 105.0),
            ("两千", 2000.0),
            ("2.5", 2.5),
            ("40", 40.0),
        ] {
            assert_eq!(value(text), Some(number), "{text}");
        }
        for text in ["", "一二", "天", "1.2.3"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(whole("三十"), Some(30));
        assert_eq!(whole("2.5"), None);
        assert!((1..=99).all(|n| in_words(n).and_then(|words| whole(&words)) == Some(n)));
        assert_eq!((in_words(0), in_words(100)), (None, None));
    }
}
