//! The files of a bag, whether they lie in a zip or in a folder: names and sizes, and one way to read them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::said::Both;
use crate::{PackError, Reason};

/// Folders nested deeper than this are not followed.
const MAX_DEPTH: usize = 64;
/// Bytes that are read at once.
const CHUNK: usize = 1 << 18;

/// A file by its path from the tree's root, with `/`.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) path: String,
    pub(super) bytes: u64,
}

/// Something in a tree that has no place in a bag.
#[derive(Debug, Clone)]
pub(super) struct Oddity {
    pub(super) code: &'static str,
    pub(super) path: String,
    pub(super) found: Both,
    pub(super) why: Reason,
}

impl Oddity {
    fn new(code: &'static str, path: &str, why: Reason, found: Both) -> Self {
        Self {
            code,
            why,
            path: path.to_owned(),
            found,
        }
    }

    /// A link, which could lead anywhere.
    pub(super) fn link(path: &str) -> Self {
        Self::new(
            "unsafe_path",
            path,
            Reason::Link,
            Both::of("是一个链接", "a link"),
        )
    }

    /// A device, a pipe or a socket.
    pub(super) fn special(path: &str) -> Self {
        Self::new(
            "unsafe_path",
            path,
            Reason::Special,
            Both::of("不是普通文件", "not a regular file"),
        )
    }

    /// Two entries that share bytes.
    pub(super) fn overlap(path: &str) -> Self {
        Self::new(
            "unsafe_path",
            path,
            Reason::Overlap,
            Both::of(
                "与压缩包里的其他内容重叠",
                "shares bytes with other entries of the zip",
            ),
        )
    }

    /// A zip of which something is lost.
    pub(super) fn torn(found: Both) -> Self {
        Self {
            code: "truncated",
            path: String::new(),
            found,
            why: Reason::Torn,
        }
    }
}

/// Why a file could not be read to its end.
#[derive(Debug)]
pub(super) enum Fault {
    /// The system's reason.
    Io(std::io::Error),
    /// Bytes don't fit together.
    Torn(Both),
    /// Bytes are lost.
    Short(Both),
    /// The bytes are there, but not for us.
    Unreadable(Both),
    /// Reading it would do harm.
    Unsafe(Both),
    /// The person stopped it.
    Stopped,
}

/// Where the files lie.
pub(super) enum Tree {
    /// In a zip.
    Archive(Archive),
    /// In a folder.
    Folder(Folder),
}

/// Files in a folder.
pub(super) struct Folder {
    nodes: Vec<Node>,
    paths: Vec<PathBuf>,
    folders: Vec<String>,
    oddities: Vec<Oddity>,
}

impl Tree {
    /// The files.
    pub(super) fn nodes(&self) -> &[Node] {
        match self {
            Self::Archive(archive) => &archive.nodes,
            Self::Folder(folder) => &folder.nodes,
        }
    }

    /// Folders that are there of themselves, without a `/` at the end.
    pub(super) fn folders(&self) -> &[String] {
        match self {
            Self::Archive(archive) => &archive.folders,
            Self::Folder(folder) => &folder.folders,
        }
    }

    /// What has no place in a bag.
    pub(super) fn oddities(&self) -> &[Oddity] {
        match self {
            Self::Archive(archive) => &archive.oddities,
            Self::Folder(folder) => &folder.oddities,
        }
    }

