//! Items as they are shown: fields, places and links of many at once.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use taizhang_media::Paper;
use taizhang_model::date::{DateOrigin, Precision};
use taizhang_model::id::Sha256;
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::look::SimilarKind;

use super::{Alike, Item, ItemDetail, Location, PLACES, Presence, Version};
use crate::error::Result;
use crate::sources::places;
use crate::thumbs::{UNSUPPORTED, is_picture};

/// How many items one query asks for.
const CHUNK: usize = 1000;

/// These items, in this order.
pub(super) fn items(conn: &Connection, keys: &[i64]) -> Result<Vec<Item>> {
    let connected: HashMap<String, bool> = places(conn)?
        .into_iter()
        .map(|place| (place.id, place.connected))
        .collect();
    let mut all = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(CHUNK) {
        let list = serde_json::to_string(chunk)?;
        let mut found = fields(conn, &list)?;
        add_places(conn, &list, &connected, &mut found)?;
        add_links(conn, &list, &mut found)?;
        add_activities(conn, &list, &mut found)?;
        all.extend(chunk.iter().filter_map(|key| found.remove(key)));
    }
    Ok(all)
}

fn fields(conn: &Connection, keys: &str) -> Result<HashMap<i64, Item>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.key, i.id, i.title, c.sha256, c.bytes, f.kind, f.format, f.captured_on, f.captured_from,
             f.captured_precision, f.width, f.height, f.duration_s, f.error_code, f.error_message, f.thumb,
             f.text, k.similar_group, k.similar_kind, k.best, v.family, v.best, f.doubts, k.hints
         FROM item i LEFT JOIN content c ON c.key = i.content
         LEFT JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
         LEFT JOIN idx.look k ON k.content = f.content LEFT JOIN idx.version v ON v.content = f.content
         WHERE i.key IN (SELECT value FROM json_each(?1))",
    )?;
    let rows = statement.query_map([keys], |row| Ok((row.get(0)?, field(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn field(row: &Row<'_>) -> rusqlite::Result<Item> {
    let format: String = row.get::<_, Option<String>>(6)?.unwrap_or_default();
    let tried: Option<String> = row.get(15)?;
    let failed = tried.filter(|code| code != "ready");
    let unread: Option<String> = row
        .get::<_, Option<String>>(16)?
        .filter(|code| !matches!(code.as_str(), "ready" | "none" | "unsupported"));
    let facts_error = row
        .get::<_, Option<String>>(13)?
        .map(|code| Ok::<_, rusqlite::Error>((code, row.get::<_, Option<String>>(14)?.unwrap_or_default())))
        .transpose()?;
    Ok(Item {
        id: row.get(1)?,
        title: row.get(2)?,
        kind: word(row, 5, Kind::parse)?.unwrap_or(Kind::Other),
        captured_on: row.get(7)?,
        captured_from: word(row, 8, DateOrigin::parse)?,
        captured_precision: word(row, 9, Precision::parse)?,
        locations: Vec::new(),
        sha256: row
            .get::<_, Option<[u8; 32]>>(3)?
            .map(|bytes| Sha256(bytes).to_string())
            .unwrap_or_default(),
        bytes: row.get::<_, Option<u64>>(4)?.unwrap_or_default(),
        width: row.get(10)?,
        height: row.get(11)?,
        duration_s: row.get(12)?,
        similar: alike(row)?,
        version: version(row)?,
        doubts: list(row, 22)?.into_iter().chain(list(row, 23)?).collect(),
        links: Vec::new(),
        activities: Vec::new(),
        thumb: is_picture(&format) && failed.is_none(),
        error: facts_error.or_else(|| {
            failed
                .filter(|code| code != UNSUPPORTED)
                .map(|code| (code, "no picture can be made".to_owned()))
                .or_else(|| unread.map(|code| (code, "its text can't be read".to_owned())))
        }),
        presence: Presence::Missing,
        format,
    })
}

fn alike(row: &Row<'_>) -> rusqlite::Result<Option<Alike>> {
    let (group, best): (Option<i64>, Option<bool>) = (row.get(17)?, row.get(19)?);
    let kind = word(row, 18, SimilarKind::parse)?;
    Ok(group.zip(kind).map(|(group, kind)| Alike {
        group,
        kind,
        best: best.unwrap_or_default(),
    }))
}

fn version(row: &Row<'_>) -> rusqlite::Result<Option<Version>> {
    let (family, best): (Option<i64>, Option<bool>) = (row.get(20)?, row.get(21)?);
    Ok(family.zip(best).map(|(family, best)| Version { family, best }))
}

/// A list of codes, as JSON; none where nothing is known.
fn list(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let Some(text) = row.get::<_, Option<String>>(column)? else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn word<T>(row: &Row<'_>, column: usize, parse: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<String>>(column)?.as_deref().and_then(parse))
}

fn add_places(
    conn: &Connection,
    keys: &str,
    connected: &HashMap<String, bool>,
    found: &mut HashMap<i64, Item>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT l.item, l.source, l.path_text, l.state = 'present', l.bytes, u.error_code, u.error_message
         FROM {PLACES} LEFT JOIN idx.unread u ON u.location = l.key
         WHERE l.item IN (SELECT value FROM json_each(?1)) ORDER BY l.item, s.position, l.path_text"
    ))?;
    let mut rows = statement.query([keys])?;
    while let Some(row) = rows.next()? {
        let Some(item) = found.get_mut(&row.get(0)?) else {
            continue;
        };
        let source: String = row.get(1)?;
        let presence = if !row.get::<_, bool>(3)? {
            Presence::Missing
        } else if connected.get(&source).copied().unwrap_or_default() {
            Presence::Present
        } else {
            Presence::Disconnected
        };
        item.presence = better(item.presence, presence);
        if item.sha256.is_empty() {
            item.bytes = row.get(4)?;
        }
        if let Some(code) = row.get::<_, Option<String>>(5)? {
            item.error = Some((code, row.get(6)?));
        }
        item.locations.push(Location {
            source,
            path: row.get(2)?,
            presence,
        });
    }
    Ok(())
}

/// The presence of an item that has both: one place with the bytes is enough.
fn better(a: Presence, b: Presence) -> Presence {
    let rank = |presence: &Presence| match presence {
        Presence::Present => 0,
        Presence::Disconnected => 1,
        Presence::Missing => 2,
    };
    std::cmp::min_by_key(a, b, rank)
}

fn add_links(conn: &Connection, keys: &str, found: &mut HashMap<i64, Item>) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT i.key, n.code, n.position FROM item i JOIN evidence k ON k.item = i.id
         JOIN indicator n ON n.id = k.indicator
         JOIN setting t ON t.id = 'checklist' AND t.value = n.checklist
         WHERE i.key IN (SELECT value FROM json_each(?1)) ORDER BY n.position",
    )?;
    let mut rows = statement.query([keys])?;
    while let Some(row) = rows.next()? {
        if let Some(item) = found.get_mut(&row.get(0)?) {
            item.links.push(row.get(1)?);
        }
    }
    Ok(())
}

fn add_activities(conn: &Connection, keys: &str, found: &mut HashMap<i64, Item>) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT i.key, m.activity FROM item i JOIN shown_member m ON m.item = i.id
         WHERE i.key IN (SELECT value FROM json_each(?1)) ORDER BY i.key, m.activity",
    )?;
    let mut rows = statement.query([keys])?;
    while let Some(row) = rows.next()? {
        if let Some(item) = found.get_mut(&row.get(0)?) {
            item.activities.push(row.get(1)?);
        }
    }
    Ok(())
}

