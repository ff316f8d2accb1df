//! What the program says of itself, and of an update on a U-disk.

use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

/// Exit code and document.
fn taizhang(arguments: &[&str]) -> (Option<i32>, Value) {
    let output = Command::cargo_bin("taizhang")
        .unwrap()
        .arg("--json")
        .args(arguments)
        .env_remove("TAIZHANG_LEDGER")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (output.status.code(), document)
}

#[test]
fn it_tells_its_version_its_commit_and_what_it_was_built_for() {
    let (code, about) = taizhang(&["about"]);
    assert_eq!(code, Some(0));
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    let target = about["target"].as_str().unwrap();
    assert!(
        target.contains(std::env::consts::ARCH) && target.contains(std::env::consts::OS),
        "{target}"
    );
    // A build outside a checkout has no commit.
    let commit = about["commit"].as_str().unwrap();
    assert!(
        commit.is_empty() || (commit.len() == 12 && commit.chars().all(|c| c.is_ascii_hexdigit())),
        "{commit}"
    );
    assert!(about["licences"].is_array());
}

#[test]
fn without_a_publisher_s_key_an_update_is_not_judged() {
    let dir = tempfile::tempdir().unwrap();
    let package = dir.path().join("安装包.exe");
    std::fs::write(&package, "x").unwrap();
    let key = dir.path().join("update.pub");
    std::fs::write(&key, "不是公钥").unwrap();
    let (code, answer) = taizhang(&[
        "update",
        "check",
        package.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
    ]);
    assert_eq!(
        (code, &answer["error"]["code"]),
        (Some(3), &Value::from("update_bad_key"))
    );
}

#[cfg(unix)]
#[test]
fn an_update_is_taken_from_the_publisher_alone_and_only_when_it_is_not_older() {
    let dir = tempfile::tempdir().unwrap();
    let minisign = |arguments: &[&str]| {
        let ran = Command::new("minisign")
            .args(arguments)
            .current_dir(&dir)
            .output()
            .unwrap_or_else(|e| panic!("minisign is needed (apt install minisign): {e}"));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    minisign(&["-G", "-W", "-p", "update.pub", "-s", "key"]);
    std::fs::write(dir.path().join("新 版.exe"), vec![1_u8; 1000]).unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let check = || {
        taizhang(&[
            "update",
            "check",
            &path("新 版.exe"),
            "--key",
            &path("update.pub"),
        ])
    };
    let system = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "aarch64") => "linux-arm64",
        _ => "linux-x64",
    };
    let (code, unsigned) = check();
    assert_eq!((code, &unsigned["verdict"]), (Some(1), &Value::from("unsigned")));
    assert_eq!(unsigned["valid"], false);
    for (comment, code, verdict) in [
        (format!("taizhang 99.0.0 {system}"), 0, "newer"),
        (
            format!("taizhang {} {system}", env!("CARGO_PKG_VERSION")),
            0,
            "same",
        ),
        (format!("taizhang 0.0.1 {system}"), 1, "older"),
        ("taizhang 99.0.0 windows-x64".to_owned(), 1, "other_system"),
    ] {
        minisign(&["-S", "-s", "key", "-t", &comment, "-m", "新 版.exe"]);
        let (found, report) = check();
        assert_eq!(
            (found, &report["verdict"]),
            (Some(code), &Value::from(verdict)),
            "{report}"
        );
        assert_eq!(report["valid"], true);
        assert_eq!(report["current"], env!("CARGO_PKG_VERSION"));
        assert!(!report["message"].as_str().unwrap().is_empty());
    }
    std::fs::write(dir.path().join("新 版.exe"), vec![2_u8; 1000]).unwrap();
    let (code, altered) = check();
    assert_eq!((code, &altered["verdict"]), (Some(1), &Value::from("altered")));
    std::fs::remove_file(path("新 版.exe")).unwrap();
    let (code, gone) = check();
    assert_eq!(
        (code, &gone["error"]["code"]),
        (Some(3), &Value::from("path_not_found"))
    );
}
