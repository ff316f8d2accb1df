//! Suggestions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OperationRow;

/// Which suggestions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SuggestQuery {
    /// At most so many indicators for each; 3 when absent.
    pub top: Option<u32>,
    /// Only for these items, by id or path…
    pub items: Option<Vec<String>>,
    /// …and these activities (ids); neither: for every activity and every item in none.
    pub activities: Option<Vec<String>>,
}

/// Suggestions of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SuggestionList {
    /// Activities first, then items in path order.
    pub suggestions: Vec<SuggestionRow>,
}

/// An item or an activity with the indicators that it may prove.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SuggestionRow {
    /// Id of the item; null for an activity.
    pub item: Option<String>,
    /// Id of the source where the item lies.
    pub source: Option<String>,
    /// Path of the item, relative to its source.
    pub path: Option<String>,
    /// Id of the activity; null for an item.
    pub activity: Option<String>,
    /// Title of the activity, or the file's name.
    pub title: String,
    /// Whether it proves an indicator of the checklist already.
    pub linked: bool,
    /// Best first.
    pub candidates: Vec<CandidateRow>,
}

/// A suggested indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CandidateRow {
    /// Its id.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// 0 to 1: how many of those with this score were right on labelled sets.
    pub score: f64,
    /// The reasons as one sentence, in Chinese.
    pub reason: String,
    /// Strongest first.
    pub reasons: Vec<ReasonRow>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReasonRow {
    /// `words`, `topic`, `date`, `festival`, `kind`, `department`, `learned`.
    pub rule: String,
    /// Where words were found: `title`, `folder`, `name`, `paper`, `caption`, `text`, `place`.
    pub field: Option<String>,
    /// What was found: words, a day, a kind, a department, a title.
    pub found: Vec<String>,
    /// What the indicator has or asks for.
    pub wanted: Vec<String>,
    /// How much it gives.
    pub weight: f64,
}

/// A suggestion that is taken, or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SuggestPick {
    /// Id of an item…
    pub item: Option<String>,
    /// …or of an activity.
    pub activity: Option<String>,
    /// Id of the indicator, or `[CHECKLIST/]CODE`.
    pub indicator: String,
}

/// Takes or rejects suggestions, all as one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SuggestPicks {
    /// Which.
    pub picks: Vec<SuggestPick>,
}

/// Suggestions were taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SuggestAccepted {
    /// The change; null when all of it was linked already.
    pub operation: Option<OperationRow>,
}
