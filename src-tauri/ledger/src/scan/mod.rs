//! Walk, identity, facts: what a scan observes.
//!
//! First every connected source is walked: new files become items at once, what is gone is marked. Then bytes are read,
//! new paths before changed ones, so that a chain of renames is followed before its old names get new bytes.

mod fact;
pub(crate) mod identity;
mod known;
pub(crate) mod read;
mod walk;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use self::identity::Recorder;
use self::read::{Meter, Outcome, Todo};
use self::walk::{Sight, Walked};
use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::place;
use crate::sources::{Place, places};
use crate::{Ledger, Progress};

pub(crate) use self::read::stat;
pub(crate) use self::walk::{Stat, is_ledger, is_skipped_file};

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScanReport {
    /// Files seen.
    pub files: u64,
    /// New ones, and ones that were missing and are there again.
    pub added: u64,
    /// With other bytes than before.
    pub changed: u64,
    /// Known bytes at another place, the old place empty.
    pub moved: u64,
    /// Gone since the last scan.
    pub missing: u64,
    /// As before.
    pub unchanged: u64,
    /// Files that could not be read, or whose facts are incomplete; those of earlier scans too, as long as it is so.
    pub errors: Vec<ScanError>,
    /// Bytes read.
    pub bytes: u64,
    /// Ids of sources that were not connected.
    pub disconnected: Vec<String>,
}

impl ScanReport {
    /// Whether anything in the ledger is other than before.
    pub fn found_something(&self) -> bool {
        self.added + self.changed + self.moved + self.missing + self.bytes > 0
    }
}

/// One file's error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    /// Id of its source; empty where the item lies in none.
    pub source: String,
    /// Path relative to its source, with `/`.
    pub path: String,
    /// As [`taizhang_media::FileError::code`].
    pub code: String,
    /// Detail in English.
    pub detail: String,
}

impl ScanReport {
    /// Adds what reading inside the files could not do, each trouble of a file once: what its header told already, its text or its
    /// picture may tell again.
    pub fn add(&mut self, errors: Vec<ScanError>) {
        self.errors.extend(errors);
        let key = |error: &ScanError| (error.path.clone(), error.source.clone(), error.code.clone());
        self.errors.sort_by_cached_key(key);
        self.errors.dedup_by_key(|error| key(error));
    }
}

/// What is counted on the way.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) report: ScanReport,
    /// Locations that are new or back, and were not found to be moves.
    pub(crate) fresh: HashSet<i64>,
    /// Locations that are gone, and were not found to be moves.
    pub(crate) gone: HashSet<i64>,
}

/// Rows in one transaction, at most.
const BATCH: usize = 1000;
/// The longest time that what was found waits for its transaction.
const WAIT: Duration = Duration::from_millis(500);
/// How often progress is told.
const BEAT: Duration = Duration::from_millis(200);

impl Ledger {
    /// Indexes all sources. Cancelled: `LedgerError::Cancelled`; what was found stays, and the next scan goes on.
    pub fn scan(&self, progress: &dyn Progress) -> Result<ScanReport> {
        self.scan_some(None, progress)
    }

    /// Indexes these sources (ids), or all.
    pub(crate) fn scan_some(
        &self,
        only: Option<&HashSet<String>>,
        progress: &dyn Progress,
    ) -> Result<ScanReport> {
        if self.read_only() {
            return Err(LedgerError::ReadOnly {
                dir: self.dir().to_owned(),
            });
        }
        let _one_at_a_time = hold(&self.scanning);
        if only.is_none() {
            self.find_disks_again()?;
        }
        let mut scan = Scan::begin(self, only, progress)?;
        scan.walk_all()?;
        let new = std::mem::take(&mut scan.new);
        scan.read(&new)?;
        let old = std::mem::take(&mut scan.old);
        scan.read(&old)?;
        scan.finish()
    }
}

/// What a thread gave; its panic goes on here.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What the walk has to write.
enum Step {
    New {
        path: Box<[u8]>,
        text: String,
        stat: Stat,
    },
    Back(i64),
    Gone(i64),
    /// Could not be read once, and is now as it was known before.
    Readable(i64),
}

