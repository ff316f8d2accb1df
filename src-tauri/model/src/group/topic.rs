//! How much alike two names are: topics of the trade and pairs of characters, weighed by how few names have them.

use std::collections::HashMap;

use crate::suggest::term::{Term, terms};

/// The terms of some names, sorted.
pub(super) type Terms = Vec<(Term, f64)>;

/// Terms of names with how much each name counts.
pub(super) fn of(names: &[(String, f64)], ignored: &[String], known: &mut HashMap<String, Terms>) -> Terms {
    let mut all: HashMap<Term, f64> = HashMap::new();
    for (name, weight) in names {
        if !known.contains_key(name) {
            known.insert(name.clone(), terms(name, ignored, true).into_iter().collect());
        }
        for (term, part) in known.get(name).into_iter().flatten() {
            let there = all.entry(term.clone()).or_insert(0.0);
            *there = there.max(part * weight);
        }
    }
    sorted(all)
}

/// Both together.
pub(super) fn both(a: &Terms, b: &Terms) -> Terms {
    let mut all: HashMap<Term, f64> = a.iter().cloned().collect();
    for (term, part) in b {
        let there = all.entry(term.clone()).or_insert(0.0);
        *there = there.max(*part);
    }
    sorted(all)
}

fn sorted(all: HashMap<Term, f64>) -> Terms {
    let mut all: Terms = all.into_iter().collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// How much each term tells among all names.
#[derive(Debug, Default)]
pub(super) struct Weights {
    holders: HashMap<Term, f64>,
    count: f64,
}

/// What names that share nothing but this are not alike for, in weight.
const LITTLE: f64 = 1.6;

impl Weights {
    pub(super) fn new<'a>(all: impl Iterator<Item = &'a Terms>) -> Self {
        let mut weights = Self::default();
        for terms in all.filter(|terms| !terms.is_empty()) {
            weights.count += 1.0;
            for (term, part) in terms {
                *weights.holders.entry(term.clone()).or_default() += part;
            }
        }
        weights
    }

    /// What a term tells.
    fn tells(&self, term: &Term) -> f64 {
        let holders = self.holders.get(term).copied().unwrap_or_default();
        ((self.count + 4.0) / (holders + 0.5)).ln().max(0.1) * term.unit()
    }

    /// 0 for names with nothing in common, towards 1 for the same.
    pub(super) fn alike(&self, a: &Terms, b: &Terms) -> f64 {
        let sum = |terms: &Terms| {
            terms
                .iter()
                .map(|(term, part)| self.tells(term) * part)
                .sum::<f64>()
        };
        let (mut shared, mut rest) = (0.0, b.iter().peekable());
        for (term, part) in a {
            while rest.peek().is_some_and(|(other, _)| other < term) {
                rest.next();
            }
            if let Some((_, other)) = rest.peek().filter(|(other, _)| other == term) {
                shared += part.min(*other) * self.tells(term);
            }
        }
        if shared <= 0.0 {
            return 0.0;
        }
        let (a, b) = (sum(a), sum(b));
        let inside = shared / a.min(b).max(f64::MIN_POSITIVE);
        let whole = shared / (a + b - shared).max(f64::MIN_POSITIVE);
        (0.65 * inside + 0.35 * whole) * (shared / (shared + LITTLE))
    }
}

/// Whether a term is one that the trade has a word for.
pub(super) const fn is_topic(term: &Term) -> bool {
    matches!(term, Term::Topic(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_event_are_alike_and_others_are_not() {
        let mut known = HashMap::new();
        let mut of = |name: &str| super::of(&[(name.to_owned(), 1.0)], &[], &mut known);
        let all = [
            of("清明祭扫"),
            of("我们的节日清明祭英烈"),
            of("端午包粽子"),
            of("义务植树"),
            of("道德讲堂"),
            of("集体学习"),
        ];
        let weights = Weights::new(all.iter());
        let alike = |a: usize, b: usize| weights.alike(&all[a], &all[b]);
        assert!(alike(0, 1) > 0.4, "{}", alike(0, 1));
        assert!(alike(0, 2) < 0.2, "{}", alike(0, 2));
        assert!(alike(3, 4) < 0.01);
        assert!(alike(0, 0) > 0.7);
        assert!((alike(0, 1) - alike(1, 0)).abs() < 1e-12);
    }
}
