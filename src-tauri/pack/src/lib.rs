//! The pack (迎检包): a BagIt 1.0 bag (RFC 8493) as zip, made from one plain value and read back.

mod copy;
mod csv;
pub mod diff;
pub mod error;
mod host;
mod html;
mod in_place;
pub mod index_json;
mod layout;
mod manifest;
pub mod model;
mod names;
mod pipeline;
pub mod profile;
mod select;
mod sheet;
pub mod verify;
mod volumes;
mod words;
pub mod write;
mod zip_write;

pub use copy::copy_to;
pub use diff::{Change, FileDiff, IndicatorDiff, IndicatorSide, PackDiff, diff};
pub use error::PackError;
pub use in_place::put_in_place;
pub use index_json::{FORMAT, FORMAT_VERSION, PackIndex};
pub use layout::folder_name;
pub use model::{Entry, EntryLink, Finding, Material, PackIndicator, PackModel, Paper, Told, Volume};
pub use names::MAX_PATH;
pub use profile::{Profile, ProfileError, size_of};
pub use verify::{Check, Problem, Unpacked, Verdict, contents, unpack, verify};
pub use volumes::{Volumes, write_volumes};
pub use write::{Progress, Written, part_of, write};
