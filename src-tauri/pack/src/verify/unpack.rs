//! Unpacks a zip into a new folder: every name is judged before the first byte is written, and what is not sound is
//! refused as a whole.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::archive::{Archive, Found};
use super::bag::{is_portable, unsafe_reason};
use super::tree::{Fault, Tree};
use crate::names::{fold, utf16_len};
use crate::{PackError, Progress, Reason, part_of, put_in_place};

/// The longest name that NTFS (UTF-16 units) and Linux (bytes) both carry.
const MAX_PART: usize = 255;
/// The longest path inside a zip, in UTF-16 units.
const MAX_INSIDE: usize = 1024;
/// Folders nested deeper than this are refused.
const MAX_DEPTH: usize = 64;
/// What all files together may grow to, as a multiple of the zip's own size; up to [`ALWAYS_FINE`] it is not asked.
const MAX_GROWTH: u64 = 200;
const ALWAYS_FINE: u64 = 1 << 30;

/// What was unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The new folder.
    pub folder: PathBuf,
    /// Files in it.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Unpacks a zip into `into`, a folder that must not be there yet; until all is written it is called `….part`.
/// A zip with links, encrypted entries, names that lead outside, that Windows can't carry or that fall together, or
/// that grows out of proportion is [`PackError::Refused`], and nothing of it stays on the disk.
pub fn unpack(zip: &Path, into: &Path, progress: &dyn Progress) -> Result<Unpacked, PackError> {
    let archive = match Archive::open(zip)? {
        Found::Archive(archive) => archive,
        Found::Torn(_) => return Err(refused(zip, "", Reason::Torn)),
        Found::Other => return Err(refused(zip, "", Reason::NoZip)),
    };
    judge(zip, &archive)?;
    if std::fs::symlink_metadata(into).is_ok() {
        return Err(PackError::Exists {
            path: into.to_owned(),
        });
    }
    let part = part_of(into);
    std::fs::create_dir(&part).map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => PackError::Exists { path: part.clone() },
        _ => failed(&part, source),
    })?;
    let done = fill(zip, &Tree::Archive(archive), &part, progress).and_then(|done| {
        put_in_place(&part, into)
            .map(|()| done)
            .map_err(|e| failed(into, e))
    });
    match done {
        Ok((files, bytes)) => Ok(Unpacked {
            folder: into.to_owned(),
            files,
            bytes,
        }),
        Err(error) => {
            // The folder is this call's own; why it failed says more than that it could not be tidied up.
            let _ = std::fs::remove_dir_all(&part);
            Err(error)
        }
    }
}

fn refused(zip: &Path, inside: &str, why: Reason) -> PackError {
    PackError::Refused {
        path: zip.to_owned(),
        why,
        inside: inside.to_owned(),
    }
}

fn failed(path: &Path, source: std::io::Error) -> PackError {
    let path = path.to_owned();
    match source.kind() {
        std::io::ErrorKind::StorageFull => PackError::DiskFull { path },
        _ => PackError::Io { path, source },
    }
}

/// Looks at everything that the directory says, before anything is written.
fn judge(zip: &Path, archive: &Archive) -> Result<(), PackError> {
    if let Some(odd) = archive.oddities.first() {
        return Err(refused(zip, &odd.path, odd.why));
    }
    let mut names = Names::default();
    for folder in &archive.folders {
        names.folder(folder).map_err(|why| refused(zip, folder, why))?;
    }
    let mut total = 0_u64;
    for (index, node) in archive.nodes.iter().enumerate() {
        names
            .file(&node.path)
            .map_err(|why| refused(zip, &node.path, why))?;
        if archive.is_encrypted(index) {
            return Err(refused(zip, &node.path, Reason::Locked));
        }
        total = total.saturating_add(node.bytes);
    }
    names.settle().map_err(|(name, why)| refused(zip, &name, why))?;
    let own = std::fs::metadata(zip).map_err(|e| failed(zip, e))?.len();
    if total > ALWAYS_FINE && total / own.max(1) > MAX_GROWTH {
        return Err(refused(zip, "", Reason::Bomb));
    }
    Ok(())
}

