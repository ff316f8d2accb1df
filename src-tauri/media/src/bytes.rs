//! Bounded reading at any place of a file: from the head in memory where it reaches, else from the disk.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::open::open;

/// Most bytes that the facts of one file may read beyond its head.
const BUDGET: u64 = 16 * 1024 * 1024;

/// Most bytes in one piece.
const PIECE: usize = 4 * 1024 * 1024;

/// Most bytes that are searched for an end marker; no camera writes a scan of that length.
const SEARCH: u64 = 256 * 1024 * 1024;

/// A file as the header readers see it.
pub(crate) struct Bytes<'a> {
    head: &'a [u8],
    path: &'a Path,
    len: u64,
    file: Option<File>,
    budget: u64,
    failure: Option<io::Error>,
}

impl<'a> Bytes<'a> {
    /// A file of `len` bytes that begins with `head`.
    pub(crate) fn new(path: &'a Path, head: &'a [u8], len: u64) -> Self {
        Self {
            head,
            path,
            len: len.max(head.len() as u64),
            file: None,
            budget: BUDGET,
            failure: None,
        }
    }

    /// Bytes of the file.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// The bytes in memory.
    pub(crate) fn head(&self) -> &'a [u8] {
        self.head
    }

    /// What went wrong at the last read from the disk.
    pub(crate) fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    /// Exactly `count` bytes from `at`.
    pub(crate) fn read(&mut self, at: u64, count: usize) -> Option<Cow<'a, [u8]>> {
        let bytes = self.up_to(at, count)?;
        (bytes.len() == count).then_some(bytes)
    }

    /// At most `count` bytes from `at`; fewer where the file ends.
    pub(crate) fn up_to(&mut self, at: u64, count: usize) -> Option<Cow<'a, [u8]>> {
        let rest = self.len.checked_sub(at)?;
        let count = usize::try_from(rest).unwrap_or(usize::MAX).min(count);
        if let Some(bytes) = usize::try_from(at)
            .ok()
            .and_then(|at| self.head.get(at..at.checked_add(count)?))
        {
            return Some(Cow::Borrowed(bytes));
        }
        if count > PIECE {
            return None;
        }
        self.budget = self.budget.checked_sub(count as u64)?;
        match self.disk(at, count) {
            Ok(bytes) => Some(Cow::Owned(bytes)),
            Err(error) => {
                self.failure = Some(error);
                None
            }
        }
    }

    fn disk(&mut self, at: u64, count: usize) -> io::Result<Vec<u8>> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => open(self.path)?,
        };
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::with_capacity(count);
        (&mut file).take(count as u64).read_to_end(&mut bytes)?;
        self.file = Some(file);
        Ok(bytes)
    }

    /// Whether `pattern` occurs at or after `from`; reads on block by block, outside the budget.
    pub(crate) fn contains_from(&self, from: u64, pattern: [u8; 2]) -> io::Result<bool> {
        if self.head.len() as u64 >= self.len {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            return Ok(has_pair(self.head.get(from..).unwrap_or_default(), pattern));
        }
        let mut file = open(self.path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut file = file.take(SEARCH);
        let mut block = vec![0; 64 * 1024];
        let mut kept = 0;
        loop {
            let read = file.read(block.get_mut(kept..).unwrap_or_default())?;
            let filled = block.get(..kept + read).unwrap_or_default();
            if has_pair(filled, pattern) {
                return Ok(true);
            }
            if read == 0 {
                return Ok(false);
            }
            // The pair may lie across two blocks.
            let last = filled.last().copied().unwrap_or_default();
            if let Some(first) = block.first_mut() {
                *first = last;
            }
            kept = 1;
        }
    }
}

fn has_pair(bytes: &[u8], pattern: [u8; 2]) -> bool {
    bytes.windows(2).any(|pair| pair == pattern)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// Two bytes, big-endian.
pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_be_bytes)
}

/// Four bytes, big-endian.
pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

/// Eight bytes, big-endian.
pub(crate) fn be64(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_be_bytes)
}

/// Two bytes, little-endian.
pub(crate) fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes, little-endian.
pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Eight bytes, little-endian.
pub(crate) fn le64(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_from_the_head_or_the_disk_and_never_past_the_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"0123456789").unwrap();
        let mut bytes = Bytes::new(file.path(), b"0123", 10);
        assert!(matches!(bytes.read(1, 3), Some(Cow::Borrowed(b"123"))));
        assert_eq!(bytes.read(2, 5).unwrap().as_ref(), b"23456");
        assert_eq!(bytes.up_to(8, 100).unwrap().as_ref(), b"89");
        assert!(bytes.read(8, 3).is_none());
        assert!(bytes.read(u64::MAX, 3).is_none());
        assert!(bytes.failure().is_none());
    }

    #[test]
    fn a_vanished_file_is_a_failure_not_a_panic() {
        let mut bytes = Bytes::new(Path::new("no/such/file"), b"0123", 10);
        assert!(bytes.read(6, 2).is_none());
        assert_eq!(bytes.failure().unwrap().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_pair_across_two_blocks_is_found() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut content = vec![0; 64 * 1024 - 1];
        content.extend([0xff, 0xd9, 1, 2, 3]);
        std::fs::write(file.path(), &content).unwrap();
        let bytes = Bytes::new(file.path(), &[0; 4], content.len() as u64);
        assert!(bytes.contains_from(0, [0xff, 0xd9]).unwrap());
        assert!(!bytes.contains_from(0, [0xff, 0xd8]).unwrap());
        assert!(!bytes.contains_from(64 * 1024, [0xff, 0xd9]).unwrap());
    }
}
