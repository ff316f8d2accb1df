//! Copies of material in the ledger's own folder 材料 (收进台账): for disks that are pulled out and caches that are emptied.
//!
//! A copy is one more place of the same item: links, activities and captions stay as they are, and the pack finds its bytes
//! when the first place is gone. Nothing is asserted by it, so it is no operation: undo leaves copies alone.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};
use taizhang_media::{FileError, hash};
use taizhang_model::id::Sha256;
use taizhang_pack::{clear_failed, part_of, put_in_place, safe_name};

use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::scan::Stat;
use crate::sources::{self, OWN};
use crate::{Ledger, Progress, ScanError, Subject, place};

/// Bytes between two questions whether to stop.
const BLOCK: usize = 1 << 20;
/// Most UTF-16 units of a folder's or a file's name: with three bytes each they are names on every file system.
const NAME: usize = 72;

/// What collecting would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collectable {
    /// Items that have no copy yet.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Items that have one.
    pub already: u64,
}

/// What was collected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// Items that were copied.
    pub copied: u64,
    /// Bytes that were written.
    pub bytes: u64,
    /// Items whose copy was there.
    pub already: u64,
    /// Items that could not be copied.
    pub failed: Vec<ScanError>,
}

/// An item that is wanted.
struct One {
    key: i64,
    id: String,
    content: Option<(i64, Sha256, u64)>,
    /// Its source; empty where it lies in none.
    source: String,
    /// Label of its source and path, to show and to name the copy by.
    label: String,
    path: String,
    /// Whether a copy of its present bytes is known.
    known: Option<PathBuf>,
}

impl One {
    fn has_copy(&self) -> bool {
        self.known.as_ref().is_some_and(|path| path.is_file())
    }

    fn bytes(&self) -> u64 {
        self.content.map_or(0, |(_, _, bytes)| bytes)
    }

    fn failed(&self, code: &str, detail: String) -> ScanError {
        ScanError {
            source: self.source.clone(),
            path: self.path.clone(),
            code: code.to_owned(),
            detail,
        }
    }
}

/// Why one item was not copied: it alone, or nothing more can be.
enum Stop {
    Item(FileError),
    All(LedgerError),
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::EvidenceUnavailable { .. } => {
                Self::Item(FileError::new("vanished", error.to_string()))
            }
            other => Self::All(other),
        }
    }
}

impl Ledger {
    /// Every item that proves an indicator, in whichever checklist.
    pub fn linked_items(&self) -> Result<Vec<String>> {
        self.read(|conn| {
            ids(
                conn,
                "SELECT DISTINCT item FROM evidence WHERE item IS NOT NULL ORDER BY item",
                "",
            )
        })
    }

    /// Every item with a place in a source (id), leftovers and what isn't needed excepted.
    pub fn items_of_source(&self, source: &str) -> Result<Vec<String>> {
        self.read(|conn| {
            ids(
                conn,
                "SELECT DISTINCT i.id FROM location l JOIN item i ON i.key = l.item
                 LEFT JOIN idx.fact f ON f.content = i.content
                 WHERE l.source = ?1 AND coalesce(f.kind, 'other') <> 'junk' ORDER BY i.id",
                source,
            )
        })
    }

    /// Items of subjects: of an activity all, of an external reference none.
    pub fn items_of_subjects(&self, subjects: &[Subject]) -> Result<Vec<String>> {
        self.read(|conn| {
            let mut all = Vec::new();
            for subject in subjects {
                match subject {
                    Subject::Item(id) => all.push(id.clone()),
                    Subject::Activity(id) => all.extend(ids(
                        conn,
                        "SELECT item FROM shown_member WHERE activity = ?1 ORDER BY position, item",
                        id,
                    )?),
                    Subject::External(_) => {}
                }
            }
            Ok(all)
        })
    }

    /// What collecting these items would copy.
    pub fn collectable(&self, items: &[String]) -> Result<Collectable> {
        let mut sum = Collectable::default();
        for one in self.read(|conn| wanted(conn, items))? {
            if one.has_copy() {
                sum.already += 1;
            } else {
                sum.items += 1;
                sum.bytes += one.bytes();
            }
        }
        Ok(sum)
    }

