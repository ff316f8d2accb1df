//! Dated copies of `ledger.sqlite` by SQLite's online backup, and back again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::connect::{self, Database, Mode};
use crate::error::{LedgerError, Result};
use crate::open::{Ledger, hold};

const FOLDER: &str = "backups";
/// How many are kept.
const KEEP: usize = 7;

/// Copies the database into `backups/` under the name of `stamp` (ISO 8601), and drops the oldest beyond seven.
pub(crate) fn make(conn: &Connection, dir: &Path, stamp: &str) -> Result<PathBuf> {
    let path = put(conn, dir, stamp)?;
    drop_oldest(&dir.join(FOLDER))?;
    Ok(path)
}

/// Copies the database into `backups/` and drops none.
fn put(conn: &Connection, dir: &Path, stamp: &str) -> Result<PathBuf> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|e| LedgerError::io(&folder, e))?;
    let name: String = stamp.chars().filter(char::is_ascii_digit).collect();
    let path = folder.join(format!("ledger-{name}.sqlite"));
    let part = folder.join(format!("ledger-{name}.sqlite.part"));
    taizhang_pack::clear_failed(&part, copy(conn, &part))?;
    taizhang_pack::put_in_place(&part, &path).map_err(|e| LedgerError::io(&path, e))?;
    Ok(path)
}

fn copy(conn: &Connection, to: &Path) -> Result<()> {
    let mut target = Database::open(to, Mode::Write)?;
    Backup::new(conn, &mut target)?.run_to_completion(4096, Duration::ZERO, None)?;
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close()?;
    std::fs::OpenOptions::new()
        .write(true)
        .open(to)
        .and_then(|file| file.sync_all())
        .map_err(|e| LedgerError::io(to, e))
}

/// Backups, oldest first.
fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|e| LedgerError::io(folder, e))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| LedgerError::io(folder, e))?.path();
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name.starts_with("ledger-") && name.ends_with(".sqlite") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn drop_oldest(folder: &Path) -> Result<()> {
    let files = list(folder)?;
    for path in files.iter().take(files.len().saturating_sub(KEEP)) {
        std::fs::remove_file(path).map_err(|e| LedgerError::io(path, e))?;
    }
    Ok(())
}

impl Ledger {
    /// Copies `ledger.sqlite` into `backups/` now. Returns the copy's path.
    pub fn backup(&self) -> Result<PathBuf> {
        let path = self.read(|conn| make(conn, self.dir(), &self.around.stamp()))?;
        *hold(&self.backup_failed) = None;
        Ok(path)
    }

    /// Makes the day's backup, unless there is one.
    pub(crate) fn daily_backup(&self) -> Result<()> {
        let stamp = self.around.stamp();
        let day: String = stamp.chars().filter(char::is_ascii_digit).take(8).collect();
        let newest = list(&self.dir().join(FOLDER))?.pop();
        let name = newest
            .as_deref()
            .and_then(Path::file_name)
            .map(|n| n.to_string_lossy().into_owned());
        if name.is_some_and(|name| name.starts_with(&format!("ledger-{day}"))) {
            return Ok(());
        }
        self.backup().map(drop)
    }

    /// Puts a backup in the place of `ledger.sqlite`, after a backup of what is there. The ledger must be closed: it
    /// takes the lock itself.
    pub fn restore(dir: &Path, file: &Path, around: &crate::Surroundings) -> Result<()> {
        let _lock = crate::lock::WriterLock::take(dir, &crate::open::holder(around))?;
        let from = Database::open(file, Mode::Read)?;
        connect::inspect(&from, file)?;
        let whole: String = from.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if whole != "ok" {
            return Err(LedgerError::Damaged {
                dir: file.to_owned(),
                detail: whole,
            });
        }
        let mut target = connect::ledger(dir, Mode::Write)?;
        // The file that is put back may be the oldest one: none is dropped while it is read.
        put(&target, dir, &around.stamp())?;
        Backup::new(&from, &mut target)?.run_to_completion(4096, Duration::ZERO, None)?;
        connect::attach_index(&mut target, dir, Mode::Write)?;
        crate::search::forget(&target)?;
        connect::settle(&target)?;
        drop(from);
        drop_oldest(&dir.join(FOLDER))
    }
}
