//! Lists of automatic numbering ([MS-DOC] 2.9.150 to 2.9.153, 2.9.131).

use std::collections::HashMap;

use super::fib::Fib;
use crate::bytes::{u8_at, u16_at, u32_at};
use crate::counting::Counting;
use crate::list::{LEVELS, Level, Lists, Num, Part};

/// Reads the lists; each has its number in the table of overrides, from one.
pub(super) fn read(table: &[u8], fib: &Fib) -> Option<Lists> {
    let mut lists = Lists::default();
    let definitions = table.get(fib.lists.clone())?;
    let count = usize::from(u16_at(definitions, 0)?);
    // The levels stand behind the list of definitions, outside its length.
    let mut at = fib.lists.end.min(fib.lists.start + 2 + 28 * count);
    for number in 0..count {
        let definition = definitions.get(2 + 28 * number..2 + 28 * (number + 1))?;
        let is_simple = u8_at(definition, 26)? & 1 != 0;
        let mut levels = HashMap::new();
        for level in 0..if is_simple { 1 } else { LEVELS } {
            let (read, length) = self::level(table.get(at..)?, level)?;
            levels.insert(level, read);
            at += length;
        }
        lists.definitions.insert(u32_at(definition, 0)?, levels);
    }
    overrides(table, fib, &mut lists);
    Some(lists)
}

fn overrides(table: &[u8], fib: &Fib, lists: &mut Lists) -> Option<()> {
    let list = table.get(fib.overrides.clone())?;
    let count = usize::try_from(u32_at(list, 0)?).ok()?;
    let mut at = 4 + count.checked_mul(16)?;
    for number in 0..count {
        let head = list.get(4 + 16 * number..4 + 16 * (number + 1))?;
        let mut num = Num {
            definition: u32_at(head, 0)?,
            ..Num::default()
        };
        // Four bytes stand before the levels that a list changes.
        at += 4;
        for _ in 0..u8_at(head, 12)? {
            // Where these are damaged, the lists themselves are still right.
            let Some(change) = list.get(at..) else { break };
            at += changed(change, &mut num).unwrap_or(change.len());
        }
        lists.nums.insert(u32::try_from(number).ok()? + 1, num);
    }
    Some(())
}

/// A level that a list changes, and the bytes that it takes.
fn changed(change: &[u8], num: &mut Num) -> Option<usize> {
    let flags = u32_at(change, 4)?;
    let at = usize::try_from(flags & 0x0f).ok()?;
    let mut length = 8;
    if flags & 0x20 != 0 {
        let (level, more) = level(change.get(8..)?, at)?;
        length += more;
        if flags & 0x10 != 0 {
            num.starts.insert(at, level.start);
        }
        num.levels.insert(at, level);
    } else if flags & 0x10 != 0 {
        num.starts.insert(at, u32_at(change, 0)?);
    }
    Some(length)
}

/// A level and the bytes that it takes.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let flags = u8_at(bytes, 5)?;
    let properties = usize::from(u8_at(bytes, 24)?) + usize::from(u8_at(bytes, 25)?);
    let text = 28 + properties;
    let length = usize::from(u16_at(bytes, text)?);
    let units = bytes.get(text + 2..text + 2 + 2 * length)?;
    let restart = flags & 8 != 0;
    let level = Level {
        start: u32_at(bytes, 0)?,
        counting: Counting::of_code(u8_at(bytes, 4)?),
        text: parts(units, bytes.get(6..15)?),
        restart: restart
            .then(|| u32::from(u8_at(bytes, 26).unwrap_or(0)).min(u32::try_from(at).unwrap_or(0))),
        legal: flags & 4 != 0,
        apart: u8_at(bytes, 15)? != 2,
        style: None,
    };
    Some((level, text + 2 + 2 * length))
}

/// What a level shows: characters, of which those at the given places (from one) stand for numbers of levels.
fn parts(units: &[u8], places: &[u8]) -> Vec<Part> {
    let units: Vec<u16> = units.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    let mut parts = Vec::new();
    let mut words: Vec<u16> = Vec::new();
    for (place, unit) in (1usize..).zip(&units) {
        let is_number = usize::from(*unit) < LEVELS && places.iter().any(|at| usize::from(*at) == place);
        if is_number {
            if !words.is_empty() {
                parts.push(Part::Text(String::from_utf16_lossy(&std::mem::take(&mut words))));
            }
            parts.push(Part::Number(usize::from(*unit)));
        } else {
            words.push(*unit);
        }
    }
    if !words.is_empty() {
        parts.push(Part::Text(String::from_utf16_lossy(&words)));
    }
    parts
}
