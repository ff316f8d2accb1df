//! Lines to paragraphs, by geometry: a line that leaves no room for what follows goes on, one that stops short ends
//! a paragraph, and an indented one begins one.

use super::Piece;
use super::line::{Line, is_wide, never_first};

/// How the text of a document is set.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// Of each page: left and right edge of the text.
    edges: Vec<(f64, f64)>,
    /// Size of most characters.
    size: f64,
    /// Usual way from line to line, in sizes.
    pitch: f64,
    /// Whether paragraphs begin with an indent.
    indents: bool,
}

/// An indent begins here, in sizes; the usual one is two.
const INDENT: f64 = 1.2;
/// So many lines that end alike show an edge far inside the page, if they are a third of all.
const SHOWN: usize = 6;

impl Measure {
    /// Measures all pages; pages of the same size share their edges.
    pub(super) fn of(pages: &[Vec<Piece>], sizes: &[(f64, f64)]) -> Self {
        let lines = |page: usize| {
            pages
                .get(page)
                .into_iter()
                .flatten()
                .filter_map(|piece| match piece {
                    Piece::Line(line) => Some(line),
                    Piece::Table(_) => None,
                })
        };
        let all = || (0..pages.len()).flat_map(lines);
        let size = usual(all().map(|line| (line.size, line.text.chars().count())), 0.5).unwrap_or(12.0);
        let same = |line: &&Line| (line.size - size).abs() <= 0.1 * size;
        let of = |sheet: (f64, f64)| {
            let pages = (0..sizes.len()).filter(move |page| sizes.get(*page) == Some(&sheet));
            pages.flat_map(lines).filter(same)
        };
        let lefts: Vec<f64> = edges(sizes, |sheet| {
            least(of(sheet).map(|line| line.left).collect(), 20, 0.5 * size).unwrap_or(0.0)
        });
        let indented = |line: &&Line, page: usize| {
            let left = lefts.get(page).copied().unwrap_or_default();
            (INDENT..4.5).contains(&((line.left - left) / line.size))
        };
        let begins = (0..pages.len())
            .map(|page| {
                lines(page)
                    .filter(same)
                    .filter(|line| indented(line, page))
                    .count()
            })
            .sum::<usize>();
        let indents = begins * 8 >= all().filter(same).count();
        let rights = edges(sizes, |sheet| {
            let left = lefts_of(sizes, &lefts, sheet);
            let rights: Vec<f64> = of(sheet).map(|line| line.right).collect();
            right_edge(&rights, (left, sheet.0), size, indents)
        });
        let pitches = (0..pages.len()).flat_map(|page| {
            let pairs = lines(page).zip(lines(page).skip(1));
            pairs
                .filter(move |(a, b)| same(a) && same(b))
                .map(|(a, b)| (b.baseline - a.baseline) / a.size)
                .filter(|pitch| (0.8..4.0).contains(pitch))
        });
        Self {
            size,
            pitch: least(pitches.collect(), 10, 0.1).unwrap_or(1.5),
            indents,
            edges: lefts.into_iter().zip(rights).collect(),
        }
    }
}

/// What `of` tells of each page's size, asked once for each size.
fn edges(sizes: &[(f64, f64)], of: impl Fn((f64, f64)) -> f64) -> Vec<f64> {
    let mut known: Vec<((f64, f64), f64)> = Vec::new();
    let mut edge = |sheet: &(f64, f64)| {
        if let Some((_, edge)) = known.iter().find(|(of, _)| of == sheet) {
            return *edge;
        }
        let edge = of(*sheet);
        known.push((*sheet, edge));
        edge
    };
    sizes.iter().map(&mut edge).collect()
}

/// The left edge of pages of this size.
fn lefts_of(sizes: &[(f64, f64)], lefts: &[f64], sheet: (f64, f64)) -> f64 {
    let mut pages = sizes.iter().zip(lefts);
    pages.find(|(of, _)| **of == sheet).map_or(0.0, |(_, left)| *left)
}

/// Where lines end that are full, on a page with this left edge and this width.
fn right_edge(rights: &[f64], (left, width): (f64, f64), size: f64, indents: bool) -> f64 {
    let Some(right) = least(rights.iter().map(|right| -right).collect(), 20, 0.5 * size) else {
        return width;
    };
    // Margins are alike where lines do not show them.
    let (right, mirror) = (-right, width - left);
    let is_shown = if indents {
        rights.len() >= 6 || right - left >= 0.55 * width
    } else {
        // Nothing but an edge tells paragraphs from each other here; short lines may happen to be as long as each other.
        let alike = rights
            .iter()
            .filter(|other| (**other - right).abs() <= 0.5 * size);
        let alike = alike.count();
        right - left >= 0.85 * (mirror - left) || (alike >= SHOWN && alike * 3 >= rights.len())
    };
    if is_shown { right } else { right.max(mirror) }
}

