//! Captions (图片说明) that activities give to what is linked of them.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use taizhang_model::caption::{Told, of_activity};

use crate::error::Result;
use crate::open::{Ledger, columns};
use crate::operation::Operation;
use crate::row::Asserted;

/// Links `l` without a caption to an activity, or to a picture, film or sound of one confirmed activity alone, with the activity.
const WITHOUT: &str =
    "SELECT l.id, coalesce(l.activity, (SELECT min(m.activity) FROM activity_item m WHERE m.item = l.item))
     FROM link l JOIN indicator i ON i.id = l.indicator
     LEFT JOIN item t ON t.id = l.item LEFT JOIN idx.fact f ON f.content = t.content
     WHERE l.caption IS NULL AND (l.activity IS NOT NULL
         OR f.scene AND (SELECT count(*) FROM activity_item m WHERE m.item = l.item) = 1)";

impl Ledger {
    /// Gives links without a caption that of their activity, as one operation: links of an indicator, or of the current
    /// checklist. Answers how many; none is no operation.
    pub fn fill_captions(&self, indicator: Option<&str>) -> Result<Option<(u32, Operation)>> {
        let (checklist, _) = self.checklist(None)?;
        let wanted = self.read(|conn| {
            let mut statement = conn.prepare_cached(&format!(
                "{WITHOUT} AND i.checklist = ?1 AND (?2 IS NULL OR i.id = ?2) ORDER BY i.position, l.position"
            ))?;
            let rows =
                statement.query_map((&checklist.id, indicator), |row| Ok((row.get(0)?, row.get(1)?)))?;
            let links: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
            let mut wanted = Vec::new();
            for (link, activity) in links {
                wanted.extend(of(conn, &activity)?.map(|caption| (link, caption)));
            }
            Ok(wanted)
        })?;
        let count = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
        if wanted.is_empty() {
            return Ok(None);
        }
        let ((), done) = self.edit("caption_fill", &[count.to_string()], |editing| {
            wanted.iter().try_for_each(|(link, caption)| {
                editing.update(Asserted::Link, link, &columns([("caption", json!(caption))]))
            })
        })?;
        Ok(Some((count, done)))
    }
}

/// The caption that an activity gives; none where it has no title.
pub(crate) fn of(conn: &Connection, activity: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT a.title, a.date_from, a.date_to, a.place, a.host_dept,
             coalesce((SELECT value FROM setting WHERE id = 'unit'), '')
         FROM shown_activity a WHERE a.id = ?1",
    )?;
    let told = statement
        .query_row([activity], |row| {
            let text = |n| row.get::<_, Option<String>>(n);
            Ok((text(0)?, text(1)?, text(2)?, text(3)?, text(4)?, text(5)?))
        })
        .optional()?;
    let Some((title, from, to, place, dept, unit)) = told else {
        return Ok(None);
    };
    let day = |text: Option<String>| text.and_then(|text| text.parse::<Date>().ok());
    let caption = of_activity(&Told {
        unit: unit.as_deref().unwrap_or_default(),
        title: title.as_deref().unwrap_or_default(),
        from: day(from),
        to: day(to),
        place: place.as_deref(),
        dept: dept.as_deref(),
    });
    Ok(Some(caption).filter(|caption| !caption.is_empty()))
}

/// The caption that a link without one would get.
pub(crate) fn proposed(conn: &Connection, link: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached(&format!("{WITHOUT} AND l.id = ?1"))?;
    let activity: Option<String> = statement.query_row([link], |row| row.get(1)).optional()?;
    match activity {
        Some(activity) => of(conn, &activity),
        None => Ok(None),
    }
}
