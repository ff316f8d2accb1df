//! Follows changes of the sources until stopped.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::{LedgerError, Result};
use crate::open::hold;
use crate::sources::{OWN, Place, places};
use crate::{Ledger, Progress, ScanReport, place, scan};

/// How long it has to be quiet before what changed is scanned.
const QUIET: Duration = Duration::from_millis(500);
/// The longest that changes wait where it never is quiet.
const AT_LAST: Duration = Duration::from_secs(10);
/// How often sources that can't be followed are scanned.
const PERIOD: Duration = Duration::from_secs(60);
/// How often it is looked whether to stop, and whether it is quiet.
const TICK: Duration = Duration::from_millis(50);
/// How often it is looked which sources there are.
const LOOK: Duration = Duration::from_secs(1);

impl Ledger {
    /// Scans, then follows changes (`notify`, with a periodic scan where that can't be had) and scans again after each quiet
    /// moment; the first scan and every batch that found something are told to `batch`. Returns when `progress` says stop.
    pub fn watch(&self, progress: &dyn Progress, batch: &mut dyn FnMut(&ScanReport)) -> Result<()> {
        let changes = Changes::new(self.dir());
        // Followed before the first scan, so that nothing falls between.
        let mut follower = Follower::new(changes.clone());
        self.follow(&mut follower)?;
        changes.clear();
        let mut first = true;
        let mut due: Option<HashSet<String>> = None;
        let mut looked = Instant::now();
        loop {
            let wanted = if first { None } else { due.take() };
            if first || wanted.is_some() {
                match self.scan_some(wanted.as_ref(), progress) {
                    Ok(report) if first || report.found_something() => batch(&report),
                    Ok(_) => {}
                    Err(LedgerError::Cancelled) => return Ok(()),
                    Err(error) => return Err(error),
                }
                first = false;
            }
            if progress.stopped() {
                return Ok(());
            }
            if looked.elapsed() >= LOOK {
                looked = Instant::now();
                self.follow(&mut follower)?;
            }
            due = changes.take();
            if due.is_none() {
                std::thread::sleep(TICK);
            }
        }
    }

    fn follow(&self, follower: &mut Follower) -> Result<()> {
        follower.follow(&self.read(places)?);
        *hold(&self.polled) = follower.polled();
        Ok(())
    }

    /// Ids of the sources that are looked through every minute while they are watched, because the system does not tell what
    /// changes in them: its limit of watched folders is reached, or they lie on the network.
    pub fn polled(&self) -> HashSet<String> {
        hold(&self.polled).clone()
    }
}

/// Which sources changed, and since when.
#[derive(Debug, Clone)]
struct Changes {
    ledger: PathBuf,
    dirty: Arc<Mutex<Dirty>>,
}

#[derive(Debug, Default)]
struct Dirty {
    /// Folders of the followed sources, as events name them, with the ids.
    roots: Vec<(PathBuf, String)>,
    sources: HashSet<String>,
    first: Option<Instant>,
    last: Option<Instant>,
    /// The system follows no more folders: what was made since is not seen.
    full: bool,
}

impl Dirty {
    fn mark(&mut self, source: String) {
        let now = Instant::now();
        self.sources.insert(source);
        self.first.get_or_insert(now);
        self.last = Some(now);
    }
}

impl Changes {
    fn new(ledger: &Path) -> Self {
        Self {
            ledger: std::fs::canonicalize(ledger).unwrap_or_else(|_| ledger.to_owned()),
            dirty: Arc::default(),
        }
    }

    /// Notes what an event touched.
    fn note(&self, event: notify::Result<Event>) {
        let mut dirty = hold(&self.dirty);
        let all = dirty.roots.clone();
        let touched = |path: &PathBuf| {
            all.iter()
                .filter(|(root, _)| path.starts_with(root))
                .map(|(_, id)| id.clone())
                .collect::<Vec<_>>()
        };
        match event {
            Ok(event) if event.need_rescan() => all.iter().for_each(|(_, id)| dirty.mark(id.clone())),
            Ok(event) if is_change(&event) => event
                .paths
                .iter()
                .filter(|path| !self.is_own(path))
                .flat_map(touched)
                .for_each(|id| dirty.mark(id)),
            Ok(_) => {}
            // Something was missed: look everywhere.
            Err(error) => {
                dirty.full |= matches!(error.kind, ErrorKind::MaxFilesWatch);
                all.iter().for_each(|(_, id)| dirty.mark(id.clone()));
            }
        }
    }

    /// Whether the path is the ledger's own, or of no interest to a scan.
    fn is_own(&self, path: &Path) -> bool {
        // What is collected lies in the ledger, and is material.
        let inside = |path: &Path| path.starts_with(&self.ledger) && !path.starts_with(self.ledger.join(OWN));
        inside(path)
            || std::fs::canonicalize(path).is_ok_and(|path| inside(&path))
            || path.file_name().is_some_and(scan::is_skipped_file)
    }

