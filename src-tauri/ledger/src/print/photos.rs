//! 照片页: the photographs that prove something, each once, with their captions.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use taizhang_model::form::{Block, Fact, Photo};
use taizhang_model::kind::Kind;
use taizhang_pack::Entry;

use super::{FormChoice, Gathered, zh_day};
use crate::error::Result;
use crate::open::Ledger;

/// The activity that a photograph belongs to.
struct Event {
    title: String,
    place: String,
}

impl Ledger {
    pub(super) fn photo_pages(&self, from: &Gathered, choice: &FormChoice) -> Result<Vec<Block>> {
        let events = self.read(events)?;
        let mut photos = Vec::new();
        let mut seen = HashSet::new();
        for one in &from.model.indicators {
            for (entry, caption) in from.files(one) {
                let picture = matches!(entry.kind, Kind::Photo | Kind::Screenshot);
                if picture && seen.insert(entry.sha256) {
                    let event = events.get(&entry.item.to_string());
                    photos.push(photo(entry, caption, event, choice.elements));
                }
            }
        }
        if photos.is_empty() {
            return Ok(vec![
                from.heading("照片页", &from.model.title),
                Block::Text {
                    text: "没有已归类的照片。".to_owned(),
                },
            ]);
        }
        Ok(vec![Block::Photos {
            per_page: if choice.per_page == 0 { 2 } else { choice.per_page },
            photos,
        }])
    }
}

fn photo(entry: &Entry, caption: Option<&str>, event: Option<&Event>, elements: bool) -> Photo {
    let day = entry.on.map(zh_day).unwrap_or_default();
    let title = event.map_or("", |event| event.title.as_str());
    let place = event.map_or("", |event| event.place.as_str());
    if elements {
        return Photo {
            sha256: entry.sha256,
            line: String::new(),
            elements: vec![
                Fact::new("时间", day),
                Fact::new("地点", place),
                Fact::new("人物", ""),
                Fact::new("主题", title),
                Fact::new("背景", ""),
                Fact::new("事由", caption.unwrap_or_default()),
            ],
        };
    }
    let told = caption.unwrap_or(title);
    // A caption that already tells its day is printed as it was written.
    let dated = told.contains('年') && told.contains('日');
    let parts: Vec<&str> = [
        if dated { "" } else { &day },
        if caption.is_none() { place } else { "" },
        told,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    Photo {
        sha256: entry.sha256,
        line: parts.join("，"),
        elements: Vec::new(),
    }
}

/// The first confirmed activity of each item.
fn events(conn: &Connection) -> Result<HashMap<String, Event>> {
    let mut statement = conn.prepare_cached(
        "SELECT m.item, a.title, a.place FROM activity_item m JOIN activity a ON a.id = m.activity
         WHERE a.state = 'confirmed' ORDER BY a.date_from DESC, a.id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let place: Option<String> = row.get(2)?;
        Ok((
            row.get::<_, String>(0)?,
            Event {
                title: row.get(1)?,
                place: place.unwrap_or_default(),
            },
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
