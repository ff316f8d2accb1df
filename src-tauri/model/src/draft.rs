//! A checklist as it was read from a document, before a person has seen it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::checklist::Score;
use crate::id::Sha256;
use crate::requirement::{Requirement, Span};

/// The document that a draft came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftSource {
    /// `xlsx`, `csv`, `txt`…
    pub format: String,
    /// Hash of the document's bytes.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub sha256: Sha256,
    /// The whole text that spans point into.
    pub text: String,
}

/// One indicator of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftNode {
    /// Id within the draft (`n1`, `n2`…), in reading order.
    pub id: String,
    /// Number as written, made unique within the draft (`2.3`, `Ⅱ-1`, `(一)`).
    pub code: String,
    /// Short name.
    pub title: String,
    /// Depth, 1 for the top.
    pub level: u32,
    /// Id of the parent node.
    pub parent: Option<String>,
    /// The full content (测评内容、测评标准), when there is more than the title.
    pub content: Option<String>,
    /// The sentence it came from.
    pub quote: String,
    /// Where that stands in the source's text; absent for built-in templates.
    pub span: Option<Span>,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// 配合部门
    #[serde(default)]
    pub support_depts: Vec<String>,
    /// 责任领导
    pub leader: Option<String>,
    /// 责任人
    #[serde(default)]
    pub persons: Vec<String>,
    /// 分值
    pub score: Option<Score>,
    /// 测评方法
    pub method: Option<String>,
    /// What it asks for.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
}

/// A dated stage of a plan (阶段).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftPhase {
    /// Name.
    pub title: String,
    /// The sentence it came from.
    pub quote: String,
    /// Where that stands in the source's text.
    pub span: Option<Span>,
    /// The words that give the time.
    pub as_written: String,
    /// First day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_from: Option<Date>,
    /// Last day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_to: Option<Date>,
}

/// What the rules were unsure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftWarning {
    /// Stable name: `code_repeated`, `code_missing`, `no_indicators`, `row_skipped`, `department_unknown`…
    pub code: String,
    /// The text it is about.
    pub subject: String,
    /// Where that stands in the source's text.
    pub span: Option<Span>,
}

/// A checklist read from a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Draft {
    /// Title of the document.
    pub title: String,
    /// Where it came from.
    pub source: DraftSource,
    /// Indicators in reading order, parents before children.
    pub nodes: Vec<DraftNode>,
    /// Dated stages.
    pub phases: Vec<DraftPhase>,
    /// Doubts.
    pub warnings: Vec<DraftWarning>,
}
