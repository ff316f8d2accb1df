//! OpenDocument spreadsheets. Read here rather than by calamine, which tells no merges of this format and expands
//! repeated cells without a bound.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::grid::{Budget, Grid, Merge};
use crate::layout::lay_out;
use crate::limit::{self, within};
use crate::{Document, DocumentError, archive};

/// Reads `content.xml`.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut zip = archive::open(bytes, "ods")?;
    let member = zip.by_name("content.xml").map_err(|e| malformed(&e))?;
    let mut reader = Reader::from_reader(BufReader::new(member.take(limit::INFLATED_BYTES)));
    let mut buffer = Vec::new();
    let mut sheets = Sheets::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| malformed(&e))? {
            Event::Start(tag) => sheets.open(&tag)?,
            Event::Empty(tag) => {
                sheets.open(&tag)?;
                sheets.close(tag.local_name().as_ref())?;
            }
            Event::End(tag) => sheets.close(tag.local_name().as_ref())?,
            Event::Text(text) => sheets.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                if let Some(c) = reference.resolve_char_ref().map_err(|e| malformed(&e))? {
                    sheets.text(c.encode_utf8(&mut [0; 4]))?;
                } else {
                    sheets.text(entity(&reference))?;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    lay_out("ods", sheets.done, &mut sheets.budget)
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

fn malformed(error: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Malformed {
        wanted: "ods".to_owned(),
        detail: error.to_string(),
    }
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

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), DocumentError> {
        match tag.local_name().as_ref() {
            "table" => {
                self.done.push(Grid {
                    name: attribute(tag, "name")?,
                    ..Grid::default()
                });
                within("sheets", limit::count(self.done.len()), limit::SHEETS)?;
                self.at = (0, 0);
            }
            "table-row" => {
                self.at.1 = 0;
                self.row_repeat = count(tag, "number-rows-repeated")?;
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Open {
                    repeat: count(tag, "number-columns-repeated")?,
                    rows: count(tag, "number-rows-spanned")?,
                    columns: count(tag, "number-columns-spanned")?,
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
        Ok(())
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

fn attribute(tag: &BytesStart<'_>, local: &str) -> Result<Option<String>, DocumentError> {
    for found in tag.attributes() {
        let found = found.map_err(|e| malformed(&e))?;
        if found.key.local_name().as_ref() == local {
            return Ok(Some(found.value.into_owned()));
        }
    }
    Ok(None)
}

/// A count of at least one; one where the attribute is absent or no number.
fn count(tag: &BytesStart<'_>, local: &str) -> Result<u32, DocumentError> {
    Ok(attribute(tag, local)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
        .max(1))
}
