//! Connections to the three databases, with the journal each place allows.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::{LedgerError, Result};

pub(crate) const LEDGER: &str = "ledger.sqlite";
pub(crate) const CACHE: &str = "cache";
const INDEX: &str = "index.sqlite";
const THUMBS: &str = "thumbs.sqlite";

/// Grows whenever `index.sql` or `thumbs.sql` changes: an older file is thrown away.
const CACHE_VERSION: i64 = 6;

/// The one ordered list of schema steps of `ledger.sqlite`.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("schema/0001_ledger.sql")),
    M::up(include_str!("schema/0002_document_warnings.sql")),
    M::up(include_str!("schema/0003_records.sql")),
    M::up(include_str!("schema/0004_rejection.sql")),
    M::up(include_str!("schema/0005_item_mark.sql")),
    M::up(include_str!("schema/0006_activity.sql")),
];
const INDEX_SCHEMA: &str = include_str!("schema/index.sql");
const THUMBS_SCHEMA: &str = include_str!("schema/thumbs.sql");

/// How `ledger.sqlite` is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The holder of the lock.
    Write,
    /// Beside a writer, or by choice.
    Read,
    /// The place can't be written: nobody can change it under us.
    Immutable,
}

fn flags(mode: Mode) -> OpenFlags {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    match mode {
        Mode::Write => base | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Read | Mode::Immutable => base | OpenFlags::SQLITE_OPEN_READ_ONLY,
    }
}

/// Longest path that Windows takes without its `\\?\` form, less what SQLite appends (`-journal`).
const SHORT: usize = 240;

/// The path as SQLite can open it: on Windows long ones need the form `\\?\`, which the standard library adds by
/// itself and SQLite does not.
pub(crate) fn spelled(path: &Path) -> PathBuf {
    if !cfg!(windows) || path.as_os_str().len() <= SHORT {
        return path.to_owned();
    }
    match (path.parent().map(std::fs::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// A `file:` URI: needed for `immutable`, and safe for any name, Unicode or not. What separates names on Windows is
/// written as a code, too: two of them at the beginning would be taken for a host.
fn uri(path: &Path, mode: Mode) -> String {
    let mut text = String::from("file:");
    for &byte in spelled(path).as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    if mode == Mode::Immutable {
        text.push_str("?immutable=1");
    }
    text
}

/// Opens `ledger.sqlite` alone.
pub(crate) fn ledger(dir: &Path, mode: Mode) -> Result<Connection> {
    let conn = Connection::open_with_flags(uri(&dir.join(LEDGER), mode), flags(mode))?;
    conn.busy_timeout(std::time::Duration::from_secs(10))?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

/// Sets the journal of the writer: WAL where shared memory works, DELETE on network shares.
pub(crate) fn set_journal(conn: &Connection, dir: &Path) -> Result<()> {
    let journal = if crate::place::is_network(dir) {
        "DELETE"
    } else {
        "WAL"
    };
    conn.pragma_update(None, "journal_mode", journal)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// Makes each file of this connection whole, so that copying `ledger.sqlite` alone is safe and a read-only copy can
/// be read. While another program still reads, the journal stays: what is in it is safe there, too.
pub(crate) fn settle(conn: &Connection) -> Result<()> {
    conn.busy_timeout(std::time::Duration::from_millis(200))?;
    let names: Vec<String> = conn
        .prepare("SELECT name FROM pragma_database_list WHERE name <> 'temp'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        let settled = conn.execute_batch(&format!(
            "PRAGMA {name}.wal_checkpoint(TRUNCATE); PRAGMA {name}.journal_mode = DELETE;"
        ));
        match settled {
            Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {}
            other => other?,
        }
    }
    Ok(())
}

fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

/// How many steps this program knows.
pub(crate) fn known_version() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Refuses what this program can't understand; tells whether steps are wanting.
pub(crate) fn inspect(conn: &Connection, dir: &Path) -> Result<bool> {
    let damaged = |e: rusqlite::Error| LedgerError::Damaged {
        dir: dir.to_owned(),
        detail: e.to_string(),
    };
    let found: i64 = conn
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(damaged)?;
    let tables: i64 = conn
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'setting'",
            [],
            |row| row.get(0),
        )
        .map_err(damaged)?;
    if found > known_version() {
        return Err(LedgerError::Newer {
            dir: dir.to_owned(),
            found,
            known: known_version(),
        });
    }
    if found == 0 || tables == 0 {
        return Err(LedgerError::NotALedger { dir: dir.to_owned() });
    }
    Ok(found < known_version())
}

/// Applies the steps that are wanting, in one transaction. The caller made a backup before.
pub(crate) fn migrate(conn: &mut Connection) -> Result<()> {
    migrations().to_latest(conn)?;
    Ok(())
}

/// Attaches `cache/index.sqlite` as `idx`; makes it anew when it is of another version or damaged.
pub(crate) fn attach_index(conn: &Connection, dir: &Path, mode: Mode) -> Result<()> {
    let path = dir.join(CACHE).join(INDEX);
    if mode == Mode::Write {
        fresh_cache(&path)?;
        attach(conn, &path, mode)?;
        let made: i64 = conn.query_row("PRAGMA idx.user_version", [], |row| row.get(0))?;
        if made == 0 {
            conn.execute_batch(&format!(
                "BEGIN; {INDEX_SCHEMA} PRAGMA idx.user_version = {CACHE_VERSION}; COMMIT;"
            ))?;
        }
        if !crate::place::is_network(dir) {
            conn.execute_batch("PRAGMA idx.journal_mode = WAL;")?;
        }
        conn.execute_batch("PRAGMA idx.synchronous = NORMAL;")?;
        crate::search::watch(conn)?;
        return Ok(());
    }
    if cache_version(&path, mode) == Some(CACHE_VERSION) {
        return attach(conn, &path, mode);
    }
    // A reader without an index still shows what people asserted. (A plain ':memory:' would be read-only, too.)
    conn.execute("ATTACH 'file:idx?mode=memory' AS idx", [])?;
    conn.execute_batch(INDEX_SCHEMA)?;
    Ok(())
}

fn attach(conn: &Connection, path: &Path, mode: Mode) -> Result<()> {
    conn.execute("ATTACH ?1 AS idx", [uri(path, mode)])?;
    Ok(())
}

fn cache_version(path: &Path, mode: Mode) -> Option<i64> {
    if !path.exists() {
        return None;
    }
    let mode = if mode == Mode::Write { Mode::Read } else { mode };
    let conn = Connection::open_with_flags(uri(path, mode), flags(mode)).ok()?;
    conn.query_row("PRAGMA user_version", [], |row| row.get(0)).ok()
}

/// Removes a cache file of another version, or a damaged one: it can be computed again.
fn fresh_cache(path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| LedgerError::io(folder, e))?;
    }
    if !path.exists() || cache_version(path, Mode::Write) == Some(CACHE_VERSION) {
        return Ok(());
    }
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let file = PathBuf::from(name);
        if file.exists() {
            std::fs::remove_file(&file).map_err(|e| LedgerError::io(&file, e))?;
        }
    }
    Ok(())
}

