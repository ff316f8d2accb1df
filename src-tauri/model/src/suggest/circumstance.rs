//! What speaks for or against beside the texts: days, festivals, kinds, departments.

use jiff::civil::Date;

use super::reason::{Reason, Rule};
use super::term::Term;
use super::topic::{self, FESTIVALS};
use super::vector::Of;
use super::{Subject, Wanted};
use crate::calendar;
use crate::kind::Kind;

/// Everything beside the texts; weights may be below 0.
pub(super) fn all(subject: &Subject, of: &Of, wanted: &Wanted) -> Vec<Reason> {
    [
        deadline(subject, wanted),
        festival(subject, of, wanted),
        kind(subject, wanted),
        department(subject, wanted),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What they give together.
pub(super) fn sum(all: &[Reason]) -> f64 {
    all.iter().map(|reason| reason.weight).sum()
}

fn reason(rule: Rule, found: String, wanted: String, weight: f64) -> Reason {
    Reason {
        rule,
        field: None,
        found: vec![found],
        wanted: vec![wanted],
        weight,
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The day against the deadlines: what is due soon after it fits, what was due long before does not.
fn deadline(subject: &Subject, wanted: &Wanted) -> Option<Reason> {
    let (from, day) = subject.days?;
    let due = wanted
        .requirements
        .iter()
        .filter_map(|requirement| requirement.deadline.as_ref())
        .filter_map(|deadline| Some((deadline, deadline.date_to?)));
    let best = due
        .map(|(deadline, to)| {
            let left = days_between(day, to);
            let weight = match left {
                _ if deadline.date_from.is_some_and(|first| first <= day && from <= to) => 0.9,
                0..=100 => 0.8 - 0.004 * left as f64,
                101..=170 => 0.0,
                171.. => -0.4,
                -15..=-1 => 0.0,
                _ => -1.2,
            };
            (weight, deadline)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let papers = if subject.activity { 1.0 } else { 0.6 };
    (best.0 != 0.0).then(|| {
        reason(
            Rule::Date,
            day.to_string(),
            best.1.as_written.clone(),
            best.0 * papers,
        )
    })
}

/// Festivals that a name or a requirement holds, by their usual names.
fn festivals_of(wanted: &Wanted) -> Vec<&'static str> {
    let texts = std::iter::once(wanted.title.as_str()).chain(
        wanted
            .requirements
            .iter()
            .filter_map(|requirement| requirement.frequency.as_ref())
            .flat_map(|frequency| frequency.occasions.iter().map(String::as_str)),
    );
    let mut all = Vec::new();
    for text in texts {
        for (n, _) in topic::told(text) {
            let name = topic::TOPICS.get(n).map_or("", |topic| topic.name);
            all.extend(FESTIVALS.iter().copied().filter(|festival| *festival == name));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A festival that the subject names must be among those that the indicator names; its day speaks for it, too.
fn festival(subject: &Subject, of: &Of, wanted: &Wanted) -> Option<Reason> {
    let asked = festivals_of(wanted);
    if asked.is_empty() {
        return named_day(subject, wanted);
    }
    let named: Vec<&str> = FESTIVALS
        .iter()
        .copied()
        .filter(|name| topic::number(name).is_some_and(|n| of.named.contains_key(&Term::Topic(n))))
        .collect();
    if !named.is_empty() && !named.iter().any(|name| asked.contains(name)) {
        return Some(reason(Rule::Festival, named.join("、"), asked.join("、"), -3.5));
    }
    let (from, to) = subject.days?;
    let (distance, name) = asked
        .iter()
        .filter_map(|name| {
            let day = calendar::festival(name, from.year())?;
            let away = if day < from {
                days_between(day, from)
            } else if day > to {
                days_between(to, day)
            } else {
                0
            };
            Some((away, *name))
        })
        .min()?;
    let weight = match distance {
        0..=5 => 0.9,
        6..=12 => 0.5,
        13..=40 => 0.0,
        _ if named.is_empty() => -1.0,
        _ => 0.0,
    };
    (weight != 0.0).then(|| reason(Rule::Festival, from.to_string(), name.to_owned(), weight))
}

/// A day on which offices do what the indicator's title is about: 3月12日 and 植树.
fn named_day(subject: &Subject, wanted: &Wanted) -> Option<Reason> {
    let (from, to) = subject.days?;
    if from != to {
        return None;
    }
    let about = topic::told(&wanted.title);
    let name = |n: usize| topic::TOPICS.get(n).map_or("", |topic| topic.name);
    let found = topic::DAYS.iter().find_map(|(month, day, topics)| {
        let on = Date::new(from.year(), *month, *day).ok()?;
        let near = days_between(on, from).abs() <= 1;
        about
            .iter()
            .map(|(n, _)| name(*n))
            .find(|name| near && topics.contains(name))
    })?;
    Some(reason(Rule::Festival, from.to_string(), found.to_owned(), 0.8))
}

/// Kinds of what is there against kinds that are asked for.
fn kind(subject: &Subject, wanted: &Wanted) -> Option<Reason> {
    let mut asked: Vec<Kind> = wanted
        .requirements
        .iter()
        .flat_map(|requirement| {
            requirement
                .evidence
                .iter()
                .flat_map(|need| need.any_of.iter().copied())
        })
        .collect();
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() || subject.kinds.is_empty() {
        return None;
    }
    let seen = |kinds: &[Kind]| {
        kinds
            .iter()
            .any(|kind| matches!(kind, Kind::Photo | Kind::Video | Kind::SignIn))
    };
    let common = subject.kinds.iter().find(|kind| asked.contains(kind));
    let weight = match common {
        Some(_) if subject.activity => 0.4,
        Some(_) if !seen(&asked) => 1.0,
        Some(_) => 0.5,
        None if seen(&subject.kinds) && !seen(&asked) => -1.4,
        None => -0.6,
    };
    let found = common.or(subject.kinds.first())?;
    Some(reason(
        Rule::Kind,
        found.as_str().to_owned(),
        found.as_str().to_owned(),
        weight,
    ))
}

/// A department that is known or that a folder is named after leads or supports the indicator.
fn department(subject: &Subject, wanted: &Wanted) -> Option<Reason> {
    let found = wanted.depts.iter().enumerate().find(|(_, dept)| {
        dept.chars().count() > 1
            && (subject.depts.contains(dept)
                || subject
                    .folders
                    .iter()
                    .any(|folder| folder.contains(dept.as_str())))
    });
    found.map(|(n, dept)| {
        reason(
            Rule::Department,
            dept.clone(),
            dept.clone(),
            if n == 0 { 0.6 } else { 0.3 },
        )
    })
}
