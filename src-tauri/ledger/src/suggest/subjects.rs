//! Items and activities as `model::suggest` looks at them.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, Row, ToSql};
use taizhang_model::kind::Kind;
use taizhang_model::suggest::Subject;

use super::About;
use crate::error::Result;

/// How much of a document's text is looked at; titles and what a paper is about stand at its beginning.
const TEXT: usize = 600;
/// How many names, folders and titles of an activity are looked at.
const MANY: usize = 24;

/// A folder that holds less than one item in so many says nothing of their activity.
const FEW: usize = 8;

/// A subject with what it is about.
pub(super) struct Known {
    pub(super) about: About,
    /// Source and path of an item.
    pub(super) place: Option<(String, String)>,
    pub(super) subject: Subject,
    /// The first day that an activity, or one of its items, tells of itself: of pictures out of a chat the day they were saved.
    pub(super) came: Option<Date>,
}

/// Items `i` with a place, and what is known of each.
const FIELDS: &str =
    "i.id, i.title, l.source, l.path_text, f.kind, f.captured_on, p.doc_title, substr(t.text, 1, 600),
    (SELECT group_concat(k.caption, char(10)) FROM link k WHERE k.item = i.id AND k.caption IS NOT NULL)";
const ITEMS: &str = "item i
    JOIN location l ON l.key = (SELECT q.key FROM location q JOIN source s ON s.id = q.source AND s.removed_at IS NULL
        WHERE q.item = i.key ORDER BY q.state <> 'present', s.position, q.path_text LIMIT 1)
    LEFT JOIN idx.fact f ON f.content = i.content
    LEFT JOIN idx.paper p ON p.content = i.content
    LEFT JOIN idx.text t ON t.content = i.content";

/// The subjects asked for; none named: every activity, then every item in none, in path order.
pub(super) fn subjects(conn: &Connection, about: &[About]) -> Result<Vec<Known>> {
    if about.is_empty() {
        let mut all = activities(conn, "1", &[])?;
        all.extend(items(
            conn,
            "coalesce(f.kind, 'other') <> 'junk'
             AND i.id NOT IN (SELECT m.item FROM shown_member m)",
            &[],
        )?);
        return Ok(all);
    }
    let mut all = Vec::new();
    for one in about {
        all.extend(match one {
            About::Item(id) => items(conn, "i.id = ?1", &[id])?,
            About::Activity(id) => activities(conn, "a.id = ?1", &[id])?,
        });
    }
    Ok(all)
}

/// Items that meet a condition.
pub(super) fn items(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<Known>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {FIELDS} FROM {ITEMS} WHERE {condition} ORDER BY l.path_text, i.key"
    ))?;
    let rows = statement.query_map(values, |row| {
        let path: String = row.get(3)?;
        let item = Item::of(row)?;
        Ok(Known {
            about: About::Item(row.get(0)?),
            place: Some((row.get(2)?, path)),
            came: item.day,
            subject: item.alone(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Activities that meet a condition, with what is known of their items.
pub(super) fn activities(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<Known>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT a.id, a.title, a.date_from, a.date_to, a.place, a.host_dept FROM shown_activity a
         WHERE {condition} ORDER BY a.date_from, a.id"
    ))?;
    let mut members = conn.prepare_cached(&format!(
        "SELECT {FIELDS} FROM shown_member m JOIN {ITEMS} WHERE i.id = m.item AND m.activity = ?1
         ORDER BY m.position, m.item"
    ))?;
    let mut rows = statement.query(values)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let (from, to) = (day(row.get(2)?), day(row.get(3)?));
        let mut subject = Subject {
            title: row.get(1)?,
            place: row.get(4)?,
            depts: row.get::<_, Option<String>>(5)?.into_iter().collect(),
            days: from.or(to).zip(to.or(from)),
            activity: true,
            ..Subject::default()
        };
        let items: Vec<Item> = members
            .query_map([&id], Item::of)?
            .collect::<rusqlite::Result<_>>()?;
        let usual = usual_folders(&items);
        let came = from.or_else(|| items.iter().filter_map(|item| item.day).min());
        for mut item in items {
            item.folders.retain(|folder| usual.contains(folder));
            item.join(&mut subject);
        }
        all.push(Known {
            about: About::Activity(id),
            place: None,
            subject,
            came,
        });
    }
    Ok(all)
}

/// The folders that enough of an activity's items lie in to say what it is: one copy lies anywhere.
fn usual_folders(items: &[Item]) -> HashSet<String> {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for folder in items.iter().flat_map(|item| &item.folders) {
        *counts.entry(folder).or_default() += 1;
    }
    let usual = counts.into_iter().filter(|(_, count)| count * FEW >= items.len());
    usual.map(|(folder, _)| folder.clone()).collect()
}

/// What is known of one item.
struct Item {
    name: String,
    folders: Vec<String>,
    kind: Option<Kind>,
    day: Option<Date>,
    paper: Option<String>,
    text: Option<String>,
    captions: Option<String>,
}

impl Item {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let path: String = row.get(3)?;
        let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
        folders.pop();
        Ok(Self {
            name: row.get(1)?,
            folders,
            kind: row.get::<_, Option<String>>(4)?.as_deref().and_then(Kind::parse),
            day: day(row.get(5)?),
            paper: row.get(6)?,
            text: row.get(7)?,
            captions: row.get(8)?,
        })
    }

    fn captions(&self) -> impl Iterator<Item = String> {
        self.captions
            .iter()
            .flat_map(|text| text.lines())
            .map(str::to_owned)
    }

    fn alone(self) -> Subject {
        Subject {
            captions: self.captions().collect(),
            title: self.name,
            folders: self.folders,
            papers: self.paper.into_iter().collect(),
            text: self.text.unwrap_or_default(),
            days: self.day.map(|day| (day, day)),
            kinds: self.kind.into_iter().collect(),
            ..Subject::default()
        }
    }

    /// Adds itself to what is known of its activity.
    fn join(self, subject: &mut Subject) {
        let captions: Vec<String> = self.captions().collect();
        add(&mut subject.captions, captions);
        add(&mut subject.folders, self.folders);
        add(&mut subject.names, [self.name]);
        add(&mut subject.papers, self.paper);
        if let Some(kind) = self.kind.filter(|kind| !subject.kinds.contains(kind)) {
            subject.kinds.push(kind);
        }
        if let Some(text) = self.text.filter(|_| subject.text.chars().count() < 3 * TEXT) {
            subject.text.push('\n');
            subject.text.push_str(&text);
        }
    }
}

fn add(list: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    let known: HashSet<String> = list.iter().cloned().collect();
    let room = MANY.saturating_sub(list.len());
    list.extend(more.into_iter().filter(|text| !known.contains(text)).take(room));
}

fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}
