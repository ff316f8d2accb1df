//! What a person means by the name of an indicator or of one of its requirements.

use rusqlite::Connection;

use crate::checklist::find;
use crate::error::{LedgerError, Result};
use crate::indicator;
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
    if indicator::is_there(conn, name)? {
        return Ok(Target {
            indicator: name.to_owned(),
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
    let with_code = |checklist: &str, code: &str| indicator::with_code(conn, checklist, code.trim());
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
    let ids = indicator::requirements_of(conn, indicator)?;
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
