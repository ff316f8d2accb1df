//! An update is a package on a U-disk with its signature beside it (`….minisig`, by minisign). This room tells whether the
//! publisher of this program made it, for which system, and whether it is newer. It asks no network and starts nothing.
//!
//! The trusted comment of the signature is `taizhang VERSION SYSTEM`: it is signed too, so neither can be altered.

mod release;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use minisign_verify::{Error, PublicKey, Signature};

pub use release::{Release, Version, own_system};

/// What is appended to a package's name for its signature.
const ENDING: &str = ".minisig";
/// A signature file is four short lines; more is none.
const LARGEST_SIGNATURE: u64 = 8 << 10;

/// What a package on a U-disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by the publisher, for this system, newer than the program.
    Newer,
    /// The version that runs already.
    Same,
    /// Signed, but older: a ledger may have been changed since in a way it can't read.
    Older,
    /// Signed, but for another system.
    OtherSystem,
    /// No signature lies beside it.
    Unsigned,
    /// Somebody else signed it.
    OtherKey,
    /// The file is not what was signed.
    Altered,
    /// What lies beside it is no signature of a release.
    NoSignature,
}

impl Verdict {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newer => "newer",
            Self::Same => "same",
            Self::Older => "older",
            Self::OtherSystem => "other_system",
            Self::Unsigned => "unsigned",
            Self::OtherKey => "other_key",
            Self::Altered => "altered",
            Self::NoSignature => "no_signature",
        }
    }

    /// Whether the publisher made exactly this file.
    pub const fn is_genuine(self) -> bool {
        matches!(self, Self::Newer | Self::Same | Self::Older | Self::OtherSystem)
    }

    /// Whether it may be installed over the program that asks.
    pub const fn may_install(self) -> bool {
        matches!(self, Self::Newer | Self::Same)
    }
}

/// Why a package could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// A file can't be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The text is no public key.
    #[error("not a public key of minisign")]
    BadKey,
}

/// The key of the publisher.
#[derive(Debug, Clone)]
pub struct Key(PublicKey);

impl Key {
    /// Reads a key: the file of minisign, or its second line alone.
    pub fn read(text: &str) -> Result<Self, UpdateError> {
        let text = text.trim();
        PublicKey::decode(text)
            .or_else(|_| PublicKey::from_base64(text))
            .map(Self)
            .map_err(|_| UpdateError::BadKey)
    }
}

/// Looks at a package and the signature beside it. The release is there whenever the verdict is genuine.
pub fn check(
    package: &Path,
    key: &Key,
    current: &Version,
    system: &str,
) -> Result<(Verdict, Option<Release>), UpdateError> {
    let file = File::open(package).map_err(|e| failed(package, e))?;
    let Some(signature) = signature_beside(package)? else {
        return Ok((Verdict::Unsigned, None));
    };
    let Ok(signature) = Signature::decode(signature.trim()) else {
        return Ok((Verdict::NoSignature, None));
    };
    match verify(file, package, &signature, key)? {
        Some(verdict) => Ok((verdict, None)),
        None => Ok(match Release::read(signature.trusted_comment()) {
            Some(release) => (release.verdict(current, system), Some(release)),
            None => (Verdict::NoSignature, None),
        }),
    }
}

/// What is wrong with the signature; nothing when it is the publisher's and of this file.
fn verify(
    mut file: File,
    package: &Path,
    signature: &Signature,
    key: &Key,
) -> Result<Option<Verdict>, UpdateError> {
    let mut verifier = match key.0.verify_stream(signature) {
        Ok(verifier) => verifier,
        Err(Error::UnexpectedKeyId) => return Ok(Some(Verdict::OtherKey)),
        Err(_) => return Ok(Some(Verdict::NoSignature)),
    };
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer).map_err(|e| failed(package, e))? {
            0 => break,
            read => verifier.update(buffer.get(..read).unwrap_or_default()),
        }
    }
    Ok(verifier.finalize().err().map(|_| Verdict::Altered))
}

fn signature_beside(package: &Path) -> Result<Option<String>, UpdateError> {
    let mut name = package.as_os_str().to_owned();
    name.push(ENDING);
    let path = PathBuf::from(name);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&path, error)),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST_SIGNATURE)
        .read_to_end(&mut bytes)
        .map_err(|e| failed(&path, e))?;
    // What is no text is no signature either.
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn failed(path: &Path, source: io::Error) -> UpdateError {
    UpdateError::Io {
        path: path.to_owned(),
        source,
    }
}
