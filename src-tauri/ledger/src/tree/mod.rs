//! Changing the tree of a checklist: what a person does when reviewing what was read from a document. Each is one operation.

mod fields;
mod outline;
mod requirement;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use taizhang_model::draft::DraftWarning;

use crate::checklist::find;
use crate::error::{LedgerError, Result};
use crate::indicator::code_of;
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::{self, Asserted, Row};
use crate::tree::outline::{Line, Outline};

pub use fields::IndicatorChange;
pub use outline::Step;
pub(crate) use requirement::insert;

/// The document that a checklist was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// File name.
    pub name: String,
    /// `docx`, `xlsx`…
    pub format: String,
    /// The text that spans point into; empty for a built-in checklist.
    pub text: String,
    /// What the rules were unsure of.
    pub warnings: Vec<DraftWarning>,
}

impl Ledger {
    /// The document that a checklist (the current one where none is named) was read from; none where it was begun empty.
    pub fn source_text(&self, checklist: Option<&str>) -> Result<Option<SourceText>> {
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let found = conn
                .query_row(
                    "SELECT d.name, d.format, d.text, d.warnings
                     FROM checklist c JOIN document d ON d.id = c.document WHERE c.id = ?1",
                    [&checklist.id],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)),
                )
                .optional()?;
            let Some((name, format, text, warnings)) = found else {
                return Ok(None);
            };
            let warnings = serde_json::from_str(&warnings)?;
            Ok(Some(SourceText {
                name,
                format,
                text,
                warnings,
            }))
        })
    }

    /// Marks indicators as seen by a person, or as waiting for it again.
    pub fn review_indicators(&self, ids: &[String], reviewed: bool) -> Result<Operation> {
        let ((), done) = self.edit("indicator_review", &[ids.len().to_string()], |editing| {
            let wanted = columns([("reviewed", json!(i64::from(reviewed)))]);
            ids.iter()
                .try_for_each(|id| editing.update(Asserted::Indicator, id, &wanted))
        })?;
        Ok(done)
    }

    /// Adds an indicator after another one (and all that is below it) of the current checklist; at the end where none
    /// is named. Returns its id.
    pub fn add_indicator(&self, after: Option<&str>, code: &str, title: &str) -> Result<(String, Operation)> {
        let id = self.around.new_id();
        let checklist = self.read(|conn| match after {
            Some(after) => checklist_of(conn, after),
            None => Ok(find(conn, None)?.id),
        })?;
        let title = wanted("title", title)?;
        let ((), done) = self.edit("indicator_add", std::slice::from_ref(&title), |editing| {
            let code = free_code(editing.tx(), &checklist, wanted("code", code)?.as_str())?;
            let mut row = blank(&id, &checklist, &code, &title);
            row.insert("quote".to_owned(), json!(title));
            let mut tree = outline(editing.tx(), &checklist)?;
            tree.add_after(after, &id);
            place(&tree, &id, &mut row);
            editing.insert(Asserted::Indicator, &row)?;
            write(editing, &tree)
        })?;
        Ok((id, done))
    }

    /// Moves an indicator with all below it.
    pub fn move_indicator(&self, id: &str, step: Step) -> Result<Operation> {
        let (code, checklist) = self.read(|conn| Ok((code_of(conn, id)?, checklist_of(conn, id)?)))?;
        let ((), done) = self.edit("indicator_move", std::slice::from_ref(&code), |editing| {
            let mut tree = outline(editing.tx(), &checklist)?;
            if !tree.step(id, step) {
                return Err(LedgerError::NowhereToMove { code: code.clone() });
            }
            write(editing, &tree)
        })?;
        Ok(done)
    }

    /// Removes an indicator with all below it: requirements, links and waivers too. Material stays.
    pub fn remove_indicator(&self, id: &str) -> Result<Operation> {
        let (code, checklist) = self.read(|conn| Ok((code_of(conn, id)?, checklist_of(conn, id)?)))?;
        let ((), done) = self.edit("indicator_remove", &[code], |editing| {
            let mut tree = outline(editing.tx(), &checklist)?;
            for gone in tree.branch(id).iter().rev() {
                remove_rows(editing, gone)?;
            }
            tree.remove(id);
            write(editing, &tree)
        })?;
        Ok(done)
    }

    /// Moves some requirements of an indicator, with their evidence and waivers, to a new one right after it, which
    /// takes over departments, persons and method. Returns the new one's id.
    pub fn split_indicator(
        &self,
        id: &str,
        requirements: &[String],
        title: &str,
    ) -> Result<(String, Operation)> {
        let title = wanted("title", title)?;
        let fresh = self.around.new_id();
        let (code, checklist) = self.read(|conn| Ok((code_of(conn, id)?, checklist_of(conn, id)?)))?;
        let ((), done) = self.edit("indicator_split", &[code.clone(), title.clone()], |editing| {
            let owned = of_indicator(editing.tx(), Asserted::Requirement, id)?;
            let Some(first) = requirements
                .first()
                .filter(|_| requirements.iter().all(|r| owned.contains(r)))
            else {
                return Err(LedgerError::NotFound {
                    what: "requirement",
                    name: requirements.join("、"),
                });
            };
            let code = free_code(editing.tx(), &checklist, &code)?;
            let mut row = blank(&fresh, &checklist, &code, &title);
            row.extend(taken_over(editing.tx(), id)?);
            let sentence = row::read(editing.tx(), Asserted::Requirement, first)?.unwrap_or_default();
            for name in ["quote", "span_from", "span_to"] {
                row.insert(
                    name.to_owned(),
                    sentence.get(name).cloned().unwrap_or(Value::Null),
                );
            }
            let mut tree = outline(editing.tx(), &checklist)?;
            tree.add_after(Some(id), &fresh);
            place(&tree, &fresh, &mut row);
            editing.insert(Asserted::Indicator, &row)?;
            for (n, requirement) in requirements.iter().enumerate() {
                let to = columns([("indicator", json!(fresh)), ("position", json!(n))]);
                editing.update(Asserted::Requirement, requirement, &to)?;
                hand_over(editing, requirement, &fresh)?;
            }
            write(editing, &tree)
        })?;
        Ok((fresh, done))
    }

    /// Makes one indicator of two: requirements, evidence, waivers and children of `id` go to `into`.
    pub fn merge_indicators(&self, id: &str, into: &str) -> Result<Operation> {
        let (code, heir, checklist) =
            self.read(|conn| Ok((code_of(conn, id)?, code_of(conn, into)?, checklist_of(conn, id)?)))?;
        let ((), done) = self.edit("indicator_merge", &[code.clone(), heir], |editing| {
            let mut tree = outline(editing.tx(), &checklist)?;
            if !tree.merge(id, into) {
                return Err(LedgerError::NowhereToMove { code: code.clone() });
            }
            let content = merged_content(editing.tx(), id, into)?;
            editing.update(Asserted::Indicator, into, &columns([("content", json!(content))]))?;
            let after = of_indicator(editing.tx(), Asserted::Requirement, into)?.len();
            for (n, requirement) in of_indicator(editing.tx(), Asserted::Requirement, id)?
                .iter()
                .enumerate()
            {
                let to = columns([("indicator", json!(into)), ("position", json!(after + n))]);
                editing.update(Asserted::Requirement, requirement, &to)?;
            }
            for waiver in of_indicator(editing.tx(), Asserted::Waiver, id)? {
                editing.update(Asserted::Waiver, &waiver, &columns([("indicator", json!(into))]))?;
            }
            merge_links(editing, id, into)?;
            hand_records_over(editing, id, into)?;
            write(editing, &tree)?;
            editing.delete(Asserted::Indicator, id)
        })?;
        Ok(done)
    }
}

