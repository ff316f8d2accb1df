//! Activities (活动): events that group items. Rules propose them; a person confirms, changes, merges and splits them, each
//! change one operation. Whatever a person touches is confirmed.

mod edit;
mod propose;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use taizhang_model::group::Reason;
use taizhang_model::kind::Kind;

pub use edit::ActivityChange;

use crate::error::{LedgerError, Result};
use crate::open::Ledger;

/// An activity with its items.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Id; a proposal keeps it when it is confirmed.
    pub id: String,
    /// What it was.
    pub title: String,
    /// First day.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Whose it was.
    pub host_dept: Option<String>,
    /// What the rules say of it while it is a proposal.
    pub proposed: Option<Proposed>,
    /// Its items in order.
    pub items: Vec<Member>,
    /// Its items, pictures first.
    pub covers: Vec<String>,
    /// How many items of each kind, most first.
    pub kinds: Vec<(Kind, u32)>,
    /// Codes of indicators that it proves in the current checklist, in tree order.
    pub links: Vec<String>,
}

/// What the rules say of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// 0 to 1.
    pub confidence: f64,
    /// Strongest first.
    pub reasons: Vec<Reason>,
    /// The confirmed activity (id) that its items belong to.
    pub joins: Option<String>,
}

/// An item of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The item (id).
    pub item: String,
    /// Left out where the activity stands as evidence.
    pub excluded: bool,
}

impl Ledger {
    /// Every activity, confirmed or proposed, by first day (undated last), then title.
    pub fn activities(&self) -> Result<Vec<Activity>> {
        self.read(|conn| all(conn, None))
    }

    /// The activity with this id.
    pub fn activity(&self, id: &str) -> Result<Activity> {
        self.read(|conn| one(conn, id))
    }

    /// The id of the activity that an id or a title names.
    pub fn find_activity(&self, name: &str) -> Result<String> {
        self.read(|conn| find(conn, name))
    }

    /// Activities of an item, confirmed or proposed: id and title, by day.
    pub fn activities_of(&self, item: &str) -> Result<Vec<(String, String)>> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT a.id, a.title FROM shown_activity a JOIN shown_member m ON m.activity = a.id WHERE m.item = ?1
                 ORDER BY a.date_from, a.title, a.id",
            )?;
            let rows = statement.query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The one activity with this id.
pub(crate) fn one(conn: &Connection, id: &str) -> Result<Activity> {
    all(conn, Some(id))?.pop().ok_or_else(|| missing(id))
}

fn missing(name: &str) -> LedgerError {
    LedgerError::NotFound {
        what: "activity",
        name: name.to_owned(),
    }
}

/// By id, else by the title that one alone has.
pub(crate) fn find(conn: &Connection, name: &str) -> Result<String> {
    let by_id = conn
        .query_row("SELECT id FROM shown_activity WHERE id = ?1", [name], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(id) = by_id {
        return Ok(id);
    }
    let mut statement = conn.prepare_cached(
        "SELECT id, coalesce(date_from, '') || ' ' || title FROM shown_activity WHERE title = ?1 ORDER BY date_from, id",
    )?;
    let found: Vec<(String, String)> = statement
        .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    match found.as_slice() {
        [] => Err(missing(name)),
        [(id, _)] => Ok(id.clone()),
        several => Err(LedgerError::Ambiguous {
            what: "activity",
            name: name.to_owned(),
            candidates: several.iter().map(|(_, shown)| shown.clone()).collect(),
        }),
    }
}

/// Every activity, or the one with this id.
fn all(conn: &Connection, id: Option<&str>) -> Result<Vec<Activity>> {
    let condition = if id.is_some() { "a.id = ?1" } else { "?1 IS NULL" };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT a.id, a.title, a.date_from, a.date_to, a.place, a.host_dept, a.confidence, a.reasons, a.joins
         FROM shown_activity a WHERE {condition} ORDER BY a.date_from IS NULL, a.date_from, a.title, a.id"
    ))?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    let mut at: HashMap<String, usize> = HashMap::new();
    for (n, activity) in found.iter().enumerate() {
        at.insert(activity.id.clone(), n);
    }
    add_items(conn, id, &at, &mut found)?;
    add_links(conn, &at, &mut found)?;
    Ok(found)
}

fn read(row: &SqlRow<'_>) -> Result<Activity> {
    let proposed = row
        .get::<_, Option<f64>>(6)?
        .map(|confidence| -> Result<Proposed> {
            Ok(Proposed {
                confidence,
                reasons: serde_json::from_str(&row.get::<_, String>(7)?)?,
                joins: row.get(8)?,
            })
        })
        .transpose()?;
    Ok(Activity {
        id: row.get(0)?,
        title: row.get(1)?,
        date_from: row.get(2)?,
        date_to: row.get(3)?,
        place: row.get(4)?,
        host_dept: row.get(5)?,
        proposed,
        items: Vec::new(),
        covers: Vec::new(),
        kinds: Vec::new(),
        links: Vec::new(),
    })
}

fn add_items(
    conn: &Connection,
    id: Option<&str>,
    at: &HashMap<String, usize>,
    found: &mut [Activity],
) -> Result<()> {
    let condition = if id.is_some() {
        "m.activity = ?1"
    } else {
        "?1 IS NULL"
    };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT m.activity, m.item, m.excluded, coalesce(f.kind, 'other'), coalesce(f.scene, 0) FROM shown_member m
         LEFT JOIN item i ON i.id = m.item LEFT JOIN idx.fact f ON f.content = i.content
         WHERE {condition} ORDER BY m.activity, m.position, m.item"
    ))?;
    let mut pictures: HashSet<String> = HashSet::new();
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let activity: String = row.get(0)?;
        if let Some(activity) = at.get(&activity).and_then(|n| found.get_mut(*n)) {
            let item: String = row.get(1)?;
            // Pictures before papers, each in their order.
            let scenes = activity.covers.partition_point(|id| pictures.contains(id));
            if row.get(4)? {
                pictures.insert(item.clone());
                activity.covers.insert(scenes, item.clone());
            } else {
                activity.covers.push(item.clone());
            }
            let kind = Kind::parse(&row.get::<_, String>(3)?).unwrap_or(Kind::Other);
            match activity.kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => activity.kinds.push((kind, 1)),
            }
            activity.items.push(Member {
                item,
                excluded: row.get(2)?,
            });
        }
    }
    for activity in found {
        activity.kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    Ok(())
}

fn add_links(conn: &Connection, at: &HashMap<String, usize>, found: &mut [Activity]) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT l.activity, i.code, i.position FROM link l JOIN indicator i ON i.id = l.indicator
         JOIN setting s ON s.id = 'checklist' AND s.value = i.checklist
         WHERE l.activity IS NOT NULL ORDER BY i.position",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let activity: String = row.get(0)?;
        if let Some(activity) = at.get(&activity).and_then(|n| found.get_mut(*n)) {
            activity.links.push(row.get(1)?);
        }
    }
    Ok(())
}
