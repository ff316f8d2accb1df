//! Facts of a content, in the index.

use rusqlite::{Connection, params};
use taizhang_media::Facts;
use taizhang_model::date::{DateFact, DateOrigin, Precision};
use taizhang_model::id::Sha256;

use crate::error::Result;

/// Puts facts into the index; a thumbnail that was tried for the same bytes stays tried.
pub(crate) fn put(conn: &Connection, content: i64, sha256: Sha256, facts: &Facts) -> Result<()> {
    let best = best(&facts.dates);
    let (width, height) = as_seen(facts);
    let error = facts.error.as_ref();
    conn.prepare_cached(
        "INSERT INTO idx.fact (content, sha256, kind, kind_from, format, captured_on, captured_at, captured_from,
             captured_precision, width, height, orientation, duration_s, pages, dates, doubts, error_code,
             error_message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT (content) DO UPDATE SET
             thumb = CASE WHEN fact.sha256 = excluded.sha256 THEN fact.thumb END,
             sha256 = excluded.sha256, kind = excluded.kind, kind_from = excluded.kind_from,
             format = excluded.format, captured_on = excluded.captured_on, captured_at = excluded.captured_at,
             captured_from = excluded.captured_from, captured_precision = excluded.captured_precision,
             width = excluded.width, height = excluded.height, orientation = excluded.orientation,
             duration_s = excluded.duration_s, pages = excluded.pages, dates = excluded.dates,
             doubts = excluded.doubts, error_code = excluded.error_code, error_message = excluded.error_message",
    )?
    .execute(params![
        content,
        sha256.0,
        facts.kind.as_str(),
        facts.kind_from.as_str(),
        facts.format,
        best.and_then(capture_day),
        best.map(|date| &date.value),
        best.map(|date| date.from.as_str()),
        best.map(|date| date.precision.as_str()),
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

/// The date to show: the best one that tells a day of its own; where none does, the best one at all.
fn best(dates: &[DateFact]) -> Option<&DateFact> {
    dates
        .iter()
        .find(|date| capture_day(date).is_some())
        .or_else(|| dates.first())
}

/// The day that a date tells. The file system's time tells none: copying changes it.
fn capture_day(date: &DateFact) -> Option<String> {
    let tells =
        date.from != DateOrigin::Mtime && matches!(date.precision, Precision::Instant | Precision::Day);
    date.day().filter(|_| tells).map(|day| day.to_string())
}

/// Width and height after the EXIF orientation: 5 to 8 lie on their side.
fn as_seen(facts: &Facts) -> (Option<u32>, Option<u32>) {
    match facts.orientation {
        Some(5..=8) => (facts.height, facts.width),
        _ => (facts.width, facts.height),
    }
}

#[cfg(test)]
mod tests {
    use taizhang_model::date::Meaning;

    use super::*;

    fn date(value: &str, precision: Precision, from: DateOrigin) -> DateFact {
        DateFact {
            value: value.to_owned(),
            precision,
            from,
            meaning: Meaning::Taken,
        }
    }

    #[test]
    fn the_best_day_is_the_first_that_is_one() {
        let exif = date(
            "2026-04-03T09:14:22+08:00",
            Precision::Instant,
            DateOrigin::ExifOriginal,
        );
        let folder = date("2026-04", Precision::Month, DateOrigin::Folder);
        let saved = date("2026-05-01", Precision::Day, DateOrigin::NameSaved);
        let mtime = date("2026-06-01T00:00:00", Precision::Instant, DateOrigin::Mtime);
        let day = |dates: &[DateFact]| best(dates).and_then(capture_day);
        assert_eq!(day(&[exif, saved.clone(), mtime.clone()]).unwrap(), "2026-04-03");
        assert_eq!(
            day(&[folder.clone(), saved, mtime.clone()]).unwrap(),
            "2026-05-01"
        );
        assert_eq!(day(&[folder.clone(), mtime.clone()]), None);
        assert_eq!(best(&[folder.clone(), mtime.clone()]), Some(&folder));
        assert_eq!(day(std::slice::from_ref(&mtime)), None);
        assert_eq!(best(std::slice::from_ref(&mtime)), Some(&mtime));
        assert_eq!(best(&[]), None);
    }
}
