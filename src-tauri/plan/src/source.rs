//! The text of a document by scalar position, and clauses of it that the grammars read.

use std::ops::Range;

use taizhang_document::Document;
use taizhang_model::requirement::Span;

use crate::legend;

/// A text longer than this is read up to here only: the longest real 测评体系 is a tenth of it.
const TEXT_SCALARS: usize = 1_000_000;
/// A cell that may hold many clauses is read up to here only.
const CELL_SCALARS: usize = 20_000;
/// A clause longer than this is read up to here only: grammars look at every position of it.
const CLAUSE_SCALARS: usize = 2_000;

/// The text of a document as scalars, so that spans cost nothing to cut.
pub(crate) struct Source {
    chars: Vec<char>,
    lead_mark: Option<char>,
}

impl Source {
    pub(crate) fn new(document: &Document) -> Self {
        Self {
            lead_mark: legend::lead_mark(&document.text),
            chars: document.text.chars().take(TEXT_SCALARS).collect(),
        }
    }

    /// The mark that stands beside who leads, where a legend tells it.
    pub(crate) fn lead_mark(&self) -> Option<char> {
        self.lead_mark
    }

    /// Whether the end of a document was left out.
    pub(crate) fn is_cut(document: &Document) -> bool {
        document.text.chars().nth(TEXT_SCALARS).is_some()
    }

    /// The scalars of a span; none where it does not lie in the text.
    pub(crate) fn chars(&self, span: Span) -> &[char] {
        self.chars
            .get(position(span.0)..position(span.1))
            .unwrap_or_default()
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> String {
        self.chars(span).iter().collect()
    }

    /// The span without white space at its ends.
    pub(crate) fn trim(&self, span: Span) -> Span {
        let chars = self.chars(span);
        let before = chars.iter().take_while(|c| c.is_whitespace()).count();
        let after = chars.iter().rev().take_while(|c| c.is_whitespace()).count();
        if before == chars.len() {
            return Span(span.0, span.0);
        }
        Span(span.0 + scalar(before), span.1 - scalar(after))
    }

    /// Parts of a span between any of the marks, trimmed, blank ones left out. The marks belong to no part.
    pub(crate) fn split(&self, span: Span, marks: &[char]) -> Vec<Span> {
        let mut parts = Vec::new();
        let mut from = span.0;
        for (at, c) in (span.0..).zip(self.chars(span)) {
            if marks.contains(c) {
                parts.push(Span(from, at));
                from = at + 1;
            }
        }
        parts.push(Span(from, span.1));
        parts
            .into_iter()
            .map(|part| self.trim(part))
            .filter(|part| part.0 < part.1)
            .collect()
    }

    /// As `split`, but marks inside quotation marks and brackets part nothing.
    pub(crate) fn parts(&self, span: Span, marks: &[char]) -> Vec<Span> {
        /// A bracket that holds more is left open by a slip of the pen.
        const INSIDE: usize = 80;
        let chars = self.chars(span);
        let mut parts = Vec::new();
        let mut from = span.0;
        let mut skip = 0;
        for (at, c) in chars.iter().enumerate() {
            if at < skip {
                continue;
            }
            let closing: &[char] = match c {
                '(' | '（' => &[')', '）'],
                '“' => &['”', '"'],
                '《' => &['》'],
                '【' => &['】'],
                _ => &[],
            };
            let rest = chars.get(at..).unwrap_or_default();
            if let Some(length) = rest.iter().take(INSIDE).position(|c| closing.contains(c)) {
                skip = at + length;
            } else if marks.contains(c) {
                parts.push(Span(from, span.0 + scalar(at)));
                from = span.0 + scalar(at) + 1;
            }
        }
        parts.push(Span(from, span.1));
        parts
            .into_iter()
            .map(|part| self.trim(part))
            .filter(|part| part.0 < part.1)
            .collect()
    }

    /// The span as a clause for the grammars.
    pub(crate) fn clause(&self, span: Span) -> Clause {
        Clause::new(self.chars(span), CLAUSE_SCALARS, Some(span.0))
    }

    /// The span as a cell that is still to be told apart into clauses.
    pub(crate) fn cell(&self, span: Span) -> Clause {
        Clause::new(self.chars(span), CELL_SCALARS, Some(span.0))
    }
}

/// A piece of text in two forms of equal length: as written, and with full-width marks and digits made half-width.
pub(crate) struct Clause {
    raw: Vec<char>,
    plain: String,
    masked: String,
    base: Option<u32>,
}

impl Clause {
    fn new(chars: &[char], most: usize, base: Option<u32>) -> Self {
        let raw: Vec<char> = chars.iter().copied().take(most).collect();
        let plain: String = raw.iter().map(|c| half_width(*c)).collect();
        Self {
            masked: masked(&plain),
            plain,
            raw,
            base,
        }
    }

