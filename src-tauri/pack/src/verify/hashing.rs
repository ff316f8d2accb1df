//! Reads every listed file once and compares its hashes, several files at a time.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::bag::{Bag, Expected};
use super::report::Report;
use super::said::Both;
use super::sums::{Algorithm, Sum};
use super::tree::{Fault, Tree};
use crate::{PackError, Progress, words};

/// Threads that read: enough to keep a disk and the hashes busy.
const READERS: usize = 4;

/// Bytes at a file's end that tell whether it was written to its end.
const END: usize = 1024;

/// What reading one file gave.
struct Seen {
    bytes: u64,
    /// The hash for each algorithm.
    sums: Vec<(Algorithm, String)>,
    /// Whether it ends as its format does; unknown for most formats.
    ended: Option<bool>,
}

type Outcome = Result<Seen, Fault>;

/// Compares all expected hashes; `sizes` are those that an index gives, `octets` the total where it does not fit.
pub(super) fn compare(
    bag: &mut Bag,
    sizes: &HashMap<String, u64>,
    octets: Option<u64>,
    progress: &dyn Progress,
) -> Result<(), PackError> {
    let jobs: Vec<(usize, Expected)> = std::mem::take(&mut bag.expected).into_iter().collect();
    let outcomes = read_all(bag.tree, &jobs, progress)?;
    bag.report.hashed = jobs
        .iter()
        .filter(|(index, _)| bag.path_of(*index).starts_with("data/"))
        .count();
    let mut altered = Vec::new();
    for ((index, expected), outcome) in jobs.into_iter().zip(outcomes) {
        let path = bag.path_of(index).to_owned();
        match outcome {
            Ok(Seen {
                bytes,
                sums: found,
                ended,
            }) => {
                let wrong = expected.into_iter().find(|(algorithm, sum)| {
                    !found
                        .iter()
                        .any(|(other, found)| other == algorithm && found == sum)
                });
                if let Some((algorithm, sum)) = wrong {
                    let found = found
                        .into_iter()
                        .find(|(other, _)| *other == algorithm)
                        .map(|(_, sum)| sum);
                    altered.push((path, bytes, ended, sum, found));
                }
            }
            Err(fault) => report(&mut bag.report, &path, fault)?,
        }
    }
    let payload: u64 = bag
        .files()
        .filter(|(path, _)| path.starts_with("data/"))
        .map(|(_, node)| node.bytes)
        .sum();
    let lone = altered
        .iter()
        .filter(|(path, ..)| path.starts_with("data/"))
        .count()
        == 1;
    let lost = octets
        .filter(|octets| lone && *octets > payload)
        .map(|octets| octets - payload);
    for (path, bytes, ended, sum, found) in altered {
        let told = sizes.get(&path).copied();
        let by_total = lost
            .filter(|_| path.starts_with("data/"))
            .map(|lost| bytes.saturating_add(lost));
        match told.or(by_total) {
            // A file that is smaller and ends as it should was written anew, not cut off.
            Some(size) if bytes < size && ended != Some(true) => {
                let (expected, found) = (words::size(size), words::size(bytes));
                bag.report
                    .problem("truncated", &path, Some(expected), Some(Both::plain(found)));
            }
            _ if bytes == 0 => bag
                .report
                .problem("truncated", &path, Some(sum), Some(Both::plain("0 B"))),
            _ => bag
                .report
                .problem("altered", &path, Some(sum), found.map(Both::plain)),
        }
    }
    Ok(())
}

/// Reports why a file could not be read to its end; the system's own errors end the whole verification.
pub(super) fn report(report: &mut Report, path: &str, fault: Fault) -> Result<(), PackError> {
    match fault {
        Fault::Io(source) => {
            return Err(PackError::Io {
                path: path.into(),
                source,
            });
        }
        Fault::Stopped => return Err(PackError::Cancelled),
        Fault::Torn(why) => report.problem("altered", path, None, Some(why)),
        Fault::Short(why) => report.problem("truncated", path, None, Some(why)),
        Fault::Unreadable(why) => report.problem("missing", path, None, Some(why)),
        Fault::Unsafe(why) => report.problem("unsafe_path", path, None, Some(why)),
    }
    Ok(())
}

