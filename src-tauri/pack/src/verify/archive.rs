//! A zip, read by its central directory with distrust: every number is checked against the file, names are kept as
//! they are, duplicates too, and nothing is unpacked.

use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::said::{Both, both};
use super::tree::{Fault, Node, Oddity};
use crate::PackError;

/// A central directory longer than this is no honest one (about a million entries).
const MAX_DIRECTORY: u64 = 256 << 20;
/// An entry that grows by more than this factor to more than [`BOMB_BYTES`] is not unpacked.
const BOMB_FACTOR: u64 = 200;
const BOMB_BYTES: u64 = 256 << 20;

/// Why a zip is torn.
const LOST_END: Both = Both::of(
    "压缩包的结尾不见了，文件可能没有传完",
    "the end of the zip is lost; it may not have been copied to its end",
);
const BEYOND: Both = Both::of(
    "压缩包的目录指向文件之外",
    "the zip's directory points outside of the file",
);
const NO_DIRECTORY: Both = Both::of("压缩包的目录已损坏", "the zip's directory is damaged");

/// What the central directory says of one entry.
#[derive(Debug, Clone)]
pub(super) struct Member {
    raw_name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    plain: u64,
    offset: u64,
}

/// A zip whose central directory was read.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) path: PathBuf,
    pub(super) nodes: Vec<Node>,
    pub(super) folders: Vec<String>,
    pub(super) oddities: Vec<Oddity>,
    members: Vec<Member>,
    directory_at: u64,
}

/// What is found where a zip was looked for.
pub(super) enum Found {
    /// A zip.
    Archive(Archive),
    /// It begins like a zip, but its end is missing or broken.
    Torn(Both),
    /// Something else.
    Other,
}

/// Little-endian numbers at a place; `None` outside the bytes.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(
        bytes.get(at..at.checked_add(8)?)?.try_into().ok()?,
    ))
}

/// Where the central directory lies.
struct Directory {
    at: u64,
    size: u64,
    entries: u64,
}

impl Archive {
    /// Reads a zip's central directory.
    pub(super) fn open(path: &Path) -> Result<Found, PackError> {
        let broken = |source| PackError::Io {
            path: path.to_owned(),
            source,
        };
        let mut file = File::open(path).map_err(broken)?;
        let len = file.metadata().map_err(broken)?.len();
        let start = read_at(&mut file, 0, len.min(4)).map_err(broken)?;
        let begins = matches!(u32_at(&start, 0), Some(0x0403_4b50 | 0x0605_4b50 | 0x0807_4b50));
        let torn = |why: Both| if begins { Found::Torn(why) } else { Found::Other };
        let Some(directory) = find_directory(&mut file, len).map_err(broken)? else {
            return Ok(torn(LOST_END));
        };
        let end = directory.at.checked_add(directory.size);
        if directory.size > MAX_DIRECTORY || end.is_none_or(|end| end > len) {
            return Ok(torn(BEYOND));
        }
        let bytes = read_at(&mut file, directory.at, directory.size).map_err(broken)?;
        let mut archive = Self {
            path: path.to_owned(),
            nodes: Vec::new(),
            folders: Vec::new(),
            oddities: Vec::new(),
            members: Vec::new(),
            directory_at: directory.at,
        };
        let seen = archive.parse(&bytes);
        if seen != directory.entries {
            if seen == 0 {
                return Ok(torn(NO_DIRECTORY));
            }
            let entries = directory.entries;
            archive.oddities.push(Oddity::torn(both!(
                "压缩包的目录应有 {entries} 项，只读出 {seen} 项",
                "the zip's directory should have {entries} entries; {seen} could be read"
            )));
        }
        archive.overlaps();
        Ok(Found::Archive(archive))
    }

    /// Reads the entries of the central directory; gives how many there are.
    fn parse(&mut self, bytes: &[u8]) -> u64 {
        let (mut at, mut seen) = (0_usize, 0_u64);
        while let Some((member, name, mode, next)) = member(bytes, at) {
            seen += 1;
            at = next;
            self.take(name, mode, member);
        }
        seen
    }

    fn take(&mut self, name: String, mode: Option<u32>, member: Member) {
        let kind = mode.map_or(0, |mode| mode & 0o170_000);
        if name.ends_with('/') && member.plain == 0 {
            self.folders
                .push(name.strip_suffix('/').unwrap_or(&name).to_owned());
        } else if kind == 0o120_000 {
            self.oddities.push(Oddity::link(&name));
        } else if !matches!(kind, 0 | 0o100_000) {
            self.oddities.push(Oddity::special(&name));
        } else {
            self.nodes.push(Node {
                path: name,
                bytes: member.plain,
            });
            self.members.push(member);
        }
    }

