//! Checklists that come with the program: files under `assets/checklists`, in our own words.

mod ask;
mod sheet;

use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode, DraftPhase, DraftSource};
use taizhang_model::id::Sha256;

use crate::PlanError;
use crate::requirement::{Ids, of_sentence};
use sheet::{Line, Sheet, Stage};

/// Name and file of each.
const FILES: [(&str, &str); 13] = [
    (
        "national-13",
        include_str!("../../../assets/checklists/national-13.toml"),
    ),
    ("monthly", include_str!("../../../assets/checklists/monthly.toml")),
    (
        "small-unit",
        include_str!("../../../assets/checklists/small-unit.toml"),
    ),
    ("plan-01", include_str!("../../../assets/checklists/plan-01.toml")),
    ("plan-02", include_str!("../../../assets/checklists/plan-02.toml")),
    ("plan-03", include_str!("../../../assets/checklists/plan-03.toml")),
    ("plan-04", include_str!("../../../assets/checklists/plan-04.toml")),
    ("plan-05", include_str!("../../../assets/checklists/plan-05.toml")),
    ("plan-06", include_str!("../../../assets/checklists/plan-06.toml")),
    ("plan-07", include_str!("../../../assets/checklists/plan-07.toml")),
    ("plan-08", include_str!("../../../assets/checklists/plan-08.toml")),
    ("plan-09", include_str!("../../../assets/checklists/plan-09.toml")),
    ("plan-10", include_str!("../../../assets/checklists/plan-10.toml")),
];

/// A built-in checklist's name and titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateTitle {
    /// What it is called by.
    pub name: String,
    /// Title.
    pub title: String,
    /// Title for the English interface.
    pub title_en: String,
}

/// Names of the built-in checklists with their titles.
pub fn templates() -> Vec<TemplateTitle> {
    let title = |(name, text): &(&str, &str)| {
        let sheet = parse(name, text).ok()?;
        Some(TemplateTitle {
            name: (*name).to_owned(),
            title: sheet.title,
            title_en: sheet.title_en,
        })
    };
    FILES.iter().filter_map(title).collect()
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
    let wrong = |detail: String| damaged(name, &detail);
    let mut ids = Ids::default();
    let mut nodes: Vec<DraftNode> = Vec::new();
    for line in sheet.indicator {
        let parent = parent(&line.code, &nodes).map_err(wrong)?;
        nodes.push(node(line, nodes.len() + 1, parent, year, &mut ids).map_err(wrong)?);
    }
    let phases = sheet.phase.into_iter().map(|stage| phase(stage, year));
    Ok(Draft {
        title: sheet.title,
        source: DraftSource {
            format: "template".to_owned(),
            sha256: Sha256([0; 32]),
            text: String::new(),
        },
        nodes,
        phases: phases.collect::<Result<_, _>>().map_err(wrong)?,
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
fn parent(code: &str, nodes: &[DraftNode]) -> Result<Option<(String, u32)>, String> {
    let Some((above, _)) = code.rsplit_once('.') else {
        return Ok(None);
    };
    let node = nodes.iter().find(|node| node.code == above);
    let node = node.ok_or_else(|| format!("{code} stands before {above}"))?;
    Ok(Some((node.id.clone(), node.level)))
}

fn node(
    line: Line,
    number: usize,
    parent: Option<(String, u32)>,
    year: Period,
    ids: &mut Ids,
) -> Result<DraftNode, String> {
    let mut requirements: Vec<_> = line
        .needs
        .iter()
        .map(|sentence| of_sentence(sentence, Some(year), ids.next()))
        .collect();
    for ask in line.asks {
        let basis = ask.basis.clone();
        let asked = ask.requirement(year, ids.next());
        requirements.push(asked.map_err(|e| format!("{} {basis}: {e}", line.code))?);
    }
    let veto = line.kind == ScoreKind::Veto;
    Ok(DraftNode {
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
        leader: line.leader,
        persons: line.persons,
        score: (veto || line.score.is_some()).then_some(Score {
            points: line.score,
            kind: line.kind,
        }),
        method: line.method,
        requirements,
    })
}

fn phase(stage: Stage, year: Period) -> Result<DraftPhase, String> {
    let (from, _) = ask::days(&stage.from, ask::shifted(year, stage.from_next_year))?;
    let (_, to) = ask::days(&stage.to, ask::shifted(year, stage.to_next_year))?;
    if to < from {
        return Err(format!("{} ends before it begins", stage.title));
    }
    Ok(DraftPhase {
        title: stage.title,
        quote: stage.basis,
        span: None,
        as_written: if stage.from == stage.to {
            stage.from
        } else {
            format!("{}—{}", stage.from, stage.to)
        },
        date_from: Some(from),
        date_to: Some(to),
    })
}
