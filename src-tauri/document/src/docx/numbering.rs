//! Lists of `numbering.xml` (ECMA-376 part 1, 17.9).

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::styles::Styles;
use crate::DocumentError;
use crate::counting::Counting;
use crate::limit::{self, within};
use crate::list::{LEVELS, Level, Lists, Num, parts};
use crate::xml::{Visitor, attribute, is_on, number, walk};

/// Reads `numbering.xml`; no lists without it.
pub(crate) fn read(text: Option<&str>, styles: &Styles) -> Result<Lists, DocumentError> {
    let mut reading = Reading::default();
    if let Some(text) = text {
        walk(text, super::FORMAT, &mut reading)?;
    }
    // A definition may stand for the one of a list style, which stands elsewhere.
    for (id, style) in &reading.links {
        let target = styles
            .numbered(Some(style))
            .and_then(|found| reading.lists.nums.get(&found.num));
        let levels = target
            .and_then(|num| reading.lists.definitions.get(&num.definition))
            .cloned();
        if let Some(levels) = levels {
            reading.lists.definitions.insert(*id, levels);
        }
    }
    Ok(reading.lists)
}

#[derive(Default)]
struct Reading {
    lists: Lists,
    /// Definitions that stand for a list style's.
    links: HashMap<u32, String>,
    definition: Option<u32>,
    num: Option<(u32, Num)>,
    /// The level that a list changes.
    changed: Option<usize>,
    level: Option<(usize, Level)>,
}

impl Reading {
    fn set(&mut self, change: impl FnOnce(&mut Level)) {
        if let Some((_, level)) = &mut self.level {
            change(level);
        }
    }
}

impl Visitor for Reading {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "abstractNum" => self.definition = number(tag, "abstractNumId"),
            "numStyleLink" => {
                if let (Some(id), Some(style)) = (self.definition, attribute(tag, "val")) {
                    self.links.insert(id, style);
                }
            }
            "num" => self.num = number(tag, "numId").map(|id| (id, Num::default())),
            "abstractNumId" => {
                if let Some((_, num)) = &mut self.num {
                    num.definition = number(tag, "val").unwrap_or_default();
                }
            }
            "lvlOverride" => self.changed = number(tag, "ilvl").filter(|level| *level < LEVELS),
            "startOverride" => {
                if let (Some((_, num)), Some(level)) = (&mut self.num, self.changed) {
                    num.starts.insert(level, number(tag, "val").unwrap_or_default());
                }
            }
            "lvl" => {
                let at = number(tag, "ilvl").filter(|level| *level < LEVELS);
                self.level = at.map(|at| (at, Level::default()));
            }
            "start" => self.set(|level| level.start = number(tag, "val").unwrap_or_default()),
            "numFmt" => self.set(|level| level.counting = counting(tag)),
            "lvlText" => self.set(|level| level.text = parts(&attribute(tag, "val").unwrap_or_default())),
            "lvlRestart" => self.set(|level| level.restart = number(tag, "val")),
            "isLgl" => self.set(|level| level.legal = is_on(tag)),
            "suff" => self.set(|level| level.apart = attribute(tag, "val").as_deref() != Some("nothing")),
            "pStyle" => self.set(|level| level.style = attribute(tag, "val")),
            "Fallback" | "pPr" | "rPr" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take() else {
                    return Ok(());
                };
                if let Some((_, num)) = &mut self.num {
                    num.levels.insert(at, level);
                } else if let Some(id) = self.definition {
                    self.lists.definitions.entry(id).or_default().insert(at, level);
                }
            }
            "lvlOverride" => self.changed = None,
            "abstractNum" => {
                let known = limit::count(self.lists.definitions.len());
                within("lists", known, limit::LISTS)?;
                self.definition = None;
            }
            "num" => {
                if let Some((id, num)) = self.num.take() {
                    self.lists.nums.insert(id, num);
                }
                within("lists", limit::count(self.lists.nums.len()), limit::LISTS)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }
}

/// The way of counting; a custom one (`001, 002, …`) is decimal with as many digits as its first example.
fn counting(tag: &BytesStart<'_>) -> Counting {
    let name = attribute(tag, "val").unwrap_or_default();
    if name != "custom" {
        return Counting::of_word(&name);
    }
    let example = attribute(tag, "format").unwrap_or_default();
    let digits = example.chars().take_while(char::is_ascii_digit).count();
    Counting::Decimal(digits.clamp(1, 9))
}
