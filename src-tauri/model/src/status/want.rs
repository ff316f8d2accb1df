//! What one indicator wants: a slot per requirement, named need, window or occasion, and member that it holds for.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::window::windows;
use super::{IndicatorInput, Measured, Slot, State, StatusInput, recurring};
use crate::calendar::festival;
use crate::date::Period;
use crate::requirement::{
    Count, DeadlineKind, Each, EvidenceNeed, Frequency, Op, Requirement, Role, Threshold,
};

/// Days on both sides of a festival in which what is done belongs to it.
const AROUND: i32 = 14;
/// Days after a festival by which its material should be there.
const AFTER: i32 = 7;
/// Units in which a plan counts how often something is done.
const OCCASIONS: [&str; 11] = [
    "次",
    "期",
    "场",
    "届",
    "轮",
    "批",
    "堂",
    "遍",
    "回",
    "场次",
    "人次活动",
];
/// Units in which a plan counts pieces of material.
const PIECES: [&str; 9] = ["张", "份", "篇", "幅", "册", "本", "条", "部", "件"];

/// Words of a requirement to go round places.
const PATROLS: [&str; 7] = ["巡查", "巡逻", "巡检", "巡视", "巡访", "巡街", "巡防"];

/// How a slot is filled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// By items of its kinds, each of which fills one such slot of the indicator alone.
    Named,
    /// By any items, which may fill a named slot as well.
    Any,
    /// By occurrences: activities, or days on which there is something.
    Occurrences,
    /// By a value that was reported.
    Measure,
}

pub(super) struct Open {
    pub(super) slot: Slot,
    pub(super) fill: Fill,
    /// Whether a day outside `slot.period` keeps an item out: only where there are several windows.
    pub(super) windowed: bool,
    pub(super) waived: bool,
    /// Whether it is about going round places: days of 巡查 count.
    pub(super) patrolled: bool,
}

/// The slots of an indicator, still empty; `within` is the end of the month that it stands below.
pub(super) fn wanted(input: &StatusInput, indicator: &IndicatorInput, within: Option<Date>) -> Vec<Open> {
    let asked = indicator
        .requirements
        .iter()
        .filter(|r| r.role == Role::Requirement);
    let mut open: Vec<Open> = asked
        .flat_map(|requirement| wanted_by(input, indicator, requirement, within))
        .collect();
    if open.is_empty() {
        let mut slot = empty(None, input.period, 1);
        slot.due = within;
        open.push(Open {
            slot,
            fill: Fill::Any,
            windowed: false,
            waived: false,
            patrolled: false,
        });
    }
    open
}

/// A stretch of time in which something is wanted once.
struct Window {
    period: Period,
    due: Option<Date>,
    occasion: Option<String>,
}

fn wanted_by(
    input: &StatusInput,
    indicator: &IndicatorInput,
    requirement: &Requirement,
    within: Option<Date>,
) -> Vec<Open> {
    let waived = indicator
        .waivers
        .iter()
        .any(|w| w.not_applicable && w.requirement.as_ref().is_some_and(|id| *id == requirement.id));
    let windows = stretches(input, indicator, requirement, within);
    let windowed = windows.len() > 1;
    let patrolled = PATROLS.iter().any(|word| requirement.quote.contains(word));
    let members = members(input, requirement);
    let mut open = Vec::new();
    for window in &windows {
        for about in &members {
            for (mut slot, fill) in needs(input, requirement) {
                slot.period = window.period;
                slot.due = window.due;
                slot.occasion.clone_from(&window.occasion);
                slot.about.clone_from(about);
                open.push(Open {
                    slot,
                    fill,
                    windowed,
                    waived,
                    patrolled,
                });
            }
        }
    }
    open
}

