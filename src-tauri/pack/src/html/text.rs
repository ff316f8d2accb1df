//! Text on its way into the page: escaped, and paths as links.

use std::fmt::Write as _;

/// A page being written.
#[derive(Default)]
pub(super) struct Page(pub(super) String);

impl Page {
    /// Appends markup that is already safe.
    pub(super) fn push(&mut self, markup: &str) {
        self.0.push_str(markup);
    }
}

/// A text as HTML, for elements and quoted attributes alike. Characters that turn the reading direction or that HTML
/// forbids are left out.
pub(super) fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A path inside the bag as a relative link: everything but letters, digits, `-._~` and `/` percent-encoded as UTF-8.
pub(super) fn href(path: &str) -> String {
    let mut out = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_the_page() {
        assert_eq!(
            esc("<script>'\"&\u{202e}\u{0}"),
            "&lt;script&gt;&#39;&quot;&amp; "
        );
        assert_eq!(
            href("data/1 一/a&b\"#?.jpg"),
            "data/1%20%E4%B8%80/a%26b%22%23%3F.jpg"
        );
    }
}
