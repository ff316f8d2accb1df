//! Paragraph styles that number ([MS-DOC] 2.9.271).

use super::fib::Fib;
use super::format::{Paragraph, apply};
use crate::bytes::u16_at;

/// A chain of styles that build on each other is followed this far.
const CHAIN: usize = 32;
/// A style that builds on none.
const NONE: u16 = 0x0fff;

#[derive(Debug)]
struct Style {
    base: u16,
    list: Option<u16>,
    level: Option<u8>,
}

/// Styles by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
}

impl Styles {
    pub(super) fn read(table: &[u8], fib: &Fib) -> Option<Self> {
        let sheet = table.get(fib.styles.clone())?;
        let head = usize::from(u16_at(sheet, 0)?);
        let base = usize::from(u16_at(sheet, 4)?);
        let mut at = 2 + head;
        let mut styles = Vec::new();
        while let Some(length) = u16_at(sheet, at) {
            let from = at + 2;
            at = from + usize::from(length);
            styles.push(sheet.get(from..at).and_then(|style| one(style, base)));
        }
        Some(Self { styles })
    }

    /// The list and the level of a style, its own or those of the styles that it builds on.
    pub(super) fn numbered(&self, style: u16) -> (Option<u16>, Option<u8>) {
        let (mut list, mut level) = (None, None);
        let mut next = style;
        for _ in 0..CHAIN {
            let Some(Some(style)) = self.styles.get(usize::from(next)) else {
                break;
            };
            list = list.or(style.list);
            level = level.or(style.level);
            next = style.base;
        }
        (list, level)
    }
}

fn one(style: &[u8], base: usize) -> Option<Style> {
    let kind = u16_at(style, 2)?;
    // Of paragraphs.
    if kind & 0x000f != 1 {
        return None;
    }
    let name = 2 * usize::from(u16_at(style, base)?);
    // The name ends with a zero; its length and what follows it take two bytes each.
    let mut changes = base + 2 + name + 2;
    changes += changes % 2;
    let length = usize::from(u16_at(style, changes)?);
    let from = changes + 2;
    let mut paragraph = Paragraph::default();
    if length > 2 {
        apply(&mut paragraph, style.get(from + 2..from + length)?);
    }
    Some(Style {
        base: (kind >> 4).min(NONE),
        list: paragraph.list,
        level: paragraph.level,
    })
}
