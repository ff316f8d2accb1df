//! The pack (迎检包): a BagIt 1.0 bag (RFC 8493) as zip, made from one plain value and read back.

pub mod error;
pub mod model;
pub mod verify;
pub mod write;

pub use error::PackError;
pub use model::{Entry, EntryLink, Material, PackIndicator, PackModel};
pub use verify::{Check, Problem, Verdict, verify};
pub use write::{Progress, Written, write};
