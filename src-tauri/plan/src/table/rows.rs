//! Rows of data to entries: new level cells, and texts under them.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::{Cell, Table};
use taizhang_model::draft::DraftWarning;
use taizhang_model::requirement::Span;

use super::header::{Column, Header, column};
use super::name;
use crate::grammar::pattern::pattern;
use crate::source::Source;

/// Beginnings of rows that are no indicators.
const TOTALS: [&str; 6] = ["合计", "总计", "小计", "总分", "共计", "累计"];
/// 注:, 备注1:, 填报说明:, 考核说明:
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:注|备注|附注|[一-龥]{0,4}说明|有关要求|工作要求)[0-9一二三]?:|^注[1-9]|^填表说明")
});

/// What a row adds, in reading order.
#[derive(Debug)]
pub(crate) enum Entry {
    /// A level cell that was not met before.
    Level {
        /// Its number among the level cells.
        key: usize,
        /// The level cell that it lies under.
        parent: Option<usize>,
        span: Span,
        /// Whether the cell takes the whole row.
        section: bool,
        /// The row of a section that has a number and points of its own.
        row: Option<usize>,
        /// Whether its column holds what is to be done rather than a name.
        told: bool,
    },
    /// A note below the table.
    Note(Span),
    /// A row with what its other columns hold.
    Row {
        level: Option<usize>,
        /// The text that is judged; absent where the row's level cell says all.
        content: Option<Span>,
        row: usize,
    },
}

struct Open {
    key: usize,
    name: String,
    origin: (usize, usize),
}

/// A cell with the place where its text begins.
struct Placed {
    span: Span,
    origin: (usize, usize),
}

pub(crate) fn entries(
    source: &Source,
    table: &Table,
    header: &Header,
    warnings: &mut Vec<DraftWarning>,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut keys = 0;
    let mut section: Option<usize> = None;
    let mut open: Vec<Option<Open>> = header.levels.iter().map(|_| None).collect();
    // A line below a note goes on with it.
    let mut noted = false;
    let by_number = has_sections(source, table, header).then_some(&*HAN);
    for (row, cells) in table.rows.iter().enumerate().skip(header.data) {
        let Some(first) = cells
            .iter()
            .map(|cell| source.trim(cell.span))
            .find(|span| span.0 < span.1)
        else {
            continue;
        };
        let begin = name(source, first);
        let is_note = NOTE.is_match(&begin)
            || is_text(source, cells)
            || begin == "注"
            || (noted
                && cells
                    .iter()
                    .filter(|cell| offset(cell) == (0, 0) && !name(source, cell.span).is_empty())
                    .count()
                    == 1);
        noted = is_note;
        if is_note || is_total(source, header, cells, &begin) {
            warnings.push(DraftWarning {
                code: "row_skipped".to_owned(),
                subject: source.slice(first),
                span: Some(first),
            });
            entries.extend(is_note.then_some(Entry::Note(first)));
            continue;
        }
        if is_header(source, cells, header) {
            continue;
        }
        let numbered = by_number
            .as_ref()
            .and_then(|pattern| section_name(source, header, cells, pattern));
        let across = is_section(source, cells).then_some(first);
        if let Some(span) = numbered.or(across) {
            entries.push(Entry::Level {
                key: keys,
                parent: None,
                span,
                section: true,
                row: numbered.map(|_| row),
                told: false,
            });
            section = Some(keys);
            keys += 1;
            open.iter_mut().for_each(|level| *level = None);
            continue;
        }
        levels(
            source,
            cells,
            header,
            row,
            section,
            &mut open,
            &mut keys,
            &mut entries,
        );
        let deepest = open.iter().rev().flatten().next().map(|o| o.key).or(section);
        let content = content(source, cells, header, row);
        entries.push(Entry::Row {
            level: deepest,
            content,
            row,
        });
    }
    entries
}

/// Opens the level cells of a row: a covered or blank cell goes on with the one above, and so does a repeated name.
#[expect(
    clippy::too_many_arguments,
    reason = "one step of the loop above, cut out for its length"
)]
fn levels(
    source: &Source,
    cells: &[Cell],
    header: &Header,
    row: usize,
    section: Option<usize>,
    open: &mut [Option<Open>],
    keys: &mut usize,
    entries: &mut Vec<Entry>,
) {
    let mut parent = section;
    let mut changed = false;
    let mut used: HashMap<(usize, usize), ()> = HashMap::new();
    for (slot, column) in open.iter_mut().zip(&header.levels) {
        let Some(cell) = placed(source, cells, row, *column) else {
            continue;
        };
        let text = name(source, cell.span);
        let across = used.insert(cell.origin, ()).is_some();
        let same = slot
            .as_ref()
            .is_some_and(|o| !changed && (text.is_empty() || o.origin == cell.origin || o.name == text));
        if !same || across {
            *slot = None;
            if !text.is_empty() && !across {
                entries.push(Entry::Level {
                    key: *keys,
                    parent,
                    span: cell.span,
                    section: false,
                    row: None,
                    told: header.columns.get(*column) == Some(&Column::Content),
                });
                *slot = Some(Open {
                    key: *keys,
                    name: text,
                    origin: cell.origin,
                });
                *keys += 1;
                changed = true;
            }
        }
        parent = slot.as_ref().map(|o| o.key).or(parent);
    }
}

