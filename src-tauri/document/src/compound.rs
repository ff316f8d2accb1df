//! Compound files ([MS-CFB]), the container of Office formats up to 2003.

use std::collections::HashSet;

use crate::bytes::{place_at, u16_at, u32_at};

/// First bytes of a compound file.
pub(crate) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const END: u32 = 0xffff_fffe;
/// Streams shorter than this lie in the mini stream ([MS-CFB] 2.2).
const MINI_CUTOFF: usize = 4096;

fn name_of(entry: &[u8]) -> String {
    let length = usize::from(u16_at(entry, 64).unwrap_or(0))
        .saturating_sub(2)
        .min(62);
    let units = entry.get(..length).unwrap_or_default().chunks_exact(2);
    let units: Vec<u16> = units.filter_map(|unit| u16_at(unit, 0)).collect();
    String::from_utf16_lossy(&units)
}

/// A compound file's sectors, which follows which, and its directory.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; `None` for one whose directory can't be followed.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            directory: Vec::new(),
        };
        let mut tables: Vec<u32> = bytes
            .get(76..512)?
            .chunks_exact(4)
            .filter_map(|at| u32_at(at, 0))
            .collect();
        let mut more = u32_at(bytes, 68)?;
        let mut met = HashSet::new();
        while more < END && met.insert(more) {
            let body = file.at(more)?;
            let (list, next) = body.split_at_checked(sector - 4)?;
            tables.extend(list.chunks_exact(4).filter_map(|at| u32_at(at, 0)));
            more = u32_at(next, 0)?;
        }
        // A hostile list may name one table many times; each is no longer than the file.
        tables.truncate(bytes.len() / sector + 1);
        for table in tables.into_iter().filter(|table| *table < END) {
            let body = file.at(table)?;
            file.next
                .extend(body.chunks_exact(4).filter_map(|at| u32_at(at, 0)));
        }
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        Some(file)
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        let mut entries = self.directory.chunks_exact(128);
        // Entries that are no stream and no storage are unused.
        entries.find(|entry| {
            entry.get(66).is_some_and(|kind| *kind != 0) && name_of(entry).eq_ignore_ascii_case(name)
        })
    }

    /// Whether there is a stream or a storage of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of the first stream that has one of the names.
    pub(crate) fn stream(&self, names: &[&str]) -> Option<Vec<u8>> {
        let entry = names.iter().find_map(|name| self.entry(name))?;
        let (start, size) = (u32_at(entry, 116)?, place_at(entry, 120)?);
        let mut stream = if size < MINI_CUTOFF {
            let root = u32_at(self.directory.get(..128)?, 116)?;
            self.mini_chain(root, start, u32_at(self.bytes, 60)?)?
        } else {
            self.chain(start)?
        };
        stream.truncate(size);
        Some(stream)
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(sector)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain of sectors; `None` for a ring.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut at = start;
        while at < END {
            found.extend_from_slice(self.at(at)?);
            if found.len() > self.bytes.len() {
                return None;
            }
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        Some(found)
    }

    /// The bytes of a chain of 64-byte sectors of the mini stream, which is the root's.
    fn mini_chain(&self, root: u32, start: u32, table: u32) -> Option<Vec<u8>> {
        let stream = self.chain(root)?;
        let table = self.chain(table)?;
        let mut found = Vec::new();
        let mut at = start;
        while at < END {
            let index = usize::try_from(at).ok()?;
            let from = index.checked_mul(64)?;
            found.extend_from_slice(stream.get(from..from.checked_add(64)?.min(stream.len()))?);
            if found.len() > self.bytes.len() {
                return None;
            }
            at = u32_at(&table, index.checked_mul(4)?)?;
        }
        Some(found)
    }
}
