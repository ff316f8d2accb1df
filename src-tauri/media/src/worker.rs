//! Decoding in processes of their own: a deadline per file, a memory cap, a dead worker costs one item.

use std::io;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::FileError;
use crate::copy::CopyWish;
use crate::frame::{Reply, Wanted, read_answer, write_request};
use crate::look::Measures;
use crate::paper::Paper;

/// How long a worker may take to end: one that waits for a dead network drive may outlast even a kill.
const LAST_BREATH: Duration = Duration::from_secs(1);

/// How workers are started and limited.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// The program that runs [`crate::run_worker`] (the same binary).
    pub program: PathBuf,
    /// Its arguments (the hidden subcommand). The pool appends `memory` as the last one, in decimal digits, for
    /// [`crate::run_worker`].
    pub arguments: Vec<String>,
    /// How many workers.
    pub count: usize,
    /// Longest time for one file.
    pub deadline: Duration,
    /// Most memory of one worker, in bytes; at least 256 MiB. 1 GiB is enough for pictures of 100
    /// megapixels with eight bits per channel.
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
    /// How it looks; only of copies up to [`crate::look::SIDE`] pixels, so that all are measured alike.
    pub measures: Option<Measures>,
}

impl Picture {
    /// What stands for an original that needs no copy.
    pub(crate) fn unchanged() -> Self {
        Self {
            jpeg: Vec::new(),
            width: 0,
            height: 0,
            measures: None,
        }
    }
}

/// Worker processes, started when first needed and again after one died; they end with the pool. Shared
/// between threads: up to `count` files are decoded at the same time, further callers wait.
#[derive(Debug)]
pub struct WorkerPool {
    settings: WorkerSettings,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    busy: usize,
    idle: Vec<Worker>,
}

/// How asking a worker went.
enum Outcome {
    /// It answered, with what was wanted or an error.
    Answered(Result<Reply, FileError>),
    /// It was gone before it was asked: not the file's fault.
    Gone,
    /// It died or lost its way over the file.
    Died(Option<ExitStatus>),
    /// It did not answer in time.
    Late,
}

