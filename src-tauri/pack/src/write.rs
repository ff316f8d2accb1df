//! The one streaming writer.

use std::path::Path;

use taizhang_model::id::Sha256;

use crate::{Material, PackError, PackModel};

/// What is told while writing, and whether to stop.
pub trait Progress: Sync {
    /// Bytes done of bytes in all, and the entry at hand.
    fn at(&self, done: u64, total: u64, name: &str);
    /// Whether the person wants to stop.
    fn stopped(&self) -> bool;
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Payload files.
    pub entries: u64,
    /// Payload bytes.
    pub payload_bytes: u64,
    /// Bytes of the zip.
    pub zip_bytes: u64,
    /// Hash of the zip.
    pub sha256: Sha256,
}

/// Writes a pack to `out` through `out` + `.part`: one read per file, hashed while copying and compared with the
/// index; fsync, then rename. On any error the `.part` is removed and nothing stands under the final name.
pub fn write(
    model: &PackModel,
    material: &dyn Material,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Written, PackError> {
    let _ = (model, material, out, progress);
    unimplemented!()
}
