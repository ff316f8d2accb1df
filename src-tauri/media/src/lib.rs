//! One file to facts. Header, EXIF and hash are read in process; pixels are decoded in worker processes.

mod asf;
mod avc;
mod bytes;
mod colour;
mod copy;
mod decode;
mod detect;
mod exif;
pub mod facts;
mod ffmpeg;
mod film;
mod format;
mod frame;
pub mod hash;
mod heic;
mod heif;
mod iso;
mod jpeg;
mod keys;
mod kind;
pub mod look;
mod matroska;
mod member_names;
mod members;
mod movie;
mod ole;
mod open;
mod orient;
mod page;
pub mod paper;
mod plain_film;
mod psd;
mod raster;
mod raw;
mod riff;
mod run;
mod sound;
#[cfg(test)]
mod specimen;
mod stamp;
#[cfg(test)]
mod table;
mod text;
mod transport;
pub mod worker;
mod xmp;
mod zipped;

pub use copy::CopyWish;
pub use facts::{Facts, FileError, facts};
pub use hash::{Hashed, hash};
pub use members::{Archive, Member};
pub use open::{is_elsewhere, is_locked};
pub use paper::Paper;
pub use plain_film::{FILMS, PlainFilm};
pub use run::{PICTURES, decodes, run_worker};
pub use worker::{Picture, WorkerPool, WorkerSettings};
