//! Links (佐证): what proves an indicator.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use taizhang_model::date::Period;

use crate::caption;
use crate::error::{LedgerError, Result};
use crate::indicator::code_of;
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::{Asserted, Row};
use crate::suggest::Pick;
use crate::target::Target;

/// What stands as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An item (id).
    Item(String),
    /// An activity (id): its items are evidence, those excluded excepted.
    Activity(String),
    /// An external reference: `url:…`, `paper:…`, `note:…`.
    External(String),
}

/// The start of a name of an activity: its id or title follows.
pub const ACTIVITY: &str = "activity:";

/// The starts of external references.
pub const EXTERNAL: [&str; 3] = ["url:", "paper:", "note:"];

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Id.
    pub id: String,
    /// Id of the checklist.
    pub checklist: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub indicator_title: String,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// What it is.
    pub subject: Subject,
    /// Caption.
    pub caption: Option<String>,
    /// The caption that its activity would give, where it has none.
    pub proposed_caption: Option<String>,
    /// The day an external reference was seen.
    pub seen_on: Option<Date>,
    /// For whom or what it is (a department, a place), where a requirement holds for each.
    pub about: Option<String>,
    /// 内容已改·请确认: the item's bytes are not those that were linked.
    pub changed: bool,
}

/// What is said of links that are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkNotes<'a> {
    /// The period that they are for.
    pub period: Option<Period>,
    /// Caption; absent: that of the activity, where one is linked.
    pub caption: Option<&'a str>,
    /// The day that external references were seen.
    pub seen_on: Option<Date>,
}

/// Changes of a link; `None` leaves a field as it is, an empty text clears.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkChange {
    /// Caption.
    pub caption: Option<String>,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// For whom or what it is: a department or a place.
    pub about: Option<String>,
    /// The day an external reference was seen.
    pub seen_on: Option<Date>,
    /// Put it before this link of the same indicator; an empty text: at the end.
    pub before: Option<String>,
    /// Take the item's present bytes as what is linked.
    pub confirm_content: bool,
}

impl Subject {
    /// Item, activity, external reference, as the table's columns hold them.
    fn columns(&self) -> (Option<&str>, Option<&str>, Option<&str>) {
        match self {
            Self::Item(id) => (Some(id), None, None),
            Self::Activity(id) => (None, Some(id), None),
            Self::External(text) => (None, None, Some(text)),
        }
    }
}

impl Ledger {
    /// What a name means: an external reference, an activity by id or title (`activity:…`), else an item by id or path.
    pub fn subject(&self, name: &str) -> Result<Subject> {
        if EXTERNAL.iter().any(|start| {
            name.strip_prefix(start)
                .is_some_and(|rest| !rest.trim().is_empty())
        }) {
            return Ok(Subject::External(name.to_owned()));
        }
        match name.strip_prefix(ACTIVITY) {
            Some(activity) => self.find_activity(activity.trim()).map(Subject::Activity),
            None => self.find_item(name).map(Subject::Item),
        }
    }

    /// Links subjects to an indicator, as one operation. What is linked there already is left as it is, but
    /// for a caption that is given; when nothing is left to do, the error is `AlreadyLinked`.
    pub fn link(
        &self,
        subjects: &[Subject],
        target: &Target,
        period: Option<Period>,
        caption: Option<&str>,
    ) -> Result<Operation> {
        let notes = LinkNotes {
            period,
            caption,
            seen_on: None,
        };
        self.link_noted(subjects, target, &notes)
    }

