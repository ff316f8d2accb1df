//! Copies of pictures for a pack: smaller, without a camera's data, with words over them. Made by the workers into the cache folder;
//! originals are read alone.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use taizhang_media::{CopyWish, FileError, WorkerPool};
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_pack::{Entry, PackModel};
use tempfile::TempDir;

use crate::connect::CACHE;
use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::{Ledger, Progress};

/// Formats that are copied: still pictures. Moving ones and papers go in as they are.
const COPIED: [&str; 18] = [
    "jpeg", "png", "webp", "bmp", "tiff", "heic", "heif", "avif", "psd", "dng", "cr2", "cr3", "nef", "arw",
    "rw2", "orf", "raf", "srw",
];

/// Copies by the hash of their originals; their files are gone when this is dropped.
#[derive(Debug)]
pub struct MadeCopies {
    files: HashMap<Sha256, PathBuf>,
    /// Originals that go in as they are though a copy was wished, with the reason.
    pub as_they_are: Vec<(String, FileError)>,
    _folder: TempDir,
}

impl MadeCopies {
    /// The copy that goes in for an entry.
    pub(crate) fn path(&self, entry: &Entry) -> Option<&PathBuf> {
        self.files.get(&entry.original_sha256?)
    }
}

/// A copy, before it stands in the model.
struct Made {
    sha256: Sha256,
    bytes: u64,
    format: &'static str,
}

impl Ledger {
    /// Makes the copies of a model's pictures and puts them into the model: their hashes and sizes are known before the pack is
    /// written.
    pub fn make_copies(
        &self,
        model: &mut PackModel,
        wish: &CopyWish,
        workers: &WorkerPool,
        progress: &dyn Progress,
    ) -> Result<MadeCopies> {
        let cache = self.dir().join(CACHE);
        let refuse = |source| LedgerError::Io {
            path: cache.clone(),
            source,
        };
        let folder = tempfile::tempdir_in(&cache).map_err(refuse)?;
        let todo = self.todo(model)?;
        let (next, made, failed) = (
            AtomicUsize::new(0),
            Mutex::new(HashMap::new()),
            Mutex::new(Vec::new()),
        );
        let (full, done) = (Mutex::new(None), AtomicUsize::new(0));
        let work = || {
            while let Some((sha256, path, shown)) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                if progress.stopped() || hold(&full).is_some() {
                    return;
                }
                progress.at(
                    "copies",
                    done.load(Ordering::Relaxed) as u64,
                    todo.len() as u64,
                    "files",
                    shown,
                );
                match workers.copy(path, wish) {
                    Ok(None) => {}
                    Ok(Some(picture)) => {
                        let format = if picture.jpeg.starts_with(b"\x89PNG") {
                            "png"
                        } else {
                            "jpeg"
                        };
                        let file = folder.path().join(format!("{sha256}.{format}"));
                        match std::fs::write(&file, &picture.jpeg) {
                            Ok(()) => {
                                drop(hold(&made).insert(*sha256, (file, of_bytes(&picture.jpeg, format))))
                            }
                            Err(error) => *hold(&full) = Some(error),
                        }
                    }
                    Err(error) => hold(&failed).push((shown.clone(), error)),
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..workers.count().min(todo.len()) {
                scope.spawn(work);
            }
        });
        if progress.stopped() {
            return Err(LedgerError::Cancelled);
        }
        if let Some(error) = hold(&full).take() {
            return Err(refuse(error));
        }
        let made = std::mem::take(&mut *hold(&made));
        let mut as_they_are = std::mem::take(&mut *hold(&failed));
        as_they_are.extend(left(model, wish));
        as_they_are.sort_by(|a, b| a.0.cmp(&b.0));
        let mut files = HashMap::with_capacity(made.len());
        for entry in &mut model.entries {
            let Some((file, copy)) = made.get(&entry.sha256) else {
                continue;
            };
            files.insert(entry.sha256, file.clone());
            entry.original_sha256 = Some(entry.sha256);
            entry.sha256 = copy.sha256;
            entry.bytes = copy.bytes;
            copy.format.clone_into(&mut entry.format);
        }
        Ok(MadeCopies {
            files,
            as_they_are,
            _folder: folder,
        })
    }

    /// Each picture once, with where it lies.
    fn todo(&self, model: &PackModel) -> Result<Vec<(Sha256, PathBuf, String)>> {
        let mut seen: HashMap<Sha256, Id> = HashMap::new();
        let mut todo = Vec::new();
        for entry in model
            .entries
            .iter()
            .filter(|entry| COPIED.contains(&entry.format.as_str()))
        {
            if seen.insert(entry.sha256, entry.item).is_none() {
                let path = self.item_path(&entry.item.to_string())?;
                todo.push((entry.sha256, path, entry.original_path.clone()));
            }
        }
        Ok(todo)
    }
}

/// What goes in as it is and is not as wished: films that tell where they were made, files above the limit.
fn left(model: &PackModel, wish: &CopyWish) -> Vec<(String, FileError)> {
    let others = model
        .entries
        .iter()
        .filter(|entry| !COPIED.contains(&entry.format.as_str()));
    let mut all = Vec::new();
    for entry in others {
        if wish.strip && matches!(entry.kind, Kind::Video | Kind::Photo) {
            all.push((entry.original_path.clone(), FileError::new("not_stripped", "")));
        }
        if wish.bytes.is_some_and(|most| entry.bytes > most) {
            all.push((entry.original_path.clone(), FileError::new("above_limit", "")));
        }
    }
    all.dedup();
    all
}

fn of_bytes(bytes: &[u8], format: &'static str) -> Made {
    Made {
        sha256: taizhang_pack::hash_of(bytes),
        bytes: bytes.len() as u64,
        format,
    }
}
