//! One writer at a time, by a lock of the operating system that goes away with its holder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Holder, LedgerError, Result};

const LOCK: &str = ".lock";
/// A file of its own: on Windows a locked file can't be read by others.
const HOLDER: &str = ".lock-holder.json";
/// What taking the lock leaves in the folder.
pub(crate) const FILES: [&str; 2] = [LOCK, HOLDER];

/// Held as long as the ledger is open for writing.
#[derive(Debug)]
pub(crate) struct WriterLock {
    file: File,
}

impl WriterLock {
    /// Takes the lock, or tells who has it.
    pub(crate) fn take(dir: &Path, me: &Holder) -> Result<Self> {
        let path = dir.join(LOCK);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| LedgerError::io(&path, e))?;
        match file.try_lock() {
            Ok(()) => {
                let holder = dir.join(HOLDER);
                std::fs::write(&holder, serde_json::to_vec(me)?).map_err(|e| LedgerError::io(&holder, e))?;
                Ok(Self { file })
            }
            Err(TryLockError::WouldBlock) => Err(LedgerError::Busy {
                dir: dir.to_owned(),
                holder: Box::new(read_holder(dir)),
            }),
            Err(TryLockError::Error(e)) => Err(LedgerError::io(&path, e)),
        }
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // The system frees the lock with the file in any case; this only frees it a moment earlier.
        let _ = self.file.unlock();
    }
}

/// Who took the lock; empty fields where that can't be read, because the lock itself is what counts.
fn read_holder(dir: &Path) -> Holder {
    std::fs::read(dir.join(HOLDER))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}
