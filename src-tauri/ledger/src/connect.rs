//! Connections to the three databases, with the journal each place allows.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

pub(crate) use crate::database::{Database, Mode};
use crate::error::{LedgerError, Result};

pub(crate) const LEDGER: &str = "ledger.sqlite";
pub(crate) const CACHE: &str = "cache";
const INDEX: &str = "index.sqlite";
const THUMBS: &str = "thumbs.sqlite";

/// What SQLite appends to the name of a database.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Grows whenever `index.sql` or `thumbs.sql` changes: an older file is thrown away.
const CACHE_VERSION: i64 = 8;

/// The one ordered list of schema steps of `ledger.sqlite`.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("schema/0001_ledger.sql")),
    M::up(include_str!("schema/0002_document_warnings.sql")),
    M::up(include_str!("schema/0003_records.sql")),
    M::up(include_str!("schema/0004_rejection.sql")),
    M::up(include_str!("schema/0005_item_mark.sql")),
    M::up(include_str!("schema/0006_activity.sql")),
    M::up(include_str!("schema/0007_seen_and_patrol.sql")),
    M::up(include_str!("schema/0008_shown.sql")),
];
const INDEX_SCHEMA: &str = include_str!("schema/index.sql");
const THUMBS_SCHEMA: &str = include_str!("schema/thumbs.sql");

/// Names, in the ledger folder, of every file that a connection may make.
pub(crate) fn files() -> impl Iterator<Item = String> {
    let databases = [
        LEDGER.to_owned(),
        format!("{CACHE}/{INDEX}"),
        format!("{CACHE}/{THUMBS}"),
    ];
    databases
        .into_iter()
        .flat_map(|name| ENDINGS.map(|ending| format!("{name}{ending}")))
}

/// Opens `ledger.sqlite` alone.
pub(crate) fn ledger(dir: &Path, mode: Mode) -> Result<Database> {
    let conn = Database::open(&dir.join(LEDGER), mode)?;
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
pub(crate) fn attach_index(conn: &mut Database, dir: &Path, mode: Mode) -> Result<()> {
    let path = dir.join(CACHE).join(INDEX);
    if mode == Mode::Write {
        fresh_cache(&path)?;
        conn.attach("idx", &path, mode)?;
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
        return conn.attach("idx", &path, mode);
    }
    // A reader without an index still shows what people asserted. (A plain ':memory:' would be read-only, too.)
    conn.execute("ATTACH 'file:idx?mode=memory' AS idx", [])?;
    conn.execute_batch(INDEX_SCHEMA)?;
    Ok(())
}

fn cache_version(path: &Path, mode: Mode) -> Option<i64> {
    if !path.exists() {
        return None;
    }
    let mode = if mode == Mode::Write { Mode::Read } else { mode };
    let conn = Database::open(path, mode).ok()?;
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
    for ending in ENDINGS {
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
pub(crate) fn thumbs(dir: &Path, mode: Mode) -> Result<Option<Database>> {
    let path = dir.join(CACHE).join(THUMBS);
    if mode == Mode::Write {
        fresh_cache(&path)?;
    } else if cache_version(&path, mode) != Some(CACHE_VERSION) {
        return Ok(None);
    }
    let conn = Database::open(&path, mode)?;
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
    use super::{STEPS, migrations};

    #[test]
    fn every_step_applies_in_order() {
        assert!(!STEPS.is_empty());
        migrations().validate().unwrap();
    }
}
