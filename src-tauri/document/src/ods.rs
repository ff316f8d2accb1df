//! OpenDocument spreadsheets. Read here rather than by calamine, which tells no merges of this format and expands
//! repeated cells without a bound.

use quick_xml::events::BytesStart;

use crate::beside;
use crate::grid::{Budget, Grid, Merge};
use crate::layout::lay_out;
use crate::limit::{self, within};
use crate::package::Package;
use crate::xml::{Visitor, attribute, number, walk};
use crate::{Document, DocumentError};

/// Reads `content.xml`.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut package = Package::open(bytes, "ods")?;
    let text = package.part("content.xml")?.unwrap_or_default();
    let mut sheets = Sheets::new();
    walk(&text, "ods", &mut sheets)?;
    let names: Vec<String> = sheets
        .done
        .iter()
        .filter_map(|sheet| sheet.name.clone())
        .collect();
    let mut document = lay_out("ods", sheets.done, &mut sheets.budget)?;
    document.beside = beside::of_parts(&mut package, &["styles.xml"], &[])?;
    document.beside.name(names.iter().map(String::as_str));
    Ok(document)
}

/// The cell that is open.
struct Open {
    repeat: u32,
    rows: u32,
    columns: u32,
    paragraphs: u32,
    text: String,
}

struct Sheets {
    done: Vec<Grid>,
    budget: Budget,
    at: (u32, u32),
    row_repeat: u32,
    cell: Option<Open>,
    /// Inside a comment of a cell, whose text is not the cell's.
    comment: bool,
    paragraph: bool,
}

impl Sheets {
    fn new() -> Self {
        Self {
            done: Vec::new(),
            budget: Budget::new(),
            at: (0, 0),
            row_repeat: 1,
            cell: None,
            comment: false,
            paragraph: false,
        }
    }

    /// Puts a closed cell as often as it repeats; empty cells only move on.
    fn put(&mut self, cell: &Open) -> Result<(), DocumentError> {
        let (row, column) = self.at;
        self.at.1 = column.saturating_add(cell.repeat);
        let Some(grid) = self.done.last_mut() else {
            return Ok(());
        };
        if cell.rows > 1 || cell.columns > 1 {
            grid.merges.push(Merge {
                from: (row, column),
                to: (
                    row.saturating_add(cell.rows - 1),
                    column.saturating_add(cell.columns - 1),
                ),
            });
        }
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        within("columns", u64::from(cell.repeat), limit::COLUMNS)?;
        within(
            "cells",
            u64::from(cell.repeat) * u64::from(self.row_repeat),
            limit::CELLS,
        )?;
        for r in 0..self.row_repeat {
            for c in 0..cell.repeat {
                grid.put(
                    (row.saturating_add(r), column.saturating_add(c)),
                    &cell.text,
                    &mut self.budget,
                )?;
            }
        }
        Ok(())
    }
}

impl Visitor for Sheets {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "table" => {
                self.done.push(Grid {
                    name: attribute(tag, "name"),
                    ..Grid::default()
                });
                within("sheets", limit::count(self.done.len()), limit::SHEETS)?;
                self.at = (0, 0);
            }
            "table-row" => {
                self.at.1 = 0;
                self.row_repeat = count(tag, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Open {
                    repeat: count(tag, "number-columns-repeated"),
                    rows: count(tag, "number-rows-spanned"),
                    columns: count(tag, "number-columns-spanned"),
                    paragraphs: 0,
                    text: String::new(),
                });
            }
            "annotation" => self.comment = true,
            "p" if !self.comment => {
                self.paragraph = true;
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs = cell.paragraphs.saturating_add(1);
                }
            }
            "s" => self.text(" ")?,
            "tab" => self.text(" ")?,
            "line-break" => self.text("\n")?,
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "table-row" => self.at.0 = self.at.0.saturating_add(self.row_repeat),
            "table-cell" | "covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.put(&cell)?;
                }
            }
            "annotation" => self.comment = false,
            "p" => self.paragraph = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        if !self.paragraph || self.comment {
            return Ok(());
        }
        if let Some(cell) = &mut self.cell {
            within(
                "bytes of text",
                limit::count(cell.text.len() + text.len()),
                limit::TEXT_BYTES,
            )?;
            cell.text.push_str(text);
        }
        Ok(())
    }
}

/// A count of at least one; one where the attribute is absent or no number.
fn count(tag: &BytesStart<'_>, local: &str) -> u32 {
    number(tag, local).unwrap_or(1).max(1)
}
