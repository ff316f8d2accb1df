//! The pack's model, and the bytes behind it, from the ledger.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_media::paper::has_text;
use taizhang_model::date::DateFact;
use taizhang_model::guarded::{is_secret, mark_in_name};
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_model::record::Statement;
use taizhang_model::status::{IndicatorStatus, Slot, State};
use taizhang_pack::{
    Entry, EntryLink, Marked, Material, PackIndicator, PackModel, Profile, Shape, Told, secrets,
};

use crate::checklist::find;
use crate::copies::MadeCopies;
use crate::error::{LedgerError, Result};
use crate::indicator::{Indicator, indicators};
use crate::open::{Ledger, hold};
use crate::status::assess_at;
use crate::thumbs::THUMB;

/// A pack that could be written now.
#[derive(Debug, Clone, PartialEq)]
pub struct PackPlan {
    /// What goes in; files that are not available are left out.
    pub model: PackModel,
    /// Linked files that are not there now, or whose bytes or text were never read.
    pub unavailable: Vec<LeftOut>,
    /// What is marked 秘密, 机密 or 绝密: the writer refuses it.
    pub secret: Vec<Marked>,
    /// Linked files whose bytes changed since they were linked: display paths.
    pub changed: Vec<String>,
    /// Departments that a plan names and that lead no indicator.
    pub unknown: Vec<String>,
}

/// A linked file that can't go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Display path.
    pub shown: String,
    /// The item.
    pub item: String,
    /// Ids of the indicators that it is linked to.
    pub indicators: Vec<String>,
    /// Best day.
    pub on: Option<Date>,
    /// 密级, by what is still known of it: its name would stand among the findings.
    pub secrecy: Option<String>,
}

impl PackPlan {
    /// Leaves out what a plan of an export does not want; what is left out blocks nothing.
    pub fn narrow(&mut self, profile: &Profile) {
        self.unknown = self.model.unknown_departments(&profile.departments);
        self.model.narrow(profile);
        let indicators: HashSet<String> = self
            .model
            .indicators
            .iter()
            .map(|one| one.id.to_string())
            .collect();
        self.unavailable.retain(|one| {
            profile.wants_day(one.on) && one.indicators.iter().any(|id| indicators.contains(id))
        });
        let paths: HashSet<&str> = self
            .model
            .entries
            .iter()
            .map(|one| one.original_path.as_str())
            .collect();
        self.changed.retain(|path| paths.contains(path.as_str()));
        self.mark();
    }

    /// Looks anew for marks of secrecy.
    fn mark(&mut self) {
        self.secret = secrets(&self.model);
        let unavailable = self.unavailable.iter().filter_map(|one| {
            Some(Marked {
                subject: one.shown.clone(),
                mark: one.secrecy.clone().filter(|mark| is_secret(mark))?,
                item: one.item.parse().ok(),
                indicator: None,
            })
        });
        self.secret.extend(unavailable);
    }
}

/// Opens originals for the pack writer, for reading alone.
#[derive(Debug)]
pub struct LedgerMaterial<'l> {
    ledger: &'l Ledger,
    paths: HashMap<Id, PathBuf>,
    /// Copies that go in for their originals, gone when the pack is written.
    copies: Option<MadeCopies>,
}

impl LedgerMaterial<'_> {
    /// Puts copies in the place of the originals.
    pub fn with_copies(mut self, copies: MadeCopies) -> Self {
        self.copies = Some(copies);
        self
    }
}

