//! Weighing what a file tells with what lies inside and around it: text, picture, folder, neighbours, period.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use taizhang_media::Paper;
use taizhang_model::capture::{self, FolderDate, Surroundings, YearHint, folder, neighbour};
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Period};
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::look::Measures;
use taizhang_model::picture::kind_from_picture;

use crate::Ledger;
use crate::error::Result;
use crate::mark;

use super::versions::STALE_VERSIONS;

/// Rows in one transaction, at most.
const BATCH: usize = 1000;
/// Of so many neighbours the days are looked at; of more, evenly spread ones.
const NEIGHBOURS: usize = 100;

/// The folder of a content's first place: source and path.
type Folder = (String, String);
/// Contents with the names of their first places.
type Named = BTreeMap<i64, String>;

/// A content as it is known, and what will be known of it.
struct Fact {
    content: i64,
    /// The name of its first place.
    name: String,
    kind: Kind,
    kind_from: KindOrigin,
    dates: Vec<DateFact>,
    doubts: Vec<String>,
    pages: Option<u32>,
    scene: bool,
    mtime_ns: i64,
}

impl Ledger {
    /// Weighs all contents about which something new is known, and those in the same folders.
    pub(crate) fn weigh(&self) -> Result<()> {
        let period = self.read(period)?;
        let told = period
            .map(|period| format!("{}..{}", period.from, period.to))
            .unwrap_or_default();
        let folders = self.read(|conn| {
            let before: Option<String> = conn
                .query_row("SELECT value FROM idx.weighed WHERE what = 'period'", [], |row| {
                    row.get(0)
                })
                .optional()?;
            unsettled(conn, before.is_some_and(|before| before != told))
        })?;
        let new = !folders.is_empty();
        let mut done = Vec::new();
        for (folder, contents) in folders {
            let facts = self.read(|conn| facts(conn, &contents))?;
            done.extend(weighed(&folder, facts, period));
            if done.len() >= BATCH {
                self.store(&std::mem::take(&mut done))?;
            }
        }
        self.store(&done)?;
        self.write(|tx| {
            mark::apply(tx)?;
            tx.execute("UPDATE idx.fact SET settled = 1 WHERE settled = 0", [])?;
            let mut note =
                tx.prepare_cached("INSERT OR REPLACE INTO idx.weighed (what, value) VALUES (?1, ?2)")?;
            note.execute(["period", &told])?;
            if new {
                note.execute([STALE_VERSIONS, ""])?;
            }
            Ok(())
        })
    }

    /// The period of the checklist that pages show.
    pub fn period(&self) -> Result<Option<Period>> {
        self.read(period)
    }

    fn store(&self, facts: &[Fact]) -> Result<()> {
        if facts.is_empty() {
            return Ok(());
        }
        self.write(|tx| {
            let mut put = tx.prepare_cached(
                "UPDATE idx.fact SET kind = ?2, kind_from = ?3, own_kind = ?2, own_kind_from = ?3, captured_on = ?4, captured_at = ?5, captured_from = ?6,
                     captured_precision = ?7, dates = ?8, doubts = ?9, pages = ?10, settled = 1 WHERE content = ?1",
            )?;
            for fact in facts {
                let best = fact.dates.first();
                put.execute(params![
                    fact.content,
                    fact.kind.as_str(),
                    fact.kind_from.as_str(),
                    capture::day(&fact.dates).map(|day| day.to_string()),
                    best.map(|date| &date.value),
                    best.map(|date| date.from.as_str()),
                    best.map(|date| date.precision.as_str()),
                    serde_json::to_string(&fact.dates)?,
                    serde_json::to_string(&fact.doubts)?,
                    fact.pages,
                ])?;
            }
            Ok(())
        })
    }
}

fn period(conn: &Connection) -> Result<Option<Period>> {
    let days: Option<(String, String)> = conn
        .query_row(
            "SELECT c.period_from, c.period_to FROM checklist c JOIN setting t ON t.id = 'checklist' AND t.value = c.id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(days.and_then(|(from, to)| Period::new(from.parse().ok()?, to.parse().ok()?).ok()))
}

/// Folders with something that is not settled (or all), with all contents whose first place lies there.
fn unsettled(conn: &Connection, all: bool) -> Result<BTreeMap<Folder, Named>> {
    let mut statement = conn.prepare_cached("SELECT content FROM idx.fact WHERE settled = 0 OR ?1")?;
    let new: std::collections::HashSet<i64> = statement
        .query_map([all], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if new.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut statement = conn.prepare_cached(
        "SELECT l.content, s.path_text, l.path_text FROM location l JOIN source s ON s.id = l.source
         WHERE l.content IS NOT NULL
         ORDER BY l.content, l.state = 'present' DESC, s.position, l.path_text",
    )?;
    let mut rows = statement.query([])?;
    let mut folders: BTreeMap<Folder, Named> = BTreeMap::new();
    let mut last = None;
    while let Some(row) = rows.next()? {
        let content: i64 = row.get(0)?;
        if last.replace(content) == Some(content) {
            continue;
        }
        let path = row.get_ref(2)?.as_str().unwrap_or_default();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let key = (row.get(1)?, folder.to_owned());
        folders.entry(key).or_default().insert(content, name.to_owned());
    }
    folders.retain(|_, contents| contents.keys().any(|content| new.contains(content)));
    Ok(folders)
}

fn facts(conn: &Connection, contents: &Named) -> Result<Vec<Fact>> {
    let mut statement = conn.prepare_cached(
        "SELECT f.content, f.own_kind, f.own_kind_from, f.dates, f.doubts, f.pages, p.told, k.measures, f.scene,
             (SELECT max(l.mtime_ns) FROM location l WHERE l.content = c.key)
         FROM idx.fact f JOIN content c ON c.key = f.content AND c.sha256 = f.sha256
         LEFT JOIN idx.paper p ON p.content = f.content LEFT JOIN idx.look k ON k.content = f.content
         WHERE f.content IN (SELECT value FROM json_each(?1))",
    )?;
    let keys: Vec<i64> = contents.keys().copied().collect();
    let mut rows = statement.query([serde_json::to_string(&keys)?])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut fact = fact(row)?;
        fact.name = contents.get(&fact.content).cloned().unwrap_or_default();
        all.push(fact);
    }
    Ok(all)
}

/// A content with what lies inside it taken in.
fn fact(row: &Row<'_>) -> Result<Fact> {
    let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str().unwrap_or_default());
    let kind = Kind::parse(text(1)?).unwrap_or(Kind::Other);
    let mut fact = Fact {
        content: row.get(0)?,
        name: String::new(),
        kind,
        kind_from: KindOrigin::parse(text(2)?).unwrap_or(KindOrigin::Format),
        dates: serde_json::from_str(text(3)?)?,
        doubts: serde_json::from_str(text(4)?)?,
        pages: row.get(5)?,
        scene: row.get(8)?,
        mtime_ns: row.get::<_, Option<i64>>(9)?.unwrap_or_default(),
    };
    let own = |date: &DateFact| {
        !matches!(
            date.from,
            DateOrigin::Text | DateOrigin::Property | DateOrigin::Mtime
        )
    };
    fact.dates.retain(own);
    if let Some(told) = row.get::<_, Option<String>>(6)? {
        fact.take_paper(serde_json::from_str(&told)?);
    }
    if let Some(measures) = row.get::<_, Option<String>>(7)? {
        fact.take_look(&serde_json::from_str(&measures)?);
    }
    fact.dates
        .extend(capture::of_mtime(fact.mtime_ns.div_euclid(1_000_000_000)));
    Ok(fact)
}

