//! What benchmarks share: the class of photographs, peers, and a clock beside the memory of a process.

pub mod measure;
pub mod photos;
