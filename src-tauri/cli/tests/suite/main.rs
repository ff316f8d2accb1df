//! Whole runs of the command line, one program. One binary: every test binary links the whole tree again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod bench;
mod drafts;
mod faults;
mod flow;
mod gap_board;
mod ledgers;
mod messy;
mod packs;
mod prints;
mod probe;
mod profiles;
mod program;
mod refused;
mod sheets;
mod stop;
