//! The program behind every door: one open ledger, long work, preferences.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use taizhang_ledger::{Access, Ledger, Progress, Surroundings};
use taizhang_media::{WorkerPool, WorkerSettings};

use crate::command::{Call, Command, How};
use crate::dto::{Preferences, RecentLedger, TaskStarted};
use crate::fault::{Code, Fault};
use crate::received::Received;
use crate::scratch;
use crate::settings::{Door, Language, Settings};
use crate::store::Store;
use crate::task::{Tasks, hold};
use crate::watcher::Watcher;
use crate::{AppError, messages};

/// Longest time for one picture.
const DEADLINE: Duration = Duration::from_secs(20);
/// Most memory of one worker.
const MEMORY: u64 = 1 << 30;
/// How many ledgers are remembered.
const RECENT: usize = 10;

/// Formats by content that browsers play, with what they take them for: a MOV of a phone is an MP4 in all but its brand.
const PLAYED: [(&str, &str); 10] = [
    ("mp4", "video/mp4"),
    ("mov", "video/mp4"),
    ("3gp", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("ogg", "audio/ogg"),
];

const PREFERENCES: &str = "preferences.json";
const RECENT_FILE: &str = "recent.json";

/// The program behind a door. Shared between threads.
pub struct App {
    pub(crate) settings: Settings,
    store: Store,
    preferences: Mutex<Preferences>,
    recent: Mutex<Vec<RecentLedger>>,
    ledger: Mutex<Option<Arc<Ledger>>>,
    watcher: Mutex<Option<Watcher>>,
    /// One opening or closing at a time.
    changing: Mutex<()>,
    pub(crate) tasks: Tasks,
    pub(crate) workers: WorkerPool,
    revision: Arc<AtomicU64>,
    /// Files that this run made, which a door may show.
    made: Mutex<HashSet<PathBuf>>,
    /// The pack of another unit that is looked at.
    pub(crate) received: Received,
}

impl App {
    /// The program, with no ledger open. What one that was killed left in the place for temporary files is cleared.
    pub fn new(settings: Settings) -> Arc<Self> {
        scratch::clear_stale();
        let store = Store::new(settings.config_dir.clone());
        let preferences = store.load(PREFERENCES).unwrap_or_else(|| Preferences {
            language: settings.language.unwrap_or(Language::Chinese).as_str().to_owned(),
            theme: "system".to_owned(),
            actor: settings.actor.clone(),
            tips: true,
            tips_closed: Vec::new(),
        });
        let workers = WorkerPool::new(WorkerSettings {
            program: settings.worker.clone(),
            arguments: vec![crate::WORKER.to_owned()],
            count: std::thread::available_parallelism().map_or(2, usize::from),
            deadline: DEADLINE,
            memory: MEMORY,
        });
        Arc::new(Self {
            recent: Mutex::new(store.load(RECENT_FILE).unwrap_or_default()),
            preferences: Mutex::new(preferences),
            store,
            settings,
            ledger: Mutex::default(),
            watcher: Mutex::default(),
            changing: Mutex::default(),
            tasks: Tasks::default(),
            workers,
            revision: Arc::default(),
            made: Mutex::default(),
            received: Received::default(),
        })
    }

    /// Does a command of the table. A long one is started and answers [`TaskStarted`].
    pub fn call(self: &Arc<Self>, name: &str, args: Value) -> Result<Value, AppError> {
        let command = Command::find(name).ok_or_else(|| self.unknown(name))?;
        if command.how == How::Long {
            return self.start(command, args);
        }
        self.finish(command, args, &taizhang_ledger::Quiet, None)
    }

    /// Does a command of the table and waits for it, however long it takes.
    pub fn run(
        self: &Arc<Self>,
        name: &str,
        args: Value,
        progress: &dyn Progress,
    ) -> Result<Value, AppError> {
        let command = Command::find(name).ok_or_else(|| self.unknown(name))?;
        self.finish(command, args, progress, None)
    }

    fn unknown(&self, name: &str) -> AppError {
        self.say(&Fault::new(Code::UnknownCommand).with("name", name))
    }

    fn finish(
        self: &Arc<Self>,
        command: &Command,
        args: Value,
        progress: &dyn Progress,
        task: Option<&str>,
    ) -> Result<Value, AppError> {
        let call = Call {
            app: self,
            progress,
            task,
        };
        let result = (command.run)(&call, args).map_err(|fault| self.say(&fault));
        if result.is_ok() && command.how != How::Read {
            self.bump();
        }
        result
    }

    fn start(self: &Arc<Self>, command: &'static Command, args: Value) -> Result<Value, AppError> {
        let id = uuid::Uuid::new_v4().to_string();
        let task = self.tasks.begin(id.clone(), command.name, self.revision.clone());
        let app = self.clone();
        let work = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                app.finish(command, args, task.as_ref(), Some(task.id()))
            }));
            let broken = || app.say(&Fault::new(Code::Internal).with("detail", command.name));
            app.tasks.end(&task, outcome.unwrap_or_else(|_| Err(broken())));
            app.bump();
        };
        let started = std::thread::Builder::new()
            .name(command.name.to_owned())
            .spawn(work);
        started.map_err(|e| self.say(&Fault::new(Code::Internal).with("detail", e)))?;
        Ok(serde_json::json!(TaskStarted { task: id }))
    }

    /// A thumbnail or preview as JPEG, of a content of the ledger by its hash or of a file of the pack that was opened last;
    /// `None` for a name or a side that is not served, or when there is no picture.
    pub fn thumb(&self, sha256: &str, side: u32) -> Result<Option<Vec<u8>>, AppError> {
        let sides = [taizhang_ledger::THUMB, taizhang_ledger::PREVIEW];
        if sides.contains(&side) && self.received.names(sha256) {
            let jpeg = self.received.picture(sha256, side, &self.workers);
            return jpeg.map_err(|fault| self.say(&fault));
        }
        let (Ok(sha256), true) = (sha256.parse(), sides.contains(&side)) else {
            return Ok(None);
        };
        let ledger = self.ledger().map_err(|fault| self.say(&fault))?;
        let jpeg = ledger.thumb(sha256, side, &self.workers);
        jpeg.map_err(|e| self.say(&e.into()))
    }

    /// A page (from 0) of a paper as JPEG; `None` as in [`App::thumb`].
    pub fn page(&self, sha256: &str, page: u32) -> Result<Option<Vec<u8>>, AppError> {
        let Ok(sha256) = sha256.parse() else {
            return Ok(None);
        };
        let ledger = self.ledger().map_err(|fault| self.say(&fault))?;
        let jpeg = ledger.page(sha256, page, &self.workers);
        jpeg.map_err(|e| self.say(&e.into()))
    }

    /// Where the film or sound of an item lies, with its media type; `None` for what is neither, or can't be played by any
    /// browser.
    pub fn media(&self, item: &str) -> Result<Option<(PathBuf, &'static str)>, AppError> {
        let found = || -> Result<_, Fault> {
            let ledger = self.ledger()?;
            let format = ledger.item(item)?.item.format;
            let played = PLAYED.iter().find(|(name, _)| *name == format);
            played
                .map(|(_, media_type)| Ok((ledger.item_path(item)?, *media_type)))
                .transpose()
        };
        found().map_err(|fault| self.say(&fault))
    }

    /// Opens a ledger folder for this run; `read` for looking alone, where that is possible.
    pub fn open(self: &Arc<Self>, dir: &Path, read: bool) -> Result<(), AppError> {
        let access = if read { Access::Read } else { Access::WriteOrRead };
        let opened = self.open_ledger(dir, access, None);
        let opened = match opened {
            // Cache files or schema steps are wanting, which only a writer can make.
            Err(_) if read => self.open_ledger(dir, Access::WriteOrRead, None),
            other => other,
        };
        opened.map_err(|fault| self.say(&fault))
    }

    /// Stops all work, clears what was taken out of packs and closes the ledger. A window ends its process without dropping anything.
    pub fn close(&self) -> Result<(), AppError> {
        self.received.close();
        self.close_ledger(None).map_err(|fault| self.say(&fault))
    }

    /// Whether long work is at hand.
    pub fn busy(&self) -> bool {
        self.tasks.busy()
    }

    /// Scans, then follows changes of the sources until `progress` says stop; each batch that found something is told.
    pub fn watch(
        &self,
        progress: &dyn Progress,
        batch: &mut dyn FnMut(crate::dto::ScanReport),
    ) -> Result<(), AppError> {
        let language = self.language();
        let mut work = || -> Result<(), Fault> {
            let ledger = self.changeable()?;
            let sources = ledger.sources()?;
            let mut tell = |report: &taizhang_ledger::ScanReport| {
                batch(crate::body::scan::report(report, &sources, 0.0, language));
            };
            Ok(ledger.watch(progress, &mut tell)?)
        };
        work().map_err(|fault| self.say(&fault))
    }

    /// Puts an error that a door itself noticed (bad arguments) into words.
    pub fn bad_arguments(&self, name: &str, detail: &str) -> AppError {
        let fault = Fault::new(Code::BadArguments);
        self.say(&fault.with("name", name).with("detail", detail))
    }

    /// The error for somebody who was not let in.
    pub fn refusal(&self) -> AppError {
        self.say(&Fault::new(Code::Forbidden))
    }

    /// The error of a call that broke off.
    pub fn broken(&self, detail: &str) -> AppError {
        self.say(&Fault::new(Code::Internal).with("detail", detail))
    }

    /// Language of messages.
    pub fn language(&self) -> Language {
        let preferred = || Language::parse(&hold(&self.preferences).language);
        self.settings.language.unwrap_or_else(preferred)
    }

    pub(crate) fn say(&self, fault: &Fault) -> AppError {
        messages::error(fault, self.language())
    }

    pub(crate) fn bump(&self) {
        self.revision.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision.load(Ordering::Relaxed)
    }

    /// The open ledger.
    pub(crate) fn ledger(&self) -> Result<Arc<Ledger>, Fault> {
        let open = hold(&self.ledger).clone();
        open.ok_or_else(|| Fault::new(Code::NoLedger))
    }

    /// The open ledger, or why it can't be changed.
    pub(crate) fn changeable(&self) -> Result<Arc<Ledger>, Fault> {
        let ledger = self.ledger()?;
        if !ledger.read_only() {
            return Ok(ledger);
        }
        let plain = || Fault::at(Code::LedgerReadOnly, ledger.dir());
        Err(ledger.read_only_reason().map_or_else(plain, Fault::from))
    }

    pub(crate) fn around(&self) -> Surroundings {
        let preferred = hold(&self.preferences).actor.trim().to_owned();
        let actor = if self.settings.actor_is_named || preferred.is_empty() {
            self.settings.actor.clone()
        } else {
            preferred
        };
        Surroundings {
            actor,
            host: self.settings.host.clone(),
            now: self.settings.now.clone(),
            disks: self.settings.disks.clone(),
        }
    }

    /// Opens a ledger in the place of the one that is open. `task`: the work that asks, which is not stopped.
    pub(crate) fn open_ledger(
        self: &Arc<Self>,
        dir: &Path,
        access: Access,
        task: Option<&str>,
    ) -> Result<(), Fault> {
        let _one = hold(&self.changing);
        if let Ok(open) = self.ledger()
            && is_same(open.dir(), dir)
        {
            if !open.read_only() {
                return self.remember();
            }
            // What stood in the way may be gone.
            drop(open);
            self.drop_ledger(task);
        }
        // The one that is open stays open until the other one is.
        let ledger = Ledger::open(dir, access, self.around())?;
        self.drop_ledger(task);
        self.take_ledger(ledger)
    }

    /// Makes a ledger and opens it.
    pub(crate) fn create_ledger(
        self: &Arc<Self>,
        dir: &Path,
        new: &taizhang_ledger::NewLedger,
        task: Option<&str>,
    ) -> Result<(), Fault> {
        let _one = hold(&self.changing);
        let ledger = Ledger::create(dir, new, self.around())?;
        self.drop_ledger(task);
        self.take_ledger(ledger)
    }

    /// Puts a backup back as the open ledger.
    pub(crate) fn restore_ledger(self: &Arc<Self>, file: &Path) -> Result<(), Fault> {
        let ledger = self.changeable()?;
        let dir = ledger.dir().to_owned();
        drop(ledger);
        let _one = hold(&self.changing);
        self.drop_ledger(None);
        let restored = Ledger::restore(&dir, file, &self.around());
        // What was there is still there when it failed.
        self.take_ledger(Ledger::open(&dir, Access::WriteOrRead, self.around())?)?;
        Ok(restored?)
    }

    pub(crate) fn close_ledger(&self, task: Option<&str>) -> Result<(), Fault> {
        let _one = hold(&self.changing);
        match self.drop_ledger(task) {
            Some(ledger) => Ok(ledger.close()?),
            None => Ok(()),
        }
    }

    /// Lets go of the open ledger; it is given back when nothing else uses it any more.
    fn drop_ledger(&self, task: Option<&str>) -> Option<Ledger> {
        self.stop_watching();
        self.tasks.stop_all(task);
        // A scan that ended just now may have begun to watch again.
        self.stop_watching();
        let mut open = hold(&self.ledger).take()?;
        // Calls at hand end within moments; a ledger that is still held then closes with the last of them.
        for _ in 0..200 {
            match Arc::try_unwrap(open) {
                Ok(ledger) => return Some(ledger),
                Err(held) => open = held,
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    fn take_ledger(self: &Arc<Self>, ledger: Ledger) -> Result<(), Fault> {
        *hold(&self.ledger) = Some(Arc::new(ledger));
        self.bump();
        self.watch_sources();
        self.remember()
    }

    /// Follows changes of the sources, when this door stays and the ledger can be changed.
    pub(crate) fn watch_sources(self: &Arc<Self>) {
        self.stop_watching();
        if self.settings.door == Door::Cli {
            return;
        }
        let Ok(ledger) = self.changeable() else { return };
        if ledger.sources().is_ok_and(|sources| !sources.is_empty()) {
            *hold(&self.watcher) = Watcher::start(ledger, self.revision.clone());
        }
    }

    /// Stops following.
    pub(crate) fn stop_watching(&self) {
        if let Some(watcher) = hold(&self.watcher).take() {
            watcher.stop();
        }
    }

    /// Folders that are looked through every minute, because the system does not tell what changes in them.
    pub fn polled(&self) -> Result<Vec<String>, AppError> {
        let paths = || -> Result<Vec<String>, Fault> {
            let ledger = self.ledger()?;
            let polled = ledger.polled();
            let sources = ledger.sources()?.into_iter();
            Ok(sources
                .filter(|source| polled.contains(&source.id))
                .map(|source| source.path_text)
                .collect())
        };
        paths().map_err(|fault| self.say(&fault))
    }

    pub(crate) fn watching(&self) -> bool {
        hold(&self.watcher).as_ref().is_some_and(Watcher::runs)
    }

    pub(crate) fn preferences(&self) -> Preferences {
        hold(&self.preferences).clone()
    }

    pub(crate) fn set_preferences(&self, wanted: Preferences) -> Result<(), Fault> {
        self.store.save(PREFERENCES, &wanted)?;
        let actor = wanted.actor.trim().to_owned();
        *hold(&self.preferences) = wanted;
        // A ledger in use by long work takes the new name when it is opened next.
        if let Some(ledger) = hold(&self.ledger).as_mut().and_then(Arc::get_mut)
            && !actor.is_empty()
            && !self.settings.actor_is_named
        {
            ledger.set_actor(actor);
        }
        Ok(())
    }

    /// Recent ledgers, newest first.
    pub(crate) fn recent(&self) -> Vec<RecentLedger> {
        let mut recent = hold(&self.recent).clone();
        for row in &mut recent {
            row.present = Path::new(&row.dir).is_dir();
        }
        recent
    }

    fn remember(&self) -> Result<(), Fault> {
        let ledger = self.ledger()?;
        let (checklist, _) = ledger.checklist(None)?;
        let row = RecentLedger {
            dir: ledger.dir().to_string_lossy().into_owned(),
            unit: ledger.unit()?,
            title: checklist.title,
            opened_at: (self.settings.now)().to_string(),
            present: true,
        };
        let mut recent = hold(&self.recent);
        recent.retain(|other| other.dir != row.dir);
        recent.insert(0, row);
        recent.truncate(RECENT);
        self.store.save(RECENT_FILE, &*recent)
    }

    /// Notes a file that this run made.
    pub(crate) fn made(&self, path: &Path) {
        hold(&self.made).insert(path.to_owned());
    }

    pub(crate) fn was_made(&self, path: &Path) -> bool {
        hold(&self.made).contains(path)
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.stop_watching();
    }
}

/// Whether two paths lead to the same folder.
fn is_same(a: &Path, b: &Path) -> bool {
    match (std::fs::canonicalize(a), std::fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
