//! The walk of one source: every file of its own, with size and time. Opens no file but to recognise another ledger.
//!
//! Not walked: links and junctions (what they point at may lie anywhere), ledger folders with all that is in them (packs
//! in `exports/` too), folders whose name begins with a dot (`.git`, `.Trash-1000`), the recycle bin, the volume's
//! own folder and others that are hidden and the system's. Not listed: `.part` files, and the locks that office programs keep beside an open document (`~$…`,
//! `.~lock.…`), which can't be read anyway. Other leftovers (`Thumbs.db`, `desktop.ini`, `.DS_Store`) are listed; their
//! kind is junk, which lists leave out.

use std::ffi::OsStr;
use std::fs::{DirEntry, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use crossbeam_channel::Sender;

use crate::connect::LEDGER;
use crate::error::{LedgerError, Result};
use crate::place;

/// Folders of the system, in lower case.
const SYSTEM: [&str; 2] = ["$recycle.bin", "system volume information"];

/// Size and time of a file: what tells whether it has to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stat {
    pub(crate) bytes: u64,
    /// Nanoseconds since 1970 in UTC.
    pub(crate) mtime_ns: i64,
}

impl Stat {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let mtime_ns = metadata.modified().map_or(0, |time| {
            time.duration_since(UNIX_EPOCH).map_or_else(
                |before| -i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX),
                |after| i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            )
        });
        Self {
            bytes: metadata.len(),
            mtime_ns,
        }
    }

    /// Whether the file can be taken as unchanged since `before`. FAT keeps times to 2 seconds and in local time: there, up
    /// to 2 seconds and shifts by whole hours mean nothing.
    pub(crate) fn is_same(self, before: Self) -> bool {
        const SECOND: u64 = 1_000_000_000;
        const HOUR: u64 = 3600 * SECOND;
        if self.bytes != before.bytes {
            return false;
        }
        let apart = self.mtime_ns.abs_diff(before.mtime_ns);
        if apart == 0 {
            return true;
        }
        // Only a clock of FAT tells whole even seconds again and again.
        let coarse = |ns: i64| ns.rem_euclid(2_000_000_000) == 0;
        let over = apart % HOUR;
        (coarse(self.mtime_ns) || coarse(before.mtime_ns))
            && (over <= 2 * SECOND || HOUR - over <= 2 * SECOND)
            && apart <= 26 * HOUR
    }
}

/// What the walk tells.
pub(crate) enum Sight {
    /// A file, by its path relative to the source.
    File { path: PathBuf, stat: Stat },
    /// A folder, or a file's size and time, that could not be read: what was known below it stays as it is.
    Unreadable { path: PathBuf, error: std::io::Error },
}

/// Whether the whole source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walked {
    Whole,
    /// The source's own folder can't be listed (any more).
    Disconnected,
}

/// Sights that are handed over together, at most, and for how long they wait.
const CHUNK: usize = 1024;
const WAIT: Duration = Duration::from_millis(100);
/// Chunks that wait for the one who takes them: what is walked while known places are loaded, and no more.
pub(crate) const AHEAD: usize = 64;

/// Walks a source and hands over what it sees; ends when nobody takes it any more.
pub(crate) fn walk_to(
    out: &Sender<Vec<Sight>>,
    root: &Path,
    ledger: &Path,
    stop: &dyn Fn() -> bool,
) -> Result<Walked> {
    let hand_over = |chunk: &mut Vec<Sight>| {
        out.send(std::mem::take(chunk))
            .map_err(|_| LedgerError::Cancelled)
    };
    let mut chunk = Vec::new();
    let mut since = Instant::now();
    let walked = walk(root, ledger, stop, &mut |sight| {
        chunk.push(sight);
        if chunk.len() >= CHUNK || since.elapsed() >= WAIT {
            since = Instant::now();
            hand_over(&mut chunk)?;
        }
        Ok(())
    });
    // What was seen before a stop is handed over too.
    hand_over(&mut chunk)?;
    walked
}

/// Walks a source depth first, in the order of names.
fn walk(
    root: &Path,
    ledger: &Path,
    stop: &dyn Fn() -> bool,
    sight: &mut dyn FnMut(Sight) -> Result<()>,
) -> Result<Walked> {
    let root: &Path = &place::walked(root);
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        if stop() {
            return Err(LedgerError::Cancelled);
        }
        let mut entries = match list(&root.join(&folder)) {
            Ok(entries) => entries,
            Err(_) if folder.as_os_str().is_empty() => return Ok(Walked::Disconnected),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                sight(Sight::Unreadable { path: folder, error })?;
                continue;
            }
        };
        entries.sort_by_cached_key(DirEntry::file_name);
        let first = folders.len();
        for (n, entry) in entries.iter().enumerate() {
            if n % 1024 == 1023 && stop() {
                return Err(LedgerError::Cancelled);
            }
            look(root, ledger, &folder, entry, &mut folders, sight)?;
        }
        // The last one pushed is walked first.
        if let Some(below) = folders.get_mut(first..) {
            below.reverse();
        }
    }
    // A disk that was unplugged on the way looks as if files were gone.
    Ok(if crate::sources::is_connected(root) {
        Walked::Whole
    } else {
        Walked::Disconnected
    })
}

