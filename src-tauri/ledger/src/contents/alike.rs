//! Groups of look-alikes among all pictures.

use jiff::civil::DateTime;
use rusqlite::{Connection, params};
use taizhang_model::date::{DateFact, DateOrigin, Precision};
use taizhang_model::look::{Seen, Similar, group, near_pairs};

use crate::Ledger;
use crate::error::Result;

/// A picture as the index has it.
struct Picture {
    content: i64,
    phash: [u64; 4],
    sketch: Vec<u8>,
    sharpness: u32,
    width: u32,
    height: u32,
    bytes: u64,
    taken: Option<DateTime>,
    named: Option<DateTime>,
}

impl Ledger {
    /// Finds look-alikes anew, if a picture came that was not compared with the others yet.
    pub(super) fn group_look_alikes(&self) -> Result<()> {
        let pictures = self.read(|conn| {
            let new: bool = conn.query_row(
                "SELECT EXISTS (SELECT 1 FROM idx.look WHERE grouped = 0)",
                [],
                |row| row.get(0),
            )?;
            if new { pictures(conn).map(Some) } else { Ok(None) }
        })?;
        let Some(pictures) = pictures else {
            return Ok(());
        };
        let hashes: Vec<[u64; 4]> = pictures.iter().map(|picture| picture.phash).collect();
        let seen: Vec<Seen<'_>> = pictures
            .iter()
            .map(|picture| Seen {
                sketch: &picture.sketch,
                sharpness: picture.sharpness,
                width: picture.width,
                height: picture.height,
                bytes: picture.bytes,
                taken: picture.taken,
                named: picture.named,
            })
            .collect();
        let groups = group(&seen, &near_pairs(&hashes));
        self.write(|tx| {
            tx.execute(
                "UPDATE idx.look SET grouped = 1, similar_group = NULL, similar_kind = NULL, best = NULL
                 WHERE grouped = 0 OR similar_group IS NOT NULL",
                [],
            )?;
            let mut put = tx.prepare_cached(
                "UPDATE idx.look SET similar_group = ?2, similar_kind = ?3, best = ?4 WHERE content = ?1",
            )?;
            for (picture, similar) in pictures.iter().zip(groups) {
                let Some(Similar { group, kind, best }) = similar else {
                    continue;
                };
                let first = pictures.get(group).map(|first| first.content);
                put.execute(params![picture.content, first, kind.as_str(), best])?;
            }
            Ok(())
        })
    }
}

fn pictures(conn: &Connection) -> Result<Vec<Picture>> {
    let mut statement = conn.prepare_cached(
        "SELECT k.content, k.phash, k.sketch, json_extract(k.measures, '$.sharpness'), f.width, f.height, c.bytes, f.dates
         FROM idx.look k JOIN content c ON c.key = k.content
         JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
         WHERE k.phash IS NOT NULL AND f.width > 0 AND f.height > 0
             AND EXISTS (SELECT 1 FROM location l WHERE l.content = c.key AND l.state = 'present')
         ORDER BY k.content",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let dates: Vec<DateFact> = serde_json::from_str(row.get_ref(7)?.as_str().unwrap_or_default())?;
        all.push(Picture {
            content: row.get(0)?,
            phash: turns(row.get_ref(1)?.as_blob().unwrap_or_default()),
            sketch: row.get(2)?,
            sharpness: row.get(3)?,
            width: row.get(4)?,
            height: row.get(5)?,
            bytes: row.get(6)?,
            taken: time(&dates, &[DateOrigin::ExifOriginal, DateOrigin::Container]),
            named: time(&dates, &[DateOrigin::NameTaken, DateOrigin::NameSaved]),
        });
    }
    Ok(all)
}

fn turns(bytes: &[u8]) -> [u64; 4] {
    let mut turns = [0; 4];
    for (turn, hash) in turns.iter_mut().zip(bytes.chunks_exact(8)) {
        *turn = hash.try_into().map_or(0, u64::from_be_bytes);
    }
    turns
}

/// The first time that one of these tells to the second.
fn time(dates: &[DateFact], of: &[DateOrigin]) -> Option<DateTime> {
    let camera = dates
        .iter()
        .find(|date| date.precision == Precision::Instant && of.contains(&date.from))?;
    let wall = camera.value.get(..19).unwrap_or(&camera.value);
    let seconds: DateTime = wall.parse().ok()?;
    // Parts of a second, where they were written.
    let parts = camera.value.get(19..).and_then(|rest| rest.strip_prefix('.'));
    let digits: String = parts
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    format!("{seconds}.{digits:0<3}").parse().ok().or(Some(seconds))
}
