//! Why a pack could not be made or read.

use std::path::PathBuf;

/// Why something is no bag, or is not unpacked. Whoever tells it has the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Neither a zip nor a folder.
    NoZip,
    /// The zip's end or its directory is lost.
    Torn,
    /// No `bagit.txt` and no manifest anywhere.
    Nothing,
    /// More than one bag.
    Several,
    /// A bag of another make, or one whose index can't be read.
    NotOurs,
    /// A file inside is damaged, cut or longer than it says.
    Damaged,
    /// A file inside is locked.
    Locked,
    /// A link.
    Link,
    /// Neither a file nor a folder.
    Special,
    /// Two entries share bytes.
    Overlap,
    /// A path that leads outside, or none at all.
    Outside,
    /// A name that Windows can't carry.
    NotPortable,
    /// A name or a path too long or too deep.
    TooLong,
    /// A name that is there twice, or another one but for case and Unicode form.
    Twin,
    /// A file and a folder by one name.
    Both,
    /// It grows out of proportion.
    Bomb,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::NoZip,
        Self::Torn,
        Self::Nothing,
        Self::Several,
        Self::NotOurs,
        Self::Damaged,
        Self::Locked,
        Self::Link,
        Self::Special,
        Self::Overlap,
        Self::Outside,
        Self::NotPortable,
        Self::TooLong,
        Self::Twin,
        Self::Both,
        Self::Bomb,
    ];

    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoZip => "no_zip",
            Self::Torn => "torn",
            Self::Nothing => "nothing",
            Self::Several => "several",
            Self::NotOurs => "not_ours",
            Self::Damaged => "damaged",
            Self::Locked => "locked",
            Self::Link => "link",
            Self::Special => "special",
            Self::Overlap => "overlap",
            Self::Outside => "outside",
            Self::NotPortable => "not_portable",
            Self::TooLong => "too_long",
            Self::Twin => "twin",
            Self::Both => "both",
            Self::Bomb => "bomb",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

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
    #[error("{path} is no bag: {why} {inside}")]
    NotABag {
        /// What was given.
        path: PathBuf,
        /// Why.
        why: Reason,
        /// The file inside that it is about; empty where it is about the whole.
        inside: String,
    },
    /// Unpacking it would do harm or can't be done fully; nothing was unpacked.
    #[error("{path} is not unpacked: {why} {inside}")]
    Refused {
        /// The zip.
        path: PathBuf,
        /// Why.
        why: Reason,
        /// The entry; empty where it is about the whole.
        inside: String,
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
