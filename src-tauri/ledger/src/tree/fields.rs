//! An indicator's own fields.

use rusqlite::Connection;
use serde_json::{Value, json};
use taizhang_model::checklist::ScoreKind;

use super::checklist_of;
use crate::error::{LedgerError, Result};
use crate::indicator::code_of;
use crate::open::Ledger;
use crate::operation::Operation;
use crate::row::{Asserted, Row};

/// Changes of an indicator's fields; `None` leaves one as it is, an empty text or list clears what may be empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IndicatorChange {
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

impl IndicatorChange {
    fn columns(&self) -> Result<Row> {
        let mut row = Row::new();
        for (name, text) in [("code", &self.code), ("title", &self.title)] {
            if let Some(text) = text.as_deref().map(str::trim) {
                if text.is_empty() {
                    return Err(LedgerError::BadValue {
                        field: name,
                        value: String::new(),
                    });
                }
                row.insert(name.to_owned(), json!(text));
            }
        }
        let clearable = [
            ("content", &self.content),
            ("lead_dept", &self.lead_dept),
            ("leader", &self.leader),
            ("method", &self.method),
        ];
        for (name, text) in clearable {
            if let Some(text) = text.as_deref().map(str::trim) {
                let value = if text.is_empty() { Value::Null } else { json!(text) };
                row.insert(name.to_owned(), value);
            }
        }
        for (name, list) in [("support_depts", &self.support_depts), ("persons", &self.persons)] {
            if let Some(list) = list {
                let kept: Vec<&str> = list
                    .iter()
                    .map(|one| one.trim())
                    .filter(|one| !one.is_empty())
                    .collect();
                row.insert(name.to_owned(), json!(serde_json::to_string(&kept)?));
            }
        }
        if let Some(points) = self.points {
            if !points.is_finite() || points < 0.0 {
                return Err(LedgerError::BadValue {
                    field: "points",
                    value: points.to_string(),
                });
            }
            row.insert("score_points".to_owned(), json!(points));
        }
        if let Some(kind) = self.score_kind {
            row.insert("score_kind".to_owned(), json!(kind.as_str()));
        }
        if let Some(reviewed) = self.reviewed {
            row.insert("reviewed".to_owned(), json!(i64::from(reviewed)));
        }
        Ok(row)
    }
}

impl Ledger {
    /// Changes an indicator's fields.
    pub fn set_indicator(&self, id: &str, change: &IndicatorChange) -> Result<Operation> {
        let mut row = change.columns()?;
        let (code, checklist) = self.read(|conn| Ok((code_of(conn, id)?, checklist_of(conn, id)?)))?;
        let ((), done) = self.edit("indicator_set", &[code], |editing| {
            if change.points.is_some() && change.score_kind.is_none() && !has_score(editing.tx(), id)? {
                row.insert("score_kind".to_owned(), json!(ScoreKind::Base.as_str()));
            }
            if let Some(code) = row.get("code").and_then(Value::as_str)
                && taken(editing.tx(), &checklist, code, id)?
            {
                return Err(LedgerError::CodeTaken {
                    code: code.to_owned(),
                });
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

fn taken(conn: &Connection, checklist: &str, code: &str, but: &str) -> Result<bool> {
    let mut statement =
        conn.prepare_cached("SELECT 1 FROM indicator WHERE checklist = ?1 AND code = ?2 AND id <> ?3")?;
    Ok(statement.exists([checklist, code, but])?)
}
