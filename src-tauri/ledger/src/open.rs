//! The ledger folder: made, opened, closed.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use rusqlite::{Connection, Transaction};
use serde_json::json;
use taizhang_model::date::Period;

use crate::connect::{self, Database, Mode};
use crate::error::{Holder, LedgerError, Result};
use crate::lock::WriterLock;
use crate::operation::{Begin, Editing, Operation};
use crate::row::{Asserted, Row};

/// What the outside gives: who acts and what time it is. The room itself reads neither.
#[derive(Clone)]
pub struct Surroundings {
    /// Who acts, for operations and the lock.
    pub actor: String,
    /// Name of the computer.
    pub host: String,
    /// The clock.
    pub now: Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>,
    /// The disks that are in now: roots of drives, mount points.
    pub disks: Arc<dyn Fn() -> Vec<PathBuf> + Send + Sync>,
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings")
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

impl Surroundings {
    /// Now, ISO 8601 in UTC, whole milliseconds.
    pub(crate) fn stamp(&self) -> String {
        format!("{:.3}", (self.now)())
    }

    /// A new UUIDv7 of now, after all that were given before it: rows that are put in together keep their order.
    pub(crate) fn new_id(&self) -> String {
        static ORDER: LazyLock<Mutex<uuid::ContextV7>> = LazyLock::new(Mutex::default);
        let now = (self.now)();
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or_default();
        uuid::Uuid::new_v7(uuid::Timestamp::from_unix(&*ORDER, seconds, nanos)).to_string()
    }
}

/// How to open a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// For writing, or an error that says who has it.
    Write,
    /// For writing where that is possible, else for reading.
    WriteOrRead,
    /// For reading.
    Read,
}

/// Fields of a new ledger.
#[derive(Debug, Clone)]
pub struct NewLedger {
    /// 单位名称
    pub unit: String,
    /// Title of the first checklist.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Option<Date>,
    /// Whether it is the sample.
    pub sample: bool,
}

/// An open ledger (台账). Shared between threads: one writing connection, reading ones as needed.
#[derive(Debug)]
pub struct Ledger {
    dir: PathBuf,
    mode: Mode,
    read_only_reason: Option<LedgerError>,
    pub(crate) around: Surroundings,
    writer: Mutex<Option<Database>>,
    readers: Mutex<Vec<Database>>,
    pub(crate) thumbs: Mutex<Option<Database>>,
    /// Ids of sources that are scanned now and then while they are followed.
    pub(crate) polled: Mutex<std::collections::HashSet<String>>,
    /// Why the backup of the day could not be made.
    pub(crate) backup_failed: Mutex<Option<LedgerError>>,
    /// What is on screen comes before what is made ahead.
    pub(crate) gate: crate::thumbs::Gate,
    /// One scan at a time.
    pub(crate) scanning: Mutex<()>,
    /// The list that was asked for last, so that its next page costs nothing.
    pub(crate) listed: crate::items::Listed,
    /// Grows with every write: what was made before it is stale.
    writes: AtomicU64,
    lock: Mutex<Option<WriterLock>>,
}

impl Ledger {
    /// Makes a ledger folder with its first, empty checklist. `dir` must not exist or be empty.
    pub fn create(dir: &Path, new: &NewLedger, around: Surroundings) -> Result<Self> {
        if dir.exists()
            && std::fs::read_dir(dir)
                .map_err(|e| LedgerError::io(dir, e))?
                .next()
                .is_some()
        {
            return Err(LedgerError::NotEmpty { dir: dir.to_owned() });
        }
        let missing = !dir.exists();
        let made = Self::begin(dir, new, around);
        if made
            .as_ref()
            .is_err_and(|reason| !matches!(reason, LedgerError::Busy { .. }))
        {
            // What could not be made whole leaves nothing behind: the next try finds the folder as this one did.
            clear(dir, missing);
        }
        made
    }

