//! Facts of a content, in the index.

use rusqlite::{Connection, params};
use taizhang_media::Facts;
use taizhang_model::id::Sha256;

use crate::error::Result;

/// Puts facts into the index, to be weighed with what lies around the file; what the workers found in the same bytes stays.
pub(crate) fn put(conn: &Connection, content: i64, sha256: Sha256, facts: &Facts) -> Result<()> {
    forget_other(conn, content, sha256)?;
    let (width, height) = as_seen(facts);
    let error = facts.error.as_ref();
    conn.prepare_cached(
        "INSERT INTO idx.fact (content, sha256, kind, kind_from, own_kind, own_kind_from, scene, format, width, height, orientation, duration_s, pages,
             dates, doubts, error_code, error_message)
         VALUES (?1, ?2, ?3, ?4, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
         ON CONFLICT (content) DO UPDATE SET
             kind = excluded.kind, kind_from = excluded.kind_from, own_kind = excluded.own_kind,
             own_kind_from = excluded.own_kind_from, scene = excluded.scene, format = excluded.format,
             width = excluded.width, height = excluded.height, orientation = excluded.orientation,
             duration_s = excluded.duration_s, pages = excluded.pages, dates = excluded.dates,
             doubts = excluded.doubts, error_code = excluded.error_code, error_message = excluded.error_message,
             settled = 0",
    )?
    .execute(params![
        content,
        sha256.0,
        facts.kind.as_str(),
        facts.kind_from.as_str(),
        facts.is_scene(),
        facts.format,
        width,
        height,
        facts.orientation,
        facts.duration_s,
        facts.pages,
        serde_json::to_string(&facts.dates)?,
        serde_json::to_string(&facts.doubts)?,
        error.map(|e| &e.code),
        error.map(|e| &e.message),
    ])?;
    Ok(())
}

/// The index may be of another ledger, whose keys mean other bytes.
fn forget_other(conn: &Connection, content: i64, sha256: Sha256) -> Result<()> {
    let other: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM idx.fact WHERE content = ?1 AND sha256 <> ?2)")?
        .query_row(params![content, sha256.0], |row| row.get(0))?;
    if other {
        for table in ["fact", "text", "paper", "look"] {
            conn.execute(&format!("DELETE FROM idx.{table} WHERE content = ?1"), [content])?;
        }
    }
    Ok(())
}

/// Width and height after the EXIF orientation: 5 to 8 lie on their side.
fn as_seen(facts: &Facts) -> (Option<u32>, Option<u32>) {
    match facts.orientation {
        Some(5..=8) => (facts.height, facts.width),
        _ => (facts.width, facts.height),
    }
}
