//! What fills the slots of one indicator.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::matching::matching;
use super::want::{Fill, Open, days_between, wanted};
use super::{IndicatorInput, Proof, ProofItem, Slot, State, StatusInput};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Measure;

/// Due within so many days is 临期.
const SOON: i32 = 30;

/// One item that may stand as evidence, with the link it came by.
struct Candidate<'a> {
    proof: &'a Proof,
    id: Id,
    kind: Kind,
    on: Option<Date>,
    /// What its name, folder or activity says of whom it is for.
    about: &'a [String],
}

/// The slots of an indicator, filled.
pub(super) fn slots(input: &StatusInput, indicator: &IndicatorInput, within: Option<Date>) -> Vec<Slot> {
    let mut open = wanted(input, indicator, within);
    let candidates = candidates(indicator);
    fill_named(&mut open, &candidates);
    for one in &mut open {
        match one.fill {
            Fill::Named => {}
            Fill::Any => fill_any(one, &candidates),
            Fill::Occurrences => fill_occurrences(one, &candidates, &input.members.patrols),
            Fill::Measure => fill_measure(one, &indicator.measures, input.as_of),
        }
    }
    open.into_iter()
        .map(|one| {
            let state = if one.waived {
                State::NotApplicable
            } else {
                state(&one.slot, input.as_of)
            };
            Slot { state, ..one.slot }
        })
        .collect()
}

/// Everything that is there, in link order; an external reference stands as one piece of kind `link` under its link's id.
fn candidates(indicator: &IndicatorInput) -> Vec<Candidate<'_>> {
    let mut all: Vec<Candidate<'_>> = Vec::new();
    let mut seen = BTreeSet::new();
    for proof in &indicator.proofs {
        if proof.items.is_empty() && proof.activity.is_none() {
            all.push(Candidate {
                proof,
                id: proof.link,
                kind: proof.stands_as.unwrap_or(Kind::Link),
                on: proof.on,
                about: &[],
            });
        }
        for ProofItem {
            item,
            kind,
            on,
            available,
            about,
        } in &proof.items
        {
            if *available && seen.insert((*item, &proof.requirement, proof.period)) {
                all.push(Candidate {
                    proof,
                    id: *item,
                    kind: *kind,
                    on: *on,
                    about,
                });
            }
        }
    }
    all
}

impl Open {
    /// Whether the candidate may fill this slot at all.
    fn takes(&self, candidate: &Candidate<'_>) -> bool {
        let bound =
            candidate.proof.requirement.is_none() || candidate.proof.requirement == self.slot.requirement;
        let kind = if self.slot.any_of.is_empty() {
            candidate.kind != Kind::Junk
        } else {
            self.slot.any_of.contains(&candidate.kind)
        };
        bound && kind && self.in_window(candidate) && self.is_for(candidate)
    }

    /// What a link says of whom it is for decides; then what the item's own names say. What says nothing is for nobody in
    /// particular, and fills no slot of one member.
    fn is_for(&self, candidate: &Candidate<'_>) -> bool {
        let Some(member) = &self.slot.about else {
            return true;
        };
        match &candidate.proof.about {
            Some(about) => about == member,
            None => candidate.about.contains(member),
        }
    }

    /// A period that the link names decides; then the day; what has neither fits no window.
    fn in_window(&self, candidate: &Candidate<'_>) -> bool {
        if !self.windowed {
            return true;
        }
        match candidate.proof.period {
            Some(period) => self.slot.period.contains(period.from) || period.contains(self.slot.period.from),
            None => candidate.on.is_some_and(|day| self.slot.period.contains(day)),
        }
    }

    /// Takes an item that no named slot has yet.
    fn take(&mut self, item: usize, ids: &[Id], free: &mut [bool]) {
        if let (Some(id), Some(free @ true)) = (ids.get(item), free.get_mut(item)) {
            *free = false;
            self.put(*id);
        }
    }

    fn put(&mut self, id: Id) {
        self.slot.items.push(id);
        self.slot.have = self.slot.have.saturating_add(1);
    }
}

