//! Doors that stay open, and how they end when they are asked to.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn taizhang(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("taizhang").unwrap();
    command
        .current_dir(dir)
        .env("XDG_CONFIG_HOME", dir.join("设置"))
        .env("HOME", dir);
    command.args(["--json", "--ledger", "台账"]).args(arguments);
    command
}

fn ledger(dir: &Path) {
    std::fs::create_dir(dir.join("素材")).unwrap();
    std::fs::write(dir.join("素材/总结.txt"), "总结").unwrap();
    for arguments in [
        &["init", "台账", "--unit", "某局", "--title", "测评"][..],
        &["source", "add", "素材"],
    ] {
        assert!(taizhang(dir, arguments).output().unwrap().status.success());
    }
}

/// Starts a door and reads its first line.
fn start(dir: &Path, arguments: &[&str]) -> (Child, BufReader<std::process::ChildStdout>, Value) {
    let mut child = taizhang(dir, arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let document = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
    (child, lines, document)
}

fn end(mut child: Child) {
    let asked = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_browser_door_tells_its_address_and_closes_the_ledger_when_asked_to() {
    let dir = tempfile::tempdir().unwrap();
    ledger(dir.path());
    let (child, _lines, document) = start(dir.path(), &["serve", "--no-open"]);
    assert!(document["url"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    let busy = taizhang(dir.path(), &["undo"]).output().unwrap();
    assert_eq!(busy.status.code(), Some(3));
    let busy: Value = serde_json::from_slice(&busy.stdout).unwrap();
    assert_eq!(busy["error"]["code"], "ledger_busy");
    assert!(
        taizhang(dir.path(), &["items"])
            .output()
            .unwrap()
            .status
            .success()
    );
    end(child);
    assert!(!dir.path().join("台账/ledger.sqlite-wal").exists());
    assert!(taizhang(dir.path(), &["undo"]).output().unwrap().status.success());
}

#[test]
fn watching_tells_a_line_per_batch_until_it_is_asked_to_end() {
    let dir = tempfile::tempdir().unwrap();
    ledger(dir.path());
    let (child, mut lines, first) = start(dir.path(), &["watch"]);
    assert_eq!(first["added"], 1);
    std::fs::write(dir.path().join("素材/通知.txt"), "通知").unwrap();
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let second: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(second["added"], 1, "{second}");
    end(child);
}

/// Whether this user may make a namespace of their own, with limits of its own.
#[cfg(target_os = "linux")]
fn has_namespaces() -> bool {
    let tried = Command::new("unshare").args(["-U", "-r", "true"]).status();
    tried.is_ok_and(|status| status.success())
}

#[cfg(target_os = "linux")]
#[test]
fn folders_beyond_the_limit_of_the_system_are_told_and_looked_through() {
    if !has_namespaces() {
        eprintln!("SKIPPED folders_beyond_the_limit_of_the_system: this user can't make a namespace");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    ledger(dir.path());
    let program = taizhang(dir.path(), &[]).get_program().to_owned();
    let limited = |watches: u32| {
        let script = format!("echo {watches} > /proc/sys/user/max_inotify_watches && exec \"$@\"");
        let mut command = Command::new("unshare");
        command
            .args(["-U", "-r", "sh", "-c", &script, "sh"])
            .arg(&program)
            .args(["--json", "--ledger", "台账", "watch"])
            .current_dir(dir.path())
            .env("HOME", dir.path())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut next = move || {
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            serde_json::from_str::<Value>(&line).unwrap_or_else(|e| panic!("{e}: {line}"))
        };
        let first = next();
        (child, first, next)
    };

    let (child, first, mut next) = limited(8);
    assert_eq!(first["polled"], serde_json::json!([]), "{first}");
    // The limit is met later: by folders that are made while it watches.
    for n in 0..20 {
        std::fs::create_dir(dir.path().join(format!("素材/新 {n}"))).unwrap();
    }
    std::fs::write(dir.path().join("素材/新 19/通知.txt"), "通知").unwrap();
    let second = next();
    assert_eq!(second["added"], 1, "{second}");
    end(child);

    let (child, first, _next) = limited(8);
    let polled = first["polled"].as_array().unwrap();
    assert_eq!(polled.len(), 1, "{first}");
    assert!(polled[0].as_str().unwrap().ends_with("素材"));
    end(child);
}
