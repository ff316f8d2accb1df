//! Status rules. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod group;
mod group_strays;
mod made;
mod status;
mod status_any;
mod status_members;
