//! Packs that somebody else made: looked into, compared, unpacked.

use serde::{Deserialize, Serialize};
use taizhang_model::status::{ScoreTotal, Summary};
use ts_rs::TS;

use super::State;

/// Names two packs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PackPair {
    /// The earlier one.
    pub before: String,
    /// The later one.
    pub after: String,
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
    /// The pack.
    pub path: String,
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