    fn begin(dir: &Path, new: &NewLedger, around: Surroundings) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| LedgerError::io(dir, e))?;
        let lock = WriterLock::take(dir, &holder(&around))?;
        let mut conn = connect::ledger(dir, Mode::Write)?;
        connect::set_journal(&conn, dir)?;
        connect::migrate(&mut conn)?;
        first_rows(&mut conn, new, &around)?;
        Self::finish(dir, Mode::Write, None, around, conn, Some(lock))
    }

    /// Opens a ledger folder. Applies wanting schema steps after a backup, when it may write.
    pub fn open(dir: &Path, access: Access, around: Surroundings) -> Result<Self> {
        if !dir.join(connect::LEDGER).is_file() {
            return Err(LedgerError::NotALedger { dir: dir.to_owned() });
        }
        if access == Access::Read {
            return Self::open_to_read(dir, None, around);
        }
        match WriterLock::take(dir, &holder(&around)) {
            Ok(lock) => Self::open_to_write(dir, around, lock),
            Err(reason) if access == Access::WriteOrRead => Self::open_to_read(dir, Some(reason), around),
            Err(LedgerError::Io { source, .. }) if is_refusal(&source) => {
                Err(LedgerError::ReadOnly { dir: dir.to_owned() })
            }
            Err(reason) => Err(reason),
        }
    }

    fn open_to_write(dir: &Path, around: Surroundings, lock: WriterLock) -> Result<Self> {
        let mut conn = connect::ledger(dir, Mode::Write)?;
        if connect::inspect(&conn, dir)? {
            crate::backup::make(&conn, dir, &around.stamp())?;
            connect::set_journal(&conn, dir)?;
            connect::migrate(&mut conn)?;
        } else {
            connect::set_journal(&conn, dir)?;
        }
        let ledger = Self::finish(dir, Mode::Write, None, around, conn, Some(lock))?;
        // Work goes on without it; `check` tells.
        if let Err(reason) = ledger.daily_backup() {
            *hold(&ledger.backup_failed) = Some(reason);
        }
        Ok(ledger)
    }

    fn open_to_read(dir: &Path, reason: Option<LedgerError>, around: Surroundings) -> Result<Self> {
        let (mode, reason) = match reason {
            Some(LedgerError::Io { source, .. }) if is_refusal(&source) => (
                Mode::Immutable,
                Some(LedgerError::ReadOnly { dir: dir.to_owned() }),
            ),
            other => (Mode::Read, other),
        };
        let conn = connect::ledger(dir, mode)?;
        if connect::inspect(&conn, dir)? {
            // Older steps can't be read as they are, and must not be changed from here.
            return Err(LedgerError::ReadOnly { dir: dir.to_owned() });
        }
        Self::finish(dir, mode, reason, around, conn, None)
    }

    fn finish(
        dir: &Path,
        mode: Mode,
        read_only_reason: Option<LedgerError>,
        around: Surroundings,
        mut conn: Database,
        lock: Option<WriterLock>,
    ) -> Result<Self> {
        connect::attach_index(&mut conn, dir, mode)?;
        let thumbs = connect::thumbs(dir, mode)?;
        let (writer, readers) = if mode == Mode::Write {
            (Some(conn), vec![])
        } else {
            (None, vec![conn])
        };
        Ok(Self {
            dir: dir.to_owned(),
            mode,
            read_only_reason,
            around,
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            thumbs: Mutex::new(thumbs),
            polled: Mutex::default(),
            backup_failed: Mutex::default(),
            gate: crate::thumbs::Gate::default(),
            scanning: Mutex::new(()),
            listed: crate::items::Listed::default(),
            writes: AtomicU64::new(0),
            lock: Mutex::new(lock),
        })
    }

    /// The ledger folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether nothing can be changed.
    pub fn read_only(&self) -> bool {
        self.mode != Mode::Write
    }

    /// Why nothing can be changed, when that was not asked for.
    pub fn read_only_reason(&self) -> Option<&LedgerError> {
        self.read_only_reason.as_ref()
    }

    /// Reads with a connection of its own, beside a running write.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = hold(&self.readers).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => {
                let mode = if self.mode == Mode::Write {
                    Mode::Read
                } else {
                    self.mode
                };
                let mut conn = connect::ledger(&self.dir, mode)?;
                connect::attach_index(&mut conn, &self.dir, mode)?;
                conn
            }
        };
        // One snapshot for all that is read.
        conn.execute_batch("BEGIN")?;
        let result = work(&conn);
        conn.execute_batch("COMMIT")?;
        hold(&self.readers).push(conn);
        result
    }

    /// How many writes there were; none where another program may write too.
    pub(crate) fn writes(&self) -> Option<u64> {
        (self.mode == Mode::Write).then(|| self.writes.load(Ordering::SeqCst))
    }

    /// Writes what a scan observed, in one transaction.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut guard = hold(&self.writer);
        let conn = guard.as_mut().ok_or_else(|| LedgerError::ReadOnly {
            dir: self.dir.clone(),
        })?;
        let tx = conn.transaction()?;
        let result = work(&tx)?;
        tx.commit()?;
        self.writes.fetch_add(1, Ordering::SeqCst);
        Ok(result)
    }

    /// Makes one undoable change.
    pub(crate) fn edit<T>(
        &self,
        action: &str,
        subjects: &[String],
        work: impl FnOnce(&mut Editing<'_>) -> Result<T>,
    ) -> Result<(T, Operation)> {
        let id = self.around.new_id();
        let at = self.around.stamp();
        self.write(|tx| {
            tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let begin = Begin {
                id: id.clone(),
                at,
                who: &self.around.actor,
                action,
                subjects,
            };
            let mut editing = Editing::begin(tx, &begin)?;
            let result = work(&mut editing)?;
            Ok((result, crate::operation::by_id(tx, &id)?))
        })
    }

    /// Changes who acts.
    pub fn set_actor(&mut self, actor: String) {
        self.around.actor = actor;
    }

    /// Closes the ledger, so that copying `ledger.sqlite` alone is safe. Dropping it does the same, silently.
    pub fn close(self) -> Result<()> {
        self.settle()
    }

    fn settle(&self) -> Result<()> {
        hold(&self.readers).clear();
        let Some(conn) = hold(&self.writer).take() else {
            return Ok(());
        };
        let settled = connect::settle(&conn);
        let thumbs = hold(&self.thumbs)
            .take()
            .map_or(Ok(()), |conn| connect::settle(&conn));
        drop(conn);
        *hold(&self.lock) = None;
        settled.and(thumbs)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        // SQLite itself recovers from a journal that could not be settled here.
        let _ = self.settle();
    }
}

