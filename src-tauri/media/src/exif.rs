//! The few EXIF fields that matter, read from a TIFF structure (TIFF 6.0; CIPA DC-008) without loading it whole.

use std::borrow::Cow;

use taizhang_model::date::{DateFact, DateOrigin, Meaning};

use crate::bytes::{Bytes, be16, be32, le16, le32};
use crate::stamp::{Stamp, is_time};

/// Most entries of one directory that are looked at.
const ENTRIES: usize = 1000;

/// Longest text of a field; a date has 20 bytes.
const TEXT: usize = 64;

/// What a TIFF structure tells.
#[derive(Debug, Default)]
pub(crate) struct Exif {
    /// Pixels, in a TIFF file; an EXIF block does not tell reliably.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// 1 to 8.
    pub(crate) orientation: Option<u8>,
    /// Whether something that it should tell can't be read: a directory or a value that lies outside, a date that is none.
    pub(crate) damaged: bool,
    original: Stamp,
    digitized: Stamp,
    modified: Stamp,
}

impl Exif {
    /// Takes what another structure of the same file tells more.
    pub(crate) fn add(&mut self, more: Self) {
        self.width = self.width.or(more.width);
        self.height = self.height.or(more.height);
        self.orientation = self.orientation.or(more.orientation);
        self.damaged |= more.damaged;
        self.original.add(more.original);
        self.digitized.add(more.digitized);
        self.modified.add(more.modified);
    }

    /// Its dates that are dates, best first.
    pub(crate) fn dates(&self) -> Vec<DateFact> {
        [
            (&self.original, DateOrigin::ExifOriginal, Meaning::Taken),
            (&self.digitized, DateOrigin::ExifDigitized, Meaning::Taken),
            (&self.modified, DateOrigin::ExifModified, Meaning::Edited),
        ]
        .into_iter()
        .filter_map(|(stamp, from, meaning)| stamp.fact(from, meaning))
        .collect()
    }

    fn take(&mut self, entry: &Entry<'_>) {
        match entry.tag {
            0x0100 => self.width = self.width.or_else(|| entry.number()),
            0x0101 => self.height = self.height.or_else(|| entry.number()),
            0x0112 => self.orientation = self.orientation.or_else(|| entry.orientation()),
            0x0132 => self.modified.text = self.time(entry),
            0x9003 => self.original.text = self.time(entry),
            0x9004 => self.digitized.text = self.time(entry),
            0x9010 => self.modified.offset = entry.text(),
            0x9011 => self.original.offset = entry.text(),
            0x9012 => self.digitized.offset = entry.text(),
            0x9290 => self.modified.fraction = entry.text(),
            0x9291 => self.original.fraction = entry.text(),
            0x9292 => self.digitized.fraction = entry.text(),
            _ => {}
        }
    }

    /// The text of a time, which is noted as damaged where it is none.
    fn time(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = entry.text();
        self.damaged |= text.as_deref().is_none_or(is_garbled);
        text
    }
}

/// One field: its tag, type, count and the bytes of its value.
struct Entry<'a> {
    tag: u16,
    kind: u16,
    value: Cow<'a, [u8]>,
    little: bool,
}

impl Entry<'_> {
    fn number(&self) -> Option<u32> {
        let number = match (self.kind, self.little) {
            (1, _) => self.value.first().copied().map(u32::from),
            (3, true) => le16(&self.value, 0).map(u32::from),
            (3, false) => be16(&self.value, 0).map(u32::from),
            (4, true) => le32(&self.value, 0),
            (4, false) => be32(&self.value, 0),
            _ => None,
        };
        number.filter(|number| *number > 0)
    }

    fn orientation(&self) -> Option<u8> {
        let number = u8::try_from(self.number()?).ok()?;
        (1..=8).contains(&number).then_some(number)
    }

    fn text(&self) -> Option<String> {
        if !matches!(self.kind, 1 | 2 | 7) {
            return None;
        }
        let end = self.value.iter().position(|byte| *byte == 0);
        let text = self.value.get(..end.unwrap_or(self.value.len()))?;
        Some(String::from_utf8_lossy(text).trim().to_owned())
    }
}

/// Where a TIFF structure lies in its file.
struct Tiff {
    base: u64,
    end: u64,
    little: bool,
}

impl Tiff {
    fn u16(&self, bytes: &[u8], at: usize) -> Option<u16> {
        if self.little {
            le16(bytes, at)
        } else {
            be16(bytes, at)
        }
    }

    fn u32(&self, bytes: &[u8], at: usize) -> Option<u32> {
        if self.little {
            le32(bytes, at)
        } else {
            be32(bytes, at)
        }
    }

