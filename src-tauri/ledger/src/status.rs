//! What `model::status` needs, read from the ledger.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};
use taizhang_model::date::Period;
use taizhang_model::id::Id;
use taizhang_model::kind::Kind;
use taizhang_model::record::{Department, Measure, Patrol, Place, Statement, StatementState};
use taizhang_model::status::{
    IndicatorInput, Members, Proof, ProofItem, StatusInput, StatusReport, WaiverInput, assess,
};

use crate::checklist::{Checklist, find};
use crate::error::{LedgerError, Result};
use crate::indicator::{Indicator, indicators};
use crate::open::Ledger;
use crate::record::select;

impl Ledger {
    /// How a checklist (id or title; absent: the current one) stands on a day.
    pub fn status(&self, checklist: Option<&str>, as_of: Date) -> Result<StatusReport> {
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let indicators = indicators(conn, &checklist.id)?;
            assess_at(conn, &checklist, &indicators, as_of)
        })
    }
}

/// The status of indicators that were read already.
pub(crate) fn assess_at(
    conn: &Connection,
    checklist: &Checklist,
    indicators: &[Indicator],
    as_of: Date,
) -> Result<StatusReport> {
    assess_with(conn, checklist, indicators, as_of, None)
}

/// The status as it was on a day gone by: evidence that was linked later does not count.
pub(crate) fn assess_then(
    conn: &Connection,
    checklist: &Checklist,
    indicators: &[Indicator],
    day: Date,
) -> Result<StatusReport> {
    assess_with(conn, checklist, indicators, day, Some(day))
}

/// What of the evidence counts: items and external references by the indicator that they stand under.
pub(crate) struct Kept {
    pub(crate) items: HashSet<(Id, Id)>,
    pub(crate) external: HashSet<(Id, String)>,
}

/// The status by a part of the evidence.
pub(crate) fn assess_kept(
    conn: &Connection,
    checklist: &Checklist,
    indicators: &[Indicator],
    as_of: Date,
    kept: &Kept,
) -> Result<StatusReport> {
    let members = members(conn)?;
    let proofs = proofs(conn, &checklist.id, &members, None, Some(kept))?;
    assess_by(conn, checklist, indicators, as_of, members, proofs)
}

fn assess_with(
    conn: &Connection,
    checklist: &Checklist,
    indicators: &[Indicator],
    as_of: Date,
    linked_by: Option<Date>,
) -> Result<StatusReport> {
    let members = members(conn)?;
    let proofs = proofs(conn, &checklist.id, &members, linked_by, None)?;
    assess_by(conn, checklist, indicators, as_of, members, proofs)
}

