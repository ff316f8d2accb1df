//! Ruling lines to tables: lines that cross make a grid, a missing piece of a line merges two of its cells.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::line::{self, Line};
use super::{Glyph, Rule, paragraph};
use crate::grid::Merge;

/// How far apart two lines are one to the eye, in points.
pub(super) const SNAP: f64 = 3.0;
/// Shortest line that counts.
const SHORTEST: f64 = 6.0;
/// Most lines of one direction on a page: a drawing has more.
const RULES: usize = 2000;
/// Most cells of one grid.
const CELLS: usize = 20_000;

/// A table as it was drawn.
pub(super) struct Ruled {
    pub top: f64,
    /// Places of the vertical lines.
    pub columns: Vec<f64>,
    pub rows: u32,
    pub cells: BTreeMap<(u32, u32), String>,
    pub merges: Vec<Merge>,
    /// Cells whose last line leaves no room for another character.
    pub full: BTreeSet<(u32, u32)>,
}

/// The tables of a page, and the glyphs that stand in none.
pub(super) fn tables(rules: &[Rule], glyphs: Vec<Glyph>) -> (Vec<Ruled>, Vec<Glyph>) {
    let across = merged(rules.iter().filter(|rule| rule.is_horizontal));
    let down = merged(rules.iter().filter(|rule| !rule.is_horizontal));
    if across.len() > RULES || down.len() > RULES {
        return (Vec::new(), glyphs);
    }
    let frames: Vec<Frame> = connected(&across, &down)
        .into_iter()
        .filter_map(Frame::of)
        .collect();
    let mut inside: Vec<Vec<Glyph>> = frames.iter().map(|_| Vec::new()).collect();
    let mut rest = Vec::new();
    for glyph in glyphs {
        let home = frames.iter().position(|frame| frame.cell(&glyph).is_some());
        match home.and_then(|at| inside.get_mut(at)) {
            Some(inside) => inside.push(glyph),
            None => rest.push(glyph),
        }
    }
    let mut tables = Vec::new();
    for (frame, glyphs) in frames.into_iter().zip(inside) {
        match frame.table(&glyphs) {
            Some(table) => tables.push(table),
            None => rest.extend(glyphs),
        }
    }
    (tables, rest)
}

/// Lines of one direction, those that lie on one another or go on from one another as one.
fn merged<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut done = Vec::new();
    let mut level: Vec<Rule> = Vec::new();
    let mut flush = |level: &mut Vec<Rule>| {
        level.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in level.drain(..) {
            match &mut open {
                Some(before) if rule.from <= before.to + SNAP => before.to = before.to.max(rule.to),
                _ => done.extend(open.replace(rule)),
            }
        }
        done.extend(open);
    };
    for rule in rules {
        if level.first().is_some_and(|first| rule.at - first.at > SNAP / 2.0) {
            flush(&mut level);
        }
        level.push(rule);
    }
    flush(&mut level);
    done.retain(|rule| rule.to - rule.from >= SHORTEST);
    done
}

