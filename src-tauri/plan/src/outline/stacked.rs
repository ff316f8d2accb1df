//! A table whose cells stand below each other, one a line, as a web page or a scanned sheet is copied: the names of the columns, then
//! each row with its number first.

use taizhang_model::requirement::Span;

use crate::field::Field;
use crate::heading;
use crate::numbering::{Marker, Style, marker};
use crate::source::{Source, scalar};
use crate::table;
use crate::time;

/// A line of the document, or a row of such a table.
pub(super) enum Piece {
    Line(Span),
    Row(Row),
}

/// A row: its number with the task, and the cells that tell who and by when.
pub(super) struct Row {
    pub line: Span,
    pub marker: Marker,
    pub fields: Vec<(Field, Span)>,
}

/// Names of columns are looked for in so many lines above the first number.
const HEADER: usize = 9;
/// Fewer rows are no table.
const LEAST_ROWS: usize = 3;

/// The lines with the rows of such a table put together.
pub(super) fn rows(source: &Source, lines: &[Span]) -> Vec<Piece> {
    let plain = || lines.iter().copied().map(Piece::Line).collect();
    let numbers = numbers(source, lines);
    let Some(first) = numbers.first().copied().filter(|_| numbers.len() >= LEAST_ROWS) else {
        return plain();
    };
    let is_name = |line: &Span| table::is_column(&table::name(source, *line));
    let above = lines.get(first.saturating_sub(HEADER)..first).unwrap_or_default();
    let begins = above.iter().position(is_name);
    let named = above.iter().filter(|line| is_name(line)).count();
    let Some(header) = begins.filter(|_| named >= 2) else {
        return plain();
    };
    let header = first.saturating_sub(HEADER) + header;
    let mut pieces: Vec<Piece> = lines.iter().take(header).copied().map(Piece::Line).collect();
    for (at, from) in numbers.iter().enumerate() {
        let to = numbers.get(at + 1).copied().unwrap_or(lines.len());
        let cells = lines.get(*from..to).unwrap_or_default();
        row(source, cells, at + 1, &mut pieces);
    }
    pieces
}

/// Where the numbers 1, 2, 3… stand on lines of their own with something below each.
fn numbers(source: &Source, lines: &[Span]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next = found.len() + 1;
        let digits = line.1 - line.0 <= 3 && source.chars(*line).iter().all(char::is_ascii_digit);
        let follows = found.last().is_none_or(|last| at > last + 1);
        if digits && follows && at + 1 < lines.len() && source.slice(*line) == next.to_string() {
            found.push(at);
        }
    }
    found
}

/// The cells of one row: the number, the task, then bodies and times; what begins a heading ends the row.
fn row(source: &Source, cells: &[Span], number: usize, pieces: &mut Vec<Piece>) {
    let [first, task, rest @ ..] = cells else {
        return;
    };
    let end = rest
        .iter()
        .position(|line| marker(&source.slice(*line)).is_some());
    let (rest, below) = rest.split_at(end.unwrap_or(rest.len()));
    let mut fields: Vec<(Field, Span)> = Vec::new();
    let mut texts: Vec<Span> = Vec::new();
    for cell in rest {
        let clause = source.clause(*cell);
        if time::begins_with_time(clause.plain()) {
            fields.push((Field::Time, *cell));
        } else if heading::are_bodies(heading::without_share(clause.plain())) {
            fields.push((Field::Responsible, *cell));
        } else {
            texts.push(*cell);
        }
    }
    pieces.push(Piece::Row(Row {
        line: Span(first.0, task.1),
        marker: Marker {
            style: Style::Arabic,
            code: number.to_string(),
            ordinal: u32::try_from(number).ok(),
            length: task.0.saturating_sub(first.0).max(scalar(1)),
        },
        fields,
    }));
    pieces.extend(texts.into_iter().chain(below.iter().copied()).map(Piece::Line));
}
