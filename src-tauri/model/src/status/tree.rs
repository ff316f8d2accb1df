//! From leaves to their headings: states, points, counts.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Completeness, IndicatorStatus, ScoreTotal, State, StatusInput, Summary, Timing};
use crate::checklist::{Score, ScoreKind};
use crate::requirement::{DeadlineKind, Role};

/// Index of each indicator's parent; a parent that is not there, or that lies below its own child, is none.
pub(super) fn parents(input: &StatusInput) -> Vec<Option<usize>> {
    let places: HashMap<_, usize> = input
        .indicators
        .iter()
        .enumerate()
        .map(|(n, i)| (i.id, n))
        .collect();
    let named: Vec<Option<usize>> = input
        .indicators
        .iter()
        .map(|i| i.parent.and_then(|id| places.get(&id).copied()))
        .collect();
    let above = |n: usize| named.get(n).copied().flatten();
    (0..named.len())
        .map(|n| {
            let mut at = above(n);
            for _ in 0..named.len() {
                match at {
                    Some(up) if up == n => return None,
                    Some(up) => at = above(up),
                    None => return above(n),
                }
            }
            // The chain runs into a ring that this one is not part of.
            None
        })
        .collect()
}

/// By indicator, whether it or one above it is waived as a whole. `parents` has no ring.
pub(super) fn waived(input: &StatusInput, parents: &[Option<usize>]) -> Vec<bool> {
    let itself = |n: usize| {
        input.indicators.get(n).is_some_and(|indicator| {
            indicator
                .waivers
                .iter()
                .any(|w| w.not_applicable && w.requirement.is_none())
        })
    };
    let above = |n: &usize| parents.get(*n).copied().flatten();
    (0..parents.len())
        .map(|n| std::iter::successors(Some(n), above).any(itself))
        .collect()
}

/// By indicator, the end of the month (七月份, 一季度) that it or the nearest heading above it is named for. `parents` has no ring.
pub(super) fn months(input: &StatusInput, parents: &[Option<usize>]) -> Vec<Option<Date>> {
    let named = |n: usize| {
        let mut asked = input.indicators.get(n)?.requirements.iter();
        asked.find_map(|r| {
            let window = r
                .deadline
                .as_ref()
                .filter(|d| r.role == Role::Window && d.kind == DeadlineKind::Month);
            window.and_then(|deadline| deadline.date_to)
        })
    };
    let above = |n: &usize| parents.get(*n).copied().flatten();
    (0..parents.len())
        .map(|n| std::iter::successors(Some(n), above).find_map(named))
        .collect()
}

/// Sums over everything below an indicator.
#[derive(Default, Clone)]
struct Below {
    leaves: u32,
    met: u32,
    partial: u32,
    missing: u32,
    due_soon: u32,
    overdue: u32,
    not_due: u32,
    not_applicable: u32,
    on_site: u32,
    score: ScoreTotal,
    has_points: bool,
    due: Option<jiff::civil::Date>,
}

impl Below {
    fn count(&mut self, status: &IndicatorStatus) {
        if status.on_site {
            self.on_site += 1;
            return;
        }
        let counter = match status.state {
            State::NotApplicable => &mut self.not_applicable,
            State::Met => &mut self.met,
            State::Overdue => &mut self.overdue,
            State::DueSoon => &mut self.due_soon,
            State::NotDue => &mut self.not_due,
            State::Partial => &mut self.partial,
            State::Missing => &mut self.missing,
        };
        *counter += 1;
        self.due = [self.due, status.due].into_iter().flatten().min();
    }

    fn add(&mut self, other: &Self) {
        self.leaves += other.leaves;
        self.met += other.met;
        self.partial += other.partial;
        self.missing += other.missing;
        self.due_soon += other.due_soon;
        self.overdue += other.overdue;
        self.not_due += other.not_due;
        self.not_applicable += other.not_applicable;
        self.on_site += other.on_site;
        self.score.got += other.score.got;
        self.score.of += other.score.of;
        self.has_points |= other.has_points;
        self.due = [self.due, other.due].into_iter().flatten().min();
    }

    /// The state of a heading: the most pressing of what lies below; 部分 as soon as something is there beside a hole.
    fn state(&self) -> State {
        let counted = self.met + self.partial + self.missing + self.due_soon + self.overdue + self.not_due;
        if counted == 0 {
            return if self.not_applicable > 0 {
                State::NotApplicable
            } else {
                State::Missing
            };
        }
        match () {
            () if self.met == counted => State::Met,
            () if self.overdue > 0 => State::Overdue,
            () if self.due_soon > 0 => State::DueSoon,
            () if self.partial > 0 || (self.met > 0 && self.missing > 0) => State::Partial,
            () if self.missing > 0 => State::Missing,
            () => State::NotDue,
        }
    }

