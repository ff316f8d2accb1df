//! Why the ledger could not do what was asked.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Who holds a ledger open for writing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Name of the person.
    pub who: String,
    /// Name of the computer.
    pub host: String,
    /// Process id.
    pub pid: u32,
    /// Since when, ISO 8601 in UTC.
    pub since: String,
}

/// Why the ledger could not do what was asked. Nothing was changed when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Another program writes to this ledger.
    #[error("{dir} is open in another program: {}@{}", holder.who, holder.host)]
    Busy {
        /// The ledger folder.
        dir: PathBuf,
        /// Who.
        holder: Box<Holder>,
    },
    /// A newer program made this ledger.
    #[error("{dir} was made by a newer version (schema {found}, known {known})")]
    Newer {
        /// The ledger folder.
        dir: PathBuf,
        /// Its schema.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// There is no ledger here.
    #[error("{dir} holds no ledger")]
    NotALedger {
        /// The folder.
        dir: PathBuf,
    },
    /// The place for a new ledger is taken.
    #[error("{dir} is not empty")]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// An indicator can't go where it was asked to.
    #[error("{code} can't move there")]
    NowhereToMove {
        /// Its code.
        code: String,
    },
    /// Another indicator of the checklist has this code.
    #[error("{code} is taken")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// `ledger.sqlite` is damaged.
    #[error("{dir} is damaged: {detail}")]
    Damaged {
        /// The ledger folder.
        dir: PathBuf,
        /// SQLite's reason.
        detail: String,
    },
    /// The ledger is open for reading alone.
    #[error("{dir} is read-only")]
    ReadOnly {
        /// The ledger folder.
        dir: PathBuf,
    },
    /// A folder that should be indexed is not there or can't be read.
    #[error("can't read the folder {path}: {detail}")]
    SourceUnreadable {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        detail: String,
    },
    /// A folder lies inside another source, or another source inside it.
    #[error("{path} overlaps with {other}")]
    SourceOverlap {
        /// The folder.
        path: PathBuf,
        /// The source that is there already.
        other: String,
    },
    /// A folder is the ledger's own, or lies inside it.
    #[error("{path} is the ledger's own folder")]
    SourceIsLedger {
        /// The folder.
        path: PathBuf,
    },
    /// Nothing has this id, code or path.
    #[error("no {what} {name}")]
    NotFound {
        /// `source`, `checklist`, `indicator`, `requirement`, `item`, `link`, `waiver`, `operation`.
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// More than one thing has this code or name.
    #[error("{name} means more than one {what}: {candidates:?}")]
    Ambiguous {
        /// As in `NotFound`.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// What it could be.
        candidates: Vec<String>,
    },
    /// A value is not what it should be.
    #[error("{field}: {value}")]
    BadValue {
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// A later operation touched the same row.
    #[error("{action} can't be undone: {later} came later")]
    UndoConflict {
        /// The operation that should be undone.
        action: String,
        /// The later one.
        later: String,
    },
    /// Everything that should be linked is linked there already.
    #[error("already linked to {code}")]
    AlreadyLinked {
        /// Code of the indicator.
        code: String,
    },
    /// There is nothing to undo or to redo.
    #[error("nothing to {direction}")]
    NothingToUndo {
        /// `undo` or `redo`.
        direction: &'static str,
    },
    /// The person stopped it.
    #[error("cancelled")]
    Cancelled,
    /// Linked files are not there or are no longer what was indexed.
    #[error("{} linked files are not available", items.len())]
    EvidenceUnavailable {
        /// Their display paths.
        items: Vec<String>,
    },
    /// A file or folder can't be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A schema step failed.
    #[error("schema: {0}")]
    Schema(#[from] rusqlite_migration::Error),
    /// A stored value can't be read: a defect of the program or a damaged ledger.
    #[error("stored value: {0}")]
    Stored(#[from] serde_json::Error),
    /// A document could not be read.
    #[error(transparent)]
    Document(#[from] taizhang_document::DocumentError),
    /// A built-in checklist is not there.
    #[error(transparent)]
    Plan(#[from] taizhang_plan::PlanError),
    /// A workbook could not be written: a defect of the program.
    #[error("workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A pack could not be made or read.
    #[error(transparent)]
    Pack(#[from] taizhang_pack::PackError),
}

/// Result of everything in this room.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

impl LedgerError {
    /// An I/O error with its path.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}
