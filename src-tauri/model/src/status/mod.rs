//! What is met, missing, due and overdue: a pure function of what was asserted and of the day.
//!
//! The rules:
//! - **Slots.** An indicator wants one slot per requirement, named need and window. A frequency (每月、每季度…) cuts the 考核期
//!   into calendar windows; what it counts are occurrences: activities, else days on which there is something. An indicator that asks
//!   for nothing in particular wants any one piece. A frequency that names festivals (我们的节日) wants each at its true date of the year. "For
//!   each department" and "for each place" give each member that the ledger knows a slot of its own; "each person" multiplies how many
//!   pieces are wanted. A threshold, and a number of things that are neither pieces nor occasions, wants a reported value (量化指标) beside
//!   the evidence.
//! - **Filling.** Only what is available fills: evidence that is missing on disk never counts, and caps the indicator at partial. Two
//!   named slots of an indicator are never filled by one item, and as many needs as possible are met. Evidence given to one
//!   requirement fills that one alone. A day outside the window keeps an item out only where there are several windows; a period that
//!   the link names decides before the day.
//! - **Due.** A deadline (one that counts from an activity: from the last one in the window; one that comes again, 每月25日前: that day of
//!   each window), else the end of a frequency's window, a week after a festival, else the end of the month that a heading names
//!   (七月份). A slot with neither has no due day, so that 部分 and 缺材料 stay visible
//!   all year instead of 未到期.
//! - **One state**, by precedence: not_applicable, met, overdue, due_soon (within 30 days), not_due, partial, missing.
//! - **现场项** (judged on site or by questionnaire alone) are counted apart, and their points in neither sum.
//! - **不适用** holds for all slots of an indicator and for all that lies below it; a waived requirement for its own slots.
//! - **Headings** show the most pressing state below them. Points live at one level: a heading's own count only where nothing below it
//!   has points.

mod board;
mod matching;
mod recurring;
mod slot;
mod tree;
mod types;
mod want;
mod window;

pub use board::{Board, BoardCell, BoardRow, board};
pub use types::*;

use jiff::civil::Date;

use crate::checklist::is_on_site;

/// How a checklist stands on a day. Any input gives an answer: an unknown parent, or one that lies below its own child, makes a
/// top-level indicator.
pub fn assess(input: &StatusInput) -> StatusReport {
    let parents = tree::parents(input);
    let mut leaf = vec![true; input.indicators.len()];
    for parent in parents.iter().flatten() {
        if let Some(leaf) = leaf.get_mut(*parent) {
            *leaf = false;
        }
    }
    let waived = tree::waived(input, &parents);
    let mut indicators: Vec<IndicatorStatus> = input
        .indicators
        .iter()
        .zip(leaf.into_iter().zip(&waived))
        .zip(tree::months(input, &parents))
        .map(|((indicator, (leaf, waived)), within)| own(input, indicator, leaf, *waived, within))
        .collect();
    let (score, summary) = tree::roll_up(input, &parents, &waived, &mut indicators);
    StatusReport {
        as_of: input.as_of,
        score,
        indicators,
        summary,
    }
}

/// The status of an indicator by itself; `waived` where it or a heading above it is 不适用, `within` the end of the month that it
/// stands below.
fn own(
    input: &StatusInput,
    indicator: &IndicatorInput,
    leaf: bool,
    waived: bool,
    within: Option<Date>,
) -> IndicatorStatus {
    let mut slots = slot::slots(input, indicator, within);
    if waived {
        for slot in &mut slots {
            slot.state = State::NotApplicable;
        }
    }
    let waived = slots.iter().all(|slot| slot.state == State::NotApplicable);
    let lost = indicator
        .proofs
        .iter()
        .flat_map(|proof| &proof.items)
        .any(|item| !item.available);
    let asked = || slots.iter().filter(|slot| slot.state != State::NotApplicable);
    let completeness = if waived {
        Completeness::NotApplicable
    } else if asked().all(|slot| slot.state == State::Met) && !lost {
        Completeness::Met
    } else if asked().any(|slot| slot.have > 0) || has_something(indicator) {
        Completeness::Partial
    } else {
        Completeness::None
    };
    let open = || asked().filter(|slot| slot.state != State::Met);
    let any = |state: State| open().any(|slot| slot.state == state);
    let timing = if any(State::Overdue) {
        Timing::Overdue
    } else if any(State::DueSoon) {
        Timing::DueSoon
    } else if any(State::NotDue) {
        Timing::NotDue
    } else {
        Timing::None
    };
    let due = open().filter_map(|slot| slot.due).min();
    IndicatorStatus {
        id: indicator.id,
        code: indicator.code.clone(),
        title: indicator.title.clone(),
        leaf,
        on_site: indicator.method.as_deref().is_some_and(is_on_site),
        state: shown(completeness, timing),
        completeness,
        timing,
        due,
        got: 0.0,
        of: 0.0,
        leaves_met: 0,
        leaves: 0,
        slots,
    }
}

/// Whether anything is there, though it may fill no slot.
fn has_something(indicator: &IndicatorInput) -> bool {
    indicator
        .proofs
        .iter()
        .any(|p| p.items.iter().any(|item| item.available) || (p.items.is_empty() && p.activity.is_none()))
}

fn shown(completeness: Completeness, timing: Timing) -> State {
    match (completeness, timing) {
        (Completeness::NotApplicable, _) => State::NotApplicable,
        (Completeness::Met, _) => State::Met,
        (_, Timing::Overdue) => State::Overdue,
        (_, Timing::DueSoon) => State::DueSoon,
        (_, Timing::NotDue) => State::NotDue,
        (Completeness::Partial, Timing::None) => State::Partial,
        (Completeness::None, Timing::None) => State::Missing,
    }
}
