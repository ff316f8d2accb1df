//! What an activity of pictures that say nothing of themselves may be: the indicators of what happened in the days before they came.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_model::kind::Kind;
use taizhang_model::suggest::{BESIDE_DAYS, Candidate, Event, Subject, Suggester, beside};

use super::About;
use super::subjects::{Known, activities, items};
use crate::error::Result;

/// Papers that tell of one event, and how many days after it they are written; what calls for it is written before.
const PAPERS: [(Kind, i32); 5] = [
    (Kind::Notice, 0),
    (Kind::Plan, 0),
    (Kind::Brief, 7),
    (Kind::Minutes, 7),
    (Kind::Summary, 7),
];

/// The days on which something happened: those of an activity; of a paper that is in none, those about when it was written.
fn happened(known: &Known) -> Option<(Date, Date)> {
    let days = known.subject.days?;
    if matches!(known.about, About::Activity(_)) {
        return Some(days);
    }
    let (_, after) = PAPERS
        .iter()
        .find(|(kind, _)| known.subject.kinds.contains(kind))?;
    Some((days.0.saturating_sub(after.days()), days.1))
}

/// The day on which such pictures came, where a suggestion may be lent to them.
pub(super) fn came(known: &Known) -> Option<Date> {
    let is_activity = matches!(known.about, About::Activity(_));
    known.came.filter(|_| is_activity && has_pictures(&known.subject))
}

/// What happened near the days on which pictures came. Each activity is looked at once, however many pictures came after it.
pub(super) struct Lenders {
    told: Vec<Told>,
    /// Which of them may have sent pictures that came on a day.
    by_day: BTreeMap<Date, Vec<usize>>,
}

/// What happened, with its own first suggestion.
struct Told {
    about: About,
    title: String,
    days: (Date, Date),
    waits: bool,
    first: Candidate,
}

impl Lenders {
    /// Of all subjects, which are read already.
    pub(super) fn of<'k>(
        all: impl IntoIterator<Item = &'k Known>,
        suggester: &Suggester<'_>,
        came: &BTreeSet<Date>,
    ) -> Self {
        let mut lenders = Self {
            told: Vec::new(),
            by_day: BTreeMap::new(),
        };
        for known in all {
            if let Some(days) = happened(known) {
                lenders.add(known, days, suggester, came);
            }
        }
        lenders
    }

    /// Of the activities, and the papers in none, near the days on which pictures came.
    pub(super) fn near(conn: &Connection, suggester: &Suggester<'_>, came: &BTreeSet<Date>) -> Result<Self> {
        let (Some(first), Some(last)) = (came.first(), came.last()) else {
            return Ok(Self::of([], suggester, came));
        };
        let from = first.saturating_sub(BESIDE_DAYS.days()).to_string();
        let mut near = activities(
            conn,
            "a.date_from <= ?2 AND coalesce(a.date_to, a.date_from) >= ?1",
            &[&from, &last.to_string()],
        )?;
        let after = PAPERS.iter().map(|(_, after)| *after).max().unwrap_or_default();
        let until = last.saturating_add(after.days()).to_string();
        near.extend(items(
            conn,
            "f.captured_on BETWEEN ?1 AND ?2 AND NOT f.scene AND i.id NOT IN (SELECT m.item FROM shown_member m)",
            &[&from, &until],
        )?);
        Ok(Self::of(&near, suggester, came))
    }

    fn add(&mut self, known: &Known, days: (Date, Date), suggester: &Suggester<'_>, came: &BTreeSet<Date>) {
        let until = days.1.saturating_add(BESIDE_DAYS.days());
        let mut after = came.range(days.0.min(until)..=until).peekable();
        if after.peek().is_none() {
            return;
        }
        let Some(first) = suggester.suggest(&known.subject, &[], 1).into_iter().next() else {
            return;
        };
        for day in after {
            self.by_day.entry(*day).or_default().push(self.told.len());
        }
        self.told.push(Told {
            about: known.about.clone(),
            title: known.subject.title.clone(),
            days,
            waits: !has_pictures(&known.subject),
            first,
        });
    }

    /// At most `top` suggestions for pictures that came on a day, best first.
    pub(super) fn lend(&self, to: &About, came: Date, excluded: &[&str], top: usize) -> Vec<Candidate> {
        let near = self.by_day.get(&came).into_iter().flatten();
        let events: Vec<Event<'_>> = near
            .filter_map(|n| self.told.get(*n))
            .filter(|one| one.about != *to)
            .map(|one| Event {
                title: &one.title,
                days: one.days,
                waits: one.waits,
                first: &one.first,
            })
            .collect();
        beside(came, &events, excluded, top)
    }
}

fn has_pictures(subject: &Subject) -> bool {
    subject
        .kinds
        .iter()
        .any(|kind| matches!(kind, Kind::Photo | Kind::Video))
}