/// What a requirement wants in one window for one member.
fn needs(input: &StatusInput, requirement: &Requirement) -> Vec<(Slot, Fill)> {
    let id = Some(requirement.id.clone());
    let frequency = requirement.frequency.as_ref();
    let times = frequency.map_or(1, times);
    let counted = requirement
        .count
        .as_ref()
        .filter(|_| frequency.is_none())
        .map(amount);
    let heads = if requirement.each == Some(Each::Person) {
        input.members.persons.max(1)
    } else {
        1
    };
    let mut needs = Vec::new();
    let occurrences = match counted {
        Some(Amount::Occurrences(n)) => Some(n),
        _ => frequency
            .map(|_| times)
            .filter(|times| requirement.evidence.is_empty() || *times > 1),
    };
    if let Some(times) = occurrences {
        needs.push((empty(id.clone(), input.period, times), Fill::Occurrences));
    } else if requirement.evidence.is_empty() {
        let pieces = match counted {
            Some(Amount::Pieces(n)) => n.saturating_mul(heads),
            _ => 1,
        };
        needs.push((empty(id.clone(), input.period, pieces), Fill::Any));
    }
    let value = match counted {
        Some(Amount::Value(threshold)) => Some(threshold),
        _ => None,
    };
    // 照片不少于3张 is counted in the slot of its name, and no value is to be reported for it.
    let is_slot = |threshold: &Threshold| {
        let same = |need: &EvidenceNeed| {
            let unit = need.unit.as_deref() == Some(threshold.unit.as_str());
            unit && (f64::from(need.min) - threshold.value).abs() < 0.5
        };
        requirement.evidence.iter().any(same)
    };
    let threshold = requirement
        .threshold
        .clone()
        .filter(|threshold| !is_slot(threshold));
    for wanted in threshold.into_iter().chain(value) {
        let mut slot = empty(id.clone(), input.period, 1);
        slot.measured = Some(Measured {
            wanted,
            value: None,
            unit: None,
            on: None,
        });
        needs.push((slot, Fill::Measure));
    }
    for need in &requirement.evidence {
        let mut slot = empty(id.clone(), input.period, need.min.max(1));
        slot.evidence_name = Some(need.name.clone());
        slot.any_of.clone_from(&need.any_of);
        needs.push((slot, Fill::Named));
    }
    needs
}

/// What a bare number of things means.
enum Amount {
    Occurrences(u32),
    Pieces(u32),
    Value(Threshold),
    /// One of something: any piece of material shows it.
    One,
}

fn amount(count: &Count) -> Amount {
    let whole = || {
        let fits = count.value.is_finite() && (1.0..=10_000.0).contains(&count.value);
        // Between 1 and 10,000 nothing is lost but a fraction, which `ceil` took.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        fits.then(|| count.value.ceil() as u32)
    };
    match whole() {
        Some(n) if OCCASIONS.contains(&count.unit.as_str()) => Amount::Occurrences(n),
        Some(n) if PIECES.contains(&count.unit.as_str()) => Amount::Pieces(n),
        Some(1) => Amount::One,
        _ => Amount::Value(Threshold {
            value: count.value,
            unit: count.unit.clone(),
            op: Op::AtLeast,
            as_written: count.as_written.clone(),
        }),
    }
}

fn times(frequency: &Frequency) -> u32 {
    let times = frequency.times.unwrap_or(1).max(1);
    if frequency.op == Some(Op::MoreThan) {
        times.saturating_add(1)
    } else {
        times
    }
}

/// For whom a requirement holds; one nameless member where it holds for the whole, or where the ledger knows none.
fn members(input: &StatusInput, requirement: &Requirement) -> Vec<Option<String>> {
    let all: Vec<Option<String>> = match requirement.each {
        Some(Each::Department) => input.members.departments.iter().cloned().map(Some).collect(),
        Some(Each::Place) => {
            let named = |kind: &Option<String>| {
                kind.as_ref()
                    .is_some_and(|kind| requirement.quote.contains(kind.as_str()))
            };
            let places = &input.members.places;
            let some = places.iter().any(|(_, kind)| named(kind));
            let meant = places.iter().filter(|(_, kind)| !some || named(kind));
            meant.map(|(name, _)| Some(name.clone())).collect()
        }
        Some(Each::Unit | Each::Person) | None => Vec::new(),
    };
    if all.is_empty() { vec![None] } else { all }
}

