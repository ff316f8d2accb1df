//! The pack's model, and the bytes behind it, from the ledger.

mod gather;
mod recount;
mod rows;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use gather::Gathering;
use jiff::civil::Date;
use rows::rows;
use taizhang_model::guarded::is_secret;
use taizhang_model::id::Id;
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
                    days: None,
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
        let path = self.paths.get(&entry.item).ok_or(std::io::ErrorKind::NotFound)?;
        match &self.copies {
            Some(copies) => copies.open(entry, path),
            None => Ok(Box::new(File::open(crate::place::asked(path))?)),
        }
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
        missing: status.map(|status| gaps(status)).unwrap_or_default(),
        due: status.and_then(|status| due(status)),
        waivers: indicator
            .waivers
            .iter()
            .map(|waiver| waiver.reason.clone())
            .collect(),
        statement,
        links,
    })
}

/// What is still missing, as the pack prints it.
fn gaps(status: &IndicatorStatus) -> Vec<String> {
    status.slots.iter().filter_map(missing).collect()
}

/// The first day by which something missing has to be there.
fn due(status: &IndicatorStatus) -> Option<Date> {
    let open = status.slots.iter().filter(|slot| slot.have < slot.need);
    open.filter_map(|slot| slot.due).min()
}

/// An open slot as the pack prints it: `签到表 0/1（2026-11-01 至 2026-11-30）`. The pack is a Chinese form.
fn missing(slot: &Slot) -> Option<String> {
    if slot.have >= slot.need {
        return None;
    }
    let name = slot.evidence_name.as_deref().unwrap_or("材料");
    Some(format!(
        "{name} {}/{}（{} 至 {}）",
        slot.have, slot.need, slot.period.from, slot.period.to
    ))
}