/// Opens `cache/thumbs.sqlite` for the writer; a reader gets what is there, if anything.
pub(crate) fn thumbs(dir: &Path, mode: Mode) -> Result<Option<Connection>> {
    let path = dir.join(CACHE).join(THUMBS);
    if mode == Mode::Write {
        fresh_cache(&path)?;
    } else if cache_version(&path, mode) != Some(CACHE_VERSION) {
        return Ok(None);
    }
    let conn = Connection::open_with_flags(uri(&path, mode), flags(mode))?;
    conn.busy_timeout(std::time::Duration::from_secs(10))?;
    if mode == Mode::Write {
        let made: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if made == 0 {
            conn.execute_batch(&format!(
                "BEGIN; {THUMBS_SCHEMA} PRAGMA user_version = {CACHE_VERSION}; COMMIT;"
            ))?;
        }
        if !crate::place::is_network(dir) {
            conn.execute_batch("PRAGMA journal_mode = WAL;")?;
        }
        conn.execute_batch("PRAGMA synchronous = NORMAL;")?;
    }
    Ok(Some(conn))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Mode, STEPS, migrations, uri};

    #[test]
    fn shares_and_long_paths_are_no_hosts_and_any_name_is_kept() {
        assert_eq!(
            uri(Path::new(r"\\server\share\ledger.sqlite"), Mode::Read),
            "file:%5C%5Cserver%5Cshare%5Cledger.sqlite"
        );
        assert_eq!(
            uri(Path::new("/a?b#c 账/x"), Mode::Immutable),
            "file:/a%3Fb%23c%20%E8%B4%A6/x?immutable=1"
        );
    }

    #[test]
    fn every_step_applies_in_order() {
        assert!(!STEPS.is_empty());
        migrations().validate().unwrap();
    }
}
