//! Records of a presentation ([MS-PPT] 2.3.1).

use crate::bytes::{place_at, u16_at};

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub instance: u16,
    /// Whether its body is records.
    pub is_container: bool,
    pub body: &'a [u8],
}

/// Records one after the other; the last one may be cut.
pub(super) struct Records<'a>(pub &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let head = u16_at(self.0, 0)?;
        let kind = u16_at(self.0, 2)?;
        let end = place_at(self.0, 4)?.saturating_add(8).min(self.0.len());
        let body = self.0.get(8..end)?;
        self.0 = self.0.get(end..).unwrap_or_default();
        Some(Record {
            kind,
            instance: head >> 4,
            is_container: head & 0x0f == 0x0f,
            body,
        })
    }
}
