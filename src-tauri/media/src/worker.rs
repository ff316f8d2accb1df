//! Decoding in processes of their own: a deadline per file, a memory cap, a dead worker costs one item.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::FileError;

/// How workers are started and limited.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// The program that runs [`run_worker`] (the same binary).
    pub program: PathBuf,
    /// Its arguments (the hidden subcommand).
    pub arguments: Vec<String>,
    /// How many workers.
    pub count: usize,
    /// Longest time for one file.
    pub deadline: Duration,
    /// Most memory of one worker, in bytes.
    pub memory: u64,
}

/// A reduced picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// JPEG bytes, orientation applied, without metadata.
    pub jpeg: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Worker processes, started when first needed and again after one died; they end with the pool. Shared
/// between threads: up to `count` files are decoded at the same time, further callers wait.
#[derive(Debug)]
pub struct WorkerPool {
    settings: WorkerSettings,
}

impl WorkerPool {
    /// A pool; nothing is started yet.
    pub fn new(settings: WorkerSettings) -> Self {
        Self { settings }
    }

    /// A copy of the picture at `path` whose longer side has at most `side` pixels.
    pub fn picture(&self, path: &Path, side: u32) -> Result<Picture, FileError> {
        let _ = (path, side, &self.settings);
        unimplemented!()
    }
}

/// The worker's main loop: requests on stdin, answers on stdout, until stdin ends.
pub fn run_worker(memory: u64) -> std::io::Result<()> {
    let _ = memory;
    unimplemented!()
}
