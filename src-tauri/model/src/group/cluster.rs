//! Units that were joined.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::{Date, DateTime};

use super::reason::Reason;
use super::topic::{self, Terms, is_topic};
use super::unit::{Made, Unit, apart};

/// Units that are one event.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) units: Vec<Unit>,
    pub(super) terms: Terms,
    pub(super) days: Option<(Date, Date)>,
    pub(super) times: Option<(DateTime, DateTime)>,
    pub(super) reasons: BTreeSet<Reason>,
    /// The weakest that joined it.
    pub(super) weakest: f64,
    /// Whether it is of nobody's event.
    pub(super) stray: bool,
}

impl Cluster {
    pub(super) fn new(unit: Unit, ignored: &[String], known: &mut HashMap<String, Terms>) -> Self {
        Self {
            terms: topic::of(&unit.names, ignored, known),
            days: unit.days,
            times: unit.times,
            reasons: BTreeSet::new(),
            weakest: 1.0,
            stray: false,
            units: vec![unit],
        }
    }

    /// Whether a name tells what it is about: its own, not only that of a folder above.
    pub(super) fn is_named(&self) -> bool {
        self.units.iter().any(|unit| {
            matches!(unit.made, Made::Folder | Made::Names | Made::Paper)
                && unit.names.iter().any(|(_, weight)| *weight > 0.5)
        })
    }

    /// Whether one of the trade's words tells what it is about.
    pub(super) fn has_topic(&self) -> bool {
        self.terms
            .iter()
            .any(|(term, part)| is_topic(term) && *part > 0.5)
    }

    /// Whether it is more than papers.
    pub(super) fn has_scenes(&self) -> bool {
        self.units.iter().any(|unit| unit.made != Made::Paper)
    }

    /// Numbers of its pieces, each once.
    pub(super) fn pieces(&self) -> BTreeSet<usize> {
        self.units
            .iter()
            .flat_map(|unit| unit.pieces.iter().copied())
            .collect()
    }

    /// Whether both may be one event: days that meet and no two numbers of a series.
    pub(super) fn may_join(&self, other: &Self) -> bool {
        let days = self.days.zip(other.days).is_none_or(|(a, b)| apart(a, b) == 0);
        days && self.ordinals_agree(other)
    }

    pub(super) fn ordinals_agree(&self, other: &Self) -> bool {
        let ordinals = |cluster: &Self| -> Vec<(u32, String)> {
            cluster
                .units
                .iter()
                .filter_map(|unit| unit.ordinal.clone())
                .collect()
        };
        let (own, its) = (ordinals(self), ordinals(other));
        !own.iter()
            .any(|(n, of)| its.iter().any(|(m, what)| what == of && n != m))
    }

    /// Takes in another one.
    pub(super) fn take(&mut self, other: Self, score: f64) {
        self.terms = topic::both(&self.terms, &other.terms);
        self.days = match (self.days, other.days) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        self.times = match (self.times, other.times) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        self.reasons.extend(other.reasons);
        self.weakest = self.weakest.min(other.weakest).min(score);
        self.units.extend(other.units);
    }

    /// When its papers say that it begins, where they agree.
    pub(super) fn begins(&self) -> Option<DateTime> {
        let mut all = self.units.iter().filter_map(|unit| unit.begins);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// First and last day of saving.
    pub(super) fn saved_days(&self) -> Option<(Date, Date)> {
        let all = || self.units.iter().filter_map(|unit| unit.saved);
        let first = all().map(|(from, _)| from).min()?;
        let last = all().map(|(_, to)| to).max()?;
        Some((first.date(), last.date()))
    }
}
