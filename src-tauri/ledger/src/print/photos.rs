//! 照片页: the photographs that prove something, each once, under its indicator, with their captions.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use taizhang_model::form::{Block, Fact, Photo};
use taizhang_model::kind::Kind;
use taizhang_pack::Entry;

use super::caption::{Elements, elements};
use super::{FormChoice, Gathered, zh_day};
use crate::error::Result;

/// The activity that a photograph belongs to.
pub(super) struct Event {
    pub(super) title: String,
    place: String,
}

/// Each indicator begins on a page of its own, whose heading names it.
pub(super) fn pages(from: &Gathered, choice: &FormChoice) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut seen = HashSet::new();
    for one in &from.model.indicators {
        let mut photos = Vec::new();
        for (entry, caption) in from.files(one) {
            let picture = matches!(entry.kind, Kind::Photo | Kind::Screenshot);
            if picture && seen.insert(entry.sha256) {
                let event = from.events.get(&entry.item.to_string());
                photos.push(photo(entry, caption, event, choice.elements));
            }
        }
        if photos.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::Break);
        }
        blocks.push(Block::Photos {
            heading: format!("{} {}", one.code, one.title),
            per_page: if choice.per_page == 0 { 2 } else { choice.per_page },
            photos,
        });
    }
    if blocks.is_empty() {
        blocks.push(from.heading("照片页", &from.model.title));
        blocks.push(Block::Text {
            text: "没有已归类的照片。".to_owned(),
        });
    }
    blocks
}

fn photo(entry: &Entry, caption: Option<&str>, event: Option<&Event>, six: bool) -> Photo {
    let day = entry.on.map(zh_day).unwrap_or_default();
    let title = event.map_or("", |event| event.title.as_str());
    let place = event.map_or("", |event| event.place.as_str());
    let caption = caption.map(str::trim).filter(|told| !told.is_empty());
    if six {
        let told = caption.map(elements).unwrap_or_default();
        let or = |told: String, else_: &str| if told.is_empty() { else_.to_owned() } else { told };
        let Elements {
            time,
            place: at,
            people,
            theme,
            background,
            matter,
        } = told;
        let facts = [
            ("时间", or(time, &day)),
            ("地点", or(at, place)),
            ("人物", people),
            ("主题", or(theme, title)),
            ("背景", background),
            ("事由", matter),
        ];
        return Photo {
            sha256: entry.sha256,
            line: String::new(),
            elements: facts
                .into_iter()
                .map(|(name, value)| Fact::new(name, value))
                .collect(),
        };
    }
    let told = caption.unwrap_or(title);
    // A caption that already tells its day is printed as it was written.
    let dated = told.contains('年') && told.contains('月');
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
pub(super) fn events(conn: &Connection) -> Result<HashMap<String, Event>> {
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