impl Ledger {
    /// What a pack of a checklist (id or title; absent: the current one) would hold on a day. Asks the disk whether each
    /// linked file is there, and reads none.
    pub fn pack_plan(&self, checklist: Option<&str>, as_of: Date, version: &str) -> Result<PackPlan> {
        let unit = self.unit()?;
        let statements = self.records::<Statement>(None)?;
        let mut statements: HashMap<String, Told> = statements
            .into_iter()
            .filter(|one| !one.text.trim().is_empty())
            .map(|one| {
                let (text, state) = (one.text, one.state);
                (one.indicator, Told { text, state })
            })
            .collect();
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let indicators = indicators(conn, &checklist.id)?;
            let report = assess_at(conn, &checklist, &indicators, as_of)?;
            let mut gathering = Gathering::new(conn);
            let links = rows(conn, &checklist.id)?;
            let mut by_indicator: HashMap<String, Vec<EntryLink>> = HashMap::new();
            for row in links {
                let indicator = row.indicator.clone();
                if let Some(link) = gathering.add(row)? {
                    by_indicator.entry(indicator).or_default().push(link);
                }
            }
            let states: HashMap<Id, &IndicatorStatus> = report.indicators.iter().map(|s| (s.id, s)).collect();
            let indicators = indicators
                .iter()
                .map(|i| {
                    let links = by_indicator.remove(&i.id).unwrap_or_default();
                    pack_indicator(i, &states, links, statements.remove(&i.id))
                })
                .collect::<Result<Vec<_>>>()?;
            let mut plan = PackPlan {
                model: PackModel {
                    unit,
                    title: checklist.title,
                    period: checklist.period,
                    inspection: checklist.inspection,
                    as_of,
                    version: version.to_owned(),
                    score: report.score,
                    summary: report.summary,
                    indicators,
                    entries: gathering.entries,
                    findings: Vec::new(),
                    papers: Vec::new(),
                    volume: None,
                    shape: Shape::default(),
                },
                secret: Vec::new(),
                unavailable: gathering.unavailable,
                changed: gathering.changed,
                unknown: Vec::new(),
            };
            plan.mark();
            Ok(plan)
        })
    }

    /// The bytes behind a model of this ledger.
    pub fn material(&self, model: &PackModel) -> Result<LedgerMaterial<'_>> {
        let paths = model
            .entries
            .iter()
            .map(|entry| Ok((entry.item, self.item_path(&entry.item.to_string())?)))
            .collect::<Result<_>>()?;
        Ok(LedgerMaterial {
            ledger: self,
            paths,
            copies: None,
        })
    }
}

impl Material for LedgerMaterial<'_> {
    fn open(&self, entry: &Entry) -> std::io::Result<Box<dyn Read + Send>> {
        let copy = self.copies.as_ref().and_then(|copies| copies.path(entry));
        let path = copy.or_else(|| self.paths.get(&entry.item));
        let path = path.ok_or(std::io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(crate::place::asked(path))?))
    }

    fn thumbnail(&self, entry: &Entry) -> Option<Vec<u8>> {
        let guard = hold(&self.ledger.thumbs);
        let conn = guard.as_ref()?;
        conn.query_row(
            "SELECT jpeg FROM thumb WHERE sha256 = ?1 AND side = ?2",
            (entry.original_sha256.unwrap_or(entry.sha256).0.as_slice(), THUMB),
            |row| row.get(0),
        )
        .ok()
    }
}

/// One link with what stands behind it; a linked activity gives one row per member.
struct LinkedRow {
    indicator: String,
    external: Option<String>,
    caption: Option<String>,
    requirement: Option<String>,
    /// What the link was made to.
    linked_sha: Option<String>,
    /// The day an external reference was seen.
    seen_on: Option<Date>,
    item: Option<ItemRow>,
}

struct ItemRow {
    id: String,
    title: String,
    content: Option<(Vec<u8>, u64)>,
    kind: Option<Kind>,
    format: Option<String>,
    on: Option<Date>,
    dates: Vec<DateFact>,
    /// Keys of the item and of its content.
    row: i64,
    key: Option<i64>,
    /// Whether its facts, and the text of a document, were looked for: a mark in one that was not would go unseen.
    read: bool,
    /// Where it lies: absolute path and path to show.
    places: Vec<(PathBuf, String)>,
}

