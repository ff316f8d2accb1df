//! The ledger folder: SQLite, scan and watch, operations and undo, queries. Knows neither window, HTTP nor terminal.

mod backup;
mod check;
mod checklist;
mod connect;
mod contents;
mod error;
mod history;
mod import;
mod indicator;
mod items;
mod link;
mod lock;
mod mark;
mod open;
mod operation;
mod pack;
mod place;
mod print;
mod progress;
mod record;
mod row;
mod scan;
mod search;
mod sheet;
mod sources;
mod standing;
mod status;
mod suggest;
mod thumbs;
mod tree;
mod version;
mod watch;

pub use check::Finding;
pub use checklist::{Checklist, ChecklistChange};
pub use error::{Holder, LedgerError, Result};
pub use history::History;
pub use import::Import;
pub use indicator::{Indicator, Waiver};
pub use items::{
    Alike, Facets, FolderCount, Item, ItemDetail, ItemFilter, Location, Presence, Sort, Trouble,
};
pub use link::{EXTERNAL, Link, LinkChange, Subject, Target};
pub use open::{Access, Ledger, NewLedger, Surroundings};
pub use operation::Operation;
pub use pack::{LedgerMaterial, PackPlan};
pub use print::FormChoice;
pub use progress::{Progress, Quiet};
pub use record::{Record, Where};
pub use scan::{ScanError, ScanReport};
pub use search::{Found, Hit, SearchAsk};
pub use sources::Source;
pub use standing::{Due, Standing};
pub use suggest::{About, Ask, Pick, Suggested, Suggestion};
pub use thumbs::{PREVIEW, THUMB};
pub use tree::{IndicatorChange, SourceText, Step};
pub use version::{Change, Difference, Rollover, YearBefore};
