//! Checklists (测评体系).

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde_json::json;
use taizhang_model::date::Period;

use crate::error::{LedgerError, Result};
use crate::indicator::{Indicator, indicators};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::Asserted;
use crate::tree::remove_rows;

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
}

/// Removes everything below a checklist, children before parents.
fn remove_tree(editing: &mut Editing<'_>, checklist: &str) -> Result<()> {
    let ids = |editing: &Editing<'_>, query: &str| -> Result<Vec<String>> {
        Ok(editing
            .tx()
            .prepare(query)?
            .query_map(params![checklist], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    };
    for id in ids(
        editing,
        "SELECT id FROM indicator WHERE checklist = ?1 ORDER BY position DESC",
    )? {
        remove_rows(editing, &id)?;
    }
    for id in ids(editing, "SELECT id FROM phase WHERE checklist = ?1")? {
        editing.delete(Asserted::Phase, &id)?;
    }
    Ok(())
}