    fn completeness(&self, state: State) -> Completeness {
        match state {
            State::NotApplicable => Completeness::NotApplicable,
            State::Met => Completeness::Met,
            _ if self.met + self.partial > 0 => Completeness::Partial,
            _ => Completeness::None,
        }
    }
}

/// Points of one indicator: base points count in `of` unless it is not applicable or judged on site; base and bonus points
/// count in `got` once met; deductions and vetoes are the inspector's and count in neither.
fn points(score: Option<Score>, status: &IndicatorStatus) -> (ScoreTotal, bool) {
    let none = (ScoreTotal::default(), false);
    let Some(Score {
        points: Some(points),
        kind,
    }) = score
    else {
        return none;
    };
    if !points.is_finite() || points < 0.0 || !matches!(kind, ScoreKind::Base | ScoreKind::Bonus) {
        return none;
    }
    if status.on_site || status.state == State::NotApplicable {
        return (ScoreTotal::default(), true);
    }
    let got = if status.state == State::Met { points } else { 0.0 };
    let of = if kind == ScoreKind::Base { points } else { 0.0 };
    (ScoreTotal { got, of }, true)
}

/// Gives headings what lies below them, and sums the whole. `statuses` holds each indicator's own status, in input order.
/// Points of a heading count only where nothing below it has points, once everything below is met.
pub(super) fn roll_up(
    input: &StatusInput,
    parents: &[Option<usize>],
    waived: &[bool],
    statuses: &mut [IndicatorStatus],
) -> (ScoreTotal, Summary) {
    let mut sums: Vec<Below> = vec![Below::default(); statuses.len()];
    let mut total = Below::default();
    for n in bottom_up(parents) {
        let (Some(status), Some(sum), Some(indicator)) =
            (statuses.get_mut(n), sums.get(n).cloned(), input.indicators.get(n))
        else {
            continue;
        };
        let sum = if status.leaf {
            leaf(status, indicator.score)
        } else {
            heading(status, sum, indicator, waived.get(n) == Some(&true))
        };
        let up = match parents.get(n).copied().flatten() {
            Some(parent) => sums.get_mut(parent),
            None => Some(&mut total),
        };
        if let Some(up) = up {
            up.add(&sum);
        }
    }
    let summary = Summary {
        met: total.met,
        partial: total.partial,
        missing: total.missing,
        due_soon: total.due_soon,
        overdue: total.overdue,
        not_due: total.not_due,
        not_applicable: total.not_applicable,
        on_site: total.on_site,
    };
    (total.score, summary)
}

fn leaf(status: &mut IndicatorStatus, score: Option<Score>) -> Below {
    let mut sum = Below {
        leaves: 1,
        ..Below::default()
    };
    sum.count(status);
    (sum.score, sum.has_points) = points(score, status);
    status.got = sum.score.got;
    status.of = sum.score.of;
    status.leaves = 1;
    status.leaves_met = sum.met;
    sum
}

/// A heading that asks for something itself shows the more pressing of its own state and that of what lies below.
fn heading(
    status: &mut IndicatorStatus,
    mut sum: Below,
    indicator: &super::IndicatorInput,
    waived: bool,
) -> Below {
    let asks =
        indicator.requirements.iter().any(|r| r.role == Role::Requirement) || !indicator.proofs.is_empty();
    let mut shown = sum.clone();
    if asks {
        shown.count(status);
    } else {
        status.slots.clear();
    }
    if !waived {
        status.state = shown.state();
        status.completeness = shown.completeness(status.state);
        status.timing = match status.state {
            State::Overdue => Timing::Overdue,
            State::DueSoon => Timing::DueSoon,
            State::NotDue => Timing::NotDue,
            _ => Timing::None,
        };
        status.due = shown.due;
        status.on_site = sum.leaves > 0 && sum.on_site == sum.leaves;
    }
    if !sum.has_points {
        (sum.score, sum.has_points) = points(indicator.score, status);
    }
    status.got = sum.score.got;
    status.of = sum.score.of;
    status.leaves = sum.leaves;
    status.leaves_met = sum.met;
    sum
}

/// Every index, children before parents.
fn bottom_up(parents: &[Option<usize>]) -> Vec<usize> {
    let depth = |n: usize| {
        let mut depth = 0_usize;
        let mut at = parents.get(n).copied().flatten();
        while let Some(up) = at {
            depth += 1;
            at = parents.get(up).copied().flatten();
        }
        depth
    };
    let mut order: Vec<(usize, usize)> = (0..parents.len()).map(|n| (depth(n), n)).collect();
    order.sort_by_key(|(depth, n)| (std::cmp::Reverse(*depth), *n));
    order.into_iter().map(|(_, n)| n).collect()
}
