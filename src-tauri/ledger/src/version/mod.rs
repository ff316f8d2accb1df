//! Two versions of a checklist: what was added, removed, renumbered or changed; a new year from the old one; links carried over.

mod pairs;
mod rollover;

use rusqlite::params;
use serde_json::json;
use taizhang_model::requirement::{Deadline, Requirement};

use crate::checklist::find;
use crate::error::Result;
use crate::indicator::{Indicator, indicators};
use crate::link::Link;
use crate::open::{Ledger, columns};
use crate::operation::Operation;
use crate::row::{self, Asserted};
use crate::version::pairs::pairs;

pub use rollover::Rollover;

/// One way in which an indicator differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another code.
    Renumbered,
    /// It has other points.
    Points,
    /// Title or content read otherwise.
    Text,
    /// Another department leads or supports.
    Departments,
    /// It asks for something else.
    Requirements,
}

impl Change {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renumbered => "renumbered",
            Self::Points => "points",
            Self::Text => "text",
            Self::Departments => "departments",
            Self::Requirements => "requirements",
        }
    }
}

/// How one indicator differs; nothing where it is the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// In the order of [`Change`].
    pub changes: Vec<Change>,
    /// As it was.
    pub before: Option<Indicator>,
    /// As it is.
    pub after: Option<Indicator>,
}

/// What an indicator of the year before had.
#[derive(Debug, Clone, PartialEq)]
pub struct YearBefore {
    /// Title of that checklist.
    pub checklist: String,
    /// The indicator there.
    pub indicator: Indicator,
    /// Its evidence, in order.
    pub links: Vec<Link>,
}

impl Ledger {
    /// The difference of two checklists (ids or titles): every indicator of the newer one in its order, what is gone where it stood.
    pub fn checklist_diff(&self, before: &str, after: &str) -> Result<Vec<Difference>> {
        let (earlier, old) = self.checklist(Some(before))?;
        let (later, new) = self.checklist(Some(after))?;
        Ok(differences(old, new, earlier.period == later.period))
    }

