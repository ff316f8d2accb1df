//! Checklists that come with the program: files under `assets/checklists`, in our own words.

use serde::Deserialize;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode, DraftSource};
use taizhang_model::id::Sha256;

use crate::PlanError;
use crate::requirement::{Ids, of_sentence};

/// Name and file of each.
const FILES: [(&str, &str); 2] = [
    (
        "national-13",
        include_str!("../../../assets/checklists/national-13.toml"),
    ),
    (
        "small-unit",
        include_str!("../../../assets/checklists/small-unit.toml"),
    ),
];

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    title: String,
    indicator: Vec<Line>,
}

/// An indicator; a code `a.b` lies under `a`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    title: String,
    content: Option<String>,
    score: Option<f64>,
    #[serde(default)]
    bonus: bool,
    method: Option<String>,
    lead: Option<String>,
    #[serde(default)]
    support: Vec<String>,
    /// Sentences, read by the same grammar as those of a document: one requirement each.
    #[serde(default)]
    needs: Vec<String>,
}

/// Names of the built-in checklists with their titles.
pub fn templates() -> Vec<(String, String)> {
    FILES
        .iter()
        .filter_map(|(name, text)| Some(((*name).to_owned(), parse(name, text).ok()?.title)))
        .collect()
}

/// A built-in checklist, with its month-and-day deadlines set in the year of `period.from`. Spans are absent and the
/// source has no text. `NoSuchTemplate` for an unknown name.
pub fn template(name: &str, period: Period) -> Result<Draft, PlanError> {
    let (name, text) = FILES
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(|| PlanError::NoSuchTemplate(name.to_owned()))?;
    let sheet = parse(name, text)?;
    // Deadlines fall in the first year, whatever part of it the period takes.
    let year = Period::year(period.from.year()).unwrap_or(period);
    let mut ids = Ids::default();
    let mut nodes: Vec<DraftNode> = Vec::new();
    for line in sheet.indicator {
        let parent = parent(name, &line.code, &nodes)?;
        nodes.push(node(line, nodes.len() + 1, parent, year, &mut ids));
    }
    Ok(Draft {
        title: sheet.title,
        source: DraftSource {
            format: "template".to_owned(),
            sha256: Sha256([0; 32]),
            text: String::new(),
        },
        nodes,
        phases: Vec::new(),
        warnings: Vec::new(),
    })
}

fn parse(name: &str, text: &str) -> Result<Sheet, PlanError> {
    toml::from_str(text).map_err(|e| damaged(name, &e))
}

fn damaged(name: &str, detail: &dyn std::fmt::Display) -> PlanError {
    PlanError::DamagedTemplate {
        name: name.to_owned(),
        detail: detail.to_string(),
    }
}

/// Id and level of the node that a code lies under.
fn parent(name: &str, code: &str, nodes: &[DraftNode]) -> Result<Option<(String, u32)>, PlanError> {
    let Some((above, _)) = code.rsplit_once('.') else {
        return Ok(None);
    };
    let node = nodes.iter().find(|node| node.code == above);
    let node = node.ok_or_else(|| damaged(name, &format!("{code} stands before {above}")))?;
    Ok(Some((node.id.clone(), node.level)))
}

fn node(line: Line, number: usize, parent: Option<(String, u32)>, year: Period, ids: &mut Ids) -> DraftNode {
    let kind = if line.bonus {
        ScoreKind::Bonus
    } else {
        ScoreKind::Base
    };
    DraftNode {
        id: format!("n{number}"),
        code: line.code,
        level: parent.as_ref().map_or(1, |(_, level)| level.saturating_add(1)),
        parent: parent.map(|(id, _)| id),
        quote: line.content.clone().unwrap_or_else(|| line.title.clone()),
        title: line.title,
        content: line.content,
        span: None,
        lead_dept: line.lead,
        support_depts: line.support,
        leader: None,
        persons: Vec::new(),
        score: line.score.map(|points| Score {
            points: Some(points),
            kind,
        }),
        method: line.method,
        requirements: line
            .needs
            .iter()
            .map(|sentence| of_sentence(sentence, year, ids.next()))
            .collect(),
    }
}
