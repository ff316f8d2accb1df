//! Folders that are indexed in place (素材文件夹): added, listed, moved, removed. Nothing is ever written into them, but into
//! the ledger's own folder 材料 for what is collected ([`crate::collect`]): its path is kept relative to the ledger, so that
//! it moves with it.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use crate::error::{LedgerError, Result};
use crate::fleeting::{Disks, Fleeting};
use crate::open::{Ledger, columns};
use crate::operation::Operation;
use crate::place;
use crate::row::{self, Asserted};

/// A folder that is indexed in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id.
    pub id: String,
    /// Absolute path.
    pub path: PathBuf,
    /// The path, to show.
    pub path_text: String,
    /// Short name to show.
    pub label: String,
    /// Whether the folder is there and can be listed now.
    pub connected: bool,
    /// Items with a location in it.
    pub items: u64,
    /// Whether it is the ledger's own folder for what is collected.
    pub own: bool,
    /// Why its files may not stay.
    pub fleeting: Option<Fleeting>,
}

/// A source without its counts.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) path_text: String,
    pub(crate) label: String,
    pub(crate) connected: bool,
    pub(crate) own: bool,
}

/// The ledger's own folder for what is collected, relative to the ledger.
pub(crate) const OWN: &str = "材料";
/// Its place among the sources: after all others.
pub(crate) const LAST: i64 = 1 << 20;

