//! Search: one line finds items, activities, indicators and people, with what to mark in each.

mod condition;
mod initials;
mod items;
mod records;
mod upkeep;

pub(crate) use condition::of_query;
pub(crate) use upkeep::{forget, watch};

use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_model::kind::Kind;
use taizhang_model::search::{Mark, marks, words};

use crate::Ledger;
use crate::error::Result;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchAsk {
    /// Words, all of which must fit.
    pub query: String,
    /// What 上周 counts from.
    pub today: Option<Date>,
    /// At most so many of each group.
    pub limit: usize,
    /// Items go on after this one (id); the other groups are left out then.
    pub after: Option<String>,
}

/// What was found, best first in each group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How many items fit.
    pub items_total: u64,
    /// Items.
    pub items: Vec<Hit>,
    /// Activities.
    pub activities: Vec<Hit>,
    /// Indicators of the current checklist.
    pub indicators: Vec<Hit>,
    /// People.
    pub people: Vec<Hit>,
}

/// One thing that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Code of an indicator.
    pub code: Option<String>,
    /// File name, title or name.
    pub title: String,
    /// What to mark in it.
    pub marks: Vec<Mark>,
    /// Path of an item, place of an activity, department of an indicator or a person; where the words stand, if they do not stand in
    /// the title.
    pub more: String,
    /// What to mark in that.
    pub more_marks: Vec<Mark>,
    /// Kind of an item.
    pub kind: Option<Kind>,
    /// Best day of an item, first day of an activity.
    pub day: Option<String>,
}

impl Ledger {
    /// Finds what fits every word of a query: the text of a name, a path, a document or a caption, first letters of pinyin, kinds,
    /// days. An empty query finds nothing.
    pub fn search(&self, ask: &SearchAsk) -> Result<Found> {
        let words = words(&ask.query, ask.today);
        if words.is_empty() {
            return Ok(Found::default());
        }
        self.index_few()?;
        self.read(|conn| {
            let (items_total, items) = items::items(conn, &words, ask)?;
            let mut found = Found {
                items_total,
                items,
                ..Found::default()
            };
            if ask.after.is_none() {
                let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                found.activities = records::activities(conn, &words, ask.limit)?;
                found.indicators = records::indicators(conn, &texts, ask.limit)?;
                found.people = records::people(conn, &texts, ask.limit)?;
            }
            Ok(found)
        })
    }
}

/// Whether lists of items can ask the index.
pub(crate) fn is_built(conn: &Connection) -> Result<bool> {
    upkeep::is_built(conn)
}

/// What to mark in a title: the words, or the characters whose first letters they are.
fn title_marks(title: &str, texts: &[&str]) -> Vec<Mark> {
    let all = marks(title, texts);
    if !all.is_empty() {
        return all;
    }
    let letters = texts.iter().filter(|text| is_letters(text));
    let mut all: Vec<Mark> = letters
        .filter_map(|letters| initials::stand_in(title, letters))
        .filter_map(|(from, to)| Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?)))
        .collect();
    all.sort_unstable();
    all
}

fn is_letters(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_ascii_alphabetic())
}
