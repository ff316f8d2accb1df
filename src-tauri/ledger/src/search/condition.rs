//! Words of a query as conditions on items.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params};
use taizhang_model::search::{Word, is_exact, phrase, words};

use crate::error::Result;

/// A condition on `item i`, with its values.
#[derive(Debug, Default)]
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<Sql>,
}

/// What holds the text: the rows themselves.
const HOLDS: &str = r"(i.title LIKE ? ESCAPE '\'
    OR EXISTS (SELECT 1 FROM location l WHERE l.item = i.key AND l.path_text LIKE ? ESCAPE '\')
    OR EXISTS (SELECT 1 FROM idx.text t WHERE t.content = i.content AND t.text LIKE ? ESCAPE '\')
    OR EXISTS (SELECT 1 FROM link k WHERE k.item = i.id AND k.caption LIKE ? ESCAPE '\'))";

/// The condition that an item fits every word of a query. `built`: whether the index can be asked.
pub(crate) fn of_query(query: &str, today: Option<Date>, built: bool) -> Condition {
    let mut all = Condition::default();
    let words = words(query, today);
    for word in &words {
        let one = of_word(word, built, words.len() == 1);
        if !all.sql.is_empty() {
            all.sql.push_str(" AND ");
        }
        all.sql.push_str(&one.sql);
        all.values.extend(one.values);
    }
    if all.sql.is_empty() {
        all.sql.push('1');
    }
    all
}

/// The condition for one word, as one `IN`, so that the index drives what is looked at. `alone`: whether it is the whole query.
fn of_word(word: &Word, built: bool, alone: bool) -> Condition {
    let mut sets: Vec<String> = Vec::new();
    let mut values: Vec<Sql> = Vec::new();
    let pattern = Sql::Text(contains(&word.text));
    let held = || [pattern.clone(), pattern.clone(), pattern.clone(), pattern.clone()];
    match phrase(&word.text).filter(|_| built) {
        Some(phrase) => {
            let hits = "SELECT rowid FROM idx.words WHERE words MATCH ?";
            values.push(Sql::Text(phrase));
            if is_exact(&word.text) {
                sets.push(hits.to_owned());
            } else {
                sets.push(format!(
                    "SELECT i.key FROM item i WHERE i.key IN ({hits}) AND {HOLDS}"
                ));
                values.extend(held());
            }
            sets.push(format!(
                "SELECT i.key FROM item i WHERE i.key IN (SELECT item FROM idx.word_stale) AND {HOLDS}"
            ));
            values.extend(held());
        }
        None => {
            sets.push(format!("SELECT i.key FROM item i WHERE {HOLDS}"));
            values.extend(held());
        }
    }
    // A festival's name alone asks for what holds it, and for its days only where nothing does.
    let (held, held_by) = (sets.join(" UNION ALL "), values.clone());
    let unless = if alone && word.festival {
        format!("NOT EXISTS ({held}) AND")
    } else {
        String::new()
    };
    let with_fact = "SELECT i.key FROM idx.fact f JOIN item i ON i.content = f.content WHERE";
    for kind in &word.kinds {
        sets.push(format!("{with_fact} f.kind = ?"));
        values.push(Sql::Text(kind.as_str().to_owned()));
    }
    for period in &word.periods {
        sets.push(format!("{with_fact} {unless} f.captured_on BETWEEN ? AND ?"));
        if !unless.is_empty() {
            values.extend(held_by.iter().cloned());
        }
        values.push(Sql::Text(period.from.to_string()));
        values.push(Sql::Text(period.to.to_string()));
    }
    Condition {
        sql: format!("i.key IN ({})", sets.join(" UNION ALL ")),
        values,
    }
}

/// Whether the rows of one item hold every word.
pub(super) fn holds_all(conn: &Connection, key: i64, words: &[Word]) -> Result<bool> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 FROM item i WHERE i.key = ? AND {HOLDS})"
    ))?;
    for word in words {
        let pattern = contains(&word.text);
        let held: bool =
            statement.query_row(params![key, pattern, pattern, pattern, pattern], |row| row.get(0))?;
        if !held {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A LIKE pattern for a substring.
fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
