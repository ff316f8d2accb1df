//! Activities (活动).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ItemRow, Kind, OperationRow};

/// Which activities.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ActivityQuery {
    /// Only those in this state: `proposed`, `confirmed`.
    pub state: Option<String>,
}

/// Activities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActivityList {
    /// By first day (undated last), then title.
    pub activities: Vec<ActivityRow>,
    /// How many items are in none.
    #[ts(type = "number")]
    pub loose: u64,
}

/// One activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActivityRow {
    /// Id.
    pub id: String,
    /// What it was.
    pub title: String,
    /// First day.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Whose it was.
    pub host_dept: Option<String>,
    /// `proposed`, `confirmed`.
    pub state: String,
    /// 0 to 1, of a proposal.
    pub confidence: Option<f64>,
    /// Why it is proposed, as a sentence.
    pub reason: String,
    /// Why, strongest first.
    pub reasons: Vec<GroupReason>,
    /// The confirmed activity (id) that a proposal's items belong to: confirming adds them to it.
    pub joins: Option<String>,
    /// Its items (ids), in order.
    pub items: Vec<String>,
    /// Those of them that are left out where the activity stands as evidence.
    pub excluded: Vec<String>,
    /// How many items of each kind, most first.
    pub kinds: Vec<ActivityKind>,
    /// Codes of the indicators of the current checklist that it proves.
    pub links: Vec<String>,
    /// Its first items, pictures before papers.
    pub covers: Vec<ItemRow>,
}

/// How many items of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActivityKind {
    /// The kind.
    pub kind: Kind,
    /// How many.
    pub items: u32,
}

/// Why items are proposed as one activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupReason {
    /// What it rests on.
    pub rule: String,
    /// What was found: a name, a day, how many.
    pub found: Option<String>,
    /// Whether it leaves a doubt.
    pub doubt: bool,
}

/// Makes an activity of items.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ActivityCreate {
    /// What it was.
    pub title: String,
    /// Items by id or path.
    pub items: Vec<String>,
}

/// Changes an activity; absent fields stay, an empty text clears.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ActivitySet {
    /// Id or title.
    pub id: String,
    /// What it was.
    pub title: Option<String>,
    /// First day.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Whose it was.
    pub host_dept: Option<String>,
}

/// Some items of an activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ActivityItems {
    /// The activity (id or title).
    pub id: String,
    /// Items by id or path.
    pub items: Vec<String>,
    /// Title of the new activity, where they become one.
    pub title: Option<String>,
    /// Whether they are left out, where that is what changes.
    pub excluded: Option<bool>,
}

/// Puts items into an activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ActivityMove {
    /// Items by id or path.
    pub items: Vec<String>,
    /// The activity (id or title) they leave.
    pub from: Option<String>,
    /// The activity (id or title) they come into.
    pub to: String,
}

/// A change, and the activity it made or left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActivityDone {
    /// The operation.
    pub operation: OperationRow,
    /// The activity.
    pub activity: ActivityRow,
}

/// What the rules propose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActivityProposed {
    /// How many activities wait for a person.
    pub proposed: usize,
}
