//! A test program that is also the workers which its tests start: when its first argument is `role-worker` it decodes, else
//! it runs the tests whose names contain its first plain argument.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use taizhang_media::{WorkerPool, WorkerSettings, run_worker};

pub fn run(tests: &[(&str, fn())]) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "role-worker") {
        run_worker(arguments.last().unwrap().parse().unwrap()).unwrap();
        return ExitCode::SUCCESS;
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    let mut failed = 0;
    for (name, test) in tests {
        if filter.is_some_and(|filter| !name.contains(filter.as_str())) {
            continue;
        }
        let passed = std::panic::catch_unwind(test).is_ok();
        failed += u32::from(!passed);
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
    }
    ExitCode::from(u8::from(failed > 0))
}

pub fn pool(program: PathBuf) -> WorkerPool {
    WorkerPool::new(WorkerSettings {
        program,
        arguments: vec!["role-worker".to_owned()],
        count: 2,
        deadline: Duration::from_secs(20),
        memory: 1 << 30,
    })
}

pub fn workers() -> WorkerPool {
    pool(std::env::current_exe().unwrap())
}
