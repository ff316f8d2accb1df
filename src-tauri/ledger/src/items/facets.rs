//! Counts for the left column of 材料.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;
use taizhang_model::kind::Kind;

use super::{ALIKE, CHANGED, DOUBTFUL, FAILED, Facets, FolderCount, ITEMS, PLACES, SHOWN, VERSIONS};
use crate::error::Result;
use crate::sources::places;

/// How many levels of folders are counted below a source.
const LEVELS: usize = 2;

/// Counts everything in two passes.
pub(super) fn facets(conn: &Connection) -> Result<Facets> {
    let mut facets = Facets::default();
    let mut kinds: HashMap<String, u64> = HashMap::new();
    let mut months: BTreeMap<String, u64> = BTreeMap::new();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT coalesce(f.kind, 'other'), substr(f.captured_on, 1, 7), coalesce(p.present, 0), coalesce({FAILED}, 0),
             {CHANGED}, i.id IN (SELECT k.item FROM evidence k JOIN indicator n ON n.id = k.indicator
                 JOIN setting t ON t.id = 'checklist' AND t.value = n.checklist),
             {ALIKE}, {VERSIONS}, coalesce({DOUBTFUL}, 0), coalesce(p.copies, 0)
         FROM {ITEMS} WHERE {SHOWN} AND coalesce(f.kind, 'other') <> 'junk'"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let present: i64 = row.get(2)?;
        facets.all += 1;
        facets.duplicates += u64::from(row.get::<_, i64>(9)? > 1);
        facets.missing += u64::from(present == 0);
        facets.errors += u64::from(row.get::<_, bool>(3)?);
        facets.changed += u64::from(row.get::<_, bool>(4)?);
        facets.unlinked += u64::from(!row.get::<_, bool>(5)?);
        facets.look_alikes += u64::from(row.get::<_, Option<bool>>(6)? == Some(true));
        facets.versions += u64::from(row.get::<_, Option<bool>>(7)? == Some(true));
        facets.doubts += u64::from(row.get::<_, bool>(8)?);
        *kinds.entry(row.get(0)?).or_default() += 1;
        if let Some(month) = row.get::<_, Option<String>>(1)? {
            *months.entry(month).or_default() += 1;
        }
    }
    facets.unneeded = conn.query_row("SELECT count(*) FROM item_mark WHERE kind = 'junk'", [], |row| {
        row.get(0)
    })?;
    facets.kinds = Kind::ALL
        .iter()
        .filter_map(|kind| Some((*kind, *kinds.get(kind.as_str())?)))
        .collect();
    facets.months = months.into_iter().collect();
    facets.folders = folders(conn)?;
    Ok(facets)
}

/// Sources and their folders to two levels, depth first; an item counts once in each.
fn folders(conn: &Connection) -> Result<Vec<FolderCount>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT l.item, l.source, l.path_text FROM {PLACES} LEFT JOIN content c ON c.key = l.content
         LEFT JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
         WHERE coalesce(f.kind, 'other') <> 'junk' ORDER BY l.item"
    ))?;
    let mut counts: HashMap<String, BTreeMap<Vec<String>, Count>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        let source = row.get_ref(1)?.as_str().unwrap_or_default();
        let path = row.get_ref(2)?.as_str().unwrap_or_default();
        let names: Vec<&str> = path.split('/').collect();
        let depth = (names.len() - 1).min(LEVELS);
        if !counts.contains_key(source) {
            counts.insert(source.to_owned(), BTreeMap::new());
        }
        let Some(of_source) = counts.get_mut(source) else {
            continue;
        };
        for level in 0..=depth {
            let folder: Vec<String> = names.iter().take(level).map(|name| (*name).to_owned()).collect();
            of_source.entry(folder).or_default().add(item);
        }
    }
    let mut all = Vec::new();
    for place in places(conn)? {
        let mut of_source = counts.remove(&place.id).unwrap_or_default();
        of_source.entry(Vec::new()).or_default();
        all.extend(of_source.into_iter().map(|(folder, count)| FolderCount {
            source: place.id.clone(),
            name: folder.last().cloned().unwrap_or_else(|| place.label.clone()),
            depth: u32::try_from(folder.len()).unwrap_or_default(),
            folder: folder.join("/"),
            items: count.items,
            connected: place.connected,
        }));
    }
    Ok(all)
}

/// Counts items that come in order.
#[derive(Default)]
struct Count {
    items: u64,
    last: Option<i64>,
}

impl Count {
    fn add(&mut self, item: i64) {
        if self.last != Some(item) {
            self.last = Some(item);
            self.items += 1;
        }
    }
}