impl WorkerPool {
    /// A pool; nothing is started yet.
    pub fn new(settings: WorkerSettings) -> Self {
        Self {
            settings,
            state: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// How many files can be decoded at the same time.
    pub fn count(&self) -> usize {
        self.settings.count.max(1)
    }

    /// A copy of the picture at `path` whose longer side has at most `side` pixels; of a paper its first page.
    pub fn picture(&self, path: &Path, side: u32) -> Result<Picture, FileError> {
        self.page(path, 0, side)
    }

    /// A page of the paper at `path`, counted from 0.
    pub fn page(&self, path: &Path, page: u32, side: u32) -> Result<Picture, FileError> {
        let side = NonZeroU32::new(side).unwrap_or(NonZeroU32::MIN);
        match self.ask(path, Wanted::Picture(side, page))? {
            Reply::Picture(picture) => Ok(picture),
            Reply::Paper(_) => Err(confused()),
        }
    }

    /// The text of the document at `path` and what it tells of itself. `unsupported` for formats without a reader:
    /// ask for what [`crate::paper::has_text`] names.
    pub fn paper(&self, path: &Path) -> Result<Paper, FileError> {
        match self.ask(path, Wanted::Paper)? {
            Reply::Paper(paper) => Ok(*paper),
            Reply::Picture(_) => Err(confused()),
        }
    }

    /// A copy of the picture at `path` to hand on; `None` where the original is as wished.
    pub fn copy(&self, path: &Path, wish: &CopyWish) -> Result<Option<Picture>, FileError> {
        match self.ask(path, Wanted::Copy(wish.clone()))? {
            // A picture without bytes says that there is nothing to change.
            Reply::Picture(picture) => Ok(Some(picture).filter(|picture| !picture.jpeg.is_empty())),
            Reply::Paper(_) => Err(confused()),
        }
    }

    fn ask(&self, path: &Path, wanted: Wanted) -> Result<Reply, FileError> {
        let mut turn = self.turn();
        loop {
            let (mut worker, fresh) = match turn.worker.take() {
                Some(worker) => (worker, false),
                None => (self.start()?, true),
            };
            match worker.ask(path, &wanted, self.settings.deadline) {
                Outcome::Answered(answer) => {
                    turn.worker = Some(worker);
                    return answer;
                }
                Outcome::Gone if !fresh => {}
                Outcome::Gone => return Err(died(worker.end())),
                Outcome::Died(status) => return Err(died(status)),
                Outcome::Late => {
                    let message = format!("no answer within {:?}", self.settings.deadline);
                    return Err(FileError::new("timeout", message));
                }
            }
        }
    }

    fn start(&self) -> Result<Worker, FileError> {
        Worker::start(&self.settings).map_err(|error| {
            let program = self.settings.program.display();
            FileError::new("no_worker", format!("cannot start {program}: {error}"))
        })
    }

    /// Waits until fewer than `count` callers are busy.
    fn turn(&self) -> Turn<'_> {
        let count = self.settings.count.max(1);
        let waited = self.freed.wait_while(self.lock(), |state| state.busy >= count);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        state.busy += 1;
        Turn {
            pool: self,
            worker: state.idle.pop(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One caller's right to a worker; gives it back, and the worker with it, whatever happens.
struct Turn<'a> {
    pool: &'a WorkerPool,
    worker: Option<Worker>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        state.busy -= 1;
        state.idle.extend(self.worker.take());
        drop(state);
        self.pool.freed.notify_one();
    }
}

#[derive(Debug)]
struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Result<Reply, FileError>>,
}

impl Worker {
    fn start(settings: &WorkerSettings) -> io::Result<Self> {
        let mut command = Command::new(&settings.program);
        command.args(&settings.arguments).arg(settings.memory.to_string());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            // CREATE_NO_WINDOW: a window's program would flash a console for each worker.
            command.creation_flags(0x0800_0000);
        }
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (requests, stdout) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            child,
            requests,
            answers: listen(stdout),
        })
    }

    fn ask(&mut self, path: &Path, wanted: &Wanted, deadline: Duration) -> Outcome {
        if write_request(&mut self.requests, path, wanted).is_err() {
            return Outcome::Gone;
        }
        match self.answers.recv_timeout(deadline) {
            Ok(answer) => Outcome::Answered(answer),
            Err(RecvTimeoutError::Timeout) => Outcome::Late,
            Err(RecvTimeoutError::Disconnected) => Outcome::Died(self.end()),
        }
    }

    /// How the process ended, if it does so soon.
    fn end(&mut self) -> Option<ExitStatus> {
        let begin = Instant::now();
        while begin.elapsed() < LAST_BREATH {
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(2)),
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
        None
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Fails only for a process that has already ended.
        drop(self.child.kill());
        self.end();
    }
}

/// Answers as they come; the channel closes with the pipe, or when what comes is no answer.
fn listen(mut stdout: ChildStdout) -> Receiver<Result<Reply, FileError>> {
    let (to, answers) = channel();
    std::thread::spawn(move || {
        while let Ok(answer) = read_answer(&mut stdout) {
            if to.send(answer).is_err() {
                break;
            }
        }
    });
    answers
}

/// A worker that answers another question than the one it was asked.
fn confused() -> FileError {
    FileError::new("crashed", "the worker answered another question")
}

fn died(status: Option<ExitStatus>) -> FileError {
    let Some(status) = status else {
        return FileError::new("crashed", "the worker closed its pipe");
    };
    // Nobody but the system, out of memory, kills a worker so.
    let code = if is_killed(status) {
        "out_of_memory"
    } else {
        "crashed"
    };
    FileError::new(code, format!("the worker ended: {status}"))
}

#[cfg(unix)]
fn is_killed(status: ExitStatus) -> bool {
    const SIGKILL: i32 = 9;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGKILL)
}

#[cfg(windows)]
fn is_killed(status: ExitStatus) -> bool {
    status.code() == Some(crate::run::FULL)
}

#[cfg(not(any(unix, windows)))]
fn is_killed(_status: ExitStatus) -> bool {
    false
}