    /// Links subjects, with all that may be said of a link.
    pub fn link_noted(
        &self,
        subjects: &[Subject],
        target: &Target,
        notes: &LinkNotes<'_>,
    ) -> Result<Operation> {
        let (code, fresh) = self.read(|conn| {
            let mut fresh = false;
            for subject in subjects {
                fresh |= linked(conn, subject, target, notes.period)?.is_none();
            }
            Ok((code_of(conn, &target.indicator)?, fresh))
        })?;
        let count = subjects.len().to_string();
        let (action, names) = match fresh {
            true => ("link_add", vec![code.clone(), count]),
            false => ("link_set", vec![code.clone()]),
        };
        let ((), done) = self.edit(action, &names, |editing| {
            let mut made = 0;
            for subject in subjects {
                made += u32::from(self.add(editing, subject, target, notes)?);
            }
            // Rolls the empty operation back.
            if made == 0 {
                Err(LedgerError::AlreadyLinked { code })
            } else {
                Ok(())
            }
        })?;
        Ok(done)
    }

    /// Whether anything was done.
    fn add(
        &self,
        editing: &mut Editing<'_>,
        subject: &Subject,
        target: &Target,
        notes: &LinkNotes<'_>,
    ) -> Result<bool> {
        let (period, (item, activity, external)) = (notes.period, subject.columns());
        if let Some(activity) = activity {
            self.confirm(editing, activity)?;
        }
        let given = notes.caption.map(str::trim).filter(|c| !c.is_empty());
        if let Some((id, caption)) = linked(editing.tx(), subject, target, period)? {
            let Some(given) = given.filter(|given| caption.as_deref() != Some(*given)) else {
                return Ok(false);
            };
            editing.update(Asserted::Link, &id, &columns([("caption", json!(given))]))?;
            return Ok(true);
        }
        let caption = match (given, activity) {
            (None, Some(activity)) => caption::of(editing.tx(), activity)?,
            (given, _) => given.map(str::to_owned),
        };
        let seen_on = notes.seen_on.filter(|_| external.is_some());
        let row = columns([
            ("id", json!(self.around.new_id())),
            ("indicator", json!(target.indicator)),
            ("requirement", json!(target.requirement)),
            ("item", json!(item)),
            ("activity", json!(activity)),
            ("external", json!(external)),
            ("period_from", json!(period.map(|p| p.from.to_string()))),
            ("period_to", json!(period.map(|p| p.to.to_string()))),
            (
                "position",
                json!(last_position(editing.tx(), &target.indicator)? + 1),
            ),
            ("caption", json!(caption)),
            ("seen_on", json!(seen_on.map(|day| day.to_string()))),
            ("mark", json!(null)),
            (
                "content",
                json!(item.map(|id| content_of(editing.tx(), id)).transpose()?.flatten()),
            ),
            ("made_at", json!(self.around.stamp())),
        ]);
        editing.insert(Asserted::Link, &row)?;
        Ok(true)
    }

    /// Links what a suggestion is about.
    pub(crate) fn link_pick(&self, editing: &mut Editing<'_>, pick: &Pick) -> Result<()> {
        let (item, activity) = pick.about.columns();
        if let Some(activity) = activity {
            self.confirm(editing, activity)?;
        }
        let content = item.map(|id| content_of(editing.tx(), id)).transpose()?.flatten();
        let position = last_position(editing.tx(), &pick.indicator)? + 1;
        let caption = match activity {
            Some(activity) => caption::of(editing.tx(), activity)?,
            None => None,
        };
        let row = columns([
            ("id", json!(self.around.new_id())),
            ("indicator", json!(pick.indicator)),
            ("item", json!(item)),
            ("activity", json!(activity)),
            ("position", json!(position)),
            ("caption", json!(caption)),
            ("content", json!(content)),
            ("made_at", json!(self.around.stamp())),
        ]);
        editing.insert(Asserted::Link, &row)
    }

    /// Removes links, as one operation.
    pub fn remove_links(&self, ids: &[String]) -> Result<Operation> {
        let first = ids.first().ok_or_else(|| LedgerError::NotFound {
            what: "link",
            name: String::new(),
        })?;
        let code = self.read(|conn| link_code(conn, first))?;
        let names = vec![code, ids.len().to_string()];
        let ((), done) = self.edit("link_remove", &names, |editing| {
            ids.iter().try_for_each(|id| editing.delete(Asserted::Link, id))
        })?;
        Ok(done)
    }

