//! Indicators (指标) with what they ask for.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use serde::{Deserialize, Serialize};
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::requirement::{
    Count, Deadline, Each, EvidenceNeed, Frequency, Requirement, Role, Span, Threshold,
};

use crate::error::{LedgerError, Result};

/// One indicator with what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// Parent.
    pub parent: Option<String>,
    /// Depth, 1 for the top.
    pub level: u32,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
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
    /// Whether a person has seen it since the import.
    pub reviewed: bool,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// How many links it has.
    pub links: u32,
    /// 缺项说明 and 不适用.
    pub waivers: Vec<Waiver>,
}

/// A written reason for a gap, or 不适用.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Id.
    pub id: String,
    /// The requirement, or the whole indicator.
    pub requirement: Option<String>,
    /// The reason.
    pub reason: String,
    /// Whether it means 不适用.
    pub not_applicable: bool,
}

/// What the column `requirement.wanted` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    deadline: Option<Deadline>,
    frequency: Option<Frequency>,
    threshold: Option<Threshold>,
    count: Option<Count>,
    each: Option<Each>,
    evidence: Vec<EvidenceNeed>,
}

impl Wanted {
    pub(crate) fn of(requirement: &Requirement) -> Self {
        Self {
            deadline: requirement.deadline.clone(),
            frequency: requirement.frequency.clone(),
            threshold: requirement.threshold.clone(),
            count: requirement.count.clone(),
            each: requirement.each,
            evidence: requirement.evidence.clone(),
        }
    }

    /// By when, to be moved.
    pub(crate) fn deadline_mut(&mut self) -> Option<&mut Deadline> {
        self.deadline.as_mut()
    }

    /// Names of the wanted material (`照片、签到表`); empty where none is named.
    pub(crate) fn evidence_names(&self) -> String {
        self.evidence
            .iter()
            .map(|need| need.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    }
}

fn span(row: &SqlRow<'_>, from: usize) -> rusqlite::Result<Option<Span>> {
    Ok(row
        .get::<_, Option<u32>>(from)?
        .zip(row.get::<_, Option<u32>>(from + 1)?)
        .map(|(a, b)| Span(a, b)))
}

fn json_list(row: &SqlRow<'_>, index: usize) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// Indicators of a checklist in tree order, with requirements and waivers.
pub(crate) fn indicators(conn: &Connection, checklist: &str) -> Result<Vec<Indicator>> {
    let mut requirements = requirements(conn, checklist)?;
    let mut waivers = waivers(conn, checklist)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, parent, level, code, title, content, quote, span_from, span_to, lead_dept, support_depts, leader,
         persons, score_points, score_kind, method, reviewed,
         (SELECT count(*) FROM link WHERE link.indicator = indicator.id)
         FROM indicator WHERE checklist = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([checklist], |row| {
        let kind: Option<String> = row.get(14)?;
        Ok(Indicator {
            id: row.get(0)?,
            parent: row.get(1)?,
            level: row.get(2)?,
            code: row.get(3)?,
            title: row.get(4)?,
            content: row.get(5)?,
            quote: row.get(6)?,
            span: span(row, 7)?,
            lead_dept: row.get(9)?,
            support_depts: json_list(row, 10)?,
            leader: row.get(11)?,
            persons: json_list(row, 12)?,
            score: kind
                .as_deref()
                .and_then(ScoreKind::parse)
                .map(|kind| row.get(13).map(|points| Score { points, kind }))
                .transpose()?,
            method: row.get(15)?,
            reviewed: row.get(16)?,
            links: row.get(17)?,
            requirements: Vec::new(),
            waivers: Vec::new(),
        })
    })?;
    rows.map(|row| {
        let mut indicator = row?;
        indicator.requirements = requirements.remove(&indicator.id).unwrap_or_default();
        indicator.waivers = waivers.remove(&indicator.id).unwrap_or_default();
        Ok(indicator)
    })
    .collect()
}

type ByIndicator<T> = std::collections::HashMap<String, Vec<T>>;

fn requirements(conn: &Connection, checklist: &str) -> Result<ByIndicator<Requirement>> {
    let mut statement = conn.prepare_cached(
        "SELECT r.indicator, r.id, r.quote, r.span_from, r.span_to, r.role, r.wanted FROM requirement r
         JOIN indicator i ON i.id = r.indicator WHERE i.checklist = ?1 ORDER BY i.position, r.position",
    )?;
    let mut rows = statement.query([checklist])?;
    let mut all = ByIndicator::new();
    while let Some(row) = rows.next()? {
        let wanted: Wanted = serde_json::from_str(&row.get::<_, String>(6)?)?;
        let requirement = Requirement {
            id: row.get(1)?,
            quote: row.get(2)?,
            span: span(row, 3)?,
            role: Role::parse(&row.get::<_, String>(5)?).unwrap_or(Role::Requirement),
            deadline: wanted.deadline,
            frequency: wanted.frequency,
            threshold: wanted.threshold,
            count: wanted.count,
            each: wanted.each,
            evidence: wanted.evidence,
        };
        all.entry(row.get(0)?).or_default().push(requirement);
    }
    Ok(all)
}

fn waivers(conn: &Connection, checklist: &str) -> Result<ByIndicator<Waiver>> {
    let mut statement = conn.prepare_cached(
        "SELECT w.indicator, w.id, w.requirement, w.reason, w.not_applicable FROM waiver w
         JOIN indicator i ON i.id = w.indicator WHERE i.checklist = ?1 ORDER BY w.id",
    )?;
    let mut rows = statement.query([checklist])?;
    let mut all = ByIndicator::new();
    while let Some(row) = rows.next()? {
        let waiver = Waiver {
            id: row.get(1)?,
            requirement: row.get(2)?,
            reason: row.get(3)?,
            not_applicable: row.get(4)?,
        };
        all.entry(row.get(0)?).or_default().push(waiver);
    }
    Ok(all)
}

/// Whether there is an indicator of this id.
pub(crate) fn is_there(conn: &Connection, id: &str) -> Result<bool> {
    let mut statement = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM indicator WHERE id = ?1)")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// The indicator of a checklist that has this code.
pub(crate) fn with_code(conn: &Connection, checklist: &str, code: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT id FROM indicator WHERE checklist = ?1 AND code = ?2")?;
    Ok(statement
        .query_row([checklist, code], |row| row.get(0))
        .optional()?)
}

/// The requirements of an indicator in their order.
pub(crate) fn requirements_of(conn: &Connection, indicator: &str) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT id FROM requirement WHERE indicator = ?1 ORDER BY position")?;
    let rows = statement.query_map([indicator], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The code of an indicator.
pub(crate) fn code_of(conn: &Connection, id: &str) -> Result<String> {
    let found = conn
        .query_row("SELECT code FROM indicator WHERE id = ?1", [id], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "indicator",
        name: id.to_owned(),
    })
}