    /// Reads a file from its beginning to its end, piece by piece; never more than its size says.
    pub(super) fn read(
        &self,
        index: usize,
        mut each: impl FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<u64, Fault> {
        let Some(node) = self.nodes().get(index) else {
            return Err(Fault::Torn(Both::of("没有这个文件", "there is no such file")));
        };
        let (mut reader, crc): (Box<dyn Read>, _) = match self {
            Self::Archive(archive) => (archive.reader(index)?, archive.crc(index)),
            Self::Folder(folder) => {
                let path = folder
                    .paths
                    .get(index)
                    .map(PathBuf::as_path)
                    .unwrap_or(Path::new(""));
                (Box::new(File::open(path).map_err(Fault::Io)?), None)
            }
        };
        let mut chunk = vec![0; CHUNK];
        let (mut done, mut sum) = (0_u64, crc32fast::Hasher::new());
        loop {
            let read = match reader.read(&mut chunk) {
                Ok(read) => read,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                // In a zip these are the words of the inflater: the bytes are no deflate.
                Err(e) if crc.is_some() && e.raw_os_error().is_none() => {
                    return Err(Fault::Torn(Both::of(
                        "压缩数据已损坏",
                        "its compressed bytes are damaged",
                    )));
                }
                Err(e) => return Err(Fault::Io(e)),
            };
            let Some(piece) = chunk.get(..read).filter(|piece| !piece.is_empty()) else {
                break;
            };
            done += read as u64;
            if crc.is_some() && done > node.bytes {
                return Err(Fault::Torn(Both::of("解压后比记录的大", "larger than recorded")));
            }
            if crc.is_some() {
                sum.update(piece);
            }
            each(piece)?;
        }
        match crc {
            Some(_) if done < node.bytes => Err(Fault::Short(Both::of(
                "数据不完整",
                "not all of its bytes are there",
            ))),
            Some(crc) if crc != sum.finalize() => Err(Fault::Torn(Both::of(
                "压缩包校验码（CRC）不符",
                "the zip's checksum (CRC) differs",
            ))),
            _ => Ok(done),
        }
    }

    /// A small file as a whole; `None` when it is longer than `limit`.
    pub(super) fn whole(&self, index: usize, limit: u64) -> Result<Option<Vec<u8>>, Fault> {
        let mut bytes = Vec::new();
        let mut over = false;
        let read = self.read(index, |piece| {
            over = bytes.len() as u64 + piece.len() as u64 > limit;
            if over {
                return Err(Fault::Stopped);
            }
            bytes.extend_from_slice(piece);
            Ok(())
        });
        match read {
            _ if over => Ok(None),
            Ok(_) => Ok(Some(bytes)),
            Err(fault) => Err(fault),
        }
    }
}

impl Folder {
    /// Lists a folder without following links.
    pub(super) fn open(root: &Path) -> Result<Self, PackError> {
        let mut folder = Self {
            nodes: Vec::new(),
            paths: Vec::new(),
            folders: Vec::new(),
            oddities: Vec::new(),
        };
        let mut found = Vec::new();
        let mut open = vec![(root.to_owned(), String::new(), 0_usize)];
        while let Some((path, name, depth)) = open.pop() {
            let io = |source| PackError::Io {
                path: path.clone(),
                source,
            };
            for entry in std::fs::read_dir(&path).map_err(io)? {
                let entry = entry.map_err(io)?;
                let own = entry.file_name().to_string_lossy().into_owned();
                let inside = if name.is_empty() {
                    own
                } else {
                    format!("{name}/{own}")
                };
                let kind = entry.file_type().map_err(io)?;
                if kind.is_symlink() {
                    folder.oddities.push(Oddity::link(&inside));
                } else if kind.is_dir() {
                    folder.folders.push(inside.clone());
                    if depth < MAX_DEPTH {
                        open.push((entry.path(), inside, depth + 1));
                    } else {
                        folder.oddities.push(Oddity::new(
                            "unsafe_path",
                            &inside,
                            Reason::TooLong,
                            Both::of("文件夹层数过多", "too many folders inside each other"),
                        ));
                    }
                } else if kind.is_file() {
                    let bytes = entry.metadata().map_err(io)?.len();
                    found.push((Node { path: inside, bytes }, entry.path()));
                } else {
                    folder.oddities.push(Oddity::special(&inside));
                }
            }
        }
        // The system lists in any order; a verdict keeps to one.
        found.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        folder.folders.sort();
        folder.oddities.sort_by(|a, b| a.path.cmp(&b.path));
        (folder.nodes, folder.paths) = found.into_iter().unzip();
        Ok(folder)
    }
}
