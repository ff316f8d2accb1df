//! What one indicator wants, one slot per requirement, named need and window, and what fills each.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::matching::matching;
use super::window::windows;
use super::{IndicatorInput, Proof, ProofItem, Slot, State, StatusInput};
use crate::date::Period;
use crate::id::Id;
use crate::kind::Kind;
use crate::requirement::{Frequency, Op, Requirement, Role};

/// Due within so many days is 临期.
const SOON: i32 = 30;

/// How a slot is filled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// By items of its kinds, each of which fills one such slot of the indicator alone.
    Named,
    /// By any items, which may fill a named slot as well.
    Any,
    /// By occurrences: activities, or days on which there is something.
    Occurrences,
}

struct Open {
    slot: Slot,
    fill: Fill,
    /// Whether a day outside `slot.period` keeps an item out: only where a frequency made several windows.
    windowed: bool,
    waived: bool,
}

/// One item that may stand as evidence, with the link it came by.
struct Candidate<'a> {
    proof: &'a Proof,
    id: Id,
    kind: Kind,
    on: Option<Date>,
}

/// The slots of an indicator, filled.
pub(super) fn slots(input: &StatusInput, indicator: &IndicatorInput) -> Vec<Slot> {
    let mut open = wanted(input, indicator);
    let candidates = candidates(indicator);
    fill_named(&mut open, &candidates);
    for one in &mut open {
        match one.fill {
            Fill::Named => {}
            Fill::Any => fill_any(one, &candidates),
            Fill::Occurrences => fill_occurrences(one, &candidates),
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

fn wanted(input: &StatusInput, indicator: &IndicatorInput) -> Vec<Open> {
    let asked: Vec<&Requirement> = indicator
        .requirements
        .iter()
        .filter(|r| r.role == Role::Requirement)
        .collect();
    if asked.is_empty() {
        let slot = empty(None, None, input.period, None, 1);
        return vec![Open {
            slot,
            fill: Fill::Any,
            windowed: false,
            waived: false,
        }];
    }
    asked
        .into_iter()
        .flat_map(|requirement| wanted_by(input, indicator, requirement))
        .collect()
}

fn wanted_by(input: &StatusInput, indicator: &IndicatorInput, requirement: &Requirement) -> Vec<Open> {
    let waived = indicator
        .waivers
        .iter()
        .any(|w| w.not_applicable && w.requirement.as_ref().is_some_and(|id| *id == requirement.id));
    let frequency = requirement.frequency.as_ref();
    let windows = windows(input.period, frequency.and_then(|f| f.per));
    let windowed = windows.len() > 1;
    let times = frequency.map_or(1, times);
    let mut open = Vec::new();
    for window in windows {
        // A frequency without its own deadline is due at the end of each window; without either, nothing is due:
        // 部分 and 缺材料 then stay visible all year.
        let due = requirement
            .deadline
            .as_ref()
            .filter(|_| !windowed)
            .and_then(|deadline| deadline.date_to)
            .or_else(|| frequency.filter(|f| f.per.is_some()).map(|_| window.to));
        let id = Some(requirement.id.clone());
        if frequency.is_some() && (requirement.evidence.is_empty() || times > 1) {
            let slot = empty(id.clone(), None, window, due, times);
            open.push(Open {
                slot,
                fill: Fill::Occurrences,
                windowed,
                waived,
            });
        } else if requirement.evidence.is_empty() {
            let slot = empty(id.clone(), None, window, due, 1);
            open.push(Open {
                slot,
                fill: Fill::Any,
                windowed,
                waived,
            });
        }
        for need in &requirement.evidence {
            let mut slot = empty(id.clone(), Some(need.name.clone()), window, due, need.min.max(1));
            slot.any_of.clone_from(&need.any_of);
            open.push(Open {
                slot,
                fill: Fill::Named,
                windowed,
                waived,
            });
        }
    }
    open
}

fn times(frequency: &Frequency) -> u32 {
    let times = frequency.times.unwrap_or(1).max(1);
    if frequency.op == Some(Op::MoreThan) {
        times.saturating_add(1)
    } else {
        times
    }
}

fn empty(
    requirement: Option<String>,
    name: Option<String>,
    period: Period,
    due: Option<Date>,
    need: u32,
) -> Slot {
    Slot {
        requirement,
        evidence_name: name,
        any_of: Vec::new(),
        period,
        due,
        need,
        have: 0,
        state: State::Missing,
        items: Vec::new(),
    }
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
                kind: Kind::Link,
                on: proof.on,
            });
        }
        for ProofItem {
            item,
            kind,
            on,
            available,
        } in &proof.items
        {
            if *available && seen.insert((*item, &proof.requirement, proof.period)) {
                all.push(Candidate {
                    proof,
                    id: *item,
                    kind: *kind,
                    on: *on,
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
        bound && kind && self.in_window(candidate)
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
/// period, or once per link that names the window.
fn fill_occurrences(open: &mut Open, candidates: &[Candidate<'_>]) {
    let mut occurrences = BTreeSet::new();
    let mut items = BTreeSet::new();
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

fn state(slot: &Slot, as_of: Date) -> State {
    if slot.have >= slot.need {
        return State::Met;
    }
    match slot.due {
        Some(due) if due < as_of => State::Overdue,
        Some(due) if days_until(as_of, due) <= SOON => State::DueSoon,
        Some(_) => State::NotDue,
        None if slot.have > 0 => State::Partial,
        None => State::Missing,
    }
}

fn days_until(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
