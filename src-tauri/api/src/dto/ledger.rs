//! The ledger and the program around it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An open ledger (台账).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerInfo {
    /// Folder of the ledger.
    pub ledger: String,
    /// 单位名称
    pub unit: String,
    /// Title of the current checklist.
    pub title: String,
    /// First day of the current checklist's 考核期.
    pub period_from: String,
    /// Last day of it.
    pub period_to: String,
    /// 检查日期
    pub inspection_date: Option<String>,
    /// Id of the current checklist.
    pub checklist: String,
    /// Whether nothing can be changed (another program holds it, or the place is read-only).
    pub read_only: bool,
    /// Why it is read-only: `ledger_busy` (with the holder), `ledger_read_only`.
    pub read_only_reason: Option<String>,
    /// Whether the ledger is the sample that the program made.
    pub sample: bool,
}

/// Makes a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerCreate {
    /// Folder to make; it must not exist or be empty.
    pub dir: String,
    /// 单位名称
    pub unit: String,
    /// Title of the first checklist.
    pub title: String,
    /// First day of the 考核期.
    pub period_from: String,
    /// Last day of it.
    pub period_to: String,
    /// 检查日期
    pub inspection_date: Option<String>,
}

/// No arguments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NoArgs {}

/// Names a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DirArgs {
    /// The folder.
    pub dir: String,
}

/// A ledger that was open before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RecentLedger {
    /// Folder of the ledger.
    pub dir: String,
    /// 单位名称
    pub unit: String,
    /// Title of its checklist.
    pub title: String,
    /// When it was opened last, ISO 8601 in UTC.
    pub opened_at: String,
    /// Whether the folder is there now.
    pub present: bool,
}

/// The program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AppInfo {
    /// Version.
    pub version: String,
    /// The commit that it was built from; empty outside a checkout.
    pub commit: String,
    /// The target that it was built for.
    pub target: String,
    /// `window`, `browser` or `cli`.
    pub door: String,
    /// What "today" is.
    pub as_of: String,
    /// The open ledger.
    pub ledger: Option<LedgerInfo>,
    /// Ledgers that were open before, newest first.
    pub recent: Vec<RecentLedger>,
    /// Appearance and language.
    pub preferences: Preferences,
    /// Where a new ledger is proposed (the documents folder).
    pub documents_dir: Option<String>,
}

/// Asks what a package on a U-disk is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateArgs {
    /// The package; its signature lies beside it (`….minisig`).
    pub path: String,
    /// File of another public key than the program's own.
    #[serde(default)]
    #[ts(optional)]
    pub key: Option<String>,
}

/// What a package on a U-disk is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateReport {
    /// The package.
    pub path: String,
    /// Whether the publisher made exactly this file.
    pub valid: bool,
    /// Whether it may be installed over this program.
    pub may_install: bool,
    /// `newer`, `same`, `older`, `other_system`, `unsigned`, `other_key`, `altered`, `no_signature`.
    pub verdict: String,
    /// Its version, as signed.
    pub version: Option<String>,
    /// What it is for, as signed: `windows-x64`, `linux-x64`, `linux-arm64`.
    pub system: Option<String>,
    /// The version that runs.
    pub current: String,
    /// The verdict in words, and what to do.
    pub message: String,
}

/// Appearance and language, kept on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// `zh-CN` or `en`.
    pub language: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// Who acts, for the record of operations.
    pub actor: String,
    /// Whether pages show tips.
    #[serde(default = "yes")]
    pub tips: bool,
    /// Pages whose tip was closed.
    #[serde(default)]
    pub tips_closed: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// A change of the ledger's own fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerSet {
    /// 单位名称
    pub unit: String,
}

/// A folder that is indexed in place (素材文件夹).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SourceRow {
    /// Id.
    pub id: String,
    /// Folder.
    pub path: String,
    /// Short name to show.
    pub label: String,
    /// Whether the folder is there now.
    pub connected: bool,
    /// Items with a location in it.
    #[ts(type = "number")]
    pub items: u64,
    /// While folders are watched: whether this one is looked through every minute, because the system does not tell what
    /// changes in it (its limit is reached, or it lies on the network).
    pub polled: bool,
    /// Whether it is the ledger's own folder for what is collected.
    pub own: bool,
    /// Why its files may not stay: `removable`, `chat`; absent for a folder like others.
    pub fleeting: Option<String>,
}

/// All sources.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SourceList {
    /// In the order they were added.
    pub sources: Vec<SourceRow>,
}

/// Names a source and its new folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SourceRelocate {
    /// Id.
    pub id: String,
    /// Where it is now.
    pub dir: String,
}

/// Names a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IdArgs {
    /// Id.
    pub id: String,
}

/// What the folder chooser of the browser door shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FolderList {
    /// The folder; empty for the list of places.
    pub path: String,
    /// Its parent.
    pub parent: Option<String>,
    /// Its entries, folders first.
    pub entries: Vec<FolderEntry>,
    /// Places to begin: home, documents, disks.
    pub places: Vec<FolderEntry>,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FolderEntry {
    /// Name to show.
    pub name: String,
    /// Full path.
    pub path: String,
    /// Whether it is a folder.
    pub dir: bool,
}

/// Asks for a folder's entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FolderArgs {
    /// The folder; absent for the places.
    pub path: Option<String>,
    /// Endings of files to show (`xlsx`); empty for folders alone.
    pub extensions: Vec<String>,
}

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CheckArgs {
    /// Every page and index of the database, not only a quick look.
    pub full: bool,
}

/// Health of a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckReport {
    /// No findings.
    pub ok: bool,
    /// What is wrong.
    pub findings: Vec<CheckFinding>,
}

/// One thing that is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckFinding {
    /// Stable name.
    pub code: String,
    /// The file or row it is about.
    pub subject: String,
}

/// A path of something that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathDone {
    /// The path.
    pub path: String,
}
