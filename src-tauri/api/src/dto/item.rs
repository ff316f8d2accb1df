//! Items (材料) and facts of files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang_ledger::{path_from_bytes, path_to_bytes};
use ts_rs::TS;

use taizhang_model::date::{DateFact, DateOrigin, Meaning, Precision};
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::paper::PaperFacts;

/// Which items, in which order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ItemQuery {
    /// Substring of title, path or caption.
    pub search: Option<String>,
    /// Kinds; empty for all but junk.
    pub kinds: Option<Vec<Kind>>,
    /// Only those without a link in the current checklist.
    pub unlinked: Option<bool>,
    /// Only those linked to this indicator or one below it (id).
    pub indicator: Option<String>,
    /// Only those of this activity (id or title).
    pub activity: Option<String>,
    /// Only those in no activity.
    pub no_activity: Option<bool>,
    /// Only those of this source (id).
    pub source: Option<String>,
    /// Only those below this folder of the source (relative, with `/`).
    pub folder: Option<String>,
    /// Only those with this trouble: `errors`, `duplicates`, `missing`, `changed`, `look_alikes`, `versions`, `doubts`.
    pub trouble: Option<String>,
    /// Only those of this group of look-alikes.
    pub similar: Option<String>,
    /// Only versions of this family.
    pub family: Option<String>,
    /// Only those of this month (`2026-04`).
    pub month: Option<String>,
    /// Only those of this department: of its activities, of indicators that it leads, or named in their paths.
    pub department: Option<String>,
    /// `date` (best day, then name), `path`, `added`, `alike` (groups of look-alikes and versions, the one to use first).
    pub sort: Option<String>,
    /// At most so many; absent for all.
    pub limit: Option<u32>,
    /// Begin after this item (id).
    pub after: Option<String>,
}

/// A list of items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemList {
    /// How many match, without the limit.
    #[ts(type = "number")]
    pub total: u64,
    /// The items.
    pub items: Vec<ItemRow>,
}

/// One item in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemRow {
    /// Id.
    pub id: String,
    /// Name to show.
    pub title: String,
    /// Kind.
    pub kind: Kind,
    /// Format by content.
    pub format: String,
    /// Best day.
    pub captured_on: Option<String>,
    /// Its origin.
    pub captured_from: Option<DateOrigin>,
    /// Its precision.
    pub captured_precision: Option<Precision>,
    /// Where it lies.
    pub locations: Vec<LocationRow>,
    /// Hash.
    pub sha256: String,
    /// Size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Pixels as seen, orientation applied.
    pub width: Option<u32>,
    /// Pixels as seen, orientation applied.
    pub height: Option<u32>,
    /// Seconds.
    pub duration_s: Option<f64>,
    /// Group of look-alikes.
    pub similar_group: Option<String>,
    /// How it is like the best one: `copy`, `resized`, `burst`.
    pub similar_kind: Option<String>,
    /// Whether it is the best of its group.
    pub best: Option<bool>,
    /// Family of versions of one document.
    pub family: Option<String>,
    /// Whether it is the one of its family to use.
    pub family_best: Option<bool>,
    /// Doubts about its date and bytes, hints on its picture.
    pub doubts: Vec<String>,
    /// Activities that it is in (ids), confirmed or proposed.
    pub activities: Vec<String>,
    /// Codes of the indicators of the current checklist that it proves.
    pub links: Vec<String>,
    /// Errors of its facts or thumbnail.
    pub errors: Vec<ItemError>,
    /// Whether a picture can be asked for at `/thumb/<sha256>/<side>`.
    pub thumb: bool,
    /// Whether it is there: `present`, `missing`, `disconnected`.
    pub state: String,
}

/// An error of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemError {
    /// Stable name.
    pub code: String,
    /// A sentence.
    pub message: String,
}

/// A place where an item's bytes lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LocationRow {
    /// Id of the source.
    pub source: String,
    /// Path relative to it, with `/`.
    pub path: String,
    /// `present`, `missing`, `disconnected`.
    pub state: String,
}

/// One item with all that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemDetail {
    /// As in a list.
    pub item: ItemRow,
    /// What told the kind.
    pub kind_from: KindOrigin,
    /// Every date that was found, best first.
    pub dates: Vec<DateFact>,
    /// Doubts, as in the list.
    pub doubts: Vec<String>,
    /// How its pixels are stored: EXIF orientation 1 to 8.
    pub orientation: Option<u8>,
    /// Pages.
    pub pages: Option<u32>,
    /// What the document tells of itself, each with the words that tell it.
    pub paper: Option<PaperFacts>,
    /// When the program saw it first, ISO 8601 in UTC.
    pub received_at: String,
    /// When the file was changed last, ISO 8601.
    pub modified_at: Option<String>,
    /// Activities that it is in, confirmed or proposed.
    pub activities: Vec<ActivityName>,
    /// Links in all checklists, those of its activities among them.
    pub links: Vec<LinkRow>,
    /// Hashes it had before, newest first.
    pub revisions: Vec<String>,
}

/// A piece of evidence (佐证).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LinkRow {
    /// Id.
    pub id: String,
    /// Id of the checklist.
    pub checklist: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub indicator_title: String,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// The item.
    pub item: Option<ItemRow>,
    /// Or an activity.
    pub activity: Option<ActivityLinked>,
    /// Or an external reference: `url:…`, `paper:…`, `note:…`.
    pub external: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// The caption that its activity would give, where it has none.
    pub proposed_caption: Option<String>,
    /// The day an external reference was seen.
    #[ts(type = "string | null")]
    pub seen_on: Option<jiff::civil::Date>,
    /// For whom or what it is: a department or a place.
    pub about: Option<String>,
    /// 内容已改·请确认: the item's bytes are not those that were linked.
    pub changed: bool,
}