    /// Finds entries that share bytes, which only a forged zip has (bombs are made so).
    fn overlaps(&mut self) {
        let mut spans: Vec<(u64, u64, usize)> = Vec::with_capacity(self.members.len());
        for (index, member) in self.members.iter().enumerate() {
            let head = 30 + member.raw_name.len() as u64;
            let end = member.offset.saturating_add(head).saturating_add(member.packed);
            spans.push((member.offset, end, index));
        }
        spans.sort_unstable();
        let mut reached = 0;
        for (start, end, index) in spans {
            if start < reached || end > self.directory_at {
                let name = self
                    .nodes
                    .get(index)
                    .map(|node| node.path.as_str())
                    .unwrap_or_default();
                self.oddities.push(Oddity::overlap(name));
            }
            reached = reached.max(end);
        }
    }

    /// Opens a member's bytes, unpacked on the way.
    pub(super) fn reader(&self, index: usize) -> Result<Box<dyn Read>, Fault> {
        let Some(member) = self.members.get(index) else {
            return Err(Fault::Torn(Both::of("没有这一项", "there is no such entry")));
        };
        if member.flags & 1 != 0 {
            return Err(Fault::Unreadable(Both::of(
                "已加密，无法校验",
                "encrypted, can't be checked",
            )));
        }
        if member.plain > BOMB_BYTES && member.plain / member.packed.max(1) > BOMB_FACTOR {
            let size = crate::words::size(member.plain);
            return Err(Fault::Unsafe(both!(
                "解压后会膨胀到 {size}，疑似压缩炸弹，没有读取",
                "would grow to {size}: it looks like a zip bomb and was not read"
            )));
        }
        let mut file = File::open(&self.path).map_err(Fault::Io)?;
        let data = self.data_at(&mut file, member)?;
        file.seek(SeekFrom::Start(data)).map_err(Fault::Io)?;
        let packed = file.take(member.packed);
        match member.method {
            0 if member.packed == member.plain => Ok(Box::new(packed)),
            0 => Err(Fault::Torn(Both::of(
                "两处记录的大小不一致",
                "two recorded sizes differ",
            ))),
            8 => Ok(Box::new(flate2::bufread::DeflateDecoder::new(
                std::io::BufReader::with_capacity(1 << 17, packed),
            ))),
            other => Err(Fault::Unreadable(both!(
                "压缩方法 {other} 不受支持",
                "compression method {other} is not supported"
            ))),
        }
    }

    /// Where a member's bytes begin; its local header has to say the same as the directory.
    fn data_at(&self, file: &mut File, member: &Member) -> Result<u64, Fault> {
        let head = read_at(file, member.offset, 30 + member.raw_name.len() as u64).map_err(Fault::Io)?;
        let differs = || {
            Fault::Torn(Both::of(
                "文件头与压缩包目录不一致",
                "its header differs from the zip's directory",
            ))
        };
        let same = u32_at(&head, 0) == Some(0x0403_4b50)
            && u16_at(&head, 8) == Some(member.method)
            && u16_at(&head, 6).is_some_and(|flags| (flags ^ member.flags) & 1 == 0)
            && u16_at(&head, 26).is_some_and(|len| usize::from(len) == member.raw_name.len())
            && head.get(30..) == Some(member.raw_name.as_slice());
        let extra = u16_at(&head, 28).filter(|_| same).ok_or_else(differs)?;
        let at = member
            .offset
            .checked_add(head.len() as u64 + u64::from(extra))
            .ok_or_else(differs)?;
        let end = at.checked_add(member.packed).ok_or_else(differs)?;
        if end > self.directory_at {
            Err(differs())
        } else {
            Ok(at)
        }
    }

    /// Whether a member needs a password.
    pub(super) fn is_encrypted(&self, index: usize) -> bool {
        self.members
            .get(index)
            .is_some_and(|member| member.flags & 1 != 0)
    }

    /// The checksum that the directory gives for a member.
    pub(super) fn crc(&self, index: usize) -> Option<u32> {
        self.members.get(index).map(|member| member.crc)
    }
}

