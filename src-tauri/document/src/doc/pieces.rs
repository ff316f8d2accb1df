//! The text from its pieces ([MS-DOC] 2.8.35, 2.9.73): bytes or UTF-16, wherever in the stream they lie.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::fib::Fib;
use crate::bytes::{place_at, u8_at, u16_at, u32_at};

/// One UTF-16 unit and the place of its bytes, by which formats are found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub value: u16,
    pub at: u32,
}

/// All characters in their order.
#[derive(Debug)]
pub(super) struct Text {
    units: Vec<Unit>,
}

impl Text {
    pub(super) fn read(main: &[u8], table: &[u8], fib: &Fib) -> Option<Self> {
        let pieces = pieces(table.get(fib.clx.clone())?)?;
        let count = pieces.len().checked_sub(4)? / 12;
        let mut units = Vec::new();
        for piece in 0..count {
            let (from, to) = (place_at(pieces, 4 * piece)?, place_at(pieces, 4 * piece + 4)?);
            let length = to.checked_sub(from)?;
            let place = u32_at(pieces, 4 * (count + 1) + 8 * piece + 2)?;
            let is_bytes = place & 0x4000_0000 != 0;
            let place = place & 0x3fff_ffff;
            // Pieces may not name more bytes than there are: a hostile list could name the same ones for ever.
            if units.len().saturating_add(length) > main.len() {
                return None;
            }
            if is_bytes {
                bytes(main, place / 2, length, &mut units)?;
            } else {
                wide(main, place, length, &mut units)?;
            }
        }
        Some(Self { units })
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    pub(super) fn range(&self, range: Range<usize>) -> &[Unit] {
        self.units.get(range).unwrap_or_default()
    }
}

/// The table of pieces, behind changes of formats that it may begin with.
fn pieces(clx: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match u8_at(clx, at)? {
            1 => at = at.checked_add(3 + usize::from(u16_at(clx, at + 1)?))?,
            2 => {
                let from = at + 5;
                return clx.get(from..from.checked_add(place_at(clx, at + 1)?)?);
            }
            _ => return None,
        }
    }
}

/// Text of bytes: code page 1252 whatever the language is, because what it lacks is kept as UTF-16 ([MS-DOC] 2.9.73).
fn bytes(main: &[u8], from: u32, length: usize, units: &mut Vec<Unit>) -> Option<()> {
    let start = usize::try_from(from).ok()?;
    let bytes = main.get(start..start.checked_add(length)?)?;
    for (at, byte) in (from..).zip(bytes) {
        // Control characters stand for marks, which the code page leaves as they are.
        let value = match byte {
            0x80..=0x9f => WINDOWS_1252
                .decode_without_bom_handling(&[*byte])
                .0
                .encode_utf16()
                .next()
                .unwrap_or(0xfffd),
            _ => u16::from(*byte),
        };
        units.push(Unit { value, at });
    }
    Some(())
}

fn wide(main: &[u8], from: u32, length: usize, units: &mut Vec<Unit>) -> Option<()> {
    let start = usize::try_from(from).ok()?;
    let bytes = main.get(start..start.checked_add(length.checked_mul(2)?)?)?;
    for (at, pair) in (from..).step_by(2).zip(bytes.chunks_exact(2)) {
        units.push(Unit {
            value: u16_at(pair, 0)?,
            at,
        });
    }
    Some(())
}
