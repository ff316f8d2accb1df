//! A sheet while it is read: filled cells and merges, before it is laid out.

use std::collections::BTreeMap;

use crate::DocumentError;
use crate::limit::{self, within};

/// A merged rectangle, both corners included: (row, column).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Merge {
    pub from: (u32, u32),
    pub to: (u32, u32),
}

/// A sheet's filled cells and its merges.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    pub name: Option<String>,
    pub cells: BTreeMap<(u32, u32), String>,
    pub merges: Vec<Merge>,
}

/// What may still be read of a workbook.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: u64,
    cells: u64,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self {
            bytes: limit::TEXT_BYTES,
            cells: limit::CELLS,
        }
    }

    /// Takes so many bytes of text.
    pub(crate) fn take_text(&mut self, bytes: usize) -> Result<(), DocumentError> {
        let bytes = limit::count(bytes);
        within("bytes of text", bytes, self.bytes)?;
        self.bytes -= bytes;
        Ok(())
    }

    /// Takes a rectangle of cells, filled or not.
    pub(crate) fn take_area(&mut self, rows: u32, columns: u32) -> Result<(), DocumentError> {
        let area = u64::from(rows) * u64::from(columns);
        within("columns", u64::from(columns), limit::COLUMNS)?;
        within("cells", area, self.cells)?;
        self.cells -= area;
        Ok(())
    }
}

impl Grid {
    /// Puts a text into a cell; blank texts are left out.
    pub(crate) fn put(
        &mut self,
        at: (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), DocumentError> {
        let text = text.trim_matches(['\r', '\n', ' ', '\t', '\u{3000}']);
        if text.is_empty() {
            return Ok(());
        }
        budget.take_text(text.len())?;
        within("cells", limit::count(self.cells.len()), limit::CELLS)?;
        self.cells.insert(at, text.to_owned());
        Ok(())
    }

    /// Rows and columns from the first of the sheet to the last filled cell.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.cells.keys().fold((0, 0), |(rows, columns), (row, column)| {
            (
                rows.max(row.saturating_add(1)),
                columns.max(column.saturating_add(1)),
            )
        })
    }
}
