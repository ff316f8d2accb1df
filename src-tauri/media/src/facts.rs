//! What the program knows of a file.

use std::path::Path;

use serde::{Deserialize, Serialize};
use taizhang_model::date::DateFact;
use taizhang_model::kind::{Kind, KindOrigin};

/// What a file's name and header tell, without decoding pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Kind of material.
    pub kind: Kind,
    /// What told it.
    pub kind_from: KindOrigin,
    /// Short format name by content: `jpeg`, `png`, `docx`, `mp4`, `zip`, `empty`, `unknown`…
    pub format: String,
    /// Every date that was found, best first.
    pub dates: Vec<DateFact>,
    /// Doubts: `extension_differs`, `clock_reset`…
    pub doubts: Vec<String>,
    /// Pixels, before orientation.
    pub width: Option<u32>,
    /// Pixels, before orientation.
    pub height: Option<u32>,
    /// EXIF orientation 1 to 8.
    pub orientation: Option<u8>,
    /// Seconds.
    pub duration_s: Option<f64>,
    /// Pages.
    pub pages: Option<u32>,
    /// Why facts are incomplete.
    pub error: Option<FileError>,
}

/// What is wrong with one file; it never stops a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileError {
    /// Stable name: `unreadable`, `vanished`, `empty`, `truncated`, `changed_while_reading`, `undecodable`,
    /// `too_large`, `timeout`, `crashed`, `out_of_memory`.
    pub code: String,
    /// Detail for the log, in English.
    pub message: String,
}

/// Reads facts from the first bytes of a file (`head`, at most [`crate::hash::HEAD`] bytes), its name and its
/// size; opens the file again (read only) only where a format keeps its facts elsewhere. Never panics, never
/// fails as a whole.
pub fn facts(path: &Path, head: &[u8], bytes: u64) -> Facts {
    let _ = (path, head, bytes);
    unimplemented!()
}