impl Fact {
    fn take_paper(&mut self, paper: Paper) {
        self.pages = paper.pages.or(self.pages);
        if let Some(kind) = paper.kind.filter(|_| self.kind_from == KindOrigin::Format) {
            (self.kind, self.kind_from) = (kind, KindOrigin::Text);
        }
        self.dates.extend(paper.dates);
    }

    /// What tells the year of a day without one: the period, else when the file was there.
    fn hint(&self, period: Option<Period>) -> YearHint {
        let there = capture::of_mtime(self.mtime_ns.div_euclid(1_000_000_000)).and_then(|date| date.day());
        YearHint {
            period,
            not_after: there,
        }
    }

    const fn meaning(&self) -> Meaning {
        if self.scene {
            Meaning::Taken
        } else {
            Meaning::Written
        }
    }

    /// The day that its name tells without a year.
    fn named(&self, folders: &[&str], period: Option<Period>) -> Option<FolderDate> {
        let told = folder::of_name(&self.name, folders, self.hint(period), self.meaning());
        told.filter(|_| self.kind != Kind::Junk)
    }

    fn take_look(&mut self, measures: &Measures) {
        let photo = self.kind == Kind::Photo && self.kind_from == KindOrigin::Format;
        if let Some(kind) = kind_from_picture(None, measures).filter(|_| photo) {
            (self.kind, self.kind_from) = (kind, KindOrigin::Picture);
        }
    }
}

/// Facts of one folder, weighed with it and with each other.
fn weighed((source, path): &Folder, mut facts: Vec<Fact>, period: Option<Period>) -> Vec<Fact> {
    let names: Vec<&str> = source
        .rsplit(['/', '\\'])
        .next()
        .into_iter()
        .chain(path.split('/'))
        .filter(|name| !name.is_empty())
        .collect();
    let named: Vec<Option<FolderDate>> = facts.iter().map(|fact| fact.named(&names, period)).collect();
    for (fact, _) in facts.iter_mut().zip(&named).filter(|(_, named)| named.is_some()) {
        capture::forget_name(&mut fact.dates);
    }
    let scenes: Vec<&[DateFact]> = facts
        .iter()
        .filter(|fact| fact.scene)
        .map(|fact| fact.dates.as_slice())
        .collect();
    let common = neighbour::common_day(&scenes);
    let days = days(&facts);
    let mut told: HashMap<(bool, Option<Date>), Option<FolderDate>> = HashMap::new();
    for (fact, named) in facts.iter_mut().zip(named) {
        let hint = fact.hint(period);
        let folder = told
            .entry((fact.scene, hint.not_after))
            .or_insert_with(|| folder::date(&names, hint, fact.meaning()))
            .clone();
        let around = Surroundings {
            folder,
            named,
            common,
            others: others(&days, fact.content),
            period,
        };
        fact.doubts
            .retain(|doubt| !capture::DOUBTS.contains(&doubt.as_str()));
        let doubts = capture::settle(&mut fact.dates, fact.scene, &around);
        fact.doubts.extend(doubts.into_iter().map(str::to_owned));
    }
    facts
}

/// The days that the cameras of a folder's pictures wrote.
fn days(facts: &[Fact]) -> Vec<(i64, Date)> {
    let mut days: Vec<(i64, Date)> = facts
        .iter()
        .filter(|fact| fact.scene)
        .filter_map(|fact| Some((fact.content, neighbour::strong_day(&fact.dates)?)))
        .collect();
    let step = days.len().div_ceil(NEIGHBOURS).max(1);
    if step > 1 {
        days = days.into_iter().step_by(step).collect();
    }
    days
}

fn others(days: &[(i64, Date)], content: i64) -> Vec<Date> {
    days.iter()
        .filter(|(other, _)| *other != content)
        .map(|(_, day)| *day)
        .collect()
}
