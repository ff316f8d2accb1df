//! Camera raw: what its TIFF directories (or boxes) tell, and the JPEGs that the camera put inside. The sensor's own data
//! is not developed.

use std::collections::VecDeque;

use crate::bytes::{Bytes, be16, be32, le16, le32};
use crate::exif::{self, Exif};
use crate::film;
use crate::format::Format;
use crate::iso::{boxes, find};
use crate::jpeg;

/// Most directories that are walked.
const DIRECTORIES: usize = 40;
/// Most entries of a directory.
const ENTRIES: usize = 512;
/// Most directories that one entry may point to.
const INNER: usize = 8;
/// Longest preview: a JPEG of 100 megapixels.
const PREVIEW: u64 = 64 * 1024 * 1024;

/// What a raw file tells.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    /// Pixels of the sensor's picture.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// Orientation and dates.
    pub(crate) exif: Option<Exif>,
    /// Where JPEGs may lie, and how long they are.
    places: Vec<(u64, u64)>,
}

impl Raw {
    /// The picture inside that is best for a copy of this side: the smallest that reaches it, else the largest.
    pub(crate) fn preview(&self, bytes: &mut Bytes<'_>, content: &[u8], side: u32) -> Option<(usize, usize)> {
        let mut found: Vec<(u32, usize, usize)> = Vec::new();
        for (at, length) in &self.places {
            let end = at
                .checked_add(*length)
                .filter(|end| *end <= bytes.len() && *length <= PREVIEW);
            let piece = end.and_then(|end| Some((usize::try_from(*at).ok()?, usize::try_from(end).ok()?)));
            let Some((begin, end)) = piece else { continue };
            let Some(data) = content
                .get(begin..end)
                .filter(|data| data.starts_with(&[0xff, 0xd8, 0xff]))
            else {
                continue;
            };
            let jpeg = jpeg::read(&mut Bytes::new(std::path::Path::new(""), data, data.len() as u64));
            // The sensor's data may be a lossless JPEG, which is no picture.
            if let (Some(width), Some(height), false) = (jpeg.width, jpeg.height, jpeg.lossless) {
                found.push((width.max(height), begin, end));
            }
        }
        found.sort_unstable();
        let enough = found.iter().find(|(longer, ..)| *longer >= side);
        enough.or(found.last()).map(|(_, begin, end)| (*begin, *end))
    }
}

/// Reads what a raw file tells of itself.
pub(crate) fn read(bytes: &mut Bytes<'_>, format: Format) -> Raw {
    match format {
        Format::Cr3 => canon(bytes),
        Format::Raf => fuji(bytes).unwrap_or_default(),
        _ => directories(bytes),
    }
}

/// CR3: boxes of ISO/IEC 14496-12; EXIF lies in Canon's own box, previews as samples and in another.
fn canon(bytes: &mut Bytes<'_>) -> Raw {
    const FACTS: [u8; 16] = [
        0x85, 0xc0, 0xb6, 0x87, 0x82, 0x0f, 0x11, 0xe0, 0x81, 0x11, 0xf4, 0xce, 0x46, 0x2b, 0x6a, 0x48,
    ];
    const PREVIEW: [u8; 16] = [
        0xea, 0xf4, 0x2b, 0x5e, 0x1c, 0x98, 0x4b, 0x88, 0xb9, 0xfb, 0xb7, 0xdc, 0x40, 0x6e, 0x4d, 0x16,
    ];
    let mut raw = Raw::default();
    let end = bytes.len();
    for part in boxes(bytes, 0, end) {
        let is = |bytes: &mut Bytes<'_>, at: u64, id: &[u8]| {
            bytes.read(at, 16).is_some_and(|own| own.as_ref() == id)
        };
        if &part.name == b"moov" {
            raw.places.extend(film::first_samples(bytes, part));
            let inside = boxes(bytes, part.body, part.end);
            for own in inside.into_iter().filter(|own| &own.name == b"uuid") {
                if is(bytes, own.body, &FACTS) {
                    canon_facts(bytes, own.body + 16, own.end, &mut raw);
                }
            }
        } else if &part.name == b"uuid" && is(bytes, part.body, &PREVIEW) {
            // Eight bytes, then the box PRVW: its fields, its JPEG's length, the JPEG.
            if let Some(own) = find(bytes, part.body + 24, part.end, b"PRVW") {
                let length = bytes.read(own.body + 12, 4).and_then(|length| be32(&length, 0));
                raw.places
                    .extend(length.map(|length| (own.body + 16, length.into())));
            }
        }
    }
    raw
}