    /// Ids of the links of subjects to an indicator (and its requirement, when the target names one).
    pub fn links_between(&self, subjects: &[Subject], target: &Target) -> Result<Vec<String>> {
        let links = self.links_of_indicator(&target.indicator)?;
        let hits: Vec<String> = links
            .into_iter()
            .filter(|link| subjects.contains(&link.subject))
            .filter(|link| target.requirement.is_none() || link.requirement == target.requirement)
            .map(|link| link.id)
            .collect();
        if hits.is_empty() {
            return Err(LedgerError::NotFound {
                what: "link",
                name: target.indicator.clone(),
            });
        }
        Ok(hits)
    }

    /// Changes a link.
    pub fn set_link(&self, id: &str, change: &LinkChange) -> Result<Operation> {
        let code = self.read(|conn| link_code(conn, id))?;
        let ((), done) = self.edit("link_set", &[code], |editing| {
            let mut row = Row::new();
            if let Some(caption) = &change.caption {
                row.insert("caption".to_owned(), text_or_null(caption));
            }
            if let Some(requirement) = &change.requirement {
                row.insert("requirement".to_owned(), text_or_null(requirement));
            }
            if let Some(about) = &change.about {
                row.insert("about".to_owned(), text_or_null(about));
            }
            if let Some(day) = change.seen_on {
                row.insert("seen_on".to_owned(), json!(day.to_string()));
            }
            if change.confirm_content {
                let item: Option<String> =
                    editing
                        .tx()
                        .query_row("SELECT item FROM link WHERE id = ?1", [id], |row| row.get(0))?;
                let content = item
                    .map(|item| content_of(editing.tx(), &item))
                    .transpose()?
                    .flatten();
                row.insert("content".to_owned(), json!(content));
            }
            if !row.is_empty() {
                editing.update(Asserted::Link, id, &row)?;
            }
            match &change.before {
                Some(before) => reorder(editing, id, before),
                None => Ok(()),
            }
        })?;
        Ok(done)
    }

    /// Evidence of an indicator, in order.
    pub fn links_of_indicator(&self, indicator: &str) -> Result<Vec<Link>> {
        self.read(|conn| {
            code_of(conn, indicator)?;
            links(conn, "l.indicator = ?1 ORDER BY l.position, l.id", indicator)
        })
    }

    /// Links of an item in all checklists, those of its activities among them.
    pub fn links_of_item(&self, item: &str) -> Result<Vec<Link>> {
        self.read(|conn| {
            links(
                conn,
                "l.id IN (SELECT e.link FROM evidence e WHERE e.item = ?1) ORDER BY i.checklist, i.position, l.position",
                item,
            )
        })
    }
}

