//! What a column holds, told by its cells where its name tells nothing: bodies, times, the longest texts.

use taizhang_document::Table;

use super::header::{Column, cells_below};
use super::name;
use crate::source::Source;
use crate::{heading, time};

/// More than this share of a column's cells must look alike.
const MOST_TENTHS: usize = 6;

/// Names the columns in `unnamed` by their cells: who leads, by when, and what is to be done, each where no column
/// holds it yet.
pub(super) fn infer(source: &Source, table: &Table, data: usize, unnamed: &[usize], columns: &mut [Column]) {
    let mut left: Vec<usize> = unnamed.to_vec();
    let holds: [(Column, Holds); 2] = [
        (Column::Lead, heading::are_bodies),
        (Column::Time, time::begins_with_time),
    ];
    for (kind, test) in holds {
        let found = left
            .iter()
            .position(|at| most(source, table, data, *at, test))
            .filter(|_| !columns.contains(&kind));
        if let Some(at) = found.map(|place| left.remove(place))
            && let Some(column) = columns.get_mut(at)
        {
            *column = kind;
        }
    }
    if columns.contains(&Column::Content) {
        return;
    }
    let levels = columns
        .iter()
        .enumerate()
        .filter(|(_, kind)| **kind == Column::Level);
    let name = levels
        .map(|(at, _)| mean(source, table, data, at))
        .max()
        .unwrap_or(0);
    let longest = left
        .into_iter()
        .map(|at| (mean(source, table, data, at), at))
        .max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)));
    if let Some((length, at)) = longest
        && length >= CLAUSE_SCALARS.max(name)
        && let Some(column) = columns.get_mut(at)
    {
        *column = Column::Content;
    }
}

/// What is to be done takes more words than a name.
const CLAUSE_SCALARS: usize = 8;

/// Whether a column holds numbers of rows.
pub(super) fn is_number(source: &Source, table: &Table, column: usize) -> bool {
    let short = |text: &str| text.chars().count() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    most(source, table, 0, column, short)
}

/// Whether one cell holds a thing.
type Holds = fn(&str) -> bool;

fn most(source: &Source, table: &Table, data: usize, column: usize, test: Holds) -> bool {
    let texts: Vec<String> = texts(source, table, data, column);
    let fit = texts.iter().filter(|text| test(text)).count();
    texts.len() > 1 && fit * 10 >= texts.len() * MOST_TENTHS
}

fn mean(source: &Source, table: &Table, data: usize, column: usize) -> usize {
    let texts = texts(source, table, data, column);
    let all: usize = texts.iter().map(|text| text.chars().count()).sum();
    all.checked_div(texts.len()).unwrap_or(0)
}

fn texts(source: &Source, table: &Table, data: usize, column: usize) -> Vec<String> {
    cells_below(table, data, column)
        .map(|cell| name(source, cell.span))
        .filter(|text| !text.is_empty())
        .collect()
}
