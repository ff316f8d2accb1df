//! Thumbnails in `cache/thumbs.sqlite`, what is on screen first.

mod gate;

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use taizhang_media::{FileError, PICTURES, WorkerPool};
use taizhang_model::id::Sha256;

use crate::contents::{Inside, PASSING, PLACE, PLACES, Wanted, keep_look, wanted};
use crate::error::Result;
use crate::open::hold;
use crate::{Ledger, Progress, ScanError};

pub(crate) use self::gate::Gate;

/// Longest side of a thumbnail, in pixels.
pub const THUMB: u32 = 320;
/// Longest side of a preview, in pixels.
pub const PREVIEW: u32 = 1600;

/// The formats of [`PICTURES`] as a list in SQL.
pub(crate) const PICTURES_SQL: &str = "('jpeg', 'png', 'webp', 'bmp', 'gif', 'tiff', 'heic', 'heif', 'avif', 'psd', 'dng', 'cr2', 'cr3', 'nef', 'arw', 'rw2', \
    'orf', 'raf', 'pef', 'srw', 'mp4', 'mov', '3gp', 'avi', 'mkv', 'webm', 'mpegts', 'mpeg', 'wmv', 'flv', 'pdf', 'ofd')";

/// The error of a file that may be whole, but has no picture that can be made here.
pub(crate) const UNSUPPORTED: &str = "unsupported";

impl Ledger {
    /// A stored thumbnail, or one made now by the workers (and stored, when the ledger may be written). `side` up to
    /// [`THUMB`] gives a thumbnail, above it a preview. `None`: there is no such content, its file is not there, or it
    /// can't be decoded (the reason is in its facts).
    pub fn thumb(&self, sha256: Sha256, side: u32, workers: &WorkerPool) -> Result<Option<Vec<u8>>> {
        let side = if side <= THUMB { THUMB } else { PREVIEW };
        if let Some(jpeg) = self.stored(sha256, side)? {
            return Ok(Some(jpeg));
        }
        let places = self.read(|conn| pictures(conn, Some(sha256)))?;
        let _urgent = self.gate.urgent();
        for wanted in places {
            match self.make(&wanted, &Inside::default(), side, workers)? {
                Ok(jpeg) => return Ok(Some(jpeg)),
                // Another place may still have the bytes.
                Err(error) if PASSING.contains(&error.code.as_str()) => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// A page (from 0) of a paper, drawn now and not stored. `None` as in [`Ledger::thumb`], or where there is no such page.
    pub fn page(&self, sha256: Sha256, page: u32, workers: &WorkerPool) -> Result<Option<Vec<u8>>> {
        let places = self.read(|conn| pictures(conn, Some(sha256)))?;
        let _urgent = self.gate.urgent();
        for wanted in places {
            match self.unchanged(&wanted, &Inside::default(), |path| {
                workers.page(path, page, PREVIEW)
            }) {
                Ok(picture) => return Ok(Some(picture.jpeg)),
                Err(error) if PASSING.contains(&error.code.as_str()) => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Makes every thumbnail that is wanting, several at a time. Requests by [`Ledger::thumb`] come between. Returns what
    /// could not be made; that is not tried again.
    pub fn make_thumbs(&self, workers: &WorkerPool, progress: &dyn Progress) -> Result<Vec<ScanError>> {
        self.changeable()?;
        let todo = self.wanting()?;
        self.for_each("thumbs", &todo, workers.count(), progress, &|wanted, inside| {
            Ok(match self.make(wanted, inside, THUMB, workers)? {
                // What nothing here can show gets a drawn card, and is nobody's mistake.
                Err(error) if error.code != UNSUPPORTED => Err(error),
                _ => Ok(()),
            })
        })
    }

    /// One place of each content that has no thumbnail yet or was not measured, in the order of pages.
    fn wanting(&self) -> Result<Vec<Wanted>> {
        let (mut all, measured) = self.read(|conn| Ok((pictures(conn, None)?, measured(conn)?)))?;
        let guard = hold(&self.thumbs);
        let Some(conn) = guard.as_ref() else {
            return Ok(all);
        };
        let mut stored =
            conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM thumb WHERE sha256 = ?1 AND side = ?2)")?;
        let mut missing = Vec::new();
        for wanted in all.drain(..) {
            if !measured.contains(&wanted.content)
                || !stored.query_row(params![wanted.sha256.0, THUMB], |row| row.get::<_, bool>(0))?
            {
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
    fn make(
        &self,
        wanted: &Wanted,
        inside: &Inside,
        side: u32,
        workers: &WorkerPool,
    ) -> Result<Result<Vec<u8>, FileError>> {
        let made = self.unchanged(wanted, inside, |path| workers.picture(path, side));
        if self.read_only() {
            return Ok(made.map(|picture| picture.jpeg));
        }
        let outcome = match &made {
            Ok(picture) => {
                if let Some(conn) = hold(&self.thumbs).as_ref() {
                    conn.prepare_cached(
                        "INSERT OR REPLACE INTO thumb (sha256, side, jpeg) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![wanted.sha256.0, side, picture.jpeg])?;
                }
                "ready"
            }
            Err(error) => error.code.as_str(),
        };
        self.write(|tx| {
            if tried(tx, wanted, outcome)?
                && let Ok(picture) = &made
                && let Some(measures) = &picture.measures
            {
                keep_look(tx, wanted.content, measures)?;
            }
            Ok(())
        })?;
        Ok(made.map(|picture| picture.jpeg))
    }
}

/// Keeps how an attempt went, if it says something of the bytes. Tells whether the content is still known.
pub(crate) fn tried(tx: &Transaction<'_>, wanted: &Wanted, outcome: &str) -> Result<bool> {
    if PASSING.contains(&outcome) {
        return Ok(false);
    }
    tx.prepare_cached(
        "UPDATE idx.fact SET thumb = ?3 WHERE content = ?1 AND sha256 = ?2 AND thumb IS NOT ?3",
    )?
    .execute(params![wanted.content, wanted.sha256.0, outcome])?;
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM idx.fact WHERE content = ?1 AND sha256 = ?2)")?
        .query_row(params![wanted.content, wanted.sha256.0], |row| row.get(0))?)
}

/// Places of one content whose picture can be tried, or one place of every such content.
fn pictures(conn: &Connection, sha256: Option<Sha256>) -> Result<Vec<Wanted>> {
    let sql = format!(
        "SELECT c.key, c.sha256, {PLACE} FROM content c
         JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256 {PLACES}
         WHERE (?1 IS NULL OR c.sha256 = ?1) AND f.format IN {PICTURES_SQL}
             AND (f.thumb IS NULL OR f.thumb = 'ready')
         ORDER BY f.captured_on IS NULL, f.captured_on, l.path_text, l.key"
    );
    wanted(conn, &sql, [sha256.map(|sha256| sha256.0)], sha256.is_none())
}

fn measured(conn: &Connection) -> Result<HashSet<i64>> {
    let mut statement = conn.prepare_cached("SELECT content FROM idx.look")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the workers can try a picture of this format.
pub(crate) fn is_picture(format: &str) -> bool {
    PICTURES.contains(&format)
}
