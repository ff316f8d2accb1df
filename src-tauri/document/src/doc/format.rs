//! Formats of paragraphs and characters, from the 512-byte pages that list them ([MS-DOC] 2.9.172, 2.9.33).

use super::fib::{Fib, Place};
use super::sprm::Sprms;
use super::style::Styles;
use crate::bytes::{i16_at, place_at, u8_at, u16_at, u32_at};
use crate::flow::Down;

const PAGE: usize = 512;

/// What a paragraph's format tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub in_table: bool,
    /// Ends a row.
    pub ends_row: bool,
    /// Ends a cell or a row of a table inside a cell.
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    /// Number of its list, from one; zero for none.
    pub list: Option<u16>,
    pub level: Option<u8>,
    pub style: u16,
    /// Cells of the row that it ends.
    pub cells: Vec<Cell>,
}

/// A cell as the end of its row defines it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub right: i32,
    pub down: Down,
    pub joined: bool,
}

/// Formats by the place of the bytes they are for.
#[derive(Debug)]
pub(super) struct Formats {
    paragraphs: Vec<(u32, u32, Paragraph)>,
    /// Text that is not seen, and text that is a sign of a symbol font.
    dropped: Vec<(u32, u32)>,
    styles: Styles,
}

impl Formats {
    pub(super) fn read(main: &[u8], table: &[u8], fib: &Fib) -> Self {
        let styles = Styles::read(table, fib).unwrap_or_default();
        let mut paragraphs = Vec::new();
        for page in pages(main, table, &fib.paragraphs) {
            paragraph_page(page, &mut paragraphs);
        }
        let mut dropped = Vec::new();
        for page in pages(main, table, &fib.characters) {
            character_page(page, &mut dropped);
        }
        paragraphs.sort_by_key(|(from, _, _)| *from);
        dropped.sort_unstable();
        Self {
            paragraphs,
            dropped,
            styles,
        }
    }

    /// The format of the paragraph whose end stands at a place.
    pub(super) fn paragraph(&self, at: u32) -> Paragraph {
        let after = self.paragraphs.partition_point(|(from, _, _)| *from <= at);
        let found = after.checked_sub(1).and_then(|last| self.paragraphs.get(last));
        match found {
            Some((_, to, paragraph)) if at < *to => {
                let mut paragraph = paragraph.clone();
                let (list, level) = self.styles.numbered(paragraph.style);
                paragraph.list = paragraph.list.or(list);
                paragraph.level = paragraph.level.or(level);
                paragraph
            }
            _ => Paragraph::default(),
        }
    }

    /// Whether the character at a place is left out.
    pub(super) fn is_dropped(&self, at: u32) -> bool {
        let after = self.dropped.partition_point(|(from, _)| *from <= at);
        let found = after.checked_sub(1).and_then(|last| self.dropped.get(last));
        found.is_some_and(|(_, to)| at < *to)
    }
}

/// The pages that a table lists, none twice.
fn pages<'a>(main: &'a [u8], table: &[u8], place: &Place) -> Vec<&'a [u8]> {
    let Some(list) = table.get(place.clone()) else {
        return Vec::new();
    };
    let count = list.len().saturating_sub(4) / 8;
    let numbers = (0..count).filter_map(|page| place_at(list, 4 * (count + 1) + 4 * page));
    let mut numbers: Vec<usize> = numbers.map(|number| number & 0x003f_ffff).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let page = |number: usize| main.get(number * PAGE..number * PAGE + PAGE);
    numbers.into_iter().filter_map(page).collect()
}

fn paragraph_page(page: &[u8], found: &mut Vec<(u32, u32, Paragraph)>) {
    let count = usize::from(u8_at(page, PAGE - 1).unwrap_or(0));
    for run in 0..count {
        let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else {
            return;
        };
        let at = u8_at(page, 4 * (count + 1) + 13 * run).map_or(0, |at| 2 * usize::from(at));
        let paragraph = if at == 0 {
            Paragraph::default()
        } else {
            paragraph(page, at).unwrap_or_default()
        };
        found.push((from, to, paragraph));
    }
}

