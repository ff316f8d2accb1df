//! The ledger against folders on disk. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod activity;
mod caption;
mod collect;
#[path = "../common/mod.rs"]
mod common;
mod disks;
mod folder;
mod forms;
mod items;
#[path = "../material/mod.rs"]
mod material;
mod records;
mod scan_identity;
mod scan_inputs;
mod search;
mod sources;
mod suggest;
mod tree;
mod undo;
mod version;
mod watch;
