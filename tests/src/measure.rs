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

/// `VmHWM` of a process, in MiB.
fn peak(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
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