/// A format on a page: its length in words (or a zero and then the length), its style, its changes.
fn paragraph(page: &[u8], at: usize) -> Option<Paragraph> {
    let (from, length) = match usize::from(u8_at(page, at)?) {
        0 => (at + 2, 2 * usize::from(u8_at(page, at + 1)?)),
        words => (at + 1, 2 * words - 1),
    };
    let body = page.get(from..from.checked_add(length)?.min(PAGE - 1))?;
    let mut paragraph = Paragraph {
        style: u16_at(body, 0)?,
        ..Paragraph::default()
    };
    apply(&mut paragraph, body.get(2..)?);
    Some(paragraph)
}

/// Applies changes to a paragraph's format.
pub(super) fn apply(paragraph: &mut Paragraph, changes: &[u8]) {
    for (code, operand) in Sprms(changes) {
        let on = operand.first().is_some_and(|value| *value != 0);
        match code {
            0x2416 => paragraph.in_table = on,
            0x2417 => paragraph.ends_row = on,
            0x244b => paragraph.ends_inner_cell = on,
            0x244c => paragraph.ends_inner_row = on,
            // Depth of tables.
            0x6649 => paragraph.in_table = operand.iter().any(|byte| *byte != 0),
            0x460b => paragraph.list = u16_at(operand, 0),
            0x260a => paragraph.level = u8_at(operand, 0),
            0xd608 => paragraph.cells = cells(operand).unwrap_or_default(),
            0xd62b => merge_down(paragraph, operand),
            0x5624 => merge_across(paragraph, operand),
            _ => {}
        }
    }
}

/// Cells of a row: their edges, then 20 bytes of properties each ([MS-DOC] 2.9.321).
fn cells(operand: &[u8]) -> Option<Vec<Cell>> {
    let count = usize::from(u8_at(operand, 2)?);
    let properties = 3 + 2 * (count + 1);
    let cell = |number: usize| {
        let right = i32::from(i16_at(operand, 3 + 2 * (number + 1))?);
        // A row may leave out properties of its last cells.
        let flags = u16_at(operand, properties + 20 * number).unwrap_or(0);
        Some(Cell {
            right,
            down: down(flags & 0x20 != 0, flags & 0x40 != 0),
            joined: flags & 2 != 0,
        })
    };
    (0..count).map(cell).collect()
}

fn down(merged: bool, begins: bool) -> Down {
    match (merged, begins) {
        (_, true) => Down::Begins,
        (true, false) => Down::Continues,
        (false, false) => Down::No,
    }
}

fn merge_down(paragraph: &mut Paragraph, operand: &[u8]) {
    let (Some(cell), Some(how)) = (u8_at(operand, 1), u8_at(operand, 2)) else {
        return;
    };
    if let Some(cell) = paragraph.cells.get_mut(usize::from(cell)) {
        cell.down = down(how == 1, how == 3);
    }
}

fn merge_across(paragraph: &mut Paragraph, operand: &[u8]) {
    if let (Some(from), Some(to)) = (u8_at(operand, 0), u8_at(operand, 1)) {
        let inside = paragraph
            .cells
            .iter_mut()
            .take(usize::from(to))
            .skip(usize::from(from) + 1);
        inside.for_each(|cell| cell.joined = true);
    }
}

fn character_page(page: &[u8], found: &mut Vec<(u32, u32)>) {
    let count = usize::from(u8_at(page, PAGE - 1).unwrap_or(0));
    for run in 0..count {
        let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else {
            return;
        };
        let at = u8_at(page, 4 * (count + 1) + run).map_or(0, |at| 2 * usize::from(at));
        let length = u8_at(page, at).map_or(0, usize::from);
        let changes = page.get(at + 1..at + 1 + length).unwrap_or_default();
        // Hidden, deleted by a tracked change, a sign of a symbol font.
        let is_dropped = |(code, operand): (u16, &[u8])| match code {
            0x083c | 0x0800 => operand.first() == Some(&1),
            0x6a09 => true,
            _ => false,
        };
        if at != 0 && Sprms(changes).any(is_dropped) {
            found.push((from, to));
        }
    }
}
