//! Links, status, operations.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LinkRow;

/// Links subjects to an indicator.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct LinkAdd {
    /// Items by id or path (relative to a source, or absolute), `url:…`, `paper:…`, `note:…`.
    pub subjects: Vec<String>,
    /// Id of an indicator, or `[CHECKLIST/]CODE[#REQ]` where REQ is the requirement's number from 1.
    pub indicator: String,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// First day of the period it is for.
    pub period_from: Option<String>,
    /// Last day of it.
    pub period_to: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// The day that external references were seen; absent: today.
    pub seen_on: Option<String>,
}

/// Removes links.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LinkRemove {
    /// Ids of links.
    pub ids: Vec<String>,
}

/// Removes the links of subjects to an indicator, as the command line names them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Unlink {
    /// As in `LinkAdd`.
    pub subjects: Vec<String>,
    /// As in `LinkAdd`.
    pub indicator: String,
}

/// Changes a link; absent fields stay, an empty text clears.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct LinkSet {
    /// Id.
    pub id: String,
    /// Caption.
    pub caption: Option<String>,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// For whom or what it is: a department or a place; an empty text clears.
    pub about: Option<String>,
    /// The day an external reference was seen.
    pub seen_on: Option<String>,
    /// Put it before this link of the same indicator; an empty text: at the end.
    pub before: Option<String>,
    /// The person has looked at the changed bytes: take them as what is linked.
    pub confirm_content: Option<bool>,
}

/// Evidence of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LinkList {
    /// In order.
    pub links: Vec<LinkRow>,
}

/// What the same indicator had in the checklist before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LinksBefore {
    /// Title of that checklist; absent where there is none, or no such indicator in it.
    pub checklist: Option<String>,
    /// Code there.
    pub code: String,
    /// Title there.
    pub title: String,
    /// In order.
    pub links: Vec<LinkRow>,
}

/// Waives an indicator or a requirement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct WaiveArgs {
    /// As in `LinkAdd`.
    pub indicator: String,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// The reason, in the unit's own words.
    pub reason: String,
    /// Whether it means 不适用.
    pub not_applicable: bool,
}

/// Which status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct StatusArgs {
    /// Id or title; absent: the current one.
    pub checklist: Option<String>,
    /// Only indicators led or supported by this department.
    pub dept: Option<String>,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OperationDone {
    /// The operation.
    pub operation: OperationRow,
}

/// One undoable change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OperationRow {
    /// Id.
    pub id: String,
    /// ISO 8601 in UTC.
    pub at: String,
    /// Who.
    pub who: String,
    /// Stable name of what was done: `link_add`, `link_remove`, `checklist_import`…
    pub action: String,
    /// What it was done to, for the sentence (`3 件 → 2.4` is made by the page from these).
    pub subjects: Vec<String>,
    /// How many rows.
    pub rows: u32,
    /// Whether it was undone.
    pub undone: bool,
}

/// Every change, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OperationList {
    /// The list.
    pub operations: Vec<OperationRow>,
    /// What the next undo would take back.
    pub can_undo: Option<OperationRow>,
    /// What the next redo would do again.
    pub can_redo: Option<OperationRow>,
}

/// At most so many operations.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct HistoryArgs {
    /// At most so many; absent for all.
    pub limit: Option<u32>,
}