    /// The sources to scan, once it is quiet.
    fn take(&self) -> Option<HashSet<String>> {
        let mut dirty = hold(&self.dirty);
        let quiet = dirty.last.is_some_and(|last| last.elapsed() >= QUIET);
        let at_last = dirty.first.is_some_and(|first| first.elapsed() >= AT_LAST);
        if !quiet && !at_last {
            return None;
        }
        (dirty.first, dirty.last) = (None, None);
        Some(std::mem::take(&mut dirty.sources))
    }

    fn clear(&self) {
        let mut dirty = hold(&self.dirty);
        (dirty.first, dirty.last) = (None, None);
        dirty.sources.clear();
    }

    /// Whether the system's limit was met since this was asked last.
    fn take_full(&self) -> bool {
        std::mem::take(&mut hold(&self.dirty).full)
    }

    fn mark(&self, source: &str) {
        hold(&self.dirty).mark(source.to_owned());
    }
}

/// Whether files may be other than before; reading them (as a scan does) is no change.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// How a source is followed.
struct Followed {
    path: PathBuf,
    connected: bool,
    /// Watched by the system; otherwise scanned now and then.
    watched: bool,
    scanned: Instant,
}

/// Follows the sources that there are.
struct Follower {
    changes: Changes,
    watcher: Option<RecommendedWatcher>,
    followed: HashMap<String, Followed>,
}

impl Follower {
    fn new(changes: Changes) -> Self {
        let noting = changes.clone();
        // Without one (the system's limit is reached), sources are scanned now and then.
        let watcher = RecommendedWatcher::new(
            move |event| noting.note(event),
            Config::default().with_follow_symlinks(false),
        )
        .ok();
        Self {
            changes,
            watcher,
            followed: HashMap::new(),
        }
    }

    /// Takes up sources that are new, came back or moved, drops those that are gone, and marks those that are due.
    fn follow(&mut self, places: &[Place]) {
        let gone: Vec<String> = self
            .followed
            .iter()
            .filter(|(id, followed)| {
                !places.iter().any(|place| {
                    &place.id == *id && place.path == followed.path && place.connected == followed.connected
                })
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in gone {
            self.drop(&id);
        }
        if self.changes.take_full() {
            // Nobody knows which of them has folders that nothing follows.
            self.let_go();
        }
        for place in places {
            if !self.followed.contains_key(&place.id) {
                self.take_up(place);
            }
        }
        for (id, followed) in &mut self.followed {
            if followed.connected && !followed.watched && followed.scanned.elapsed() >= PERIOD {
                followed.scanned = Instant::now();
                self.changes.mark(id);
            }
        }
    }

    fn take_up(&mut self, place: &Place) {
        let root = std::fs::canonicalize(&place.path).unwrap_or_else(|_| place.path.clone());
        // The events of one source name its root as it was given.
        hold(&self.changes.dirty)
            .roots
            .push((root.clone(), place.id.clone()));
        let watched = place.connected && !place::is_network(&place.path) && self.watched(&root);
        self.followed.insert(
            place.id.clone(),
            Followed {
                path: place.path.clone(),
                connected: place.connected,
                watched,
                scanned: Instant::now(),
            },
        );
        self.changes.mark(&place.id);
    }

    /// Has the system tell what changes below a folder; when it can't for all of it, for none.
    fn watched(&mut self, root: &Path) -> bool {
        let Some(watcher) = self.watcher.as_mut() else {
            return false;
        };
        if watcher.watch(root, RecursiveMode::Recursive).is_ok() {
            return true;
        }
        // The half that was taken up leaves room for the others; where nothing was, this fails.
        let _ = watcher.unwatch(root);
        false
    }

    /// Scans now and then what was watched until now.
    fn let_go(&mut self) {
        let roots = hold(&self.changes.dirty).roots.clone();
        for (root, id) in roots {
            let Some(followed) = self.followed.get_mut(&id).filter(|followed| followed.watched) else {
                continue;
            };
            followed.watched = false;
            if let Some(watcher) = self.watcher.as_mut() {
                // One whose folder is gone is no longer watched anyway.
                let _ = watcher.unwatch(&root);
            }
        }
    }

    /// Ids of the sources that are there and not watched.
    fn polled(&self) -> HashSet<String> {
        let polled = self
            .followed
            .iter()
            .filter(|(_, one)| one.connected && !one.watched);
        polled.map(|(id, _)| id.clone()).collect()
    }

    fn drop(&mut self, id: &str) {
        let Some(followed) = self.followed.remove(id) else {
            return;
        };
        let mut dirty = hold(&self.changes.dirty);
        let root = dirty
            .roots
            .iter()
            .find(|(_, of)| of == id)
            .map(|(root, _)| root.clone());
        dirty.roots.retain(|(_, of)| of != id);
        drop(dirty);
        if let (true, Some(watcher), Some(root)) = (followed.watched, self.watcher.as_mut(), root) {
            // One whose folder is gone is no longer watched anyway.
            let _ = watcher.unwatch(&root);
        }
    }
}
