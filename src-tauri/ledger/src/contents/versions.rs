//! Versions of one document among all documents.

use jiff::civil::DateTime;
use rusqlite::{Connection, Row, params};
use taizhang_media::paper::has_text;
use taizhang_model::version::{Draft, families};

use crate::Ledger;
use crate::error::Result;

/// The row of `idx.weighed` that stands while documents may have new versions.
pub(super) const STALE_VERSIONS: &str = "versions";

impl Ledger {
    /// Finds the versions of documents anew, if something is known now that was not when they were found last.
    pub(super) fn group_versions(&self) -> Result<()> {
        let documents = self.read(|conn| {
            let stale: bool = conn.query_row(
                "SELECT EXISTS (SELECT 1 FROM idx.weighed WHERE what = ?1)",
                [STALE_VERSIONS],
                |row| row.get(0),
            )?;
            if stale {
                documents(conn).map(Some)
            } else {
                Ok(None)
            }
        })?;
        let Some(documents) = documents else {
            return Ok(());
        };
        let (contents, drafts): (Vec<i64>, Vec<Draft>) = documents.into_iter().unzip();
        let families = families(&drafts);
        self.write(|tx| {
            tx.execute("DELETE FROM idx.version", [])?;
            let mut put =
                tx.prepare_cached("INSERT INTO idx.version (content, family, best) VALUES (?1, ?2, ?3)")?;
            for family in &families {
                let of = |member: &usize| contents.get(*member).copied();
                let first = family.members.first().and_then(of);
                for member in &family.members {
                    put.execute(params![of(member), first, *member == family.best])?;
                }
            }
            tx.execute("DELETE FROM idx.weighed WHERE what = ?1", [STALE_VERSIONS])?;
            Ok(())
        })
    }
}

/// Every document that is there, by its first place.
fn documents(conn: &Connection) -> Result<Vec<(i64, Draft)>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.key, l.source, l.path_text, l.mtime_ns, p.pieces, f.format FROM idx.fact f
         JOIN content c ON c.key = f.content AND c.sha256 = f.sha256
         JOIN location l ON l.content = c.key AND l.state = 'present'
         LEFT JOIN idx.paper p ON p.content = c.key
         WHERE f.kind <> 'junk' AND NOT f.scene ORDER BY c.key, l.source, l.path_text",
    )?;
    let mut rows = statement.query([])?;
    let mut all: Vec<(i64, Draft)> = Vec::new();
    while let Some(row) = rows.next()? {
        let content = row.get(0)?;
        let known = all.last().is_some_and(|(last, _)| *last == content);
        if !known && has_text(row.get_ref(5)?.as_str().unwrap_or_default()) {
            all.push((content, draft(row)?));
        }
    }
    Ok(all)
}

fn draft(row: &Row<'_>) -> Result<Draft> {
    let path: String = row.get(2)?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let pieces: Option<Vec<u8>> = row.get(4)?;
    Ok(Draft {
        name: name.to_owned(),
        folder: format!("{}/{folder}", row.get::<_, String>(1)?),
        modified: modified(row.get(3)?),
        text: pieces
            .iter()
            .flat_map(|pieces| pieces.chunks_exact(8))
            .map(|piece| piece.try_into().map_or(0, u64::from_be_bytes))
            .collect(),
    })
}

fn modified(mtime_ns: i64) -> Option<DateTime> {
    let time = jiff::Timestamp::from_nanosecond(i128::from(mtime_ns)).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(time))
}
