//! What only tells when it was saved: pictures that a chat sent on. They go to the event that they were most likely sent on from.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::cluster::Cluster;
use super::join::{Pool, days};
use super::late::department_score;
use super::reason::Reason;
use super::seen::Seen;
use super::stray::{self, FEW, is_at_work};
use super::unit::apart;

/// Pictures are sent on within so many days.
const LATE: i64 = 14;
/// How often pictures are sent on so many days after an event, as a part of those that are sent on the same day.
const SENT: [f64; 15] = [
    1.0, 0.5, 0.3, 0.2, 0.17, 0.14, 0.12, 0.1, 0.08, 0.07, 0.06, 0.05, 0.05, 0.05, 0.05,
];
/// The same at least on a day on which somebody collected the pictures of several events.
const COLLECTED: f64 = 0.1;
/// An event of papers that has no pictures yet is so much likelier to be theirs than one that has some.
const WAITS: f64 = 4.0;
/// They are of no event that is known, as a weight beside those of the events: of very few pictures, each may be anything.
const NONE: [f64; 4] = [1.0, 1.0, 0.35, 0.2];
/// … and of more.
const NONE_MANY: f64 = 0.1;
/// One event must be as likely as this.
const SURE: f64 = 0.55;
/// … but an event without pictures must have some somewhere.
const SURE_WAITS: f64 = 0.45;
/// Events that give less than this together most likely sent nothing.
const FEW_SENT: f64 = 0.35;
/// Events that give less than this together sent nothing at all …
const UNSENT: f64 = 0.2;
/// … where so many events are known for each such batch.
const KNOWN: usize = 3;
/// More parts than this, saved on one day, are a collection.
const PARTS: usize = 5;
/// Who takes pictures of an event before it begins takes them so shortly before.
const EARLY: SignedDuration = SignedDuration::from_mins(30);

/// Which events there are on a day.
type ByDay = BTreeMap<Date, Vec<usize>>;

impl Pool {
    /// What only tells when it was saved goes to an event of that day or of the days before, the surest first.
    pub(super) fn saved(&mut self, seen: &[Seen<'_>]) {
        let collected = self.collected(seen);
        let mut by_day = ByDay::new();
        for (n, one) in self.all().filter(|(_, one)| is_event(one)) {
            for day in days(one.days) {
                by_day.entry(day).or_default().push(n);
            }
        }
        let mut loose: Vec<(f64, usize)> = self
            .all()
            .filter(|(_, one)| one.days.is_none())
            .filter_map(|(n, _)| Some((self.sent_from(n, &by_day, &collected)?.1, n)))
            .collect();
        loose.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, n) in loose {
            // What came before may have given an event the pictures that it waited for.
            let found = self.sent_from(n, &by_day, &collected);
            let day = self.get(n).and_then(Cluster::saved_days).map(|days| days.0);
            // One or two are not those that it waits for.
            let few = self.get(n).is_some_and(stray::is_few);
            let enough = |event: usize| match self.get(event) {
                Some(its) if !its.has_scenes() && !few => SURE_WAITS,
                _ => SURE,
            };
            if let (Some((event, sure)), Some(day)) =
                (found.filter(|(event, sure)| *sure >= enough(*event)), day)
            {
                self.put(event, n, 0.3 + 0.3 * sure, Some(Reason::Saved(day)));
            }
        }
        self.together(&by_day, &collected);
        self.leave(&by_day, &collected);
    }

    /// Batches out of a chat that nothing names, and that no known event is likely to have sent, are of somebody else's: another unit's, or
    /// private. It takes a year whose events are known; what a colleague handed over, or lies in a department's folder, is the office's.
    fn leave(&mut self, events: &ByDay, collected: &Collected) {
        let unsent: Vec<usize> = self
            .all()
            .filter(|(_, one)| one.days.is_none() && !one.is_named() && one.has_scenes())
            .filter(|(_, one)| !one.units.iter().any(|unit| unit.handed_over))
            .filter(|(_, one)| saved(one).is_some_and(|(from, _)| !collected.many.contains(&from.date())))
            .map(|(n, _)| n)
            .filter(|n| self.weights(*n, events, collected).values().sum::<f64>() < UNSENT)
            .collect();
        let known: BTreeSet<usize> = events.values().flatten().map(|n| self.find(*n)).collect();
        if known.len() < KNOWN * unsent.len() {
            return;
        }
        for n in unsent {
            self.leave_out(n);
        }
    }

