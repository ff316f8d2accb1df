//! Activities, indicators and people that fit: few enough to be looked at one by one.

use rusqlite::Connection;
use taizhang_model::search::{Word, folded, marks};

use super::initials::stand_in;
use super::{Hit, is_letters, title_marks};
use crate::checklist::find;
use crate::error::Result;

/// How well texts hold every word: 0 when one is in none, more for words at the beginning of the first text.
fn fit(fields: &[&str], texts: &[&str]) -> u32 {
    let lower: Vec<String> = fields.iter().map(|field| folded(field).collect()).collect();
    let mut points = u32::MAX;
    for text in texts {
        let wanted: String = folded(text).collect();
        let at = lower.iter().position(|field| field.contains(&wanted));
        let one = match at {
            Some(0) if lower.first().is_some_and(|field| *field == wanted) => 5,
            Some(0) if lower.first().is_some_and(|field| field.starts_with(&wanted)) => 4,
            Some(0) => 3,
            Some(_) => 1,
            None if is_letters(&wanted) => {
                let at = fields.iter().position(|field| stand_in(field, &wanted).is_some());
                at.map_or(0, |at| if at == 0 { 2 } else { 1 })
            }
            None => 0,
        };
        points = points.min(one);
    }
    points
}

fn best(mut all: Vec<(u32, Hit)>, limit: usize) -> Vec<Hit> {
    all.retain(|one| one.0 > 0);
    // Equal ones stay in their order.
    all.sort_by_key(|one| std::cmp::Reverse(one.0));
    all.into_iter().take(limit).map(|one| one.1).collect()
}

/// Activities by title, place, department, or by the days that a word means.
pub(super) fn activities(conn: &Connection, words: &[Word], limit: usize) -> Result<Vec<Hit>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, title, coalesce(place, ''), coalesce(host_dept, ''), date_from FROM shown_activity
         ORDER BY date_from DESC, id",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    while let Some(row) = rows.next()? {
        let (title, place, dept): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let day: Option<String> = row.get(4)?;
        let on: Option<jiff::civil::Date> = day.as_deref().and_then(|day| day.parse().ok());
        let points = words
            .iter()
            .map(|word| {
                let meant = on.is_some_and(|day| word.periods.iter().any(|period| period.contains(day)));
                fit(&[&title, &place, &dept], &[word.text.as_str()]).max(u32::from(meant))
            })
            .min();
        let more = [place, dept]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        all.push((
            points.unwrap_or_default(),
            Hit {
                id: row.get(0)?,
                marks: title_marks(&title, &texts),
                more_marks: marks(&more, &texts),
                title,
                more,
                day,
                ..Hit::default()
            },
        ));
    }
    Ok(best(all, limit))
}

/// Indicators of the current checklist by title, code, content, department.
pub(super) fn indicators(conn: &Connection, texts: &[&str], limit: usize) -> Result<Vec<Hit>> {
    let checklist = find(conn, None)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, code, title, coalesce(lead_dept, ''), coalesce(content, quote) FROM indicator
         WHERE checklist = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([&checklist.id])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (code, title): (String, String) = (row.get(1)?, row.get(2)?);
        let (dept, content): (String, String) = (row.get(3)?, row.get(4)?);
        // A code is typed to be found by it: it comes before words of others.
        let by_code = texts.len() == 1 && texts.first().is_some_and(|text| code.starts_with(text));
        let points = fit(&[&title, &code, &dept, &content], texts);
        all.push((
            if by_code { 6 } else { points },
            Hit {
                id: row.get(0)?,
                marks: title_marks(&title, texts),
                more_marks: marks(&dept, texts),
                code: Some(code),
                title,
                more: dept,
                ..Hit::default()
            },
        ));
    }
    Ok(best(all, limit))
}

/// People by name, department and post.
pub(super) fn people(conn: &Connection, texts: &[&str], limit: usize) -> Result<Vec<Hit>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, coalesce(department, ''), coalesce(post, '') FROM person ORDER BY department, name, id",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, dept, post): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let points = fit(&[&name, &dept, &post], texts);
        if points == 0 {
            continue;
        }
        let more = [dept, post]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        all.push((
            points,
            Hit {
                id: row.get(0)?,
                marks: title_marks(&name, texts),
                more_marks: marks(&more, texts),
                title: name,
                more,
                ..Hit::default()
            },
        ));
    }
    Ok(best(all, limit))
}
