//! Items that fit, best first: by where the words stand, then by day.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use taizhang_model::kind::Kind;
use taizhang_model::search::{Word, excerpt, marks, phrase};

use super::{Hit, SearchAsk, condition, title_marks, upkeep};
use crate::error::{LedgerError, Result};

/// So many hits are put in order by day; of more, the ones that were seen last come first.
const SORTED: usize = 2000;
/// Characters around a word that stands in a text.
const AROUND: usize = 24;

/// Items that are shown: with a place in a source that was not removed, or linked; no junk.
const SHOWN: &str = "coalesce(f.kind, 'other') <> 'junk' AND (EXISTS (SELECT 1 FROM location l JOIN source s
    ON s.id = l.source AND s.removed_at IS NULL WHERE l.item = i.key) OR EXISTS (SELECT 1 FROM link k WHERE k.item = i.id))";

/// How many fit, and a page of them.
pub(super) fn items(conn: &Connection, words: &[Word], ask: &SearchAsk) -> Result<(u64, Vec<Hit>)> {
    let built = upkeep::is_built(conn)?;
    let fits = condition::of_query(&ask.query, ask.today, built);
    let after = ask.after.as_deref().map(|id| key(conn, id)).transpose()?;
    let most = if after.is_some() {
        i64::MAX
    } else {
        SORTED as i64 + 1
    };
    let sql = format!(
        "SELECT i.key, f.captured_on FROM item i LEFT JOIN idx.fact f ON f.content = i.content
         WHERE {} AND {SHOWN} ORDER BY i.key DESC LIMIT {most}",
        fits.sql
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let all: Vec<(i64, Option<String>)> = statement
        .query_map(params_from_iter(&fits.values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let (total, keys) = if all.len() > SORTED {
        many(conn, words, &fits, &all, built)?
    } else {
        (all.len() as u64, few(conn, words, all, built)?)
    };
    let from = match after {
        Some(after) => keys
            .iter()
            .position(|key| *key == after)
            .map_or(keys.len(), |at| at + 1),
        None => 0,
    };
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let page = keys.iter().skip(from).take(ask.limit);
    let hits = page.map(|key| hit(conn, *key, &texts)).collect::<Result<_>>()?;
    Ok((total, hits))
}

fn key(conn: &Connection, id: &str) -> Result<i64> {
    let found = conn
        .prepare_cached("SELECT key FROM item WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| LedgerError::NotFound {
        what: "item",
        name: id.to_owned(),
    })
}

/// Columns of the index, the strongest first.
const TIERS: [&str; 2] = ["{title}", "{path caption}"];

/// A few hits in order: words in the title, in path or caption, elsewhere; then by day, the newest first.
fn few(conn: &Connection, words: &[Word], all: Vec<(i64, Option<String>)>, built: bool) -> Result<Vec<i64>> {
    let mut tiers: Vec<std::collections::HashSet<i64>> = Vec::new();
    if built && !all.is_empty() {
        let keys = serde_json::to_string(&all.iter().map(|one| one.0).collect::<Vec<_>>())?;
        for tier in TIERS {
            tiers.push(in_tier(conn, words, tier, &keys)?.into_iter().collect());
        }
    }
    let tier = |key: i64| {
        tiers
            .iter()
            .position(|tier| tier.contains(&key))
            .unwrap_or(tiers.len())
    };
    let mut ranked: Vec<(usize, Option<String>, i64)> =
        all.into_iter().map(|(key, day)| (tier(key), day, key)).collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    Ok(ranked.into_iter().map(|one| one.2).collect())
}

/// Those among `keys` whose columns of a tier hold every word.
fn in_tier(conn: &Connection, words: &[Word], tier: &str, keys: &str) -> Result<Vec<i64>> {
    let Some(query) = tier_query(words, tier) else {
        return Ok(Vec::new());
    };
    let mut statement = conn.prepare_cached(
        "SELECT rowid FROM idx.words WHERE words MATCH ?1 AND rowid IN (SELECT value FROM json_each(?2))",
    )?;
    let rows = statement.query_map([query.as_str(), keys], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn tier_query(words: &[Word], tier: &str) -> Option<String> {
    let phrases: Option<Vec<String>> = words
        .iter()
        .map(|word| phrase(&word.text).map(|phrase| format!("({tier} : ({phrase}))")))
        .collect();
    phrases.map(|phrases| phrases.join(" AND "))
}

/// Many hits: all are counted; those in titles come first, then the ones that were found first.
fn many(
    conn: &Connection,
    words: &[Word],
    fits: &condition::Condition,
    all: &[(i64, Option<String>)],
    built: bool,
) -> Result<(u64, Vec<i64>)> {
    let total: i64 = conn
        .prepare_cached(&format!("SELECT count(*) FROM item i WHERE {}", fits.sql))?
        .query_row(params_from_iter(&fits.values), |row| row.get(0))?;
    let mut keys: Vec<i64> = Vec::new();
    if let Some(query) = tier_query(words, "{title}").filter(|_| built) {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT i.key FROM idx.words w JOIN item i ON i.key = w.rowid LEFT JOIN idx.fact f ON f.content = i.content
             WHERE w.words MATCH ? AND {SHOWN} ORDER BY w.rowid DESC LIMIT ?"
        ))?;
        let most = i64::try_from(all.len()).unwrap_or(i64::MAX);
        keys = statement
            .query_map([Sql::Text(query), Sql::Integer(most)], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    let known: std::collections::HashSet<i64> = keys.iter().copied().collect();
    keys.extend(all.iter().map(|one| one.0).filter(|key| !known.contains(key)));
    Ok((u64::try_from(total).unwrap_or_default(), keys))
}

fn hit(conn: &Connection, key: i64, texts: &[&str]) -> Result<Hit> {
    let mut statement = conn.prepare_cached(
        "SELECT i.id, i.title, f.kind, f.captured_on,
             (SELECT l.path_text FROM location l WHERE l.item = i.key ORDER BY l.state <> 'present', l.path_text LIMIT 1),
             (SELECT group_concat(k.caption, char(10)) FROM link k WHERE k.item = i.id)
         FROM item i LEFT JOIN idx.fact f ON f.content = i.content WHERE i.key = ?1",
    )?;
    let (mut hit, captions) = statement.query_row([key], |row| {
        let kind: Option<String> = row.get(2)?;
        let hit = Hit {
            id: row.get(0)?,
            title: row.get(1)?,
            kind: kind.as_deref().and_then(Kind::parse),
            day: row.get(3)?,
            more: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            ..Hit::default()
        };
        Ok((hit, row.get::<_, Option<String>>(5)?))
    })?;
    hit.marks = title_marks(&hit.title, texts);
    hit.more_marks = marks(&hit.more, texts);
    if hit.marks.is_empty() && hit.more_marks.is_empty() {
        let text = || -> Result<Option<String>> {
            Ok(conn
                .prepare_cached(
                    "SELECT t.text FROM item i JOIN idx.text t ON t.content = i.content WHERE i.key = ?1",
                )?
                .query_row([key], |row| row.get(0))
                .optional()?)
        };
        let found = match captions.and_then(|text| excerpt(&text, texts, AROUND)) {
            Some(part) => Some(part),
            None => text()?.and_then(|text| excerpt(&text, texts, AROUND)),
        };
        if let Some(part) = found {
            hit.more_marks = marks(&part, texts);
            hit.more = part;
        }
    }
    Ok(hit)
}