/// Every link in order. The caption of an activity is that of its pictures; its papers have names of their own.
fn rows(conn: &Connection, checklist: &str) -> Result<Vec<LinkedRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.indicator, l.external,
         CASE WHEN l.activity IS NULL OR f.scene THEN coalesce(l.caption, a.title) END, l.content, t.id, t.title, c.sha256, c.bytes, f.kind, f.format,
         f.captured_on, f.dates, t.key, r.wanted, r.quote, c.key, f.text IS NOT NULL, l.seen_on
         FROM link l JOIN indicator i ON i.id = l.indicator
         LEFT JOIN requirement r ON r.id = l.requirement
         LEFT JOIN activity_item m ON m.activity = l.activity AND m.excluded = 0
         LEFT JOIN activity a ON a.id = l.activity
         LEFT JOIN item t ON t.id = coalesce(l.item, m.item)
         LEFT JOIN content c ON c.key = t.content
         LEFT JOIN idx.fact f ON f.content = c.key
         WHERE i.checklist = ?1 ORDER BY i.position, l.position, l.id, m.position, m.id",
    )?;
    let mut rows = statement.query([checklist])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: Option<String> = row.get(4)?;
        let item = id
            .map(|id| -> Result<ItemRow> {
                let sha: Option<Vec<u8>> = row.get(6)?;
                let dates: Option<String> = row.get(11)?;
                let text_told: bool = row.get(16)?;
                Ok(ItemRow {
                    id,
                    title: row.get(5)?,
                    content: sha.zip(row.get::<_, Option<u64>>(7)?),
                    kind: row.get::<_, Option<String>>(8)?.as_deref().and_then(Kind::parse),
                    format: row.get(9)?,
                    on: row
                        .get::<_, Option<String>>(10)?
                        .and_then(|text| text.parse().ok()),
                    dates: dates
                        .map(|text| serde_json::from_str(&text))
                        .transpose()?
                        .unwrap_or_default(),
                    row: row.get(12)?,
                    key: row.get(15)?,
                    read: row
                        .get::<_, Option<String>>(9)?
                        .is_some_and(|format| text_told || !has_text(&format)),
                    places: places(conn, row.get(12)?)?,
                })
            })
            .transpose()?;
        all.push(LinkedRow {
            indicator: row.get(0)?,
            external: row.get(1)?,
            caption: row.get(2)?,
            requirement: requirement_name(row.get(13)?, row.get(14)?)?,
            linked_sha: row.get(3)?,
            seen_on: row
                .get::<_, Option<String>>(17)?
                .and_then(|text| text.parse().ok()),
            item,
        });
    }
    Ok(all)
}

/// Names of the wanted material, else the sentence.
fn requirement_name(wanted: Option<String>, quote: Option<String>) -> Result<Option<String>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let wanted: crate::indicator::Wanted = serde_json::from_str(&wanted)?;
    let names = wanted.evidence_names();
    Ok(if names.is_empty() { quote } else { Some(names) })
}

fn places(conn: &Connection, item: i64) -> Result<Vec<(PathBuf, String)>> {
    let mut statement = conn.prepare_cached(
        "SELECT s.path, p.path, p.path_text FROM location p JOIN source s ON s.id = p.source
         JOIN item t ON t.key = p.item
         WHERE p.item = ?1 AND p.state = 'present' AND s.removed_at IS NULL AND p.content IS t.content ORDER BY p.key",
    )?;
    let mut rows = statement.query([item])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let base: Vec<u8> = row.get(0)?;
        let path: Vec<u8> = row.get(1)?;
        let root = crate::sources::whole(conn, &base)?;
        all.push((root.join(crate::place::from_bytes(&path)), row.get(2)?));
    }
    Ok(all)
}

/// Files in the order of the first indicator they prove, each once.
struct Gathering<'c> {
    conn: &'c Connection,
    entries: Vec<Entry>,
    known: HashMap<String, usize>,
    unavailable: Vec<LeftOut>,
    changed: Vec<String>,
}

impl<'c> Gathering<'c> {
    fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            entries: Vec::new(),
            known: HashMap::new(),
            unavailable: Vec::new(),
            changed: Vec::new(),
        }
    }

    fn add(&mut self, row: LinkedRow) -> Result<Option<EntryLink>> {
        let link = |entry, external| EntryLink {
            entry,
            external,
            seen_on: row.seen_on,
            requirement: row.requirement,
            caption: row.caption.clone(),
        };
        let Some(item) = row.item else {
            return Ok(row.external.map(|external| link(None, Some(external))));
        };
        let entered = match self.known.get(&item.id) {
            Some(known) => Some(*known),
            None => self.enter(item, &row.indicator, row.linked_sha.as_deref())?,
        };
        Ok(entered.map(|entry| link(Some(entry), None)))
    }

    fn enter(&mut self, item: ItemRow, indicator: &str, linked_sha: Option<&str>) -> Result<Option<usize>> {
        let place = item
            .places
            .iter()
            .find(|(path, _)| path.is_file())
            .map(|(_, text)| text.clone());
        let sha256 = item
            .content
            .as_ref()
            .and_then(|(sha, _)| sha.as_slice().try_into().ok())
            .map(Sha256);
        let secrecy = secrecy(self.conn, &item)?;
        let there = place.filter(|_| item.read);
        let (Some(path), Some(sha256), Ok(id)) = (there, sha256, item.id.parse()) else {
            self.leave_out(item, indicator, secrecy);
            return Ok(None);
        };
        if linked_sha.is_some_and(|linked| linked != sha256.to_string()) {
            self.changed.push(path.clone());
        }
        self.entries.push(Entry {
            item: id,
            sha256,
            original_sha256: None,
            bytes: item.content.map_or(0, |(_, bytes)| bytes),
            kind: item.kind.unwrap_or(Kind::Other),
            format: item.format.unwrap_or_default(),
            dates: item.dates,
            on: item.on,
            secrecy,
            original_name: name_of(&path),
            original_path: path,
        });
        self.known.insert(item.id, self.entries.len() - 1);
        Ok(Some(self.entries.len() - 1))
    }

    fn leave_out(&mut self, item: ItemRow, indicator: &str, secrecy: Option<String>) {
        let indicator = indicator.to_owned();
        if let Some(known) = self.unavailable.iter_mut().find(|one| one.item == item.id) {
            if !known.indicators.contains(&indicator) {
                known.indicators.push(indicator);
            }
            return;
        }
        self.unavailable.push(LeftOut {
            shown: item.places.first().map_or(item.title, |(_, text)| text.clone()),
            item: item.id,
            indicators: vec![indicator],
            on: item.on,
            secrecy,
        });
    }
}

