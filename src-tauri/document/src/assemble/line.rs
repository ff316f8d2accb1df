//! Glyphs to lines of text.

use super::Glyph;

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its characters, white space only between them.
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    /// Size of most of its characters.
    pub size: f64,
    /// Width of what can't be parted at its beginning: a word or a character, with the marks that belong to it.
    pub head: f64,
}

impl Line {
    /// Width from the first to the last character.
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// Lines from the top, characters of each from the left.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    // Stable: what was drawn first stays first.
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    let mut base: Option<Glyph> = None;
    for glyph in glyphs {
        let near =
            base.is_some_and(|base| glyph.y - base.y < 0.5 * glyph.size.max(base.size).min(2.0 * base.size));
        if !near {
            lines.extend(line(std::mem::take(&mut row)));
            base = Some(glyph);
        } else if base.is_some_and(|base| base.size < 0.8 * glyph.size) {
            // A raised mark came first; the line is where its full-sized characters stand.
            base = Some(glyph);
        }
        row.push(glyph);
    }
    lines.extend(line(row));
    lines
}

fn line(mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let row = without_doubles(row);
    let first = row.iter().position(|g| !g.c.is_whitespace())?;
    let last = row.iter().rposition(|g| !g.c.is_whitespace())?;
    let row = row.get(first..=last)?;
    let (start, end) = (row.first()?, row.last()?);
    let mut sizes: Vec<f64> = row.iter().map(|g| g.size).collect();
    sizes.sort_by(f64::total_cmp);
    let mut baselines: Vec<f64> = row.iter().map(|g| g.y).collect();
    baselines.sort_by(f64::total_cmp);
    Some(Line {
        text: text(row),
        left: start.x,
        right: end.x + end.dx.max(0.0),
        baseline: *baselines.get(row.len() / 2)?,
        size: *sizes.get(row.len() / 2)?,
        head: head(row),
    })
}

/// Bold is often the same character drawn twice, a little apart.
fn without_doubles(row: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row {
        let near = |other: &&Glyph| (glyph.x - other.x).abs() < 0.2 * glyph.size;
        let mut before = kept.iter().rev().take(3).filter(near);
        if !before.any(|other| other.c == glyph.c && (other.y - glyph.y).abs() < 0.2 * glyph.size) {
            kept.push(glyph);
        }
    }
    kept
}

fn text(row: &[Glyph]) -> String {
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    for glyph in row {
        if let Some(before) = before
            && is_gap(before, glyph)
        {
            text.push(' ');
        }
        match glyph.c {
            // One glyph of two dashes, as they are typed.
            '⸺' => text.push_str("——"),
            c => text.push(c),
        }
        before = Some(glyph);
    }
    text
}

/// Whether two neighbours stand so far apart that a person sees a space.
fn is_gap(before: &Glyph, glyph: &Glyph) -> bool {
    if before.c.is_whitespace() || glyph.c.is_whitespace() {
        return false;
    }
    let gap = glyph.x - (before.x + before.dx);
    let size = before.size.min(glyph.size);
    // Around Chinese characters justified text has gaps that are no spaces, and so has Word before and after digits.
    let least = match (is_wide(before.c), is_wide(glyph.c)) {
        (false, false) => 0.2,
        (true, true) => 0.7,
        _ => 0.5,
    };
    gap > least * size
}

/// Characters between which a line may break without a space: Chinese ones and their marks.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '…' | '—' | '⸺' | '·' | '×' | '①'..='⑳' | '■'..='◿')
}

/// Marks that never begin a line.
pub(super) fn never_first(c: char) -> bool {
    const WIDE: &str =
        "。、\u{ff0c}\u{ff0e}\u{ff1b}\u{ff1a}\u{ff1f}\u{ff01}\u{ff09}\u{ff05}》〉」』】〕〗”’…—·‰℃";
    WIDE.contains(c) || ",.;:?!)]}%".contains(c)
}

/// Marks that never end a line.
fn never_last(c: char) -> bool {
    "\u{ff08}\u{ffe5}《〈「『【〔〖“‘([{$".contains(c)
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'')
}

/// Width of what stands first in a line and can't be parted.
fn head(row: &[Glyph]) -> f64 {
    let mut end = 0;
    let at = |index: usize| row.get(index).map(|g| g.c);
    while at(end).is_some_and(never_last) {
        end += 1;
    }
    let is_word = |c: char| !is_wide(c) && !c.is_whitespace() && !never_first(c);
    if at(end).is_some_and(is_word) {
        while at(end).is_some_and(is_word) {
            end += 1;
        }
    } else {
        end += 1;
    }
    // A quotation mark is not parted from what stands at either side of it.
    let glued = |end: usize| {
        at(end).is_some_and(|c| never_first(c) || is_quote(c))
            || at(end.wrapping_sub(1)).is_some_and(is_quote)
    };
    while end < row.len() && glued(end) {
        end += 1;
    }
    match (row.first(), row.get(end.min(row.len()).saturating_sub(1))) {
        (Some(first), Some(last)) => last.x + last.dx.max(0.0) - first.x,
        _ => 0.0,
    }
}
