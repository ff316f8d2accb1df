//! One file to facts. Header, EXIF and hash are read in process; pixels are decoded in worker processes.

pub mod facts;
pub mod hash;
pub mod worker;

pub use facts::{Facts, FileError, facts};
pub use hash::{Hashed, hash};
pub use worker::{Picture, WorkerPool, WorkerSettings};