/// A text that must say something.
fn wanted(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LedgerError::BadValue {
            field,
            value: String::new(),
        });
    }
    Ok(text.to_owned())
}

pub(crate) fn checklist_of(conn: &Connection, indicator: &str) -> Result<String> {
    let found = conn
        .query_row(
            "SELECT checklist FROM indicator WHERE id = ?1",
            [indicator],
            |row| row.get(0),
        )
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "indicator",
        name: indicator.to_owned(),
    })
}

fn outline(conn: &Connection, checklist: &str) -> Result<Outline> {
    let mut statement = conn
        .prepare_cached("SELECT id, parent, level FROM indicator WHERE checklist = ?1 ORDER BY position")?;
    let lines = statement.query_map([checklist], |row| {
        Ok(Line {
            id: row.get(0)?,
            parent: row.get(1)?,
            level: row.get(2)?,
        })
    })?;
    Ok(Outline(lines.collect::<rusqlite::Result<_>>()?))
}

/// The columns that a line's place in the tree gives.
fn line_columns(at: usize, line: &Line) -> Row {
    columns([
        ("parent", json!(line.parent)),
        ("level", json!(line.level)),
        ("position", json!(at)),
    ])
}

fn place(tree: &Outline, id: &str, row: &mut Row) {
    if let Some((at, line)) = tree.0.iter().enumerate().find(|(_, line)| line.id == id) {
        row.extend(line_columns(at, line));
    }
}

fn write(editing: &mut Editing<'_>, tree: &Outline) -> Result<()> {
    let lines = tree.0.iter().enumerate();
    lines
        .into_iter()
        .try_for_each(|(at, line)| editing.update(Asserted::Indicator, &line.id, &line_columns(at, line)))
}

/// A code that no indicator of the checklist has: the given one, or it with `-2`, `-3`…
pub(crate) fn free_code(conn: &Connection, checklist: &str, code: &str) -> Result<String> {
    let mut taken = conn.prepare_cached("SELECT 1 FROM indicator WHERE checklist = ?1 AND code = ?2")?;
    let mut candidate = code.to_owned();
    let mut n = 2;
    while taken.exists(params![checklist, candidate])? {
        candidate = format!("{code}-{n}");
        n += 1;
    }
    Ok(candidate)
}