    /// At most `count` bytes from `at`, within the structure.
    fn read<'a>(&self, bytes: &mut Bytes<'a>, at: u32, count: usize) -> Option<Cow<'a, [u8]>> {
        let from = self.base.checked_add(u64::from(at))?;
        let rest = usize::try_from(self.end.checked_sub(from)?).unwrap_or(usize::MAX);
        bytes.up_to(from, count.min(rest))
    }

    /// Takes the fields of the directory at `at`; answers where the EXIF directory is.
    fn directory(&self, bytes: &mut Bytes<'_>, at: u32, exif: &mut Exif) -> Option<u32> {
        let Some((count, entries)) = self.entries(bytes, at) else {
            exif.damaged = true;
            return None;
        };
        exif.damaged |= entries.len() < count * 12;
        let mut inner = None;
        for raw in entries.chunks_exact(12) {
            match self.u16(raw, 0)? {
                0x8769 => inner = self.u32(raw, 8),
                tag if is_wanted(tag) => match self.entry(bytes, tag, raw) {
                    Some(entry) => exif.take(&entry),
                    None => exif.damaged = true,
                },
                _ => {}
            }
        }
        inner
    }

    /// How many entries the directory at `at` says it has, and those that are there.
    fn entries<'a>(&self, bytes: &mut Bytes<'a>, at: u32) -> Option<(usize, Cow<'a, [u8]>)> {
        let count = self.read(bytes, at, 2).and_then(|count| self.u16(&count, 0))?;
        let count = usize::from(count);
        let entries = self.read(bytes, at.checked_add(2)?, count.min(ENTRIES) * 12)?;
        Some((count, entries))
    }

    /// The field in `raw`; `None` where its value does not lie in the structure.
    fn entry<'a>(&self, bytes: &mut Bytes<'a>, tag: u16, raw: &[u8]) -> Option<Entry<'a>> {
        let kind = self.u16(raw, 2)?;
        let unit = match kind {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        let size = usize::try_from(self.u32(raw, 4)?).ok()?.checked_mul(unit)?;
        let value = if size <= 4 {
            Cow::Owned(raw.get(8..8 + size)?.to_vec())
        } else {
            let size = size.min(TEXT);
            let value = self.read(bytes, self.u32(raw, 8)?, size)?;
            (value.len() == size).then_some(value)?
        };
        Some(Entry {
            tag,
            kind,
            value,
            little: self.little,
        })
    }
}

/// Whether a field is one of those that [`Exif::take`] takes.
const fn is_wanted(tag: u16) -> bool {
    matches!(tag, 0x0100 | 0x0101 | 0x0112 | 0x0132 | 0x9003 | 0x9004 | 0x9010..=0x9012 | 0x9290..=0x9292)
}

/// Whether the text of a time is neither one nor blank: cameras without a clock write blanks or zeros between the marks (CIPA DC-008,
/// 4.6.5).
fn is_garbled(text: &str) -> bool {
    let blank = |c: char| matches!(c, ' ' | '0' | ':' | '-' | '/' | '.' | 'T');
    !text.chars().all(blank) && !is_time(text)
}

/// Reads what lies from `base` to `end` in a block that calls itself EXIF; one that is none is damaged. `None` for an empty one, as
/// some programs leave behind.
pub(crate) fn block(bytes: &mut Bytes<'_>, base: u64, end: u64) -> Option<Exif> {
    const EMPTY: u64 = 2;
    let is_empty = (base..=base.saturating_add(EMPTY)).contains(&end);
    let unreadable = || Exif {
        damaged: true,
        ..Exif::default()
    };
    read(bytes, base, end).or_else(|| (!is_empty).then(unreadable))
}

