//! Tables that go on over pages: heads that are repeated, and rows and merged cells that a page's end cuts in two.

use super::paragraph;
use super::ruled::{Ruled, SNAP};
use crate::grid::Merge;

/// Most rows of a head that is repeated.
const HEAD: u32 = 3;

impl Ruled {
    /// Whether `next`, which comes directly after it on the next page, has the same columns.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= SNAP;
        self.columns.len() == next.columns.len() && self.columns.iter().zip(&next.columns).all(near)
    }

    /// Appends a table of the next page, without the head that it repeats. Its first row is part of the last one
    /// where that was cut; leading cells without text belong to the cells above them.
    pub(super) fn append(&mut self, mut next: Self) {
        let skip = self.repeated(&next);
        let Some(last) = self.rows.checked_sub(1) else {
            return;
        };
        let cut = self.is_cut(last, &next, skip);
        let base = if cut { last } else { self.rows };
        let shift = |row: u32| row - skip + base;
        let mut leading = true;
        let mut column = 0;
        while column < next.width() {
            let below = next.area((skip, column));
            let above = self.area((last, column));
            column = below.to.1 + 1;
            leading &= !next.cells.contains_key(&below.from);
            if !(cut || leading) || !is_above(above, below) {
                continue;
            }
            if let Some(more) = next.cells.remove(&below.from) {
                paragraph::join(self.cells.entry(above.from).or_default(), &more);
            }
            next.merges.retain(|merge| merge.from != below.from);
            self.merges.retain(|merge| merge.from != above.from);
            let to = (shift(below.to.0), above.to.1);
            if above.from != to {
                self.merges.push(Merge { from: above.from, to });
            }
        }
        self.full = next
            .full
            .iter()
            .filter(|at| at.0 >= skip)
            .map(|at| (shift(at.0), at.1))
            .collect();
        self.merges
            .extend(next.merges.iter().filter(|m| m.from.0 >= skip).map(|m| Merge {
                from: (shift(m.from.0), m.from.1),
                to: (shift(m.to.0), m.to.1),
            }));
        let cells = next.cells.into_iter().filter(|(at, _)| at.0 >= skip);
        self.cells
            .extend(cells.map(|(at, text)| ((shift(at.0), at.1), text)));
        self.rows = shift(next.rows);
    }

    /// How many rows of `next` are a head that this table has, too.
    fn repeated(&self, next: &Self) -> u32 {
        let row = |of: &Self, row: u32| -> Vec<(u32, String)> {
            let cells = of.cells.range((row, 0)..(row + 1, 0));
            cells.map(|(at, text)| (at.1, text.clone())).collect()
        };
        let same = |at: &u32| !row(next, *at).is_empty() && row(next, *at) == row(self, *at);
        let skip = (0..next.rows.min(self.rows).min(HEAD))
            .take_while(same)
            .map(|at| at + 1)
            .last();
        // What is nothing but repeated is no head, nor are rows that a merged cell leads out of.
        let leads_out = |skip: u32| next.merges.iter().any(|m| m.from.0 < skip && m.to.0 >= skip);
        skip.filter(|skip| *skip < next.rows && !leads_out(*skip))
            .unwrap_or(0)
    }

    /// Whether the last row goes on in the row `first` of `next`: that begins with a cell without text, and all
    /// its texts come after full lines.
    fn is_cut(&self, last: u32, next: &Self, first: u32) -> bool {
        let mut texts = 0;
        let mut column = 0;
        while column < next.width() {
            let below = next.area((first, column));
            let above = self.area((last, column));
            column = below.to.1 + 1;
            if next.cells.contains_key(&below.from) {
                texts += 1;
                let goes_on = below.from.1 > 0 && below.to.0 == first && self.full.contains(&above.from);
                if !goes_on || !is_above(above, below) {
                    return false;
                }
            }
        }
        texts > 0
    }

    fn width(&self) -> u32 {
        u32::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0)
    }

    /// The area that a cell belongs to.
    fn area(&self, at: (u32, u32)) -> Merge {
        let has = |merge: &&Merge| {
            (merge.from.0..=merge.to.0).contains(&at.0) && (merge.from.1..=merge.to.1).contains(&at.1)
        };
        let single = Merge { from: at, to: at };
        self.merges.iter().find(has).copied().unwrap_or(single)
    }
}

fn is_above(above: Merge, below: Merge) -> bool {
    (above.from.1, above.to.1) == (below.from.1, below.to.1)
}
