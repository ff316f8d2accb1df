//! Walk, identity, facts: what a scan observes.

use crate::error::Result;
use crate::{Ledger, Progress};

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScanReport {
    /// Files seen.
    pub files: u64,
    /// New ones.
    pub added: u64,
    /// With other bytes than before.
    pub changed: u64,
    /// Known bytes at another place, the old place empty.
    pub moved: u64,
    /// Gone.
    pub missing: u64,
    /// As before.
    pub unchanged: u64,
    /// Files that could not be read, or whose facts are incomplete.
    pub errors: Vec<ScanError>,
    /// Bytes read.
    pub bytes: u64,
    /// Ids of sources that were not connected.
    pub disconnected: Vec<String>,
}

/// One file's error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    /// Path relative to its source, with `/`.
    pub path: String,
    /// As [`taizhang_media::FileError::code`].
    pub code: String,
    /// Detail in English.
    pub detail: String,
}

impl Ledger {
    /// Indexes all sources. Cancelled: `LedgerError::Cancelled`; what was found stays, and the next scan goes on.
    pub fn scan(&self, progress: &dyn Progress) -> Result<ScanReport> {
        let _ = progress;
        unimplemented!()
    }
}