    /// A sentence that stands in no document.
    pub(crate) fn loose(text: &str) -> Self {
        Self::new(&text.chars().collect::<Vec<_>>(), CLAUSE_SCALARS, None)
    }

    /// The half-width form.
    pub(crate) fn plain(&self) -> &str {
        &self.plain
    }

    /// The half-width form with what stands in quotation marks blanked out, byte for byte: a number in a name
    /// (“十个一标准”, 《三年行动计划》) counts nothing.
    pub(crate) fn masked(&self) -> &str {
        &self.masked
    }

    /// What stands as written at a byte range of the half-width form.
    pub(crate) fn written(&self, bytes: Range<usize>) -> String {
        let scalars = self.scalars(bytes);
        self.raw.get(scalars).unwrap_or_default().iter().collect()
    }

    /// Where a byte range of the half-width form stands in the document.
    pub(crate) fn span(&self, bytes: Range<usize>) -> Option<Span> {
        let base = self.base?;
        let scalars = self.scalars(bytes);
        Some(Span(base + scalar(scalars.start), base + scalar(scalars.end)))
    }

    fn scalars(&self, bytes: Range<usize>) -> Range<usize> {
        let count = |to: usize| self.plain.get(..to).map_or(0, |text| text.chars().count());
        count(bytes.start)..count(bytes.end)
    }
}

/// A name in quotation marks is not longer; what is longer is a text.
const NAME_SCALARS: usize = 40;

fn masked(plain: &str) -> String {
    let mut masked = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(c) = rest.chars().next() {
        masked.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let Some(closing) = closing(c) else { continue };
        let inside: usize = rest
            .chars()
            .take(NAME_SCALARS + 1)
            .take_while(|c| !closing.contains(c))
            .map(char::len_utf8)
            .sum();
        let (name, after) = rest.split_at_checked(inside).unwrap_or((rest, ""));
        if name.chars().count() <= NAME_SCALARS && after.starts_with(closing) {
            masked.extend(name.chars().map(blank));
            rest = after;
        }
    }
    masked
}

/// What ends what an opening mark begins.
fn closing(opening: char) -> Option<&'static [char]> {
    match opening {
        '“' => Some(&['”', '"']),
        '《' => Some(&['》']),
        '「' => Some(&['」']),
        '〈' => Some(&['〉', '》']),
        _ => None,
    }
}

/// A mark without a meaning that takes as many bytes.
fn blank(c: char) -> char {
    match c.len_utf8() {
        1 => '_',
        2 => '·',
        3 => '□',
        _ => '\u{10ffff}',
    }
}

/// Full-width letters, digits and marks as half-width ones; everything else as it is.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        // The sign of a ratio is typed for a colon.
        '∶' => ':',
        '〔' | '【' => '(',
        '〕' | '】' => ')',
        _ => c,
    }
}

/// A length as a distance in scalars.
pub(crate) fn scalar(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn position(scalar: u32) -> usize {
    usize::try_from(scalar).unwrap_or(usize::MAX)
}
