//! Patterns of the grammars.

use regex::{Captures, Regex};

/// Compiles a pattern that the program's own source gives; `{N}` is a number and `{Y}` a year.
pub(crate) fn pattern(text: &str) -> Regex {
    let text = text
        .replace("{N}", super::numeral::PATTERN)
        .replace("{Y}", super::moment::YEAR);
    taizhang_model::pattern::pattern(&text)
}

/// Words of an alternation, longer ones first: the first that fits is taken (批次 before 批).
pub(crate) fn longest_first(words: &str) -> String {
    let mut words: Vec<&str> = words.split('|').collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.join("|")
}

/// Whether a text holds any of the words: a cheap look before a pattern is tried on it.
pub(crate) fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a text holds a digit or a Chinese numeral.
pub(crate) fn holds_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十百千半".contains(c))
}

/// The text of a group, empty where the group took no part.
pub(crate) fn group<'a>(found: &Captures<'a>, index: usize) -> &'a str {
    found.get(index).map_or("", |m| m.as_str())
}