/// One scan on its way.
struct Scan<'a> {
    ledger: &'a Ledger,
    progress: &'a dyn Progress,
    places: Vec<Place>,
    roots: Vec<PathBuf>,
    tally: Tally,
    /// Contents whose facts have to be read again; none until it is known.
    lacking: Option<HashSet<i64>>,
    /// Locations that could not be read when they were tried last.
    unread: HashSet<i64>,
    /// Files of which no bytes are known.
    new: Vec<Todo>,
    /// Files with known bytes that may be others now.
    old: Vec<Todo>,
    steps: Vec<Step>,
    meter: Meter,
    wanted: u64,
    told: Instant,
    written: Instant,
}

impl<'a> Scan<'a> {
    fn begin(ledger: &'a Ledger, only: Option<&HashSet<String>>, progress: &'a dyn Progress) -> Result<Self> {
        let (all, unread) = ledger.read(|conn| Ok((places(conn)?, known::unread(conn)?)))?;
        let (connected, away): (Vec<Place>, Vec<Place>) = all
            .into_iter()
            .filter(|place| only.is_none_or(|only| only.contains(&place.id)))
            .partition(|place| place.connected);
        let mut tally = Tally::default();
        tally.report.disconnected = away.into_iter().map(|place| place.id).collect();
        Ok(Self {
            ledger,
            progress,
            roots: connected
                .iter()
                .map(|place| place::asked(&place.path).into_owned())
                .collect(),
            places: connected,
            tally,
            lacking: None,
            unread,
            new: Vec::new(),
            old: Vec::new(),
            steps: Vec::new(),
            meter: Meter {
                bytes: AtomicU64::new(0),
            },
            wanted: 0,
            told: Instant::now(),
            written: Instant::now(),
        })
    }

    fn walk_all(&mut self) -> Result<()> {
        for n in 0..self.places.len() {
            self.walk_one(n)?;
        }
        Ok(())
    }

    /// Walks one source, while what is known of it is loaded.
    fn walk_one(&mut self, n: usize) -> Result<()> {
        let Some(place) = self.places.get(n).cloned() else {
            return Ok(());
        };
        let (ledger, progress) = (self.ledger, self.progress);
        let mut unreadable: Vec<PathBuf> = Vec::new();
        let (walked, known) = std::thread::scope(|scope| -> Result<_> {
            let (out, chunks) = crossbeam_channel::bounded(walk::AHEAD);
            let root = &place.path;
            let walker = scope.spawn(move || walk::walk_to(&out, root, ledger.dir(), &|| progress.stopped()));
            let mut known = self.load(scope, &place.id)?;
            for sight in chunks.iter().flatten() {
                match sight {
                    Sight::File { path, stat } => self.see(n, &place.id, &path, stat, &mut known)?,
                    Sight::Unreadable { path, error } => {
                        self.tally.report.errors.push(ScanError {
                            source: place.id.clone(),
                            path: place::to_text(&path),
                            code: "unreadable".to_owned(),
                            detail: error.to_string(),
                        });
                        unreadable.push(path);
                    }
                }
            }
            Ok((joined(walker), known))
        })?;
        // What was seen before a stop stays.
        self.flush_steps(n, &place.id)?;
        if walked? == Walked::Disconnected {
            self.tally.report.disconnected.push(place.id);
            return Ok(());
        }
        let mut gone: Vec<i64> = known
            .iter()
            .filter(|(_, known)| known.present)
            .filter(|(path, _)| {
                let path = place::from_bytes(path);
                !unreadable.iter().any(|folder| path.starts_with(folder))
            })
            .map(|(_, known)| known.location)
            .collect();
        gone.sort_unstable();
        for location in gone {
            self.step(n, &place.id, Step::Gone(location))?;
        }
        self.flush_steps(n, &place.id)
    }

