//! The search index, kept beside the items: triggers of the writer note which items no longer are as they were indexed, and
//! they are indexed again in batches. Until then a search looks at those rows themselves, so that it is always exact.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use taizhang_model::search::tokens;

use super::initials::initials;
use crate::Ledger;
use crate::error::Result;

/// Items in one transaction.
const BATCH: usize = 2000;
/// The row of `idx.weighed` that tells that every item was indexed or noted.
const BUILT: &str = "words";

/// Triggers on what a search looks at; temporary ones, as they write to another database.
const TRIGGERS: &str = "
    CREATE TEMP TRIGGER words_item_new AFTER INSERT ON main.item
        BEGIN INSERT OR IGNORE INTO word_stale VALUES (new.key); END;
    CREATE TEMP TRIGGER words_item_set AFTER UPDATE OF title, content ON main.item
        BEGIN INSERT OR IGNORE INTO word_stale VALUES (new.key); END;
    CREATE TEMP TRIGGER words_place_new AFTER INSERT ON main.location
        BEGIN INSERT OR IGNORE INTO word_stale VALUES (new.item); END;
    CREATE TEMP TRIGGER words_place_set AFTER UPDATE OF item, path_text ON main.location
        BEGIN INSERT OR IGNORE INTO word_stale VALUES (old.item); INSERT OR IGNORE INTO word_stale VALUES (new.item); END;
    CREATE TEMP TRIGGER words_place_gone AFTER DELETE ON main.location
        BEGIN INSERT OR IGNORE INTO word_stale VALUES (old.item); END;
    CREATE TEMP TRIGGER words_text_new AFTER INSERT ON idx.text
        BEGIN INSERT OR IGNORE INTO word_stale SELECT key FROM item WHERE content = new.content; END;
    CREATE TEMP TRIGGER words_link_new AFTER INSERT ON main.link WHEN new.item IS NOT NULL AND new.caption IS NOT NULL
        BEGIN INSERT OR IGNORE INTO word_stale SELECT key FROM item WHERE id = new.item; END;
    CREATE TEMP TRIGGER words_link_set AFTER UPDATE OF item, caption ON main.link WHEN new.item IS NOT NULL
        BEGIN INSERT OR IGNORE INTO word_stale SELECT key FROM item WHERE id IN (old.item, new.item); END;
    CREATE TEMP TRIGGER words_link_gone AFTER DELETE ON main.link WHEN old.item IS NOT NULL AND old.caption IS NOT NULL
        BEGIN INSERT OR IGNORE INTO word_stale SELECT key FROM item WHERE id = old.item; END;";

/// Has the writer's connection note changes.
pub(crate) fn watch(conn: &Connection) -> Result<()> {
    conn.execute_batch(TRIGGERS)?;
    Ok(())
}

/// Forgets that the index was built: another ledger file took the place of the one it was made of.
pub(crate) fn forget(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM idx.weighed WHERE what = ?1", [BUILT])?;
    Ok(())
}

/// Whether the index holds every item, but for the noted ones.
pub(super) fn is_built(conn: &Connection) -> Result<bool> {
    let found: Option<i64> = conn
        .prepare_cached("SELECT 1 FROM idx.weighed WHERE what = ?1")?
        .query_row([BUILT], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

impl Ledger {
    /// Indexes for search what changed since it was indexed last; all of it, the first time. A scan does it at its end.
    pub fn index_search(&self) -> Result<()> {
        self.changeable()?;
        self.index_words()
    }

    /// The same, where nothing can be written: nothing.
    pub(crate) fn index_words(&self) -> Result<()> {
        if self.read_only() {
            return Ok(());
        }
        if !self.read(is_built)? {
            self.write(|tx| {
                tx.execute("INSERT INTO idx.words(words) VALUES ('delete-all')", [])?;
                tx.execute("INSERT OR IGNORE INTO idx.word_stale SELECT key FROM item", [])?;
                tx.execute("INSERT INTO idx.weighed (what, value) VALUES (?1, '1')", [BUILT])?;
                Ok(())
            })?;
        }
        while self.read(|conn| noted(conn, 1))? > 0 && self.write(index_some)? > 0 {}
        Ok(())
    }

    /// The same, where only a few items changed: what a search can do before it looks.
    pub(super) fn index_few(&self) -> Result<()> {
        if self.read_only() || !self.read(is_built)? {
            return Ok(());
        }
        match self.read(|conn| noted(conn, BATCH))? {
            0 => Ok(()),
            few if few < BATCH => self.write(index_some).map(|_| ()),
            _ => Ok(()),
        }
    }
}

/// Whether an item is noted.
pub(super) fn any_noted(conn: &Connection) -> Result<bool> {
    Ok(noted(conn, 1)? > 0)
}

/// How many items are noted, counted up to `most`.
fn noted(conn: &Connection, most: usize) -> Result<usize> {
    let count = conn
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM idx.word_stale LIMIT ?1)")?
        .query_row([most as i64], |row| row.get::<_, i64>(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// One item as it is indexed.
struct Words {
    key: i64,
    title: String,
    paths: String,
    captions: String,
    text: String,
}

/// Paths without the title at their end, which is indexed already.
fn folders(words: &Words) -> String {
    let without = |path: &str| path.strip_suffix(words.title.as_str()).unwrap_or(path).to_owned();
    let mut all: Vec<String> = words.paths.lines().map(without).collect();
    all.dedup();
    all.join("\n")
}

fn index_some(tx: &Transaction<'_>) -> Result<usize> {
    let keys: Vec<i64> = tx
        .prepare_cached("SELECT item FROM idx.word_stale ORDER BY item LIMIT ?1")?
        .query_map([BATCH as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut read = tx.prepare_cached(
        "SELECT i.key, i.title,
             (SELECT group_concat(l.path_text, char(10)) FROM location l WHERE l.item = i.key),
             (SELECT group_concat(k.caption, char(10)) FROM link k WHERE k.item = i.id), t.text
         FROM item i LEFT JOIN idx.text t ON t.content = i.content WHERE i.key = ?1",
    )?;
    let mut gone = tx.prepare_cached("DELETE FROM idx.words WHERE rowid = ?1")?;
    let mut put = tx.prepare_cached(
        "INSERT INTO idx.words (rowid, title, path, caption, body, initials) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut done = tx.prepare_cached("DELETE FROM idx.word_stale WHERE item = ?1")?;
    for key in &keys {
        gone.execute([key])?;
        let found = read
            .query_row([key], |row| {
                Ok(Words {
                    key: row.get(0)?,
                    title: row.get(1)?,
                    paths: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                    captions: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                    text: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                })
            })
            .optional()?;
        if let Some(words) = found {
            put.execute(params![
                words.key,
                tokens(&words.title),
                tokens(&folders(&words)),
                tokens(&words.captions),
                tokens(&words.text),
                tokens(&initials(&words.title)),
            ])?;
        }
        done.execute([key])?;
    }
    Ok(keys.len())
}
