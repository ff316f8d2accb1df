//! What has a day without a name goes to an event of that day; what only tells when it was saved, to one of the days before.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::cluster::Cluster;
use super::join::{Pool, days};
use super::reason::Reason;
use super::seen::Seen;

/// More parts than this, saved on one day, are a collection.
const PARTS: usize = 5;
/// Pictures of one event by several cameras follow each other within this time.
const NEAR: SignedDuration = SignedDuration::from_mins(100);
/// The first picture is taken from so long before an event begins…
const EARLY: SignedDuration = SignedDuration::from_mins(-60);
/// … until so long after.
const WHILE: SignedDuration = SignedDuration::from_mins(150);
/// Pictures of another part of the day.
const FAR: SignedDuration = SignedDuration::from_hours(4);
/// So many pictures may be those that an event of papers waits for.
const FEW: usize = 3;
/// Pictures are sent on within so many days.
const LATE: i64 = 6;

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

    /// How well nameless pictures fit an event of their day; `None` where they are of another part of the day.
    fn day_score(&self, one: &Cluster, its: &Cluster) -> Option<f64> {
        let mut score = 0.5;
        // What is known of another day of the event tells nothing of this one's hours.
        let same_day = |(own, other): &((DateTime, DateTime), (DateTime, DateTime))| {
            its.days.is_none_or(|days| days.0 == days.1)
                || own.0.date() <= other.1.date() && other.0.date() <= own.1.date()
        };
        match one.times.zip(its.times).filter(same_day) {
            Some((own, other)) => {
                let gap = between(own, other);
                if gap > FAR {
                    return None;
                }
                score += if gap <= NEAR { 0.25 } else { -0.05 };
            }
            None if one.times.is_some() && its.begins().is_some() => {
                let (Some((from, _)), Some(begins)) = (one.times, its.begins()) else {
                    return None;
                };
                let late = begins.duration_until(from);
                score += if late >= EARLY && late <= WHILE {
                    0.25
                } else {
                    -0.25
                };
            }
            None => {
                let at_work = one.times.is_none_or(|(from, _)| {
                    (Time::constant(7, 0, 0, 0)..Time::constant(19, 0, 0, 0)).contains(&from.time())
                });
                score += if at_work { 0.05 } else { -0.2 };
            }
        }
        score += department_score(one, its);
        if one
            .units
            .iter()
            .any(|unit| its.units.iter().any(|other| other.home == unit.home))
        {
            score += 0.1;
        }
        Some(score + 0.3 * self.alike(one, its))
    }

    /// What only tells when it was saved goes to the one event of that day or the day before, unless much was collected then.
    pub(super) fn saved(&mut self, seen: &[Seen<'_>]) {
        let collected = self.collected(seen);
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, one) in self.all().filter(|(_, one)| one.is_named()) {
            for day in days(one.days) {
                by_day.entry(day).or_default().push(n);
            }
        }
        let mut loose: Vec<(usize, Date)> = self
            .all()
            .filter(|(_, one)| one.days.is_none() && !one.is_named())
            .filter_map(|(n, one)| Some((n, one.saved_days()?.0)))
            .filter(|(_, day)| !collected.contains(day))
            .collect();
        // Many pictures before few: of a few, one may be anything.
        let size = |n: usize| self.get(n).map_or(0, |one| one.pieces().len());
        loose.sort_by_key(|(n, _)| (std::cmp::Reverse(size(*n)), *n));
        for (n, day) in loose {
            let Some(one) = self.get(n) else { continue };
            let on = |day: Option<Date>| -> BTreeSet<usize> {
                let there = day.and_then(|day| by_day.get(&day));
                there
                    .into_iter()
                    .flatten()
                    .map(|other| self.find(*other))
                    .filter(|other| *other != n)
                    .collect()
            };
            let mut fitting: Vec<(f64, usize)> = Vec::new();
            for late in 0..=LATE {
                let before = day.checked_sub(jiff::Span::new().days(late)).ok();
                for other in on(before) {
                    let Some(its) = self.get(other) else { continue };
                    let waits = !its.has_scenes() && one.pieces().len() >= FEW;
                    // Later than the next day only what has no pictures yet.
                    if late > 1 && !waits {
                        continue;
                    }
                    let step = late as f64;
                    let near = if waits {
                        0.66 - 0.04 * step
                    } else {
                        0.5 - 0.11 * step
                    };
                    fitting.push((near + 2.0 * department_score(one, its), other));
                }
            }
            fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let second = fitting.get(1).map_or(0.0, |one| one.0);
            if let Some((score, best)) = fitting
                .first()
                .copied()
                .filter(|(score, _)| *score >= 0.4 && *score >= second + 0.07)
            {
                self.put(best, n, score.min(0.55), Some(Reason::Saved(day)));
            }
        }
    }

    /// Days on which pictures of several events, or very many, were saved: they tell nothing of when anything was.
    fn collected(&self, seen: &[Seen<'_>]) -> HashSet<Date> {
        let mut parts: BTreeMap<Date, usize> = BTreeMap::new();
        let mut events: BTreeMap<Date, BTreeSet<Date>> = BTreeMap::new();
        for (_, one) in self.all() {
            if let Some((from, to)) = one.days {
                for saved in one.pieces().into_iter().filter_map(|n| seen.get(n)?.saved) {
                    if saved.date() > to {
                        events.entry(saved.date()).or_default().insert(from);
                    }
                }
            } else if !one.is_named()
                && let Some((day, _)) = one.saved_days()
            {
                *parts.entry(day).or_default() += 1;
            }
        }
        let many = parts
            .into_iter()
            .filter(|(_, count)| *count > PARTS)
            .map(|(day, _)| day);
        let several = events
            .into_iter()
            .filter(|(_, days)| days.len() > 1)
            .map(|(day, _)| day);
        many.chain(several).collect()
    }
}

fn between(a: (DateTime, DateTime), b: (DateTime, DateTime)) -> SignedDuration {
    let gap = |from: DateTime, to: DateTime| from.duration_until(to);
    gap(a.1, b.0).max(gap(b.1, a.0)).max(SignedDuration::ZERO)
}

fn is_near(a: &Cluster, b: &Cluster) -> bool {
    match a.times.zip(b.times) {
        Some((a, b)) => between(a, b) <= NEAR,
        None => true,
    }
}

fn department_score(a: &Cluster, b: &Cluster) -> f64 {
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
