//! What the ledger knows of a source before it is walked.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::ScanError;
use super::walk::Stat;
use crate::error::Result;

/// A place that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) location: i64,
    pub(crate) stat: Stat,
    pub(crate) present: bool,
    /// What lay there; none until it was read once.
    pub(crate) content: Option<i64>,
}

/// The places of one source by the bytes of their path.
pub(crate) type KnownPlaces = HashMap<Box<[u8]>, Known>;

/// All places of a source.
pub(crate) fn places(conn: &Connection, source: &str) -> Result<KnownPlaces> {
    let mut statement = conn.prepare_cached(
        "SELECT path, key, bytes, mtime_ns, state = 'present', content FROM location
         WHERE source = ?1 AND member = ''",
    )?;
    let rows = statement.query_map([source], |row| {
        let path: Box<[u8]> = row.get_ref(0)?.as_blob()?.into();
        let known = Known {
            location: row.get(1)?,
            stat: Stat {
                bytes: row.get(2)?,
                mtime_ns: row.get(3)?,
            },
            present: row.get(4)?,
            content: row.get(5)?,
        };
        Ok((path, known))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Contents whose facts are not in the index: after it was thrown away, or came from another ledger.
pub(crate) fn without_facts(conn: &Connection) -> Result<HashSet<i64>> {
    // Two passes in the order of keys are several times faster than a join across two files.
    let mut contents = conn.prepare_cached("SELECT key, sha256 FROM content ORDER BY key")?;
    let mut facts = conn.prepare_cached("SELECT content, sha256 FROM idx.fact ORDER BY content")?;
    let (mut contents, mut facts) = (contents.query([])?, facts.query([])?);
    let mut fact = facts.next()?;
    let mut lacking = HashSet::new();
    while let Some(content) = contents.next()? {
        let key: i64 = content.get(0)?;
        while let Some(row) = fact
            && row.get::<_, i64>(0)? < key
        {
            fact = facts.next()?;
        }
        let known = match fact {
            Some(row) => row.get::<_, i64>(0)? == key && row.get_ref(1)? == content.get_ref(1)?,
            None => false,
        };
        if !known {
            lacking.insert(key);
        }
    }
    Ok(lacking)
}

/// Locations that could not be read when they were tried last.
pub(crate) fn unread(conn: &Connection) -> Result<HashSet<i64>> {
    let mut statement = conn.prepare_cached("SELECT location FROM idx.unread")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is wrong with files of these sources now.
pub(crate) fn errors(conn: &Connection, sources: &[&str]) -> Result<Vec<ScanError>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.source, l.path_text, u.error_code, u.error_message FROM idx.unread u JOIN location l ON l.key = u.location
         WHERE l.state = 'present' AND l.source IN (SELECT value FROM json_each(?1))
         UNION ALL
         SELECT l.source, l.path_text, f.error_code, f.error_message FROM idx.fact f
         JOIN content c ON c.key = f.content AND c.sha256 = f.sha256
         JOIN location l ON l.content = c.key
         WHERE f.error_code IS NOT NULL AND l.state = 'present' AND l.source IN (SELECT value FROM json_each(?1))",
    )?;
    let rows = statement.query_map([serde_json::to_string(sources)?], |row| {
        Ok(ScanError {
            source: row.get(0)?,
            path: row.get(1)?,
            code: row.get(2)?,
            detail: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
