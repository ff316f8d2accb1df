//! The worker's side of the pipes.

use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use taizhang_document::caught;

use crate::decode::Decoder;
use crate::error::FileError;
use crate::frame::{Reply, Request, Wanted, read_request, write_answer};
use crate::paper;
use crate::worker::Picture;

/// How a worker ends whose memory is full.
#[cfg(windows)]
pub(crate) const FULL: i32 = 77;

/// Formats by content that the workers try to make a picture of: of films those that are coded otherwise need an installed
/// ffmpeg.
pub const PICTURES: [&str; 32] = [
    "jpeg", "png", "webp", "bmp", "gif", "tiff", "heic", "heif", "avif", "psd", "dng", "cr2", "cr3", "nef",
    "arw", "rw2", "orf", "raf", "pef", "srw", "mp4", "mov", "3gp", "avi", "mkv", "webm", "mpegts", "mpeg",
    "wmv", "flv", "pdf", "ofd",
];

/// How long a decode may go on after the parent has gone.
const GRACE: Duration = Duration::from_secs(1);

/// The worker's main loop: requests on stdin, answers on stdout, until stdin ends. `memory` is the most memory
/// in bytes that the process may take: on Unix the system enforces it (`RLIMIT_AS`), on Windows the worker ends
/// itself above it. Exits the process when stdin ends during a decode
/// that does not, so that no worker outlives its parent.
pub fn run_worker(memory: u64) -> io::Result<()> {
    limit(memory)?;
    let (to, requests) = sync_channel(1);
    std::thread::spawn(move || {
        receive(&to);
        drop(to);
        std::thread::sleep(GRACE);
        std::process::exit(0);
    });
    let mut decoder = None;
    for request in requests {
        let answer = answer(&mut decoder, &request?, memory);
        write_answer(&mut io::stdout().lock(), &answer)?;
    }
    Ok(())
}

fn receive(to: &SyncSender<io::Result<Request>>) {
    let mut stdin = io::stdin().lock();
    while let Some(request) = read_request(&mut stdin).transpose() {
        let broken = request.is_err();
        if to.send(request).is_err() || broken {
            return;
        }
    }
}

/// A panic costs the decoder's buffers, not the worker.
fn answer(kept: &mut Option<Decoder>, request: &Request, memory: u64) -> Result<Reply, FileError> {
    if request.wanted == Wanted::Paper {
        let paper = caught(|| paper::read(&request.path));
        return paper.map_or_else(
            || Err(FileError::new("crashed", "the reader panicked")),
            |paper| Ok(Reply::Paper(Box::new(paper?))),
        );
    }
    let mut decoder = match kept.take() {
        Some(decoder) => decoder,
        None => Decoder::new(memory)?,
    };
    let picture = caught(|| match &request.wanted {
        Wanted::Copy(wish) => decoder
            .copy(&request.path, wish)
            .map(|copy| copy.unwrap_or_else(Picture::unchanged)),
        Wanted::Picture(side, page) => decoder.picture(&request.path, side.get(), *page),
        Wanted::Paper => Err(FileError::new("unsupported", "no picture is wanted")),
    });
    picture.map_or_else(
        || Err(FileError::new("crashed", "the decoder panicked")),
        |picture| {
            *kept = Some(decoder);
            picture.map(Reply::Picture)
        },
    )
}

/// Whether a still picture can be made of the bytes of a file with this extension: in this process, so that a fuzzer sees
/// what happens. Programs ask a [`crate::WorkerPool`].
pub fn decodes(content: &[u8], extension: &str, side: usize, memory: u64) -> bool {
    Decoder::new(memory).is_ok_and(|mut decoder| decoder.of_bytes(content, extension, side).is_ok())
}

#[cfg(unix)]
fn limit(memory: u64) -> io::Result<()> {
    let (_, most) = rlimit::Resource::AS.get()?;
    rlimit::Resource::AS.set(memory.min(most), memory.min(most))
}

/// How long a worker may be above its limit before that is seen.
#[cfg(windows)]
const LOOK: Duration = Duration::from_millis(20);

/// Windows gives safe programs no hard limit: the worker looks after itself, and ends with [`FULL`] above it. What it
/// started (an ffmpeg) ends with it, by a job object.
#[cfg(windows)]
fn limit(memory: u64) -> io::Result<()> {
    let mut rules = win32job::ExtendedLimitInfo::new();
    rules.limit_kill_on_job_close();
    let job = win32job::Job::create_with_limit_info(&rules).map_err(io::Error::other)?;
    job.assign_current_process().map_err(io::Error::other)?;
    // Closed by the system when the process ends; closed before, it would end the process.
    let _open = job.into_handle();
    let most = usize::try_from(memory).unwrap_or(usize::MAX);
    let own = win32job::utils::get_current_process();
    std::thread::spawn(move || {
        while win32job::utils::get_process_memory_info(own).is_ok_and(|info| info.private_usage <= most) {
            std::thread::sleep(LOOK);
        }
        std::process::exit(FULL);
    });
    Ok(())
}

#[cfg(not(any(unix, windows)))]
fn limit(_memory: u64) -> io::Result<()> {
    Ok(())
}