fn assess_by(
    conn: &Connection,
    checklist: &Checklist,
    indicators: &[Indicator],
    as_of: Date,
    members: Members,
    mut proofs: HashMap<String, Vec<Proof>>,
) -> Result<StatusReport> {
    let mut measures: HashMap<String, Vec<Measure>> = HashMap::new();
    for measure in select::<Measure>(conn, None)? {
        measures
            .entry(measure.indicator.clone())
            .or_default()
            .push(measure);
    }
    for statement in select::<Statement>(conn, Some(("state", StatementState::Passed.as_str())))? {
        let list = proofs.entry(statement.indicator.clone()).or_default();
        list.push(statement_proof(&statement)?);
    }
    let inputs = indicators
        .iter()
        .map(|indicator| {
            Ok(IndicatorInput {
                id: id(&indicator.id)?,
                parent: indicator.parent.as_deref().map(id).transpose()?,
                code: indicator.code.clone(),
                title: indicator.title.clone(),
                score: indicator.score,
                method: indicator.method.clone(),
                requirements: indicator.requirements.clone(),
                proofs: proofs.remove(&indicator.id).unwrap_or_default(),
                measures: measures.remove(&indicator.id).unwrap_or_default(),
                waivers: indicator
                    .waivers
                    .iter()
                    .map(|w| WaiverInput {
                        requirement: w.requirement.clone(),
                        not_applicable: w.not_applicable,
                    })
                    .collect(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let input = StatusInput {
        as_of,
        period: checklist.period,
        inspection: checklist.inspection,
        members,
        indicators: inputs,
    };
    Ok(assess(&input))
}

/// An id that this program wrote.
fn id(text: &str) -> Result<Id> {
    text.parse().map_err(|_| LedgerError::BadValue {
        field: "id",
        value: text.to_owned(),
    })
}

fn members(conn: &Connection) -> Result<Members> {
    Ok(Members {
        departments: select::<Department>(conn, None)?
            .into_iter()
            .map(|one| one.name)
            .collect(),
        persons: conn.query_row("SELECT count(*) FROM person", [], |row| row.get(0))?,
        places: select::<Place>(conn, None)?
            .into_iter()
            .map(|one| (one.name, one.kind))
            .collect(),
        patrols: select::<Patrol>(conn, None)?
            .into_iter()
            .map(|one| (one.place, one.on_day))
            .collect(),
    })
}

/// A 说明报告 that has passed stands as evidence by itself.
fn statement_proof(statement: &Statement) -> Result<Proof> {
    Ok(Proof {
        link: id(&statement.id)?,
        requirement: None,
        period: None,
        items: Vec::new(),
        activity: None,
        on: None,
        about: None,
        stands_as: Some(Kind::Report),
    })
}

/// Names of departments and places that stand in a text.
fn names_in(text: &str, members: &Members) -> Vec<String> {
    let places = members.places.iter().map(|(name, _)| name);
    let all = members.departments.iter().chain(places);
    all.filter(|name| text.contains(name.as_str())).cloned().collect()
}

/// Evidence by indicator, in order, or what is kept of it. Items of a linked activity stand under its one proof.
fn proofs(
    conn: &Connection,
    checklist: &str,
    members: &Members,
    linked_by: Option<Date>,
    kept: Option<&Kept>,
) -> Result<HashMap<String, Vec<Proof>>> {
    let told = !(members.departments.is_empty() && members.places.is_empty());
    let mut statement = conn.prepare_cached(
        "SELECT l.indicator, l.id, l.requirement, l.period_from, l.period_to, l.activity, a.date_from,
         t.id, f.kind, f.captured_on,
         EXISTS (SELECT 1 FROM location p JOIN source s ON s.id = p.source
          WHERE p.item = t.key AND p.state = 'present' AND s.removed_at IS NULL),
         coalesce(l.seen_on, substr(l.made_at, 1, 10)), l.about,
         CASE WHEN ?2 THEN (SELECT group_concat(p.path_text, char(10)) FROM location p WHERE p.item = t.key) END,
         a.host_dept, a.place, l.external
         FROM link l JOIN indicator i ON i.id = l.indicator
         LEFT JOIN activity a ON a.id = l.activity
         LEFT JOIN activity_item m ON m.activity = l.activity AND m.excluded = 0
         LEFT JOIN item t ON t.id = coalesce(l.item, m.item)
         LEFT JOIN idx.fact f ON f.content = t.content
         WHERE i.checklist = ?1 AND (?3 IS NULL OR substr(l.made_at, 1, 10) <= ?3)
         ORDER BY i.position, l.position, l.id, m.position, m.id",
    )?;
    let mut rows = statement.query(params![checklist, told, linked_by.map(|day| day.to_string())])?;
    let mut all: HashMap<String, Vec<Proof>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let link = id(&row.get::<_, String>(1)?)?;
        let item = row
            .get::<_, Option<String>>(7)?
            .map(|text| id(&text))
            .transpose()?;
        let activity = row
            .get::<_, Option<String>>(5)?
            .map(|text| id(&text))
            .transpose()?;
        let event = day(row.get(6)?);
        let indicator: String = row.get(0)?;
        if let Some(kept) = kept {
            let under = id(&indicator)?;
            let told: Option<String> = row.get(16)?;
            let stays = match (item, told) {
                (Some(item), _) => kept.items.contains(&(under, item)),
                (None, Some(told)) => kept.external.contains(&(under, told)),
                (None, None) => true,
            };
            if !stays {
                continue;
            }
        }
        let list = all.entry(indicator).or_default();
        if list.last().is_none_or(|proof| proof.link != link) {
            let external = item.is_none() && activity.is_none();
            list.push(Proof {
                link,
                requirement: row.get(2)?,
                period: day(row.get(3)?)
                    .zip(day(row.get(4)?))
                    .map(|(from, to)| Period { from, to }),
                items: Vec::new(),
                activity,
                on: if external { day(row.get(11)?) } else { event },
                about: row.get(12)?,
                stands_as: None,
            });
        }
        if let (Some(item), Some(proof)) = (item, list.last_mut()) {
            let kind = row
                .get::<_, Option<String>>(8)?
                .as_deref()
                .and_then(Kind::parse)
                .unwrap_or(Kind::Other);
            let texts = [row.get(13)?, row.get(14)?, row.get(15)?];
            let texts: [Option<String>; 3] = texts;
            let texts = texts.into_iter().flatten().collect::<Vec<_>>().join("\n");
            proof.items.push(ProofItem {
                item,
                kind,
                on: event.or(day(row.get(9)?)),
                available: row.get(10)?,
                about: names_in(&texts, members),
            });
        }
    }
    Ok(all)
}

fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}