    /// Batches that were saved on one day, and that no known event may have sent, are of one event more often than not.
    fn together(&mut self, events: &ByDay, collected: &Collected) {
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, one) in self.all() {
            let loose = one.days.is_none() && !one.is_named() && one.has_scenes();
            if let Some((day, last)) = one.saved_days().filter(|_| loose && one.pieces().len() >= FEW)
                && day == last
                && !collected.many.contains(&day)
                && !collected.several.contains(&day)
                && self.weights(n, events, collected).values().sum::<f64>() < FEW_SENT
            {
                by_day.entry(day).or_default().push(n);
            }
        }
        for (day, there) in by_day {
            if let [first, rest @ ..] = there.as_slice()
                && rest.len() < FEW
            {
                for other in rest {
                    self.put(*first, *other, 0.3, Some(Reason::Saved(day)));
                }
            }
        }
    }

    /// The event that pictures were most likely sent on from, and how likely.
    fn sent_from(&self, n: usize, by_day: &ByDay, collected: &Collected) -> Option<(usize, f64)> {
        let one = self.get(n)?;
        let weights = self.weights(n, by_day, collected);
        let all = weights.values().sum::<f64>() + none(one, saved(one)?);
        let best = weights
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.filter(|(_, weight)| *weight > 0.0)
            .map(|(event, weight)| (event, weight / all))
    }

    /// The events that pictures may have been sent on from, each with how likely it is beside the others.
    fn weights(&self, n: usize, by_day: &ByDay, collected: &Collected) -> BTreeMap<usize, f64> {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        let Some((one, saved)) = self.get(n).and_then(|one| Some((one, saved(one)?))) else {
            return weights;
        };
        let day = saved.0.date();
        if collected.many.contains(&day) {
            return weights;
        }
        for late in 0..=LATE {
            let Ok(on) = day.checked_sub(jiff::Span::new().days(late)) else {
                continue;
            };
            let events: BTreeSet<usize> = by_day
                .get(&on)
                .into_iter()
                .flatten()
                .map(|other| self.find(*other))
                .filter(|other| *other != n)
                .collect();
            for event in events {
                // What has a name was compared by it; it may be that of pictures that have none.
                let Some(its) = self.get(event).filter(|its| !(one.is_named() && its.is_named())) else {
                    continue;
                };
                let sent = usize::try_from(late)
                    .ok()
                    .and_then(|late| SENT.get(late).copied())
                    .unwrap_or_default();
                let sent = if collected.several.contains(&day) {
                    sent.max(COLLECTED)
                } else {
                    sent
                };
                let weight = sent * fits(one, saved, its);
                let known = weights.entry(event).or_insert(0.0);
                *known = known.max(weight);
            }
        }
        weights
    }

    /// Days on which pictures of several events, or very many, were saved: they tell little of when anything was.
    fn collected(&self, seen: &[Seen<'_>]) -> Collected {
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
                && one.pieces().len() >= FEW
                && let Some((day, _)) = one.saved_days()
            {
                *parts.entry(day).or_default() += 1;
            }
        }
        let many = parts.into_iter().filter(|(_, count)| *count > PARTS);
        let several = events.into_iter().filter(|(_, days)| days.len() > 1);
        Collected {
            many: many.map(|(day, _)| day).collect(),
            several: several.map(|(day, _)| day).collect(),
        }
    }
}

/// Whether pictures may have been sent on from it: it has a name, or cameras took many pictures there, and not on their owner's day off.
fn is_event(one: &Cluster) -> bool {
    let many = one.pieces().len() > FEW && stray::is_event(one, one.pieces().len());
    one.is_named() || (one.days.is_some() && one.has_scenes() && many)
}

/// Days of saving that tell little.
struct Collected {
    /// Very much was saved.
    many: HashSet<Date>,
    /// Pictures of several events were saved.
    several: HashSet<Date>,
}

/// When its pictures were saved, the first and the last.
fn saved(one: &Cluster) -> Option<(DateTime, DateTime)> {
    let all = || one.units.iter().filter_map(|unit| unit.saved);
    let first = all().map(|(from, _)| from).min()?;
    Some((first, all().map(|(_, to)| to).max()?))
}

/// How well pictures fit an event, beside the days between: 0 where they can't be of it.
fn fits(one: &Cluster, saved: (DateTime, DateTime), its: &Cluster) -> f64 {
    // Nobody saves a picture before it was taken, nor an event's before it begins.
    let begins = its.begins().and_then(|begins| begins.checked_sub(EARLY).ok());
    let early = begins.is_some_and(|begins| saved.0 < begins)
        || its
            .times
            .is_some_and(|(from, _)| saved.1.date() == from.date() && saved.1 < from);
    let other_month = one
        .units
        .iter()
        .filter_map(|unit| unit.month)
        .any(|month| its.days.is_none_or(|days| apart(month, days) > 0));
    if early || other_month {
        return 0.0;
    }
    let waits = if !its.has_scenes() && one.pieces().len() >= FEW {
        WAITS
    } else {
        1.0
    };
    let department = match department_score(one, its) {
        score if score > 0.0 => 2.0,
        score if score < 0.0 => 0.6,
        _ => 1.0,
    };
    waits * department
}

/// How likely pictures are of no event at all: a sheet that people signed is always of one, evenings are private more often.
fn none(one: &Cluster, saved: (DateTime, DateTime)) -> f64 {
    if !one.has_scenes() {
        return NONE_MANY;
    }
    let weight = NONE.get(one.pieces().len()).copied().unwrap_or(NONE_MANY);
    if weight > NONE_MANY && !is_at_work(saved.0) {
        2.0 * weight
    } else {
        weight
    }
}
