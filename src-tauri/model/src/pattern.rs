//! Patterns of the rules that read names and texts.

use regex::{Captures, Regex};

/// Compiles a pattern that the program's own source gives. Digits and spaces in it are those of ASCII: what a rule takes for a number is
/// read as one.
///
/// # Panics
/// When it is no pattern; every pattern is compiled by its own test.
#[expect(
    clippy::expect_used,
    reason = "a constant of this program; every pattern is compiled by its own test"
)]
pub fn pattern(text: &str) -> Regex {
    Regex::new(&in_ascii(text)).expect("a valid constant pattern")
}

/// The text of a group, empty where the group took no part.
pub(crate) fn group<'a>(found: &Captures<'a>, name: &str) -> &'a str {
    found.name(name).map_or("", |m| m.as_str())
}

/// A pattern whose classes of digits and spaces are spelled out; the crate means Unicode's.
fn in_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_u32;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let class = match rest.next() {
                    Some('d') => "0-9",
                    Some('D') => "^0-9",
                    Some('s') => "\\t-\\r ",
                    other => {
                        out.push('\\');
                        out.extend(other);
                        continue;
                    }
                };
                match depth > 0 && !class.starts_with('^') {
                    true => out.push_str(class),
                    false => out.extend(["[", class, "]"]),
                }
                continue;
            }
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_spaces_are_those_of_ascii() {
        assert_eq!(
            in_ascii(r"^\d{2}\s*[\d.\s]\D[^\d\]]\."),
            r"^[0-9]{2}[\t-\r ]*[0-9.\t-\r ][^0-9][^0-9\]]\."
        );
        assert!(pattern(r"^\d+$").is_match("12"));
        assert!(!pattern(r"^\d+$").is_match("１２"));
        assert!(pattern(r"^[^\d]$").is_match("１"));
        assert!(!pattern(r"^\s$").is_match("\u{3000}"));
        assert!(pattern(r"^[\s日]+$").is_match(" \t\n日"));
    }
}
