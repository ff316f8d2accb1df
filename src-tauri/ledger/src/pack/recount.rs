//! States of a pack that a plan left something out of: what stands in it has to be proved by what lies in it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_model::date::Period;
use taizhang_model::id::Id;
use taizhang_model::status::IndicatorStatus;
use taizhang_pack::{PackModel, Profile};

use super::{due, gaps};
use crate::checklist::{Checklist, find};
use crate::error::Result;
use crate::indicator::indicators;
use crate::open::Ledger;
use crate::status::{Kept, assess_kept};

impl Ledger {
    /// Assesses a narrowed model's indicators anew by what is left in it. Where the plan chose days, it is asked how things stood on the
    /// last of them, from the first of them on: what falls due later is not due, and what lies earlier is not asked for.
    pub(crate) fn recount(
        &self,
        checklist: Option<&str>,
        as_of: Date,
        profile: &Profile,
        model: &mut PackModel,
    ) -> Result<()> {
        if profile.from.is_none() && profile.to.is_none() && !profile.wanted_only {
            return Ok(());
        }
        self.read(|conn| {
            let found = find(conn, checklist)?;
            recount(conn, found, as_of, profile, model)
        })
    }
}

fn recount(
    conn: &Connection,
    checklist: Checklist,
    as_of: Date,
    profile: &Profile,
    model: &mut PackModel,
) -> Result<()> {
    let Period { from, to } = checklist.period;
    let from = profile.from.map_or(from, |first| first.clamp(from, to));
    let as_of = profile.to.map_or(as_of, |last| last.min(as_of));
    let clipped = Checklist {
        period: Period { from, to },
        ..checklist
    };
    let all = indicators(conn, &clipped.id)?;
    let report = assess_kept(conn, &clipped, &all, as_of, &kept(model))?;
    let states: HashMap<Id, &IndicatorStatus> = report.indicators.iter().map(|one| (one.id, one)).collect();
    for one in &mut model.indicators {
        if let Some(status) = states.get(&one.id) {
            one.state = status.state;
            one.missing = gaps(status);
            one.due = due(status);
        }
    }
    if profile.departments.is_empty() {
        (model.score, model.summary) = (report.score, report.summary);
    } else {
        model.count_states();
    }
    Ok(())
}

/// What lies under each indicator.
fn kept(model: &PackModel) -> Kept {
    let mut items = HashSet::new();
    let mut external = HashSet::new();
    for one in &model.indicators {
        for link in &one.links {
            let entry = link.entry.and_then(|at| model.entries.get(at));
            if let Some(entry) = entry {
                items.insert((one.id, entry.item));
            } else if let Some(told) = &link.external {
                external.insert((one.id, told.clone()));
            }
        }
    }
    Kept { items, external }
}
