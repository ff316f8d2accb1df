//! Why a pack could not be made or read.

use std::path::PathBuf;

/// Why a pack could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// An original is no longer what was indexed: nothing was written under the final name.
    #[error("{name} changed since it was indexed")]
    Changed {
        /// Display path of the original.
        name: String,
    },
    /// An original can't be read.
    #[error("can't read {name}: {source}")]
    Original {
        /// Display path of the original.
        name: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Papers marked 秘密, 机密 or 绝密 never enter a pack; nothing was written.
    #[error("marked as secret: {}", names.join(", "))]
    Secret {
        /// Display paths of the originals.
        names: Vec<String>,
    },
    /// One file, or the lists of a pack, don't fit into a zip of the size that was asked for; nothing was written.
    #[error("{name} ({bytes} bytes) fits into no volume")]
    VolumeTooSmall {
        /// Display path of the original.
        name: String,
        /// Its size.
        bytes: u64,
    },
    /// The disk is full.
    #[error("no space left for {path}")]
    DiskFull {
        /// The pack.
        path: PathBuf,
    },
    /// The disk's format holds no file of this size (FAT32: 4 GB).
    #[error("{path} is larger than the disk's format allows")]
    FileTooLarge {
        /// The pack.
        path: PathBuf,
    },
    /// A copy was read back and is not what was written.
    #[error("{path} differs from what was copied")]
    CopyDiffers {
        /// The copy; it was removed.
        path: PathBuf,
    },
    /// The pack can't be written or read.
    #[error("{path}: {source}")]
    Io {
        /// The pack.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Its files are locked, and no password was given.
    #[error("{path} is locked")]
    Locked {
        /// The zip.
        path: PathBuf,
    },
    /// Its files are locked with another password.
    #[error("{path} has another password")]
    WrongPassword {
        /// The zip.
        path: PathBuf,
    },
    /// What was given is no pack and no bag.
    #[error("{path} is no bag: {detail}")]
    NotABag {
        /// What was given.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// Unpacking it would do harm or can't be done fully; nothing was unpacked.
    #[error("{path} is not unpacked: {detail}")]
    Refused {
        /// The zip.
        path: PathBuf,
        /// The entry and why.
        detail: String,
    },
    /// Something stands already where a folder would be made.
    #[error("{path} is there already")]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The person stopped it.
    #[error("cancelled")]
    Cancelled,
    /// A library's error that should not happen.
    #[error("{0}")]
    Internal(String),
}
