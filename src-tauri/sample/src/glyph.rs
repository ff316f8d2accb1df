//! Chinese characters as outlines, so that a drawing looks the same on a machine without a Chinese font.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Lines of `character TAB advance TAB SVG path`, 1,000 units to the em, y upwards.
const OUTLINES: &str = include_str!("../../../assets/sample/glyphs.txt");
const EM: f64 = 1000.0;

struct Glyph {
    advance: f64,
    path: &'static str,
}

static GLYPHS: LazyLock<HashMap<char, Glyph>> = LazyLock::new(|| {
    OUTLINES
        .lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            let character = parts.next()?.chars().next()?;
            let advance = parts.next()?.parse().ok()?;
            Some((
                character,
                Glyph {
                    advance,
                    path: parts.next()?,
                },
            ))
        })
        .collect()
});

/// Width of a line of text at this size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|c| {
            if c == ' ' {
                0.5
            } else {
                GLYPHS.get(&c).map_or(1.0, |g| g.advance / EM)
            }
        })
        .sum::<f64>()
        * size
}

/// A line of text as SVG paths, its baseline beginning at `x`, `y`.
pub(crate) fn line(text: &str, x: f64, y: f64, size: f64, colour: &str) -> String {
    let mut at = x;
    let mut svg = format!("<g fill=\"{colour}\">");
    for character in text.chars() {
        if let Some(glyph) = GLYPHS.get(&character) {
            let scale = size / EM;
            svg += &format!(
                "<path transform=\"translate({at:.1} {y:.1}) scale({scale:.4} -{scale:.4})\" d=\"{}\"/>",
                glyph.path
            );
        }
        at += width(&character.to_string(), size);
    }
    svg + "</g>"
}

/// A line of text about a middle.
pub(crate) fn middle(text: &str, x: f64, y: f64, size: f64, colour: &str) -> String {
    line(text, x - width(text, size) / 2.0, y, size, colour)
}

/// Characters of a text that have no outline.
pub(crate) fn without_outline(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| *c != ' ' && !GLYPHS.contains_key(c))
        .collect()
}