/// Groups of lines that cross or touch: horizontal ones, vertical ones.
fn connected(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, h) in across.iter().enumerate() {
        for (j, v) in down.iter().enumerate() {
            let meets = (h.from - SNAP..=h.to + SNAP).contains(&v.at)
                && (v.from - SNAP..=v.to + SNAP).contains(&h.at);
            if meets {
                let (a, b) = (root(&mut parent, i), root(&mut parent, across.len() + j));
                if let Some(of) = parent.get_mut(a) {
                    *of = b;
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (i, h) in across.iter().enumerate() {
        groups.entry(root(&mut parent, i)).or_default().0.push(*h);
    }
    for (j, v) in down.iter().enumerate() {
        groups
            .entry(root(&mut parent, across.len() + j))
            .or_default()
            .1
            .push(*v);
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(up) = parent.get(at).copied().filter(|up| *up != at) {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(of) = parent.get_mut(at) {
            *of = above;
        }
        at = up;
    }
    at
}

/// A grid of lines before its text is known.
struct Frame {
    xs: Vec<f64>,
    ys: Vec<f64>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

impl Frame {
    /// `None` for what has fewer than two rows or columns: a frame round text, an underline.
    fn of((mut across, mut down): (Vec<Rule>, Vec<Rule>)) -> Option<Self> {
        close_open_ends(&across, &mut down);
        close_open_ends(&down, &mut across);
        let (xs, ys) = (places(&down), places(&across));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        let is_table = columns >= 2 && rows >= 1 && columns.checked_mul(rows)? <= CELLS;
        is_table.then_some(Self { xs, ys, across, down })
    }

    /// The row and column of the grid that a glyph stands in.
    fn cell(&self, glyph: &Glyph) -> Option<(usize, usize)> {
        let middle = (glyph.x + glyph.dx / 2.0, glyph.y - 0.3 * glyph.size);
        Some((slot(&self.ys, middle.1)?, slot(&self.xs, middle.0)?))
    }

    fn table(self, glyphs: &[Glyph]) -> Option<Ruled> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let areas = self.areas(rows, columns);
        let mut inside: HashMap<usize, Vec<Glyph>> = HashMap::new();
        for glyph in glyphs {
            if let Some((row, column)) = self.cell(glyph)
                && let Some(area) = areas.get(row * columns + column)
            {
                inside.entry(*area).or_default().push(*glyph);
            }
        }
        if inside.len() < 2 {
            return None;
        }
        let mut table = Ruled {
            top: *self.ys.first()?,
            columns: self.xs.clone(),
            rows: u32::try_from(rows).ok()?,
            cells: BTreeMap::new(),
            merges: Vec::new(),
            full: BTreeSet::new(),
        };
        for (first, last) in corners(&areas, columns) {
            let place = |at: usize| {
                Some((
                    u32::try_from(at / columns).ok()?,
                    u32::try_from(at % columns).ok()?,
                ))
            };
            let (from, to) = (place(first)?, place(last)?);
            if from != to {
                table.merges.push(Merge { from, to });
            }
            if let Some(glyphs) = inside.remove(&first) {
                let left = self.xs.get(first % columns)?;
                let right = self.xs.get(last % columns + 1)?;
                let (text, is_full) = text(line::lines(glyphs), *left, *right);
                table.cells.insert(from, text);
                if is_full {
                    table.full.insert(from);
                }
            }
        }
        Some(table)
    }

    /// For each cell of the grid the first cell of the area that it belongs to.
    fn areas(&self, rows: usize, columns: usize) -> Vec<usize> {
        let mut areas: Vec<usize> = (0..rows * columns).collect();
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                if column + 1 < columns
                    && !parts(&self.down, self.xs.get(column + 1), self.ys.get(row..row + 2))
                {
                    unite(&mut areas, at, at + 1);
                }
                if row + 1 < rows
                    && !parts(
                        &self.across,
                        self.ys.get(row + 1),
                        self.xs.get(column..column + 2),
                    )
                {
                    unite(&mut areas, at, at + columns);
                }
            }
        }
        let firsts: Vec<usize> = (0..areas.len()).map(|at| root(&mut areas, at)).collect();
        rectangles(&firsts, columns)
    }
}

/// Tables drawn without their outer lines at two sides: the lines that run beyond the outermost crossing end there.
fn close_open_ends(along: &[Rule], crossing: &mut Vec<Rule>) {
    let Some(least) = crossing.iter().map(|rule| rule.at).reduce(f64::min) else {
        return;
    };
    let most = crossing.iter().map(|rule| rule.at).fold(least, f64::max);
    let (top, bottom) = along.iter().fold((f64::MAX, f64::MIN), |(top, bottom), rule| {
        (top.min(rule.at), bottom.max(rule.at))
    });
    let from = along.iter().map(|rule| rule.from).fold(f64::MAX, f64::min);
    let to = along.iter().map(|rule| rule.to).fold(f64::MIN, f64::max);
    let is_horizontal = crossing.first().is_some_and(|rule| rule.is_horizontal);
    let mut close = |at: f64| {
        crossing.push(Rule {
            is_horizontal,
            at,
            from: top,
            to: bottom,
        });
    };
    // One line that sticks out is an underline; two are a side of the table.
    let beyond = |is_beyond: &dyn Fn(&Rule) -> bool| along.iter().filter(|rule| is_beyond(rule)).count() >= 2;
    if beyond(&|rule| rule.from < least - 2.0 * SHORTEST) {
        close(from);
    }
    if beyond(&|rule| rule.to > most + 2.0 * SHORTEST) {
        close(to);
    }
}

/// The places of lines, near ones as one.
fn places(rules: &[Rule]) -> Vec<f64> {
    let mut at: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    at.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    for at in at {
        if places.last().is_none_or(|last| at - last > SNAP) {
            places.push(at);
        }
    }
    places
}

/// Between which two places a value lies.
fn slot(places: &[f64], value: f64) -> Option<usize> {
    let after = places.partition_point(|place| *place <= value);
    (after < places.len()).then(|| after.checked_sub(1))?
}

/// Whether a line at `at` covers most of the way between the two ends.
fn parts(rules: &[Rule], at: Option<&f64>, ends: Option<&[f64]>) -> bool {
    let (Some(at), Some([from, to])) = (at, ends) else {
        return true;
    };
    let covered: f64 = rules
        .iter()
        .filter(|rule| (rule.at - at).abs() <= SNAP)
        .map(|rule| (rule.to.min(*to) - rule.from.max(*from)).max(0.0))
        .sum();
    covered >= 0.6 * (to - from)
}

fn unite(areas: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(areas, a), root(areas, b));
    // The smaller one is the upper left one.
    if let Some(of) = areas.get_mut(a.max(b)) {
        *of = a.min(b);
    }
}

/// Areas that are no rectangles fall apart into the cells of their rows.
fn rectangles(firsts: &[usize], columns: usize) -> Vec<usize> {
    let mut size: HashMap<usize, usize> = HashMap::new();
    for first in firsts {
        *size.entry(*first).or_default() += 1;
    }
    let corners: HashMap<usize, usize> = corners(firsts, columns).into_iter().collect();
    let is_rectangle = |first: usize| {
        let last = corners.get(&first).copied().unwrap_or(first);
        let (height, width) = (
            last / columns - first / columns + 1,
            (last % columns + 1).saturating_sub(first % columns),
        );
        size.get(&first) == Some(&(height * width))
    };
    let keep = |(at, first): (usize, &usize)| if is_rectangle(*first) { *first } else { at };
    firsts.iter().enumerate().map(keep).collect()
}

/// First and last cell of each area, in the order of the first.
fn corners(areas: &[usize], columns: usize) -> Vec<(usize, usize)> {
    let mut last: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, first) in areas.iter().enumerate() {
        let (row, column) = last.entry(*first).or_default();
        *row = (*row).max(at / columns);
        *column = (*column).max(at % columns);
    }
    let corner = |(first, (row, column)): (usize, (usize, usize))| (first, row * columns + column);
    last.into_iter().map(corner).collect()
}

/// The text of a cell, and whether its last line is full: a line that leaves no room for what begins the next one
/// goes on in it.
fn text(lines: Vec<Line>, left: f64, right: f64) -> (String, bool) {
    let inset = lines.iter().map(|line| line.left - left).fold(f64::MAX, f64::min);
    let room = |size: f64| right - left - 2.0 * inset.clamp(0.0, 0.6 * size);
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for line in lines {
        if let Some(before) = &before {
            if before.width() + line.head > room(line.size) {
                paragraph::join(&mut text, &line.text);
            } else {
                text.push('\n');
                text.push_str(&line.text);
            }
        } else {
            text.push_str(&line.text);
        }
        before = Some(line);
    }
    let is_full = before.is_some_and(|last| last.width() + last.size > room(last.size));
    (text, is_full)
}