/// The text that is judged, when it begins in this row and is not the level cell reaching across.
fn content(source: &Source, cells: &[Cell], header: &Header, row: usize) -> Option<Span> {
    let column = header.content?;
    let cell = placed(source, cells, row, column)?;
    let own = cell.origin.0 == row && !header.levels.contains(&cell.origin.1);
    (own && cell.span.0 < cell.span.1).then_some(cell.span)
}

fn placed(source: &Source, cells: &[Cell], row: usize, column: usize) -> Option<Placed> {
    let cell = cells.get(column)?;
    let (up, left) = offset(cell);
    Some(Placed {
        span: source.trim(cell.span),
        origin: (row.saturating_sub(up), column.saturating_sub(left)),
    })
}

/// How far up and left a cell's text begins.
pub(crate) fn offset(cell: &Cell) -> (usize, usize) {
    cell.covered_by.map_or((0, 0), |o| {
        (
            usize::try_from(o.rows).unwrap_or(usize::MAX),
            usize::try_from(o.columns).unwrap_or(usize::MAX),
        )
    })
}

/// Whether a row is one cell with whole sentences: they are about the table.
fn is_text(source: &Source, cells: &[Cell]) -> bool {
    /// A name that reaches across is shorter.
    const NAME_SCALARS: usize = 24;
    let own = cells.iter().filter(|cell| offset(cell) == (0, 0));
    let mut filled = own.filter(|cell| !name(source, cell.span).is_empty());
    let first = cells.first().filter(|cell| offset(cell) == (0, 0));
    let only = filled.next().filter(|_| filled.next().is_none());
    let text = only.zip(first).filter(|(only, first)| only.span == first.span);
    text.is_some_and(|(cell, _)| {
        let text = name(source, cell.span);
        text.chars().count() > NAME_SCALARS && text.contains(['。', ';'])
    })
}

/// A total says so in its first cell and has no text to judge.
fn is_total(source: &Source, header: &Header, cells: &[Cell], begin: &str) -> bool {
    let says = TOTALS.iter().any(|word| begin.starts_with(word)) && begin.chars().count() <= 12;
    let text = header.content.and_then(|column| cells.get(column));
    says && text.is_none_or(|cell| name(source, cell.span).is_empty() || cell.covered_by.is_some())
}

/// A header that is repeated on a new page.
fn is_header(source: &Source, cells: &[Cell], header: &Header) -> bool {
    let same = cells
        .iter()
        .zip(&header.columns)
        .filter(|(cell, _)| cell.covered_by.is_none())
        .filter_map(|(cell, kind)| Some((column(&name(source, cell.span))?, *kind)));
    let same: Vec<bool> = same.map(|(found, kind)| found == kind).collect();
    same.len() >= 2 && same.iter().all(|s| *s)
}

/// 一、…, (二)…: a section's number with its name.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])\s*[一-龥“《]")
});

/// 一, (二), 三、: the number of a section.
static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(?[一二三四五六七八九十]{1,3}\)?[、.]?$"));

/// Whether the numbers of a table are of two sorts, 一 for sections and 1 for what they hold.
fn has_sections(source: &Source, table: &Table, header: &Header) -> bool {
    let Some(column) = header.holding(Column::Number).next() else {
        return false;
    };
    let cells = table
        .rows
        .iter()
        .skip(header.data)
        .filter_map(|cells| cells.get(column));
    let numbers: Vec<String> = cells.map(|cell| name(source, cell.span)).collect();
    let digit = |text: &String| text.starts_with(|c: char| c.is_ascii_digit());
    numbers.iter().any(|text| HAN.is_match(text)) && numbers.iter().any(digit)
}

/// The name of a section whose number is of the section's sort.
fn section_name(source: &Source, header: &Header, cells: &[Cell], pattern: &Regex) -> Option<Span> {
    let column = header.holding(Column::Number).next()?;
    let number = cells.get(column)?;
    if offset(number) != (0, 0) || !pattern.is_match(&name(source, number.span)) {
        return None;
    }
    let texts =
        header.columns.iter().zip(cells).filter(|(column, cell)| {
            matches!(column, Column::Level | Column::Content) && offset(cell) == (0, 0)
        });
    texts
        .map(|(_, cell)| source.trim(cell.span))
        .find(|span| span.0 < span.1)
}

/// One cell that reaches over more than half of the row, and nothing beside it.
fn is_section(source: &Source, cells: &[Cell]) -> bool {
    let own = cells.iter().filter(|cell| offset(cell).1 == 0);
    let filled = own.filter(|cell| !name(source, cell.span).is_empty()).count();
    let across = cells
        .iter()
        .filter(|cell| offset(cell).1 > 0 && offset(cell).0 == 0)
        .count();
    let first = cells.first().map(|cell| source.slice(source.trim(cell.span)));
    // 一、全力惠民生 alone in a row whose merge was lost.
    let numbered = first.is_some_and(|text| NUMBERED.is_match(&text));
    filled == 1 && (numbered || (across > 0 && across * 2 >= cells.len()))
}
