//! Checklists (测评体系) and their indicators (指标).

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::Period;
use taizhang_model::requirement::{
    Count, Deadline, Each, EvidenceNeed, Frequency, Requirement, Role, Span, Threshold,
};

use crate::error::{LedgerError, Result};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::{Asserted, Row};

/// A checklist without its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Option<Date>,
    /// How many indicators.
    pub indicators: u32,
    /// Whether it is the one that pages show.
    pub current: bool,
}

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

/// Changes of a checklist's own fields; `None` leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChecklistChange {
    /// Title.
    pub title: Option<String>,
    /// First day of the 考核期.
    pub period_from: Option<Date>,
    /// Last day of it.
    pub period_to: Option<Date>,
    /// 检查日期; `Some(None)` removes it.
    pub inspection: Option<Option<Date>>,
}

/// Changes of an indicator's fields; `None` leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IndicatorChange {
    /// Title.
    pub title: Option<String>,
    /// 牵头部门; an empty text clears.
    pub lead_dept: Option<String>,
    /// 分值
    pub points: Option<f64>,
    /// Whether a person has seen it.
    pub reviewed: Option<bool>,
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

    /// Names of the wanted material (`照片、签到表`); empty where none is named.
    pub(crate) fn evidence_names(&self) -> String {
        self.evidence
            .iter()
            .map(|need| need.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    }
}

/// The checklist that pages show: the one that was chosen last, else the newest.
pub(crate) fn current(conn: &Connection) -> Result<String> {
    let found = conn
        .query_row(
            "SELECT id FROM checklist ORDER BY id = (SELECT value FROM setting WHERE id = 'checklist') DESC,
             position DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "checklist",
        name: String::new(),
    })
}

/// Which checklist pages show is no assertion: it is outside undo.
pub(crate) fn choose(conn: &Connection, id: &str) -> Result<()> {
    conn.execute("UPDATE setting SET value = ?1 WHERE id = 'checklist'", [id])?;
    Ok(())
}

const CHECKLIST: &str = "SELECT id, title, period_from, period_to, inspection_date,
    (SELECT count(*) FROM indicator WHERE indicator.checklist = checklist.id) FROM checklist";

