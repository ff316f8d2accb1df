//! Seconds and memory of a command, on the cores that every peer gets.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Wall clock, in seconds.
    pub seconds: f64,
    /// Highest resident memory of the process itself, in MiB; 0 where the system does not tell.
    pub memory: f64,
}

/// Runs a shell line on two cores (`taskset`), silent; panics with its words when it fails: a benchmark whose peer did not
/// run says nothing.
pub fn shell(line: &str, dir: &Path) -> Run {
    // A file, not a pipe: a talkative program would wait for ever for somebody to read.
    let words = dir.join("said.txt");
    let said = std::fs::File::create(&words).unwrap_or_else(|e| panic!("{}: {e}", words.display()));
    let begin = Instant::now();
    let mut child = Command::new("taskset")
        .args(["-c", "0,1", "bash", "-c", &format!("exec {line}")])
        .current_dir(dir)
        .stdout(Stdio::null())
        .stderr(said)
        .spawn()
        .unwrap_or_else(|e| panic!("{line}: {e}"));
    let mut memory = 0.0_f64;
    let status = loop {
        memory = memory.max(peak(child.id()));
        if let Some(status) = child.try_wait().unwrap_or_else(|e| panic!("{line}: {e}")) {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let seconds = begin.elapsed().as_secs_f64();
    let words = std::fs::read_to_string(&words).unwrap_or_default();
    assert!(status.success(), "{line}: {status}\n{words}");
    Run { seconds, memory }
}

/// Runs a shell line as [`shell`] does; the memory is that of the process and all that it started, at its highest together.
pub fn family(line: &str, dir: &Path) -> Run {
    let done = std::sync::atomic::AtomicBool::new(false);
    let own = std::process::id();
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = 0.0_f64;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                most = most.max(descendants(own).iter().map(|pid| status(*pid, "VmRSS:")).sum());
                std::thread::sleep(Duration::from_millis(10));
            }
            most / 1024.0
        });
        let run = shell(line, dir);
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        let memory = watch.join().unwrap_or(0.0);
        Run { memory, ..run }
    })
}

/// All processes that this one started, directly or not.
fn descendants(of: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
    let parents: Vec<(u32, u32)> = pids.map(|pid| (pid, status(pid, "PPid:") as u32)).collect();
    let mut found = vec![of];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(
            parents
                .iter()
                .filter(|(_, of)| *of == parent)
                .map(|(pid, _)| *pid),
        );
        at += 1;
    }
    found.split_off(1)
}

/// A number that /proc tells of a process; 0 where it tells none.
fn status(pid: u32, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok())
        .unwrap_or(0.0)
}

/// `VmHWM` of a process, in MiB.
fn peak(pid: u32) -> f64 {
    status(pid, "VmHWM:") / 1024.0
}

/// The middle one of three runs by time, with the highest memory of them.
pub fn middle(mut run: impl FnMut() -> Run) -> Run {
    let mut runs = [run(), run(), run()];
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let memory = runs.iter().map(|run| run.memory).fold(0.0, f64::max);
    Run {
        memory,
        ..runs.get(1).copied().unwrap_or(Run { seconds: 0.0, memory })
    }
}
