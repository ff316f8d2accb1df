//! Members of a zip: names as people wrote them, bytes with limits. Archives inside archives stay closed.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use zip::ZipArchive;

use crate::error::FileError;
use crate::member_names::{RawName, decoded};
use crate::open::open;

/// Most members that are listed: the sentence of `too_many_members` tells it.
const MEMBERS: usize = 20_000;
/// Most bytes of one member.
const ONE: u64 = 2 * 1024 * 1024 * 1024;
/// A member of more bytes than this …
const LARGE: u64 = 64 * 1024 * 1024;
/// … that was packed to less than one in so many holds nothing but its own size.
const RATIO: u64 = 500;
/// The flag of a name in UTF-8.
const IN_UTF8: u16 = 1 << 11;
/// Bytes between two questions whether to stop.
const BLOCK: usize = 256 * 1024;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path inside, decoded, with `/`.
    pub name: String,
    /// Its size, as the archive declares it.
    pub bytes: u64,
    /// Its number, for [`Archive::extract`].
    pub index: usize,
    /// Why it can't be had: `encrypted`, `too_large`.
    pub error: Option<FileError>,
}

/// An archive that is open for reading.
pub struct Archive(ZipArchive<BufReader<File>>);

impl Archive {
    /// Opens the archive at `path`.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let file = open(path).map_err(|error| FileError::of_io(path, &error))?;
        ZipArchive::new(BufReader::new(file)).map(Self).map_err(malformed)
    }

    /// What is wrong with the archive as a whole: `too_many_members` where not all that it holds is listed.
    pub fn trouble(&self) -> Option<FileError> {
        let all = self.0.len();
        let message = || format!("the first {MEMBERS} of {all} members are listed");
        (all > MEMBERS).then(|| FileError::new("too_many_members", message()))
    }

    /// The files among its first 20,000 members, each name once, in the archive's order; what macOS adds is left out.
    pub fn members(&mut self) -> Result<Vec<Member>, FileError> {
        let count = self.0.len().min(MEMBERS);
        let mut raw = Vec::with_capacity(count);
        for index in 0..count {
            let file = self.0.by_index_raw(index).map_err(malformed)?;
            raw.push(RawName {
                bytes: file.name_raw().to_vec(),
                flagged: file.flags().as_u16() & IN_UTF8 != 0,
            });
        }
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for (index, name) in decoded(&raw).into_iter().enumerate() {
            let file = self.0.by_index_raw(index).map_err(malformed)?;
            if name.ends_with('/') || name.starts_with("__MACOSX/") || !seen.insert(name.clone()) {
                continue;
            }
            let (bytes, packed) = (file.size(), file.compressed_size());
            let error = if file.encrypted() {
                Some(FileError::new("encrypted", "the member has a password"))
            } else if bytes > ONE || bytes > LARGE && bytes / RATIO > packed {
                let message = format!("{packed} bytes that inflate to {bytes}");
                Some(FileError::new("too_large", message))
            } else {
                None
            };
            members.push(Member {
                name,
                bytes,
                index,
                error,
            });
        }
        Ok(members)
    }

    /// Writes a member's bytes; checks its size and sum. An `interrupted` error when `stop` says so.
    pub fn extract(
        &mut self,
        member: &Member,
        to: &mut dyn Write,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), FileError> {
        if let Some(error) = &member.error {
            return Err(error.clone());
        }
        let mut file = self.0.by_index(member.index).map_err(malformed)?;
        let mut block = vec![0; BLOCK];
        let mut written = 0_u64;
        loop {
            if stop() {
                return Err(FileError::new("interrupted", "stopped"));
            }
            let read = file.read(&mut block).map_err(malformed)?;
            if read == 0 {
                break;
            }
            written += read as u64;
            // Headers lie.
            if written > member.bytes {
                return Err(malformed("more bytes than declared"));
            }
            to.write_all(block.get(..read).unwrap_or_default())
                .map_err(|error| FileError::new("unreadable", format!("{}: {error}", member.name)))?;
        }
        if written < member.bytes {
            return Err(FileError::new("truncated", "fewer bytes than declared"));
        }
        Ok(())
    }
}

fn malformed(error: impl std::fmt::Display) -> FileError {
    FileError::new("undecodable", error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn opened(bytes: &[u8]) -> (tempfile::NamedTempFile, Archive) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let archive = Archive::open(file.path()).unwrap();
        (file, archive)
    }

    fn read(archive: &mut Archive, member: &Member) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        archive.extract(member, &mut bytes, &|| false)?;
        Ok(bytes)
    }

    #[test]
    fn files_are_listed_and_read() {
        let bytes = archive(&[("活动/照片.jpg", b"123"), ("__MACOSX/._a", b"x"), ("空.txt", b"")]);
        let (_file, mut archive) = opened(&bytes);
        let members = archive.members().unwrap();
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["活动/照片.jpg", "空.txt"]);
        assert_eq!(read(&mut archive, &members[0]).unwrap(), b"123");
        let stopped = archive.extract(&members[0], &mut Vec::new(), &|| true);
        assert_eq!(stopped.unwrap_err().code, "interrupted");
    }

    #[test]
    fn of_too_many_members_the_first_are_listed() {
        let names: Vec<String> = (0..MEMBERS + 2).map(|n| format!("{n}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        let (_file, mut archive) = opened(&self::archive(&files));
        assert_eq!(archive.trouble().unwrap().code, "too_many_members");
        let members = archive.members().unwrap();
        assert_eq!(members.len(), MEMBERS);
        assert_eq!(members[MEMBERS - 1].name, format!("{}.txt", MEMBERS - 1));
        let (_file, few) = opened(&self::archive(&files[..MEMBERS]));
        assert!(few.trouble().is_none());
    }

    #[test]
    fn bombs_and_locked_members_stay_closed_and_damage_is_told() {
        let large = vec![0; 70 * 1024 * 1024];
        let (_file, mut bomb) = opened(&archive(&[("大.bin", &large), ("小.txt", b"1")]));
        let members = bomb.members().unwrap();
        assert_eq!(members[0].error.as_ref().unwrap().code, "too_large");
        assert_eq!(read(&mut bomb, &members[0]).unwrap_err().code, "too_large");
        assert_eq!(read(&mut bomb, &members[1]).unwrap(), b"1");

        let mut locked = archive(&[("a.txt", b"1234")]);
        let directory = locked.windows(4).position(|word| word == b"PK\x01\x02").unwrap();
        locked[directory + 8] |= 1;
        locked[6] |= 1;
        let (_file, mut locked) = opened(&locked);
        let members = locked.members().unwrap();
        assert_eq!(members[0].error.as_ref().unwrap().code, "encrypted");

        let mut damaged = archive(&[("a.txt", b"1234567890")]);
        damaged[40] ^= 0xff;
        let (_file, mut damaged) = opened(&damaged);
        let members = damaged.members().unwrap();
        assert!(read(&mut damaged, &members[0]).is_err());
        assert!(Archive::open(Path::new("没有.zip")).is_err());
    }
}
