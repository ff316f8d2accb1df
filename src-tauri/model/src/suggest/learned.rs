//! What was linked by people before teaches: a subject that is like a linked one belongs where that one went.

use std::collections::HashMap;

use super::Subject;
use super::term::{Term, terms};
use super::vector::Of;

/// A subject that a person linked.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// What it is called in a reason.
    pub title: String,
    /// What was known of it.
    pub subject: Subject,
    /// Keys of the indicators that it proves.
    pub indicators: Vec<String>,
}

/// An example with its terms in their order: sums of floats depend on it.
#[derive(Debug)]
pub(super) struct Known<'a> {
    example: &'a Example,
    named: Vec<Term>,
    sum: f64,
}

/// The most that an example gives.
const MOST: f64 = 5.0;
/// What the same folder gives of it.
const FOLDER: f64 = 0.4;
/// Fewer words in common are chance.
const FEW: f64 = 0.3;

/// So much in common tells by itself: a word and a half.
const ENOUGH: f64 = 3.0;

/// For an indicator the example that is most like a subject: its title, and what it gives.
pub(super) type Nearest<'a> = HashMap<&'a str, (&'a str, f64)>;

impl<'a> Known<'a> {
    pub(super) fn new(example: &'a Example, ignored: &[String]) -> Self {
        let subject = &example.subject;
        let texts = [&subject.title]
            .into_iter()
            .chain(&subject.papers)
            .chain(&subject.folders);
        let mut named: Vec<Term> = texts
            .flat_map(|text| terms(text, ignored, false).into_keys())
            .collect();
        named.sort();
        named.dedup();
        let sum = named.iter().map(Term::unit).sum();
        Self { example, named, sum }
    }
}

/// The nearest example of each indicator.
pub(super) fn nearest<'a>(known: &'a [Known<'_>], subject: &Subject, of: &Of) -> Nearest<'a> {
    let mut all: Nearest<'a> = HashMap::new();
    let mut own: Vec<&Term> = of.named.keys().collect();
    own.sort();
    let sum: f64 = own.into_iter().map(Term::unit).sum();
    for one in known {
        let weight = MOST * alike(one, subject, of, sum);
        if weight <= 0.5 {
            continue;
        }
        for indicator in &one.example.indicators {
            let best = all.entry(indicator).or_insert((&one.example.title, 0.0));
            if weight > best.1 {
                *best = (&one.example.title, weight);
            }
        }
    }
    all
}

/// 0 to 1: the same folder, or names with the same words.
fn alike(known: &Known<'_>, subject: &Subject, of: &Of, sum: f64) -> f64 {
    let folder = !subject.folders.is_empty() && known.example.subject.folders == subject.folders;
    let common: f64 = known
        .named
        .iter()
        .filter(|term| of.named.contains_key(*term))
        .map(Term::unit)
        .sum();
    let all = known.sum + sum - common;
    let words = if all > 0.0 { common / all } else { 0.0 };
    let words = if words < FEW {
        0.0
    } else {
        words * (common / ENOUGH).min(1.0)
    };
    // A folder whose material went to several indicators says little: a chat's, for one.
    let went = known.example.indicators.len().max(1) as f64;
    if folder {
        words.max(FOLDER / (went * went))
    } else {
        words
    }
}
