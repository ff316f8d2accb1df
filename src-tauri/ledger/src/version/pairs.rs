//! Which indicator of one version is which of another.

use std::collections::{BTreeSet, HashMap};

use crate::indicator::Indicator;

/// Titles at least so much alike (Dice's coefficient of their pairs of signs) are one indicator when the codes agree.
const WITH_CODE: f64 = 0.4;
/// Or else when they don't.
const WITHOUT_CODE: f64 = 0.7;

/// Pairs of places (older, newer) of what is the same indicator, each in one pair at most: first by code and title, then by a title that each
/// version has once, then by code and likeness, then by likeness alone.
pub(super) fn pairs(old: &[Indicator], new: &[Indicator]) -> Vec<(usize, usize)> {
    let mut matching = Matching {
        old: old.iter().map(Sketch::of).collect(),
        new: new.iter().map(Sketch::of).collect(),
        free_old: vec![true; old.len()],
        free_new: vec![true; new.len()],
        found: Vec::new(),
    };
    matching.by_key(|one| Some(format!("{}\u{0}{}", one.code, one.title)));
    matching.by_key(|one| Some(one.title.clone()));
    matching.by_likeness(WITH_CODE, true);
    matching.by_likeness(WITHOUT_CODE, false);
    matching.found.sort_unstable();
    matching.found
}

struct Sketch {
    code: String,
    title: String,
    grams: BTreeSet<(char, char)>,
}

impl Sketch {
    fn of(one: &Indicator) -> Self {
        let title: String = one.title.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let content: String = one
            .content
            .iter()
            .flat_map(|text| text.chars())
            .filter(|sign| sign.is_alphanumeric())
            .collect();
        let grams = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<BTreeSet<_>>();
        Self {
            code: one.code.clone(),
            grams: grams(&title).union(&grams(&content)).copied().collect(),
            title,
        }
    }

    /// Dice's coefficient, 0 to 1.
    fn likeness(&self, other: &Self) -> f64 {
        let all = self.grams.len() + other.grams.len();
        if all == 0 {
            return f64::from(u8::from(self.title == other.title));
        }
        let both = self.grams.intersection(&other.grams).count();
        // Sizes of titles are far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let likeness = 2.0 * both as f64 / all as f64;
        likeness
    }
}

struct Matching {
    old: Vec<Sketch>,
    new: Vec<Sketch>,
    free_old: Vec<bool>,
    free_new: Vec<bool>,
    found: Vec<(usize, usize)>,
}

impl Matching {
    fn take(&mut self, before: usize, after: usize) {
        if let (Some(a @ true), Some(b @ true)) =
            (self.free_old.get_mut(before), self.free_new.get_mut(after))
        {
            (*a, *b) = (false, false);
            self.found.push((before, after));
        }
    }

    /// Pairs what has a key that stands once on each side.
    fn by_key(&mut self, key: impl Fn(&Sketch) -> Option<String>) {
        let places = |side: &[Sketch], free: &[bool]| {
            let mut places: HashMap<String, Vec<usize>> = HashMap::new();
            for (n, one) in side
                .iter()
                .enumerate()
                .filter(|(n, _)| free.get(*n) == Some(&true))
            {
                if let Some(key) = key(one) {
                    places.entry(key).or_default().push(n);
                }
            }
            places
        };
        let (before, after) = (
            places(&self.old, &self.free_old),
            places(&self.new, &self.free_new),
        );
        for (key, list) in before {
            if let ([before], Some([after])) = (list.as_slice(), after.get(&key).map(Vec::as_slice)) {
                self.take(*before, *after);
            }
        }
    }

    /// Pairs what is at least so much alike, the most alike first; of equals those that stand nearest to the top.
    fn by_likeness(&mut self, least: f64, same_code: bool) {
        let mut candidates = Vec::new();
        for (n, before) in self
            .old
            .iter()
            .enumerate()
            .filter(|(n, _)| self.free_old.get(*n) == Some(&true))
        {
            for (m, after) in self
                .new
                .iter()
                .enumerate()
                .filter(|(m, _)| self.free_new.get(*m) == Some(&true))
            {
                if same_code && before.code != after.code {
                    continue;
                }
                let likeness = before.likeness(after);
                if likeness >= least {
                    candidates.push((likeness, n, m));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, before, after) in candidates {
            self.take(before, after);
        }
    }
}