/// Sources that were not removed, in the order they were added.
pub(crate) fn places(conn: &Connection) -> Result<Vec<Place>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, path, path_text, label FROM source WHERE removed_at IS NULL ORDER BY position, id",
    )?;
    let folder = folder(conn)?;
    let rows = statement.query_map([], |row| {
        let kept = place::from_bytes(&row.get::<_, Vec<u8>>(1)?);
        let own = kept == Path::new(OWN);
        let path = folder.join(&kept);
        Ok(Place {
            id: row.get(0)?,
            connected: is_connected(&path),
            path_text: if own { place_text(&path) } else { row.get(2)? },
            path,
            label: row.get(3)?,
            own,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The folder of the ledger that a connection reads.
fn folder(conn: &Connection) -> Result<PathBuf> {
    let mut statement = conn.prepare_cached("SELECT file FROM pragma_database_list WHERE name = 'main'")?;
    let file = statement.query_row([], |row| Ok(row.get_ref(0)?.as_bytes()?.to_vec()))?;
    // SQLite has the system's own bytes of a path, and UTF-8 on Windows.
    #[cfg(unix)]
    let file = place::from_bytes(&file);
    #[cfg(not(unix))]
    let file = PathBuf::from(String::from_utf8_lossy(&file).into_owned());
    Ok(file.parent().unwrap_or(Path::new("")).to_owned())
}

/// Where a source lies whose path is stored so: the ledger's own is kept relative to it.
pub(crate) fn whole(conn: &Connection, stored: &[u8]) -> Result<PathBuf> {
    let path = place::from_bytes(stored);
    if path.is_absolute() {
        return Ok(path);
    }
    Ok(folder(conn)?.join(path))
}

/// The id of the ledger's own folder, and whether it was removed.
pub(crate) fn own(conn: &Connection) -> Result<Option<(String, bool)>> {
    let mut statement =
        conn.prepare_cached("SELECT id, removed_at IS NOT NULL FROM source WHERE path = ?1")?;
    Ok(statement
        .query_row([place::to_bytes(Path::new(OWN))], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

fn place_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Whether the folder is there and can be listed.
pub(crate) fn is_connected(dir: &Path) -> bool {
    std::fs::read_dir(dir).is_ok()
}

impl Ledger {
    /// The sources that were not removed, in the order they were added.
    pub fn sources(&self) -> Result<Vec<Source>> {
        self.read(|conn| {
            let disks = Disks::now();
            let mut count =
                conn.prepare_cached("SELECT count(DISTINCT item) FROM location WHERE source = ?1")?;
            places(conn)?
                .into_iter()
                .map(|place| {
                    Ok(Source {
                        items: count.query_row([&place.id], |row| row.get(0))?,
                        fleeting: if place.own {
                            None
                        } else {
                            disks.fleeting(&place.path)
                        },
                        own: place.own,
                        id: place.id,
                        path: place.path,
                        path_text: place.path_text,
                        label: place.label,
                        connected: place.connected,
                    })
                })
                .collect()
        })
    }

    /// Adds a folder; the next scan indexes it. One that was removed before comes back with its items. Refuses a folder
    /// that can't be listed, that overlaps with another source, or that is a ledger's own.
    pub fn add_source(&self, dir: &Path) -> Result<Operation> {
        let path = self.checked(dir, None)?;
        let bytes = place::to_bytes(&path);
        let text = path.to_string_lossy().into_owned();
        let ((), operation) = self.edit("source_add", std::slice::from_ref(&text), |editing| {
            let removed: Option<String> = editing
                .tx()
                .query_row(
                    "SELECT id FROM source WHERE path = ?1 AND removed_at IS NOT NULL
                     ORDER BY removed_at DESC LIMIT 1",
                    [&bytes],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(id) = removed {
                return editing.update(Asserted::Source, &id, &columns([("removed_at", json!(null))]));
            }
            let position: i64 = editing.tx().query_row(
                "SELECT coalesce(max(position) + 1, 0) FROM source WHERE position < ?1",
                [LAST],
                |row| row.get(0),
            )?;
            editing.insert(
                Asserted::Source,
                &columns([
                    ("id", json!(self.around.new_id())),
                    ("position", json!(position)),
                    ("path", row::bytes(&bytes)),
                    ("path_text", json!(text)),
                    ("label", json!(label(&path))),
                    ("volume_label", json!(null)),
                    ("volume_id", json!(null)),
                    ("added_at", json!(self.around.stamp())),
                    ("removed_at", json!(null)),
                ]),
            )
        })?;
        Ok(operation)
    }

    /// The id of the ledger's own folder 材料, made when it is not there. That it is there is no assertion of a person's: it
    /// is outside undo.
    pub(crate) fn own_source(&self) -> Result<String> {
        let path = self.dir().join(OWN);
        std::fs::create_dir_all(&path).map_err(|e| LedgerError::io(&path, e))?;
        match self.read(own)? {
            Some((id, false)) => Ok(id),
            Some((id, true)) => {
                let fields = columns([("removed_at", json!(null))]);
                self.edit("source_add", &[OWN.to_owned()], |editing| {
                    editing.update(Asserted::Source, &id, &fields)
                })?;
                Ok(id)
            }
            None => {
                let id = self.around.new_id();
                let fields = columns([
                    ("id", json!(id)),
                    ("position", json!(LAST)),
                    ("path", row::bytes(&place::to_bytes(Path::new(OWN)))),
                    ("path_text", json!(OWN)),
                    ("label", json!(OWN)),
                    ("volume_label", json!(null)),
                    ("volume_id", json!(null)),
                    ("added_at", json!(self.around.stamp())),
                    ("removed_at", json!(null)),
                ]);
                self.write(|tx| row::insert(tx, Asserted::Source, &fields))?;
                Ok(id)
            }
        }
    }

    /// Tells where a source lies now. Its items keep their links; the next scan looks what is there.
    pub fn relocate_source(&self, id: &str, dir: &Path) -> Result<Operation> {
        let path = self.checked(dir, Some(id))?;
        let text = path.to_string_lossy().into_owned();
        let old = self.source_place(id)?;
        let ((), operation) = self.edit("source_relocate", &[old.path_text, text.clone()], |editing| {
            let mut fields = columns([
                ("path", row::bytes(&place::to_bytes(&path))),
                ("path_text", json!(text)),
            ]);
            if old.label == label(&old.path) {
                fields.insert("label".to_owned(), json!(label(&path)));
            }
            editing.update(Asserted::Source, id, &fields)
        })?;
        Ok(operation)
    }

    /// Stops indexing a source. Its items and links stay in the ledger and come back when it is added again.
    pub fn remove_source(&self, id: &str) -> Result<Operation> {
        let old = self.source_place(id)?;
        let ((), operation) = self.edit("source_remove", &[old.path_text], |editing| {
            let fields = columns([("removed_at", json!(self.around.stamp()))]);
            editing.update(Asserted::Source, id, &fields)
        })?;
        Ok(operation)
    }

    fn source_place(&self, id: &str) -> Result<Place> {
        self.read(places)?
            .into_iter()
            .find(|place| place.id == id)
            .ok_or_else(|| LedgerError::NotFound {
                what: "source",
                name: id.to_owned(),
            })
    }

    /// The absolute path of a folder that may be a source (`except`: the id of the one that moves there).
    fn checked(&self, dir: &Path, except: Option<&str>) -> Result<PathBuf> {
        let refuse = |e: std::io::Error| LedgerError::SourceUnreadable {
            path: dir.to_owned(),
            detail: e.to_string(),
        };
        std::fs::read_dir(dir).map_err(refuse)?;
        let path = absolute(dir).map_err(refuse)?;
        let real = std::fs::canonicalize(dir).map_err(refuse)?;
        if real
            .ancestors()
            .any(|above| crate::scan::is_ledger(above, self.dir()))
        {
            return Err(LedgerError::SourceIsLedger { path });
        }
        for other in self.read(places)? {
            // The ledger's own folder is walked apart, whatever lies around it.
            if other.own || Some(other.id.as_str()) == except {
                continue;
            }
            // One that is not connected can only be compared as it was written.
            let there = std::fs::canonicalize(&other.path).unwrap_or_else(|_| other.path.clone());
            if real.starts_with(&there) || there.starts_with(&real) {
                return Err(LedgerError::SourceOverlap {
                    path,
                    other: other.path_text,
                });
            }
        }
        Ok(path)
    }
}

/// An absolute path without `.` and `..`, links kept as the person named them.
fn absolute(dir: &Path) -> std::io::Result<PathBuf> {
    if dir
        .components()
        .any(|part| part == std::path::Component::ParentDir)
    {
        return std::fs::canonicalize(dir);
    }
    // `components` drops a trailing separator and `.`, so that the same folder has the same bytes.
    Ok(std::path::absolute(dir)?.components().collect())
}

fn label(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.to_string_lossy().into_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}
