//! Changes of formats, one after the other ([MS-DOC] 2.2.5.1).

use crate::bytes::{u8_at, u16_at};

/// The changes of a list: code and operand.
pub(super) struct Sprms<'a>(pub &'a [u8]);

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.0, 0)?;
        let rest = self.0.get(2..)?;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The definition of a table tells its length less one in two bytes; tabs that change may be longer than
            // one byte tells.
            _ if code == 0xd608 => usize::from(u16_at(rest, 0)?) + 1,
            _ if code == 0xc615 && u8_at(rest, 0) == Some(255) => tabs(rest)?,
            _ => usize::from(u8_at(rest, 0)?) + 1,
        };
        let operand = rest.get(..length)?;
        self.0 = rest.get(length..)?;
        Some((code, operand))
    }
}

/// Length of a change of tabs with its own counts ([MS-DOC] 2.9.183).
fn tabs(rest: &[u8]) -> Option<usize> {
    let deleted = usize::from(u8_at(rest, 1)?);
    let added = usize::from(u8_at(rest, 2 + 4 * deleted)?);
    Some(3 + 4 * deleted + 3 * added)
}
