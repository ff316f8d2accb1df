//! Packs (迎检包).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Makes a pack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ExportArgs {
    /// The zip to write; absent: `exports/` of the ledger, named by unit, title and day.
    pub out: Option<String>,
    /// Id or title; absent: the current one.
    pub checklist: Option<String>,
    /// Make it though something is missing or changed on disk: those files are left out and named.
    pub allow_gaps: bool,
    /// Put it in the place of a file that is there already; packs in `exports/` are made anew without it.
    pub overwrite: bool,
    /// Name of a plan, or the path of its file (`.json`); absent: everything, with the report of the look before.
    pub profile: Option<String>,
    /// Most bytes of one zip, as written (`4G`, `500M`); absent: as the plan says.
    pub volume_size: Option<String>,
    /// Locks the pack with this password (AES-256).
    pub password: Option<String>,
    /// A folder, on a stick for example, that the finished zips are copied to and read back from.
    pub copy_to: Option<String>,
}

/// What a plan (导出方案) chooses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ProfileFields {
    /// First day of the files that go in; files without a day always do.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Departments whose indicators go in; empty: all.
    pub departments: Vec<String>,
    /// Names of the printed forms that lie in the pack.
    pub forms: Vec<String>,
    /// Most bytes of one zip, as written.
    pub volume_size: Option<String>,
    /// How pictures are copied; absent: files go in as they are.
    pub copies: Option<CopyFields>,
    /// One folder for each indicator; a file that proves two lies in both.
    #[ts(as = "Option<bool>")]
    pub per_indicator: bool,
    /// Only what was linked to something that the indicator asks for, where anything was.
    #[ts(as = "Option<bool>")]
    pub wanted_only: bool,
    /// Folders named by code, files by number.
    #[ts(as = "Option<bool>")]
    pub short_names: bool,
    /// SM3 sums in a tag file of their own.
    #[ts(as = "Option<bool>")]
    pub sm3: bool,
    /// Entries and links as Parquet files beside the pack.
    #[ts(as = "Option<bool>")]
    pub parquet: bool,
}

/// How pictures are copied on their way into a pack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct CopyFields {
    /// Most pixels of the longer side.
    pub max_side: Option<u32>,
    /// Most bytes of a picture, as written: `2M`, `500K`.
    pub max_bytes: Option<String>,
    /// Leave out place, device and what else a camera writes.
    pub strip: bool,
    /// Words laid over the lower right corner.
    pub watermark: Option<String>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProfileRow {
    /// Its name.
    pub name: String,
    /// Whether it came with the program.
    pub built_in: bool,
    /// Its file, to hand on; absent where it came with the program.
    pub path: Option<String>,
    /// What it chooses.
    pub fields: ProfileFields,
}

/// All plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProfileList {
    /// The program's own first.
    pub profiles: Vec<ProfileRow>,
}

/// Names a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProfileName {
    /// Its name.
    pub name: String,
}

/// Saves a plan: from a file, from what was chosen, or as a copy of the one of that name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ProfilePut {
    /// Its name; with a file it may be empty, and is the file's.
    pub name: String,
    /// A plan's file.
    pub file: Option<String>,
    /// What it chooses.
    pub fields: Option<ProfileFields>,
}

/// The four properties before a pack (DA/T 70-2018).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrecheckReport {
    /// What blocks first, then by property.
    pub findings: Vec<PrecheckFinding>,
    /// How many block.
    pub blocking: u32,
    /// How many warn.
    pub warnings: u32,
}

/// One finding of the pre-check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrecheckFinding {
    /// `authenticity`, `integrity`, `usability`, `safety`.
    pub group: String,
    /// Stable name.
    pub code: String,
    /// Name of the test in DA/T 70.
    pub name: String,
    /// `block`, `warn`, `explained` (a gap with a written reason).
    pub severity: String,
    /// What it is about: a path, or code and title of an indicator.
    pub subject: String,
    /// The item, to open it.
    pub item: Option<String>,
    /// The indicator, to open it.
    pub indicator: Option<String>,
    /// What was found: a mark, a day, a reason.
    pub detail: String,
    /// What it is, and what to do.
    pub message: String,
    /// Whether `allow_gaps` lets the pack be made though it blocks. A mark of secrecy never does.
    pub can_be_allowed: bool,
}

/// What stands in the way of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ExportPreview {
    /// Files.
    pub entries: u32,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Leaves with evidence.
    pub indicators_with_evidence: u32,
    /// Leaves.
    pub indicators: u32,
    /// Linked items that are not there now: they block unless gaps are allowed.
    pub unavailable: Vec<String>,
    /// Linked items whose bytes changed since they were linked.
    pub changed: Vec<String>,
    /// Where the pack would be written.
    pub out: String,
}

/// A pack that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ExportReport {
    /// The (first) zip.
    pub path: String,
    /// All zips.
    pub volumes: Vec<VolumeRow>,
    /// Copies that were made and read back.
    pub copies: Vec<String>,
    /// Parquet files beside the pack, where the plan wants them.
    pub tables: Vec<String>,
    /// Payload files.
    #[ts(type = "number")]
    pub entries: u64,
    /// Payload bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Time it took.
    pub seconds: f64,
    /// Files that were left out, as sentences.
    pub warnings: Vec<String>,
}

/// One zip of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VolumeRow {
    /// The zip.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Its hash.
    pub sha256: String,
    /// Payload files in it.
    #[ts(type = "number")]
    pub entries: u64,
}

/// Names a file or folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathArgs {
    /// The path.
    pub path: String,
}

/// What to check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct VerifyArgs {
    /// A zip or a folder.
    pub path: String,
    /// The password of a locked pack.
    pub password: Option<String>,
}

/// The verdict on a pack or bag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VerifyReport {
    /// The zip or folder.
    pub path: String,
    /// No problems.
    pub valid: bool,
    /// Payload files seen.
    #[ts(type = "number")]
    pub entries: u64,
    /// What is wrong.
    pub problems: Vec<VerifyProblem>,
    /// What a BagIt reader would only warn of.
    pub warnings: Vec<String>,
    /// What was checked.
    pub checks: Vec<VerifyCheck>,
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VerifyProblem {
    /// See cli.md: `missing`, `extra`, `altered`, `truncated`, `duplicate_name`, `unsafe_path`, `bad_tag`,
    /// `bad_oxum`, `not_fetched`.
    pub code: String,
    /// The file inside the bag.
    pub path: String,
    /// What should be.
    pub expected: Option<String>,
    /// What is.
    pub found: Option<String>,
}

/// One check of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VerifyCheck {
    /// `authenticity`, `integrity`, `usability`, `safety`.
    pub group: String,
    /// Stable name.
    pub name: String,
    /// `passed`, `failed`, `skipped`.
    pub result: String,
    /// Detail.
    pub detail: String,
}