/// The value that occurs most, each counted as often as its weight says, in steps of `step`.
fn usual(values: impl Iterator<Item = (f64, usize)>, step: f64) -> Option<f64> {
    let mut values: Vec<(f64, usize)> = values.filter(|(value, _)| value.is_finite()).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Option<(usize, f64)> = None;
    let mut group: Option<(f64, usize)> = None;
    for (value, weight) in values {
        let (first, sum) = match group {
            Some((first, sum)) if value - first <= step => (first, sum + weight),
            _ => (value, weight),
        };
        group = Some((first, sum));
        if best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, first));
        }
    }
    best.map(|(_, value)| value)
}

/// The smallest value that is no exception: one of `part` others stands within `near` of it.
fn least(mut values: Vec<f64>, part: usize, near: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let support = (values.len() / part).max(1);
    let found = values.iter().enumerate().find(|(index, value)| {
        let with = values.get(index + support);
        with.is_some_and(|other| other - **value <= near)
    });
    found.map(|(_, value)| *value).or_else(|| values.first().copied())
}

/// A paragraph while its lines come.
#[derive(Default)]
pub(super) struct Open {
    pub text: String,
    last: Option<(Line, usize)>,
}

impl Open {
    /// Whether `line` of page `page` belongs to this paragraph.
    pub(super) fn goes_on(&self, line: &Line, page: usize, measure: &Measure) -> bool {
        let Some((last, last_page)) = &self.last else {
            return true;
        };
        let size = last.size.min(line.size);
        if (last.size - line.size).abs() > 0.12 * size {
            return false;
        }
        let pitch = (line.baseline - last.baseline) / size;
        if page == *last_page && pitch > 1.35 * measure.pitch.max(1.2) {
            return false;
        }
        let edges = |page: usize| measure.edges.get(page).copied().unwrap_or_default();
        let (left, right) = edges(page);
        let indent = (line.left - left) / size;
        if indent >= INDENT {
            // Lines of a heading.
            let is_large = size > 1.12 * measure.size;
            return is_large && is_centred(last, edges(*last_page)) && is_centred(line, (left, right));
        }
        // Marks squeezed at a line's end and rounded widths leave a little more or less.
        if last.right + line.head <= edges(*last_page).1 - 0.1 * size {
            return false;
        }
        // Without indents a full last line looks like any other; a number then tells more than the geometry.
        measure.indents || !(ends_sentence(&last.text) && begins_number(&line.text))
    }

    /// Appends a line. Between words of letters a line end is a space, and a hyphen at it is none.
    pub(super) fn push(&mut self, line: Line, page: usize) {
        join(&mut self.text, &line.text);
        self.last = Some((line, page));
    }
}

/// Appends a line's text to the text of the lines before it.
pub(super) fn join(text: &mut String, next: &str) {
    let begins = next.chars().next();
    let mut ends = text.chars().rev();
    match (ends.next(), begins) {
        (Some('-'), Some(c))
            if c.is_ascii_lowercase() && ends.next().is_some_and(|c| c.is_ascii_alphabetic()) =>
        {
            text.pop();
        }
        // A number may be broken between any two digits.
        (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {}
        (Some(a), Some(b))
            if !is_wide(a) && !is_wide(b) && !a.is_whitespace() && a != '-' && !never_first(b) =>
        {
            text.push(' ');
        }
        _ => {}
    }
    text.push_str(next);
}

fn is_centred(line: &Line, (left, right): (f64, f64)) -> bool {
    let (before, after) = (line.left - left, right - line.right);
    before > line.size && after > 0.5 * line.size && (before - after).abs() < 2.0 * line.size
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '。', ';', ':', '.', '!', '?', '\u{ff1b}', '\u{ff1a}', '\u{ff01}', '\u{ff1f}',
    ])
}

/// 一、 (一) 1. 1、 (1) ① 第一条, brackets and dots of either width.
fn begins_number(text: &str) -> bool {
    let rest = text.trim_start_matches(['(', '\u{ff08}', '第']);
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let after = rest.trim_start_matches(is_digit);
    let closed = after.starts_with(['、', '.', ')', '\u{ff0e}', '\u{ff09}', '条', '章', '节', '款']);
    text.starts_with(|c| matches!(c, '①'..='⑳')) || (after.len() < rest.len() && closed)
}
