//! Indicators that evidence can be suggested for.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use taizhang_model::suggest::Wanted;

use crate::error::Result;
use crate::indicator::{Indicator, indicators};

/// Code and title of an indicator by its id.
pub(super) type Names = HashMap<String, (String, String)>;

/// Indicators that ask for something, and leaves; with the names of all. Those that are 不适用 as a whole ask for nothing.
pub(super) fn wanted(conn: &Connection, checklist: &str) -> Result<(Names, Vec<Wanted>)> {
    let all = indicators(conn, checklist)?;
    let by_id: HashMap<&str, &Indicator> = all.iter().map(|one| (one.id.as_str(), one)).collect();
    let parents: HashSet<&str> = all.iter().filter_map(|one| one.parent.as_deref()).collect();
    let names = all
        .iter()
        .map(|one| (one.id.clone(), (one.code.clone(), one.title.clone())))
        .collect();
    let asking = all.iter().filter(|one| {
        let off = one
            .waivers
            .iter()
            .any(|waiver| waiver.not_applicable && waiver.requirement.is_none());
        !off && (!one.requirements.is_empty() || !parents.contains(one.id.as_str()))
    });
    let wanted = asking.map(|one| Wanted {
        id: one.id.clone(),
        title: one.title.clone(),
        above: above(one, &by_id),
        content: Some(one.content.clone().unwrap_or_else(|| one.quote.clone())),
        depts: one.lead_dept.iter().chain(&one.support_depts).cloned().collect(),
        score: one.score.map(|score| score.kind),
        parent: one.parent.clone(),
        requirements: one.requirements.clone(),
    });
    Ok((names, wanted.collect()))
}

fn above(indicator: &Indicator, by_id: &HashMap<&str, &Indicator>) -> Vec<String> {
    let mut titles = Vec::new();
    let mut at = indicator.parent.as_deref().and_then(|id| by_id.get(id));
    // A tree is never deeper than it is large.
    while let Some(parent) = at.filter(|_| titles.len() < by_id.len()) {
        titles.push(parent.title.clone());
        at = parent.parent.as_deref().and_then(|id| by_id.get(id));
    }
    titles
}

/// The unit's own name.
pub(crate) fn unit(conn: &Connection) -> Result<String> {
    let unit = conn
        .query_row("SELECT value FROM setting WHERE id = 'unit'", [], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(unit.unwrap_or_default())
}