/// The names of a zip, as a file system that ignores case and Unicode form sees them.
#[derive(Default)]
struct Names {
    files: HashSet<String>,
    /// Folders with the spelling that was met first.
    folders: HashMap<String, String>,
}

impl Names {
    fn folder(&mut self, path: &str) -> Result<(), Reason> {
        sound(path)?;
        self.parents(path)?;
        self.spelling(path)
    }

    fn file(&mut self, path: &str) -> Result<(), Reason> {
        sound(path)?;
        self.parents(path)?;
        if self.files.insert(fold(path)) {
            Ok(())
        } else {
            Err(Reason::Twin)
        }
    }

    fn parents(&mut self, path: &str) -> Result<(), Reason> {
        path.match_indices('/')
            .filter_map(|(at, _)| path.get(..at))
            .try_for_each(|folder| self.spelling(folder))
    }

    fn spelling(&mut self, folder: &str) -> Result<(), Reason> {
        let known = self
            .folders
            .entry(fold(folder))
            .or_insert_with(|| folder.to_owned());
        if known == folder {
            Ok(())
        } else {
            Err(Reason::Twin)
        }
    }

    /// A name can't be a file and a folder.
    fn settle(&self) -> Result<(), (String, Reason)> {
        let both = self.folders.iter().find(|(form, _)| self.files.contains(*form));
        both.map_or(Ok(()), |(_, name)| Err((name.clone(), Reason::Both)))
    }
}

/// Whether a path may be written on every system.
fn sound(path: &str) -> Result<(), Reason> {
    if unsafe_reason(path, true).is_some() {
        return Err(Reason::Outside);
    }
    if !is_portable(path) {
        return Err(Reason::NotPortable);
    }
    let parts = || path.split('/');
    if parts().any(|part| utf16_len(part) > MAX_PART || part.len() > MAX_PART) {
        return Err(Reason::TooLong);
    }
    if utf16_len(path) > MAX_INSIDE || parts().count() > MAX_DEPTH {
        return Err(Reason::TooLong);
    }
    Ok(())
}

/// Writes all files below `part`; gives how many, and their bytes.
fn fill(zip: &Path, tree: &Tree, part: &Path, progress: &dyn Progress) -> Result<(u64, u64), PackError> {
    for folder in tree.folders() {
        let folder = part.join(folder);
        std::fs::create_dir_all(&folder).map_err(|e| failed(&folder, e))?;
    }
    let total = tree.nodes().iter().map(|node| node.bytes).sum();
    let mut done = 0_u64;
    for (index, node) in tree.nodes().iter().enumerate() {
        let path = part.join(&node.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        }
        let mut file = File::create_new(&path).map_err(|e| failed(&path, e))?;
        let mut broke = None;
        let read = tree.read(index, |piece| {
            progress.at(done, total, &node.path);
            if progress.stopped() {
                return Err(Fault::Stopped);
            }
            done += piece.len() as u64;
            file.write_all(piece).map_err(|error| {
                broke = Some(error);
                Fault::Stopped
            })
        });
        match (broke, read) {
            (Some(error), _) => return Err(failed(&path, error)),
            (None, Ok(_)) => {}
            (None, Err(Fault::Stopped)) => return Err(PackError::Cancelled),
            (None, Err(Fault::Io(error))) => return Err(failed(zip, error)),
            (None, Err(Fault::Torn(_) | Fault::Short(_) | Fault::Unsafe(_))) => {
                return Err(refused(zip, &node.path, Reason::Damaged));
            }
            (None, Err(Fault::Unreadable(_))) => return Err(refused(zip, &node.path, Reason::Locked)),
        }
    }
    Ok((tree.nodes().len() as u64, done))
}
