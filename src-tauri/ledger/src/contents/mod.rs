//! What lies inside files: after a scan knows their bytes, the workers read texts and pictures, then all that bears on a
//! date or a kind is weighed, and look-alikes are found.
//!
//! Each step asks the index for what is not done yet, so that a stop costs nothing and a second scan finds nothing to do.

mod alike;
mod inside;
mod members;
mod papers;
mod pictures;
mod versions;
mod weigh;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Row};
use taizhang_media::{FileError, WorkerPool};
use taizhang_model::id::Sha256;

use crate::connect::CACHE;
use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::scan::{self, Stat};
use crate::{Ledger, Progress, ScanError, place};

pub(crate) use self::inside::Inside;
pub(crate) use self::members::marks as member_marks;
pub(crate) use self::papers::{document_facts, secrecy};
pub(crate) use self::pictures::keep as keep_look;

/// Errors that say nothing about the bytes: the next time it may work.
pub(crate) const PASSING: [&str; 4] = ["unreadable", "vanished", "changed_while_reading", "no_worker"];

/// A content that is wanted from the disk, and a place where it lies.
pub(crate) struct Wanted {
    pub(crate) content: i64,
    pub(crate) sha256: Sha256,
    /// Id of the source.
    pub(crate) source: String,
    pub(crate) path_text: String,
    /// The file; of a member its archive.
    pub(crate) path: PathBuf,
    /// Path inside the archive; empty for a file of its own.
    pub(crate) member: String,
    /// Of the file.
    pub(crate) stat: Stat,
}

/// The columns that [`wanted`] asks for, behind content and hash.
pub(crate) const PLACE: &str =
    "l.source, l.path, l.path_text, coalesce(a.bytes, l.bytes), coalesce(a.mtime_ns, l.mtime_ns), l.member";
/// The places `l` of contents `c` that are there, and the archive `a` of each that lies in one.
pub(crate) const PLACES: &str = "JOIN location l ON l.content = c.key AND l.state = 'present'
    LEFT JOIN location a ON l.member <> '' AND a.source = l.source AND a.path = l.path AND a.member = ''";

/// What is done with one content; what is wrong with the file alone stops nobody.
type Work<'a> = dyn Fn(&Wanted, &Inside) -> Result<Result<(), FileError>> + Sync + 'a;

impl Ledger {
    /// Reads what lies inside the files that the scan found: texts and the looks of pictures by the workers, with their
    /// thumbnails if asked for; then weighs dates and kinds and groups look-alikes
    /// and versions. Returns what could not be read; that is
    /// not tried again.
    pub fn read_contents(
        &self,
        workers: &WorkerPool,
        thumbs: bool,
        progress: &dyn Progress,
    ) -> Result<Vec<ScanError>> {
        self.changeable()?;
        let mut errors = self.read_members(progress)?;
        errors.extend(self.read_papers(workers, progress)?);
        errors.extend(if thumbs {
            self.make_thumbs(workers, progress)?
        } else {
            self.measure_pictures(workers, progress)?
        });
        self.weigh()?;
        self.group_look_alikes()?;
        self.group_versions()?;
        self.index_words()?;
        errors.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(errors)
    }

    /// Has a file read, if it is and stays what was indexed; a member of an archive from a copy that is gone afterwards.
    pub(crate) fn unchanged<T>(
        &self,
        wanted: &Wanted,
        inside: &Inside,
        read: impl FnOnce(&Path) -> std::result::Result<T, FileError>,
    ) -> std::result::Result<T, FileError> {
        let as_indexed = || {
            if scan::stat(&wanted.path)?.is_same(wanted.stat) {
                Ok(())
            } else {
                let message = "no longer what was indexed";
                Err(FileError::new("changed_while_reading", message))
            }
        };
        as_indexed()?;
        let read = if wanted.member.is_empty() {
            read(&wanted.path)?
        } else {
            let copy = inside.copy(&self.dir().join(CACHE), wanted)?;
            read(&copy.path)?
        };
        as_indexed()?;
        Ok(read)
    }

    pub(crate) fn changeable(&self) -> Result<()> {
        if self.read_only() {
            return Err(LedgerError::ReadOnly {
                dir: self.dir().to_owned(),
            });
        }
        Ok(())
    }

    /// Has `work` done for each, as many at a time as there are workers; requests of pages come between. Returns the errors
    /// of files; an error of the ledger ends it.
    pub(crate) fn for_each(
        &self,
        step: &'static str,
        todo: &[Wanted],
        threads: usize,
        progress: &dyn Progress,
        work: &Work<'_>,
    ) -> Result<Vec<ScanError>> {
        let inside = Inside::default();
        let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
        let (errors, failed) = (Mutex::new(Vec::new()), Mutex::new(None));
        let stop = || progress.stopped() || hold(&failed).is_some();
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads.min(todo.len()))
                .map(|_| {
                    scope.spawn(|| {
                        while !stop()
                            && let Some(wanted) = todo.get(next.fetch_add(1, Ordering::Relaxed))
                        {
                            self.gate.pass(&stop);
                            match work(wanted, &inside) {
                                Ok(Ok(())) => {}
                                Ok(Err(error)) => hold(&errors).push(ScanError {
                                    source: wanted.source.clone(),
                                    path: wanted.path_text.clone(),
                                    code: error.code,
                                    detail: error.message,
                                }),
                                Err(error) => *hold(&failed) = Some(error),
                            }
                            done.fetch_add(1, Ordering::Relaxed);
                        }
                    })
                })
                .collect();
            while running.iter().any(|thread| !thread.is_finished()) {
                let at = done.load(Ordering::Relaxed);
                let current = usize::try_from(at).ok().and_then(|n| todo.get(n));
                let current = current.map_or("", |wanted| wanted.path_text.as_str());
                progress.at(step, at, todo.len() as u64, "files", current);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        if done.load(Ordering::Relaxed) < todo.len() as u64 {
            return Err(LedgerError::Cancelled);
        }
        let mut errors = errors.into_inner().unwrap_or_else(PoisonError::into_inner);
        errors.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(errors)
    }
}

/// Places that `sql` finds (content, hash, [`PLACE`]); those of sources that are there.
pub(crate) fn wanted(
    conn: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    once: bool,
) -> Result<Vec<Wanted>> {
    let connected: HashMap<String, PathBuf> = crate::sources::places(conn)?
        .into_iter()
        .filter(|place| place.connected)
        .map(|place| (place.id, place.path))
        .collect();
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(root) = connected.get(row.get_ref(2)?.as_str().unwrap_or_default()) else {
            continue;
        };
        if !once || seen.insert(row.get::<_, i64>(0)?) {
            all.push(one(row, root)?);
        }
    }
    Ok(all)
}

fn one(row: &Row<'_>, root: &Path) -> Result<Wanted> {
    Ok(Wanted {
        content: row.get(0)?,
        sha256: Sha256(row.get(1)?),
        source: row.get(2)?,
        path: place::asked(root).join(place::from_bytes(row.get_ref(3)?.as_blob().unwrap_or_default())),
        path_text: row.get(4)?,
        stat: Stat {
            bytes: row.get(5)?,
            mtime_ns: row.get(6)?,
        },
        member: row.get(7)?,
    })
}
