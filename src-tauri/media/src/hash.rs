//! The one read of a file: SHA-256 of all bytes, and its first bytes for the facts.

use std::path::Path;

use taizhang_model::id::Sha256;

/// How many first bytes are kept for the header facts.
pub const HEAD: usize = 256 * 1024;

/// What one read gives.
#[derive(Debug, Clone)]
pub struct Hashed {
    /// Hash of all bytes.
    pub sha256: Sha256,
    /// How many bytes were read.
    pub bytes: u64,
    /// The first [`HEAD`] bytes.
    pub head: Vec<u8>,
}

/// Reads a file once from begin to end, for reading only. `stop` is asked between blocks; when it answers
/// `true` the error's kind is `Interrupted`.
pub fn hash(path: &Path, stop: &dyn Fn() -> bool) -> std::io::Result<Hashed> {
    let _ = (path, stop);
    unimplemented!()
}