/// 密级 of a file: by every name under which its bytes are known, then by its text, then by what lies in it where it is an archive.
/// 内部 yields to the marks that keep it out.
fn secrecy(conn: &Connection, item: &ItemRow) -> Result<Option<String>> {
    let named = strings(
        conn,
        "SELECT p.path_text FROM location p JOIN item t ON t.key = p.item
         WHERE p.item = ?1 AND p.content IS t.content ORDER BY p.key",
        item.row,
    )?;
    let named = named.iter().map(String::as_str).chain([item.title.as_str()]);
    if let Some(mark) = named.into_iter().find_map(mark_in_name) {
        return Ok(Some(mark));
    }
    let mut told = match item.key {
        Some(key) => strings(conn, "SELECT secrecy FROM idx.paper WHERE content = ?1", key)?,
        None => Vec::new(),
    };
    if item.format.as_deref() == Some("zip") {
        const MEMBERS: &str = "FROM location a JOIN location m ON m.source = a.source AND m.path = a.path
             LEFT JOIN idx.paper p ON p.content = m.content WHERE a.item = ?1 AND a.member = '' AND m.member <> ''";
        let names = strings(conn, &format!("SELECT m.member {MEMBERS}"), item.row)?;
        told.extend(names.iter().filter_map(|name| mark_in_name(name)));
        told.extend(strings(conn, &format!("SELECT p.secrecy {MEMBERS}"), item.row)?);
    }
    let secret = told.iter().find(|mark| is_secret(mark));
    Ok(secret.or(told.first()).cloned())
}

/// The texts that a query of one number gives.
fn strings(conn: &Connection, query: &str, key: i64) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(query)?;
    let rows = statement.query_map([key], |row| row.get::<_, Option<String>>(0))?;
    let all: Vec<Option<String>> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().flatten().collect())
}

fn name_of(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn pack_indicator(
    indicator: &Indicator,
    states: &HashMap<Id, &IndicatorStatus>,
    links: Vec<EntryLink>,
    statement: Option<Told>,
) -> Result<PackIndicator> {
    let parse = |text: &str| -> Result<Id> {
        text.parse().map_err(|_| LedgerError::BadValue {
            field: "id",
            value: text.to_owned(),
        })
    };
    let id = parse(&indicator.id)?;
    let status = states.get(&id);
    Ok(PackIndicator {
        id,
        parent: indicator.parent.as_deref().map(parse).transpose()?,
        level: indicator.level,
        code: indicator.code.clone(),
        title: indicator.title.clone(),
        content: indicator.content.clone(),
        quote: indicator.quote.clone(),
        lead_dept: indicator.lead_dept.clone(),
        score: indicator.score,
        state: status.map_or(State::Missing, |status| status.state),
        missing: status
            .map(|status| status.slots.iter().filter_map(missing).collect())
            .unwrap_or_default(),
        due: status.and_then(|status| {
            let open = status.slots.iter().filter(|slot| slot.have < slot.need);
            open.filter_map(|slot| slot.due).min()
        }),
        waivers: indicator
            .waivers
            .iter()
            .map(|waiver| waiver.reason.clone())
            .collect(),
        statement,
        links,
    })
}

/// An open slot as the pack prints it: `签到表 0/1(11-01至11-30)`. The pack is a Chinese form.
fn missing(slot: &Slot) -> Option<String> {
    if slot.have >= slot.need {
        return None;
    }
    let name = slot.evidence_name.as_deref().unwrap_or("材料");
    Some(format!(
        "{name} {}/{}({} 至 {})",
        slot.have, slot.need, slot.period.from, slot.period.to
    ))
}
