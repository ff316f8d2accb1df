//! What an indicator asks for, changed by a person.

use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use taizhang_model::requirement::Requirement;

use super::of_indicator;
use crate::error::{LedgerError, Result};
use crate::indicator::{Wanted, code_of};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::Asserted;

impl Ledger {
    /// Replaces what a requirement asks for; its sentence stays.
    pub fn set_requirement(&self, requirement: &Requirement) -> Result<Operation> {
        let code = self.read(|conn| code_of(conn, &indicator_of(conn, &requirement.id)?))?;
        let row = columns([
            ("role", json!(requirement.role.as_str())),
            ("wanted", json!(serde_json::to_string(&Wanted::of(requirement))?)),
        ]);
        let ((), done) = self.edit("requirement_set", &[code], |editing| {
            editing.update(Asserted::Requirement, &requirement.id, &row)
        })?;
        Ok(done)
    }

    /// Adds a requirement to an indicator, after those that are there. Its own id is not looked at; returns the new one.
    pub fn add_requirement(&self, indicator: &str, requirement: &Requirement) -> Result<(String, Operation)> {
        let code = self.read(|conn| code_of(conn, indicator))?;
        let id = self.around.new_id();
        let ((), done) = self.edit("requirement_add", &[code], |editing| {
            let position = of_indicator(editing.tx(), Asserted::Requirement, indicator)?.len();
            insert(editing, &id, indicator, position, requirement)
        })?;
        Ok((id, done))
    }

    /// Removes a requirement; evidence linked to it stays with the indicator, its waivers go.
    pub fn remove_requirement(&self, id: &str) -> Result<Operation> {
        let code = self.read(|conn| code_of(conn, &indicator_of(conn, id)?))?;
        let ((), done) = self.edit("requirement_remove", &[code], |editing| {
            for link in ids(editing.tx(), "SELECT id FROM link WHERE requirement = ?1", id)? {
                editing.update(Asserted::Link, &link, &columns([("requirement", json!(null))]))?;
            }
            for measure in ids(editing.tx(), "SELECT id FROM measure WHERE requirement = ?1", id)? {
                editing.update(
                    Asserted::Measure,
                    &measure,
                    &columns([("requirement", json!(null))]),
                )?;
            }
            for waiver in ids(editing.tx(), "SELECT id FROM waiver WHERE requirement = ?1", id)? {
                editing.delete(Asserted::Waiver, &waiver)?;
            }
            editing.delete(Asserted::Requirement, id)
        })?;
        Ok(done)
    }
}

/// Puts one row in.
pub(crate) fn insert(
    editing: &mut Editing<'_>,
    id: &str,
    indicator: &str,
    position: usize,
    requirement: &Requirement,
) -> Result<()> {
    let row = columns([
        ("id", json!(id)),
        ("indicator", json!(indicator)),
        ("position", json!(position)),
        ("quote", json!(requirement.quote)),
        ("span_from", json!(requirement.span.map(|s| s.0))),
        ("span_to", json!(requirement.span.map(|s| s.1))),
        ("role", json!(requirement.role.as_str())),
        ("wanted", json!(serde_json::to_string(&Wanted::of(requirement))?)),
    ]);
    editing.insert(Asserted::Requirement, &row)
}

fn indicator_of(conn: &Connection, requirement: &str) -> Result<String> {
    let found = conn
        .query_row(
            "SELECT indicator FROM requirement WHERE id = ?1",
            [requirement],
            |row| row.get(0),
        )
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "requirement",
        name: requirement.to_owned(),
    })
}

fn ids(conn: &Connection, query: &str, id: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(query)?;
    let found = statement.query_map([id], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
