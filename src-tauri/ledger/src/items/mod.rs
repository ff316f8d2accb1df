//! Items (材料) as pages and the command line list them.

mod facets;
mod find;
mod list;
mod rows;

pub(crate) use self::list::Listed;

use rusqlite::OptionalExtension;
use taizhang_media::Paper;
use taizhang_model::date::{DateFact, DateOrigin, Precision};
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::look::SimilarKind;

use crate::Ledger;
use crate::error::Result;

/// Places that count: of sources that were not removed.
const PLACES: &str = "location l JOIN source s ON s.id = l.source AND s.removed_at IS NULL";

/// Items (`i`) with their content (`c`), facts (`f`) and, as `p`, what their places tell: the first one for sorting, and
/// how many have the bytes, without the copies that were collected (`sources::LAST`).
const ITEMS: &str = "item i
    LEFT JOIN (SELECT l.item AS item, min(char(33 + s.position) || l.path_text) AS place,
                   sum(l.state = 'present') AS present,
                   sum(l.state = 'present' AND s.position < 1048576) AS copies
               FROM location l JOIN source s ON s.id = l.source AND s.removed_at IS NULL GROUP BY l.item) p
        ON p.item = i.key
    LEFT JOIN content c ON c.key = i.content
    LEFT JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256";

/// Which items are shown: those with a place, and those that are linked.
const SHOWN: &str = "(p.item IS NOT NULL OR i.id IN (SELECT k.item FROM evidence k))";

/// Items whose facts, thumbnail or reading failed; a format without pictures is no failure.
const FAILED: &str = "(f.error_code IS NOT NULL OR f.thumb NOT IN ('ready', 'unsupported')
    OR f.text NOT IN ('ready', 'none', 'unsupported')
    OR i.key IN (SELECT l.item FROM idx.unread u JOIN location l ON l.key = u.location))";

/// Items that were linked when they had other bytes.
const CHANGED: &str =
    "i.key IN (SELECT t.key FROM link k JOIN item t ON t.id = k.item JOIN content d ON d.key = t.content
    WHERE k.content IS NOT NULL AND k.content <> lower(hex(d.sha256)))";

/// Items with look-alikes.
const ALIKE: &str = "c.key IN (SELECT content FROM idx.look WHERE similar_group IS NOT NULL)";

/// Items with other versions.
const VERSIONS: &str = "c.key IN (SELECT content FROM idx.version)";

/// Items with doubts about their date or bytes, or hints on their picture.
const DOUBTFUL: &str = "(f.doubts <> '[]' OR c.key IN (SELECT content FROM idx.look WHERE hints <> '[]'))";

/// Which items, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Words, all of which must fit: text of title, path, document or a caption, first letters of pinyin, kinds, days.
    pub search: Option<String>,
    /// What 上周 in them counts from.
    pub today: Option<jiff::civil::Date>,
    /// Kinds; empty for all but junk.
    pub kinds: Vec<Kind>,
    /// Only those without a link in this checklist (id).
    pub unlinked_in: Option<String>,
    /// Only those linked to this indicator (id) or one below it.
    pub indicator: Option<String>,
    /// Only those of this activity (id), confirmed or proposed.
    pub activity: Option<String>,
    /// Only those in no activity.
    pub no_activity: bool,
    /// Only those of this source (id).
    pub source: Option<String>,
    /// Only those below this folder of the source (relative, with `/`).
    pub folder: Option<String>,
    /// Only those with this trouble.
    pub trouble: Option<Trouble>,
    /// Only those of this group of look-alikes.
    pub similar: Option<i64>,
    /// Only versions of this family.
    pub family: Option<i64>,
    /// Only those whose best day lies in this month (`2026-04`).
    pub month: Option<String>,
    /// Only those of this department: of its activities, of indicators that it leads, or named in their paths.
    pub department: Option<String>,
    /// Order.
    pub sort: Sort,
    /// At most so many.
    pub limit: Option<u32>,
    /// Begin after this item (id).
    pub after: Option<String>,
}

/// What can be wrong with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Its facts or thumbnail failed.
    Errors,
    /// It lies in more than one place.
    Duplicates,
    /// No place has it.
    Missing,
    /// A link was made to other bytes.
    Changed,
    /// Pictures look like it, or were taken in the same burst.
    LookAlikes,
    /// Other versions of the document are there.
    Versions,
    /// Its date, bytes or picture are doubtful.
    Doubts,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best day (undated last), then path.
    #[default]
    Date,
    /// Source and path.
    Path,
    /// First seen, newest first.
    Added,
    /// Group of look-alikes or versions, the one to use first.
    Alike,
}

/// Whether bytes are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In a connected source.
    Present,
    /// Gone.
    Missing,
    /// In a source that is not connected now.
    Disconnected,
}

/// A place where an item's bytes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Id of the source.
    pub source: String,
    /// Path relative to it, with `/`.
    pub path: String,
    /// Whether it is there.
    pub presence: Presence,
}

