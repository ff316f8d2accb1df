//! Indexing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How to scan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ScanArgs {
    /// Also make thumbnails before it is done.
    pub thumbs: bool,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ScanReport {
    /// Files seen.
    #[ts(type = "number")]
    pub files: u64,
    /// New ones.
    #[ts(type = "number")]
    pub added: u64,
    /// With other bytes than before.
    #[ts(type = "number")]
    pub changed: u64,
    /// Known bytes at another place, the old place empty.
    #[ts(type = "number")]
    pub moved: u64,
    /// Gone.
    #[ts(type = "number")]
    pub missing: u64,
    /// As before.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Files that could not be read or whose facts are incomplete.
    pub errors: Vec<ScanError>,
    /// Bytes read.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Time it took.
    pub seconds: f64,
    /// Sources that were not connected: their files keep their state.
    pub disconnected: Vec<String>,
}

/// One file's error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ScanError {
    /// Id of its source.
    pub source: String,
    /// Path relative to its source, with `/`.
    pub path: String,
    /// Stable name.
    pub code: String,
    /// A sentence.
    pub message: String,
}