    /// Copies items (ids) into the ledger's own folder, each verified by its hash before it stands under its name. One that
    /// can't be read is told and stops no other; a place that can't be written ends it all. Cancelled: what was copied stays,
    /// and the next time goes on.
    pub fn collect(&self, items: &[String], progress: &dyn Progress) -> Result<Collected> {
        self.changeable()?;
        let all = self.read(|conn| wanted(conn, items))?;
        let source = self.own_source()?;
        // A scan must not find a copy before it is known whose it is.
        let _one_at_a_time = hold(&self.scanning);
        let total = all.iter().filter(|one| !one.has_copy()).map(One::bytes).sum();
        let mut told = Collected::default();
        for one in &all {
            if one.has_copy() {
                told.already += 1;
                continue;
            }
            let at = |written: u64| progress.at("copy", told.bytes + written, total, "bytes", &one.path);
            at(0);
            match self.collect_one(&source, one, progress, &at) {
                Ok(()) => {
                    told.copied += 1;
                    told.bytes += one.bytes();
                }
                Err(Stop::Item(error)) => told.failed.push(one.failed(&error.code, error.message)),
                Err(Stop::All(error)) => return Err(error),
            }
        }
        self.index_words()?;
        Ok(told)
    }

    fn collect_one(
        &self,
        source: &str,
        one: &One,
        progress: &dyn Progress,
        at: &dyn Fn(u64),
    ) -> Result<(), Stop> {
        let unread = || Stop::Item(FileError::new("unreadable", "its bytes were never read"));
        let (content, sha256, _) = one.content.ok_or_else(unread)?;
        let from = self.item_path(&one.id)?;
        let root = self.dir().join(OWN);
        let folder = one.folder();
        let into = root.join(&folder);
        fs::create_dir_all(&into).map_err(|e| Stop::All(LedgerError::io(&into, e)))?;
        let name = self.free_name(source, one, &root, &folder, sha256)?;
        let out = into.join(&name);
        if !out.exists() {
            copy_verified(&from, &out, sha256, progress, at)?;
        }
        let relative = folder.join(&name);
        self.keep_place(source, one.key, content, &relative, &out)?;
        Ok(())
    }

    /// A name that no other item has and no other file: the same bytes that lie there already are taken as the copy.
    fn free_name(
        &self,
        source: &str,
        one: &One,
        root: &Path,
        folder: &Path,
        sha256: Sha256,
    ) -> Result<String, Stop> {
        let (stem, extension) = one.name();
        for number in 1..=9_999_u32 {
            let mark = if number == 1 {
                String::new()
            } else {
                format!(" ({number})")
            };
            let name = format!("{stem}{mark}{extension}");
            let relative = folder.join(&name);
            let owner = self.read(|conn| owner(conn, source, &relative))?;
            if owner.is_some_and(|item| item != one.key) {
                continue;
            }
            let path = root.join(&relative);
            match fs::symlink_metadata(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(name),
                Ok(there)
                    if there.is_file()
                        && hash(&path, &|| false).is_ok_and(|found| found.sha256 == sha256) =>
                {
                    return Ok(name);
                }
                _ => {}
            }
        }
        Err(Stop::Item(FileError::new("unreadable", "no free name")))
    }

    /// One more place of the item.
    fn keep_place(&self, source: &str, item: i64, content: i64, relative: &Path, out: &Path) -> Result<()> {
        let stat = fs::metadata(out)
            .map(|metadata| Stat::of(&metadata))
            .map_err(|e| LedgerError::io(out, e))?;
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO location (item, source, path, member, path_text, bytes, mtime_ns, content, state, last_seen)
                 VALUES (?1, ?2, ?3, '', ?4, ?5, ?6, ?7, 'present', ?8)
                 ON CONFLICT (source, path, member) DO UPDATE SET bytes = excluded.bytes, content = excluded.content,
                     mtime_ns = excluded.mtime_ns, state = 'present', last_seen = excluded.last_seen",
            )?
            .execute(params![
                item,
                source,
                place::to_bytes(relative),
                place::to_text(relative),
                stat.bytes,
                stat.mtime_ns,
                content,
                self.around.stamp()
            ])?;
            Ok(())
        })
    }
}

impl One {
    /// The copy's folder below 材料: the source's name, then the folders that it lay in.
    fn folder(&self) -> PathBuf {
        let above = self.path.rsplit_once('/').map_or("", |(folders, _)| folders);
        std::iter::once(self.label.as_str())
            .chain(above.split('/'))
            .map(|name| safe_name(name, NAME))
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// The copy's name without its ending, and the ending with its dot.
    fn name(&self) -> (String, String) {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && extension.chars().count() <= 8 => {
                (stem, format!(".{}", safe_name(extension, 8)))
            }
            _ => (name, String::new()),
        };
        let stem = safe_name(stem, NAME - 16);
        let stem = if stem.is_empty() {
            "材料".to_owned()
        } else {
            stem
        };
        (stem, extension.trim_end_matches('.').to_owned())
    }
}

