//! The pack (迎检包): a BagIt 1.0 bag (RFC 8493) as zip, made from one plain value and read back.

mod copy;
mod csv;
pub mod diff;
pub mod error;
mod fields;
mod host;
mod html;
mod in_place;
pub mod index_json;
mod layout;
mod lock;
mod manifest;
pub mod model;
mod names;
mod parquet;
mod pipeline;
pub mod profile;
pub mod secrecy;
mod select;
mod sheet;
pub mod verify;
mod volumes;
mod whole;
mod words;
pub mod write;
mod zip_write;

pub use copy::{copy_file, copy_to};
pub use diff::{Change, FileDiff, IndicatorDiff, IndicatorSide, PackDiff, diff};
pub use error::{PackError, Reason};
pub use fields::FieldDiff;
pub use in_place::{clear_failed, put_in_place};
pub use index_json::{FORMAT, FORMAT_VERSION, PackIndex};
pub use layout::folder_name;
pub use lock::{Unlocked, is_locked, lock, unlock, unlock_all};
pub use model::{
    Days, DocumentFacts, Entry, EntryLink, Finding, Material, PackIndicator, PackModel, Paper, Shape, Told,
    Volume,
};
pub use names::{MAX_PATH, clean as safe_name, is_plain_name};
pub use parquet::write_tables;
pub use profile::{Copies, Profile, ProfileError, size_of};
pub use secrecy::{Marked, secrets};
pub use verify::{Both, Check, Problem, Unpacked, Verdict, contents, read_file, unpack, verify};
pub use volumes::{Volumes, write_volumes};
pub use whole::{Whole, whole};
pub use write::{Progress, Written, hash_of, measured, part_of, write};
