//! Reads a pack, or any zipped or unzipped BagIt bag, back and gives a verdict.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{PackError, Progress};

/// The verdict on a bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// No problems.
    pub valid: bool,
    /// Payload files seen.
    pub entries: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What a BagIt reader would only warn of.
    pub warnings: Vec<String>,
    /// What was checked, in the four properties of DA/T 70.
    pub checks: Vec<Check>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `missing`, `extra`, `altered`, `truncated`, `duplicate_name`, `unsafe_path`, `bad_tag`, `bad_oxum`,
    /// `not_fetched`.
    pub code: String,
    /// The file inside the bag.
    pub path: String,
    /// What should be.
    pub expected: Option<String>,
    /// What is.
    pub found: Option<String>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// `authenticity`, `integrity`, `usability`, `safety`.
    pub group: String,
    /// Stable name.
    pub name: String,
    /// `passed`, `failed`, `skipped`.
    pub result: String,
    /// Detail.
    pub detail: String,
}

/// Checks a zip or a folder. Nothing is unpacked to disk.
pub fn verify(path: &Path, progress: &dyn Progress) -> Result<Verdict, PackError> {
    let _ = (path, progress);
    unimplemented!()
}
