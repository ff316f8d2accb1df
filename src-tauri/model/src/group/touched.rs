//! When files were written: a doubtful hint, for pictures that tell nothing else. Copying a folder writes all of it on one day, and
//! then it is none.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::{Date, DateTime};

use super::Piece;
use super::seen::instant;
use crate::date::DateOrigin;

/// On fewer days than this, everything was written by copying.
const DAYS: usize = 10;
/// A day on which more than one in so many was written was one of copying.
const MANY: usize = 10;

/// Days on which writing tells something.
pub(super) struct Touched(HashSet<Date>);

impl Touched {
    pub(super) fn new(pieces: &[&Piece]) -> Self {
        let mut days: BTreeMap<Date, usize> = BTreeMap::new();
        for time in pieces.iter().filter_map(|piece| of(piece)) {
            *days.entry(time.date()).or_default() += 1;
        }
        let known = days.len();
        let few = days
            .into_iter()
            .filter(|(_, count)| known >= DAYS && count * MANY <= pieces.len());
        Self(few.map(|(day, _)| day).collect())
    }

    /// When a piece was written, where that tells something.
    pub(super) fn time(&self, piece: &Piece) -> Option<DateTime> {
        of(piece).filter(|time| self.0.contains(&time.date()))
    }
}

fn of(piece: &Piece) -> Option<DateTime> {
    instant(&piece.dates, |from| from == DateOrigin::Mtime)
}
