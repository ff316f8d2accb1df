//! Texts as they can be broken into lines.

/// From how many signs on a run without Chinese or blanks may be broken anywhere.
const LONG: usize = 12;
/// A blank of no width.
const BREAK: char = '\u{200b}';

/// Lets long names (`IMG_20260310_083015_HDR.jpg`, addresses) break within a cell, by blanks of no width.
pub(crate) fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let narrow = (sign as u32) < 0x2e80 && !sign.is_whitespace();
        run = if narrow { run + 1 } else { 0 };
        if sign == '(' && run > 1 {
            out.push(BREAK);
            run = 1;
        }
        out.push(sign);
        // `2026-01-01`, `3.2` and `3/5` stay whole, and a run is not broken within a day.
        let figure = |one: char| one.is_ascii_digit() || one == '-';
        let next = signs.peek().copied().unwrap_or(' ');
        let number = before.is_ascii_digit() && next.is_ascii_digit();
        let joint = matches!(sign, '_' | '-' | '.' | '/' | '\\' | '?' | '&' | '=') && !number;
        let long = run >= LONG && !(figure(sign) && figure(next)) || run >= 2 * LONG;
        if narrow && (joint || long) {
            out.push(BREAK);
            run = 0;
        }
        before = sign;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::breakable;

    #[test]
    fn long_names_can_be_broken_and_chinese_stays() {
        assert_eq!(breakable("通知 2026年3月"), "通知 2026年3月");
        assert_eq!(breakable("应于 2026-01-01 前报送"), "应于 2026-01-01 前报送");
        assert_eq!(breakable("扫描件12(1).pdf"), "扫描件12\u{200b}(1).\u{200b}pdf");
        assert_eq!(breakable("IMG_1.jpg"), "IMG_\u{200b}1.\u{200b}jpg");
        assert_eq!(breakable(&"a".repeat(13)), format!("{}\u{200b}a", "a".repeat(12)));
    }
}
