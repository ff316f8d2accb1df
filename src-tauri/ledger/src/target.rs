//! What a person means by the name of an indicator or of one of its requirements.

use rusqlite::{Connection, OptionalExtension};

use crate::checklist::find;
use crate::error::{LedgerError, Result};
use crate::open::Ledger;

/// An indicator and, where named, one of its requirements (ids).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The indicator.
    pub indicator: String,
    /// The requirement.
    pub requirement: Option<String>,
}

impl Ledger {
    /// What `[CHECKLIST/]CODE[#REQ]` or an indicator's id means; REQ is a requirement's number from 1, or its id.
    pub fn target(&self, name: &str) -> Result<Target> {
        self.read(|conn| target(conn, name))
    }
}

fn target(conn: &Connection, name: &str) -> Result<Target> {
    let by_id: Option<String> = conn
        .query_row("SELECT id FROM indicator WHERE id = ?1", [name], |row| row.get(0))
        .optional()?;
    if let Some(indicator) = by_id {
        return Ok(Target {
            indicator,
            requirement: None,
        });
    }
    let (path, requirement) = match name.rsplit_once('#') {
        Some((path, requirement)) => (path, Some(requirement)),
        None => (name, None),
    };
    let indicator = indicator_by_code(conn, path)?;
    let requirement = requirement
        .map(|wanted| requirement_of(conn, &indicator, wanted))
        .transpose()?;
    Ok(Target {
        indicator,
        requirement,
    })
}

fn indicator_by_code(conn: &Connection, path: &str) -> Result<String> {
    let with_code = |checklist: &str, code: &str| -> Result<Option<String>> {
        Ok(conn
            .query_row(
                "SELECT id FROM indicator WHERE checklist = ?1 AND code = ?2",
                [checklist, code.trim()],
                |row| row.get(0),
            )
            .optional()?)
    };
    let missing = || LedgerError::NotFound {
        what: "indicator",
        name: path.to_owned(),
    };
    if let Some(id) = with_code(&find(conn, None)?.id, path)? {
        return Ok(id);
    }
    let (checklist, code) = path.rsplit_once('/').ok_or_else(missing)?;
    with_code(&find(conn, Some(checklist))?.id, code)?.ok_or_else(missing)
}

fn requirement_of(conn: &Connection, indicator: &str, wanted: &str) -> Result<String> {
    let ids: Vec<String> = conn
        .prepare("SELECT id FROM requirement WHERE indicator = ?1 ORDER BY position")?
        .query_map([indicator], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let by_number = wanted
        .parse::<usize>()
        .ok()
        .and_then(|n| n.checked_sub(1))
        .and_then(|n| ids.get(n).cloned());
    by_number
        .or_else(|| ids.into_iter().find(|id| id == wanted))
        .ok_or_else(|| LedgerError::NotFound {
            what: "requirement",
            name: wanted.to_owned(),
        })
}
