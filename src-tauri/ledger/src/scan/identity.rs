//! Which item a file is: the rules of identity (`ARCHITECTURE.md`, Identity), applied to what was read.
//!
//! - Same path, new bytes: the same item with a new content; the old one stays as a revision.
//! - … but where the item still lies elsewhere with the old bytes, the changed path becomes an item of its own.
//! - Known bytes at a new path: one more place of the known item; a move, when an old place of it is gone.
//! - Empty files and junk never merge.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Transaction, params};
use taizhang_media::FileError;
use taizhang_model::kind::Kind;

use super::read::Reading;
use super::{ScanError, Tally, fact};
use crate::error::Result;
use crate::open::Surroundings;

/// Writes what was read, inside one transaction.
pub(crate) struct Recorder<'a> {
    tx: &'a Transaction<'a>,
    around: &'a Surroundings,
    stamp: String,
    tally: &'a mut Tally,
    /// Items that some operation speaks of, so that undoing it still finds them; read when first needed.
    mentioned: Option<HashSet<String>>,
}

/// A location as it is stored.
struct Place {
    key: i64,
    source: String,
    path_text: String,
    item: i64,
    content: Option<i64>,
}

/// Whether known bytes are junk, and whether items with them may merge.
struct KnownKind {
    junk: bool,
    mergeable: bool,
}

/// Another item with the same bytes.
struct Twin {
    item: i64,
    /// A place of it that is gone.
    gone: Option<i64>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(tx: &'a Transaction<'a>, around: &'a Surroundings, tally: &'a mut Tally) -> Self {
        Self {
            tx,
            around,
            stamp: around.stamp(),
            tally,
            mentioned: None,
        }
    }

    /// A path (or a member of the archive there; else empty) that was never seen: an item that can be shown and linked before its bytes are read. Returns its location.
    pub(crate) fn sight(
        &mut self,
        source: &str,
        path: &[u8],
        member: &str,
        path_text: &str,
        stat: super::walk::Stat,
    ) -> Result<i64> {
        let item = self.new_item(path_text)?;
        self.tx
            .prepare_cached(
                "INSERT INTO location (item, source, path, member, path_text, bytes, mtime_ns, state, last_seen)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'present', ?8)",
            )?
            .execute(params![
                item,
                source,
                path,
                member,
                path_text,
                stat.bytes,
                stat.mtime_ns,
                self.stamp
            ])?;
        let location = self.tx.last_insert_rowid();
        self.tally.fresh.insert(location);
        Ok(location)
    }

    fn new_item(&self, path_text: &str) -> Result<i64> {
        self.tx
            .prepare_cached("INSERT INTO item (id, title, first_seen) VALUES (?1, ?2, ?3)")?
            .execute(params![self.around.new_id(), title(path_text), self.stamp])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// A place is no longer there. What never had any bytes and is linked to nothing goes with it.
    pub(crate) fn lose(&mut self, location: i64) -> Result<()> {
        let Some(place) = self.place(location)? else {
            return Ok(());
        };
        self.forget_trouble(location)?;
        if place.content.is_none() && !self.is_needed(place.item)? {
            self.delete_location(location)?;
            return self.delete_item_without_place(place.item);
        }
        self.set_state(location, "missing")?;
        self.tally.gone.insert(location);
        Ok(())
    }

    /// A place is there again, with the size and time that it had.
    pub(crate) fn find_again(&mut self, location: i64) -> Result<()> {
        let Some(place) = self.place(location)? else {
            return Ok(());
        };
        self.set_state(location, "present")?;
        self.tally.fresh.insert(location);
        let Some(content) = place.content else {
            return Ok(());
        };
        let mergeable = self.known_kind(content)?.is_some_and(|kind| kind.mergeable);
        self.stay(&place, content, mergeable).map(drop)
    }

    /// A file's bytes were read.
    pub(crate) fn take(&mut self, location: i64, reading: &Reading) -> Result<()> {
        let Some(place) = self.place(location)? else {
            return Ok(());
        };
        let content = self.content(reading)?;
        self.forget_trouble(location)?;
        self.tx
            .prepare_cached(
                "UPDATE location SET content = ?2, bytes = ?3, mtime_ns = ?4, state = 'present', last_seen = ?5
                 WHERE key = ?1",
            )?
            .execute(params![
                location,
                content,
                reading.stat.bytes,
                reading.stat.mtime_ns,
                self.stamp
            ])?;
        let known = self.known_kind(content)?;
        let mergeable = reading.stat.bytes > 0
            && reading.facts.kind != Kind::Junk
            && known.as_ref().is_none_or(|kind| kind.mergeable);
        let moved = match place.content {
            Some(old) if old == content => self.stay(&place, content, mergeable)?,
            Some(_) => self.change(&place, content, mergeable)?,
            None => {
                self.tally.fresh.insert(location);
                self.set_item_content(place.item, Some(content))?;
                mergeable && self.join(&place, content)?
            }
        };
        // A new name may tell a better kind; a second copy's name does not speak for the first.
        if moved || known.is_none_or(|kind| kind.junk && reading.facts.kind != Kind::Junk) {
            fact::put(self.tx, content, reading.sha256, &reading.facts)?;
        }
        Ok(())
    }

    /// A file could not be read; what is known of it stays.
    pub(crate) fn fail(&mut self, location: i64, error: &FileError) -> Result<()> {
        if error.code == "vanished" {
            let Some(place) = self.place(location)? else {
                return Ok(());
            };
            self.tally.report.errors.push(ScanError {
                source: place.source,
                path: place.path_text,
                code: error.code.clone(),
                detail: error.message.clone(),
            });
            self.tally.fresh.remove(&location);
            return self.lose(location);
        }
        self.tx
            .prepare_cached(
                "INSERT OR REPLACE INTO idx.unread (location, error_code, error_message) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![location, error.code, error.message])?;
        Ok(())
    }

    /// The same bytes lie where they lay: only a time changed, or the place was gone for a while.
    fn stay(&mut self, place: &Place, content: i64, mergeable: bool) -> Result<bool> {
        if self.current_content(place.item)? == Some(content) {
            return Ok(false);
        }
        let item = self.new_item(&place.path_text)?;
        self.move_alone(place, item, content, mergeable)
    }

    /// Other bytes lie where known ones lay.
    fn change(&mut self, place: &Place, content: i64, mergeable: bool) -> Result<bool> {
        self.tally.report.changed += 1;
        if self.current_content(place.item)? == Some(content) {
            // It became what its item has elsewhere by now.
            return Ok(false);
        }
        let elsewhere: bool = self
            .tx
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM location l JOIN source s ON s.id = l.source AND s.removed_at IS NULL
                 JOIN item i ON i.key = l.item AND i.content = l.content
                 WHERE l.item = ?1 AND l.key <> ?2 AND l.state = 'present')",
            )?
            .query_row([place.item, place.key], |row| row.get(0))?;
        if elsewhere {
            let item = self.new_item(&place.path_text)?;
            return self.move_alone(place, item, content, mergeable);
        }
        self.tx
            .prepare_cached(
                "INSERT OR IGNORE INTO revision (item, content, replaced_at)
                 SELECT key, content, ?2 FROM item WHERE key = ?1 AND content IS NOT NULL",
            )?
            .execute(params![place.item, self.stamp])?;
        self.set_item_content(place.item, Some(content))?;
        Ok(false)
    }

