//! What can be wrong with one file.

use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What is wrong with one file; it never stops a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileError {
    /// Stable name: `unreadable`, `vanished`, `empty`, `truncated`, `changed_while_reading`, `undecodable`,
    /// `locked` (another program has it for itself), `not_local` (its bytes lie in a cloud), `unsupported` (a format without a decoder here), `too_large`, `timeout`, `crashed`, `out_of_memory`,
    /// `no_worker` (says nothing of the file).
    pub code: String,
    /// Detail for the log, in English.
    pub message: String,
}

impl FileError {
    /// An error with its stable name.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }

    /// `vanished` or `unreadable`, by what the system said of the path.
    pub fn of_io(path: &Path, error: &io::Error) -> Self {
        let code = match error.kind() {
            ErrorKind::NotFound => "vanished",
            ErrorKind::OutOfMemory => "out_of_memory",
            _ => crate::open::code(error).unwrap_or("unreadable"),
        };
        Self::new(code, format!("{}: {error}", path.display()))
    }
}
