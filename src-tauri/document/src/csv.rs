//! Comma, tab or semicolon separated values.

use crate::grid::{Budget, Grid};
use crate::layout::lay_out;
use crate::limit::{self, within};
use crate::{Document, DocumentError};

/// Lines that are looked at for the delimiter.
const LINES: usize = 50;

/// Reads records of decoded text; rows may differ in length.
pub(crate) fn read(text: &str) -> Result<Document, DocumentError> {
    let mut budget = Budget::new();
    let mut grid = Grid::default();
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|e| DocumentError::Malformed {
            wanted: "csv".to_owned(),
            detail: e.to_string(),
        })?;
        within("cells", limit::count(row), limit::CELLS)?;
        for (column, field) in record.iter().enumerate() {
            within("columns", limit::count(column), limit::COLUMNS)?;
            let at = (
                u32::try_from(row).unwrap_or(u32::MAX),
                u32::try_from(column).unwrap_or(u32::MAX),
            );
            grid.put(at, field, &mut budget)?;
        }
    }
    lay_out("csv", vec![grid], &mut budget)
}

/// The delimiter that stands outside quotes in most lines; a comma where none does.
fn delimiter(text: &str) -> u8 {
    let mut lines = [0usize; 3];
    let mut seen = [false; 3];
    let mut quoted = false;
    let mut ended = 0;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                for (count, seen) in lines.iter_mut().zip(&mut seen) {
                    *count += usize::from(std::mem::take(seen));
                }
                ended += 1;
                if ended == LINES {
                    break;
                }
            }
            ',' | '\t' | ';' if !quoted => {
                for (seen, mark) in seen.iter_mut().zip([',', '\t', ';']) {
                    *seen |= c == mark;
                }
            }
            _ => {}
        }
    }
    for (count, seen) in lines.iter_mut().zip(seen) {
        *count += usize::from(seen);
    }
    let [commas, tabs, semicolons] = lines;
    if tabs > commas && tabs >= semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}