/// One item with all that is known.
pub(super) fn detail(conn: &Connection, key: i64) -> Result<ItemDetail> {
    let item = items(conn, &[key])?
        .pop()
        .ok_or_else(|| crate::LedgerError::NotFound {
            what: "item",
            name: key.to_string(),
        })?;
    let (received_at, kind_from, dates, pages, told, orientation) = conn
        .prepare_cached(
            "SELECT i.first_seen, f.kind_from, f.dates, f.pages, p.told, f.orientation FROM item i
             LEFT JOIN content c ON c.key = i.content
             LEFT JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
             LEFT JOIN idx.paper p ON p.content = f.content WHERE i.key = ?1",
        )?
        .query_row([key], |row| {
            Ok((
                row.get(0)?,
                word(row, 1, KindOrigin::parse)?,
                row.get::<_, Option<String>>(2)?.unwrap_or_else(empty),
                row.get(3)?,
                row.get::<_, Option<String>>(4)?,
                row.get(5)?,
            ))
        })?;
    let paper: Option<Paper> = told.map(|told| serde_json::from_str(&told)).transpose()?;
    Ok(ItemDetail {
        item,
        kind_from: kind_from.unwrap_or(KindOrigin::Format),
        dates: serde_json::from_str(&dates)?,
        orientation,
        pages,
        paper,
        received_at,
        modified_at: modified_at(conn, key)?,
        revisions: revisions(conn, key)?,
    })
}

fn empty() -> String {
    "[]".to_owned()
}

fn modified_at(conn: &Connection, key: i64) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT l.mtime_ns FROM {PLACES} WHERE l.item = ?1
         ORDER BY l.state = 'present' DESC, s.position, l.path_text LIMIT 1"
    ))?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let time = jiff::Timestamp::from_nanosecond(i128::from(row.get::<_, i64>(0)?)).ok();
    Ok(time.map(|time| format!("{time:.0}")))
}

fn revisions(conn: &Connection, key: i64) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.sha256 FROM revision r JOIN content c ON c.key = r.content WHERE r.item = ?1
         ORDER BY r.replaced_at DESC, c.key DESC",
    )?;
    let rows = statement.query_map([key], |row| Ok(Sha256(row.get(0)?).to_string()))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