/// The link of a subject to a target for a period, with its caption.
fn linked(
    conn: &Connection,
    subject: &Subject,
    target: &Target,
    period: Option<Period>,
) -> Result<Option<(String, Option<String>)>> {
    let (item, activity, external) = subject.columns();
    let from = period.map(|p| p.from.to_string());
    Ok(conn
        .query_row(
            "SELECT id, caption FROM link WHERE indicator = ?1 AND requirement IS ?2 AND item IS ?3
             AND activity IS ?4 AND external IS ?5 AND period_from IS ?6",
            params![
                target.indicator,
                target.requirement,
                item,
                activity,
                external,
                from
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
}

/// Whether a picked suggestion is linked already, in whichever part of the indicator.
pub(crate) fn is_linked(conn: &Connection, pick: &Pick) -> Result<bool> {
    let (item, activity) = pick.about.columns();
    Ok(conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM link WHERE indicator = ?1 AND item IS ?2 AND activity IS ?3 AND external IS NULL)",
        params![pick.indicator, item, activity],
        |row| row.get(0),
    )?)
}

fn text_or_null(text: &str) -> serde_json::Value {
    let text = text.trim();
    if text.is_empty() { json!(null) } else { json!(text) }
}

fn last_position(conn: &Connection, indicator: &str) -> Result<i64> {
    Ok(conn.query_row(
        "SELECT coalesce(max(position), 0) FROM link WHERE indicator = ?1",
        [indicator],
        |row| row.get(0),
    )?)
}

/// SHA-256 of an item's present bytes, as text.
fn content_of(conn: &Connection, item: &str) -> Result<Option<String>> {
    let found = conn
        .query_row(
            "SELECT lower(hex(c.sha256)) FROM item LEFT JOIN content c ON c.key = item.content WHERE item.id = ?1",
            [item],
            |row| row.get::<_, Option<String>>(0),
        )
        .optional()?;
    let content = found.ok_or_else(|| LedgerError::NotFound {
        what: "item",
        name: item.to_owned(),
    })?;
    Ok(content.filter(|text| !text.is_empty()))
}

fn link_code(conn: &Connection, id: &str) -> Result<String> {
    let found = conn
        .query_row(
            "SELECT code FROM link l JOIN indicator i ON i.id = l.indicator WHERE l.id = ?1",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "link",
        name: id.to_owned(),
    })
}

fn links(conn: &Connection, choice: &str, value: &str) -> Result<Vec<Link>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT l.id, i.checklist, l.indicator, i.code, i.title, l.requirement, l.item, l.external, l.activity, l.caption,
         l.content IS NOT NULL AND c.sha256 IS NOT NULL AND l.content <> lower(hex(c.sha256)), l.about, l.seen_on
         FROM link l JOIN indicator i ON i.id = l.indicator LEFT JOIN item t ON t.id = l.item
         LEFT JOIN content c ON c.key = t.content WHERE {choice}"
    ))?;
    let rows = statement.query_map([value], |row| {
        let item: Option<String> = row.get(6)?;
        let seen_on: Option<String> = row.get(12)?;
        let external: Option<String> = row.get(7)?;
        let activity: Option<String> = row.get(8)?;
        let subject = item
            .map(Subject::Item)
            .or(activity.map(Subject::Activity))
            .unwrap_or_else(|| Subject::External(external.unwrap_or_default()));
        Ok(Link {
            id: row.get(0)?,
            checklist: row.get(1)?,
            indicator: row.get(2)?,
            code: row.get(3)?,
            indicator_title: row.get(4)?,
            requirement: row.get(5)?,
            subject,
            caption: row.get(9)?,
            proposed_caption: None,
            seen_on: seen_on.and_then(|day| day.parse().ok()),
            changed: row.get(10)?,
            about: row.get(11)?,
        })
    })?;
    let mut links: Vec<Link> = rows.collect::<rusqlite::Result<_>>()?;
    for link in links.iter_mut().filter(|link| link.caption.is_none()) {
        link.proposed_caption = caption::proposed(conn, &link.id)?;
    }
    Ok(links)
}

/// Numbers an indicator's links from 1 again, with one of them put before another.
fn reorder(editing: &mut Editing<'_>, id: &str, before: &str) -> Result<()> {
    let indicator: String =
        editing
            .tx()
            .query_row("SELECT indicator FROM link WHERE id = ?1", [id], |row| row.get(0))?;
    let mut order: Vec<String> = editing
        .tx()
        .prepare("SELECT id FROM link WHERE indicator = ?1 AND id <> ?2 ORDER BY position, id")?
        .query_map([&indicator, id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let place = if before.is_empty() {
        order.len()
    } else {
        order
            .iter()
            .position(|other| other == before)
            .ok_or_else(|| LedgerError::NotFound {
                what: "link",
                name: before.to_owned(),
            })?
    };
    order.insert(place, id.to_owned());
    for (n, link) in order.iter().enumerate() {
        editing.update(Asserted::Link, link, &columns([("position", json!(n + 1))]))?;
    }
    Ok(())
}
