//! The ledger folder: SQLite, scan and watch, operations and undo, queries. Knows neither window, HTTP nor terminal.

mod backup;
mod connect;
mod error;
mod items;
mod lock;
mod open;
mod operation;
mod place;
mod progress;
mod row;
mod scan;
mod thumbs;
mod watch;

pub use error::{Holder, LedgerError, Result};
pub use items::{Facets, FolderCount, Item, ItemDetail, ItemFilter, Location, Presence, Sort, Trouble};
pub use open::{Access, Ledger, NewLedger, Surroundings};
pub use operation::Operation;
pub use progress::{Progress, Quiet};
pub use scan::{ScanError, ScanReport};
pub use thumbs::{PREVIEW, THUMB};
