//! Characters with their formats to paragraphs and tables.

use super::format::{Formats, Paragraph};
use super::pieces::Unit;
use crate::DocumentError;
use crate::edges::{EdgeCell, EdgeTable};
use crate::field::Fields;
use crate::flow::{Down, Flow, Piece};
use crate::grid::Budget;
use crate::list::Lists;

/// The parts of a document as they are read one after the other.
pub(super) struct Stories<'a> {
    formats: &'a Formats,
    lists: Lists,
    budget: Budget,
    skip_contents: bool,
    fields: Fields,
    line: Vec<u16>,
    flow: Flow,
    /// Finished cells of the open row, and the open one.
    row: Vec<Vec<Piece>>,
    cell: Flow,
    /// Cells of a row of a table inside the open cell.
    inner: String,
    table: EdgeTable,
    done: Vec<Piece>,
}

impl<'a> Stories<'a> {
    pub(super) fn new(formats: &'a Formats, lists: Lists, skip_contents: bool) -> Self {
        Self {
            formats,
            lists,
            budget: Budget::new(),
            skip_contents,
            fields: Fields::default(),
            line: Vec::new(),
            flow: Flow::default(),
            row: Vec::new(),
            cell: Flow::default(),
            inner: String::new(),
            table: EdgeTable::default(),
            done: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Piece>, Budget) {
        (self.done, self.budget)
    }

    /// Reads the characters of one part.
    pub(super) fn read(&mut self, units: &[Unit]) -> Result<(), DocumentError> {
        for unit in units {
            match unit.value {
                0x13 => self.fields.begin(),
                0x14 => self.fields.separate(),
                0x15 => self.fields.end(),
                0x07 | 0x0d => self.end_paragraph(*unit)?,
                // A break of a page or a section ends a paragraph that has no mark of its own.
                0x0c | 0x0e => self.put(unit.at, u16::from(b'\n')),
                0x0b => self.put(unit.at, u16::from(b'\n')),
                0x1e => self.put(unit.at, u16::from(b'-')),
                0x09 => self.put(unit.at, u16::from(b'\t')),
                // Pictures, marks of notes and comments, soft hyphens.
                0x00..=0x1f => {}
                value => self.put(unit.at, value),
            }
        }
        Ok(())
    }

    fn put(&mut self, at: u32, value: u16) {
        if self.formats.is_dropped(at) {
            return;
        }
        if self.fields.in_code() {
            let text = char::from_u32(u32::from(value)).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.fields.put_code(text.encode_utf8(&mut [0; 4]));
        } else if !(self.skip_contents && self.fields.in_contents()) {
            self.line.push(value);
        }
    }

    fn end_paragraph(&mut self, end: Unit) -> Result<(), DocumentError> {
        let in_contents = self.skip_contents && self.fields.in_contents();
        self.fields.end_paragraph();
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.line));
        // The mark of a paragraph that was deleted joins it to the next one.
        if end.value == 0x0d && self.formats.is_dropped(end.at) {
            self.line.extend(text.encode_utf16());
            return Ok(());
        }
        let format = self.formats.paragraph(end.at);
        if format.ends_row {
            return self.end_row(&format);
        }
        let in_table = format.in_table || end.value == 0x07;
        if !in_table {
            self.end_table()?;
        }
        let number = if in_contents { None } else { self.number(&format) };
        let has_text = !text.trim().is_empty();
        let line = if has_text || in_table {
            number.unwrap_or_default() + text.trim_start()
        } else {
            String::new()
        };
        if format.ends_inner_cell || format.ends_inner_row {
            self.put_inner(&line, format.ends_inner_row)?;
        } else if in_table {
            self.cell.put_lines(&line, &mut self.budget)?;
        } else {
            self.flow.put_lines(&line, &mut self.budget)?;
        }
        if end.value == 0x07 {
            self.end_cell()?;
        }
        Ok(())
    }

    /// A table inside a cell becomes lines of it, one for each row.
    fn put_inner(&mut self, line: &str, ends_row: bool) -> Result<(), DocumentError> {
        self.inner.push_str(line.trim());
        self.inner.push(' ');
        if ends_row {
            let row = std::mem::take(&mut self.inner);
            self.cell.put_lines(&row, &mut self.budget)?;
        }
        Ok(())
    }

    fn number(&mut self, format: &Paragraph) -> Option<String> {
        let list = format.list.filter(|list| *list != 0)?;
        self.lists
            .next(u32::from(list), usize::from(format.level.unwrap_or(0)))
    }

    fn end_cell(&mut self) -> Result<(), DocumentError> {
        let rest = std::mem::take(&mut self.inner);
        self.cell.put_lines(&rest, &mut self.budget)?;
        self.row.push(std::mem::take(&mut self.cell).pieces);
        Ok(())
    }

    fn end_row(&mut self, format: &Paragraph) -> Result<(), DocumentError> {
        let row = std::mem::take(&mut self.row);
        let cell = |(number, pieces): (usize, Vec<Piece>)| {
            let defined = format.cells.get(number);
            EdgeCell {
                pieces,
                right: defined.map(|cell| cell.right),
                down: defined.map_or(Down::No, |cell| cell.down),
                joined: defined.is_some_and(|cell| cell.joined),
            }
        };
        self.table.push(row.into_iter().enumerate().map(cell).collect())
    }

    fn end_table(&mut self) -> Result<(), DocumentError> {
        // Cells of a row that has no end are still read.
        if !self.cell.pieces.is_empty() {
            self.end_cell()?;
        }
        if !self.row.is_empty() {
            self.end_row(&Paragraph::default())?;
        }
        if !self.table.is_empty() {
            let table = std::mem::take(&mut self.table);
            self.flow.pieces.extend(table.finish(&mut self.budget)?);
        }
        Ok(())
    }

    /// Ends one part; tells whether a table of contents was still open at the end of it.
    pub(super) fn end(&mut self) -> Result<bool, DocumentError> {
        let is_lost = self.fields.in_contents();
        self.fields = Fields::default();
        self.end_table()?;
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.line));
        self.flow.put_lines(&text, &mut self.budget)?;
        self.done.append(&mut self.flow.pieces);
        Ok(is_lost)
    }
}
