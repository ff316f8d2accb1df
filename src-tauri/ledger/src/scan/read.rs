//! The one read of each file, on all cores: hash and header facts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use taizhang_document::caught;
use taizhang_media::{Facts, FileError, facts, hash, is_elsewhere, is_locked};
use taizhang_model::id::Sha256;

use super::walk::Stat;
use crate::error::Result;
use crate::place;

/// A file whose bytes are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Todo {
    pub(crate) location: i64,
    /// Index of its source among the scanned ones.
    pub(crate) source: usize,
    /// Raw bytes of its path relative to the source.
    pub(crate) path: Box<[u8]>,
    /// How big the walk found it.
    pub(crate) bytes: u64,
}

/// What one read gave.
pub(crate) enum Outcome {
    Read(Box<Reading>),
    Failed(FileError),
}

/// Bytes that were read whole, while nobody changed them.
pub(crate) struct Reading {
    pub(crate) sha256: Sha256,
    pub(crate) stat: Stat,
    pub(crate) facts: Facts,
}

/// What readers and the one who waits for them share.
pub(crate) struct Meter {
    /// Bytes read so far.
    pub(crate) bytes: AtomicU64,
}

/// How long the one who waits sleeps at most, so that a stop is seen soon.
const PATIENCE: Duration = Duration::from_millis(100);
/// Outcomes that wait for the writer: facts are small, and readers should not run far ahead.
const AHEAD: usize = 256;
/// How many bytes are read between two questions whether to stop.
const BLOCK: u64 = 1 << 20;

