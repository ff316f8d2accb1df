//! Reads a pack, or any zipped or unzipped BagIt bag, back and gives a verdict.

mod archive;
mod bag;
mod checks;
mod contents;
mod hashing;
mod inside;
mod ours;
mod report;
mod root;
mod rules;
mod said;
pub(crate) mod sums;
mod tags;
mod tree;
mod unpack;

use std::path::Path;

pub use self::contents::contents;
pub use self::inside::read_file;
pub use self::said::Both;
pub use self::unpack::{Unpacked, unpack};

use serde::{Deserialize, Serialize};

use self::bag::Bag;
use self::report::Report;
use self::root::Place;
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
    pub warnings: Vec<Both>,
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
    pub found: Option<Both>,
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
    pub detail: Both,
}

/// Checks a zip or a folder: a pack of ours, or any BagIt bag from 0.93 to 1.0, at the top or in one folder.
/// Nothing is unpacked to disk. What is no bag at all is [`PackError::NotABag`].
pub fn verify(path: &Path, progress: &dyn Progress) -> Result<Verdict, PackError> {
    let (tree, prefix) = match root::open(path)? {
        Place::Bag(tree, prefix) => (tree, prefix),
        Place::Torn(why) => return Ok(torn(path, why)),
    };
    let mut bag = Bag::new(&tree, &prefix);
    bag.declare()?;
    bag.fetch()?;
    let payload = bag.manifests(false)?;
    bag.fetched_unlisted();
    let tags = bag.manifests(true)?;
    bag.tag_manifests(&payload, &tags);
    let entries = bag.complete(&payload);
    let octets = bag.totals()?;
    let index = ours::index(&mut bag)?;
    let sizes = index.as_ref().map(ours::sizes).unwrap_or_default();
    if index.is_some() {
        bag.sm3()?;
    }
    hashing::compare(&mut bag, &sizes, octets, progress)?;
    if let Some(index) = &index {
        ours::compare(&mut bag, index, &payload, &tags);
    }
    Ok(bag.report.verdict(entries))
}

/// The verdict on a zip whose end is lost.
fn torn(path: &Path, why: Both) -> Verdict {
    let mut report = Report {
        unread: true,
        ..Report::default()
    };
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    report.problem("truncated", &name, None, Some(why));
    report.verdict(0)
}
