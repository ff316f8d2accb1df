//! One file to facts. Header, EXIF and hash are read in process; pixels are decoded in worker processes.

mod bytes;
mod decode;
mod detect;
mod exif;
pub mod facts;
mod format;
mod frame;
pub mod hash;
mod heif;
mod iso;
mod jpeg;
mod keys;
mod kind;
pub mod look;
mod movie;
mod ole;
mod open;
mod orient;
mod page;
pub mod paper;
mod raster;
mod run;
mod stamp;
mod text;
pub mod worker;
mod xmp;
mod zipped;

pub use facts::{Facts, FileError, facts};
pub use hash::{Hashed, hash};
pub use paper::Paper;
pub use run::run_worker;
pub use worker::{Picture, WorkerPool, WorkerSettings};
