//! The only shapes that cross a door: JSON for the command line, the window and the browser.
//! Keys are snake_case English; days are `YYYY-MM-DD`; ids are UUIDs as text.

mod activity;
mod checklist;
mod collect;
mod evidence;
mod item;
mod ledger;
mod pack;
mod print;
mod received;
mod record;
mod review;
mod scan;
mod search;
mod standing;
mod suggest;
mod task;

pub use activity::*;
pub use checklist::*;
pub use collect::*;
pub use evidence::*;
pub use item::*;
pub use ledger::*;
pub use pack::*;
pub use print::*;
pub use received::*;
pub use record::*;
pub use review::*;
pub use scan::*;
pub use search::*;
pub use standing::*;
pub use suggest::*;
pub use task::*;

pub use taizhang_model::draft::Draft;
pub use taizhang_model::kind::Kind;
pub use taizhang_model::status::{State, StatusReport};
