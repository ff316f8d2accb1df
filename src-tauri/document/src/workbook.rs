//! Excel workbooks: `.xlsx` cell by cell, `.xls` after a check of how far its cells reach.

use std::io::Cursor;

use calamine::{Cell, Data, DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};

use crate::grid::{Budget, Grid, Merge};
use crate::layout::lay_out;
use crate::limit::{self, within};
use crate::package::Package;
use crate::{Document, DocumentError, beside, biff, number};

/// Reads an Office Open XML workbook.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Document, DocumentError> {
    let malformed = |e: calamine::XlsxError| malformed("xlsx", &e);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(malformed)?;
    let mut budget = Budget::new();
    let mut grids = Vec::new();
    for name in visible(book.sheets_metadata())? {
        let mut grid = Grid {
            name: Some(name.clone()),
            ..Grid::default()
        };
        {
            let mut cells = book.worksheet_cells_reader(&name).map_err(malformed)?;
            each_cell(
                || cells.next_cell().map_err(malformed),
                |at, text| grid.put(at, text, &mut budget),
            )?;
        }
        grid.merges = merges(book.merge_cells_by_sheet_name(&name).map_err(malformed)?);
        grids.push(grid);
    }
    let mut document = lay_out("xlsx", grids, &mut budget)?;
    let mut package = Package::open(bytes, "xlsx")?;
    document.beside = beside::of_parts(
        &mut package,
        &["xl/worksheets/"],
        &["xl/comments", "xl/threadedcomments/", "xl/drawings/"],
    )?;
    document.beside.margins = beside::printed(&document.beside.margins);
    let sheets = book.sheets_metadata();
    document
        .beside
        .name(sheets.iter().map(|sheet| sheet.name.as_str()));
    for name in hidden(sheets) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(malformed)?;
        each_cell(
            || cells.next_cell().map_err(malformed),
            |_, text| document.beside.hide(text, &mut budget),
        )?;
    }
    Ok(document)
}

/// Reads a BIFF workbook.
pub(crate) fn read_xls(bytes: &[u8]) -> Result<Document, DocumentError> {
    let malformed = |e: calamine::XlsError| malformed("xls", &e);
    biff::check(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(malformed)?;
    let mut budget = Budget::new();
    let mut grids = Vec::new();
    for name in visible(book.sheets_metadata())? {
        let range = book.worksheet_range(&name).map_err(malformed)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid {
            name: Some(name.clone()),
            ..Grid::default()
        };
        for (row, column, value) in range.used_cells() {
            let at = (offset(top, row), offset(left, column));
            grid.put(at, &seen(value), &mut budget)?;
        }
        grid.merges = merges(book.merge_cells_by_sheet_name(&name).map_err(malformed)?);
        grids.push(grid);
    }
    let mut document = lay_out("xls", grids, &mut budget)?;
    document.beside.margins = biff::margins(bytes);
    let sheets = book.sheets_metadata();
    document
        .beside
        .name(sheets.iter().map(|sheet| sheet.name.as_str()));
    for name in hidden(sheets) {
        let range = book.worksheet_range(&name).map_err(malformed)?;
        for (_, _, value) in range.used_cells() {
            document.beside.hide(&seen(value), &mut budget)?;
        }
    }
    Ok(document)
}

/// Hands on each cell that a reader of sheets gives: its row and column, and what it shows.
pub(crate) fn each_cell<'a>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, DocumentError>,
    mut take: impl FnMut((u32, u32), &str) -> Result<(), DocumentError>,
) -> Result<(), DocumentError> {
    while let Some(cell) = next()? {
        take(cell.get_position(), &seen_ref(cell.get_value()))?;
    }
    Ok(())
}

pub(crate) fn malformed(wanted: &str, error: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Malformed {
        wanted: wanted.to_owned(),
        detail: error.to_string(),
    }
}

fn offset(start: u32, by: usize) -> u32 {
    start.saturating_add(u32::try_from(by).unwrap_or(u32::MAX))
}

/// Names of the worksheets that a person sees.
pub(crate) fn visible(sheets: &[Sheet]) -> Result<Vec<String>, DocumentError> {
    within("sheets", limit::count(sheets.len()), limit::SHEETS)?;
    Ok(sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect())
}

/// Names of the worksheets that are there but not shown.
pub(crate) fn hidden(sheets: &[Sheet]) -> Vec<String> {
    let hidden = sheets
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    hidden.map(|sheet| sheet.name.clone()).collect()
}

fn merges(found: Vec<calamine::Dimensions>) -> Vec<Merge> {
    found
        .into_iter()
        .map(|d| Merge {
            from: d.start,
            to: d.end,
        })
        .collect()
}

fn seen_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => seen(&Data::from(other.clone())),
    }
}

fn seen(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number::plain(*n),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) => seen_moment(moment),
    }
}

fn seen_moment(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number::plain(moment.as_f64());
    }
    number::moment(moment.to_ymd_hms_milli(), moment.as_f64())
}
