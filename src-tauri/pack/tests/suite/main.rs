//! Packs written, verified and attacked. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod hostile;
mod support;
mod verify;
mod write;
