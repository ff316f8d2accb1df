//! `index/pack.json`: the pack for programs. The format is written down in `docs/迎检包格式.md`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use taizhang_model::checklist::Score;
use taizhang_model::date::{DateFact, Period};
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_model::status::{ScoreTotal, State, Summary};

use crate::layout::Layout;
use crate::{Days, DocumentFacts, Entry, Finding, PackIndicator, PackModel, Told, Volume};

/// Name of the format.
pub const FORMAT: &str = "taizhang-pack";
/// Version of the format: the first number grows when old readers can't read it any more.
pub const FORMAT_VERSION: &str = "1.3";

/// The whole index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackIndex {
    /// Format and version.
    pub format: Format,
    /// Program and version that made it.
    pub generator: String,
    /// 单位名称
    pub unit: String,
    /// Title of the checklist.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Option<Date>,
    /// The days of the files that are in it, where some were chosen: states, points and gaps tell of these alone; since 1.3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<Days>,
    /// The day that it tells of.
    pub as_of: Date,
    /// Points.
    pub score: ScoreTotal,
    /// Leaves by state.
    pub summary: Summary,
    /// Indicators in tree order.
    pub indicators: Vec<IndexIndicator>,
    /// Files in reading order.
    pub entries: Vec<IndexEntry>,
    /// What the look before the export found; since 1.1.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Printed forms, as paths inside the bag; since 1.1.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Which part of a pack in several zips this is; since 1.1.
    #[serde(default)]
    pub volume: Option<Volume>,
}

/// Format and version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// [`FORMAT`]
    pub name: String,
    /// [`FORMAT_VERSION`]
    pub version: String,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexIndicator {
    /// Id.
    pub id: Id,
    /// Parent.
    pub parent: Option<Id>,
    /// Depth, 1 for the top.
    pub level: u32,
    /// Code as written.
    pub code: String,
    /// Title.
    pub title: String,
    /// Full content.
    pub content: Option<String>,
    /// The sentence it came from.
    pub quote: String,
    /// 牵头部门
    pub lead_dept: Option<String>,
    /// Points.
    pub score: Option<Score>,
    /// How it stands.
    pub state: State,
    /// What is still missing, in words.
    pub missing: Vec<String>,
    /// 缺项说明
    pub waivers: Vec<String>,
    /// 说明报告; since 1.1.
    #[serde(default)]
    pub statement: Option<Told>,
    /// Evidence in order.
    pub links: Vec<IndexLink>,
}

/// A file or an external reference under an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexLink {
    /// Place in the indicator's order, from 1.
    pub order: u32,
    /// Path of the file inside the bag; absent for an external reference.
    pub path: Option<String>,
    /// Id of the indicator under which the file lies, where that is another one (见 …).
    pub stored_under: Option<Id>,
    /// What the external reference is.
    pub external: Option<String>,
    /// The day it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_on: Option<Date>,
    /// Name of the requirement it proves.
    pub requirement: Option<String>,
    /// Caption.
    pub caption: Option<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// Path inside the bag.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// SHA-256 of the original, where a copy of it lies here (smaller, without a camera's data, with words over it); since 1.2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sha256: Option<Sha256>,
    /// Size.
    pub bytes: u64,
    /// The item in the ledger.
    pub item: Id,
    /// Kind.
    pub kind: Kind,
    /// Format by content.
    pub format: String,
    /// Best day.
    pub on: Option<Date>,
    /// Dates with their origin, best first.
    pub dates: Vec<DateFact>,
    /// Name of the original file.
    pub original_name: String,
    /// 文号, 责任者, 题名, 落款日期, 页数; since 1.3.
    #[serde(flatten)]
    pub document: DocumentFacts,
    /// 密级, where one is marked: nothing above 内部 is ever in a pack; since 1.3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<String>,
    /// Path of the thumbnail inside the bag.
    pub thumbnail: Option<String>,
}

impl PackIndex {
    /// The index of a model as it is laid out; `thumbs` by entry.
    pub(crate) fn of(model: &PackModel, layout: &Layout, thumbs: &[Option<String>]) -> Self {
        let entries = layout.order.iter().filter_map(|at| {
            let (entry, place) = (model.entries.get(*at)?, layout.places.get(*at)?);
            Some(index_entry(
                entry,
                &place.path,
                thumbs.get(*at).cloned().flatten(),
            ))
        });
        let indicators = model.indicators.iter().enumerate();
        Self {
            format: Format {
                name: FORMAT.to_owned(),
                version: FORMAT_VERSION.to_owned(),
            },
            generator: format!("taizhang {}", model.version),
            unit: model.unit.clone(),
            title: model.title.clone(),
            period: model.period,
            inspection: model.inspection,
            days: model.days,
            as_of: model.as_of,
            score: model.score,
            summary: model.summary,
            indicators: indicators
                .map(|(at, i)| index_indicator(model, layout, at, i))
                .collect(),
            entries: entries.collect(),
            findings: model.findings.clone(),
            papers: model
                .papers
                .iter()
                .map(|paper| crate::model::paper_path(&paper.name))
                .collect(),
            volume: model.volume.clone(),
        }
    }
}

fn index_entry(entry: &Entry, path: &str, thumbnail: Option<String>) -> IndexEntry {
    IndexEntry {
        path: path.to_owned(),
        sha256: entry.sha256,
        original_sha256: entry.original_sha256,
        bytes: entry.bytes,
        item: entry.item,
        kind: entry.kind,
        format: entry.format.clone(),
        on: entry.on,
        dates: entry.dates.clone(),
        original_name: entry.original_name.clone(),
        document: entry.document.clone(),
        secrecy: entry.secrecy.clone(),
        thumbnail,
    }
}

fn index_indicator(model: &PackModel, layout: &Layout, at: usize, from: &PackIndicator) -> IndexIndicator {
    let links = from.links.iter().zip(1_u32..).map(|(link, order)| {
        let place = link.entry.and_then(|index| layout.places.get(index));
        let home = place.and_then(|place| place.home).filter(|home| *home != at);
        IndexLink {
            order,
            path: place.map(|place| place.path.clone()),
            stored_under: home
                .and_then(|home| model.indicators.get(home))
                .map(|indicator| indicator.id),
            external: link.external.clone(),
            seen_on: link.seen_on,
            requirement: link.requirement.clone(),
            caption: link.caption.clone(),
        }
    });
    IndexIndicator {
        id: from.id,
        parent: from.parent,
        level: from.level,
        code: from.code.clone(),
        title: from.title.clone(),
        content: from.content.clone(),
        quote: from.quote.clone(),
        lead_dept: from.lead_dept.clone(),
        score: from.score,
        state: from.state,
        missing: from.missing.clone(),
        waivers: from.waivers.clone(),
        statement: from.statement.clone(),
        links: links.collect(),
    }
}
