//! What has a day without a name goes to an event of that day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::cluster::Cluster;
use super::join::{Pool, days};
use super::reason::Reason;
use super::seen::Seen;
use super::stray::{self, LESSON, is_at_work};

/// Pictures of one event by several cameras follow each other within this time.
const NEAR: SignedDuration = SignedDuration::from_mins(100);
/// The first picture is taken from so long before an event begins…
const EARLY: SignedDuration = SignedDuration::from_mins(-60);
/// … until so long after.
const WHILE: SignedDuration = SignedDuration::from_mins(150);
/// One or two pictures are taken while it is on.
const WHILE_FEW: SignedDuration = SignedDuration::from_mins(90);
/// What one or two pictures of an event's day lose where nothing tells its hour.
const ONLY_DAY: f64 = 0.15;
/// What an event of papers that has no pictures yet has before one that has some.
const WAITS: f64 = 0.11;
/// So much alike are names of one event that papers and pictures call otherwise.
const ALIKE: f64 = 0.08;
/// Pictures of another part of the day.
const FAR: SignedDuration = SignedDuration::from_hours(4);

impl Pool {
    /// Pictures of a day go to the one event of that day, or to each other.
    pub(super) fn nameless(&mut self) {
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, one) in self.all() {
            for day in days(one.days) {
                by_day.entry(day).or_default().push(n);
            }
        }
        let loose: Vec<usize> = self
            .all()
            .filter(|(_, one)| one.days.is_some() && !one.is_named())
            .map(|(n, _)| n)
            .collect();
        let on_its_days = |pool: &Self, one: &Cluster| -> BTreeSet<usize> {
            days(one.days)
                .filter_map(|day| by_day.get(&day))
                .flatten()
                .map(|n| pool.find(*n))
                .collect()
        };
        for n in &loose {
            let Some(one) = self.get(*n) else { continue };
            let there = on_its_days(self, one);
            let others = there.into_iter().filter(|other| *other != *n);
            let mut fitting: Vec<(f64, usize)> = others
                .filter_map(|other| {
                    let its = self.get(other).filter(|its| its.is_named())?;
                    Some((self.day_score(one, its)?, other))
                })
                .collect();
            fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let second = fitting.get(1).map_or(0.0, |one| one.0);
            if let Some((score, best)) = fitting
                .first()
                .copied()
                .filter(|(score, _)| *score >= 0.5 && *score >= second + 0.1)
            {
                self.put(best, *n, score, Some(Reason::SameDay));
            }
        }
        for n in loose {
            let Some(one) = self.get(n) else { continue };
            let there = on_its_days(self, one);
            let near = there.into_iter().find(|other| {
                *other < n
                    && self
                        .get(*other)
                        .is_some_and(|its| !its.is_named() && is_near(one, its))
            });
            if let Some(other) = near {
                self.put(other, n, 0.5, Some(Reason::SameDay));
            }
        }
    }

    /// Papers that tell a day go to what else happened on it, where their names or places have something in common: a notice calls
    /// a meeting otherwise than who took its pictures.
    pub(super) fn papers(&mut self, seen: &[Seen<'_>]) {
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, one) in self.all().filter(|(_, one)| one.is_named()) {
            for day in days(one.days) {
                by_day.entry(day).or_default().push(n);
            }
        }
        for there in by_day.values().filter(|there| there.len() > 1) {
            for n in there {
                let n = self.find(*n);
                let Some(one) = self.get(n).filter(|one| !one.has_scenes()) else {
                    continue;
                };
                let others: BTreeSet<usize> = there.iter().map(|other| self.find(*other)).collect();
                let best = others
                    .into_iter()
                    .filter(|other| *other != n)
                    .filter_map(|other| Some((self.same_event(one, self.get(other)?, seen)?, other)))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
                if let Some((score, other)) = best {
                    self.put(other, n, 0.5 + 0.4 * score, None);
                }
            }
        }
    }

    /// How alike two events of one day are; `None` where they are two.
    fn same_event(&self, one: &Cluster, its: &Cluster, seen: &[Seen<'_>]) -> Option<f64> {
        let places = |cluster: &Cluster| -> BTreeSet<String> {
            let pieces = cluster.pieces().into_iter().filter_map(|n| seen.get(n));
            pieces.filter_map(|one| one.told.place.clone()).collect()
        };
        let (here, there) = (places(one), places(its));
        let meet = here.iter().any(|a| {
            there
                .iter()
                .any(|b| a.contains(b.as_str()) || b.contains(a.as_str()))
        });
        let apart = !here.is_empty() && !there.is_empty() && !meet;
        let alike = self.alike(one, its);
        let fits = one.may_join(its) && !apart && (alike >= ALIKE || meet);
        fits.then_some(alike + if meet { 0.2 } else { 0.0 })
    }

    /// How well nameless pictures fit an event of their day; `None` where they are of another part of the day.
    fn day_score(&self, one: &Cluster, its: &Cluster) -> Option<f64> {
        let mut score = 0.5;
        let few = stray::is_few(one);
        match one.times.zip(hours(one, its)) {
            Some((own, other)) => {
                let gap = between(own, other);
                if few && gap > LESSON {
                    return None;
                }
                if gap > FAR || (gap > NEAR && !is_at_work(own.0)) {
                    return None;
                }
                score += if gap <= NEAR { 0.25 } else { -0.05 };
            }
            None if one.times.is_some() && its.begins().is_some() => {
                let (Some((from, _)), Some(begins)) = (one.times, its.begins()) else {
                    return None;
                };
                let late = begins.duration_until(from);
                let long = if few { WHILE_FEW } else { WHILE };
                score += if late >= EARLY && late <= long {
                    0.25
                } else {
                    -0.25
                };
            }
            None => {
                let at_work = one.times.is_none_or(|(from, _)| is_at_work(from)) && !stray::is_outing(one);
                score += if at_work { 0.05 } else { -0.2 };
                // Only the day speaks for them.
                score -= if few { ONLY_DAY } else { 0.0 };
            }
        }
        score += department_score(one, its);
        // What has no pictures yet is waiting for them.
        if !its.has_scenes() && !few {
            score += WAITS;
        }
        if one
            .units
            .iter()
            .any(|unit| its.units.iter().any(|other| other.home == unit.home))
        {
            score += 0.1;
        }
        Some(score + 0.3 * self.alike(one, its))
    }
}

