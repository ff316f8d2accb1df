//! A column for each body, with a mark where it has a part in the row: 党政办 ○ | 城建办 ● | 社事办.

use taizhang_document::{Cell, Table};
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::Span;

use super::header::{Column, Header, cells_below};
use super::name;
use crate::legend::MARKS;
use crate::source::Source;
use crate::{heading, node};

/// Marks that are filled lead where no legend tells which do.
const FILLED: [char; 5] = ['★', '●', '▲', '◆', '■'];
const TICKS: [&str; 4] = ["√", "✓", "✔", "V"];
const LEADS: [&str; 4] = ["牵头", "主办", "主责", "负责"];
const SUPPORTS: [&str; 4] = ["配合", "协办", "协助", "参与"];

/// Makes columns that are named after a body and hold nothing but marks what they are. `names` tells where the names of
/// the columns stand.
pub(super) fn infer(source: &Source, table: &Table, data: usize, names: &[Span], columns: &mut [Column]) {
    for (at, (column, named)) in columns.iter_mut().zip(names).enumerate() {
        let open = matches!(column, Column::Other | Column::Lead | Column::Support);
        if open && heading::are_bodies(&name(source, *named)) && holds_marks(source, table, data, at) {
            *column = Column::Part;
        }
    }
}

fn holds_marks(source: &Source, table: &Table, data: usize, column: usize) -> bool {
    let cells = cells_below(table, data, column).map(|cell| name(source, cell.span));
    // A note below the table stands in the first column.
    let mut texts = cells.filter(|text| !text.is_empty()).peekable();
    texts.peek().is_some() && texts.all(|text| is_mark(&text))
}

fn is_mark(text: &str) -> bool {
    let mut chars = text.chars();
    let sign = chars.next().is_some_and(|c| MARKS.contains(&c)) && chars.next().is_none();
    sign || TICKS.contains(&text) || LEADS.contains(&text) || SUPPORTS.contains(&text)
}

/// The bodies that have a part in a row: those with the mark of the legend lead, or without a legend those with a filled
/// mark; of those that are only ticked the first one does.
pub(super) fn bodies(source: &Source, header: &Header, cells: &[Cell], node: &mut DraftNode) {
    let parts: Vec<(String, String)> = header
        .holding(Column::Part)
        .filter_map(|at| {
            let mark = name(source, cells.get(at)?.span);
            let body = name(source, *header.names.get(at)?);
            (!mark.is_empty()).then_some((body, mark))
        })
        .collect();
    let leads = |mark: &str| match source.lead_mark() {
        Some(lead) => mark.contains(lead) || LEADS.contains(&mark),
        None => mark.contains(FILLED) || LEADS.contains(&mark),
    };
    for (body, _) in parts.iter().filter(|(_, mark)| leads(mark)) {
        node::lead(node, body);
    }
    for (body, mark) in parts.iter().filter(|(_, mark)| !leads(mark)) {
        match TICKS.contains(&mark.as_str()) {
            true => node::lead(node, body),
            false => node::support(node, body),
        }
    }
}