    /// Loads the known places of a source and, the first time, which facts are lacking.
    fn load<'scope>(
        &mut self,
        scope: &'scope std::thread::Scope<'scope, '_>,
        source: &str,
    ) -> Result<known::KnownPlaces>
    where
        'a: 'scope,
    {
        let ledger = self.ledger;
        let lacking = self
            .lacking
            .is_none()
            .then(|| scope.spawn(move || ledger.read(known::without_facts)));
        let known = ledger.read(|conn| known::places(conn, source))?;
        if let Some(lacking) = lacking {
            self.lacking = Some(joined(lacking)?);
        }
        Ok(known)
    }

    /// One file of the walk: nothing is read here.
    fn see(
        &mut self,
        n: usize,
        source: &str,
        path: &Path,
        stat: Stat,
        known: &mut known::KnownPlaces,
    ) -> Result<()> {
        self.tally.report.files += 1;
        self.tell_walk(path);
        let bytes = place::to_bytes(path);
        let Some(before) = known.remove(bytes.as_slice()) else {
            let step = Step::New {
                path: bytes.into(),
                text: place::to_text(path),
                stat,
            };
            return self.step(n, source, step);
        };
        let todo = |path: Vec<u8>| Todo {
            location: before.location,
            source: n,
            path: path.into(),
            bytes: stat.bytes,
        };
        let Some(content) = before.content else {
            self.new.push(todo(bytes));
            return Ok(());
        };
        if !stat.is_same(before.stat) {
            self.old.push(todo(bytes));
            return Ok(());
        }
        // One read is enough for all places of a content.
        let lacks_facts = self.lacking.as_mut().is_some_and(|all| all.remove(&content));
        if lacks_facts {
            self.old.push(todo(bytes));
        }
        if !before.present {
            return self.step(n, source, Step::Back(before.location));
        }
        self.tally.report.unchanged += u64::from(!lacks_facts);
        if self.unread.contains(&before.location) {
            return self.step(n, source, Step::Readable(before.location));
        }
        Ok(())
    }

    fn step(&mut self, n: usize, source: &str, step: Step) -> Result<()> {
        self.steps.push(step);
        if self.steps.len() >= BATCH || self.written.elapsed() >= WAIT {
            self.flush_steps(n, source)?;
        }
        Ok(())
    }

    fn flush_steps(&mut self, n: usize, source: &str) -> Result<()> {
        self.written = Instant::now();
        let steps = std::mem::take(&mut self.steps);
        if steps.is_empty() {
            return Ok(());
        }
        let (tally, new) = (&mut self.tally, &mut self.new);
        self.ledger.write(|tx| {
            let mut recorder = Recorder::new(tx, &self.ledger.around, tally);
            for step in steps {
                match step {
                    Step::New { path, text, stat } => {
                        let location = recorder.sight(source, &path, "", &text, stat)?;
                        new.push(Todo {
                            location,
                            source: n,
                            path,
                            bytes: stat.bytes,
                        });
                    }
                    Step::Back(location) => recorder.find_again(location)?,
                    Step::Gone(location) => recorder.lose(location)?,
                    Step::Readable(location) => recorder.forget_trouble(location)?,
                }
            }
            Ok(())
        })
    }

    /// Reads files on all cores and writes what they are, in batches.
    fn read(&mut self, todo: &[Todo]) -> Result<()> {
        if todo.is_empty() {
            return Ok(());
        }
        self.wanted += todo.iter().map(|file| file.bytes).sum::<u64>();
        let (ledger, progress, wanted) = (self.ledger, self.progress, self.wanted);
        let (meter, tally, told) = (&self.meter, &mut self.tally, &mut self.told);
        let stop = || progress.stopped();
        let mut batch = Batch::default();
        let mut got = 0;
        read::read_all(todo, &self.roots, meter, &stop, &mut |outcome| {
            if let Some((n, outcome)) = outcome {
                got += 1;
                batch.put(n, outcome);
            }
            if batch.is_due() {
                batch.write(ledger, todo, tally)?;
            }
            if told.elapsed() >= BEAT {
                *told = Instant::now();
                let current = batch.current(todo);
                progress.at(
                    "hash",
                    meter.bytes.load(Ordering::Relaxed).min(wanted),
                    wanted,
                    "bytes",
                    &current,
                );
            }
            Ok(())
        })?;
        batch.write(ledger, todo, tally)?;
        if got < todo.len() {
            return Err(LedgerError::Cancelled);
        }
        Ok(())
    }

    fn finish(self) -> Result<ScanReport> {
        self.ledger.weigh()?;
        self.ledger.index_words()?;
        let mut report = self.tally.report;
        report.added = self.tally.fresh.len() as u64;
        report.missing = self.tally.gone.len() as u64;
        report.bytes = self.meter.bytes.load(Ordering::Relaxed);
        let sources: Vec<&str> = self.places.iter().map(|place| place.id.as_str()).collect();
        report
            .errors
            .extend(self.ledger.read(|conn| known::errors(conn, &sources))?);
        report.errors.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(report)
    }

    fn tell_walk(&mut self, path: &Path) {
        if self.told.elapsed() >= BEAT {
            self.told = Instant::now();
            self.progress
                .at("walk", self.tally.report.files, 0, "files", &place::to_text(path));
        }
    }
}

