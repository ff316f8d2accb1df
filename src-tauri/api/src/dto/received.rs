//! Packs that somebody else made: looked into, compared, unpacked.

use serde::{Deserialize, Serialize};
use taizhang_model::status::{ScoreTotal, Summary};
use ts_rs::TS;

use super::{Kind, State};

/// Names two packs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct PackPair {
    /// The earlier one.
    pub before: String,
    /// The later one.
    pub after: String,
    /// The password of the earlier one, where it is locked.
    pub before_password: Option<String>,
    /// The password of the later one.
    pub after_password: Option<String>,
}

/// A locked pack and its password.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct PackUnlock {
    /// The zip, or a volume of the pack.
    pub path: String,
    /// The password of all its volumes.
    pub password: Option<String>,
}

/// The open form of a locked pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PackUnlocked {
    /// What to open in place of the path that was asked for.
    pub path: String,
    /// Each volume that was there and opened with this password.
    pub parts: Vec<PackUnlockedPart>,
}

/// One zip of a locked pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PackUnlockedPart {
    /// The zip as it was received.
    pub locked: String,
    /// Its open form.
    pub open: String,
}

/// Unpacks a pack.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PackUnpack {
    /// The zip.
    pub path: String,
    /// A folder that is not there yet.
    pub into: String,
}

/// What was unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackUnpacked {
    /// The new folder.
    pub folder: String,
    /// Files in it.
    #[ts(type = "number")]
    pub files: u64,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What a pack says of itself. Its files were not read: `verify` does that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PackContents {
    /// The pack, or the volume of it that was asked for.
    pub path: String,
    /// Whether it is a folder, not a zip.
    pub is_folder: bool,
    /// The pack's zips or folders that lie here, in order: one, or the volumes.
    pub parts: Vec<String>,
    /// Names of the volumes that do not lie here; what is in them can't be seen.
    pub missing: Vec<String>,
    /// Version of the format.
    pub format: String,
    /// Program and version that made it.
    pub generator: String,
    /// 单位名称
    pub unit: String,
    /// Title of the checklist.
    pub title: String,
    /// First day of 考核期.
    pub period_from: String,
    /// Last day of it.
    pub period_to: String,
    /// 检查日期
    pub inspection: Option<String>,
    /// The day that it tells of.
    pub as_of: String,
    /// Points.
    pub score: ScoreTotal,
    /// Leaves by state.
    pub summary: Summary,
    /// Files.
    #[ts(type = "number")]
    pub entries: u64,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Which part of a pack in several zips it is, and of how many.
    pub volume: Option<(u32, u32)>,
    /// Indicators in tree order.
    pub indicators: Vec<PackContentsRow>,
    /// First day of the files that are in it, where a plan chose days: states tell of these alone.
    pub days_from: Option<String>,
    /// Last day.
    pub days_to: Option<String>,
    /// Files in reading order.
    pub files: Vec<PackContentsFile>,
    /// What the unit found when it looked before the export.
    pub findings: Vec<PackContentsFinding>,
    /// Printed forms, as paths inside the pack.
    pub papers: Vec<String>,
    /// Names this opening: pictures of its files lie at `/thumb/<key>-<place in files>/<side>`.
    pub key: String,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackContentsFile {
    /// Path inside the pack.
    pub path: String,
    /// Name of the original file.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// Format by content.
    pub format: String,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the bytes, as the pack says.
    pub sha256: String,
    /// Best day.
    pub on: Option<String>,
    /// 文号, where it is a document that has one.
    pub doc_no: Option<String>,
    /// 责任者
    pub issuer: Option<String>,
    /// 题名
    pub doc_title: Option<String>,
    /// 页数
    pub pages: Option<u32>,
    /// Whether a picture of it can be asked for.
    pub thumb: bool,
}

/// What was found in the look before the export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackContentsFinding {
    /// One of the four properties.
    pub group: String,
    /// `block`, `warn`, `explained`.
    pub severity: String,
    /// What it is about.
    pub subject: String,
    /// What was found.
    pub message: String,
}

/// Evidence under an indicator of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackContentsLink {
    /// Place in the pack's files; absent for what lies elsewhere, or in another volume.
    #[ts(type = "number | null")]
    pub file: Option<u64>,
    /// What it is, where it is no file of this pack.
    pub external: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Name of the requirement that it proves.
    pub requirement: Option<String>,
}

/// Names a file of the pack that was opened last.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PackFileArgs {
    /// What `pack_open` gave.
    pub key: String,
    /// Place in the pack's files.
    #[ts(type = "number")]
    pub file: u64,
}

/// Copies packs to another disk.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PackCopy {
    /// The zips.
    pub paths: Vec<String>,
    /// The folder that they go to.
    pub folder: String,
    /// Writes over files that are there.
    pub overwrite: bool,
}

/// What was copied and found the same when it was read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackCopied {
    /// The copies.
    pub copies: Vec<String>,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// An indicator of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PackContentsRow {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Depth, 1 for the top.
    pub level: u32,
    /// Full content.
    pub content: Option<String>,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// State on the pack's day.
    pub state: State,
    /// What is missing, in words.
    pub missing: Vec<String>,
    /// 缺项说明
    pub waivers: Vec<String>,
    /// 说明报告
    pub statement: Option<String>,
    /// Evidence in order: paths inside the pack, or where it lies.
    pub evidence: Vec<String>,
    /// The same with what is said of it.
    pub links: Vec<PackContentsLink>,
}

/// What is different in the later of two packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackDiffReport {
    /// What the heads say differently: unit, period, day, points.
    pub head: Vec<PackFieldDiff>,
    /// Indicators that are different.
    pub indicators: Vec<PackIndicatorDiff>,
    /// Files that are different, by path.
    pub files: Vec<PackFileDiff>,
}

/// An indicator on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackSide {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// State on the pack's day.
    pub state: State,
}

/// An indicator that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackIndicatorDiff {
    /// `added`, `removed`, `changed`.
    pub change: String,
    /// It has another code in the later pack.
    pub renumbered: bool,
    /// In the earlier pack.
    pub before: Option<PackSide>,
    /// In the later pack.
    pub after: Option<PackSide>,
    /// Evidence that came.
    pub evidence_added: Vec<String>,
    /// Evidence that went.
    pub evidence_removed: Vec<String>,
    /// What is said differently: statement, reasons, captions.
    pub fields: Vec<PackFieldDiff>,
}

/// A field that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackFieldDiff {
    /// `unit`, `title`, `period`, `inspection`, `as_of`, `score`, `papers`; of an indicator `code`, `title`, `content`, `quote`,
    /// `lead_dept`, `score`, `state`, `missing`, `waivers`, `statement`, `statement_state`; of its evidence `caption`, `requirement`.
    pub field: String,
    /// The evidence that it is told of.
    pub evidence: Option<String>,
    /// In the earlier pack.
    pub before: Option<String>,
    /// In the later pack.
    pub after: Option<String>,
}

/// A file that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PackFileDiff {
    /// `added`, `removed`, `changed`, `moved`.
    pub change: String,
    /// Path in the earlier pack.
    pub before: Option<String>,
    /// Path in the later pack.
    pub after: Option<String>,
}
