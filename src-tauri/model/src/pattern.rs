//! Patterns of the rules that read names and texts.

use regex_lite::{Captures, Regex};

/// Compiles a pattern that the program's own source gives.
#[expect(
    clippy::expect_used,
    reason = "a constant of this crate; every pattern is compiled by its own test"
)]
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid constant pattern")
}

/// The text of a group, empty where the group took no part.
pub(crate) fn group<'a>(found: &Captures<'a>, name: &str) -> &'a str {
    found.name(name).map_or("", |m| m.as_str())
}
