//! Suggestions (建议): what `model::suggest` needs, read from the ledger; accepting and rejecting as operations.

mod examples;
mod lent;
mod subjects;
mod wanted;

pub(crate) use wanted::unit;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde_json::json;
use taizhang_model::suggest::{Candidate, Suggester};

use crate::checklist::find;
use crate::error::{LedgerError, Result};
use crate::link;
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::{self, Asserted};
use lent::Lenders;

/// The setting that keeps since when links teach.
const SINCE: &str = "learn_since";

/// What a suggestion is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum About {
    /// An item (id).
    Item(String),
    /// An activity (id).
    Activity(String),
}

/// An item or an activity with the indicators that it may prove.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What it is about.
    pub about: About,
    /// Title of the activity, or the file's name.
    pub title: String,
    /// Where an item lies: source (id) and path relative to it.
    pub place: Option<(String, String)>,
    /// Whether it proves an indicator of the checklist already.
    pub linked: bool,
    /// Best first.
    pub candidates: Vec<Suggested>,
}

/// A suggested indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Id, score and reasons.
    pub candidate: Candidate,
}

/// Which suggestions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    /// At most so many indicators for each.
    pub top: usize,
    /// Only for these; empty for every activity and every item in none.
    pub about: Vec<About>,
}

/// A suggestion that a person takes, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What it is about.
    pub about: About,
    /// The indicator (id).
    pub indicator: String,
}

impl Ledger {
    /// Suggestions for the current checklist: activities first, then items in path order. What is linked already or was rejected is
    /// left out of the candidates.
    pub fn suggestions(&self, ask: &Ask) -> Result<Vec<Suggestion>> {
        self.read(|conn| {
            let checklist = find(conn, None)?;
            let (indicators, wanted) = wanted::wanted(conn, &checklist.id)?;
            let examples = examples::examples(conn, &checklist.id, since(conn)?.as_deref())?;
            let suggester = Suggester::new(&wanted, &wanted::unit(conn)?, &examples);
            let mut done = excluded(conn, &checklist.id)?;
            done.add_proved(conn, &checklist.id, &ask.about)?;
            let mut all: Vec<Found<'_>> = subjects::subjects(conn, &ask.about)?
                .into_iter()
                .map(|known| Found::of(known, &suggester, &done, ask.top))
                .collect();
            let came: BTreeSet<Date> = all.iter().filter_map(|one| one.came).collect();
            let lenders = if ask.about.is_empty() {
                Lenders::of(all.iter().map(|one| &one.known), &suggester, &came)
            } else {
                Lenders::near(conn, &suggester, &came)?
            };
            for one in &mut all {
                if let Some(came) = one.came {
                    one.candidates = lenders.lend(&one.known.about, came, &one.excluded, ask.top);
                }
            }
            Ok(all.into_iter().map(|one| one.named(&indicators)).collect())
        })
    }

    /// Links what was picked, as one operation; what is linked already stays as it is. `None` when that is all.
    pub fn accept_suggestions(&self, picks: &[Pick]) -> Result<Option<Operation>> {
        let fresh = self.read(|conn| {
            let mut seen = HashSet::new();
            let mut fresh = Vec::new();
            for pick in picks {
                crate::indicator::code_of(conn, &pick.indicator)?;
                if seen.insert((&pick.about, &pick.indicator)) && !link::is_linked(conn, pick)? {
                    fresh.push(pick);
                }
            }
            Ok(fresh)
        })?;
        if fresh.is_empty() {
            return Ok(None);
        }
        let ((), done) = self.edit("suggest_accept", &[fresh.len().to_string()], |editing| {
            fresh.iter().try_for_each(|pick| self.link_pick(editing, pick))
        })?;
        Ok(Some(done))
    }

    /// Remembers that something does not prove an indicator, as one operation.
    pub fn reject_suggestions(&self, picks: &[Pick]) -> Result<Operation> {
        let first = picks.first().ok_or_else(|| LedgerError::NotFound {
            what: "item",
            name: String::new(),
        })?;
        let code = self.read(|conn| crate::indicator::code_of(conn, &first.indicator))?;
        let subjects = [code, picks.len().to_string()];
        let ((), done) = self.edit("suggest_reject", &subjects, |editing| {
            picks.iter().try_for_each(|pick| self.reject(editing, pick))
        })?;
        Ok(done)
    }

    fn reject(&self, editing: &mut Editing<'_>, pick: &Pick) -> Result<()> {
        let (item, activity) = pick.about.columns();
        let known: bool = editing.tx().query_row(
            "SELECT EXISTS (SELECT 1 FROM rejection WHERE indicator = ?1 AND item IS ?2 AND activity IS ?3)",
            params![pick.indicator, item, activity],
            |row| row.get(0),
        )?;
        if known {
            return Ok(());
        }
        let row = columns([
            ("id", json!(self.around.new_id())),
            ("indicator", json!(pick.indicator)),
            ("item", json!(item)),
            ("activity", json!(activity)),
        ]);
        editing.insert(Asserted::Rejection, &row)
    }

