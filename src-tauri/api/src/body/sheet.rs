//! Tables of people, places, problems and attendance, in and out.

use std::path::Path;

use taizhang_document::Block;
use taizhang_model::sheet::{SheetColumn, SheetDefaults, SheetKind, Taken, known_columns, lines, read};

use super::pack::{allow_out, folder_of, put_file};
use super::{day, document, done, named};
use crate::command::Call;
use crate::dto::{OperationDone, PathDone, SheetArgs, SheetPreview, SheetWrite};
use crate::fault::{Code, Fault};

pub(crate) fn sheet_read(call: &Call<'_>, args: SheetArgs) -> Result<SheetPreview, Fault> {
    let (_, columns, taken) = compare(call, &args)?;
    Ok(SheetPreview {
        columns,
        people: taken.people,
        places: taken.places,
        problems: taken.problems,
        attendance: taken.attendance,
        same: taken.same,
        doubts: taken.doubts,
    })
}

pub(crate) fn sheet_take(call: &Call<'_>, args: SheetArgs) -> Result<OperationDone, Fault> {
    let (kind, _, taken) = compare(call, &args)?;
    Ok(done(call.app.changeable()?.take_sheet(kind, &taken)?))
}

pub(crate) fn sheet_write(call: &Call<'_>, args: SheetWrite) -> Result<PathDone, Fault> {
    let ledger = call.app.ledger()?;
    let out = Path::new(&args.path);
    folder_of(out)?;
    allow_out(&ledger, out)?;
    let bytes = ledger.write_sheet(kind(&args.kind)?)?;
    put_file(out, &bytes)?;
    Ok(PathDone { path: args.path })
}

fn kind(name: &str) -> Result<SheetKind, Fault> {
    SheetKind::parse(name).ok_or_else(|| Fault::bad_value("kind", name))
}

fn compare(call: &Call<'_>, args: &SheetArgs) -> Result<(SheetKind, Vec<SheetColumn>, Taken), Fault> {
    let kind = kind(&args.kind)?;
    let rows = match (named(&args.path), named(&args.text)) {
        (Some(path), _) => of_file(kind, path)?,
        (None, Some(text)) => lines(kind, text),
        (None, None) => return Err(Fault::new(Code::NoDocument)),
    };
    let defaults = SheetDefaults {
        on_day: match named(&args.on_day) {
            Some(text) => day("on_day", text)?,
            None => (call.app.settings.today)(),
        },
        occasion: named(&args.occasion).map(str::to_owned),
        activity: named(&args.activity).map(str::to_owned),
        hours: args.hours,
    };
    let found = read(kind, &rows, &defaults);
    let columns = found.columns.clone();
    Ok((kind, columns, call.app.ledger()?.compare_sheet(kind, found)?))
}

/// The rows of the table that has most columns of this kind, the longest of several; a document's lines where it has no table.
fn of_file(kind: SheetKind, path: &str) -> Result<Vec<Vec<String>>, Fault> {
    let document = document::whole(path)?;
    let signs: Vec<char> = document.text.chars().collect();
    let slice = |from: u32, to: u32| -> String {
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        signs.get(at(from)..at(to)).unwrap_or_default().iter().collect()
    };
    let row =
        |row: &Vec<taizhang_document::Cell>| row.iter().map(|cell| slice(cell.span.0, cell.span.1)).collect();
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows.iter().map(row).collect::<Vec<Vec<String>>>()),
        Block::Paragraph(_) => None,
    });
    let best = tables.max_by_key(|rows| (known_columns(kind, rows), rows.len()));
    Ok(best.unwrap_or_else(|| lines(kind, &document.text)))
}
