//! Takes a part of a model: what a plan or a volume leaves out.

use std::collections::{HashMap, HashSet};

use taizhang_model::id::Id;
use taizhang_model::status::{ScoreTotal, State, Summary};

use crate::{Entry, PackModel, Profile};

impl PackModel {
    /// Leaves out what a plan does not want. Counts then tell of what is left; points of a part are not known.
    pub fn narrow(&mut self, profile: &Profile) {
        if !profile.departments.is_empty() {
            self.keep_departments(&profile.departments);
        }
        let (from, to) = (profile.from, profile.to);
        let outside = |entry: &Entry| {
            entry
                .on
                .is_some_and(|on| from.is_some_and(|from| on < from) || to.is_some_and(|to| on > to))
        };
        let gone: HashSet<usize> = (0..)
            .zip(&self.entries)
            .filter(|(_, entry)| outside(entry))
            .map(|(at, _)| at)
            .collect();
        for one in &mut self.indicators {
            one.links
                .retain(|link| link.entry.is_none_or(|at| !gone.contains(&at)));
        }
        self.drop_unlinked();
    }

    /// Indicators that a department leads, by itself or through what stands above, and what stands above them.
    fn keep_departments(&mut self, departments: &[String]) {
        let mut led: HashMap<Id, Option<String>> = HashMap::new();
        for one in &self.indicators {
            let above = one.parent.and_then(|parent| led.get(&parent).cloned().flatten());
            led.insert(one.id, one.lead_dept.clone().or(above));
        }
        let wanted = |id: &Id| {
            let led = led.get(id).and_then(Option::as_ref);
            led.is_some_and(|led| {
                departments
                    .iter()
                    .any(|one| led.split('、').any(|name| name == one))
            })
        };
        let mut kept: HashSet<Id> = HashSet::new();
        for one in self.indicators.iter().rev() {
            if wanted(&one.id) || kept.contains(&one.id) {
                kept.insert(one.id);
                kept.extend(one.parent);
            }
        }
        self.indicators.retain(|one| kept.contains(&one.id));
        let parents: HashSet<Id> = self.indicators.iter().filter_map(|one| one.parent).collect();
        self.summary = Summary::default();
        self.score = ScoreTotal { got: 0.0, of: 0.0 };
        for one in self.indicators.iter().filter(|one| !parents.contains(&one.id)) {
            let count = match one.state {
                State::Met => &mut self.summary.met,
                State::Partial => &mut self.summary.partial,
                State::Missing => &mut self.summary.missing,
                State::DueSoon => &mut self.summary.due_soon,
                State::Overdue => &mut self.summary.overdue,
                State::NotDue => &mut self.summary.not_due,
                State::NotApplicable => &mut self.summary.not_applicable,
            };
            *count += 1;
        }
    }

    /// Drops entries that no link names any more; links follow the others.
    pub fn drop_unlinked(&mut self) {
        let links = self.indicators.iter().flat_map(|one| &one.links);
        let used: HashSet<usize> = links.filter_map(|link| link.entry).collect();
        let mut place = HashMap::new();
        let entries = std::mem::take(&mut self.entries);
        for (old, entry) in entries.into_iter().enumerate() {
            if used.contains(&old) {
                place.insert(old, self.entries.len());
                self.entries.push(entry);
            }
        }
        for one in &mut self.indicators {
            for link in &mut one.links {
                link.entry = link.entry.and_then(|old| place.get(&old).copied());
            }
        }
    }
}