/// CMT1 is the first directory, CMT2 the EXIF directory, each a TIFF structure of its own.
fn canon_facts(bytes: &mut Bytes<'_>, from: u64, end: u64, raw: &mut Raw) {
    for name in [b"CMT1", b"CMT2"] {
        let told = find(bytes, from, end, name).and_then(|part| exif::read(bytes, part.body, part.end));
        let Some(told) = told else { continue };
        raw.width = told.width.or(raw.width);
        raw.height = told.height.or(raw.height);
        match &mut raw.exif {
            Some(exif) => exif.add(told),
            None => raw.exif = Some(told),
        }
    }
}

/// RAF: the header names the place of a JPEG with EXIF of its own.
fn fuji(bytes: &mut Bytes<'_>) -> Option<Raw> {
    const HEAD: usize = 512 * 1024;
    let header = bytes.read(84, 8)?;
    let (at, length) = (u64::from(be32(&header, 0)?), u64::from(be32(&header, 4)?));
    let head = bytes.up_to(at, HEAD)?;
    let jpeg = jpeg::read(&mut Bytes::new(
        std::path::Path::new(""),
        &head,
        head.len() as u64,
    ));
    Some(Raw {
        width: jpeg.width,
        height: jpeg.height,
        exif: jpeg.exif,
        places: vec![(at, length)],
    })
}

/// The others are TIFF (Adobe, TIFF 6.0), with directories inside directories.
fn directories(bytes: &mut Bytes<'_>) -> Raw {
    let end = bytes.len();
    let mut raw = Raw {
        exif: exif::read(bytes, 0, end),
        ..Raw::default()
    };
    let Some(head) = bytes.read(0, 8) else { return raw };
    let little = head.starts_with(b"II");
    let number = |bytes: &[u8], at: usize| if little { le32(bytes, at) } else { be32(bytes, at) };
    let mut waiting: VecDeque<(u64, u64)> = number(&head, 4).map(|at| (0, at.into())).into_iter().collect();
    let mut seen = Vec::new();
    while let Some((base, at)) = waiting.pop_front() {
        if seen.len() >= DIRECTORIES || seen.contains(&(base + at)) {
            continue;
        }
        seen.push(base + at);
        let Some(directory) = Directory::read(bytes, little, base, at) else {
            continue;
        };
        directory.tell(bytes, &mut raw, &mut waiting);
    }
    raw
}

/// One directory of a TIFF structure.
struct Directory {
    little: bool,
    base: u64,
    /// Tag, type, count, and where the value stands in the file.
    entries: Vec<(u16, u16, u32, u64)>,
    next: u32,
}

impl Directory {
    fn read(bytes: &mut Bytes<'_>, little: bool, base: u64, at: u64) -> Option<Self> {
        let place = base.checked_add(at)?;
        let two = |bytes: &[u8], at: usize| if little { le16(bytes, at) } else { be16(bytes, at) };
        let four = |bytes: &[u8], at: usize| if little { le32(bytes, at) } else { be32(bytes, at) };
        let count = usize::from(two(&bytes.read(place, 2)?, 0)?).min(ENTRIES);
        let body = bytes.up_to(place + 2, count * 12 + 4)?;
        let mut entries = Vec::new();
        for (index, entry) in body.chunks_exact(12).take(count).enumerate() {
            let (tag, kind, count) = (two(entry, 0)?, two(entry, 2)?, four(entry, 4)?);
            let size = match kind {
                3 => 2,
                4 | 9 | 13 => 4,
                5 | 10 | 12 => 8,
                _ => 1,
            } * u64::from(count);
            let inline = place + 2 + index as u64 * 12 + 8;
            let at = if size <= 4 {
                inline
            } else {
                base.checked_add(four(entry, 8)?.into())?
            };
            entries.push((tag, kind, count, at));
        }
        let next = four(&body, count * 12).unwrap_or_default();
        Some(Self {
            little,
            base,
            entries,
            next,
        })
    }