/// A panic elsewhere leaves a connection usable: SQLite rolls its transaction back.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn holder(around: &Surroundings) -> Holder {
    Holder {
        who: around.actor.clone(),
        host: around.host.clone(),
        pid: std::process::id(),
        since: around.stamp(),
    }
}

/// Removes what a ledger that could not be made has left in its folder, and the folder when that was made for it. Only
/// names of a ledger, and nothing more is said: the caller tells why it could not be made.
fn clear(dir: &Path, folder_too: bool) {
    for name in connect::files().chain(crate::lock::FILES.map(str::to_owned)) {
        let _ = std::fs::remove_file(dir.join(name));
    }
    let _ = std::fs::remove_dir(dir.join(connect::CACHE));
    if folder_too {
        let _ = std::fs::remove_dir(dir);
    }
}

/// Whether the system refused because the place is read-only.
fn is_refusal(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem)
}

fn first_rows(conn: &mut Connection, new: &NewLedger, around: &Surroundings) -> Result<()> {
    let tx = conn.transaction()?;
    let begin = Begin {
        id: around.new_id(),
        at: around.stamp(),
        who: &around.actor,
        action: "ledger_create",
        subjects: std::slice::from_ref(&new.unit),
    };
    let mut editing = Editing::begin(&tx, &begin)?;
    let checklist = around.new_id();
    let settings = [
        ("ledger", around.new_id()),
        ("unit", new.unit.clone()),
        ("checklist", checklist.clone()),
        ("sample", new.sample.to_string()),
    ];
    for (id, value) in settings {
        editing.insert(
            Asserted::Setting,
            &columns([("id", json!(id)), ("value", json!(value))]),
        )?;
    }
    editing.insert(
        Asserted::Checklist,
        &columns([
            ("id", json!(checklist)),
            ("position", json!(0)),
            ("title", json!(new.title)),
            ("period_from", json!(new.period.from.to_string())),
            ("period_to", json!(new.period.to.to_string())),
            ("inspection_date", json!(new.inspection.map(|d| d.to_string()))),
            ("document", json!(null)),
        ]),
    )?;
    tx.commit()?;
    Ok(())
}

/// A row from columns.
pub(crate) fn columns<const N: usize>(columns: [(&str, serde_json::Value); N]) -> Row {
    columns
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
