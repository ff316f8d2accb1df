//! Thumbnails in `cache/thumbs.sqlite`, what is on screen first.

mod gate;

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};
use taizhang_media::{FileError, WorkerPool};
use taizhang_model::id::Sha256;

use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::scan::{self, Stat};
use crate::{Ledger, Progress, ScanError, place};

pub(crate) use self::gate::Gate;

/// Longest side of a thumbnail, in pixels.
pub const THUMB: u32 = 320;
/// Longest side of a preview, in pixels.
pub const PREVIEW: u32 = 1600;

/// Formats by content that the workers try: of films those that are coded otherwise need an installed ffmpeg.
const PICTURES: [&str; 32] = [
    "jpeg", "png", "webp", "bmp", "gif", "tiff", "heic", "heif", "avif", "psd", "dng", "cr2", "cr3", "nef",
    "arw", "rw2", "orf", "raf", "pef", "srw", "mp4", "mov", "3gp", "avi", "mkv", "webm", "mpegts", "mpeg",
    "wmv", "flv", "pdf", "ofd",
];
/// Formats as a list in SQL.
pub(crate) const PICTURES_SQL: &str = "('jpeg', 'png', 'webp', 'bmp', 'gif', 'tiff', 'heic', 'heif', 'avif', 'psd', 'dng', 'cr2', 'cr3', 'nef', 'arw', 'rw2', \
    'orf', 'raf', 'pef', 'srw', 'mp4', 'mov', '3gp', 'avi', 'mkv', 'webm', 'mpegts', 'mpeg', 'wmv', 'flv', 'pdf', 'ofd')";
/// Errors that say nothing about the bytes: the next time it may work.
const PASSING: [&str; 4] = ["unreadable", "vanished", "changed_while_reading", "no_worker"];

/// The error of a file that may be whole, but has no picture that can be made here.
pub(crate) const UNSUPPORTED: &str = "unsupported";

/// A content whose picture is wanted.
struct Wanted {
    content: i64,
    sha256: Sha256,
    path_text: String,
    path: PathBuf,
    stat: Stat,
}

