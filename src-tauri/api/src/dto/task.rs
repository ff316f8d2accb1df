//! Long work: started by a command, watched by asking, stopped by a flag.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AppError;

/// A long command was started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TaskStarted {
    /// Id of the task.
    pub task: String,
}

/// Long work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TaskRow {
    /// Id.
    pub id: String,
    /// The command's name (`scan`, `export`, `verify`, `sample_create`).
    pub command: String,
    /// `running`, `done`, `failed`, `cancelled`.
    pub state: String,
    /// `walk`, `hash`, `thumbs`, `write`, `read`…
    pub step: String,
    /// What is at hand.
    pub current: String,
    /// So many files (or bytes, see `unit`) done.
    #[ts(type = "number")]
    pub done: u64,
    /// Of so many; 0 while not known.
    #[ts(type = "number")]
    pub total: u64,
    /// `files` or `bytes`.
    pub unit: String,
    /// Seconds since it began.
    pub seconds: f64,
    /// Seconds left, when that can be told.
    pub seconds_left: Option<f64>,
    /// What it gave, as the command's own result.
    #[ts(type = "unknown")]
    pub result: Option<serde_json::Value>,
    /// Why it failed.
    pub error: Option<AppError>,
}

/// Work at hand and lately ended, and counters that tell a page when to ask again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TaskList {
    /// Grows whenever anything in the ledger changed (by a person, a scan or the watcher).
    #[ts(type = "number")]
    pub revision: u64,
    /// Running ones first, then those that ended, newest first, at most 20.
    pub tasks: Vec<TaskRow>,
    /// Whether folders are watched.
    pub watching: bool,
}