/// Reads all of `todo`, in about its order. `tell` gets each outcome with its index, and `None` while it waits.
pub(crate) fn read_all(
    todo: &[Todo],
    roots: &[PathBuf],
    meter: &Meter,
    stop: &(dyn Fn() -> bool + Sync),
    tell: &mut dyn FnMut(Option<(usize, Outcome)>) -> Result<()>,
) -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (out, outcomes) = crossbeam_channel::bounded(AHEAD);
        for _ in 0..threads.min(todo.len()) {
            let (out, next) = (out.clone(), &next);
            scope.spawn(move || {
                while let Some((n, file)) = take(todo, next) {
                    if stop() {
                        break;
                    }
                    let Some(root) = roots.get(file.source) else {
                        break;
                    };
                    let path = root.join(place::from_bytes(&file.path));
                    let Some(outcome) = read(&path, file.bytes, meter, stop) else {
                        break;
                    };
                    // The writer gave up: its error is what counts.
                    if out.send((n, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(out);
        loop {
            match outcomes.recv_timeout(PATIENCE) {
                Ok(outcome) => tell(Some(outcome))?,
                Err(crossbeam_channel::RecvTimeoutError::Timeout) => tell(None)?,
                Err(crossbeam_channel::RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    })
}

fn take<'a>(todo: &'a [Todo], next: &AtomicUsize) -> Option<(usize, &'a Todo)> {
    let n = next.fetch_add(1, Ordering::Relaxed);
    Some((n, todo.get(n)?))
}

/// Reads a file; once more when it changed meanwhile. `None`: stopped.
fn read(path: &Path, expected: u64, meter: &Meter, stop: &(dyn Fn() -> bool + Sync)) -> Option<Outcome> {
    let outcome = match try_read(path, expected, meter, stop)? {
        Ok(reading) => return Some(Outcome::Read(Box::new(reading))),
        Err(error) if ["unreadable", "locked", "not_local"].contains(&error.code.as_str()) => Err(error),
        Err(_) => try_read(path, expected, meter, stop)?,
    };
    Some(match outcome {
        Ok(reading) => Outcome::Read(Box::new(reading)),
        Err(error) => Outcome::Failed(error),
    })
}

fn try_read(
    path: &Path,
    expected: u64,
    meter: &Meter,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Result<Reading, FileError>> {
    let counted = AtomicU64::new(0);
    let ask = || {
        if counted.load(Ordering::Relaxed) + BLOCK <= expected {
            counted.fetch_add(BLOCK, Ordering::Relaxed);
            meter.bytes.fetch_add(BLOCK, Ordering::Relaxed);
        }
        stop()
    };
    let read = read_once(path, &ask);
    if let Ok(reading) = &read {
        let rest = reading.stat.bytes.saturating_sub(counted.load(Ordering::Relaxed));
        meter.bytes.fetch_add(rest, Ordering::Relaxed);
    }
    match read {
        Err(error) if error.code == STOPPED => None,
        other => Some(other),
    }
}

const STOPPED: &str = "stopped";

fn read_once(path: &Path, ask: &dyn Fn() -> bool) -> Result<Reading, FileError> {
    let before = stat(path)?;
    let hashed = hash(path, ask).map_err(|e| io_error(&e))?;
    let after = stat(path)?;
    if before != after || hashed.bytes != after.bytes {
        return Err(FileError {
            code: "changed_while_reading".to_owned(),
            message: format!("{} bytes expected, {} read", before.bytes, hashed.bytes),
        });
    }
    // Whatever a strange file does to a parser, it costs this one file alone.
    let facts = caught(|| facts(path, &hashed.head, hashed.bytes)).ok_or_else(|| FileError {
        code: "crashed".to_owned(),
        message: "reading its facts failed".to_owned(),
    })?;
    Ok(Reading {
        sha256: hashed.sha256,
        stat: after,
        facts,
    })
}

/// Size and time of a file of its own; a link that took its place is not followed.
pub(crate) fn stat(path: &Path) -> Result<Stat, FileError> {
    let metadata = std::fs::symlink_metadata(path).map_err(|e| io_error(&e))?;
    if is_elsewhere(place::attributes(&metadata)) {
        return Err(FileError {
            code: "not_local".to_owned(),
            message: "its bytes lie in a cloud; reading would fetch them".to_owned(),
        });
    }
    if metadata.is_file() {
        Ok(Stat::of(&metadata))
    } else {
        Err(FileError {
            code: "vanished".to_owned(),
            message: "no longer a file".to_owned(),
        })
    }
}

pub(crate) fn io_error(error: &std::io::Error) -> FileError {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => "vanished",
        std::io::ErrorKind::Interrupted => STOPPED,
        _ if is_locked(error) => "locked",
        _ => "unreadable",
    };
    FileError {
        code: code.to_owned(),
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn meter() -> Meter {
        Meter {
            bytes: AtomicU64::new(0),
        }
    }

    fn code(outcome: Option<Outcome>) -> String {
        match outcome {
            Some(Outcome::Failed(error)) => error.code,
            Some(Outcome::Read(reading)) => format!("read {}", reading.stat.bytes),
            None => "stopped".to_owned(),
        }
    }

    /// Reads a file that gets longer at each of the first `times` questions whether to stop.
    fn growing(times: usize) -> String {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        std::fs::write(&path, "1234").unwrap();
        let asked = AtomicUsize::new(0);
        let grow = || {
            // Each read asks twice: before the bytes and at their end.
            let n = asked.fetch_add(1, Ordering::SeqCst);
            if n % 2 == 1 && n / 2 < times {
                std::fs::write(&path, "x".repeat(10 + n)).unwrap();
            }
            false
        };
        code(read(&path, 4, &meter(), &grow))
    }

    #[test]
    fn a_file_that_changes_is_read_once_more() {
        assert_eq!(growing(0), "read 4");
        assert_eq!(growing(1), "read 11");
        assert_eq!(growing(2), "changed_while_reading");
    }

    #[test]
    fn what_is_not_there_has_vanished_and_a_stop_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        let gone = dir.path().join("没有");
        assert_eq!(code(read(&gone, 0, &meter(), &|| false)), "vanished");
        assert_eq!(code(read(dir.path(), 0, &meter(), &|| false)), "vanished");
        std::fs::write(&gone, "a").unwrap();
        assert_eq!(code(read(&gone, 1, &meter(), &|| true)), "stopped");
    }

    #[test]
    fn the_meter_tells_all_bytes_in_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let bytes = 3 * BLOCK + 5;
        std::fs::write(&path, vec![7; usize::try_from(bytes).unwrap()]).unwrap();
        let meter = meter();
        assert_eq!(
            code(read(&path, bytes, &meter, &|| false)),
            format!("read {bytes}")
        );
        assert_eq!(meter.bytes.load(Ordering::Relaxed), bytes);
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_an_office_program_keeps_to_itself_is_locked_and_one_that_it_shares_is_read() {
        use std::os::windows::fs::OpenOptionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("方案.docx");
        std::fs::write(&path, "1234").unwrap();
        for (share, expected) in [(0, "locked"), (0x1, "read 4"), (0x7, "read 4")] {
            let _held = std::fs::OpenOptions::new()
                .read(true)
                .share_mode(share)
                .open(&path)
                .unwrap();
            assert_eq!(code(read(&path, 4, &meter(), &|| false)), expected, "{share}");
        }
    }
}