fn stretches(
    input: &StatusInput,
    indicator: &IndicatorInput,
    requirement: &Requirement,
    within: Option<Date>,
) -> Vec<Window> {
    let frequency = requirement.frequency.as_ref();
    if let Some(frequency) = frequency.filter(|f| f.per.is_none() && !f.occasions.is_empty()) {
        return occasions(input.period, &frequency.occasions);
    }
    let deadline = requirement.deadline.as_ref();
    let relative = deadline.filter(|deadline| deadline.kind == DeadlineKind::Relative);
    let again = relative.and_then(recurring::per);
    let windows = windows(input.period, frequency.and_then(|f| f.per).or(again));
    let one = windows.len() == 1;
    let per = frequency.is_some_and(|f| f.per.is_some());
    let due = |window: &Period| {
        // A frequency without its own deadline is due at the end of each window, what stands below a month in that month;
        // without either, nothing is due: 部分 and 缺材料 then stay visible all year.
        match (relative, deadline) {
            (Some(relative), _) if again.is_some() || (per && recurring::is_next_month(relative)) => {
                recurring::due(relative, window)
            }
            // What counts from an event waits for it; 迎检期间 counts from nothing.
            (Some(relative), _) => {
                let days = relative.days;
                days.and_then(|days| later(last_activity(indicator, window)?, days))
            }
            (None, Some(deadline)) if one => deadline.date_to,
            (None, None) if !per => within,
            _ => None,
        }
        .or_else(|| per.then_some(window.to))
    };
    windows
        .into_iter()
        .map(|period| Window {
            due: due(&period),
            period,
            occasion: None,
        })
        .collect()
}

/// A window for each named occasion: for a festival the days around it, as far as halfway to its neighbours, due a week after it. One that
/// the calendar does not know, or that does not fall into the period, is wanted at any time in it.
fn occasions(period: Period, names: &[String]) -> Vec<Window> {
    let on = |name: &String| {
        (period.from.year()..=period.to.year())
            .filter_map(|year| festival(name, year))
            .find(|day| period.contains(*day))
    };
    let mut dated: Vec<(Date, &String)> = names.iter().filter_map(|name| Some((on(name)?, name))).collect();
    dated.sort();
    let days: Vec<Date> = dated.iter().map(|(day, _)| *day).collect();
    let dated = dated.into_iter().enumerate().map(|(n, (day, name))| {
        let half = |other: Option<&Date>| {
            other.map_or(AROUND, |other| (days_between(day, *other).abs() / 2).min(AROUND))
        };
        let before = half(n.checked_sub(1).and_then(|before| days.get(before)));
        let after = half(days.get(n + 1));
        let from = later(day, -before).map_or(period.from, |from| from.max(period.from));
        let to = later(day, after).map_or(period.to, |to| to.min(period.to));
        Window {
            period: Period {
                from: from.min(day),
                to: to.max(day),
            },
            due: later(day, AFTER),
            occasion: Some(name.clone()),
        }
    });
    let undated = names.iter().filter(|name| on(name).is_none());
    let undated = undated.map(|name| Window {
        period,
        due: None,
        occasion: Some(name.clone()),
    });
    dated.chain(undated).collect()
}

fn last_activity(indicator: &IndicatorInput, window: &Period) -> Option<Date> {
    let days = indicator
        .proofs
        .iter()
        .filter(|proof| proof.activity.is_some())
        .filter_map(|proof| proof.on);
    days.filter(|day| window.contains(*day)).max()
}

fn later(day: Date, days: i32) -> Option<Date> {
    let span: Span = days.days();
    day.checked_add(span).ok()
}

pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

fn empty(requirement: Option<String>, period: Period, need: u32) -> Slot {
    Slot {
        requirement,
        evidence_name: None,
        any_of: Vec::new(),
        about: None,
        occasion: None,
        measured: None,
        period,
        due: None,
        need,
        have: 0,
        state: State::Missing,
        items: Vec::new(),
    }
}
