//! Search.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SearchQuery {
    /// Words, all of which must fit: text, first letters of pinyin, kinds (签到), days (4月, 上周, 2026-04, 清明).
    pub query: String,
    /// At most so many of each group; 20 when absent.
    pub limit: Option<u32>,
    /// Items go on after this one (id); the other groups are empty then.
    pub after: Option<String>,
}

/// What was found, best first in each group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchFound {
    /// How many items fit.
    pub total: u64,
    /// Items.
    pub items: Vec<SearchHit>,
    /// Activities.
    pub activities: Vec<SearchHit>,
    /// Indicators of the current checklist.
    pub indicators: Vec<SearchHit>,
    /// People.
    pub people: Vec<SearchHit>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// Its id.
    pub id: String,
    /// Code of an indicator.
    pub code: Option<String>,
    /// File name, title or name.
    pub title: String,
    /// What to mark in it: `[from, to)` in Unicode scalar values.
    pub marks: Vec<(u32, u32)>,
    /// Path, place, department; where the words stand, if not in the title.
    pub more: String,
    /// What to mark in that.
    pub more_marks: Vec<(u32, u32)>,
    /// Kind of an item.
    pub kind: Option<Kind>,
    /// Best day of an item, first day of an activity.
    pub day: Option<String>,
}