    /// Makes a place the first one of a new item, which may at once turn out to be known.
    fn move_alone(&mut self, place: &Place, item: i64, content: i64, mergeable: bool) -> Result<bool> {
        self.set_item(place.key, item)?;
        self.set_item_content(item, Some(content))?;
        let alone = Place {
            key: place.key,
            source: place.source.clone(),
            path_text: place.path_text.clone(),
            item,
            content: Some(content),
        };
        Ok(mergeable && self.join(&alone, content)?)
    }

    /// Merges the item of a place with another one that has the same bytes. Tells whether it was a move.
    fn join(&mut self, place: &Place, content: i64) -> Result<bool> {
        let Some(twin) = self.twin(place, content)? else {
            return Ok(false);
        };
        let new_needed = self.is_needed(place.item)?;
        let twin_needed = self.is_needed(twin.item)?;
        let (from, into) = match (new_needed, twin_needed) {
            // Both are linked: two items with the same bytes is the lesser evil.
            (true, true) => return Ok(false),
            (true, false) => (twin.item, place.item),
            (false, true) => (place.item, twin.item),
            // The one that was seen first, whichever was read first.
            (false, false) => (place.item.max(twin.item), place.item.min(twin.item)),
        };
        self.merge(from, into)?;
        let Some(gone) = twin.gone else {
            return Ok(false);
        };
        self.delete_location(gone)?;
        self.tx
            .prepare_cached("UPDATE item SET title = ?2 WHERE key = ?1")?
            .execute(params![into, title(&place.path_text)])?;
        self.tally.gone.remove(&gone);
        self.tally.fresh.remove(&place.key);
        self.tally.report.moved += 1;
        Ok(true)
    }

