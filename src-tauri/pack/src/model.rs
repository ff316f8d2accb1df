//! What a pack is made from: a plain value, and a trait that gives bytes.

use std::io::Read;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use taizhang_model::checklist::Score;
use taizhang_model::date::{DateFact, Period};
use taizhang_model::id::{Id, Sha256};
use taizhang_model::kind::Kind;
use taizhang_model::record::StatementState;
use taizhang_model::status::{ScoreTotal, State, Summary};

/// Everything that goes into a pack, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct PackModel {
    /// 单位名称
    pub unit: String,
    /// Title of the checklist.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Option<Date>,
    /// The days of the files that are in it, where a plan chose some; states, points and gaps then tell of these alone.
    pub days: Option<Days>,
    /// The day that all times inside are made from.
    pub as_of: Date,
    /// Version of the program.
    pub version: String,
    /// Points.
    pub score: ScoreTotal,
    /// Leaves by state.
    pub summary: Summary,
    /// Indicators in tree order.
    pub indicators: Vec<PackIndicator>,
    /// Files, each once, in the order of the first indicator that they prove.
    pub entries: Vec<Entry>,
    /// What the look before the export (自查) found.
    pub findings: Vec<Finding>,
    /// Printed forms that lie beside the lists, in `目录/`.
    pub papers: Vec<Paper>,
    /// Which part this is, where a pack is made in several zips.
    pub volume: Option<Volume>,
    /// How folders and files are named, and what lies beside the manifest.
    pub shape: Shape,
}

/// Days that a plan chose, both included; absent: open at that end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl std::fmt::Display for Days {
    /// As a pack prints it, which is a Chinese form: `2026-01-01 至 2026-06-30`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) => write!(f, "{from} 至 {to}"),
            (Some(from), None) => write!(f, "{from} 起"),
            (None, Some(to)) => write!(f, "截至 {to}"),
            (None, None) => Ok(()),
        }
    }
}

/// How a pack is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// One folder for each indicator, none inside another.
    pub flat: bool,
    /// Folders named by code, files by number.
    pub short: bool,
    /// SM3 sums in a tag file.
    pub sm3: bool,
}

/// One finding of the look before the export, in the words of DA/T 70-2018.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `authenticity`, `integrity`, `usability`, `safety`.
    pub group: String,
    /// Stable name.
    pub code: String,
    /// Name of the test in DA/T 70.
    pub name: String,
    /// `block` (allowed by a person all the same), `warn`, `explained`.
    pub severity: String,
    /// A path, or code and title of an indicator.
    pub subject: String,
    /// What it is, and what to do.
    pub message: String,
}

/// A printed form, set already. It waits on the disk: pages of photographs are hundreds of megabytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Name of the file: `自查报告.pdf`.
    pub name: String,
    /// Where it lies until it is in the pack.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// One zip of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// File names of all, in order.
    pub names: Vec<String>,
}

/// 说明报告 of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The text.
    pub text: String,
    /// How far it has come.
    pub state: StatementState,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct PackIndicator {
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
    /// What is still missing, in words made by the caller (`签到表 0/1`).
    pub missing: Vec<String>,
    /// The first day by which something missing has to be there; not in the pack, for reminders.
    pub due: Option<Date>,
    /// 缺项说明
    pub waivers: Vec<String>,
    /// 说明报告, where one was written.
    pub statement: Option<Told>,
    /// Evidence in order.
    pub links: Vec<EntryLink>,
}

/// A file or an external reference under an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLink {
    /// Index into `entries`; absent for an external reference.
    pub entry: Option<usize>,
    /// What the external reference is (url, `档案盒 3`).
    pub external: Option<String>,
    /// The day it was seen.
    pub seen_on: Option<Date>,
    /// Name of the requirement it proves.
    pub requirement: Option<String>,
    /// Caption.
    pub caption: Option<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The item.
    pub item: Id,
    /// Hash of the bytes that go in: of the original, or of its copy.
    pub sha256: Sha256,
    /// Hash of the original, where a copy of it goes in.
    pub original_sha256: Option<Sha256>,
    /// Size that was indexed.
    pub bytes: u64,
    /// Kind.
    pub kind: Kind,
    /// Format name by content, for the extension.
    pub format: String,
    /// Best dates with origin, best first.
    pub dates: Vec<DateFact>,
    /// Best day.
    pub on: Option<Date>,
    /// 密级 by its text, name or caption. The writer refuses 秘密, 机密 and 绝密.
    pub secrecy: Option<String>,
    /// Name of the original file.
    pub original_name: String,
    /// Display path of the original, for reports.
    pub original_path: String,
    /// What it tells of itself.
    pub document: DocumentFacts,
}

/// What a 卷内目录 lists of a document (DA/T 22-2015, 5.3.1); what is not known is absent. A picture is one page and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// 文号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_no: Option<String>,
    /// 责任者
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// 题名
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_title: Option<String>,
    /// 落款日期
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_date: Option<Date>,
    /// 页数
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
}

/// Gives the bytes of entries.
pub trait Material: Sync {
    /// Opens an entry's original for reading.
    fn open(&self, entry: &Entry) -> std::io::Result<Box<dyn Read + Send>>;
    /// A small JPEG for the index pages, when there is one ready.
    fn thumbnail(&self, entry: &Entry) -> Option<Vec<u8>>;
}

/// Where a printed form lies inside the bag.
pub(crate) fn paper_path(name: &str) -> String {
    format!("目录/{name}")
}
