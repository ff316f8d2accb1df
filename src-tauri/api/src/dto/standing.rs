//! What is due for whom, the gap board, how it went, and two versions of a checklist beside each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use taizhang_model::status::{ScoreTotal, Slot, Summary};

pub use taizhang_model::status::Board;

/// What is due.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct DueArgs {
    /// Id or title; absent: the current one.
    pub checklist: Option<String>,
    /// Within so many days; absent: 30. What is past due is always there.
    pub within: Option<u32>,
    /// Only what concerns this department, leader or person.
    pub who: Option<String>,
}

/// One thing that is open and due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DueRow {
    /// Id of the indicator.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// 配合部门
    pub support_depts: Vec<String>,
    /// 责任领导
    pub leader: Option<String>,
    /// 责任人
    pub persons: Vec<String>,
    /// The sentence that asks for it.
    pub quote: String,
    /// What is wanted.
    pub slot: Slot,
    /// Days until it is due; negative when it is past.
    pub days_left: i32,
}

/// What is due, earliest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DueList {
    /// The day.
    pub as_of: String,
    /// The list.
    pub due: Vec<DueRow>,
}

/// Which board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct BoardArgs {
    /// Id or title; absent: the current one.
    pub checklist: Option<String>,
    /// `month` or `quarter`; absent: month.
    pub by: Option<String>,
}

/// How a checklist stood on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StandingRow {
    /// The day.
    pub on: String,
    /// Points.
    pub score: ScoreTotal,
    /// Leaves by state.
    pub summary: Summary,
}

/// How it went, month by month, up to today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProgressReport {
    /// By day.
    pub progress: Vec<StandingRow>,
}

/// Two checklists by id or title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiffArgs {
    /// The older one.
    pub before: String,
    /// The newer one.
    pub after: String,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DiffSide {
    /// Id of the indicator.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its points.
    pub points: Option<f64>,
}

/// How one indicator differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DiffRow {
    /// `added`, `removed`, `renumbered`, `points`, `text`, `departments`, `requirements`: all that hold; empty where nothing differs.
    pub changes: Vec<String>,
    /// As it was.
    pub before: Option<DiffSide>,
    /// As it is.
    pub after: Option<DiffSide>,
}

/// The difference of two versions of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistDiff {
    /// In the order of the newer one, removed ones where they stood.
    pub rows: Vec<DiffRow>,
    /// How many are the same.
    pub same: u32,
}

/// Begins a year from the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct RolloverArgs {
    /// Id or title of the checklist to take over; absent: the current one.
    pub checklist: Option<String>,
    /// Title of the new one.
    pub title: String,
    /// First day of its period.
    pub period_from: String,
    /// Last day of it.
    pub period_to: String,
    /// 检查日期
    pub inspection_date: Option<String>,
}

/// Carries links from one checklist to another, where an indicator is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarryArgs {
    /// From this checklist (id or title).
    pub before: String,
    /// To this one.
    pub after: String,
}
