//! The form of the files under `assets/checklists`.

use serde::Deserialize;
use taizhang_model::checklist::ScoreKind;

use super::ask::Ask;

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    pub title: String,
    pub title_en: String,
    pub indicator: Vec<Line>,
    #[serde(default)]
    pub phase: Vec<Stage>,
}

/// An indicator; a code `a.b` lies under `a`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub code: String,
    pub title: String,
    pub content: Option<String>,
    pub score: Option<f64>,
    /// How the points count.
    #[serde(default = "base")]
    pub kind: ScoreKind,
    pub method: Option<String>,
    pub lead: Option<String>,
    #[serde(default)]
    pub support: Vec<String>,
    pub leader: Option<String>,
    #[serde(default)]
    pub persons: Vec<String>,
    /// Sentences, read by the same grammar as those of a document: one requirement each.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Requirements with their values given apart.
    #[serde(default)]
    pub asks: Vec<Ask>,
}

/// A phase; its days are months or days of the period's first year, or of the next.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stage {
    pub title: String,
    pub basis: String,
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub from_next_year: bool,
    #[serde(default)]
    pub to_next_year: bool,
}

fn base() -> ScoreKind {
    ScoreKind::Base
}