/// The hours of an event on the days of some pictures: what is known of its other days tells nothing of these.
fn hours(one: &Cluster, its: &Cluster) -> Option<(DateTime, DateTime)> {
    let (from, to) = one.times?;
    if its.days.is_none_or(|days| days.0 == days.1) {
        return its.times;
    }
    let here = |times: &(DateTime, DateTime)| times.0.date() <= to.date() && from.date() <= times.1.date();
    let all = || its.units.iter().filter_map(|unit| unit.times).filter(here);
    Some((
        all().map(|times| times.0).min()?,
        all().map(|times| times.1).max()?,
    ))
}

fn between(a: (DateTime, DateTime), b: (DateTime, DateTime)) -> SignedDuration {
    let gap = |from: DateTime, to: DateTime| from.duration_until(to);
    gap(a.1, b.0).max(gap(b.1, a.0)).max(SignedDuration::ZERO)
}

fn is_near(a: &Cluster, b: &Cluster) -> bool {
    match a.times.zip(b.times) {
        Some((x, y)) if stray::is_few(a) || stray::is_few(b) => between(x, y) <= LESSON,
        Some((x, y)) => between(x, y) <= NEAR,
        None => true,
    }
}

/// Departments that agree, that differ, or that are not known.
pub(super) fn department_score(a: &Cluster, b: &Cluster) -> f64 {
    let of = |one: &Cluster| -> BTreeSet<String> {
        one.units
            .iter()
            .filter_map(|unit| unit.department.clone())
            .collect()
    };
    let (a, b) = (of(a), of(b));
    if a.is_empty() || b.is_empty() {
        0.0
    } else if a.is_disjoint(&b) {
        -0.08
    } else {
        0.15
    }
}
