//! Items that fit, best first: by where the words stand, then by day.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use taizhang_model::kind::Kind;
use taizhang_model::search::{Word, excerpt, folded, is_exact, marks, phrase};

use super::{Hit, SearchAsk, condition, title_marks, upkeep};
use crate::error::{LedgerError, Result};

/// So many hits are put in order by day; of more, the ones that came last are first.
const SORTED: usize = 500;
/// Characters around a word that stands in a text.
const AROUND: usize = 24;

/// Items that are shown: with a place in a source that was not removed, or linked; no junk.
const SHOWN: &str = "coalesce(f.kind, 'other') <> 'junk' AND (EXISTS (SELECT 1 FROM location l JOIN source s
    ON s.id = l.source AND s.removed_at IS NULL WHERE l.item = i.key) OR EXISTS (SELECT 1 FROM evidence k WHERE k.item = i.id))";

/// Items that are not shown, found by what is rare; the order of the joins is fixed, so that what is rare comes first.
const HIDDEN: &str = "SELECT i.key FROM idx.fact f CROSS JOIN item i ON i.content = f.content WHERE f.kind = 'junk'
    UNION SELECT i.key FROM source s CROSS JOIN location l ON l.source = s.id CROSS JOIN item i ON i.key = l.item
    LEFT JOIN idx.fact f ON f.content = i.content WHERE s.removed_at IS NOT NULL AND NOT (";

/// How many fit, and a page of them.
pub(super) fn items(conn: &Connection, words: &[Word], ask: &SearchAsk) -> Result<(u64, Vec<Hit>)> {
    let built = upkeep::is_built(conn)?;
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let by_index = built && words.iter().all(is_plain) && !upkeep::any_noted(conn)?;
    let all = if by_index {
        match plain(conn, words, ask)? {
            Plain::Page(total, keys) => {
                let hits = keys.iter().map(|key| hit(conn, *key, &texts));
                return Ok((total, hits.collect::<Result<_>>()?));
            }
            Plain::All(keys) => keys,
        }
    } else {
        any(conn, ask, built)?
    };
    let total = all.len() as u64;
    let keys = ordered(conn, words, all, built)?;
    let from = match &ask.after {
        Some(id) => {
            let after = key(conn, id)?;
            keys.iter()
                .position(|key| *key == after)
                .map_or(keys.len(), |at| at + 1)
        }
        None => 0,
    };
    let page = keys.iter().skip(from).take(ask.limit);
    let hits = page.map(|key| hit(conn, *key, &texts)).collect::<Result<_>>()?;
    Ok((total, hits))
}

/// Whether the index tells what may fit a word.
fn is_plain(word: &Word) -> bool {
    word.kinds.is_empty() && word.periods.is_empty() && phrase(&word.text).is_some()
}

/// What fits by the index.
enum Plain {
    /// How many fit, and the first page of them.
    Page(u64, Vec<i64>),
    /// All of them, the newest first.
    All(Vec<i64>),
}

/// Asks the index; what is not shown is taken out. Of very many the first page is enough, as [`ordered`] would put them: the
/// newest of those with the words in the title.
fn plain(conn: &Connection, words: &[Word], ask: &SearchAsk) -> Result<Plain> {
    let (Some(query), Some(titles)) = (tier_query(words, ""), tier_query(words, TITLE)) else {
        return Ok(Plain::All(Vec::new()));
    };
    let mut all = newest(conn, &query, None)?;
    let titled = if words.iter().all(|word| is_exact(&word.text)) {
        match all.len() > SORTED && ask.after.is_none() {
            true => newest(conn, &titles, Some(ask.limit))?,
            false => Vec::new(),
        }
    } else {
        keep_held(conn, words, &mut all)?
    };
    if all.len() > SORTED && ask.after.is_none() && titled.len() >= ask.limit {
        let page = titled.into_iter().take(ask.limit).collect();
        return Ok(Plain::Page(all.len() as u64, page));
    }
    Ok(Plain::All(all))
}

/// What the index finds and is shown, the newest first, up to `limit`.
fn newest(conn: &Connection, query: &str, limit: Option<usize>) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT rowid FROM idx.words WHERE words MATCH ?1 AND rowid NOT IN ({HIDDEN}{SHOWN}))
         ORDER BY rowid DESC LIMIT ?2"
    ))?;
    let limit = limit.map_or(-1, |limit| limit as i64);
    let rows = statement.query_map(params![query, limit], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps the items that hold every word, where the index finds more than those; gives the ones with all words in the title.
fn keep_held(conn: &Connection, words: &[Word], keys: &mut Vec<i64>) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT key, title FROM item WHERE key IN (SELECT value FROM json_each(?1)) ORDER BY key DESC",
    )?;
    let mut rows = statement.query([serde_json::to_string(keys)?])?;
    let (mut held, mut titled) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        if contains_all(row.get_ref(1)?.as_str().unwrap_or_default(), words) {
            titled.push(key);
        } else if !condition::holds_all(conn, key, words)? {
            continue;
        }
        held.push(key);
    }
    *keys = held;
    Ok(titled)
}

