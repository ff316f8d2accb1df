//! Units become activities: where names and days agree, then what has a name alone, then what has a day alone, at last what only
//! tells when it was saved.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::beside;
use super::cluster::Cluster;
use super::reason::Reason;
use super::seen::Seen;
use super::topic::{Weights, is_topic};
use super::unit::{Made, Unit, apart};
use crate::kind::Kind;
use crate::suggest::term::Term;

/// A term that more names than this have leads to no pairs.
const COMMON: usize = 300;
/// How much alike names of one day must be.
const ONE_DAY: f64 = 0.26;
/// … and names of which one has no day.
const NO_DAY: f64 = 0.30;
/// A second best must be this much worse, or the time must tell.
const MARGIN: f64 = 0.9;
/// What is put off is put off by so many days; what is held again is held a week later.
const PUT_OFF: i32 = 4;
/// So many parts of what was saved must be found elsewhere.
const FOUND: f64 = 0.3;

/// Joins units.
pub(super) fn join(seen: &[Seen<'_>], units: Vec<Unit>, ignored: &[String]) -> Vec<Cluster> {
    let mut known = HashMap::new();
    let clusters: Vec<Option<Cluster>> = units
        .into_iter()
        .map(|unit| Some(Cluster::new(unit, ignored, &mut known)))
        .collect();
    let weights = Weights::new(clusters.iter().flatten().map(|one| &one.terms));
    let mut pool = Pool {
        moved: (0..clusters.len()).collect(),
        clusters,
        weights,
    };
    pool.one_day();
    pool.copies(seen);
    pool.no_day(seen);
    pool.no_day_at_all();
    pool.papers(seen);
    beside::join(&mut pool, seen);
    pool.nameless();
    pool.saved(seen);
    beside::sheets(&mut pool);
    let mut all: Vec<Cluster> = pool.clusters.into_iter().flatten().collect();
    once(&mut all, seen);
    all
}

pub(super) struct Pool {
    clusters: Vec<Option<Cluster>>,
    /// Where a cluster went.
    moved: Vec<usize>,
    weights: Weights,
}

/// A pair with how well it fits.
struct Pair {
    score: f64,
    a: usize,
    b: usize,
}

impl Pool {
    pub(super) fn find(&self, mut n: usize) -> usize {
        while let Some(to) = self.moved.get(n).copied().filter(|to| *to != n) {
            n = to;
        }
        n
    }

    pub(super) fn get(&self, n: usize) -> Option<&Cluster> {
        self.clusters.get(n)?.as_ref()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        self.clusters
            .iter()
            .enumerate()
            .filter_map(|(n, one)| Some((n, one.as_ref()?)))
    }

    pub(super) fn alike(&self, a: &Cluster, b: &Cluster) -> f64 {
        self.weights.alike(&a.terms, &b.terms)
    }

    /// Puts `b` into `a`.
    pub(super) fn put(&mut self, a: usize, b: usize, score: f64, reason: Option<Reason>) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        let Some(other) = self.clusters.get_mut(b).and_then(Option::take) else {
            return;
        };
        if let Some(Some(one)) = self.clusters.get_mut(a) {
            one.take(other, score);
            one.reasons.extend(reason);
        }
        if let Some(to) = self.moved.get_mut(b) {
            *to = a;
        }
    }

    /// Remembers that one is of nobody's event.
    pub(super) fn leave_out(&mut self, n: usize) {
        if let Some(Some(one)) = self.clusters.get_mut(n) {
            one.stray = true;
        }
    }

    /// Joins pairs, the best first, where both still may.
    fn take(&mut self, mut pairs: Vec<Pair>) {
        pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        for pair in pairs {
            let (a, b) = (self.find(pair.a), self.find(pair.b));
            let fits = self
                .get(a)
                .zip(self.get(b))
                .is_some_and(|(one, other)| a != b && one.may_join(other));
            if fits {
                self.put(a.min(b), a.max(b), 0.6 + pair.score * 0.4, None);
            }
        }
    }

    /// Names that agree on one day.
    fn one_day(&mut self) {
        let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (n, one) in self.all().filter(|(_, one)| !one.terms.is_empty()) {
            for day in days(one.days) {
                by_day.entry(day).or_default().push(n);
            }
        }
        let mut pairs = Vec::new();
        for there in by_day.values() {
            for (a, b) in self.pairs(there, COMMON / 4) {
                if let Some((one, other)) = self.get(a).zip(self.get(b)) {
                    let score = self.alike(one, other);
                    if score >= ONE_DAY {
                        pairs.push(Pair { score, a, b });
                    }
                }
            }
        }
        self.take(pairs);
    }

    /// Pairs of clusters that share a term which at most `most` of them have.
    fn pairs(&self, among: &[usize], most: usize) -> BTreeSet<(usize, usize)> {
        let mut holders: HashMap<&Term, Vec<usize>> = HashMap::new();
        for n in among {
            for (term, _) in self.get(*n).map(|one| one.terms.as_slice()).unwrap_or_default() {
                holders.entry(term).or_default().push(*n);
            }
        }
        let mut pairs = BTreeSet::new();
        for list in holders.into_values().filter(|list| list.len() <= most) {
            for (at, a) in list.iter().enumerate() {
                pairs.extend(
                    list.iter()
                        .skip(at + 1)
                        .map(|b| (*a.min(b), *a.max(b)))
                        .filter(|(a, b)| a != b),
                );
            }
        }
        pairs
    }

    /// What has no name goes to where its copies and look-alikes are.
    fn copies(&mut self, seen: &[Seen<'_>]) {
        let mut by_piece: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut by_look: HashMap<i64, Vec<usize>> = HashMap::new();
        for (n, one) in self.all() {
            for piece in one.pieces() {
                by_piece.entry(piece).or_default().push(n);
                if let Some(look) = seen.get(piece).and_then(|one| one.piece.look) {
                    let list = by_look.entry(look).or_default();
                    if list.last() != Some(&n) {
                        list.push(n);
                    }
                }
            }
        }
        let loose: Vec<usize> = self
            .all()
            .filter(|(_, one)| !one.is_named() && one.days.is_none())
            .map(|(n, _)| n)
            .collect();
        for n in loose {
            let Some(one) = self.get(n) else { continue };
            let pieces = one.pieces();
            let mut found: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
            for piece in &pieces {
                let same = by_piece
                    .get(piece)
                    .into_iter()
                    .flatten()
                    .map(|other| (*other, true));
                let look = seen.get(*piece).and_then(|one| one.piece.look);
                let alike = look
                    .and_then(|look| by_look.get(&look))
                    .into_iter()
                    .flatten()
                    .map(|other| (*other, false));
                let mut once = BTreeSet::new();
                for (other, copy) in same.chain(alike) {
                    let other = self.find(other);
                    if other != self.find(n) && once.insert(other) {
                        let entry = found.entry(other).or_default();
                        entry.0 += 1;
                        entry.1 |= copy;
                    }
                }
            }
            let best = found
                .into_iter()
                .filter(|(other, _)| {
                    self.get(*other)
                        .is_some_and(|other| other.is_named() || other.days.is_some())
                })
                .max_by_key(|(other, (count, _))| (*count, std::cmp::Reverse(*other)));
            if let Some((other, (count, copy))) =
                best.filter(|(_, (count, _))| *count as f64 >= FOUND * pieces.len() as f64)
            {
                let reason = if copy { Reason::Copies } else { Reason::Looks };
                let sure = 0.7 + 0.25 * (count as f64 / pieces.len() as f64);
                self.put(other, n, sure, Some(reason));
            }
        }
    }

    /// Names without a day go to the event of that name, the one that fits their time.
    fn no_day(&mut self, seen: &[Seen<'_>]) {
        let dated: Vec<usize> = self
            .all()
            .filter(|(_, one)| {
                one.days.is_some() && (one.is_named() || one.terms.iter().any(|(term, _)| is_topic(term)))
            })
            .map(|(n, _)| n)
            .collect();
        let mut holders: HashMap<Term, Vec<usize>> = HashMap::new();
        for n in &dated {
            for (term, _) in self.get(*n).map(|one| one.terms.as_slice()).unwrap_or_default() {
                holders.entry(term.clone()).or_default().push(*n);
            }
        }
        let named: Vec<usize> = self
            .all()
            .filter(|(_, one)| (one.days.is_none() && one.is_named()) || is_lone_paper(one))
            .map(|(n, _)| n)
            .collect();
        for n in named {
            let Some(one) = self.get(n) else { continue };
            let mut others: BTreeSet<usize> = BTreeSet::new();
            for (term, _) in &one.terms {
                let list = holders.get(term).map(Vec::as_slice).unwrap_or_default();
                if list.len() <= COMMON {
                    others.extend(list.iter().map(|other| self.find(*other)));
                }
            }
            others.remove(&n);
            let mut fitting: Vec<(f64, f64, usize)> = others
                .into_iter()
                .filter_map(|other| {
                    let its = self.get(other)?;
                    let alike = self.alike(one, its);
                    let time = in_time(one, its, seen);
                    (alike >= NO_DAY && time > 0.0 && one.ordinals_agree(its)).then_some((
                        alike * time,
                        alike,
                        other,
                    ))
                })
                .collect();
            fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
            let Some((score, alike, best)) = fitting.first().copied() else {
                continue;
            };
            let second = fitting.get(1).map_or(0.0, |one| one.0);
            let sure = second < MARGIN * score;
            let timed = one
                .units
                .iter()
                .any(|unit| unit.saved.is_some() || unit.written.is_some());
            if score >= NO_DAY * 0.7 && (sure || timed) {
                let reason = (second > 0.6 * score).then_some(Reason::Nearest);
                self.put(best, n, 0.45 + alike * 0.4, reason);
            }
        }
    }

    /// Names of which none has a day.
    fn no_day_at_all(&mut self) {
        let loose: Vec<usize> = self
            .all()
            .filter(|(_, one)| one.days.is_none() && one.is_named())
            .map(|(n, _)| n)
            .collect();
        let mut pairs = Vec::new();
        for (a, b) in self.pairs(&loose, COMMON / 4) {
            let Some((one, other)) = self.get(a).zip(self.get(b)) else {
                continue;
            };
            let score = self.alike(one, other);
            let together = [&one.saved_days(), &other.saved_days()]
                .iter()
                .any(|days| days.is_none())
                || one
                    .saved_days()
                    .zip(other.saved_days())
                    .is_some_and(|(a, b)| apart(a, b) <= 20);
            if score >= 0.45 && together {
                pairs.push(Pair { score, a, b });
            }
        }
        self.take(pairs);
    }
}

pub(super) fn days(days: Option<(Date, Date)>) -> impl Iterator<Item = Date> {
    days.into_iter().flat_map(|(from, to)| {
        from.series(jiff::Span::new().days(1))
            .take_while(move |day| *day <= to)
            .take(40)
    })
}

/// A paper whose day nobody else has.
fn is_lone_paper(one: &Cluster) -> bool {
    one.units.len() == 1 && one.units.iter().all(|unit| unit.made == Made::Paper) && one.is_named()
}

/// How well the time of what has no day of its own fits an event: 0 where it can't be, 1 where it is the same.
pub(super) fn in_time(one: &Cluster, event: &Cluster, seen: &[Seen<'_>]) -> f64 {
    let Some(days) = event.days else { return 0.0 };
    let until = |day: Date| f64::from((days.0 - day).get_days());
    let since = |day: Date| f64::from((day - days.1).get_days());
    let fade = |gap: f64, long: f64| if gap > long { 0.0 } else { 1.0 - 0.6 * gap / long };
    let mut fit = f64::MAX;
    if let Some(own) = one.days {
        // Papers that tell another day: what they announced was put off.
        fit = fit.min(if apart(own, days) > PUT_OFF || !event.has_scenes() {
            0.0
        } else {
            0.8
        });
    }
    for unit in &one.units {
        if let Some((from, to)) = unit.month {
            fit = fit.min(if apart((from, to), days) > 0 { 0.0 } else { 1.0 });
        }
        if let Some((from, _)) = unit.saved {
            let gap = since(from.date());
            fit = fit.min(if gap < -1.0 { 0.0 } else { fade(gap.max(0.0), 60.0) });
        }
        if let (Some(written), true) = (unit.written, one.days.is_none()) {
            let before = unit
                .pieces
                .iter()
                .filter_map(|n| seen.get(*n))
                .any(|one| matches!(one.piece.kind, Kind::Notice | Kind::Plan | Kind::Speech));
            let gap = if before { until(written) } else { since(written) };
            fit = fit.min(if gap < -2.0 { 0.0 } else { fade(gap.max(0.0), 45.0) });
        }
    }
    if fit == f64::MAX { 0.8 } else { fit }
}

/// A piece that lies in several places stays where it is told best; in several activities only where each tells it as well.
fn once(all: &mut Vec<Cluster>, seen: &[Seen<'_>]) {
    let rank = |made: Made| match made {
        Made::Folder | Made::Names | Made::Paper => 0_u8,
        Made::Hour => 1,
        Made::Saved | Made::Run => 2,
    };
    let mut best: HashMap<usize, u8> = HashMap::new();
    let mut on_day: HashSet<usize> = HashSet::new();
    let is_on_day = |n: usize, cluster: &Cluster| {
        let taken = seen.get(n).and_then(|one| one.taken).map(|time| time.date());
        taken
            .zip(cluster.days)
            .is_some_and(|(day, days)| apart((day, day), days) == 0)
    };
    for cluster in all.iter() {
        let alone = cluster.pieces().len() == 1;
        for unit in &cluster.units {
            for n in &unit.pieces {
                let rank = if alone { 3 } else { rank(unit.made) };
                let known = best.entry(*n).or_insert(rank);
                *known = (*known).min(rank);
                if is_on_day(*n, cluster) {
                    on_day.insert(*n);
                }
            }
        }
    }
    for cluster in all.iter_mut() {
        let alone = cluster.pieces().len() == 1;
        let days = cluster.days;
        for unit in &mut cluster.units {
            let own = if alone { 3 } else { rank(unit.made) };
            unit.pieces.retain(|n| {
                let taken = seen.get(*n).and_then(|one| one.taken).map(|time| time.date());
                let here = taken
                    .zip(days)
                    .is_some_and(|(day, days)| apart((day, day), days) == 0);
                best.get(n).is_none_or(|best| own <= *best) && (here || !on_day.contains(n))
            });
        }
        cluster.units.retain(|unit| !unit.pieces.is_empty());
    }
    all.retain(|cluster| !cluster.units.is_empty());
}