    /// The first numbers of an entry.
    fn numbers(&self, bytes: &mut Bytes<'_>, tag: u16) -> Vec<u64> {
        let entry = self.entries.iter().find(|entry| entry.0 == tag);
        let Some(&(_, kind, count, at)) = entry else {
            return Vec::new();
        };
        let width = if kind == 3 { 2 } else { 4 };
        let count = (count as usize).min(INNER);
        let Some(data) = bytes.read(at, width * count) else {
            return Vec::new();
        };
        let number = |piece: &[u8]| match (width, self.little) {
            (2, true) => le16(piece, 0).map(u64::from),
            (2, false) => be16(piece, 0).map(u64::from),
            (_, true) => le32(piece, 0).map(u64::from),
            (_, false) => be32(piece, 0).map(u64::from),
        };
        data.chunks_exact(width).filter_map(number).collect()
    }

    fn number(&self, bytes: &mut Bytes<'_>, tag: u16) -> Option<u64> {
        self.numbers(bytes, tag).first().copied()
    }

    /// Takes sizes and JPEGs, and where to go on.
    fn tell(&self, bytes: &mut Bytes<'_>, raw: &mut Raw, waiting: &mut VecDeque<(u64, u64)>) {
        self.take_size(bytes, raw);
        let base = self.base;
        let mut place = |at: Option<u64>, length: Option<u64>| {
            if let Some((at, length)) = at.zip(length) {
                raw.places.push((base.saturating_add(at), length));
            }
        };
        // JPEGInterchangeFormat; strips; in Olympus' settings the preview.
        place(self.number(bytes, 0x0201), self.number(bytes, 0x0202));
        if matches!(self.number(bytes, 0x0103), Some(6 | 7)) && self.numbers(bytes, 0x0111).len() == 1 {
            place(self.number(bytes, 0x0111), self.number(bytes, 0x0117));
        }
        place(
            self.number(bytes, 0x0101),
            self.number(bytes, 0x0102).filter(|length| *length > 0xffff),
        );
        for (tag, _, count, at) in &self.entries {
            match tag {
                // Panasonic's JpgFromRaw: the value is the file.
                0x002e => raw.places.push((*at, (*count).into())),
                0x927c => waiting.extend(olympus(bytes, *at)),
                _ => {}
            }
        }
        // SubIFDs, the EXIF directory, Olympus' settings.
        for tag in [0x014a, 0x8769, 0x2020] {
            waiting.extend(self.numbers(bytes, tag).into_iter().map(|at| (base, at)));
        }
        if self.next > 0 {
            waiting.push_back((base, self.next.into()));
        }
    }

    /// The largest size of all directories is the sensor's.
    fn take_size(&self, bytes: &mut Bytes<'_>, raw: &mut Raw) {
        for (width, height) in [(0x0100, 0x0101), (0xa002, 0xa003), (0x0007, 0x0006)] {
            let size = self.number(bytes, width).zip(self.number(bytes, height));
            let size = size.and_then(|(w, h)| Some((u32::try_from(w).ok()?, u32::try_from(h).ok()?)));
            if let Some((w, h)) = size.filter(|(w, h)| (1..=100_000).contains(w) && (1..=100_000).contains(h))
                && Some(w) > raw.width
            {
                (raw.width, raw.height) = (Some(w), Some(h));
            }
        }
    }
}

/// Olympus' notes: a TIFF structure of their own, whose preview lies in an inner directory.
fn olympus(bytes: &mut Bytes<'_>, at: u64) -> Option<(u64, u64)> {
    let head = bytes.read(at, 16)?;
    if head.starts_with(b"OLYMPUS\0") {
        Some((at, 12))
    } else if head.starts_with(b"OM SYSTEM\0") {
        Some((at, 16))
    } else {
        None
    }
}
