//! Thumbnails in `cache/thumbs.sqlite`, what is on screen first.

use taizhang_media::WorkerPool;
use taizhang_model::id::Sha256;

use crate::error::Result;
use crate::{Ledger, Progress, ScanError};

/// Longest side of a thumbnail, in pixels.
pub const THUMB: u32 = 320;
/// Longest side of a preview, in pixels.
pub const PREVIEW: u32 = 1600;

impl Ledger {
    /// A stored thumbnail, or one made now by the workers (and stored, when the ledger may be written). `None`: there is
    /// no such content, its file is not there, or it can't be decoded (the reason is in its facts).
    pub fn thumb(&self, sha256: Sha256, side: u32, workers: &WorkerPool) -> Result<Option<Vec<u8>>> {
        let _ = (sha256, side, workers);
        unimplemented!()
    }

    /// Makes every thumbnail that is wanting, several at a time. Requests by [`Ledger::thumb`] come between.
    pub fn make_thumbs(&self, workers: &WorkerPool, progress: &dyn Progress) -> Result<Vec<ScanError>> {
        let _ = (workers, progress);
        unimplemented!()
    }
}
