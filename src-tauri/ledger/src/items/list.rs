//! Which items match a filter, in order.

use std::cmp::Ordering;
use std::sync::Mutex;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::{ALIKE, CHANGED, DOUBTFUL, FAILED, ITEMS, ItemFilter, SHOWN, Sort, Trouble, VERSIONS, find};
use crate::error::Result;
use crate::open::hold;
use crate::search::{is_built, of_query};

/// An item with what it is sorted by.
struct Ranked {
    key: i64,
    first_seen: String,
    day: Option<String>,
    /// Source's position and path; none where no place counts.
    place: Option<String>,
    /// Group of look-alikes or versions, where it is sorted by, and whether it is another one of it than the best.
    group: (Option<i64>, bool),
}

/// How many items match without the limit, and the keys of those asked for.
type Page = (u64, Vec<i64>);

/// A whole list as it was after so many writes.
#[derive(Debug, Default)]
pub(crate) struct Listed(Mutex<Option<Whole>>);

#[derive(Debug)]
struct Whole {
    /// Without its limit and place.
    filter: ItemFilter,
    writes: u64,
    keys: Vec<i64>,
}

/// A page of the list that was made last, or of a new one.
pub(super) fn page(conn: &Connection, filter: &ItemFilter, listed: &Listed, writes: u64) -> Result<Page> {
    let whole = ItemFilter {
        limit: None,
        after: None,
        ..filter.clone()
    };
    if let Some(last) = hold(&listed.0).as_ref()
        && (last.writes, &last.filter) == (writes, &whole)
        && let Some(from) = known_start(conn, filter, &last.keys)?
    {
        return Ok(cut(&last.keys, from, filter.limit));
    }
    let (keys, page) = fresh(conn, filter)?;
    *hold(&listed.0) = Some(Whole {
        filter: whole,
        writes,
        keys,
    });
    Ok(page)
}

/// Where a page begins in a list that has the item before it.
fn known_start(conn: &Connection, filter: &ItemFilter, keys: &[i64]) -> Result<Option<usize>> {
    let Some(id) = &filter.after else {
        return Ok(Some(0));
    };
    let key = find::key(conn, id)?;
    Ok(keys.iter().position(|known| *known == key).map(|n| n + 1))
}

/// The whole list as it is now, and the page asked for.
pub(super) fn fresh(conn: &Connection, filter: &ItemFilter) -> Result<(Vec<i64>, Page)> {
    let mut all = ranked(conn, filter.sort, &Conditions::of(filter, is_built(conn)?))?;
    all.sort_unstable_by(|a, b| order(filter.sort, a, b));
    let from = match &filter.after {
        Some(id) => after(conn, filter.sort, &all, id)?,
        None => 0,
    };
    let keys: Vec<i64> = all.into_iter().map(|item| item.key).collect();
    let page = cut(&keys, from, filter.limit);
    Ok((keys, page))
}

fn cut(keys: &[i64], from: usize, limit: Option<u32>) -> Page {
    let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let page = keys.iter().skip(from).take(limit).copied().collect();
    (keys.len() as u64, page)
}

/// Where the list goes on after an item, which may no longer match itself.
fn after(conn: &Connection, sort: Sort, all: &[Ranked], id: &str) -> Result<usize> {
    let key = find::key(conn, id)?;
    if let Some(n) = all.iter().position(|item| item.key == key) {
        return Ok(n + 1);
    }
    let mut alone = Conditions::default();
    alone.add("i.key = ?", [Sql::Integer(key)]);
    let mark = ranked(conn, sort, &alone)?;
    Ok(mark.first().map_or(0, |mark| {
        all.partition_point(|item| order(sort, item, mark) != Ordering::Greater)
    }))
}

