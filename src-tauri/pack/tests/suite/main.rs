//! Packs written, verified and attacked. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod diff;
mod extras;
mod hostile;
// Only Unix lets a folder with an open file be taken away.
#[cfg(unix)]
mod pulled;
mod stopped;
mod support;
mod travelled;
mod unpack;
mod verify;
mod volumes;
mod write;
