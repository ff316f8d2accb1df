//! What benchmarks and whole-program tests share: the class of photographs, a messy year, a large ledger, peers, and a clock beside
//! the memory of a process.

pub mod looks;
pub mod measure;
pub mod messy;
pub mod packs;
pub mod photos;
pub mod plan;
pub mod prints;
pub mod search;
