//! The header of a document ([MS-DOC] 2.5).

use std::ops::Range;

use crate::bytes::{place_at, u16_at};

/// A range of bytes of the table's stream.
pub(super) type Place = Range<usize>;

/// What the header tells.
#[derive(Debug)]
pub(super) struct Fib {
    pub encrypted: bool,
    /// Written by a version before Word 97, whose text lies otherwise.
    pub before_97: bool,
    /// The stream of tables.
    pub table: &'static str,
    pub clx: Place,
    pub styles: Place,
    pub characters: Place,
    pub paragraphs: Place,
    pub lists: Place,
    pub overrides: Place,
    /// Characters of each part of the text, in their order.
    counts: [usize; 8],
}

/// Where the counts of characters begin; there is one each for the text, footnotes, headers, macros, comments,
/// endnotes, text boxes, and text boxes of headers ([MS-DOC] 2.5.4).
const COUNTS: usize = 0x4c;
/// Parts that a person reads: the text, its boxes, the footnotes, the endnotes.
const READ: [usize; 4] = [0, 6, 1, 5];

impl Fib {
    pub(super) fn read(main: &[u8]) -> Option<Self> {
        let mark = u16_at(main, 0)?;
        if !matches!(mark, 0xa5ec | 0xa5dc | 0xa5db) {
            return None;
        }
        let flags = u16_at(main, 0x0a)?;
        let before_97 = mark != 0xa5ec || u16_at(main, 2)? < 0x00c1;
        let mut counts = [0; 8];
        for (number, count) in counts.iter_mut().enumerate() {
            *count = place_at(main, COUNTS + 4 * number).unwrap_or(0);
        }
        let place = |number: usize| {
            let at = 0x9a + 8 * number;
            let from = place_at(main, at).unwrap_or(0);
            from..from.saturating_add(place_at(main, at + 4).unwrap_or(0))
        };
        Some(Self {
            encrypted: flags & 0x0100 != 0,
            before_97,
            table: if flags & 0x0200 == 0 { "0Table" } else { "1Table" },
            clx: place(33),
            styles: place(1),
            characters: place(12),
            paragraphs: place(13),
            lists: place(73),
            overrides: place(74),
            counts,
        })
    }

    /// Ranges of characters of the parts that a person reads.
    pub(super) fn stories(&self, length: usize) -> Vec<Range<usize>> {
        self.ranges(&READ, length)
    }

    /// Ranges of the headers and footers with their boxes, and of the comments.
    pub(super) fn beside(&self, length: usize) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        (self.ranges(&[2, 7], length), self.ranges(&[4], length))
    }

    fn ranges(&self, parts: &[usize], length: usize) -> Vec<Range<usize>> {
        let range = |part: &usize| {
            let before = self.counts.iter().take(*part);
            let from = before
                .fold(0usize, |sum, count| sum.saturating_add(*count))
                .min(length);
            let count = self.counts.get(*part).copied().unwrap_or(0);
            from..from.saturating_add(count).min(length)
        };
        parts.iter().map(range).collect()
    }
}
