//! Long work: what runs, how far it is, and its flag to stop.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use taizhang_ledger::Progress;

use crate::AppError;
use crate::dto::TaskRow;

/// How many ended tasks are remembered.
const REMEMBERED: usize = 20;
/// A page asks again so often while a scan finds things.
const SHOWN_EVERY: Duration = Duration::from_secs(1);

/// One piece of long work.
#[derive(Debug)]
pub(crate) struct Task {
    id: String,
    command: &'static str,
    began: Instant,
    stop: AtomicBool,
    now: Mutex<Now>,
    revision: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Now {
    state: &'static str,
    step: &'static str,
    step_began: Instant,
    current: String,
    done: u64,
    total: u64,
    unit: &'static str,
    ended: Option<Instant>,
    shown: Instant,
    result: Option<Value>,
    error: Option<AppError>,
}

impl Task {
    fn new(id: String, command: &'static str, revision: Arc<AtomicU64>) -> Self {
        let began = Instant::now();
        let now = Now {
            state: "running",
            step: "",
            step_began: began,
            current: String::new(),
            done: 0,
            total: 0,
            unit: "files",
            ended: None,
            shown: began,
            result: None,
            error: None,
        };
        Self {
            id,
            command,
            began,
            stop: AtomicBool::new(false),
            now: Mutex::new(now),
            revision,
        }
    }

    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    fn runs(&self) -> bool {
        hold(&self.now).ended.is_none()
    }

    fn row(&self) -> TaskRow {
        let now = hold(&self.now);
        let until = now.ended.unwrap_or_else(Instant::now);
        TaskRow {
            id: self.id.clone(),
            command: self.command.to_owned(),
            state: now.state.to_owned(),
            step: now.step.to_owned(),
            current: now.current.clone(),
            done: now.done,
            total: now.total,
            unit: now.unit.to_owned(),
            seconds: until.duration_since(self.began).as_secs_f64(),
            seconds_left: now.left(until),
            result: now.result.clone(),
            error: now.error.clone(),
        }
    }
}

impl Now {
    /// From the pace of this step, once it is two seconds old.
    fn left(&self, until: Instant) -> Option<f64> {
        let spent = until.duration_since(self.step_began).as_secs_f64();
        if self.ended.is_some() || self.done == 0 || self.total < self.done || spent < 2.0 {
            return None;
        }
        // Counts of files and bytes stay far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        Some(spent / self.done as f64 * (self.total - self.done) as f64)
    }
}

impl Progress for Task {
    fn at(&self, step: &'static str, done: u64, total: u64, unit: &'static str, current: &str) {
        let mut now = hold(&self.now);
        let moment = Instant::now();
        if now.step != step {
            now.step = step;
            now.step_began = moment;
        }
        (now.done, now.total, now.unit) = (done, total, unit);
        current.clone_into(&mut now.current);
        if self.command == "scan" && moment.duration_since(now.shown) >= SHOWN_EVERY {
            now.shown = moment;
            self.revision.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// All long work, running and lately ended.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    all: Mutex<VecDeque<Arc<Task>>>,
    ended: Condvar,
}

impl Tasks {
    /// Notes work that begins.
    pub(crate) fn begin(&self, id: String, command: &'static str, revision: Arc<AtomicU64>) -> Arc<Task> {
        let task = Arc::new(Task::new(id, command, revision));
        let mut all = hold(&self.all);
        all.push_front(task.clone());
        let mut ended = 0;
        all.retain(|task| {
            ended += usize::from(!task.runs());
            task.runs() || ended <= REMEMBERED
        });
        task
    }

    /// Notes how work ended.
    pub(crate) fn end(&self, task: &Task, outcome: Result<Value, AppError>) {
        let all = hold(&self.all);
        {
            let mut now = hold(&task.now);
            now.ended = Some(Instant::now());
            match outcome {
                Ok(value) => {
                    now.state = "done";
                    now.result = Some(value);
                }
                Err(error) => {
                    now.state = if matches!(error.code.as_str(), "cancelled" | "pack_cancelled") {
                        "cancelled"
                    } else {
                        "failed"
                    };
                    now.error = Some(error);
                }
            }
        }
        self.ended.notify_all();
        drop(all);
    }

    /// Asks a task to stop; whether there is one with this id.
    pub(crate) fn cancel(&self, id: &str) -> bool {
        let all = hold(&self.all);
        let task = all.iter().find(|task| task.id == id);
        if let Some(task) = task {
            task.stop.store(true, Ordering::Relaxed);
        }
        task.is_some()
    }

    /// Asks everything but `except` to stop, and waits until it has.
    pub(crate) fn stop_all(&self, except: Option<&str>) {
        let mut all = hold(&self.all);
        let others = |task: &&Arc<Task>| task.runs() && Some(task.id.as_str()) != except;
        while all.iter().any(|task| others(&task)) {
            for task in all.iter().filter(others) {
                task.stop.store(true, Ordering::Relaxed);
            }
            all = self.ended.wait(all).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether anything runs.
    pub(crate) fn busy(&self) -> bool {
        hold(&self.all).iter().any(|task| task.runs())
    }

    /// Running ones first, then those that ended, newest first.
    pub(crate) fn rows(&self) -> Vec<TaskRow> {
        let all: Vec<Arc<Task>> = hold(&self.all).iter().cloned().collect();
        let (running, ended): (Vec<_>, Vec<_>) = all.iter().partition(|task| task.runs());
        let rows = running.into_iter().chain(ended.into_iter().take(REMEMBERED));
        rows.map(|task| task.row()).collect()
    }
}

/// A panic elsewhere leaves these values whole: each is set in one step.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
