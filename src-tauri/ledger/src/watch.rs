//! Follows changes of the sources until stopped.

use crate::error::Result;
use crate::{Ledger, Progress, ScanReport};

impl Ledger {
    /// Scans, then follows changes (`notify`, with a periodic scan where that can't be had) and scans again after each quiet
    /// moment; every batch that found something is told to `batch`. Returns when `progress` says stop.
    pub fn watch(&self, progress: &dyn Progress, batch: &mut dyn FnMut(&ScanReport)) -> Result<()> {
        let _ = (progress, batch);
        unimplemented!()
    }
}
