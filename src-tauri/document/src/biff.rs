//! A look at an `.xls` before calamine reads it: how far its cells reach and how much text they hold. calamine lays
//! every sheet out as a full rectangle and copies shared strings into each cell, so a small hostile file could take
//! all memory.
//!
//! Structures as in [MS-XLS].

use crate::DocumentError;
use crate::beside;
use crate::bytes::{u16_at, u32_at};
use crate::compound::Compound;
use crate::limit::{self, within};

/// Refuses a workbook that would grow beyond the limits.
pub(crate) fn check(bytes: &[u8]) -> Result<(), DocumentError> {
    let file = Compound::open(bytes);
    let workbook = file.and_then(|file| file.stream(&["Workbook", "Book"]));
    let workbook = workbook.ok_or_else(|| DocumentError::Malformed {
        wanted: "xls".to_owned(),
        detail: "no workbook stream in the compound file".to_owned(),
    })?;
    let mut sheet = Reach::default();
    let mut cells = 0;
    let mut labels: Vec<u32> = Vec::new();
    let mut shared: Vec<&[u8]> = Vec::new();
    let mut in_shared = false;
    for (kind, body) in Records(&workbook) {
        in_shared = kind == 0x00fc || (kind == 0x003c && in_shared);
        if in_shared {
            shared.push(body);
        }
        match kind {
            // BOF
            0x0809 => {
                cells += sheet.area();
                sheet = Reach::default();
            }
            // FILEPASS
            0x002f => {
                return Err(DocumentError::Encrypted {
                    format: "xls".to_owned(),
                });
            }
            // FORMULA, NUMBER, LABEL, BOOLERR, RK, RSTRING
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00d6 => sheet.put(body),
            // LABELSST
            0x00fd => {
                sheet.put(body);
                labels.extend(u32_at(body, 6));
            }
            // MULRK: the last column ends the record
            0x00bd => {
                sheet.put(body);
                sheet.column(u16_at(body, body.len().saturating_sub(2)).unwrap_or(0));
            }
            _ => {}
        }
        within("cells", cells + sheet.area(), limit::CELLS)?;
    }
    let lengths = shared_lengths(&shared);
    let text = labels
        .iter()
        .filter_map(|at| lengths.get(usize::try_from(*at).ok()?))
        .fold(0u64, |sum, length| sum.saturating_add(u64::from(*length)));
    within("bytes of text", text, limit::TEXT_BYTES)
}

/// What the sheets print above and below their pages, a line each.
pub(crate) fn margins(bytes: &[u8]) -> String {
    let file = Compound::open(bytes);
    let workbook = file.and_then(|file| file.stream(&["Workbook", "Book"]));
    let workbook = workbook.unwrap_or_default();
    let mut margins = String::new();
    for (kind, body) in Records(&workbook) {
        // HEADER and FOOTER: XLUnicodeString ([MS-XLS] 2.5.294).
        if !matches!(kind, 0x0014 | 0x0015) {
            continue;
        }
        let (Some(flags), Some(text)) = (body.get(2), body.get(3..)) else {
            continue;
        };
        let units: Vec<u16> = match flags & 1 {
            0 => text.iter().map(|byte| u16::from(*byte)).collect(),
            _ => text.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect(),
        };
        margins.push_str(&String::from_utf16_lossy(&units));
        margins.push('\n');
    }
    beside::printed(&margins)
}

/// How far the cells of a sheet reach.
#[derive(Default)]
struct Reach {
    rows: u64,
    columns: u64,
}

impl Reach {
    fn put(&mut self, body: &[u8]) {
        if let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) {
            self.rows = self.rows.max(u64::from(row) + 1);
            self.column(column);
        }
    }

    fn column(&mut self, column: u16) {
        self.columns = self.columns.max(u64::from(column) + 1);
    }

    fn area(&self) -> u64 {
        self.rows * self.columns
    }
}

/// Records of a BIFF stream: kind and body.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.0, 0)?;
        let end = 4 + usize::from(u16_at(self.0, 2)?);
        let body = self.0.get(4..end.min(self.0.len()))?;
        self.0 = self.0.get(end..).unwrap_or_default();
        Some((kind, body))
    }
}

/// Characters of each shared string, from the SST record and the CONTINUE records behind it ([MS-XLS] 2.5.293).
fn shared_lengths(parts: &[&[u8]]) -> Vec<u32> {
    let mut lengths = Vec::new();
    let mut parts = parts.iter().copied();
    let mut here = parts.next().and_then(|part| part.get(8..)).unwrap_or_default();
    loop {
        while here.is_empty() {
            match parts.next() {
                Some(part) => here = part,
                None => return lengths,
            }
        }
        let (Some(characters), Some(flags)) = (u16_at(here, 0), here.get(2)) else {
            return lengths;
        };
        let (rich, phonetic) = (flags & 8 != 0, flags & 4 != 0);
        let runs = if rich {
            u16_at(here, 3).map_or(0, |n| usize::from(n) * 4)
        } else {
            0
        };
        let more = if phonetic {
            u32_at(here, 3 + 2 * usize::from(rich)).unwrap_or(0)
        } else {
            0
        };
        let head = 3 + 2 * usize::from(rich) + 4 * usize::from(phonetic);
        here = here.get(head..).unwrap_or_default();
        lengths.push(u32::from(characters));
        let mut width = 1 + usize::from(flags & 1);
        let mut left = usize::from(characters);
        while left > 0 {
            let taken = (here.len() / width).min(left);
            left -= taken;
            here = here.get(taken * width..).unwrap_or_default();
            if left > 0 {
                // The text goes on in the next record, which says anew how wide its characters are.
                let Some(part) = parts.next() else { return lengths };
                width = 1 + usize::from(part.first().is_some_and(|flags| flags & 1 != 0));
                here = part.get(1..).unwrap_or_default();
            }
        }
        let mut skip = runs.saturating_add(usize::try_from(more).unwrap_or(usize::MAX));
        while skip > here.len() {
            skip -= here.len();
            let Some(part) = parts.next() else { return lengths };
            here = part;
        }
        here = here.get(skip..).unwrap_or_default();
    }
}
