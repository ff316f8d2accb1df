//! Pictures without a name: the indicators of what happened in the days before they came, as they may be of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Candidate, Reason, Rule};

/// Pictures come within so many days.
pub const BESIDE_DAYS: i32 = 14;
/// Something that has no pictures yet waits for them.
const WAITS: f64 = 4.0;
/// They are of none of it, as a weight beside the others.
const NONE: f64 = 0.4;
/// Only the days speak for it: never as sure as a name.
const MOST: f64 = 0.5;

/// What happened on known days, with the indicator that fits it best.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Its title.
    pub title: &'a str,
    /// First and last day.
    pub days: (Date, Date),
    /// Whether it has no pictures.
    pub waits: bool,
    /// Its own first suggestion.
    pub first: &'a Candidate,
}

/// At most `top` indicators for pictures that came on a day and say nothing of themselves, best first.
pub fn beside(came: Date, events: &[Event<'_>], excluded: &[&str], top: usize) -> Vec<Candidate> {
    let mut by_indicator: BTreeMap<&str, (f64, f64, &Event<'_>)> = BTreeMap::new();
    let mut all = NONE;
    for event in events {
        let late = if came <= event.days.1 {
            0
        } else {
            (came - event.days.1).get_days()
        };
        if came < event.days.0 || late > BESIDE_DAYS {
            continue;
        }
        let weight = if event.waits { WAITS } else { 1.0 } / f64::from(1 + late);
        all += weight;
        let known = by_indicator
            .entry(event.first.id.as_str())
            .or_insert((0.0, 0.0, event));
        known.0 += weight;
        if weight > known.1 {
            (known.1, known.2) = (weight, event);
        }
    }
    let mut found: Vec<Candidate> = by_indicator
        .into_iter()
        .filter(|(id, _)| !excluded.contains(id))
        .map(|(id, (weight, _, event))| {
            let score = (MOST * weight / all * 1000.0).round() / 1000.0;
            Candidate {
                id: id.to_owned(),
                score,
                reasons: vec![Reason {
                    rule: Rule::Beside,
                    field: None,
                    found: vec![event.title.to_owned()],
                    wanted: vec![event.days.0.to_string()],
                    weight: score,
                }],
            }
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    found.truncate(top);
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn candidate(id: &str) -> Candidate {
        Candidate {
            id: id.to_owned(),
            score: 0.9,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn pictures_may_be_of_what_waits_for_them() {
        let (a, b, c) = (candidate("2.1"), candidate("8.1"), candidate("5.1"));
        let event = |title, day: i8, waits, first| Event {
            title,
            days: (date(2026, 4, day), date(2026, 4, day)),
            waits,
            first,
        };
        let events = [
            event("爱鸟周宣传", 3, false, &b),
            event("清明祭扫", 3, true, &a),
            event("普法宣传", 5, true, &c),
        ];
        let found = beside(date(2026, 4, 4), &events, &[], 3);
        let ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["2.1", "8.1"], "what came later sent nothing");
        assert!(found.iter().all(|one| one.score < MOST));
        assert_eq!(found[0].reasons[0].found, ["清明祭扫"]);
        let rejected = beside(date(2026, 4, 4), &events, &["2.1"], 3);
        assert_eq!(rejected.len(), 1);
        assert!(beside(date(2026, 5, 30), &events, &[], 3).is_empty());
    }
}
