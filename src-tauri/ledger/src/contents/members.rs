//! Members of zipped archives as items of their own: `dir/a.zip!/inner/name`.
//!
//! An archive is opened when its bytes are new at a place. Its members follow the same rules of identity as files; they are
//! gone when the archive is, and there again when it is opened anew.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use taizhang_media::{Archive, FileError, Member, facts, hash};
use tempfile::TempDir;

use crate::connect::CACHE;
use crate::error::{LedgerError, Result};
use crate::scan::identity::Recorder;
use crate::scan::read::Reading;
use crate::scan::{self, Stat, Tally};
use crate::{Ledger, Progress, ScanError, place};

/// Members in one transaction, at most.
const BATCH: usize = 200;
/// Copies that were opened by people, below the cache.
const OPENED: &str = "opened";

/// An archive at a place.
struct Zipped {
    location: i64,
    content: i64,
    source: String,
    raw: Vec<u8>,
    path: PathBuf,
    path_text: String,
    stat: Stat,
}

impl Zipped {
    /// The text of a member's path; the archive's own without a member.
    fn shown(&self, member: &str) -> String {
        if member.is_empty() {
            return self.path_text.clone();
        }
        format!("{}!/{member}", self.path_text)
    }

    fn error(&self, member: &str, error: &FileError) -> ScanError {
        ScanError {
            source: self.source.clone(),
            path: self.shown(member),
            code: error.code.clone(),
            detail: error.message.clone(),
        }
    }
}

/// A copy of a member, gone when it is dropped.
pub(super) struct Copy {
    pub(super) path: PathBuf,
    _folder: TempDir,
}

impl Copy {
    /// Copies the member of this name into a folder of its own below `cache`.
    pub(super) fn of(cache: &Path, archive: &Path, name: &str) -> std::result::Result<Self, FileError> {
        let mut open = Archive::open(archive)?;
        let member = find(&mut open, name)?;
        Self::made(cache, &mut open, &member, &|| false)
    }

    pub(super) fn made(
        cache: &Path,
        archive: &mut Archive,
        member: &Member,
        stop: &dyn Fn() -> bool,
    ) -> std::result::Result<Self, FileError> {
        let folder = tempfile::tempdir_in(cache).map_err(|error| unwritable(cache, &error))?;
        let path = folder.path().join(file_name(&member.name));
        extract(archive, member, &path, stop)?;
        Ok(Self {
            path,
            _folder: folder,
        })
    }
}

fn find(archive: &mut Archive, name: &str) -> std::result::Result<Member, FileError> {
    let members = archive.members()?;
    let found = members.into_iter().find(|member| member.name == name);
    found.ok_or_else(|| FileError::new("vanished", format!("{name}: not in the archive")))
}

fn extract(
    archive: &mut Archive,
    member: &Member,
    to: &Path,
    stop: &dyn Fn() -> bool,
) -> std::result::Result<(), FileError> {
    let file = File::create(to).map_err(|error| unwritable(to, &error))?;
    let mut out = BufWriter::new(file);
    archive.extract(member, &mut out, stop)?;
    out.into_inner()
        .map(drop)
        .map_err(|error| unwritable(to, error.error()))
}

/// A full disk says nothing of the member.
fn unwritable(path: &Path, error: &std::io::Error) -> FileError {
    FileError::new("unreadable", format!("{}: {error}", path.display()))
}

/// The last name of a member, as every file system takes it.
fn file_name(member: &str) -> String {
    let name = member.rsplit('/').next().unwrap_or_default();
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "<>:\"\\|?*".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    // The extension matters to readers, and names of 255 bytes are the most that systems take.
    let skip = safe
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| safe.len() - at <= 200);
    let short = safe.get(skip.unwrap_or_default()..).unwrap_or_default();
    match short.trim_end_matches(['.', ' ']) {
        "" => "_".to_owned(),
        name => name.to_owned(),
    }
}

