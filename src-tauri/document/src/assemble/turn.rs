//! Pages whose text runs down or up are turned, so that everything else may think of lines from left to right.

use super::{Glyph, Rule, Sheet};

/// Where text runs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

/// The way of a glyph; `None` for slanted text, which is a watermark or a stamp.
fn way(glyph: &Glyph) -> Option<Way> {
    // About ten degrees.
    const SLANT: f64 = 0.18;
    let (dx, dy) = (glyph.dx, glyph.dy);
    if dy.abs() <= dx.abs() * SLANT {
        Some(if dx < 0.0 { Way::Left } else { Way::Right })
    } else if dx.abs() <= dy.abs() * SLANT {
        Some(if dy < 0.0 { Way::Up } else { Way::Down })
    } else {
        None
    }
}

/// Turns the page so that most of its text runs to the right; text that then still runs another way is left out,
/// as is what stands far outside of the page.
pub(super) fn upright(sheet: &mut Sheet) {
    let most = [Way::Right, Way::Down, Way::Left, Way::Up]
        .into_iter()
        .rev()
        .max_by_key(|wanted| sheet.glyphs.iter().filter(|g| way(g) == Some(*wanted)).count())
        .unwrap_or(Way::Right);
    let (width, height) = (sheet.width, sheet.height);
    let inside = |g: &Glyph| {
        let within = |at: f64, most: f64| at > -most && at < 2.0 * most;
        within(g.x, width) && within(g.y, height) && g.size.is_finite() && g.size > 0.0
    };
    sheet.glyphs.retain(|g| way(g) == Some(most) && inside(g));
    let turn = |(x, y): (f64, f64)| match most {
        Way::Right => (x, y),
        Way::Down => (y, width - x),
        Way::Left => (width - x, height - y),
        Way::Up => (height - y, x),
    };
    if most == Way::Right {
        return;
    }
    for glyph in &mut sheet.glyphs {
        let (x, y) = turn((glyph.x, glyph.y));
        let (end_x, end_y) = turn((glyph.x + glyph.dx, glyph.y + glyph.dy));
        (glyph.x, glyph.y, glyph.dx, glyph.dy) = (x, y, end_x - x, end_y - y);
    }
    for rule in &mut sheet.rules {
        let (from, to) = if rule.is_horizontal {
            ((rule.from, rule.at), (rule.to, rule.at))
        } else {
            ((rule.at, rule.from), (rule.at, rule.to))
        };
        if let Some(turned) = Rule::between(turn(from), turn(to)) {
            *rule = turned;
        }
    }
    if matches!(most, Way::Down | Way::Up) {
        (sheet.width, sheet.height) = (height, width);
    }
}
