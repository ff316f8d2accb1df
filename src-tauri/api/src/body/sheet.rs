//! Tables of people, places, problems, attendance and rounds, in and out.

use std::path::Path;

use taizhang_document::Block;
use taizhang_model::sheet::{
    SheetColumn, SheetDefaults, SheetKind, Taken, is_rounds, known_columns, lines, read,
};

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
        patrols: taken.patrols,
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
    let (rows, rounds) = match (named(&args.path), named(&args.text)) {
        (Some(path), _) => of_file(kind, path)?,
        (None, Some(text)) => (lines(kind, text), None),
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
    let rounds = rounds.map(|rows| read(SheetKind::Patrols, &rows, &defaults));
    let taken = call.app.ledger()?.compare_sheet(kind, found, rounds)?;
    Ok((kind, columns, taken))
}

/// Cells of a table, row by row.
type Rows = Vec<Vec<String>>;

/// The rows of the table that has most columns of this kind, the longest of several; a document's lines where it has no table. Beside
/// places and problems also those of the table that tells the rounds (巡查).
fn of_file(kind: SheetKind, path: &str) -> Result<(Rows, Option<Rows>), Fault> {
    let document = document::whole(path)?;
    let signs: Vec<char> = document.text.chars().collect();
    let slice = |from: u32, to: u32| -> String {
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        signs.get(at(from)..at(to)).unwrap_or_default().iter().collect()
    };
    let row =
        |row: &Vec<taizhang_document::Cell>| row.iter().map(|cell| slice(cell.span.0, cell.span.1)).collect();
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.rows.iter().map(row).collect::<Rows>()),
        Block::Paragraph(_) => None,
    });
    let has_rounds = matches!(kind, SheetKind::Places | SheetKind::Problems);
    let (rounds, tables): (Vec<Rows>, Vec<Rows>) = tables.partition(|rows| has_rounds && is_rounds(rows));
    let longest = |tables: Vec<Rows>, kind: SheetKind| {
        let tables = tables.into_iter();
        tables.max_by_key(|rows| (known_columns(kind, rows), rows.len()))
    };
    let rounds = longest(rounds, SheetKind::Patrols);
    let best = match longest(tables, kind) {
        Some(rows) => rows,
        None if rounds.is_some() => Rows::new(),
        None => lines(kind, &document.text),
    };
    Ok((best, rounds))
}