/// One item in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Id.
    pub id: String,
    /// File name.
    pub title: String,
    /// Kind; `Other` until its bytes were read.
    pub kind: Kind,
    /// Format by content; empty until its bytes were read.
    pub format: String,
    /// Best day.
    pub captured_on: Option<String>,
    /// Its origin.
    pub captured_from: Option<DateOrigin>,
    /// Its precision.
    pub captured_precision: Option<Precision>,
    /// Where it lies.
    pub locations: Vec<Location>,
    /// Hash as text; empty until its bytes were read.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// Pixels as seen.
    pub width: Option<u32>,
    /// Pixels as seen.
    pub height: Option<u32>,
    /// Seconds.
    pub duration_s: Option<f64>,
    /// Its look-alikes.
    pub similar: Option<Alike>,
    /// Its versions.
    pub version: Option<Version>,
    /// Doubts about its date and bytes, and hints on its picture.
    pub doubts: Vec<String>,
    /// Codes of indicators that it proves in the current checklist, by itself or in an activity, in tree order.
    pub links: Vec<String>,
    /// Activities that it is in (ids), confirmed or proposed.
    pub activities: Vec<String>,
    /// Error of its facts, thumbnail or text: code and detail.
    pub error: Option<(String, String)>,
    /// Whether a thumbnail can be had or tried.
    pub thumb: bool,
    /// Whether its bytes are there.
    pub presence: Presence,
}

/// A picture among its look-alikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Number of the group; the same for all of them.
    pub group: i64,
    /// How it is like the best one.
    pub kind: SimilarKind,
    /// Whether it is the one to use.
    pub best: bool,
}

/// A document among its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Number of the family; the same for all of them.
    pub family: i64,
    /// Whether it is the one to use: the newest final one.
    pub best: bool,
}

/// One item with all that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemDetail {
    /// As in a list.
    pub item: Item,
    /// What told the kind.
    pub kind_from: KindOrigin,
    /// Every date that was found, best first.
    pub dates: Vec<DateFact>,
    /// EXIF orientation of its pixels as they are stored.
    pub orientation: Option<u8>,
    /// Pages.
    pub pages: Option<u32>,
    /// What the document tells of itself.
    pub paper: Option<Paper>,
    /// When it was first seen, ISO 8601 in UTC.
    pub received_at: String,
    /// When the file was changed last, ISO 8601 in UTC.
    pub modified_at: Option<String>,
    /// Hashes it had before, newest first.
    pub revisions: Vec<String>,
}

/// Counts for the left column of 材料; junk is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// All.
    pub all: u64,
    /// Without a link in the current checklist.
    pub unlinked: u64,
    /// In more than one place.
    pub duplicates: u64,
    /// With errors.
    pub errors: u64,
    /// With look-alikes.
    pub look_alikes: u64,
    /// With other versions.
    pub versions: u64,
    /// With doubts.
    pub doubts: u64,
    /// Missing on disk.
    pub missing: u64,
    /// Linked, with other bytes since.
    pub changed: u64,
    /// That a person said are not needed.
    pub unneeded: u64,
    /// By kind.
    pub kinds: Vec<(Kind, u64)>,
    /// By month of the best day, oldest first.
    pub months: Vec<(String, u64)>,
    /// Sources and their folders to two levels, depth first.
    pub folders: Vec<FolderCount>,
}

/// How many items lie below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub items: u64,
    /// Whether the source is there.
    pub connected: bool,
}

impl Ledger {
    /// Items that match, and how many match without the limit. Items of removed sources are left out, unless linked.
    pub fn items(&self, filter: &ItemFilter) -> Result<(u64, Vec<Item>)> {
        // Asked before the list is made: a write in between makes it stale.
        let writes = self.writes();
        self.read(|conn| {
            let (total, keys) = match writes {
                Some(writes) => list::page(conn, filter, &self.listed, writes)?,
                None => list::fresh(conn, filter)?.1,
            };
            Ok((total, rows::items(conn, &keys)?))
        })
    }

    /// These items, in this order; unknown ids are left out.
    pub fn items_by_id(&self, ids: &[String]) -> Result<Vec<Item>> {
        self.read(|conn| {
            let mut key = conn.prepare_cached("SELECT key FROM item WHERE id = ?1")?;
            let mut keys = Vec::with_capacity(ids.len());
            for id in ids {
                keys.extend(key.query_row([id], |row| row.get::<_, i64>(0)).optional()?);
            }
            rows::items(conn, &keys)
        })
    }

    /// One item.
    pub fn item(&self, id: &str) -> Result<ItemDetail> {
        self.read(|conn| rows::detail(conn, find::key(conn, id)?))
    }

    /// The text inside an item, as the last scan read it; none where it has none.
    pub fn item_text(&self, id: &str) -> Result<Option<String>> {
        self.read(|conn| {
            let query = "SELECT x.text FROM item i JOIN content c ON c.key = i.content
                 JOIN idx.fact f ON f.content = c.key AND f.sha256 = c.sha256
                 JOIN idx.text x ON x.content = c.key WHERE i.key = ?1";
            let key = find::key(conn, id)?;
            Ok(conn.query_row(query, [key], |row| row.get(0)).optional()?)
        })
    }

    /// Counts for the left column of 材料.
    pub fn facets(&self) -> Result<Facets> {
        self.read(facets::facets)
    }

    /// The item that an id, a path relative to a source (with `/`) or an absolute path names.
    pub fn find_item(&self, name: &str) -> Result<String> {
        self.read(|conn| find::item(conn, name))
    }

    /// A place where the item's current bytes can be read now: absolute path; of a member of an archive that of a copy in
    /// the ledger's cache.
    pub fn item_path(&self, id: &str) -> Result<std::path::PathBuf> {
        let found = self.read(|conn| find::path(conn, id))?;
        if found.member.is_empty() {
            return Ok(found.path);
        }
        self.member_copy(id, &found.path, &found.member)
    }
}