/// An activity that an item is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActivityName {
    /// Id.
    pub id: String,
    /// What it was.
    pub title: String,
}

/// An activity that stands as evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActivityLinked {
    /// Id.
    pub id: String,
    /// What it was.
    pub title: String,
    /// First day.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// Its items that stand as evidence (ids), in order.
    pub items: Vec<String>,
    /// Its first item, a picture where it has one.
    pub cover: Option<ItemRow>,
}

/// Names files outside any ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProbeArgs {
    /// The files.
    pub paths: Vec<String>,
    /// Of those whose path is no text (only a command line has such): their place in `paths`, and the path as the system has it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(skip)]
    pub raw: BTreeMap<usize, Vec<u8>>,
}

impl ProbeArgs {
    /// Asks for these files, whatever their names are made of.
    pub fn of(files: &[OsString]) -> Self {
        let raw = files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.to_str().is_none());
        Self {
            paths: files
                .iter()
                .map(|file| file.to_string_lossy().into_owned())
                .collect(),
            raw: raw
                .map(|(index, file)| (index, path_to_bytes(Path::new(file))))
                .collect(),
        }
    }

    /// Each file's path as text and as the system has it.
    pub(crate) fn files(self) -> Vec<(String, PathBuf)> {
        let place = |(index, path): (usize, String)| {
            let raw = self.raw.get(&index).map(|raw| path_from_bytes(raw));
            (path.clone(), raw.unwrap_or_else(|| PathBuf::from(path)))
        };
        self.paths.into_iter().enumerate().map(place).collect()
    }
}

/// Facts of files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProbeReport {
    /// In the order asked.
    pub files: Vec<ProbeRow>,
}

/// A date that was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DateCandidate {
    /// Where.
    pub from: DateOrigin,
    /// As written.
    pub value: String,
    /// How exact.
    pub precision: Precision,
}

/// Facts of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProbeRow {
    /// As asked.
    pub path: String,
    /// Kind.
    pub kind: Option<Kind>,
    /// What told it.
    pub kind_from: Option<KindOrigin>,
    /// Format by content.
    pub format: Option<String>,
    /// Hash.
    pub sha256: Option<String>,
    /// Size.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// Best date as written.
    pub captured_at: Option<String>,
    /// Its precision.
    pub captured_precision: Option<Precision>,
    /// Its origin.
    pub captured_from: Option<DateOrigin>,
    /// What it says.
    pub captured_meaning: Option<Meaning>,
    /// Every date found.
    pub candidates: Vec<DateCandidate>,
    /// Doubts.
    pub doubts: Vec<String>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration_s: Option<f64>,
    /// EXIF orientation.
    pub orientation: Option<u8>,
    /// Pages.
    pub pages: Option<u32>,
    /// 文号
    pub doc_no: Option<String>,
    /// 责任者
    pub issuer: Option<String>,
    /// 题名
    pub doc_title: Option<String>,
    /// 落款日期
    pub doc_date: Option<String>,
    /// 密级
    pub secrecy: Option<String>,
    /// Characters of text.
    pub text_chars: Option<u32>,
    /// Why facts are missing.
    pub error: Option<ItemError>,
}

/// The tree of folders of the sources with their counts, for the left column of 材料.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemFacets {
    /// All but junk.
    #[ts(type = "number")]
    pub all: u64,
    /// Without a link in the current checklist.
    #[ts(type = "number")]
    pub unlinked: u64,
    /// In more than one place.
    #[ts(type = "number")]
    pub duplicates: u64,
    /// With errors.
    #[ts(type = "number")]
    pub errors: u64,
    /// With look-alikes.
    #[ts(type = "number")]
    pub look_alikes: u64,
    /// With other versions.
    #[ts(type = "number")]
    pub versions: u64,
    /// With doubts.
    #[ts(type = "number")]
    pub doubts: u64,
    /// Missing on disk.
    #[ts(type = "number")]
    pub missing: u64,
    /// Linked, with other bytes since.
    #[ts(type = "number")]
    pub changed: u64,
    /// That a person said are not needed; they count nowhere else.
    pub unneeded: u64,
    /// By kind.
    pub kinds: Vec<KindCount>,
    /// By month of the best day, oldest first.
    pub months: Vec<MonthCount>,
    /// Folders, depth first, at most two levels.
    pub folders: Vec<FolderCount>,
}

/// How many items of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct KindCount {
    /// Kind.
    pub kind: Kind,
    /// How many.
    #[ts(type = "number")]
    pub items: u64,
}

/// How many items of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MonthCount {
    /// `2026-04`.
    pub month: String,
    /// How many.
    #[ts(type = "number")]
    pub items: u64,
}

/// How many items below a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FolderCount {
    /// Id of the source.
    pub source: String,
    /// Relative to it; empty for the source itself.
    pub folder: String,
    /// Name to show.
    pub name: String,
    /// 0 for a source.
    pub depth: u32,
    /// How many.
    #[ts(type = "number")]
    pub items: u64,
    /// Whether the source is there.
    pub connected: bool,
}

/// The text inside an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemText {
    /// The text; empty for what has none.
    pub text: String,
    /// Whether there is more of it.
    pub cut: bool,
}

/// Says what items are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemKindSet {
    /// Items by id or path.
    pub items: Vec<String>,
    /// Their kind; absent: what their bytes tell.
    pub kind: Option<Kind>,
}