fn checklists(conn: &Connection) -> Result<Vec<Checklist>> {
    let current = current(conn).unwrap_or_default();
    let mut statement = conn.prepare_cached(&format!("{CHECKLIST} ORDER BY position, id"))?;
    let rows = statement.query_map([], |row| {
        let id: String = row.get(0)?;
        Ok(Checklist {
            current: id == current,
            id,
            title: row.get(1)?,
            period: Period {
                from: day(row, 2)?,
                to: day(row, 3)?,
            },
            inspection: optional_day(row, 4)?,
            indicators: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The checklist with this id or title; the current one where none is named.
pub(crate) fn find(conn: &Connection, name: Option<&str>) -> Result<Checklist> {
    let all = checklists(conn)?;
    let Some(name) = name else {
        return all
            .into_iter()
            .find(|c| c.current)
            .ok_or_else(|| LedgerError::NotFound {
                what: "checklist",
                name: String::new(),
            });
    };
    let mut hits: Vec<Checklist> = all
        .into_iter()
        .filter(|c| c.id == name || c.title == name)
        .collect();
    if hits.len() > 1 {
        let candidates = hits.into_iter().map(|c| c.id).collect();
        return Err(LedgerError::Ambiguous {
            what: "checklist",
            name: name.to_owned(),
            candidates,
        });
    }
    hits.pop().ok_or_else(|| LedgerError::NotFound {
        what: "checklist",
        name: name.to_owned(),
    })
}

fn day(row: &SqlRow<'_>, index: usize) -> rusqlite::Result<Date> {
    let text: String = row.get(index)?;
    text.parse().map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(
            index,
            rusqlite::types::Type::Text,
            Box::<jiff::Error>::new(e),
        )
    })
}

fn optional_day(row: &SqlRow<'_>, index: usize) -> rusqlite::Result<Option<Date>> {
    if row.get_ref(index)? == rusqlite::types::ValueRef::Null {
        Ok(None)
    } else {
        day(row, index).map(Some)
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

impl Ledger {
    /// 单位名称
    pub fn unit(&self) -> Result<String> {
        self.setting("unit")
    }

    /// Whether it is the sample that the program made.
    pub fn is_sample(&self) -> Result<bool> {
        Ok(self.setting("sample")? == "true")
    }

    fn setting(&self, id: &str) -> Result<String> {
        self.read(|conn| {
            Ok(conn.query_row("SELECT value FROM setting WHERE id = ?1", [id], |row| row.get(0))?)
        })
    }

    /// Changes 单位名称.
    pub fn set_unit(&self, unit: &str) -> Result<Operation> {
        let unit = unit.trim();
        if unit.is_empty() {
            return Err(LedgerError::BadValue {
                field: "unit",
                value: unit.to_owned(),
            });
        }
        let ((), done) = self.edit("ledger_set", &[unit.to_owned()], |editing| {
            editing.update(Asserted::Setting, "unit", &columns([("value", json!(unit))]))
        })?;
        Ok(done)
    }

    /// All checklists, in the order they were made.
    pub fn checklists(&self) -> Result<Vec<Checklist>> {
        self.read(checklists)
    }

    /// The checklist with this id or title (the current one where none is named) with its tree.
    pub fn checklist(&self, name: Option<&str>) -> Result<(Checklist, Vec<Indicator>)> {
        self.read(|conn| {
            let checklist = find(conn, name)?;
            let indicators = indicators(conn, &checklist.id)?;
            Ok((checklist, indicators))
        })
    }

    /// Makes pages show this checklist.
    pub fn select_checklist(&self, id: &str) -> Result<()> {
        self.write(|tx| {
            let checklist = find(tx, Some(id))?;
            choose(tx, &checklist.id)
        })
    }

    /// Changes a checklist's own fields.
    pub fn set_checklist(&self, id: &str, change: &ChecklistChange) -> Result<Operation> {
        let before = self.read(|conn| find(conn, Some(id)))?;
        let from = change.period_from.unwrap_or(before.period.from);
        let to = change.period_to.unwrap_or(before.period.to);
        let period = Period::new(from, to).map_err(|e| LedgerError::BadValue {
            field: "period",
            value: format!("{}..{}", e.from, e.to),
        })?;
        let inspection = change.inspection.unwrap_or(before.inspection);
        let title = change.title.as_deref().map_or(before.title.as_str(), str::trim);
        if title.is_empty() {
            return Err(LedgerError::BadValue {
                field: "title",
                value: String::new(),
            });
        }
        let row = columns([
            ("title", json!(title)),
            ("period_from", json!(period.from.to_string())),
            ("period_to", json!(period.to.to_string())),
            ("inspection_date", json!(inspection.map(|d| d.to_string()))),
        ]);
        let ((), done) = self.edit("checklist_set", &[title.to_owned()], |editing| {
            editing.update(Asserted::Checklist, &before.id, &row)
        })?;
        Ok(done)
    }

    /// Removes a checklist with its tree, links and waivers; material stays. The last one can't be removed.
    pub fn remove_checklist(&self, id: &str) -> Result<Operation> {
        let all = self.checklists()?;
        let checklist = self.read(|conn| find(conn, Some(id)))?;
        if all.len() < 2 {
            return Err(LedgerError::BadValue {
                field: "checklist",
                value: checklist.title,
            });
        }
        let ((), done) = self.edit(
            "checklist_remove",
            std::slice::from_ref(&checklist.title),
            |editing| {
                remove_tree(editing, &checklist.id)?;
                editing.delete(Asserted::Checklist, &checklist.id)
            },
        )?;
        Ok(done)
    }

    /// Changes an indicator's fields.
    pub fn set_indicator(&self, id: &str, change: &IndicatorChange) -> Result<Operation> {
        let mut row = Row::new();
        if let Some(title) = change.title.as_deref().map(str::trim) {
            if title.is_empty() {
                return Err(LedgerError::BadValue {
                    field: "title",
                    value: String::new(),
                });
            }
            row.insert("title".to_owned(), json!(title));
        }
        if let Some(dept) = change.lead_dept.as_deref().map(str::trim) {
            row.insert(
                "lead_dept".to_owned(),
                if dept.is_empty() { json!(null) } else { json!(dept) },
            );
        }
        if let Some(points) = change.points {
            if !points.is_finite() || points < 0.0 {
                return Err(LedgerError::BadValue {
                    field: "points",
                    value: points.to_string(),
                });
            }
            row.insert("score_points".to_owned(), json!(points));
        }
        if let Some(reviewed) = change.reviewed {
            row.insert("reviewed".to_owned(), json!(i64::from(reviewed)));
        }
        let code = self.read(|conn| code_of(conn, id))?;
        let ((), done) = self.edit("indicator_set", &[code], |editing| {
            if change.points.is_some() && !has_score(editing.tx(), id)? {
                row.insert("score_kind".to_owned(), json!(ScoreKind::Base.as_str()));
            }
            editing.update(Asserted::Indicator, id, &row)
        })?;
        Ok(done)
    }
}

fn has_score(conn: &Connection, id: &str) -> Result<bool> {
    Ok(conn.query_row(
        "SELECT score_kind IS NOT NULL FROM indicator WHERE id = ?1",
        [id],
        |row| row.get(0),
    )?)
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

/// Removes everything below a checklist, children before parents.
fn remove_tree(editing: &mut Editing<'_>, checklist: &str) -> Result<()> {
    let tables = [
        (
            Asserted::Link,
            "SELECT l.id FROM link l JOIN indicator i ON i.id = l.indicator WHERE i.checklist = ?1",
        ),
        (
            Asserted::Waiver,
            "SELECT w.id FROM waiver w JOIN indicator i ON i.id = w.indicator WHERE i.checklist = ?1",
        ),
        (
            Asserted::Requirement,
            "SELECT r.id FROM requirement r JOIN indicator i ON i.id = r.indicator WHERE i.checklist = ?1",
        ),
        (
            Asserted::Indicator,
            "SELECT id FROM indicator WHERE checklist = ?1 ORDER BY position DESC",
        ),
    ];
    for (table, query) in tables {
        let ids: Vec<String> = editing
            .tx()
            .prepare(query)?
            .query_map(params![checklist], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            editing.delete(table, &id)?;
        }
    }
    Ok(())
}
