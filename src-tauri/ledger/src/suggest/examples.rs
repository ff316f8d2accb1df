//! What people linked: the newest links of a checklist, one example for all that lies in one folder.

use std::collections::HashMap;

use rusqlite::Connection;
use taizhang_model::suggest::Example;

use super::About;
use super::subjects::{activities, items};
use crate::error::Result;

/// How many links are looked at, newest first.
const LINKS: usize = 2000;
/// How many examples teach at most.
const EXAMPLES: usize = 300;

pub(super) fn examples(conn: &Connection, checklist: &str, since: Option<&str>) -> Result<Vec<Example>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.item, l.activity, l.indicator FROM link l JOIN indicator i ON i.id = l.indicator
         WHERE i.checklist = ?1 AND l.external IS NULL AND l.made_at > coalesce(?2, '')
         ORDER BY l.made_at DESC, l.id DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(rusqlite::params![checklist, since, LINKS as i64])?;
    let mut all: Vec<Example> = Vec::new();
    // By what makes them alike, so that forty photographs of a folder teach as one.
    let mut known: HashMap<(Vec<String>, Vec<String>, bool), usize> = HashMap::new();
    while let Some(row) = rows.next()? {
        let Some(about) = About::of(row.get(0)?, row.get(1)?) else {
            continue;
        };
        let indicator: String = row.get(2)?;
        let found = match &about {
            About::Item(id) => items(conn, "i.id = ?1", &[id])?,
            About::Activity(id) => activities(conn, "a.id = ?1", &[id])?,
        };
        for one in found {
            let subject = one.subject;
            let mut key = (subject.folders.clone(), subject.papers.clone(), subject.activity);
            if subject.activity {
                key.1.push(subject.title.clone());
            }
            let at = match known.get(&key) {
                Some(at) => *at,
                None if all.len() >= EXAMPLES => continue,
                None => {
                    known.insert(key, all.len());
                    all.push(Example {
                        title: subject.title.clone(),
                        subject,
                        indicators: Vec::new(),
                    });
                    all.len() - 1
                }
            };
            if let Some(example) = all.get_mut(at)
                && !example.indicators.contains(&indicator)
            {
                example.indicators.push(indicator.clone());
            }
        }
    }
    Ok(all)
}
