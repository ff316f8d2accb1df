//! Texts as they can be broken into lines.

/// From how many signs on a run without Chinese or blanks may be broken anywhere.
const LONG: usize = 12;

/// Lets long names (`IMG_20260310_083015_HDR.jpg`, addresses) break within a cell, by blanks of no width.
pub(crate) fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for sign in text.chars() {
        let narrow = (sign as u32) < 0x2e80 && !sign.is_whitespace();
        run = if narrow { run + 1 } else { 0 };
        out.push(sign);
        if narrow && (matches!(sign, '_' | '-' | '.' | '/' | '\\' | '?' | '&' | '=') || run >= LONG) {
            out.push('\u{200b}');
            run = 0;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::breakable;

    #[test]
    fn long_names_can_be_broken_and_chinese_stays() {
        assert_eq!(breakable("通知 2026年3月"), "通知 2026年3月");
        assert_eq!(breakable("IMG_1.jpg"), "IMG_\u{200b}1.\u{200b}jpg");
        assert_eq!(breakable(&"a".repeat(13)), format!("{}\u{200b}a", "a".repeat(12)));
    }
}