/// Outcomes that wait for their transaction.
struct Batch {
    outcomes: Vec<(usize, Outcome)>,
    since: Instant,
    last: Option<usize>,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            outcomes: Vec::new(),
            since: Instant::now(),
            last: None,
        }
    }
}

impl Batch {
    fn put(&mut self, n: usize, outcome: Outcome) {
        if self.outcomes.is_empty() {
            self.since = Instant::now();
        }
        self.last = Some(n);
        self.outcomes.push((n, outcome));
    }

    fn is_due(&self) -> bool {
        self.outcomes.len() >= BATCH || !self.outcomes.is_empty() && self.since.elapsed() >= WAIT
    }

    fn write(&mut self, ledger: &Ledger, todo: &[Todo], tally: &mut Tally) -> Result<()> {
        if self.outcomes.is_empty() {
            return Ok(());
        }
        // In the order of the walk, as far as it is known by now.
        self.outcomes.sort_unstable_by_key(|(n, _)| *n);
        ledger.write(|tx| {
            let mut recorder = Recorder::new(tx, &ledger.around, tally);
            for (n, outcome) in self.outcomes.drain(..) {
                let Some(file) = todo.get(n) else { continue };
                match outcome {
                    Outcome::Read(reading) => recorder.take(file.location, &reading)?,
                    Outcome::Failed(error) => recorder.fail(file.location, &error)?,
                }
            }
            Ok(())
        })
    }

    fn current(&self, todo: &[Todo]) -> String {
        self.last
            .and_then(|n| todo.get(n))
            .map(|file| place::to_text(&place::from_bytes(&file.path)))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_of_a_file_is_told_once() {
        let error = |source: &str, path: &str, code: &str, detail: &str| ScanError {
            source: source.to_owned(),
            path: path.to_owned(),
            code: code.to_owned(),
            detail: detail.to_owned(),
        };
        let mut report = ScanReport {
            errors: vec![error("a", "坏.jpg", "truncated", "no end marker")],
            ..ScanReport::default()
        };
        report.add(vec![
            error("a", "坏.jpg", "truncated", "premature end of the picture"),
            error("b", "坏.jpg", "truncated", "another file"),
            error("a", "坏.jpg", "undecodable", "another trouble"),
            error("a", "会议.pdf", "encrypted", "its text"),
            error("a", "会议.pdf", "encrypted", "its picture"),
        ]);
        let told: Vec<_> = report
            .errors
            .iter()
            .map(|error| (error.source.as_str(), error.path.as_str(), error.code.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("a", "会议.pdf", "encrypted"),
                ("a", "坏.jpg", "truncated"),
                ("a", "坏.jpg", "undecodable"),
                ("b", "坏.jpg", "truncated"),
            ]
        );
        assert_eq!(report.errors[1].detail, "no end marker");
    }
}
