//! Sheets and running text to one text, and tables whose cells are spans of it: cells end with a tab, rows with a line feed.

use std::collections::HashMap;

use taizhang_model::requirement::Span;

use crate::block::{Beside, Block, Cell, Document, Offset, Paragraph, Properties, Table};
use crate::flow::Piece;
use crate::grid::{Budget, Grid, Merge};
use crate::{DocumentError, limit};

/// Lays the sheets out one below the other, a blank line between them. Sheets without text are left out.
pub(crate) fn lay_out(
    format: &str,
    grids: Vec<Grid>,
    budget: &mut Budget,
) -> Result<Document, DocumentError> {
    let mut page = Page::default();
    let mut blocks = Vec::new();
    for grid in grids.iter().filter(|grid| !grid.cells.is_empty()) {
        if !blocks.is_empty() {
            page.push("\n");
        }
        blocks.push(Block::Table(page.table(grid, budget)?));
    }
    Ok(Document {
        format: format.to_owned(),
        text: page.text,
        blocks,
        pages: None,
        properties: Properties::default(),
        beside: Beside::default(),
    })
}

/// Lays lines and tables out in their order, a blank line around each table.
pub(crate) fn lay_out_flow(
    format: &str,
    pieces: &[Piece],
    budget: &mut Budget,
) -> Result<Document, DocumentError> {
    let mut page = Page::default();
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => {
                if matches!(blocks.last(), Some(Block::Table(_))) {
                    page.push("\n");
                }
                let span = page.push(line);
                page.push("\n");
                blocks.push(Block::Paragraph(Paragraph { span }));
            }
            Piece::Table(grid) => {
                if !blocks.is_empty() {
                    page.push("\n");
                }
                blocks.push(Block::Table(page.table(grid, budget)?));
            }
        }
    }
    Ok(Document {
        format: format.to_owned(),
        text: page.text,
        blocks,
        pages: None,
        properties: Properties::default(),
        beside: Beside::default(),
    })
}

/// Text that grows, with its length in scalars.
#[derive(Default)]
pub(crate) struct Page {
    pub text: String,
    scalars: u32,
}

impl Page {
    /// Appends text and tells where it stands.
    pub(crate) fn push(&mut self, text: &str) -> Span {
        let from = self.scalars;
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.scalars = self.scalars.saturating_add(length);
        self.text.push_str(text);
        Span(from, self.scalars)
    }

    /// Appends a table: cells end with a tab, rows with a line feed.
    pub(crate) fn table(&mut self, grid: &Grid, budget: &mut Budget) -> Result<Table, DocumentError> {
        let (rows, columns) = grid.size();
        budget.take_area(rows, columns)?;
        let covered = covered(&grid.merges, rows, columns, budget)?;
        let mut firsts: HashMap<(u32, u32), Span> = HashMap::new();
        let mut table = Vec::new();
        for row in 0..rows {
            let mut cells = Vec::new();
            for column in 0..columns {
                if column > 0 {
                    self.push("\t");
                }
                let covered_by = covered.get(&(row, column)).copied();
                let span = match covered_by {
                    // A merge shows its first cell only; what hides under it is not part of the document.
                    Some(offset) => firsts
                        .get(&(
                            row.saturating_sub(offset.rows),
                            column.saturating_sub(offset.columns),
                        ))
                        .copied()
                        .unwrap_or(Span(self.scalars, self.scalars)),
                    None => self.push(grid.cells.get(&(row, column)).map_or("", String::as_str)),
                };
                firsts.insert((row, column), span);
                cells.push(Cell { span, covered_by });
            }
            self.push("\n");
            table.push(cells);
        }
        Ok(Table {
            name: grid.name.clone(),
            rows: table,
        })
    }
}

/// Which cells of the filled rectangle lie under a merge; of two merges that overlap the first one counts.
fn covered(
    merges: &[Merge],
    rows: u32,
    columns: u32,
    budget: &mut Budget,
) -> Result<HashMap<(u32, u32), Offset>, DocumentError> {
    let mut covered = HashMap::new();
    let mut firsts: HashMap<(u32, u32), ()> = HashMap::new();
    for merge in merges {
        let (top, left) = merge.from;
        if top >= rows || left >= columns || merge.to.0 < top || merge.to.1 < left {
            continue;
        }
        let bottom = merge.to.0.min(rows.saturating_sub(1));
        let right = merge.to.1.min(columns.saturating_sub(1));
        budget.take_area(bottom - top + 1, right - left + 1)?;
        if covered.contains_key(&merge.from) {
            continue;
        }
        firsts.insert(merge.from, ());
        for row in top..=bottom {
            for column in left..=right {
                let at = (row, column);
                if at != merge.from && !firsts.contains_key(&at) {
                    covered.entry(at).or_insert(Offset {
                        rows: row - top,
                        columns: column - left,
                    });
                }
            }
        }
    }
    limit::within("merges", limit::count(merges.len()), limit::CELLS)?;
    Ok(covered)
}