/// Reads the TIFF structure that lies from `base` to `end`; `None` where there is none.
pub(crate) fn read(bytes: &mut Bytes<'_>, base: u64, end: u64) -> Option<Exif> {
    let head = bytes.read(base, 8)?;
    let little = match head.get(..4)? {
        // Panasonic (RW2) and Olympus (ORF) have numbers of their own.
        [b'I', b'I', 42 | 0x55, 0] | b"IIRO" | b"IIRS" => true,
        [b'M', b'M', 0, 42] | b"MMOR" => false,
        _ => return None,
    };
    let tiff = Tiff { base, end, little };
    let mut exif = Exif::default();
    let first = tiff.u32(&head, 4)?;
    if let Some(inner) = tiff.directory(bytes, first, &mut exif) {
        tiff.directory(bytes, inner, &mut exif);
    }
    Some(exif)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// One field of a structure made for a test.
    pub(crate) enum Value<'a> {
        Short(u16),
        Long(u32),
        Text(&'a str),
    }

    /// A TIFF structure with one directory, big-endian or little-endian.
    pub(crate) fn tiff(little: bool, fields: &[(u16, Value<'_>)]) -> Vec<u8> {
        let two = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let four = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let mut out = if little {
            b"II*\0".to_vec()
        } else {
            b"MM\0*".to_vec()
        };
        out.extend(four(8));
        out.extend(two(fields.len() as u16));
        let mut rest = Vec::new();
        let after = 8 + 2 + fields.len() * 12 + 4;
        for (tag, value) in fields {
            out.extend(two(*tag));
            match value {
                Value::Short(n) => {
                    out.extend(two(3));
                    out.extend(four(1));
                    out.extend(two(*n));
                    out.extend([0, 0]);
                }
                Value::Long(n) => {
                    out.extend(two(4));
                    out.extend(four(1));
                    out.extend(four(*n));
                }
                Value::Text(text) => {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes.push(0);
                    out.extend(two(2));
                    out.extend(four(bytes.len() as u32));
                    if bytes.len() <= 4 {
                        bytes.resize(4, 0);
                        out.extend(bytes);
                    } else {
                        out.extend(four((after + rest.len()) as u32));
                        rest.extend(bytes);
                    }
                }
            }
        }
        out.extend(four(0));
        out.extend(rest);
        out
    }

    fn of(block: &[u8]) -> Option<Exif> {
        let mut bytes = Bytes::new(Path::new("none"), block, block.len() as u64);
        read(&mut bytes, 0, block.len() as u64)
    }

    #[test]
    fn fields_are_read_in_both_byte_orders() {
        for little in [true, false] {
            let block = tiff(
                little,
                &[
                    (0x0100, Value::Long(4000)),
                    (0x0101, Value::Short(3000)),
                    (0x0112, Value::Short(6)),
                    (0x0132, Value::Text("2026:04:05 10:00:00")),
                    (0x9003, Value::Text("2026:04:03 09:14:22")),
                    (0x9011, Value::Text("+08:00")),
                    (0x9291, Value::Text("12")),
                ],
            );
            let exif = of(&block).unwrap();
            assert_eq!(
                (exif.width, exif.height, exif.orientation),
                (Some(4000), Some(3000), Some(6))
            );
            let values: Vec<_> = exif
                .dates()
                .into_iter()
                .map(|date| (date.from, date.value))
                .collect();
            assert_eq!(
                values,
                [
                    (
                        DateOrigin::ExifOriginal,
                        "2026-04-03T09:14:22.12+08:00".to_owned()
                    ),
                    (DateOrigin::ExifModified, "2026-04-05T10:00:00".to_owned()),
                ]
            );
        }
    }

    #[test]
    fn a_directory_that_points_to_itself_or_outside_ends() {
        let around = tiff(true, &[(0x8769, Value::Long(8)), (0x0112, Value::Short(3))]);
        assert_eq!(of(&around).unwrap().orientation, Some(3));
        let outside = tiff(
            true,
            &[(0x8769, Value::Long(u32::MAX)), (0x0112, Value::Short(9))],
        );
        assert_eq!(of(&outside).unwrap().orientation, None);
        assert!(of(b"II*\0").is_none());
    }

    #[test]
    fn a_block_that_is_none_is_damaged_and_an_empty_one_is_nothing() {
        let of = |base: u64, end: u64| {
            let block = b"MM\0+\0\0\0\x08";
            let mut bytes = Bytes::new(Path::new("none"), block, block.len() as u64);
            super::block(&mut bytes, base, end).map(|exif| exif.damaged)
        };
        assert_eq!(of(0, 8), Some(true));
        assert_eq!(of(9000, 8), Some(true));
        assert_eq!((of(6, 8), of(8, 8)), (None, None));
    }

    #[test]
    fn what_cannot_be_read_is_damage_and_an_unset_clock_is_none() {
        let time = |text| tiff(true, &[(0x0112, Value::Short(6)), (0x9003, Value::Text(text))]);
        let is_damaged = |block: &[u8]| of(block).unwrap().damaged;
        for unset in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "",
            "2026:04:03 09:14:22",
        ] {
            assert!(!is_damaged(&time(unset)), "{unset}");
        }
        for garbled in ["2026:13:45 99:99:99", "\u{1}\u{2}?x", "昨天"] {
            assert!(is_damaged(&time(garbled)), "{garbled}");
        }
        let whole = time("2026:04:03 09:14:22");
        // The value's end is cut off, then the value, then an entry; what stands before it is still read.
        for end in [whole.len() - 1, whole.len() - 20, 8 + 2 + 12 + 6] {
            let exif = of(&whole[..end]).unwrap();
            assert!(exif.damaged && exif.dates().is_empty(), "{end}");
            assert_eq!(exif.orientation, Some(6), "{end}");
        }
        // A date of numbers, a directory outside.
        assert!(is_damaged(&tiff(true, &[(0x9003, Value::Long(7))])));
        assert!(is_damaged(&tiff(false, &[(0x8769, Value::Long(u32::MAX))])));
        assert!(!is_damaged(&tiff(false, &[(0x9999, Value::Long(u32::MAX))])));
    }
}