fn ranked(conn: &Connection, sort: Sort, conditions: &Conditions) -> Result<Vec<Ranked>> {
    let (group, joined) = match sort {
        Sort::Alike => (
            "coalesce(k.similar_group, v.family), coalesce(k.best, v.best, 0)",
            "LEFT JOIN idx.look k ON k.content = c.key LEFT JOIN idx.version v ON v.content = c.key",
        ),
        _ => ("NULL, 0", ""),
    };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT i.key, i.first_seen, f.captured_on, p.place, {group} FROM {ITEMS} {joined} WHERE {SHOWN} {}",
        conditions.sql
    ))?;
    let rows = statement.query_map(params_from_iter(&conditions.values), |row| {
        Ok(Ranked {
            key: row.get(0)?,
            first_seen: row.get(1)?,
            day: row.get(2)?,
            place: row.get(3)?,
            group: (row.get(4)?, !row.get::<_, bool>(5)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn order(sort: Sort, a: &Ranked, b: &Ranked) -> Ordering {
    let first = match sort {
        Sort::Date => (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)),
        Sort::Path => Ordering::Equal,
        Sort::Added => b.first_seen.cmp(&a.first_seen),
        Sort::Alike => (a.group.0.is_none(), a.group).cmp(&(b.group.0.is_none(), b.group)),
    };
    first
        .then_with(|| (a.place.is_none(), &a.place).cmp(&(b.place.is_none(), &b.place)))
        .then_with(|| a.key.cmp(&b.key))
}

/// Items of a department.
const DEPARTMENT: &str =
    "(i.id IN (SELECT m.item FROM shown_member m JOIN shown_activity a ON a.id = m.activity WHERE a.host_dept = ?)
    OR i.id IN (SELECT k.item FROM evidence k JOIN indicator n ON n.id = k.indicator
        JOIN setting t ON t.id = 'checklist' AND t.value = n.checklist WHERE n.lead_dept = ?)
    OR i.key IN (SELECT l.item FROM location l WHERE instr(l.path_text, ?) > 0))";

/// Conditions of a filter with their values.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Sql>,
}

impl Conditions {
    fn add<const N: usize>(&mut self, sql: &str, values: [Sql; N]) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    /// `built`: whether the search index can be asked.
    fn of(filter: &ItemFilter, built: bool) -> Self {
        let mut all = Self::default();
        all.kinds(filter);
        all.links(filter);
        all.activities(filter);
        all.folder(filter);
        if let Some(month) = &filter.month {
            all.add("substr(f.captured_on, 1, 7) = ?", [Sql::Text(month.clone())]);
        }
        if let Some(department) = &filter.department {
            let name = || Sql::Text(department.clone());
            all.add(DEPARTMENT, [name(), name(), name()]);
        }
        match filter.trouble {
            Some(Trouble::Errors) => all.add(FAILED, []),
            Some(Trouble::Duplicates) => all.add("p.copies > 1", []),
            Some(Trouble::Missing) => all.add("coalesce(p.present, 0) = 0", []),
            Some(Trouble::Changed) => all.add(CHANGED, []),
            Some(Trouble::LookAlikes) => all.add(ALIKE, []),
            Some(Trouble::Versions) => all.add(VERSIONS, []),
            Some(Trouble::Doubts) => all.add(DOUBTFUL, []),
            None => {}
        }
        if let Some(group) = filter.similar {
            let of = "c.key IN (SELECT content FROM idx.look WHERE similar_group = ?)";
            all.add(of, [Sql::Integer(group)]);
        }
        if let Some(family) = filter.family {
            let of = "c.key IN (SELECT content FROM idx.version WHERE family = ?)";
            all.add(of, [Sql::Integer(family)]);
        }
        let search = filter.search.as_deref().map(str::trim).unwrap_or_default();
        if !search.is_empty() {
            let fits = of_query(search, filter.today, built);
            all.sql.push_str(" AND (");
            all.sql.push_str(&fits.sql);
            all.sql.push(')');
            all.values.extend(fits.values);
        }
        all
    }

    fn kinds(&mut self, filter: &ItemFilter) {
        if filter.kinds.is_empty() {
            self.add("coalesce(f.kind, 'other') <> 'junk'", []);
            return;
        }
        let kinds = filter.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>();
        // The names are the program's own words: no quoting is needed.
        self.add(
            &format!("coalesce(f.kind, 'other') IN ('{}')", kinds.join("', '")),
            [],
        );
    }

    fn links(&mut self, filter: &ItemFilter) {
        if let Some(checklist) = &filter.unlinked_in {
            self.add(
                "i.id NOT IN (SELECT k.item FROM evidence k JOIN indicator n ON n.id = k.indicator
                 WHERE n.checklist = ?)",
                [Sql::Text(checklist.clone())],
            );
        }
        if let Some(indicator) = &filter.indicator {
            self.add(
                "i.id IN (WITH RECURSIVE below(id) AS (SELECT ? UNION
                     SELECT n.id FROM indicator n JOIN below ON n.parent = below.id)
                 SELECT k.item FROM evidence k JOIN below ON k.indicator = below.id)",
                [Sql::Text(indicator.clone())],
            );
        }
    }

    fn activities(&mut self, filter: &ItemFilter) {
        if let Some(activity) = &filter.activity {
            self.add(
                "i.id IN (SELECT m.item FROM shown_member m WHERE m.activity = ?)",
                [Sql::Text(activity.clone())],
            );
        }
        if filter.no_activity {
            self.add("i.id NOT IN (SELECT m.item FROM shown_member m)", []);
        }
    }

    fn folder(&mut self, filter: &ItemFilter) {
        let folder = filter.folder.as_deref().unwrap_or_default().trim_end_matches('/');
        if filter.source.is_none() && folder.is_empty() {
            return;
        }
        let source = filter.source.clone().map_or(Sql::Null, Sql::Text);
        let below = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        self.add(
            "i.key IN (SELECT l.item FROM location l, (SELECT ? AS source, ? AS below) w
             WHERE (w.source IS NULL OR l.source = w.source)
                 AND substr(l.path_text, 1, length(w.below)) = w.below)",
            [source, Sql::Text(below)],
        );
    }
}
