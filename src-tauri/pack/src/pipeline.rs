//! The threads that stand behind the one that reads: one checks each original's hash, one hashes the zip, one
//! writes it. Blocks are shared, queues are bounded, order is the reader's: the outcome never depends on timing.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

use sha2::Digest as _;
use taizhang_model::id::Sha256;

use crate::PackError;
use crate::verify::sums::hex;
use crate::zip_write::{Block, Gone, Sink};

/// Blocks that may wait in a queue: with the file being held, about 70 MB at most.
const QUEUE: usize = 32;
/// Bytes that are written between two syncs.
const FLUSH: usize = 128 << 20;

/// Sends a zip's bytes to the one who writes and to the one who hashes.
pub(crate) struct Out<'scope> {
    to_disk: SyncSender<Block>,
    to_hash: SyncSender<Block>,
    disk: ScopedJoinHandle<'scope, std::io::Result<File>>,
    hash: ScopedJoinHandle<'scope, Sha256>,
}

impl Sink for Out<'_> {
    fn put(&mut self, block: Block) -> Result<(), Gone> {
        self.to_hash.send(Block::clone(&block)).map_err(|_| Gone)?;
        self.to_disk.send(block).map_err(|_| Gone)
    }
}

impl<'scope> Out<'scope> {
    /// Starts the writer and the hasher.
    pub(crate) fn start<'env>(scope: &'scope Scope<'scope, 'env>, file: File) -> Self {
        let (to_disk, from_disk) = sync_channel(QUEUE);
        let (to_hash, from_hash) = sync_channel(QUEUE);
        let disk = scope.spawn(move || write_all(file, &from_disk));
        let hash = scope.spawn(move || hash_all(&from_hash));
        Self {
            to_disk,
            to_hash,
            disk,
            hash,
        }
    }

    /// Waits until all is on its way to the disk; gives the file and the zip's hash.
    pub(crate) fn join(self) -> Result<(File, Sha256), JoinError> {
        drop((self.to_disk, self.to_hash));
        let hash = self.hash.join();
        let file = self
            .disk
            .join()
            .map_err(|_| JoinError::Panic)?
            .map_err(JoinError::Io)?;
        Ok((file, hash.map_err(|_| JoinError::Panic)?))
    }
}

/// Why a thread did not end well.
pub(crate) enum JoinError {
    /// The disk's reason.
    Io(std::io::Error),
    /// A defect.
    Panic,
}

/// Writes the blocks. What is written is sent to the disk meanwhile, so that the last sync has little left to wait for.
fn write_all(file: File, blocks: &Receiver<Block>) -> std::io::Result<File> {
    let same = file.try_clone()?;
    std::thread::scope(|scope| {
        let (ask, asked) = sync_channel(1);
        // An error of the disk is told to one sync alone: this one's ends the writing, or the last could seem to be well.
        let flusher = scope.spawn(move || asked.iter().try_for_each(|()| same.sync_data()));
        let written = write_each(file, blocks, &ask);
        drop(ask);
        let flushed = flusher
            .join()
            .unwrap_or_else(|_| Err(std::io::Error::other("the flushing thread ended early")));
        written.and_then(|file| flushed.map(|()| file))
    })
}

fn write_each(file: File, blocks: &Receiver<Block>, flush: &SyncSender<()>) -> std::io::Result<File> {
    let mut out = BufWriter::new(file);
    let mut waiting = 0;
    for block in blocks {
        out.write_all(&block)?;
        waiting += block.len();
        if waiting >= FLUSH {
            match flush.try_send(()) {
                Err(TrySendError::Disconnected(())) => break,
                // The one before is not done: it is asked again with the next block.
                Err(TrySendError::Full(())) => {}
                Ok(()) => waiting = 0,
            }
        }
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)
}

fn hash_all(blocks: &Receiver<Block>) -> Sha256 {
    let mut hasher = sha2::Sha256::new();
    for block in blocks {
        hasher.update(block.as_slice());
    }
    Sha256(hasher.finalize().into())
}

/// What the checker is told.
enum Told {
    Block(Block),
    End { name: String, expected: Sha256 },
}

/// Compares each original's hash with the index while the next is read.
pub(crate) struct Checker<'scope> {
    tell: SyncSender<Told>,
    thread: ScopedJoinHandle<'scope, Result<Vec<String>, PackError>>,
}

impl<'scope> Checker<'scope> {
    /// Starts the checker; with `sm3` it sums in SM3 too.
    pub(crate) fn start<'env>(scope: &'scope Scope<'scope, 'env>, sm3: bool) -> Self {
        let (tell, told) = sync_channel(QUEUE);
        Self {
            tell,
            thread: scope.spawn(move || check_all(&told, sm3)),
        }
    }

    /// Gives the next block of the original at hand.
    pub(crate) fn block(&self, block: Block) -> Result<(), Gone> {
        self.tell.send(Told::Block(block)).map_err(|_| Gone)
    }

    /// Says that the original at hand is at its end.
    pub(crate) fn end(&self, name: &str, expected: Sha256) -> Result<(), Gone> {
        self.tell
            .send(Told::End {
                name: name.to_owned(),
                expected,
            })
            .map_err(|_| Gone)
    }

    /// Waits for the verdict on all originals; gives their SM3 sums in order, where those were wished.
    pub(crate) fn join(self) -> Result<Vec<String>, PackError> {
        drop(self.tell);
        self.thread
            .join()
            .map_err(|_| PackError::Internal("the checking thread ended early".to_owned()))?
    }
}

fn check_all(told: &Receiver<Told>, with_sm3: bool) -> Result<Vec<String>, PackError> {
    let mut hasher = sha2::Sha256::new();
    let mut more = with_sm3.then(sm3::Sm3::new);
    let mut sums = Vec::new();
    for told in told {
        match told {
            Told::Block(block) => {
                hasher.update(block.as_slice());
                if let Some(more) = &mut more {
                    more.update(block.as_slice());
                }
            }
            Told::End { name, expected } => {
                let found: [u8; 32] = hasher.finalize_reset().into();
                if Sha256(found) != expected {
                    return Err(PackError::Changed { name });
                }
                sums.extend(more.as_mut().map(|more| hex(&more.finalize_reset())));
            }
        }
    }
    Ok(sums)
}
