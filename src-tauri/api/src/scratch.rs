//! Folders for what may not stay on the disk, the open form of a locked pack before all. Each goes when it is dropped, and what a
//! program left that was killed goes when the next one starts.
//!
//! Such a folder holds `held`, a file that its program keeps locked, and `in` with what it is for. `in` is made after the lock is taken:
//! one that has it and is not locked is nobody's any more, however many programs begin and end at once. The system frees a lock with its
//! process, whatever ended it.

use std::fs::{File, create_dir, read_dir, remove_dir_all};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::fault::Fault;

/// What the name of each begins with.
const NAME: &str = "taizhang-";
const HELD: &str = "held";
const INSIDE: &str = "in";

/// A folder in the system's place for temporary files, gone when it is dropped.
pub(crate) struct Scratch {
    inside: PathBuf,
    // Let go before the folder: Windows removes none with an open file in it.
    _held: File,
    _folder: TempDir,
}

impl Scratch {
    pub(crate) fn new() -> Result<Self, Fault> {
        let place = std::env::temp_dir();
        Self::below(&place).map_err(|e| Fault::io(&place, &e))
    }

    fn below(place: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(NAME).tempdir_in(place)?;
        let held = File::create_new(folder.path().join(HELD))?;
        // On a disk that knows no locks nobody finds it free, so it only lacks the clearing after a kill.
        let _ = held.lock();
        let inside = folder.path().join(INSIDE);
        create_dir(&inside)?;
        Ok(Self {
            inside,
            _held: held,
            _folder: folder,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.inside
    }
}

/// Clears what programs left that were killed. What can't be removed now (a copy that another program shows) stays for the next start.
pub(crate) fn clear_stale() {
    clear_below(&std::env::temp_dir());
}

fn clear_below(place: &Path) {
    let Ok(entries) = read_dir(place) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(NAME);
        // A link is no folder of ours.
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear_if_free(&entry.path());
        }
    }
}

fn clear_if_free(folder: &Path) {
    let inside = folder.join(INSIDE);
    let Ok(held) = File::open(folder.join(HELD)) else {
        return;
    };
    if inside.is_dir() && held.try_lock().is_ok() && remove_dir_all(&inside).is_ok() {
        drop(held);
        let _ = remove_dir_all(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_holds_is_cleared_and_what_is_held_stays_until_it_is_dropped() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join("taizhang-left");
        std::fs::create_dir_all(left.join(INSIDE)).unwrap();
        std::fs::write(left.join(INSIDE).join("包.zip"), "open").unwrap();
        std::fs::write(left.join(HELD), "").unwrap();
        let living = Scratch::below(place.path()).unwrap();
        let pack = living.path().join("包.zip");
        std::fs::write(&pack, "open").unwrap();
        clear_below(place.path());
        assert!(!left.exists());
        assert!(pack.exists());
        drop(living);
        assert_eq!(read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_just_being_made_and_what_is_somebody_else_s_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let begun = place.path().join("taizhang-begun");
        std::fs::create_dir(&begun).unwrap();
        std::fs::write(begun.join(HELD), "").unwrap();
        let notes = place.path().join("taizhang-notes");
        std::fs::create_dir_all(notes.join(INSIDE)).unwrap();
        clear_below(place.path());
        clear_below(&place.path().join("nothing here"));
        assert!(begun.exists() && notes.exists());
    }
}
