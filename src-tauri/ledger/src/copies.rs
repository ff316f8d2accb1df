//! Copies for a pack: pictures smaller, without a camera's data, with words over them, made by the workers into the cache folder; films
//! without what they tell beside picture and sound, made while they are read. Originals are read alone.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use taizhang_media::{CopyWish, FILMS, FileError, PlainFilm, WorkerPool};
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
    films: HashMap<Sha256, PlainFilm>,
    /// Originals that go in as they are though a copy was wished, with the reason.
    pub as_they_are: Vec<(String, FileError)>,
    _folder: TempDir,
}

impl MadeCopies {
    /// Opens what goes in for an entry whose original lies at a path.
    pub(crate) fn open(&self, entry: &Entry, original: &Path) -> std::io::Result<Box<dyn Read + Send>> {
        let copied = entry.original_sha256;
        if let Some(copy) = copied.and_then(|sha256| self.files.get(&sha256)) {
            return Ok(Box::new(File::open(copy)?));
        }
        let file = File::open(crate::place::asked(original))?;
        Ok(match copied.and_then(|sha256| self.films.get(&sha256)) {
            Some(film) => Box::new(film.clone().reader(file)),
            None => Box::new(file),
        })
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
        let films = match wish.strip {
            true => self.plain_films(model, progress)?,
            false => PlainFilms::default(),
        };
        as_they_are.extend(left(model, wish, &films));
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
        for entry in &mut model.entries {
            if let Some((_, sha256)) = films.made.get(&entry.sha256) {
                entry.original_sha256 = Some(std::mem::replace(&mut entry.sha256, *sha256));
            }
        }
        let films = films.made.into_iter().map(|(sha256, (film, _))| (sha256, film));
        Ok(MadeCopies {
            films: films.collect(),
            files,
            as_they_are,
            _folder: folder,
        })
    }

    /// What the films of a model become without place and device. Each is read once to know its hash; what is no longer what was indexed
    /// is left to the writer, who refuses it.
    fn plain_films(&self, model: &PackModel, progress: &dyn Progress) -> Result<PlainFilms> {
        let mut films = PlainFilms::default();
        for entry in &model.entries {
            let known = films.made.contains_key(&entry.sha256) || films.plain.contains(&entry.sha256);
            if known || !FILMS.contains(&entry.format.as_str()) {
                continue;
            }
            let path = self.item_path(&entry.item.to_string())?;
            let refuse = |source| LedgerError::Io {
                path: path.clone(),
                source,
            };
            let Some(film) = PlainFilm::of(&path).map_err(refuse)? else {
                continue;
            };
            let told = |done| {
                progress.at("copies", done, entry.bytes, "bytes", &entry.original_path);
                !progress.stopped()
            };
            let Some((own, plain)) = film.sums(&path, told).map_err(refuse)? else {
                return Err(LedgerError::Cancelled);
            };
            if own != entry.sha256 || own == plain {
                films.plain.insert(entry.sha256);
            } else {
                films.made.insert(entry.sha256, (film, plain));
            }
        }
        Ok(films)
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

/// Films by the hash of their originals.
#[derive(Default)]
struct PlainFilms {
    /// With the hash of what goes in.
    made: HashMap<Sha256, (PlainFilm, Sha256)>,
    /// Those that tell nothing more already.
    plain: HashSet<Sha256>,
}

/// What goes in as it is and is not as wished: films that tell where they were made, files above the limit.
fn left(model: &PackModel, wish: &CopyWish, films: &PlainFilms) -> Vec<(String, FileError)> {
    let others = model
        .entries
        .iter()
        .filter(|entry| !COPIED.contains(&entry.format.as_str()));
    let mut all = Vec::new();
    for entry in others {
        let told = films.made.contains_key(&entry.sha256) || films.plain.contains(&entry.sha256);
        if wish.strip && !told && matches!(entry.kind, Kind::Video | Kind::Photo) {
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
