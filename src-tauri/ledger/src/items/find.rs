//! An item by name, and where its bytes are.

use std::path::{Component, Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::PLACES;
use crate::error::{LedgerError, Result};
use crate::place;
use crate::scan;
use crate::sources::{self, places};

/// The key of an item by its id.
pub(super) fn key(conn: &Connection, id: &str) -> Result<i64> {
    conn.prepare_cached("SELECT key FROM item WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| missing(id))
}

fn missing(name: &str) -> LedgerError {
    LedgerError::NotFound {
        what: "item",
        name: name.to_owned(),
    }
}

/// A place that a name may mean.
struct Match {
    item: String,
    /// Source and path, to tell matches apart.
    shown: String,
    present: bool,
}

/// The id of the item that an id or a path names.
pub(super) fn item(conn: &Connection, name: &str) -> Result<String> {
    match key(conn, name) {
        Ok(_) => return Ok(name.to_owned()),
        Err(LedgerError::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    let path = Path::new(name);
    let mut found = by_path(conn, path, relative)?;
    if found.is_empty() {
        found = by_path(conn, path, real)?;
    }
    if found.is_empty() {
        found = by_shown_path(conn, name)?;
    }
    // A place that is gone only counts where none is there.
    if found.iter().any(|place| place.present) {
        found.retain(|place| place.present);
    }
    let first = found.first().ok_or_else(|| missing(name))?.item.clone();
    if found.iter().any(|place| place.item != first) {
        return Err(LedgerError::Ambiguous {
            what: "item",
            name: name.to_owned(),
            candidates: found.into_iter().map(|place| place.shown).collect(),
        });
    }
    Ok(first)
}

/// `inside` gives the path of a name inside a source.
fn by_path(
    conn: &Connection,
    name: &Path,
    inside: fn(&Path, &Path) -> Option<PathBuf>,
) -> Result<Vec<Match>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.id, l.path_text, l.state = 'present' FROM location l JOIN item i ON i.key = l.item
         WHERE l.source = ?1 AND l.path = ?2 AND l.member = ''",
    )?;
    let mut found = Vec::new();
    for source in places(conn)? {
        let Some(relative) = inside(name, &source.path) else {
            continue;
        };
        let place = statement
            .query_row((&source.id, place::to_bytes(&relative)), |row| {
                let path: String = row.get(1)?;
                Ok(Match {
                    item: row.get(0)?,
                    shown: format!("{}/{path}", source.path_text),
                    present: row.get(2)?,
                })
            })
            .optional()?;
        found.extend(place);
    }
    Ok(found)
}

/// The path as it is stored for a source: names alone, with the system's separator.
fn relative(name: &Path, source: &Path) -> Option<PathBuf> {
    let inside = if name.is_absolute() {
        name.strip_prefix(source).ok()?
    } else {
        name
    };
    inside
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(name) => Some(name),
            _ => None,
        })
        .collect()
}

/// The path inside a source by the names that the file system has: the folder may be reached by a link, and Windows takes names
/// in any case.
fn real(name: &Path, source: &Path) -> Option<PathBuf> {
    // A path in a source does not lead out of it and back in.
    if name.is_relative() && name.components().any(|part| part == Component::ParentDir) {
        return None;
    }
    let file = std::fs::canonicalize(place::asked(&source.join(name))).ok()?;
    let source = std::fs::canonicalize(place::asked(source)).ok()?;
    file.strip_prefix(source).ok().map(Path::to_owned)
}

/// By the path as it is shown: for names that are no Unicode.
fn by_shown_path(conn: &Connection, name: &str) -> Result<Vec<Match>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT i.id, s.path_text || '/' || l.path_text, l.state = 'present' FROM {PLACES}
         JOIN item i ON i.key = l.item WHERE l.path_text = ?1"
    ))?;
    let rows = statement.query_map([name], |row| {
        Ok(Match {
            item: row.get(0)?,
            shown: row.get(1)?,
            present: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where bytes lie: a file, or a member of the archive there.
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Empty for a file of its own.
    pub(super) member: String,
}

/// A place where the item's current bytes can be read now.
pub(super) fn path(conn: &Connection, id: &str) -> Result<Found> {
    let key = key(conn, id)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT s.path, l.path, coalesce(a.bytes, l.bytes), coalesce(a.mtime_ns, l.mtime_ns), l.member
         FROM {PLACES} JOIN item i ON i.key = l.item
         LEFT JOIN location a ON l.member <> '' AND a.source = l.source AND a.path = l.path AND a.member = ''
         WHERE i.key = ?1 AND l.state = 'present' AND l.content IS i.content
         ORDER BY l.member <> '', s.position, l.path_text"
    ))?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let root = sources::whole(conn, row.get_ref(0)?.as_blob().unwrap_or_default())?;
        let path = root.join(place::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default()));
        let indexed = scan::Stat {
            bytes: row.get(2)?,
            mtime_ns: row.get(3)?,
        };
        if scan::stat(&path).is_ok_and(|now| now.is_same(indexed)) {
            let member = row.get(4)?;
            return Ok(Found { path, member });
        }
    }
    let shown = conn
        .prepare_cached(
            "SELECT path_text FROM location WHERE item = ?1 ORDER BY state = 'present' DESC, key LIMIT 1",
        )?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Err(LedgerError::EvidenceUnavailable {
        items: vec![shown.unwrap_or_else(|| id.to_owned())],
    })
}
