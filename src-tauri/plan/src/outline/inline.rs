//! Items that run on in one paragraph, each with its number: 深化改革。(1)…。(2)…。(3)….

use taizhang_model::requirement::Span;

use crate::source::{Source, scalar};

/// Less is a list of words inside a sentence.
const LEAST_SCALARS: u32 = 20;

/// The paragraph as lines: what stands before (1), then each item, where the numbers stand behind whole sentences.
pub(super) fn items(source: &Source, line: Span) -> Vec<Span> {
    let chars = source.chars(line);
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in chars.iter().enumerate().skip(1) {
        if matches!(c, '(' | '（') && is_number(chars.get(at + 1..).unwrap_or_default(), starts.len() + 1) {
            let before = chars.get(..at).unwrap_or_default().iter().rev();
            let ended = before
                .skip_while(|c| c.is_whitespace())
                .find(|_| true)
                .is_some_and(|c| matches!(c, '。' | ';' | '；' | ')' | '）' | '〕' | ':' | '：'));
            if ended {
                starts.push(at);
            }
        }
    }
    let place = |at: usize| line.0 + scalar(at);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(chars.len()));
    let found: Vec<Span> = starts
        .iter()
        .zip(ends)
        .map(|(from, to)| source.trim(Span(place(*from), place(to))))
        .collect();
    if found.len() < 2 || found.iter().any(|item| item.1 - item.0 < LEAST_SCALARS) {
        return vec![line];
    }
    let head = found.first().map(|first| source.trim(Span(line.0, first.0)));
    head.into_iter().chain(found).collect()
}

/// Whether a text begins with a number and the bracket that closes it.
fn is_number(text: &[char], number: usize) -> bool {
    let digits: Vec<char> = number.to_string().chars().collect();
    text.strip_prefix(digits.as_slice())
        .and_then(|rest| rest.first())
        .is_some_and(|c| matches!(c, ')' | '）'))
}