impl Ledger {
    /// Opens the archives whose members are not known, and forgets those whose archive is gone. Returns what could not be
    /// read.
    pub(super) fn read_members(&self, progress: &dyn Progress) -> Result<Vec<ScanError>> {
        let mut tally = Tally::default();
        let mut errors = Vec::new();
        let orphans = self.read(orphans)?;
        if !orphans.is_empty() {
            self.write(|tx| {
                let mut recorder = Recorder::new(tx, &self.around, &mut tally);
                for location in orphans {
                    recorder.lose(location)?;
                }
                tx.execute(
                    "DELETE FROM idx.opened
                     WHERE location NOT IN (SELECT key FROM location WHERE state = 'present')",
                    [],
                )?;
                Ok(())
            })?;
        }
        let archives = self.read(closed)?;
        let total = archives.len() as u64;
        for (done, zipped) in (0..).zip(&archives) {
            progress.at("hash", done, total, "files", &zipped.path_text);
            self.open_archive(zipped, progress, &mut tally, &mut errors)?;
        }
        Ok(errors)
    }

    fn open_archive(
        &self,
        zipped: &Zipped,
        progress: &dyn Progress,
        tally: &mut Tally,
        errors: &mut Vec<ScanError>,
    ) -> Result<()> {
        if !scan::stat(&zipped.path).is_ok_and(|now| now.is_same(zipped.stat)) {
            // The next scan reads it anew.
            return Ok(());
        }
        let opened = Archive::open(&zipped.path).and_then(|mut archive| {
            let members = archive.members()?;
            Ok((archive, members))
        });
        let (mut archive, members) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                errors.push(zipped.error("", &error));
                return self.note_damage(zipped, &error);
            }
        };
        let mut known = self.read(|conn| known(conn, zipped))?;
        for batch in members.chunks(BATCH) {
            let read: Vec<_> = batch
                .iter()
                .map(|member| (member, self.read_member(zipped, &mut archive, member, progress)))
                .collect();
            if progress.stopped() {
                return Err(LedgerError::Cancelled);
            }
            self.write(|tx| {
                let mut recorder = Recorder::new(tx, &self.around, tally);
                for (member, reading) in read {
                    let stat = Stat {
                        bytes: member.bytes,
                        mtime_ns: zipped.stat.mtime_ns,
                    };
                    let location = match known.remove(&member.name) {
                        Some(location) => location,
                        None => {
                            let shown = zipped.shown(&member.name);
                            recorder.sight(&zipped.source, &zipped.raw, &member.name, &shown, stat)?
                        }
                    };
                    match reading {
                        Ok(reading) => recorder.take(location, &reading)?,
                        Err(error) => {
                            errors.push(zipped.error(&member.name, &error));
                            recorder.fail(location, &error)?;
                        }
                    }
                }
                Ok(())
            })?;
        }
        let trouble = archive.trouble();
        errors.extend(trouble.as_ref().map(|error| zipped.error("", error)));
        self.write(|tx| {
            let mut recorder = Recorder::new(tx, &self.around, tally);
            let mut gone: Vec<i64> = known.into_values().collect();
            gone.sort_unstable();
            for location in gone {
                recorder.lose(location)?;
            }
            if let Some(error) = &trouble {
                note(tx, zipped, error)?;
            }
            mark(tx, zipped)
        })
    }

    fn read_member(
        &self,
        zipped: &Zipped,
        archive: &mut Archive,
        member: &Member,
        progress: &dyn Progress,
    ) -> std::result::Result<Reading, FileError> {
        let stop = || progress.stopped();
        let copy = Copy::made(&self.dir().join(CACHE), archive, member, &stop)?;
        let hashed = hash(&copy.path, &stop).map_err(|error| FileError::of_io(&copy.path, &error))?;
        Ok(Reading {
            sha256: hashed.sha256,
            stat: Stat {
                bytes: hashed.bytes,
                mtime_ns: zipped.stat.mtime_ns,
            },
            facts: facts(&copy.path, &hashed.head, hashed.bytes),
        })
    }

    /// An archive that can't be opened is an item with an error.
    fn note_damage(&self, zipped: &Zipped, error: &FileError) -> Result<()> {
        self.write(|tx| {
            note(tx, zipped, error)?;
            mark(tx, zipped)
        })
    }

    /// A copy of a member that stays in the cache, under its own name.
    pub(crate) fn member_copy(&self, item: &str, archive: &Path, name: &str) -> Result<PathBuf> {
        let unavailable = || LedgerError::EvidenceUnavailable {
            items: vec![name.to_owned()],
        };
        let cache = self.dir().join(CACHE);
        let copy = Copy::of(&cache, archive, name).map_err(|_| unavailable())?;
        let folder = cache.join(OPENED).join(item);
        let path = folder.join(file_name(name));
        let kept =
            std::fs::create_dir_all(&folder).and_then(|()| taizhang_pack::put_in_place(&copy.path, &path));
        kept.map_err(|_| unavailable())?;
        Ok(path)
    }
}

