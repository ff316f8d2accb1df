//! Excel workbooks whose parts are binary. Cells are calamine's; merges, comments and what is printed above and below are read here.
//!
//! Structures as in [MS-XLSB]: a part is records of type, length and bytes (2.1.4).

use std::io::Cursor;

use calamine::{Reader, Xlsb};

use crate::beside;
use crate::block::Beside;
use crate::bytes::{u16_at, u32_at};
use crate::grid::{Budget, Grid, Merge};
use crate::layout::lay_out;
use crate::package::Package;
use crate::workbook::{each_cell, hidden, malformed, visible};
use crate::{Document, DocumentError};

/// BrtMergeCell (2.4.705).
const MERGE: u16 = 176;
/// BrtBundleSh (2.4.303).
const SHEET: u16 = 156;
/// BrtBeginHeaderFooter (2.4.79).
const PRINTED: u16 = 479;
/// BrtCommentText (2.4.340).
const COMMENT: u16 = 637;

/// Reads an Office Open XML workbook whose parts are binary.
pub(crate) fn read_xlsb(bytes: &[u8]) -> Result<Document, DocumentError> {
    let malformed = |e: calamine::XlsbError| malformed("xlsb", &e);
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(malformed)?;
    let mut package = Package::open(bytes, "xlsb")?;
    let parts = sheet_parts(&mut package)?;
    let mut budget = Budget::new();
    let mut grids = Vec::new();
    for name in visible(book.sheets_metadata())? {
        let mut grid = Grid {
            name: Some(name.clone()),
            ..Grid::default()
        };
        let mut cells = book.worksheet_cells_reader(&name).map_err(malformed)?;
        each_cell(
            || cells.next_cell().map_err(malformed),
            |at, text| grid.put(at, text, &mut budget),
        )?;
        if let Some((_, part)) = parts.iter().find(|(sheet, _)| *sheet == name) {
            grid.merges = merges(&package.bytes(part)?.unwrap_or_default());
        }
        grids.push(grid);
    }
    let mut document = lay_out("xlsb", grids, &mut budget)?;
    document.beside = beside(&mut package)?;
    let sheets = book.sheets_metadata().to_vec();
    document
        .beside
        .name(sheets.iter().map(|sheet| sheet.name.as_str()));
    for name in hidden(&sheets) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(malformed)?;
        each_cell(
            || cells.next_cell().map_err(malformed),
            |_, text| document.beside.hide(text, &mut budget),
        )?;
    }
    Ok(document)
}

/// Sheets by name, each with its part.
fn sheet_parts(package: &mut Package<'_>) -> Result<Vec<(String, String)>, DocumentError> {
    let book = package.main("xl/workbook.bin")?;
    let relations = package.relations(&book)?;
    let bytes = package.bytes(&book)?.unwrap_or_default();
    let sheets = Records(&bytes).filter(|(kind, _)| *kind == SHEET);
    let found = sheets.filter_map(|(_, body)| {
        let (relation, rest) = wide(body.get(8..)?)?;
        let (name, _) = wide(rest)?;
        let part = relations.iter().find(|one| one.id == relation)?;
        Some((name, part.target.clone()))
    });
    Ok(found.collect())
}

/// What stands beside the cells: print headers of every sheet, comments, text in drawings (which is XML here too).
fn beside(package: &mut Package<'_>) -> Result<Beside, DocumentError> {
    let mut found = beside::of_parts(package, &[], &["xl/threadedcomments/", "xl/drawings/"])?;
    for part in package.named("xl/worksheets/", ".bin") {
        let bytes = package.bytes(&part)?.unwrap_or_default();
        for (_, body) in Records(&bytes).filter(|(kind, _)| *kind == PRINTED) {
            found
                .margins
                .push_str(&printed(body.get(2..).unwrap_or_default()));
        }
    }
    for part in package.named("xl/comments", ".bin") {
        let bytes = package.bytes(&part)?.unwrap_or_default();
        for (_, body) in Records(&bytes).filter(|(kind, _)| *kind == COMMENT) {
            // RichStr (2.5.122): a byte of flags, then the text.
            if let Some((text, _)) = body.get(1..).and_then(wide) {
                found.unseen.push_str(&text);
                found.unseen.push('\n');
            }
        }
    }
    Ok(found)
}

/// Heads and feet of odd, even and first pages, a line each; one that is not there is a length of all ones.
fn printed(mut body: &[u8]) -> String {
    let mut lines = String::new();
    while let Some(length) = u32_at(body, 0) {
        if length == u32::MAX {
            body = body.get(4..).unwrap_or_default();
            continue;
        }
        let Some((text, rest)) = wide(body) else { break };
        lines.push_str(&text);
        lines.push('\n');
        body = rest;
    }
    beside::printed(&lines)
}

fn merges(sheet: &[u8]) -> Vec<Merge> {
    let found = Records(sheet).filter(|(kind, _)| *kind == MERGE);
    let corner = |body: &[u8], row, column| Some((u32_at(body, row)?, u32_at(body, column)?));
    found
        .filter_map(|(_, body)| {
            // UncheckedRfX (2.5.154): first and last row, first and last column.
            Some(Merge {
                from: corner(body, 0, 8)?,
                to: corner(body, 4, 12)?,
            })
        })
        .collect()
}

/// An XLWideString (2.5.169), and what stands behind it.
fn wide(bytes: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(u32_at(bytes, 0)?).ok()?.checked_mul(2)?;
    let (text, rest) = bytes.get(4..)?.split_at_checked(length)?;
    let units: Vec<u16> = text.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    Some((String::from_utf16_lossy(&units), rest))
}

/// Records of a part, to its end or to the first that does not fit.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, rest) = number(self.0, 2)?;
        let (length, rest) = number(rest, 4)?;
        let (body, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some((u16::try_from(kind).ok()?, body))
    }
}

/// A number of seven bits to a byte, the lowest first, in so many bytes at most.
fn number(bytes: &[u8], most: usize) -> Option<(u32, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(most).enumerate() {
        value |= u32::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 || at + 1 == most {
            return Some((value, bytes.get(at + 1..)?));
        }
    }
    None
}