/// Whether a text holds every word.
fn contains_all(text: &str, words: &[Word]) -> bool {
    let text: String = folded(text).collect();
    words.iter().all(|word| {
        let wanted: String = folded(&word.text).collect();
        text.contains(&wanted)
    })
}

/// Keys that fit, the newest first.
fn any(conn: &Connection, ask: &SearchAsk, built: bool) -> Result<Vec<i64>> {
    let fits = condition::of_query(&ask.query, ask.today, built);
    let mut statement = conn.prepare_cached(&format!(
        "SELECT i.key FROM item i LEFT JOIN idx.fact f ON f.content = i.content
         WHERE {} AND {SHOWN} ORDER BY i.key DESC",
        fits.sql
    ))?;
    let rows = statement.query_map(params_from_iter(&fits.values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
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

/// Columns of the index, the strongest first; what only is of that day or kind comes behind them all.
const TIERS: [&str; 3] = [TITLE, "{path caption} : ", ""];
const TITLE: &str = "{title} : ";

/// Hits in order: words in the title, in path or caption, in the text, nowhere; of a few, those of the newest day come first.
fn ordered(conn: &Connection, words: &[Word], all: Vec<i64>, built: bool) -> Result<Vec<i64>> {
    let few = all.len() <= SORTED;
    let tiers = match few && words.iter().all(is_plain) {
        true => tiers_of(conn, words, &all)?,
        false if built => tiers(conn, words)?,
        false => HashMap::new(),
    };
    let days = match few {
        true => days(conn, &all)?,
        false => HashMap::new(),
    };
    let tier = |key: &i64| tiers.get(key).copied().unwrap_or(TIERS.len());
    let mut ranked: Vec<(usize, Option<&String>, i64)> =
        all.iter().map(|key| (tier(key), days.get(key), *key)).collect();
    // Equal ones stay in their order.
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
    Ok(ranked.into_iter().map(|one| one.2).collect())
}

/// The tier of each item that the index finds.
fn tiers(conn: &Connection, words: &[Word]) -> Result<HashMap<i64, usize>> {
    let mut tiers = HashMap::new();
    for (number, tier) in TIERS.iter().enumerate() {
        let Some(query) = tier_query(words, tier) else {
            continue;
        };
        let mut statement = conn.prepare_cached("SELECT rowid FROM idx.words WHERE words MATCH ?1")?;
        let mut rows = statement.query([query])?;
        while let Some(row) = rows.next()? {
            tiers.entry(row.get(0)?).or_insert(number);
        }
    }
    Ok(tiers)
}

/// The same for a few items that are known to fit, by their rows: a question of the index costs as much for few as for many.
fn tiers_of(conn: &Connection, words: &[Word], keys: &[i64]) -> Result<HashMap<i64, usize>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.key, i.title, (SELECT group_concat(l.path_text, char(10)) FROM location l WHERE l.item = i.key),
             (SELECT group_concat(k.caption, char(10)) FROM link k WHERE k.item = i.id)
         FROM item i WHERE i.key IN (SELECT value FROM json_each(?1))",
    )?;
    let mut rows = statement.query([serde_json::to_string(keys)?])?;
    let mut tiers = HashMap::new();
    while let Some(row) = rows.next()? {
        let text =
            |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
        let tier = if contains_all(&text(1)?, words) {
            0
        } else if contains_all(&format!("{}\n{}", text(2)?, text(3)?), words) {
            1
        } else {
            2
        };
        tiers.insert(row.get(0)?, tier);
    }
    Ok(tiers)
}

fn days(conn: &Connection, keys: &[i64]) -> Result<HashMap<i64, String>> {
    let mut statement = conn.prepare_cached(
        "SELECT i.key, f.captured_on FROM item i JOIN idx.fact f ON f.content = i.content
         WHERE i.key IN (SELECT value FROM json_each(?1)) AND f.captured_on IS NOT NULL",
    )?;
    let rows = statement.query_map([serde_json::to_string(keys)?], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn tier_query(words: &[Word], tier: &str) -> Option<String> {
    let phrases: Option<Vec<String>> = words
        .iter()
        .map(|word| phrase(&word.text).map(|phrase| format!("({tier}({phrase}))")))
        .collect();
    phrases.map(|phrases| phrases.join(" AND "))
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