/// Fills named slots so that as many needs as possible are met and no item fills two, slots in their order, items in link order. Then
/// what is left joins the first slot that takes it.
fn fill_named(open: &mut [Open], candidates: &[Candidate<'_>]) {
    let named = |one: &Open| one.fill == Fill::Named && !one.waived;
    let needs: Vec<usize> = open
        .iter()
        .map(|one| {
            if named(one) {
                usize::try_from(one.slot.need).unwrap_or(usize::MAX)
            } else {
                0
            }
        })
        .collect();
    // One item that came by several links is one item.
    let ids: Vec<Id> = candidates
        .iter()
        .map(|c| c.id)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let edges: Vec<Vec<usize>> = open
        .iter()
        .map(|one| {
            let taken = candidates
                .iter()
                .filter(|c| one.takes(c))
                .filter_map(|c| ids.binary_search(&c.id).ok());
            let mut seen = BTreeSet::new();
            taken.filter(|item| seen.insert(*item)).collect()
        })
        .collect();
    let holder = matching(&needs, &edges, ids.len());
    let mut free = vec![true; ids.len()];
    for (n, one) in open.iter_mut().enumerate() {
        for item in edges.get(n).into_iter().flatten() {
            if holder.get(*item).copied().flatten() == Some(n) {
                one.take(*item, &ids, &mut free);
            }
        }
    }
    for (n, one) in open.iter_mut().enumerate().filter(|(_, one)| named(one)) {
        for item in edges.get(n).into_iter().flatten() {
            one.take(*item, &ids, &mut free);
        }
    }
}

fn fill_any(open: &mut Open, candidates: &[Candidate<'_>]) {
    let mut seen = BTreeSet::new();
    for candidate in candidates {
        if open.takes(candidate) && seen.insert(candidate.id) {
            open.put(candidate.id);
        }
    }
}

/// Counts activities, and days of what belongs to none; what has no day counts once in all, where the slot is the whole
/// period, or once per link that names the window. Where places are to be gone round, each day of 巡查 counts: of the slot's
/// own place, or of any where it is of none.
fn fill_occurrences(open: &mut Open, candidates: &[Candidate<'_>], patrols: &[(String, Date)]) {
    let mut occurrences = BTreeSet::new();
    let mut items = BTreeSet::new();
    if open.patrolled {
        let here = |place: &String| open.slot.about.as_ref().is_none_or(|about| about == place);
        let days = patrols
            .iter()
            .filter(|(place, day)| here(place) && open.slot.period.contains(*day));
        occurrences.extend(days.map(|(_, day)| (None, Some(*day))));
    }
    let taken: Vec<&Candidate<'_>> = candidates.iter().filter(|c| open.takes(c)).collect();
    for candidate in taken {
        let key = match (candidate.proof.activity, candidate.on) {
            (Some(activity), _) => (Some(activity), None),
            (None, Some(day)) => (None, Some(day)),
            (None, None) if candidate.proof.period.is_some() => (Some(candidate.proof.link), None),
            (None, None) => (None, None),
        };
        occurrences.insert(key);
        if items.insert(candidate.id) {
            open.slot.items.push(candidate.id);
        }
    }
    open.slot.have = u32::try_from(occurrences.len()).unwrap_or(u32::MAX);
}

/// The value that was reported last for this requirement and member, on or before the day. One that names no requirement is of every
/// requirement of the indicator that wants a value in its unit.
fn fill_measure(open: &mut Open, measures: &[Measure], as_of: Date) {
    let (requirement, about) = (&open.slot.requirement, &open.slot.about);
    let window = open.windowed.then_some(open.slot.period);
    let Some(measured) = &mut open.slot.measured else {
        return;
    };
    let unit =
        |measure: &Measure| measure.unit.is_empty() || measured.wanted.unit.contains(measure.unit.as_str());
    let mine = |measure: &&Measure| {
        let bound = match &measure.requirement {
            Some(id) => Some(id) == requirement.as_ref(),
            None => unit(measure),
        };
        let in_window = window.is_none_or(|period| period.contains(measure.on_day));
        bound && in_window && measure.about == *about && measure.on_day <= as_of
    };
    // Of two on one day the one that was put in later, by its id.
    let Some(last) = measures
        .iter()
        .filter(mine)
        .max_by_key(|m| (m.on_day, m.id.as_str()))
    else {
        return;
    };
    measured.value = Some(last.value);
    measured.unit = Some(last.unit.clone());
    measured.on = Some(last.on_day);
    open.slot.have = u32::from(last.reaches(&measured.wanted));
    open.slot
        .items
        .extend(last.item.as_deref().and_then(|item| item.parse::<Id>().ok()));
}

fn state(slot: &Slot, as_of: Date) -> State {
    if slot.have >= slot.need {
        return State::Met;
    }
    match slot.due {
        Some(due) if due < as_of => State::Overdue,
        Some(due) if days_between(as_of, due) <= SOON => State::DueSoon,
        Some(_) => State::NotDue,
        None if slot.have > 0 => State::Partial,
        None => State::Missing,
    }
}
