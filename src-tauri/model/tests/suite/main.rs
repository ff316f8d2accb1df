//! Status rules. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod group;
mod status;
mod status_members;
