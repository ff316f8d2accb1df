//! Checklists (测评体系) and indicators (指标).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use taizhang_model::checklist::Score;
use taizhang_model::draft::DraftWarning;
use taizhang_model::requirement::{Requirement, Span};

/// A checklist without its tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistRow {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// First day of the 考核期.
    pub period_from: String,
    /// Last day of it.
    pub period_to: String,
    /// 检查日期
    pub inspection_date: Option<String>,
    /// How many indicators.
    pub indicators: u32,
    /// Whether it is the one that pages show.
    pub current: bool,
}

/// All checklists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistList {
    /// In the order they were made.
    pub checklists: Vec<ChecklistRow>,
}

/// A checklist with its tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistView {
    /// The checklist.
    pub checklist: ChecklistRow,
    /// In tree order.
    pub indicators: Vec<IndicatorRow>,
    /// Doubts of the import that made it, only right after it.
    pub warnings: Vec<DraftWarning>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IndicatorRow {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Depth, 1 for the top.
    pub level: u32,
    /// Parent.
    pub parent: Option<String>,
    /// Full content.
    pub content: Option<String>,
    /// The sentence it came from.
    pub quote: String,
    /// Where that stands in the source's text.
    pub span: Option<Span>,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// 配合部门
    pub support_depts: Vec<String>,
    /// 责任领导
    pub leader: Option<String>,
    /// 责任人
    pub persons: Vec<String>,
    /// 分值
    pub score: Option<Score>,
    /// 测评方法
    pub method: Option<String>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// Whether a person has seen it since the import.
    pub reviewed: bool,
    /// Evidence linked to it.
    pub links: u32,
    /// 缺项说明 or 不适用.
    pub waivers: Vec<WaiverRow>,
}

/// A written reason for a gap, or 不适用.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WaiverRow {
    /// Id.
    pub id: String,
    /// The requirement, or the whole indicator.
    pub requirement: Option<String>,
    /// The reason.
    pub reason: String,
    /// Whether it means 不适用.
    pub not_applicable: bool,
}

/// Reads a document, puts nothing into the ledger.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct DraftArgs {
    /// A file…
    pub path: Option<String>,
    /// …or pasted text…
    pub text: Option<String>,
    /// …or a built-in template.
    pub template: Option<String>,
    /// The year for dates that name none; absent: the current checklist's.
    pub period_from: Option<String>,
    /// See above.
    pub period_to: Option<String>,
}

/// Puts a document's checklist into the ledger.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ChecklistImport {
    /// A file…
    pub path: Option<String>,
    /// …or pasted text…
    pub text: Option<String>,
    /// …or a built-in template.
    pub template: Option<String>,
    /// Title; absent: the document's.
    pub title: Option<String>,
    /// Put it into this checklist, which must be empty; absent: the first empty one, else a new one.
    pub checklist: Option<String>,
    /// Period of a new checklist; absent: the current one's.
    pub period_from: Option<String>,
    /// See above.
    pub period_to: Option<String>,
    /// 检查日期 of a new checklist.
    pub inspection_date: Option<String>,
}

/// A built-in checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateRow {
    /// Name for commands.
    pub name: String,
    /// Title to show.
    pub title: String,
    /// Title to show in English.
    pub title_en: String,
}

/// All built-in checklists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateList {
    /// The list.
    pub templates: Vec<TemplateRow>,
}

/// Names a checklist by id or title; absent: the current one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ChecklistArgs {
    /// Id or title.
    pub checklist: Option<String>,
}

/// Changes a checklist's own fields; absent fields stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ChecklistSet {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// First day of the 考核期.
    pub period_from: Option<String>,
    /// Last day of it.
    pub period_to: Option<String>,
    /// 检查日期; an empty text removes it.
    pub inspection_date: Option<String>,
}