    /// Links of `before` also become links of `after`, where an indicator still asks for the same in the same words. What is linked
    /// there already is left as it is.
    pub fn carry_links(&self, before: &str, after: &str) -> Result<Operation> {
        let same: Vec<(Indicator, Indicator)> = self
            .checklist_diff(before, after)?
            .into_iter()
            .filter(|one| {
                !one.changes
                    .iter()
                    .any(|c| matches!(c, Change::Text | Change::Requirements))
            })
            .filter_map(|one| one.before.zip(one.after))
            .collect();
        let title = self.read(|conn| Ok(find(conn, Some(after))?.title))?;
        let ((), done) = self.edit("checklist_carry", &[title], |editing| {
            for (old, new) in &same {
                let links: Vec<String> = editing
                    .tx()
                    .prepare_cached("SELECT id FROM link WHERE indicator = ?1 ORDER BY position, id")?
                    .query_map([&old.id], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                for id in links {
                    let mut row = row::read(editing.tx(), Asserted::Link, &id)?.unwrap_or_default();
                    let asked = row.get("requirement").and_then(|value| value.as_str());
                    let requirement = asked.and_then(|asked| twin(old, new, asked));
                    let known: bool = editing.tx().query_row(
                        "SELECT EXISTS (SELECT 1 FROM link a JOIN link b ON a.item IS b.item AND a.activity IS b.activity
                         AND a.external IS b.external WHERE a.id = ?1 AND b.indicator = ?2 AND b.requirement IS ?3)",
                        params![id, new.id, requirement],
                        |row| row.get(0),
                    )?;
                    if !known {
                        row.extend(columns([
                            ("id", json!(self.around.new_id())),
                            ("indicator", json!(new.id)),
                            ("requirement", json!(requirement)),
                        ]));
                        editing.insert(Asserted::Link, &row)?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// What the same indicator had in the checklist before this one: the latest that ended before this one's period began.
    pub fn year_before(&self, indicator: &str) -> Result<Option<YearBefore>> {
        let checklist = self.read(|conn| crate::tree::checklist_of(conn, indicator))?;
        let (current, new) = self.checklist(Some(&checklist))?;
        let earlier = self
            .checklists()?
            .into_iter()
            .filter(|one| one.period.to < current.period.from);
        let Some(earlier) = earlier.max_by_key(|one| one.period.to) else {
            return Ok(None);
        };
        let old = self.read(|conn| indicators(conn, &earlier.id))?;
        let found = pairs(&old, &new).into_iter().find_map(|(before, after)| {
            let mine = new.get(after).is_some_and(|one| one.id == indicator);
            old.get(before).filter(|_| mine).cloned()
        });
        let Some(found) = found else {
            return Ok(None);
        };
        Ok(Some(YearBefore {
            checklist: earlier.title,
            links: self.links_of_indicator(&found.id)?,
            indicator: found,
        }))
    }
}

/// The requirement of the newer indicator that has the same sentence.
fn twin(old: &Indicator, new: &Indicator, id: &str) -> Option<String> {
    let quote = &old.requirements.iter().find(|one| one.id == id)?.quote;
    new.requirements
        .iter()
        .find(|one| one.quote == *quote)
        .map(|one| one.id.clone())
}

/// `same_period`: else a deadline in the same words (6月底前) is the same, whatever its year.
fn differences(old: Vec<Indicator>, new: Vec<Indicator>, same_period: bool) -> Vec<Difference> {
    let matched = pairs(&old, &new);
    let mut partner_of_new: Vec<Option<usize>> = vec![None; new.len()];
    let mut partner_of_old: Vec<Option<usize>> = vec![None; old.len()];
    for (before, after) in matched {
        if let (Some(a), Some(b)) = (partner_of_new.get_mut(after), partner_of_old.get_mut(before)) {
            (*a, *b) = (Some(before), Some(after));
        }
    }
    // What is gone is shown after the nearest one above it that is still there.
    let mut gone: Vec<Vec<Indicator>> = vec![Vec::new(); new.len() + 1];
    let mut place = 0;
    for (one, partner) in old.iter().zip(&partner_of_old) {
        match partner {
            Some(after) => place = after + 1,
            None => gone
                .get_mut(place)
                .into_iter()
                .for_each(|list| list.push(one.clone())),
        }
    }
    let removed = |list: Vec<Indicator>| {
        list.into_iter().map(|one| Difference {
            changes: vec![Change::Removed],
            before: Some(one),
            after: None,
        })
    };
    let mut gone = gone.into_iter();
    let mut found: Vec<Difference> = gone.next().into_iter().flat_map(removed).collect();
    for ((after, partner), lost) in new.into_iter().zip(partner_of_new).zip(gone) {
        let before = partner.and_then(|at| old.get(at)).cloned();
        found.push(Difference {
            changes: before
                .as_ref()
                .map_or(vec![Change::Added], |before| changes(before, &after, same_period)),
            before,
            after: Some(after),
        });
        found.extend(removed(lost));
    }
    found
}

fn changes(before: &Indicator, after: &Indicator, same_period: bool) -> Vec<Change> {
    let dateless = |deadline: Deadline| match same_period {
        true => deadline,
        false => Deadline {
            date_from: None,
            date_to: None,
            ..deadline
        },
    };
    let wanted = |one: &Indicator| -> Vec<Requirement> {
        let bare = |r: &Requirement| Requirement {
            id: String::new(),
            span: None,
            deadline: r.deadline.clone().map(dateless),
            ..r.clone()
        };
        one.requirements.iter().map(bare).collect()
    };
    let departments = |one: &Indicator| (one.lead_dept.clone(), one.support_depts.clone());
    let differs = [
        (Change::Renumbered, before.code != after.code),
        (Change::Points, before.score != after.score),
        (
            Change::Text,
            before.title != after.title || before.content != after.content,
        ),
        (Change::Departments, departments(before) != departments(after)),
        (Change::Requirements, wanted(before) != wanted(after)),
    ];
    differs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(change, _)| change)
        .collect()
}
