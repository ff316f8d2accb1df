//! Texts of indicators and of subjects as weighted terms, and what they have in common.

use std::collections::{HashMap, HashSet};

use super::term::{Term, terms};
use super::{Subject, Wanted};

/// What the texts of a subject tell: each term with the weight of the strongest place it stands in.
#[derive(Debug, Default)]
pub(super) struct Of {
    pub(super) terms: HashMap<Term, f64>,
    /// Terms of its names alone: title, folders, titles of papers.
    pub(super) named: HashMap<Term, f64>,
    /// Terms of what was written as a name of it: title, titles of papers.
    titled: HashSet<Term>,
}

/// Where a term stands in an indicator.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    title: f64,
    body: f64,
    above: f64,
}

/// A checklist's terms: for each the indicators that have it, and how much it tells.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    lists: HashMap<Term, Vec<(usize, Place)>>,
    tells: HashMap<Term, f64>,
    /// What each indicator's title would give if all of it were found.
    titles: Vec<f64>,
}

/// What a subject has in common with an indicator.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    title: f64,
    /// What the subject's titles have in common with the body of this indicator alone.
    own: f64,
    body: f64,
    above: f64,
}

/// An indicator whose whole title stands in the title of the subject is meant, before one that shares a common word with it: so much of
/// its title …
const ALL: f64 = 0.97;
/// … gives so much more of it.
const WHOLE: f64 = 0.25;
/// What a word that only one indicator holds, in its body, counts beside one in a title.
const OWN: f64 = 0.8;

impl Vectors {
    pub(super) fn new(wanted: &[&Wanted], ignored: &[String]) -> Self {
        let mut vectors = Self::default();
        for (n, one) in wanted.iter().enumerate() {
            for (term, place) in places(one, ignored) {
                vectors.lists.entry(term).or_default().push((n, place));
            }
        }
        let count = wanted.len() as f64;
        for (term, list) in &vectors.lists {
            let holders: f64 = list
                .iter()
                .map(|(_, place)| place.title.max(place.body).max(place.above * 0.3))
                .sum();
            let tells = ((count + 1.0) / (holders + 0.5)).ln().max(0.15) * term.unit();
            vectors.tells.insert(term.clone(), tells);
        }
        vectors.titles = vec![0.0; wanted.len()];
        for (term, list) in &vectors.lists {
            for (n, place) in list {
                if let Some(sum) = vectors.titles.get_mut(*n) {
                    *sum += place.title * vectors.tells.get(term).copied().unwrap_or_default();
                }
            }
        }
        vectors
    }

    /// How much a term tells apart; 0 for one that no indicator has.
    pub(super) fn tells(&self, term: &Term) -> f64 {
        self.tells.get(term).copied().unwrap_or_default()
    }

    /// Terms of a subject.
    pub(super) fn subject(&self, subject: &Subject, ignored: &[String]) -> Of {
        let mut of = Of::default();
        let mut put = |text: &str, weight: f64, name: bool| {
            for (term, part) in terms(text, ignored, true) {
                let known = of.terms.entry(term.clone()).or_insert(0.0);
                *known = known.max(part * weight);
                if name {
                    let known = of.named.entry(term).or_insert(0.0);
                    *known = known.max(part * weight);
                }
            }
        };
        put(&subject.title, 1.0, true);
        subject.papers.iter().for_each(|text| put(text, 0.9, true));
        subject.folders.iter().for_each(|text| put(text, 0.85, true));
        subject.captions.iter().for_each(|text| put(text, 0.8, false));
        subject.names.iter().for_each(|text| put(text, 0.75, true));
        subject.place.iter().for_each(|text| put(text, 0.4, false));
        put(&told(&subject.text), 0.35, false);
        for text in std::iter::once(&subject.title).chain(&subject.papers) {
            of.titled.extend(terms(text, ignored, false).into_keys());
        }
        of
    }

