//! The example ledger. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod make;
mod promises;
