//! The gap board of the transport bureau's task table on the sample ledger, at three days, worked out by hand.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

fn run(ledger: &Path, as_of: &str, arguments: &[&str]) -> Value {
    let output = Command::cargo_bin("taizhang")
        .unwrap()
        .env("TAIZHANG_LEDGER", ledger)
        .args(["--json", "--as-of", as_of, "--as", "王芳"])
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{arguments:?}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// A row of the board as signs, January to December.
fn row(board: &Value, code: &str) -> String {
    let rows = board["board"]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == code).unwrap();
    let sign = |cell: &Value| match cell["state"].as_str() {
        None => '·',
        Some("met") => '●',
        Some("overdue") => '■',
        Some("due_soon") => '▲',
        Some("not_due") => '–',
        Some("partial") => '◐',
        Some("missing") => '○',
        Some(_) => '?',
    };
    row["cells"].as_array().unwrap().iter().map(sign).collect()
}

#[test]
fn the_right_holes_are_shown_at_three_days() {
    let dir = tempfile::tempdir().unwrap();
    let today = "2026-11-23";
    run(dir.path(), today, &["sample", dir.path().to_str().unwrap()]);
    let ledger = dir.path().join("示例台账");
    run(&ledger, today, &["scan", "--no-thumbs"]);
    run(&ledger, today, &["checklist", "template", "plan-05"]);
    let items = run(&ledger, today, &["items"]);
    let path = |one: &Value| one["locations"][0]["path"].as_str().unwrap().to_owned();
    let all: Vec<String> = items["items"].as_array().unwrap().iter().map(path).collect();
    // Which folder's files are linked to which indicator.
    let linked = [
        ("第一次集体学习", "3.1"),
        ("第二次集体学习", "3.1"),
        ("道德讲堂第一期/", "3.3.1"),
        ("清明祭扫/", "3.4"),
        ("端午包粽子/", "3.4"),
        ("中秋慰问/", "3.4"),
        ("清明祭扫/", "3.4.1"),
        ("义务植树/", "4.3.1"),
    ];
    for (folder, code) in linked {
        let mut names: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|path| path.contains(folder))
            .collect();
        assert!(names.len() >= 4, "{folder}: {all:?}");
        names.insert(0, "link");
        names.push(code);
        run(&ledger, today, &names);
    }
    let expected = [
        // Photos are there for the first two of the six windows; records and sign-ins never.
        ("3.1", ["·■·▲·–·–·–·–", "·■·■·■·–·–·–", "·■·■·■·■·■·–"]),
        // The first lecture lacks its plan and its film; it is due at the end of June.
        ("3.3.1", ["·····–······", "·····■······", "·····■······"]),
        // Two photos and the sign-in: met, whenever one looks.
        ("3.4.1", ["···●········", "···●········", "···●········"]),
        // Photos of 清明, 端午 and 中秋, but no plan of any: 春节 17 Feb, 元宵 3 Mar, 清明 5 Apr, 端午 19 Jun, 中秋 25 Sep, 重阳 18 Oct, due a week later.
        ("3.4", ["·■■▲·–···–··", "·■■■·■···–··", "·■■■·■···■··"]),
        // Trees were planted and photographed, nobody signed in.
        ("4.3.1", ["··▲·········", "··■·········", "··■·········"]),
        // Nothing was done yet.
        ("3.3.2", ["··········–·", "··········–·", "··········▲·"]),
    ];
    for (n, day) in ["2026-03-31", "2026-07-01", today].into_iter().enumerate() {
        let board = run(&ledger, day, &["status", "--by", "month"]);
        for (code, rows) in &expected {
            assert_eq!(row(&board, code), rows[n], "{code} on {day}");
        }
    }
}