    /// What the subject's texts give for each indicator, and how much of its title they cover.
    pub(super) fn compare(&self, of: &Of) -> Vec<(f64, f64)> {
        let mut sums = vec![Sum::default(); self.titles.len()];
        // In the terms' order: sums of floats depend on it.
        let mut subject: Vec<_> = of.terms.iter().collect();
        subject.sort_by(|a, b| a.0.cmp(b.0));
        for (term, weight) in subject {
            let tells = self.tells(term) * weight;
            let list = self.lists.get(term).map(Vec::as_slice).unwrap_or_default();
            let holders = list.iter().filter(|(_, place)| place.title.max(place.body) > 0.0);
            let own = of.titled.contains(term) && holders.count() == 1;
            for (n, place) in list {
                if let Some(sum) = sums.get_mut(*n) {
                    sum.title += tells * place.title;
                    *if own { &mut sum.own } else { &mut sum.body } += tells * place.body;
                    sum.above += tells * place.above;
                }
            }
        }
        sums.iter()
            .zip(&self.titles)
            .map(|(sum, whole)| {
                let covered = if *whole > 0.0 {
                    (sum.title / whole).min(1.0)
                } else {
                    0.0
                };
                let whole = if covered >= ALL { WHOLE } else { 0.0 };
                let text = sum.title * (0.55 + 0.45 * covered + whole)
                    + sum.own * OWN
                    + soft(sum.body * 0.55, 5.0)
                    + soft(sum.above * 0.3, 2.0);
                (text, covered)
            })
            .collect()
    }

    /// What one term gives for an indicator.
    pub(super) fn share(&self, term: &Term, n: usize) -> f64 {
        let list = self.lists.get(term).map(Vec::as_slice).unwrap_or_default();
        let place = list.iter().find(|(at, _)| *at == n).map(|(_, place)| *place);
        place.map_or(0.0, |place| {
            self.tells(term) * (place.title + place.body * 0.55 + place.above * 0.3)
        })
    }
}

/// What a text tells of its subject: a notice's last part says what everybody has to hand in, whatever it is about.
pub(super) fn told(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut asks = false;
    for line in text.lines() {
        let bare = line.trim_start_matches(|c: char| {
            c.is_whitespace() || "一二三四五六七八九十（()）、.．0123456789".contains(c)
        });
        if ASKS.iter().any(|head| bare.starts_with(head)) {
            asks = true;
        } else if bare.starts_with("关于") || bare.starts_with("一") {
            asks = false;
        }
        if !asks && !bare.starts_with("请") && !bare.starts_with("各") {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// Heads of the part of a notice that says what is asked of everybody.
const ASKS: [&str; 9] = [
    "要求",
    "有关要求",
    "工作要求",
    "活动要求",
    "相关要求",
    "具体要求",
    "几点要求",
    "注意事项",
    "其他事项",
];

/// Grows ever slower towards `most`: a long text must not win by its length.
fn soft(sum: f64, most: f64) -> f64 {
    most * (1.0 - (-sum / most).exp())
}

/// Terms of an indicator, each counted where it stands strongest: its title, its body, what is above it.
fn places(wanted: &Wanted, ignored: &[String]) -> HashMap<Term, Place> {
    let mut all: HashMap<Term, Place> = HashMap::new();
    for (term, weight) in terms(&wanted.title, ignored, false) {
        all.entry(term).or_default().title = weight;
    }
    for text in body(wanted) {
        for (term, weight) in terms(&text, ignored, false) {
            let place = all.entry(term).or_default();
            if place.title == 0.0 {
                place.body = weight;
            }
        }
    }
    for text in &wanted.above {
        for (term, weight) in terms(text, ignored, false) {
            let place = all.entry(term).or_default();
            if place.title == 0.0 && place.body == 0.0 {
                place.above = weight;
            }
        }
    }
    all
}

/// What an indicator says beside its title.
pub(super) fn body(wanted: &Wanted) -> Vec<String> {
    let mut all: Vec<String> = wanted.content.iter().cloned().collect();
    for requirement in &wanted.requirements {
        all.push(requirement.quote.clone());
        all.extend(requirement.evidence.iter().map(|need| need.name.clone()));
        if let Some(frequency) = &requirement.frequency {
            all.extend(frequency.occasions.iter().cloned());
        }
    }
    all
}