fn list(folder: &Path) -> std::io::Result<Vec<DirEntry>> {
    std::fs::read_dir(folder)?.collect()
}

fn look(
    root: &Path,
    ledger: &Path,
    folder: &Path,
    entry: &DirEntry,
    folders: &mut Vec<PathBuf>,
    sight: &mut dyn FnMut(Sight) -> Result<()>,
) -> Result<()> {
    let name = entry.file_name();
    let path = folder.join(&name);
    let kind = match entry.file_type() {
        Ok(kind) => kind,
        Err(error) => return sight(Sight::Unreadable { path, error }),
    };
    if kind.is_dir() {
        let is_of_system = cfg!(windows)
            && entry
                .metadata()
                .is_ok_and(|metadata| place::is_of_system(place::attributes(&metadata)));
        if !is_of_system
            && !is_skipped_folder(&name)
            && place::is_itself(&root.join(&path))
            && !is_ledger(&root.join(&path), ledger)
        {
            folders.push(path);
        }
        return Ok(());
    }
    // Links are neither; pipes and devices would hang a reader.
    if !kind.is_file() || is_skipped_file(&name) {
        return Ok(());
    }
    match entry.metadata() {
        Ok(metadata) => sight(Sight::File {
            path,
            stat: Stat::of(&metadata),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => sight(Sight::Unreadable { path, error }),
    }
}

fn is_skipped_folder(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || SYSTEM.iter().any(|system| name.eq_ignore_ascii_case(system))
}

/// Whether files of this name are not listed.
pub(crate) fn is_skipped_file(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("~$") || name.starts_with(".~lock.") || name.to_ascii_lowercase().ends_with(".part")
}

/// Whether the folder is a ledger: this one, or any other.
pub(crate) fn is_ledger(folder: &Path, own: &Path) -> bool {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    let file = folder.join(LEDGER);
    let Ok(metadata) = std::fs::symlink_metadata(&file) else {
        return false;
    };
    if !metadata.is_file() {
        return false;
    }
    // A ledger that lies in a cloud is not fetched to be looked at.
    if taizhang_media::is_elsewhere(place::attributes(&metadata)) {
        return true;
    }
    if place::is_same(folder, own) {
        return true;
    }
    let mut head = [0; 16];
    match std::fs::File::open(&file).and_then(|mut file| file.read_exact(&mut head)) {
        Ok(()) => &head == MAGIC,
        // One that is too short holds nothing yet; one that can't be read is left alone.
        Err(error) => error.kind() != std::io::ErrorKind::UnexpectedEof,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000_000;

    fn at(mtime_ns: i64) -> Stat {
        Stat { bytes: 7, mtime_ns }
    }

    #[test]
    fn exact_clocks_are_taken_at_their_word() {
        let t = 1_790_000_001 * SECOND + 123_456_789;
        assert!(at(t).is_same(at(t)));
        for other in [t + 1, t + SECOND, t + 3600 * SECOND] {
            assert!(!at(other).is_same(at(t)), "{}", other - t);
        }
        assert!(
            !Stat {
                bytes: 8,
                mtime_ns: t
            }
            .is_same(at(t))
        );
    }

    #[test]
    fn the_clock_of_fat_may_be_two_seconds_and_whole_hours_off() {
        let fat = 1_790_000_000 * SECOND;
        for apart in [1, 2, -2, 3600, -3600, 8 * 3600, 8 * 3600 + 2, 8 * 3600 - 1] {
            assert!(at(fat + apart * SECOND).is_same(at(fat)), "{apart}");
            assert!(at(fat).is_same(at(fat + apart * SECOND)), "{apart}");
        }
        for apart in [3, 60, 1800, 3600 + 3, 27 * 3600] {
            assert!(!at(fat + apart * SECOND).is_same(at(fat)), "{apart}");
        }
    }

    #[test]
    fn unfinished_files_and_locks_are_not_listed_and_leftovers_are() {
        for name in ["a.zip.part", "A.PART", "~$方案.docx", ".~lock.方案.docx#"] {
            assert!(is_skipped_file(OsStr::new(name)), "{name}");
        }
        for name in ["part", "a.part.jpg", "Thumbs.db", ".DS_Store", "~方案.docx"] {
            assert!(!is_skipped_file(OsStr::new(name)), "{name}");
        }
        for name in [".git", ".Trash-1000", "$RECYCLE.BIN", "System Volume Information"] {
            assert!(is_skipped_folder(OsStr::new(name)), "{name}");
        }
        assert!(!is_skipped_folder(OsStr::new("exports")));
    }
}
