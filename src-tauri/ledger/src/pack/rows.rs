//! Links as the tables hold them, with what stands behind each.

use std::path::PathBuf;

use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_media::paper::has_text;
use taizhang_model::date::DateFact;
use taizhang_model::kind::Kind;

use crate::error::Result;

/// One link with what stands behind it; a linked activity gives one row per member.
pub(super) struct LinkedRow {
    pub(super) indicator: String,
    pub(super) external: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) requirement: Option<String>,
    /// What the link was made to.
    pub(super) linked_sha: Option<String>,
    /// The day an external reference was seen.
    pub(super) seen_on: Option<Date>,
    pub(super) item: Option<ItemRow>,
}

pub(super) struct ItemRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) content: Option<(Vec<u8>, u64)>,
    pub(super) kind: Option<Kind>,
    pub(super) format: Option<String>,
    pub(super) on: Option<Date>,
    pub(super) dates: Vec<DateFact>,
    /// Keys of the item and of its content.
    pub(super) row: i64,
    pub(super) key: Option<i64>,
    /// Whether its facts, and the text of a document, were looked for: a mark in one that was not would go unseen.
    pub(super) read: bool,
    /// Where it lies: absolute path and path to show.
    pub(super) places: Vec<(PathBuf, String)>,
}

/// Every link in order. The caption of an activity is that of its pictures; its papers have names of their own.
pub(super) fn rows(conn: &Connection, checklist: &str) -> Result<Vec<LinkedRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.indicator, l.external,
         CASE WHEN l.activity IS NULL OR f.scene THEN coalesce(l.caption, a.title) END, l.content, t.id, t.title, c.sha256, c.bytes, f.kind, f.format,
         f.captured_on, f.dates, t.key, r.wanted, r.quote, c.key, f.text IS NOT NULL, l.seen_on
         FROM link l JOIN indicator i ON i.id = l.indicator
         LEFT JOIN requirement r ON r.id = l.requirement
         LEFT JOIN activity_item m ON m.activity = l.activity AND m.excluded = 0
         LEFT JOIN activity a ON a.id = l.activity
         LEFT JOIN item t ON t.id = coalesce(l.item, m.item)
         LEFT JOIN content c ON c.key = t.content
         LEFT JOIN idx.fact f ON f.content = c.key
         WHERE i.checklist = ?1 ORDER BY i.position, l.position, l.id, m.position, m.id",
    )?;
    let mut rows = statement.query([checklist])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: Option<String> = row.get(4)?;
        let item = id
            .map(|id| -> Result<ItemRow> {
                let sha: Option<Vec<u8>> = row.get(6)?;
                let dates: Option<String> = row.get(11)?;
                let text_told: bool = row.get(16)?;
                Ok(ItemRow {
                    id,
                    title: row.get(5)?,
                    content: sha.zip(row.get::<_, Option<u64>>(7)?),
                    kind: row.get::<_, Option<String>>(8)?.as_deref().and_then(Kind::parse),
                    format: row.get(9)?,
                    on: row
                        .get::<_, Option<String>>(10)?
                        .and_then(|text| text.parse().ok()),
                    dates: dates
                        .map(|text| serde_json::from_str(&text))
                        .transpose()?
                        .unwrap_or_default(),
                    row: row.get(12)?,
                    key: row.get(15)?,
                    read: row
                        .get::<_, Option<String>>(9)?
                        .is_some_and(|format| text_told || !has_text(&format)),
                    places: places(conn, row.get(12)?)?,
                })
            })
            .transpose()?;
        all.push(LinkedRow {
            indicator: row.get(0)?,
            external: row.get(1)?,
            caption: row.get(2)?,
            requirement: requirement_name(row.get(13)?, row.get(14)?)?,
            linked_sha: row.get(3)?,
            seen_on: row
                .get::<_, Option<String>>(17)?
                .and_then(|text| text.parse().ok()),
            item,
        });
    }
    Ok(all)
}

/// Names of the wanted material, else the sentence.
fn requirement_name(wanted: Option<String>, quote: Option<String>) -> Result<Option<String>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let wanted: crate::indicator::Wanted = serde_json::from_str(&wanted)?;
    let names = wanted.evidence_names();
    Ok(if names.is_empty() { quote } else { Some(names) })
}

fn places(conn: &Connection, item: i64) -> Result<Vec<(PathBuf, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT s.path, p.path, p.path_text FROM location p JOIN source s ON s.id = p.source
         JOIN item t ON t.key = p.item
         WHERE p.item = ?1 AND p.state = 'present' AND s.removed_at IS NULL AND p.content IS t.content ORDER BY p.key",
    )?;
    let mut rows = statement.query([item])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let base: Vec<u8> = row.get(0)?;
        let path: Vec<u8> = row.get(1)?;
        let root = crate::sources::whole(conn, &base)?;
        all.push((root.join(crate::place::from_bytes(&path)), row.get(2)?));
    }
    Ok(all)
}
