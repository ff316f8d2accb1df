//! What a person does with activities, each one operation. What is touched is confirmed.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use super::{Activity, missing, one};
use crate::error::{LedgerError, Result};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::{Asserted, Row};

/// Changes of an activity; `None` leaves a field as it is, an empty text clears (a title can't be cleared).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityChange {
    /// What it was.
    pub title: Option<String>,
    /// First day, `YYYY-MM-DD`.
    pub date_from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Whose it was.
    pub host_dept: Option<String>,
}

impl Ledger {
    /// Confirms proposals; one that joins a confirmed activity gives it its items. What is confirmed already stays as it is.
    pub fn confirm_activities(&self, ids: &[String]) -> Result<Operation> {
        let subjects = self.told(ids)?;
        let ((), done) = self.edit("activity_confirm", &subjects, |editing| {
            for id in ids {
                let joins = one(editing.tx(), id)?.proposed.and_then(|it| it.joins);
                let target = joins.map(|target| one(editing.tx(), &target)).transpose();
                match target {
                    Ok(Some(target)) if target.proposed.is_none() => {
                        let items = items_of(&one(editing.tx(), id)?);
                        self.add_members(editing, &target.id, &items)?;
                    }
                    // What it was to join is no longer there.
                    Ok(_) | Err(LedgerError::NotFound { .. }) => self.confirm(editing, id)?,
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Makes a confirmed activity of items; its days are theirs. Answers its id.
    pub fn create_activity(&self, title: &str, items: &[String]) -> Result<(String, Operation)> {
        let title = said("title", title)?;
        let subjects = [title.to_owned(), items.len().to_string()];
        self.edit("activity_create", &subjects, |editing| {
            let id = self.insert_activity(editing, title, items, None)?;
            self.add_members(editing, &id, items)?;
            Ok(id)
        })
    }

    /// Changes what is said of an activity.
    pub fn set_activity(&self, id: &str, change: &ActivityChange) -> Result<Operation> {
        let subjects = self.told(&[id.to_owned()])?;
        let ((), done) = self.edit("activity_set", &subjects, |editing| {
            self.confirm(editing, id)?;
            let mut row = Row::new();
            if let Some(title) = &change.title {
                row.insert("title".to_owned(), json!(said("title", title)?));
            }
            for (name, value) in [("date_from", &change.date_from), ("date_to", &change.date_to)] {
                if let Some(value) = value {
                    row.insert(name.to_owned(), day_or_null(name, value)?);
                }
            }
            for (name, value) in [("place", &change.place), ("host_dept", &change.host_dept)] {
                if let Some(value) = value.as_deref().map(str::trim) {
                    let value = if value.is_empty() {
                        Value::Null
                    } else {
                        json!(value)
                    };
                    row.insert(name.to_owned(), value);
                }
            }
            editing.update(Asserted::Activity, id, &row)?;
            in_order(&one(editing.tx(), id)?)
        })?;
        Ok(done)
    }

    /// Makes one activity of several: the first confirmed one of them, else the first, takes the items, links and attendance of the others
    /// and the days of all. Answers its id.
    pub fn merge_activities(&self, ids: &[String]) -> Result<(String, Operation)> {
        let subjects = self.told(ids)?;
        self.edit("activity_merge", &subjects, |editing| {
            let all = ids
                .iter()
                .map(|id| one(editing.tx(), id))
                .collect::<Result<Vec<_>>>()?;
            let target = all
                .iter()
                .find(|it| it.proposed.is_none())
                .or(all.first())
                .map(|it| it.id.clone())
                .ok_or_else(|| missing(""))?;
            self.confirm(editing, &target)?;
            for other in all.iter().filter(|it| it.id != target) {
                if other.proposed.is_none() {
                    take_over(editing, &other.id, &target)?;
                    remove(editing, other)?;
                }
                self.add_members(editing, &target, &items_of(other))?;
            }
            let first = all.iter().filter_map(|it| it.date_from.as_ref()).min();
            let last = all
                .iter()
                .filter_map(|it| it.date_to.as_ref().or(it.date_from.as_ref()))
                .max();
            let days = columns([("date_from", json!(first)), ("date_to", json!(last))]);
            editing.update(Asserted::Activity, &target, &days)?;
            Ok(target)
        })
    }

    /// Makes an activity of its own of some items of an activity. Answers the new one's id.
    pub fn split_activity(&self, id: &str, items: &[String], title: &str) -> Result<(String, Operation)> {
        let title = said("title", title)?;
        let subjects = self.told(&[id.to_owned()])?;
        self.edit("activity_split", &subjects, |editing| {
            self.confirm(editing, id)?;
            let whole = one(editing.tx(), id)?;
            if items.is_empty() || items.len() >= whole.items.len() {
                return Err(LedgerError::BadValue {
                    field: "items",
                    value: items.len().to_string(),
                });
            }
            let part = self.insert_activity(editing, title, items, Some(&whole))?;
            remove_members(editing, id, items)?;
            self.add_members(editing, &part, items)?;
            Ok(part)
        })
    }

    /// Puts items into an activity, and takes them out of another when one is named.
    pub fn move_to_activity(&self, items: &[String], from: Option<&str>, to: &str) -> Result<Operation> {
        let subjects = self.told_items(to, items)?;
        let ((), done) = self.edit("activity_move", &subjects, |editing| {
            self.confirm(editing, to)?;
            if let Some(from) = from.filter(|from| *from != to) {
                self.confirm(editing, from)?;
                remove_members(editing, from, items)?;
            }
            self.add_members(editing, to, items)
        })?;
        Ok(done)
    }

    /// Takes items out of an activity; those that are in no other are not proposed again.
    pub fn remove_from_activity(&self, id: &str, items: &[String]) -> Result<Operation> {
        let subjects = self.told_items(id, items)?;
        let ((), done) = self.edit("activity_remove", &subjects, |editing| {
            self.confirm(editing, id)?;
            remove_members(editing, id, items)?;
            self.refuse(editing, items)
        })?;
        Ok(done)
    }

    /// Says that these are no activities: their links go too, attendance keeps their titles, and the items that are in no other are not
    /// proposed again.
    pub fn dissolve_activities(&self, ids: &[String]) -> Result<Operation> {
        let subjects = self.told(ids)?;
        let ((), done) = self.edit("activity_dissolve", &subjects, |editing| {
            for id in ids {
                let activity = one(editing.tx(), id)?;
                if activity.proposed.is_none() {
                    forget(editing, &activity)?;
                    remove(editing, &activity)?;
                }
                self.refuse(editing, &items_of(&activity))?;
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Leaves items out, or takes them in again, where their activity stands as evidence.
    pub fn exclude_from_activity(&self, id: &str, items: &[String], excluded: bool) -> Result<Operation> {
        let subjects = self.told_items(id, items)?;
        let ((), done) = self.edit("activity_exclude", &subjects, |editing| {
            self.confirm(editing, id)?;
            for item in items {
                let row = member(editing, id, item)?.ok_or_else(|| LedgerError::NotFound {
                    what: "item",
                    name: item.clone(),
                })?;
                let columns = columns([("excluded", json!(i64::from(excluded)))]);
                editing.update(Asserted::ActivityItem, &row, &columns)?;
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Makes a proposal a confirmed activity with the same id and the items that are left of it.
    pub(crate) fn confirm(&self, editing: &mut Editing<'_>, id: &str) -> Result<()> {
        let activity = one(editing.tx(), id)?;
        if activity.proposed.is_none() {
            return Ok(());
        }
        let row = columns([
            ("id", json!(activity.id)),
            ("title", json!(activity.title)),
            ("date_from", json!(activity.date_from)),
            ("date_to", json!(activity.date_to)),
            ("place", json!(activity.place)),
            ("host_dept", json!(activity.host_dept)),
            ("state", json!("confirmed")),
        ]);
        editing.insert(Asserted::Activity, &row)?;
        self.add_members(editing, id, &items_of(&activity))
    }

    fn insert_activity(
        &self,
        editing: &mut Editing<'_>,
        title: &str,
        items: &[String],
        like: Option<&Activity>,
    ) -> Result<String> {
        let id = self.around.new_id();
        let days = days_of(editing, items)?;
        let (from, to) = match (days, like) {
            (Some((from, to)), _) => (Some(from), Some(to)),
            (None, like) => (
                like.and_then(|it| it.date_from.clone()),
                like.and_then(|it| it.date_to.clone()),
            ),
        };
        let row = columns([
            ("id", json!(id)),
            ("title", json!(title)),
            ("date_from", json!(from)),
            ("date_to", json!(to)),
            ("place", json!(like.and_then(|it| it.place.clone()))),
            ("host_dept", json!(like.and_then(|it| it.host_dept.clone()))),
            ("state", json!("confirmed")),
        ]);
        editing.insert(Asserted::Activity, &row)?;
        Ok(id)
    }

    /// Adds items at the end; those that are there stay where they are, and none is refused any longer.
    fn add_members(&self, editing: &mut Editing<'_>, id: &str, items: &[String]) -> Result<()> {
        let mut last: i64 = editing.tx().query_row(
            "SELECT coalesce(max(position), -1) FROM activity_item WHERE activity = ?1",
            [id],
            |row| row.get(0),
        )?;
        for item in items {
            if let Some(refusal) = refusal(editing, item)? {
                editing.delete(Asserted::ActivityRefusal, &refusal)?;
            }
            if member(editing, id, item)?.is_some() {
                continue;
            }
            last += 1;
            let row = columns([
                ("id", json!(self.around.new_id())),
                ("activity", json!(id)),
                ("item", json!(item)),
                ("position", json!(last)),
                ("excluded", json!(0)),
            ]);
            editing.insert(Asserted::ActivityItem, &row)?;
        }
        Ok(())
    }

    /// Remembers of items that are in no confirmed activity that they belong to none.
    fn refuse(&self, editing: &mut Editing<'_>, items: &[String]) -> Result<()> {
        for item in items {
            let placed: bool = editing
                .tx()
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM activity_item WHERE item = ?1)")?
                .query_row([item], |row| row.get(0))?;
            if !placed && refusal(editing, item)?.is_none() {
                let row = columns([("id", json!(self.around.new_id())), ("item", json!(item))]);
                editing.insert(Asserted::ActivityRefusal, &row)?;
            }
        }
        Ok(())
    }

    /// For the sentence: the activity's title and how many items.
    fn told_items(&self, id: &str, items: &[String]) -> Result<Vec<String>> {
        Ok(vec![self.activity(id)?.title, items.len().to_string()])
    }

    /// For the sentence: the first one's title and how many.
    fn told(&self, ids: &[String]) -> Result<Vec<String>> {
        let first = ids.first().ok_or_else(|| missing(""))?;
        Ok(vec![self.activity(first)?.title, ids.len().to_string()])
    }
}

fn items_of(activity: &Activity) -> Vec<String> {
    activity.items.iter().map(|member| member.item.clone()).collect()
}

fn said<'t>(field: &'static str, text: &'t str) -> Result<&'t str> {
    let text = text.trim();
    if text.is_empty() {
        let value = String::new();
        return Err(LedgerError::BadValue { field, value });
    }
    Ok(text)
}

fn day_or_null(field: &'static str, text: &str) -> Result<Value> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let day: Date = text.parse().map_err(|_| LedgerError::BadValue {
        field,
        value: text.to_owned(),
    })?;
    Ok(json!(day.to_string()))
}

fn in_order(activity: &Activity) -> Result<()> {
    match (&activity.date_from, &activity.date_to) {
        (Some(from), Some(to)) if from > to => Err(LedgerError::BadValue {
            field: "date_to",
            value: to.clone(),
        }),
        _ => Ok(()),
    }
}

fn member(editing: &Editing<'_>, id: &str, item: &str) -> Result<Option<String>> {
    let mut statement = editing
        .tx()
        .prepare_cached("SELECT id FROM activity_item WHERE activity = ?1 AND item = ?2")?;
    Ok(statement.query_row([id, item], |row| row.get(0)).optional()?)
}

fn refusal(editing: &Editing<'_>, item: &str) -> Result<Option<String>> {
    let mut statement = editing
        .tx()
        .prepare_cached("SELECT id FROM activity_refusal WHERE item = ?1")?;
    Ok(statement.query_row([item], |row| row.get(0)).optional()?)
}

fn remove_members(editing: &mut Editing<'_>, id: &str, items: &[String]) -> Result<()> {
    for item in items {
        if let Some(row) = member(editing, id, item)? {
            editing.delete(Asserted::ActivityItem, &row)?;
        }
    }
    Ok(())
}

fn rows(editing: &Editing<'_>, query: &str, id: &str) -> Result<Vec<String>> {
    let mut statement = editing.tx().prepare_cached(query)?;
    let found = statement.query_map([id], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Takes an activity away with its members.
fn remove(editing: &mut Editing<'_>, activity: &Activity) -> Result<()> {
    remove_members(editing, &activity.id, &items_of(activity))?;
    editing.delete(Asserted::Activity, &activity.id)
}

/// Gives links and attendance of one activity to another; a link that the other has already goes.
fn take_over(editing: &mut Editing<'_>, from: &str, to: &str) -> Result<()> {
    let to_other = columns([("activity", json!(to))]);
    for link in rows(
        editing,
        "SELECT id FROM link WHERE activity = ?1 ORDER BY id",
        from,
    )? {
        let twice: bool = editing.tx().query_row(
            "SELECT EXISTS (SELECT 1 FROM link a JOIN link b ON b.indicator = a.indicator
                 AND b.requirement IS a.requirement AND b.period_from IS a.period_from
             WHERE a.id = ?1 AND b.activity = ?2)",
            params![link, to],
            |row| row.get(0),
        )?;
        if twice {
            editing.delete(Asserted::Link, &link)?;
        } else {
            editing.update(Asserted::Link, &link, &to_other)?;
        }
    }
    for id in rows(
        editing,
        "SELECT id FROM attendance WHERE activity = ?1 ORDER BY id",
        from,
    )? {
        editing.update(Asserted::Attendance, &id, &to_other)?;
    }
    Ok(())
}

/// Links of an activity go; attendance keeps its title as the occasion.
fn forget(editing: &mut Editing<'_>, activity: &Activity) -> Result<()> {
    for link in rows(
        editing,
        "SELECT id FROM link WHERE activity = ?1 ORDER BY id",
        &activity.id,
    )? {
        editing.delete(Asserted::Link, &link)?;
    }
    let occasion = columns([("activity", Value::Null), ("occasion", json!(activity.title))]);
    let query = "SELECT id FROM attendance WHERE activity = ?1 ORDER BY id";
    for id in rows(editing, query, &activity.id)? {
        editing.update(Asserted::Attendance, &id, &occasion)?;
    }
    Ok(())
}

/// First and last of the best days of items.
fn days_of(editing: &Editing<'_>, items: &[String]) -> Result<Option<(String, String)>> {
    let list = serde_json::to_string(items)?;
    let (first, last): (Option<String>, Option<String>) = editing.tx().query_row(
        "SELECT min(f.captured_on), max(f.captured_on) FROM item i JOIN idx.fact f ON f.content = i.content
         WHERE i.id IN (SELECT value FROM json_each(?1))",
        [list],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(first.zip(last))
}
