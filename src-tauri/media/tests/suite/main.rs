//! Facts of containers and of the real samples. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod containers;
mod samples;
