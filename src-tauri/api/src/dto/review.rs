//! Changing what was read from a document: the tree of a checklist, its indicators (指标) and requirements (材料要求).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use taizhang_model::checklist::ScoreKind;
use taizhang_model::draft::DraftWarning;
use taizhang_model::requirement::Requirement;

/// The document that a checklist was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistSource {
    /// File name; absent where the checklist was begun empty.
    pub name: Option<String>,
    /// `docx`, `xlsx`…; `template` for a built-in checklist.
    pub format: Option<String>,
    /// The text that spans point into, in Unicode scalar values; empty for a built-in checklist.
    pub text: String,
    /// What the rules were unsure of.
    pub warnings: Vec<DraftWarning>,
}

/// Changes an indicator's fields; absent fields stay, an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct IndicatorSet {
    /// Id.
    pub id: String,
    /// Code, unique in its checklist.
    pub code: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Full content.
    pub content: Option<String>,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// 配合部门
    pub support_depts: Option<Vec<String>>,
    /// 责任领导
    pub leader: Option<String>,
    /// 责任人
    pub persons: Option<Vec<String>>,
    /// 分值
    pub points: Option<f64>,
    /// 计分方式
    pub score_kind: Option<ScoreKind>,
    /// 测评方法
    pub method: Option<String>,
    /// Whether a person has seen it.
    pub reviewed: Option<bool>,
}

/// Marks indicators as seen, or as waiting for it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IndicatorReview {
    /// Ids.
    pub ids: Vec<String>,
    /// Whether a person has seen them.
    pub reviewed: bool,
}

/// Adds an indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct IndicatorAdd {
    /// After this one and all below it; absent: at the end of the current checklist.
    pub after: Option<String>,
    /// Code; one that is taken is made unique.
    pub code: String,
    /// Title.
    pub title: String,
}

/// Moves an indicator with all below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IndicatorMove {
    /// Id.
    pub id: String,
    /// `in`, `out`, `up`, `down`.
    #[ts(type = "'in' | 'out' | 'up' | 'down'")]
    pub step: String,
}

/// Moves requirements of an indicator to a new one after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IndicatorSplit {
    /// Id.
    pub id: String,
    /// Requirements that go.
    pub requirements: Vec<String>,
    /// Title of the new indicator.
    pub title: String,
}

/// Makes one indicator of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IndicatorMerge {
    /// The one that goes.
    pub id: String,
    /// The one that stays.
    pub into: String,
}

/// Replaces what a requirement asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequirementSet {
    /// The requirement as it should be; its sentence stays as it is.
    pub requirement: Requirement,
}

/// Adds a requirement to an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequirementAdd {
    /// The indicator.
    pub indicator: String,
    /// What it asks for; its id is given anew.
    pub requirement: Requirement,
}