/// What is there of an archive that is not.
fn orphans(conn: &Connection) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT m.key FROM location m
         LEFT JOIN location a ON a.source = m.source AND a.path = m.path AND a.member = ''
         WHERE m.member <> '' AND m.state = 'present' AND (a.key IS NULL OR a.state = 'missing') ORDER BY m.key",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Archives that were not opened since their bytes came.
fn closed(conn: &Connection) -> Result<Vec<Zipped>> {
    let connected: HashMap<String, PathBuf> = crate::sources::places(conn)?
        .into_iter()
        .filter(|place| place.connected)
        .map(|place| (place.id, place.path))
        .collect();
    let mut statement = conn.prepare_cached(
        "SELECT a.key, a.content, a.source, a.path, a.path_text, a.bytes, a.mtime_ns FROM location a
         JOIN content c ON c.key = a.content JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
         WHERE a.member = '' AND a.state = 'present' AND f.format = 'zip'
             AND NOT EXISTS (SELECT 1 FROM idx.opened o WHERE o.location = a.key AND o.content = a.content)
         ORDER BY a.source, a.path_text",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let source: String = row.get(2)?;
        let raw: Vec<u8> = row.get(3)?;
        let Some(root) = connected.get(&source) else {
            continue;
        };
        all.push(Zipped {
            location: row.get(0)?,
            content: row.get(1)?,
            path: place::asked(root).join(place::from_bytes(&raw)),
            source,
            raw,
            path_text: row.get(4)?,
            stat: Stat {
                bytes: row.get(5)?,
                mtime_ns: row.get(6)?,
            },
        });
    }
    Ok(all)
}

/// The members of an archive that are known, by name.
fn known(conn: &Connection, zipped: &Zipped) -> Result<HashMap<String, i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT member, key FROM location WHERE source = ?1 AND path = ?2 AND member <> ''",
    )?;
    let rows = statement.query_map(params![zipped.source, zipped.raw], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A member of an archive: its name, and 密级 that its text tells.
pub(crate) struct Marked {
    pub(crate) name: String,
    pub(crate) told: Option<String>,
}

/// The members of an archive that is an item.
pub(crate) fn marks(conn: &Connection, item: i64) -> Result<Vec<Marked>> {
    let mut statement = conn.prepare_cached(
        "SELECT m.member, p.secrecy FROM location a JOIN location m ON m.source = a.source AND m.path = a.path
         LEFT JOIN idx.paper p ON p.content = m.content WHERE a.item = ?1 AND a.member = '' AND m.member <> ''",
    )?;
    let rows = statement.query_map([item], |row| {
        Ok(Marked {
            name: row.get(0)?,
            told: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps what is wrong with an archive, where nothing worse is known.
fn note(conn: &Connection, zipped: &Zipped, error: &FileError) -> Result<()> {
    conn.prepare_cached(
        "UPDATE idx.fact SET error_code = ?2, error_message = ?3
         WHERE content = ?1 AND error_code IS NULL",
    )?
    .execute(params![zipped.content, error.code, error.message])?;
    Ok(())
}

fn mark(conn: &Connection, zipped: &Zipped) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO idx.opened (location, content) VALUES (?1, ?2)")?
        .execute([zipped.location, zipped.content])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_members_are_names_of_files() {
        assert_eq!(file_name("活动/照片 1.jpg"), "照片 1.jpg");
        assert_eq!(file_name("../..\\a:b?.txt"), ".._a_b_.txt");
        assert_eq!(file_name(".."), "_");
        let long = format!("{}.docx", "长".repeat(300));
        assert!(file_name(&long).len() <= 200 && file_name(&long).ends_with(".docx"));
    }
}
