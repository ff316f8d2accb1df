//! What a reader of running text collects: lines and tables in reading order, before they are laid out.

use crate::DocumentError;
use crate::grid::{Budget, Grid, Merge};
use crate::limit::{self, within};

/// A line of text or a table.
#[derive(Debug)]
pub(crate) enum Piece {
    Line(String),
    Table(Grid),
}

/// Lines and tables of a document, a cell or a box.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub pieces: Vec<Piece>,
}

impl Flow {
    /// Adds the lines of a text, blank ones left out.
    pub(crate) fn put_lines(&mut self, text: &str, budget: &mut Budget) -> Result<(), DocumentError> {
        for line in text.lines() {
            let line = line.trim();
            if !line.is_empty() {
                budget.take_text(line.len())?;
                self.pieces.push(Piece::Line(line.to_owned()));
            }
        }
        Ok(())
    }
}

/// The text of a cell: a line each, the cells of a table inside side by side.
fn flat(pieces: &[Piece]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => lines.push(line.replace('\t', " ")),
            Piece::Table(grid) => {
                let mut row = None;
                for ((at, _), text) in &grid.cells {
                    match lines.last_mut() {
                        Some(line) if row == Some(*at) => {
                            line.push(' ');
                            line.push_str(text);
                        }
                        _ => lines.push(text.clone()),
                    }
                    row = Some(*at);
                }
            }
        }
    }
    lines.join("\n")
}

/// A table while its rows are read, each cell put where the ones before it end.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    cells: Vec<((u32, u32), Vec<Piece>)>,
    merges: Vec<Merge>,
    row: u32,
    column: u32,
    started: bool,
    /// Merges that may go on in the next row: column and place in `merges`.
    open: Vec<(u32, usize)>,
    /// Merges that reach into the present row.
    reaching: Vec<Merge>,
}

/// How a cell stands in its table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Columns that it takes.
    pub columns: u32,
    /// Rows that it takes, where the format says so at its first cell.
    pub rows: u32,
    /// Whether it goes on below, or is such a continuation, where the format says so row by row.
    pub down: Down,
}

/// A merge over rows that is told row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Down {
    No,
    Begins,
    Continues,
}

impl Place {
    /// A cell of its own.
    pub(crate) const SINGLE: Self = Self {
        columns: 1,
        rows: 1,
        down: Down::No,
    };
}

impl Rows {
    /// Goes to the next row.
    pub(crate) fn next_row(&mut self) {
        if self.started {
            self.row = self.row.saturating_add(1);
        }
        self.started = true;
        self.column = 0;
        self.reaching.retain(|merge| merge.to.0 >= self.row);
    }

    /// Leaves columns out.
    pub(crate) fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    /// Whether a cell put here now lies under a merge that began above.
    pub(crate) fn is_covered(&self) -> bool {
        self.open.iter().any(|(column, _)| *column == self.column)
    }

    /// Goes over the columns that merged cells of earlier rows reach down into (HTML, where rows leave them out).
    pub(crate) fn skip_reached(&mut self) {
        while let Some(merge) = self
            .reaching
            .iter()
            .find(|merge| merge.from.0 < self.row && (merge.from.1..=merge.to.1).contains(&self.column))
        {
            self.column = merge.to.1.saturating_add(1);
        }
    }

    /// Puts the next cell of the row.
    pub(crate) fn put(&mut self, pieces: Vec<Piece>, place: Place) -> Result<(), DocumentError> {
        within("cells", limit::count(self.cells.len()), limit::CELLS)?;
        let at = (self.row, self.column);
        let right = at.1.saturating_add(place.columns.max(1) - 1);
        within("columns", u64::from(right), limit::COLUMNS)?;
        let open = self.open.iter().position(|(column, _)| *column == at.1);
        self.column = right.saturating_add(1);
        if let (Down::Continues, Some(open)) = (place.down, open) {
            if let Some(merge) = self.open.get(open).and_then(|(_, m)| self.merges.get_mut(*m)) {
                merge.to.0 = at.0;
            }
            return Ok(());
        }
        self.open.retain(|(column, _)| !(at.1..=right).contains(column));
        let bottom = at.0.saturating_add(place.rows.max(1) - 1);
        if right > at.1 || bottom > at.0 || place.down == Down::Begins {
            if place.down == Down::Begins {
                self.open.push((at.1, self.merges.len()));
            }
            let merge = Merge {
                from: at,
                to: (bottom, right),
            };
            self.merges.push(merge);
            if bottom > at.0 {
                self.reaching.push(merge);
            }
        }
        self.cells.push((at, pieces));
        Ok(())
    }

    /// The table; the content of its only cell where it has just one, because that is a frame around text.
    pub(crate) fn finish(self, budget: &mut Budget) -> Result<Vec<Piece>, DocumentError> {
        let mut cells = self.cells;
        if cells.len() == 1 {
            return Ok(cells.pop().map(|(_, pieces)| pieces).unwrap_or_default());
        }
        let mut grid = Grid {
            merges: self.merges,
            ..Grid::default()
        };
        for (at, pieces) in cells {
            grid.put(at, &flat(&pieces), budget)?;
        }
        Ok(if grid.cells.is_empty() {
            Vec::new()
        } else {
            vec![Piece::Table(grid)]
        })
    }
}