/// Reads up to `len` bytes at a place.
fn read_at(file: &mut File, at: u64, len: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Finds the end record (APPNOTE.TXT 4.3.16), and the zip64 one before it (4.3.14).
fn find_directory(file: &mut File, len: u64) -> std::io::Result<Option<Directory>> {
    let tail_at = len.saturating_sub(22 + 65_535);
    let tail = read_at(file, tail_at, len - tail_at)?;
    let end = (0..=tail.len().saturating_sub(22)).rev().find(|at| {
        let comment = u16_at(&tail, at + 20).map(usize::from);
        u32_at(&tail, *at) == Some(0x0605_4b50) && comment.is_some_and(|len| at + 22 + len <= tail.len())
    });
    let Some(end) = end else { return Ok(None) };
    let plain = || {
        Some(Directory {
            at: u64::from(u32_at(&tail, end + 16)?),
            size: u64::from(u32_at(&tail, end + 12)?),
            entries: u64::from(u16_at(&tail, end + 10)?),
        })
    };
    let Some(directory) = plain() else { return Ok(None) };
    let locator = end
        .checked_sub(20)
        .filter(|at| u32_at(&tail, *at) == Some(0x0706_4b50));
    let Some(wide_at) = locator.and_then(|at| u64_at(&tail, at + 8)) else {
        return Ok(Some(directory));
    };
    let wide = read_at(file, wide_at.min(len), 56)?;
    if u32_at(&wide, 0) != Some(0x0606_4b50) {
        return Ok(None);
    }
    let wide = || {
        Some(Directory {
            at: u64_at(&wide, 48)?,
            size: u64_at(&wide, 40)?,
            entries: u64_at(&wide, 32)?,
        })
    };
    Ok(wide())
}

/// One entry of the central directory with its name and Unix mode, and where the next begins.
fn member(bytes: &[u8], at: usize) -> Option<(Member, String, Option<u32>, usize)> {
    if u32_at(bytes, at)? != 0x0201_4b50 {
        return None;
    }
    let made_by = u16_at(bytes, at + 4)? >> 8;
    let (name_len, extra_len) = (
        usize::from(u16_at(bytes, at + 28)?),
        usize::from(u16_at(bytes, at + 30)?),
    );
    let comment_len = usize::from(u16_at(bytes, at + 32)?);
    let name_at = at + 46;
    let extra_at = name_at + name_len;
    let next = extra_at + extra_len + comment_len;
    let extra = bytes.get(extra_at..extra_at + extra_len)?;
    bytes.get(..next)?;
    let mut member = Member {
        raw_name: bytes.get(name_at..extra_at)?.to_vec(),
        flags: u16_at(bytes, at + 8)?,
        method: u16_at(bytes, at + 10)?,
        crc: u32_at(bytes, at + 16)?,
        packed: u64::from(u32_at(bytes, at + 20)?),
        plain: u64::from(u32_at(bytes, at + 24)?),
        offset: u64::from(u32_at(bytes, at + 42)?),
    };
    if let Some(wide) = field(extra, 1) {
        let mut values = (0..).step_by(8).map_while(|at| u64_at(wide, at));
        for value in [&mut member.plain, &mut member.packed, &mut member.offset] {
            if *value == u64::from(u32::MAX) {
                *value = values.next()?;
            }
        }
    }
    let name = name_of(&member, extra);
    let mode = matches!(made_by, 3 | 19).then_some(u32_at(bytes, at + 38)? >> 16);
    Some((member, name, mode, next))
}

/// A member's name as text: UTF-8 where it is said or true, Info-ZIP's Unicode name, else GB18030, which Windows in
/// Chinese writes.
fn name_of(member: &Member, extra: &[u8]) -> String {
    let raw = member.raw_name.as_slice();
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    if let Some(unicode) = field(extra, 0x7075)
        && u32_at(unicode, 1) == Some(crc32fast::hash(raw))
        && let Some(name) = unicode.get(5..).and_then(|name| std::str::from_utf8(name).ok())
    {
        return name.to_owned();
    }
    if member.flags & (1 << 11) != 0 {
        return String::from_utf8_lossy(raw).into_owned();
    }
    encoding_rs::GB18030
        .decode_without_bom_handling(raw)
        .0
        .into_owned()
}

/// The data of an extra field.
fn field(extra: &[u8], wanted: u16) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        let (tag, len) = (u16_at(extra, at)?, usize::from(u16_at(extra, at + 2)?));
        let data = extra.get(at + 4..at + 4 + len)?;
        if tag == wanted {
            return Some(data);
        }
        at += 4 + len;
    }
}