    /// Forgets what links and rejections taught: links made until now teach no more, what was rejected is suggested again. One
    /// operation.
    pub fn reset_suggestions(&self) -> Result<Operation> {
        let ((), done) = self.edit("suggest_reset", &[], |editing| {
            let rejected: Vec<String> = editing
                .tx()
                .prepare("SELECT id FROM rejection ORDER BY id")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            rejected
                .iter()
                .try_for_each(|id| editing.delete(Asserted::Rejection, id))?;
            let value = ("value", json!(self.around.stamp()));
            if row::read(editing.tx(), Asserted::Setting, SINCE)?.is_some() {
                editing.update(Asserted::Setting, SINCE, &columns([value]))
            } else {
                editing.insert(Asserted::Setting, &columns([("id", json!(SINCE)), value]))
            }
        })?;
        Ok(done)
    }
}

/// A subject with what is suggested for it.
struct Found<'a> {
    known: subjects::Known,
    linked: bool,
    /// The day on which its pictures came, where nothing else is known of them.
    came: Option<Date>,
    excluded: Vec<&'a str>,
    candidates: Vec<Candidate>,
}

impl<'a> Found<'a> {
    fn of(known: subjects::Known, suggester: &Suggester<'_>, done: &'a Done, top: usize) -> Self {
        let (linked, excluded) = done.of(&known.about);
        let candidates = suggester.suggest(&known.subject, &excluded, top);
        let borrows = candidates.is_empty() && !linked;
        Self {
            came: lent::came(&known).filter(|_| borrows),
            known,
            linked,
            excluded,
            candidates,
        }
    }

    /// With codes and titles of its candidates.
    fn named(self, indicators: &wanted::Names) -> Suggestion {
        let candidates = self.candidates.into_iter().filter_map(|candidate| {
            let (code, title) = indicators.get(&candidate.id)?;
            Some(Suggested {
                code: code.clone(),
                title: title.clone(),
                candidate,
            })
        });
        Suggestion {
            candidates: candidates.collect(),
            linked: self.linked,
            about: self.known.about,
            title: self.known.subject.title,
            place: self.known.place,
        }
    }
}

impl About {
    /// Item and activity, as tables keep them.
    pub(crate) fn columns(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Item(id) => (Some(id), None),
            Self::Activity(id) => (None, Some(id)),
        }
    }

    fn of(item: Option<String>, activity: Option<String>) -> Option<Self> {
        item.map(Self::Item).or_else(|| activity.map(Self::Activity))
    }
}

fn since(conn: &Connection) -> Result<Option<String>> {
    let found = row::read(conn, Asserted::Setting, SINCE)?;
    Ok(found.and_then(|row| Some(row.get("value")?.as_str()?.to_owned())))
}

/// What is linked and what was rejected, by what it is about.
struct Done {
    linked: HashMap<About, Vec<String>>,
    rejected: HashMap<About, Vec<String>>,
}

impl Done {
    /// Adds what the items that are asked for prove as part of an activity. Of all subjects no item is in any.
    fn add_proved(&mut self, conn: &Connection, checklist: &str, about: &[About]) -> Result<()> {
        let mut statement = conn.prepare_cached(
            "SELECT e.indicator FROM evidence e JOIN indicator i ON i.id = e.indicator
             WHERE i.checklist = ?1 AND e.item = ?2 AND e.activity IS NOT NULL",
        )?;
        for one in about {
            let About::Item(item) = one else { continue };
            let rows = statement.query_map([checklist, item.as_str()], |row| row.get(0))?;
            let proved = rows.collect::<rusqlite::Result<Vec<String>>>()?;
            if !proved.is_empty() {
                self.linked.entry(one.clone()).or_default().extend(proved);
            }
        }
        Ok(())
    }

    /// Whether it is linked, and the indicators that are no longer suggested for it.
    fn of(&self, about: &About) -> (bool, Vec<&str>) {
        let list = |map: &HashMap<About, Vec<String>>| map.get(about).cloned().unwrap_or_default();
        let linked = !list(&self.linked).is_empty();
        let both = [self.linked.get(about), self.rejected.get(about)];
        (
            linked,
            both.into_iter().flatten().flatten().map(String::as_str).collect(),
        )
    }
}

fn excluded(conn: &Connection, checklist: &str) -> Result<Done> {
    let read = |sql: &str| -> Result<HashMap<About, Vec<String>>> {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([checklist])?;
        let mut all: HashMap<About, Vec<String>> = HashMap::new();
        while let Some(row) = rows.next()? {
            if let Some(about) = About::of(row.get(0)?, row.get(1)?) {
                all.entry(about).or_default().push(row.get(2)?);
            }
        }
        Ok(all)
    };
    Ok(Done {
        linked: read(
            "SELECT l.item, l.activity, l.indicator FROM link l JOIN indicator i ON i.id = l.indicator
             WHERE i.checklist = ?1",
        )?,
        rejected: read(
            "SELECT r.item, r.activity, r.indicator FROM rejection r JOIN indicator i ON i.id = r.indicator
             WHERE i.checklist = ?1",
        )?,
    })
}
