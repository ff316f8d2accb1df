//! Tables whose cells are told by where their right edges lie (Word's binary format, RTF): equal edges are one column.

use crate::DocumentError;
use crate::flow::{Down, Piece, Place, Rows};
use crate::grid::Budget;
use crate::limit::{self, within};

/// Edges nearer to each other than this are the same one, in twips (1/20 point).
const NEAR: i32 = 30;

/// A cell of a row.
#[derive(Debug)]
pub(crate) struct EdgeCell {
    pub pieces: Vec<Piece>,
    /// Its right edge, in twips; `None` where the row does not say.
    pub right: Option<i32>,
    pub down: Down,
    /// Joined to the cell on its left.
    pub joined: bool,
}

/// Rows as they were read.
#[derive(Debug, Default)]
pub(crate) struct EdgeTable {
    rows: Vec<Vec<EdgeCell>>,
    cells: u64,
}

impl EdgeTable {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<EdgeCell>) -> Result<(), DocumentError> {
        within("columns", limit::count(row.len()), limit::COLUMNS)?;
        self.cells = self.cells.saturating_add(limit::count(row.len()));
        within("cells", self.cells, limit::CELLS)?;
        self.rows.push(row);
        Ok(())
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table.
    pub(crate) fn finish(self, budget: &mut Budget) -> Result<Vec<Piece>, DocumentError> {
        let mut edges: Vec<i32> = self.rows.iter().flatten().filter_map(|cell| cell.right).collect();
        edges.sort_unstable();
        edges.dedup_by(|next, kept| next.saturating_sub(*kept) < NEAR);
        let column = |edge: i32| {
            let at = edges.partition_point(|known| *known <= edge);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let mut rows = Rows::default();
        for row in self.rows {
            rows.next_row();
            let mut from = 0;
            let mut cells = row.into_iter().peekable();
            while let Some(cell) = cells.next() {
                let mut right = cell.right;
                while let Some(joined) = cells.next_if(|next| next.joined) {
                    right = joined.right.or(right);
                }
                let to = right.map_or(from + 1, column).max(from + 1);
                let place = Place {
                    columns: to - from,
                    rows: 1,
                    down: cell.down,
                };
                rows.put(cell.pieces, place)?;
                from = to;
            }
        }
        rows.finish(budget)
    }
}