impl Ledger {
    /// A stored thumbnail, or one made now by the workers (and stored, when the ledger may be written). `side` up to
    /// [`THUMB`] gives a thumbnail, above it a preview. `None`: there is no such content, its file is not there, or it
    /// can't be decoded (the reason is in its facts).
    pub fn thumb(&self, sha256: Sha256, side: u32, workers: &WorkerPool) -> Result<Option<Vec<u8>>> {
        let side = if side <= THUMB { THUMB } else { PREVIEW };
        if let Some(jpeg) = self.stored(sha256, side)? {
            return Ok(Some(jpeg));
        }
        let places = self.read(|conn| wanted(conn, Some(sha256)))?;
        let _urgent = self.gate.urgent();
        for wanted in places {
            match self.make(&wanted, side, workers)? {
                Ok(jpeg) => return Ok(Some(jpeg)),
                // Another place may still have the bytes.
                Err(error) if PASSING.contains(&error.code.as_str()) => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Makes every thumbnail that is wanting, several at a time. Requests by [`Ledger::thumb`] come between. Returns what
    /// could not be made; that is not tried again.
    pub fn make_thumbs(&self, workers: &WorkerPool, progress: &dyn Progress) -> Result<Vec<ScanError>> {
        if self.read_only() {
            return Err(LedgerError::ReadOnly {
                dir: self.dir().to_owned(),
            });
        }
        let todo = self.wanting()?;
        let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
        let (errors, failed) = (Mutex::new(Vec::new()), Mutex::new(None));
        let stop = || progress.stopped() || hold(&failed).is_some();
        std::thread::scope(|scope| {
            let threads = workers.count().min(todo.len());
            let running: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        while !stop()
                            && let Some(wanted) = todo.get(next.fetch_add(1, Ordering::Relaxed))
                        {
                            self.gate.pass(&stop);
                            match self.make(wanted, THUMB, workers) {
                                Ok(Ok(_)) => {}
                                // What nothing here can show gets a drawn card, and is nobody's mistake.
                                Ok(Err(error)) if error.code == UNSUPPORTED => {}
                                Ok(Err(error)) => hold(&errors).push(ScanError {
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
                progress.at("thumbs", at, todo.len() as u64, "files", current);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        if let Some(error) = failed
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
        {
            return Err(error);
        }
        if done.load(Ordering::Relaxed) < todo.len() as u64 {
            return Err(LedgerError::Cancelled);
        }
        let mut errors = errors
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        errors.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(errors)
    }

    /// One place of each content that has no thumbnail yet, in the order of pages.
    fn wanting(&self) -> Result<Vec<Wanted>> {
        let mut all = self.read(|conn| wanted(conn, None))?;
        let guard = hold(&self.thumbs);
        let Some(conn) = guard.as_ref() else {
            return Ok(all);
        };
        let mut stored =
            conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM thumb WHERE sha256 = ?1 AND side = ?2)")?;
        let mut missing = Vec::new();
        for wanted in all.drain(..) {
            if !stored.query_row(params![wanted.sha256.0, THUMB], |row| row.get::<_, bool>(0))? {
                missing.push(wanted);
            }
        }
        Ok(missing)
    }

    fn stored(&self, sha256: Sha256, side: u32) -> Result<Option<Vec<u8>>> {
        let guard = hold(&self.thumbs);
        let Some(conn) = guard.as_ref() else {
            return Ok(None);
        };
        let jpeg = conn
            .prepare_cached("SELECT jpeg FROM thumb WHERE sha256 = ?1 AND side = ?2")?
            .query_row(params![sha256.0, side], |row| row.get(0))
            .optional()?;
        Ok(jpeg)
    }

    /// Makes one picture, stores it, and keeps in the facts how that went.
    fn make(&self, wanted: &Wanted, side: u32, workers: &WorkerPool) -> Result<Result<Vec<u8>, FileError>> {
        let made = picture(wanted, side, workers);
        if self.read_only() {
            return Ok(made);
        }
        let outcome = match &made {
            Ok(jpeg) => {
                if let Some(conn) = hold(&self.thumbs).as_ref() {
                    conn.prepare_cached(
                        "INSERT OR REPLACE INTO thumb (sha256, side, jpeg) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![wanted.sha256.0, side, jpeg])?;
                }
                "ready"
            }
            Err(error) if PASSING.contains(&error.code.as_str()) => return Ok(made),
            Err(error) => error.code.as_str(),
        };
        self.write(|tx| {
            tx.prepare_cached(
                "UPDATE idx.fact SET thumb = ?3 WHERE content = ?1 AND sha256 = ?2 AND thumb IS NOT ?3",
            )?
            .execute(params![wanted.content, wanted.sha256.0, outcome])?;
            Ok(())
        })?;
        Ok(made)
    }
}

/// Has the workers decode a file, if it still is what was indexed.
fn picture(wanted: &Wanted, side: u32, workers: &WorkerPool) -> Result<Vec<u8>, FileError> {
    let as_indexed = |stat: Stat| {
        if stat.is_same(wanted.stat) {
            Ok(())
        } else {
            Err(FileError {
                code: "changed_while_reading".to_owned(),
                message: "no longer what was indexed".to_owned(),
            })
        }
    };
    as_indexed(scan::stat(&wanted.path)?)?;
    let picture = workers.picture(&wanted.path, side)?;
    as_indexed(scan::stat(&wanted.path)?)?;
    Ok(picture.jpeg)
}

/// Places of one content whose picture can be tried, or one place of every such content.
fn wanted(conn: &Connection, sha256: Option<Sha256>) -> Result<Vec<Wanted>> {
    let connected: std::collections::HashMap<String, PathBuf> = crate::sources::places(conn)?
        .into_iter()
        .filter(|place| place.connected)
        .map(|place| (place.id, place.path))
        .collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT c.key, c.sha256, l.source, l.path, l.path_text, l.bytes, l.mtime_ns FROM content c
         JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
         JOIN location l ON l.content = c.key AND l.state = 'present' AND l.member = ''
         WHERE (?1 IS NULL OR c.sha256 = ?1) AND f.format IN {PICTURES_SQL}
             AND (f.thumb IS NULL OR f.thumb = 'ready')
         ORDER BY f.captured_on IS NULL, f.captured_on, l.path_text, l.key"
    ))?;
    let mut rows = statement.query([sha256.map(|sha256| sha256.0)])?;
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let content: i64 = row.get(0)?;
        let Some(root) = connected.get(row.get_ref(2)?.as_str().unwrap_or_default()) else {
            continue;
        };
        if sha256.is_none() && !seen.insert(content) {
            continue;
        }
        all.push(Wanted {
            content,
            sha256: Sha256(row.get(1)?),
            path: root.join(place::from_bytes(row.get_ref(3)?.as_blob().unwrap_or_default())),
            path_text: row.get(4)?,
            stat: Stat {
                bytes: row.get(5)?,
                mtime_ns: row.get(6)?,
            },
        });
    }
    Ok(all)
}

/// Whether the workers can try a picture of this format.
pub(crate) fn is_picture(format: &str) -> bool {
    PICTURES.contains(&format)
}