/// Copies under a temporary name, reads the copy again, and gives it its own name when it is the bytes that are wanted.
fn copy_verified(
    from: &Path,
    out: &Path,
    sha256: Sha256,
    progress: &dyn Progress,
    at: &dyn Fn(u64),
) -> Result<(), Stop> {
    let part = part_of(out);
    let copied = copy(from, &part, progress, at).and_then(|()| {
        let stop = || progress.stopped();
        let found = hash(&part, &stop).map_err(|e| of_written(&part, e))?;
        if found.sha256 == sha256 {
            return put_in_place(&part, out).map_err(|e| of_written(out, e));
        }
        Err(Stop::Item(FileError::new(
            "changed_while_reading",
            "its bytes are no longer those that were indexed",
        )))
    });
    clear_failed(&part, copied)
}

fn copy(from: &Path, part: &Path, progress: &dyn Progress, at: &dyn Fn(u64)) -> Result<(), Stop> {
    let unreadable = |error| Stop::Item(FileError::of_io(from, &error));
    let mut source = File::open(from).map_err(unreadable)?;
    let modified = source.metadata().and_then(|metadata| metadata.modified());
    let mut copy = File::create(part).map_err(|e| of_written(part, e))?;
    let mut block = vec![0; BLOCK];
    let mut written = 0_u64;
    loop {
        if progress.stopped() {
            return Err(Stop::All(LedgerError::Cancelled));
        }
        let read = source.read(&mut block).map_err(unreadable)?;
        let Some(bytes) = block.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        copy.write_all(bytes).map_err(|e| of_written(part, e))?;
        written += bytes.len() as u64;
        at(written);
    }
    // The day in the file system is all that some files tell of themselves.
    if let Ok(modified) = modified {
        copy.set_modified(modified).map_err(|e| of_written(part, e))?;
    }
    copy.sync_all().map_err(|e| of_written(part, e))
}

/// A disk that is full is full for every item.
fn of_written(path: &Path, error: std::io::Error) -> Stop {
    if error.kind() == std::io::ErrorKind::Interrupted {
        return Stop::All(LedgerError::Cancelled);
    }
    Stop::All(LedgerError::io(path, error))
}

fn ids(conn: &Connection, query: &str, value: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(query)?;
    let values: &[&str] = if statement.parameter_count() == 0 {
        &[]
    } else {
        &[value]
    };
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The item of a place.
fn owner(conn: &Connection, source: &str, relative: &Path) -> Result<Option<i64>> {
    let mut statement =
        conn.prepare_cached("SELECT item FROM location WHERE source = ?1 AND path = ?2 AND member = ''")?;
    Ok(statement
        .query_row(params![source, place::to_bytes(relative)], |row| row.get(0))
        .optional()?)
}

/// Items with what is known of them, each once, in the order of their sources and paths.
fn wanted(conn: &Connection, items: &[String]) -> Result<Vec<One>> {
    let own = sources::own(conn)?.map(|(id, _)| id).unwrap_or_default();
    let root = sources::whole(conn, &place::to_bytes(Path::new(OWN)))?;
    let mut statement = conn.prepare_cached(
        "SELECT i.key, i.id, c.key, c.sha256, c.bytes, coalesce(s.label, ''), coalesce(l.path_text, i.title),
             (SELECT o.path FROM location o WHERE o.item = i.key AND o.source = ?2 AND o.content = i.content
                  AND o.state = 'present' AND o.member = '' ORDER BY o.key LIMIT 1), coalesce(l.source, '')
         FROM item i LEFT JOIN content c ON c.key = i.content
         LEFT JOIN location l ON l.key = (SELECT q.key FROM location q JOIN source t ON t.id = q.source
             WHERE q.item = i.key AND q.source <> ?2
             ORDER BY q.state <> 'present', t.removed_at IS NOT NULL, t.position, q.path_text LIMIT 1)
         LEFT JOIN source s ON s.id = l.source
         WHERE i.id IN (SELECT value FROM json_each(?1)) ORDER BY s.position, l.path_text, i.key",
    )?;
    let mut rows = statement.query(params![serde_json::to_string(items)?, own])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let content: Option<i64> = row.get(2)?;
        let sha256: Option<[u8; 32]> = row.get(3)?;
        let bytes: Option<u64> = row.get(4)?;
        let copy: Option<Vec<u8>> = row.get(7)?;
        all.push(One {
            key: row.get(0)?,
            id: row.get(1)?,
            content: content
                .zip(sha256)
                .zip(bytes)
                .map(|((key, sha256), bytes)| (key, Sha256(sha256), bytes)),
            source: row.get(8)?,
            label: row.get(5)?,
            path: row.get(6)?,
            known: copy.map(|path| root.join(place::from_bytes(&path))),
        });
    }
    Ok(all)
}