/// A new indicator that a person makes, seen already.
fn blank(id: &str, checklist: &str, code: &str, title: &str) -> Row {
    columns([
        ("id", json!(id)),
        ("checklist", json!(checklist)),
        ("code", json!(code)),
        ("title", json!(title)),
        ("support_depts", json!("[]")),
        ("persons", json!("[]")),
        ("reviewed", json!(1)),
    ])
}

/// Departments, persons and method of an indicator.
fn taken_over(conn: &Connection, id: &str) -> Result<Row> {
    let mut row = row::read(conn, Asserted::Indicator, id)?.unwrap_or_default();
    row.retain(|name, _| {
        ["lead_dept", "support_depts", "leader", "persons", "method"].contains(&name.as_str())
    });
    Ok(row)
}

/// Ids of an indicator's rows of a table, in their order.
fn of_indicator(conn: &Connection, table: Asserted, indicator: &str) -> Result<Vec<String>> {
    let order = match table {
        Asserted::Link | Asserted::Requirement => "position, id",
        _ => "id",
    };
    let query = format!(
        "SELECT id FROM {} WHERE indicator = ?1 ORDER BY {order}",
        table.name()
    );
    let mut statement = conn.prepare_cached(&query)?;
    let ids = statement.query_map([indicator], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Removes an indicator with the rows that are about nothing else; a problem stays and is about no indicator then.
pub(crate) fn remove_rows(editing: &mut Editing<'_>, id: &str) -> Result<()> {
    let tables = [
        Asserted::Link,
        Asserted::Waiver,
        Asserted::Statement,
        Asserted::Measure,
        Asserted::Rejection,
        Asserted::Requirement,
    ];
    for table in tables {
        for row in of_indicator(editing.tx(), table, id)? {
            editing.delete(table, &row)?;
        }
    }
    for problem in of_indicator(editing.tx(), Asserted::Problem, id)? {
        editing.update(
            Asserted::Problem,
            &problem,
            &columns([("indicator", json!(null))]),
        )?;
    }
    editing.delete(Asserted::Indicator, id)
}

/// Measures, problems and the 说明报告 of `id` become those of `into`; where both have a 说明报告, that of `into` stays.
fn hand_records_over(editing: &mut Editing<'_>, id: &str, into: &str) -> Result<()> {
    let to = columns([("indicator", json!(into))]);
    for table in [Asserted::Measure, Asserted::Problem] {
        for row in of_indicator(editing.tx(), table, id)? {
            editing.update(table, &row, &to)?;
        }
    }
    // What was rejected for one part may be right for the whole.
    for row in of_indicator(editing.tx(), Asserted::Rejection, id)? {
        editing.delete(Asserted::Rejection, &row)?;
    }
    let kept = !of_indicator(editing.tx(), Asserted::Statement, into)?.is_empty();
    for row in of_indicator(editing.tx(), Asserted::Statement, id)? {
        if kept {
            editing.delete(Asserted::Statement, &row)?;
        } else {
            editing.update(Asserted::Statement, &row, &to)?;
        }
    }
    Ok(())
}

/// Evidence, measures and waivers of a requirement follow it to another indicator.
fn hand_over(editing: &mut Editing<'_>, requirement: &str, indicator: &str) -> Result<()> {
    for table in [Asserted::Link, Asserted::Waiver, Asserted::Measure] {
        let query = format!("SELECT id FROM {} WHERE requirement = ?1", table.name());
        let ids: Vec<String> = editing
            .tx()
            .prepare_cached(&query)?
            .query_map([requirement], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            editing.update(table, &id, &columns([("indicator", json!(indicator))]))?;
        }
    }
    Ok(())
}

/// What both ask for, one below the other.
fn merged_content(conn: &Connection, id: &str, into: &str) -> Result<String> {
    let text = |id: &str| -> Result<String> {
        Ok(conn.query_row(
            "SELECT coalesce(content, title) FROM indicator WHERE id = ?1",
            [id],
            |row| row.get(0),
        )?)
    };
    Ok(format!("{}\n{}", text(into)?, text(id)?))
}

/// Evidence of `id` goes behind that of `into`; what is there already is not kept twice.
fn merge_links(editing: &mut Editing<'_>, id: &str, into: &str) -> Result<()> {
    let same = "SELECT 1 FROM link a JOIN link b ON a.item IS b.item AND a.activity IS b.activity AND a.external IS b.external
        AND a.requirement IS b.requirement AND a.period_from IS b.period_from WHERE a.id = ?1 AND b.indicator = ?2";
    let mut position = of_indicator(editing.tx(), Asserted::Link, into)?.len();
    for link in of_indicator(editing.tx(), Asserted::Link, id)? {
        if editing.tx().prepare_cached(same)?.exists(params![link, into])? {
            editing.delete(Asserted::Link, &link)?;
        } else {
            let to = columns([("indicator", json!(into)), ("position", json!(position))]);
            editing.update(Asserted::Link, &link, &to)?;
            position += 1;
        }
    }
    Ok(())
}
