//! Takes a part of a model: what a plan or a volume leaves out.

use std::collections::{HashMap, HashSet};

use taizhang_model::id::Id;
use taizhang_model::status::{ScoreTotal, State, Summary};

use crate::model::{Days, Shape};
use crate::{PackModel, Profile};

impl PackModel {
    /// Leaves out what a plan does not want. Counts then tell of what is left; points of a part are not known.
    pub fn narrow(&mut self, profile: &Profile) {
        if !profile.departments.is_empty() {
            self.keep_departments(&profile.departments);
        }
        let gone: HashSet<usize> = (0..)
            .zip(&self.entries)
            .filter(|(_, entry)| !profile.wants_day(entry.on))
            .map(|(at, _)| at)
            .collect();
        for one in &mut self.indicators {
            one.links
                .retain(|link| link.entry.is_none_or(|at| !gone.contains(&at)));
        }
        if profile.wanted_only {
            self.keep_wanted();
        }
        self.drop_unlinked();
        if profile.per_indicator {
            self.copy_into_each();
        }
        let (from, to) = (profile.from, profile.to);
        self.days = (from.is_some() || to.is_some()).then_some(Days { from, to });
        self.shape = Shape {
            flat: profile.per_indicator,
            short: profile.short_names,
            sm3: profile.sm3,
        };
    }

    /// Where material was linked to what an indicator asks for, only that.
    fn keep_wanted(&mut self) {
        for one in &mut self.indicators {
            if one.links.iter().any(|link| link.requirement.is_some()) {
                one.links.retain(|link| link.requirement.is_some());
            }
        }
    }

    /// An entry of its own for each indicator that a file proves.
    fn copy_into_each(&mut self) {
        let mut taken = HashSet::new();
        for one in &mut self.indicators {
            let mut here: HashMap<usize, usize> = HashMap::new();
            for link in &mut one.links {
                let Some(at) = link.entry else { continue };
                if let Some(copy) = here.get(&at) {
                    link.entry = Some(*copy);
                } else if taken.insert(at) {
                    here.insert(at, at);
                } else if let Some(entry) = self.entries.get(at).cloned() {
                    here.insert(at, self.entries.len());
                    link.entry = Some(self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
    }

    /// Those of the departments that lead no indicator.
    pub fn unknown_departments(&self, departments: &[String]) -> Vec<String> {
        let led = || self.indicators.iter().filter_map(|one| one.lead_dept.as_deref());
        let leads = |one: &str| led().any(|led| led.split('、').any(|name| name == one));
        departments.iter().filter(|one| !leads(one)).cloned().collect()
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
        self.count_states();
    }

    /// Counts leaves by state anew; points of a part are not known.
    pub fn count_states(&mut self) {
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