    /// Another item with this content; one with a place that is gone comes first, from the same source if possible.
    fn twin(&self, place: &Place, content: i64) -> Result<Option<Twin>> {
        let found = self
            .tx
            .prepare_cached(
                "SELECT i.key, (SELECT l.key FROM location l
                     WHERE l.item = i.key AND l.state = 'missing' AND l.content = ?1
                     ORDER BY l.source = ?3 DESC, l.key LIMIT 1) AS gone
                 FROM item i WHERE i.content = ?1 AND i.key <> ?2 ORDER BY gone IS NULL, i.key LIMIT 1",
            )?
            .query_row(params![content, place.item, place.source], |row| {
                Ok(Twin {
                    item: row.get(0)?,
                    gone: row.get(1)?,
                })
            })
            .optional()?;
        Ok(found)
    }

    fn merge(&self, from: i64, into: i64) -> Result<()> {
        for sql in [
            "UPDATE location SET item = ?2 WHERE item = ?1",
            "INSERT OR IGNORE INTO revision (item, content, replaced_at)
             SELECT ?2, content, replaced_at FROM revision WHERE item = ?1",
            "UPDATE item SET first_seen = min(first_seen, (SELECT first_seen FROM item WHERE key = ?1)) WHERE key = ?2",
        ] {
            self.tx.prepare_cached(sql)?.execute(params![from, into])?;
        }
        for sql in [
            "DELETE FROM revision WHERE item = ?1",
            "DELETE FROM item WHERE key = ?1",
        ] {
            self.tx.prepare_cached(sql)?.execute([from])?;
        }
        Ok(())
    }

    /// Whether something that people made speaks of the item, or once did so that undo may bring it back.
    fn is_needed(&mut self, item: i64) -> Result<bool> {
        let (id, linked): (String, bool) = self
            .tx
            .prepare_cached(
                "SELECT id, EXISTS (SELECT 1 FROM link WHERE link.item = item.id)
                     OR EXISTS (SELECT 1 FROM activity_item a WHERE a.item = item.id)
                 FROM item WHERE key = ?1",
            )?
            .query_row([item], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if linked {
            return Ok(true);
        }
        if let Some(mentioned) = &self.mentioned {
            return Ok(mentioned.contains(&id));
        }
        let mentioned = self.mentioned_items()?;
        let needed = mentioned.contains(&id);
        self.mentioned = Some(mentioned);
        Ok(needed)
    }

    fn mentioned_items(&self) -> Result<HashSet<String>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT DISTINCT json_extract(coalesce(after, before), '$.item') AS item FROM change
             WHERE item IS NOT NULL",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn content(&self, reading: &Reading) -> Result<i64> {
        let known = self
            .tx
            .prepare_cached("SELECT key FROM content WHERE sha256 = ?1")?
            .query_row([reading.sha256.0], |row| row.get(0))
            .optional()?;
        if let Some(key) = known {
            return Ok(key);
        }
        self.tx
            .prepare_cached("INSERT INTO content (sha256, bytes, first_seen) VALUES (?1, ?2, ?3)")?
            .execute(params![reading.sha256.0, reading.stat.bytes, self.stamp])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// What the index says of a content, as far as merging needs it.
    fn known_kind(&self, content: i64) -> Result<Option<KnownKind>> {
        Ok(self
            .tx
            .prepare_cached(
                "SELECT f.kind = 'junk', c.bytes > 0 FROM content c
                 JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256 WHERE c.key = ?1",
            )?
            .query_row([content], |row| {
                let junk = row.get(0)?;
                Ok(KnownKind {
                    junk,
                    mergeable: row.get::<_, bool>(1)? && !junk,
                })
            })
            .optional()?)
    }

    fn place(&self, location: i64) -> Result<Option<Place>> {
        Ok(self
            .tx
            .prepare_cached("SELECT key, source, path_text, item, content FROM location WHERE key = ?1")?
            .query_row([location], |row| {
                Ok(Place {
                    key: row.get(0)?,
                    source: row.get(1)?,
                    path_text: row.get(2)?,
                    item: row.get(3)?,
                    content: row.get(4)?,
                })
            })
            .optional()?)
    }

    fn current_content(&self, item: i64) -> Result<Option<i64>> {
        Ok(self
            .tx
            .prepare_cached("SELECT content FROM item WHERE key = ?1")?
            .query_row([item], |row| row.get(0))?)
    }

    fn set_state(&self, location: i64, state: &str) -> Result<()> {
        self.tx
            .prepare_cached("UPDATE location SET state = ?2, last_seen = ?3 WHERE key = ?1")?
            .execute(params![location, state, self.stamp])?;
        Ok(())
    }

    fn set_item(&self, location: i64, item: i64) -> Result<()> {
        self.tx
            .prepare_cached("UPDATE location SET item = ?2 WHERE key = ?1")?
            .execute([location, item])?;
        Ok(())
    }

    fn set_item_content(&self, item: i64, content: Option<i64>) -> Result<()> {
        self.tx
            .prepare_cached("UPDATE item SET content = ?2 WHERE key = ?1")?
            .execute(params![item, content])?;
        Ok(())
    }

    fn delete_location(&self, location: i64) -> Result<()> {
        self.tx
            .prepare_cached("DELETE FROM location WHERE key = ?1")?
            .execute([location])?;
        self.forget_trouble(location)
    }

    fn delete_item_without_place(&self, item: i64) -> Result<()> {
        self.tx
            .prepare_cached(
                "DELETE FROM item WHERE key = ?1 AND content IS NULL
                 AND NOT EXISTS (SELECT 1 FROM location WHERE location.item = item.key)",
            )?
            .execute([item])?;
        Ok(())
    }

    /// It is no longer so that a file could not be read.
    pub(crate) fn forget_trouble(&self, location: i64) -> Result<()> {
        self.tx
            .prepare_cached("DELETE FROM idx.unread WHERE location = ?1")?
            .execute([location])?;
        Ok(())
    }
}

/// The file name of a path to show.
fn title(path_text: &str) -> &str {
    path_text.rsplit('/').next().unwrap_or(path_text)
}