/// Reads all files, in any order; gives the outcomes in the order of the jobs.
fn read_all(
    tree: &Tree,
    jobs: &[(usize, Expected)],
    progress: &dyn Progress,
) -> Result<Vec<Outcome>, PackError> {
    let sizes = jobs
        .iter()
        .filter_map(|(index, _)| tree.nodes().get(*index))
        .map(|node| node.bytes);
    let total = sizes.fold(0, u64::saturating_add);
    let (next, done) = (AtomicUsize::new(0), AtomicU64::new(0));
    let outcomes = Mutex::new(Vec::with_capacity(jobs.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((index, expected)) = jobs.get(at) else {
                break;
            };
            let outcome = read(tree, *index, expected, &done, total, progress);
            if let Ok(mut outcomes) = outcomes.lock() {
                outcomes.push((at, outcome));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..READERS.min(jobs.len()) {
            scope.spawn(work);
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    if outcomes.len() != jobs.len() {
        return Err(PackError::Internal("a reading thread ended early".to_owned()));
    }
    outcomes.sort_unstable_by_key(|(at, _)| *at);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}

fn read(
    tree: &Tree,
    index: usize,
    expected: &Expected,
    done: &AtomicU64,
    total: u64,
    progress: &dyn Progress,
) -> Outcome {
    let mut algorithms: Vec<Algorithm> = expected.iter().map(|(algorithm, _)| *algorithm).collect();
    algorithms.sort_unstable();
    algorithms.dedup();
    let mut sums: Vec<(Algorithm, Sum)> = algorithms.into_iter().map(|a| (a, Sum::new(a))).collect();
    let name = tree
        .nodes()
        .get(index)
        .map(|node| node.path.as_str())
        .unwrap_or_default();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let bytes = tree.read(index, |piece| {
        if progress.stopped() {
            return Err(Fault::Stopped);
        }
        sums.iter_mut().for_each(|(_, sum)| sum.update(piece));
        head.extend(piece.iter().take(8_usize.saturating_sub(head.len())));
        keep_end(&mut tail, piece);
        let done = done.fetch_add(piece.len() as u64, Ordering::Relaxed) + piece.len() as u64;
        progress.at(done.min(total), total, name);
        Ok(())
    })?;
    Ok(Seen {
        bytes,
        sums: sums
            .into_iter()
            .map(|(algorithm, sum)| (algorithm, sum.finish()))
            .collect(),
        ended: ends(&head, &tail),
    })
}

/// Keeps the last bytes of what was read so far.
fn keep_end(tail: &mut Vec<u8>, piece: &[u8]) {
    tail.extend(piece.get(piece.len().saturating_sub(END)..).unwrap_or_default());
    let more = tail.len().saturating_sub(END);
    tail.drain(..more);
}

/// Whether a file of a format that marks its end has that mark.
fn ends(head: &[u8], tail: &[u8]) -> Option<bool> {
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|part| part == mark);
    const KNOWN: [(&[u8], &[u8]); 5] = [
        (b"\xff\xd8\xff", b"\xff\xd9"),
        (b"\x89PNG", b"IEND\xaeB`\x82"),
        (b"GIF8", b"\x00;"),
        (b"PK\x03\x04", b"PK\x05\x06"),
        (b"%PDF-", b"%%EOF"),
    ];
    let known = KNOWN.iter().find(|(first, _)| head.starts_with(first));
    known.map(|(first, last)| match *first {
        // The two bytes may stand in a small picture inside too: only at the very end do they end the file.
        [0xff, 0xd8, ..] => {
            let padding = tail.iter().rev().take_while(|byte| **byte == 0).count();
            tail.get(..tail.len() - padding)
                .is_some_and(|tail| tail.ends_with(last))
        }
        _ => has(last),
    })
}
