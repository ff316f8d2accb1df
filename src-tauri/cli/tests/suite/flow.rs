//! The whole line by the command line: init, source, scan, checklist, link, status, export, verify, undo.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::bench::{Bench, keys, picture};

#[test]
fn the_whole_line_on_made_files() {
    let bench = Bench::new();
    let material = bench.path("素材");
    std::fs::create_dir_all(material.join("4月 植树")).unwrap();
    picture(&material.join("4月 植树/IMG_20260403_091422.jpg"), 10);
    picture(&material.join("4月 植树/合影😀.jpg"), 20);
    std::fs::write(material.join("关于植树的通知.txt"), "关于开展植树活动的通知").unwrap();
    std::fs::write(material.join("空.jpg"), "").unwrap();
    bench.init();

    let sources = bench.json(0, &["source", "add", "素材"]);
    keys(&sources["sources"][0], &["id", "path", "connected"]);
    let report = bench.json(0, &["scan"]);
    keys(
        &report,
        &[
            "files",
            "added",
            "changed",
            "moved",
            "missing",
            "unchanged",
            "errors",
            "bytes",
            "seconds",
        ],
    );
    assert_eq!((&report["files"], &report["added"]), (&4.into(), &4.into()));
    assert_eq!(bench.json(0, &["scan", "--no-thumbs"])["unchanged"], 4);

    let items = bench.json(0, &["items", "--kind", "photo"]);
    assert_eq!(items["total"], 2);
    keys(
        &items["items"][0],
        &[
            "id",
            "title",
            "kind",
            "captured_on",
            "captured_from",
            "captured_precision",
            "locations",
            "sha256",
            "similar_group",
            "similar_kind",
            "best",
            "activities",
            "links",
            "errors",
        ],
    );
    assert!(
        items["items"][0]["locations"][0]["path"]
            .as_str()
            .unwrap()
            .starts_with("4月 植树/")
    );

    let imported = bench.json(0, &["checklist", "template", "national-13"]);
    assert!(
        imported["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["reviewed"] == false)
    );
    assert_eq!(
        bench.json(0, &["checklist", "list"])["checklists"][0]["current"],
        true
    );

    let linked = bench.json(
        0,
        &[
            "link",
            "关于植树的通知.txt",
            "素材/4月 植树/合影😀.jpg",
            "paper:档案盒3",
            "1.1",
            "--caption",
            "四月",
            "--period",
            "2026-Q2",
        ],
    );
    assert_eq!(
        (&linked["operation"]["action"], &linked["operation"]["who"]),
        (&"link_add".into(), &"王芳".into())
    );
    assert_eq!(
        bench.json(0, &["items", "--unlinked", "--kind", "photo"])["total"],
        1
    );
    assert_eq!(bench.json(0, &["items", "--indicator", "1.1"])["total"], 2);

    let status = bench.json(0, &["status"]);
    assert_eq!(status["as_of"], "2026-11-23");
    keys(&status, &["score", "indicators", "summary"]);
    keys(
        &status["summary"],
        &[
            "met",
            "partial",
            "missing",
            "due_soon",
            "overdue",
            "not_due",
            "not_applicable",
        ],
    );

    let pack = bench.json(0, &["export", "包.zip"]);
    keys(
        &pack,
        &["path", "volumes", "entries", "bytes", "seconds", "warnings"],
    );
    assert_eq!(pack["entries"], 2);
    let verdict = bench.json(0, &["verify", "包.zip"]);
    assert_eq!(
        (&verdict["valid"], &verdict["entries"]),
        (&true.into(), &2.into())
    );

    peer_says_valid(&bench, "包.zip");

    bench.json(0, &["unlink", "paper:档案盒3", "1.1"]);
    bench.json(0, &["waive", "1.2", "--reason", "本年新设单位"]);
    assert_eq!(bench.json(0, &["undo"])["operation"]["action"], "waive");
    assert_eq!(bench.json(0, &["redo"])["operation"]["undone"], false);
    assert_eq!(
        bench.json(0, &["history", "--limit", "2"])["operations"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let backup = bench.json(0, &["backup"]);
    assert_eq!(
        bench.json(0, &["restore", backup["path"].as_str().unwrap()])["unit"],
        "某局"
    );
    assert_eq!(bench.json(0, &["check", "--full"])["ok"], true);
}

#[test]
fn a_pack_that_was_changed_is_told_by_the_exit_code() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("素材")).unwrap();
    std::fs::write(bench.path("素材/总结.txt"), "总结的内容，写得不长").unwrap();
    bench.init();
    bench.json(0, &["source", "add", "素材"]);
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["checklist", "template", "national-13"]);
    bench.json(0, &["link", "总结.txt", "1.4"]);
    bench.json(0, &["export", "包.zip"]);
    let folder = bench.path("解开");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path("包.zip")).unwrap()).unwrap();
    zip.extract(&folder).unwrap();
    let bag = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let bag = bag.to_str().unwrap();
    bench.json(0, &["verify", bag]);
    std::fs::write(Path::new(bag).join("bag-info.txt"), "x").unwrap();
    let verdict = bench.json(1, &["verify", bag]);
    keys(&verdict["problems"][0], &["code", "path", "expected", "found"]);
}

#[test]
fn the_whole_line_on_the_samples() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let samples = std::env::var_os("TAIZHANG_SAMPLES").map_or(beside, PathBuf::from);
    if !samples.is_dir() {
        eprintln!(
            "SKIPPED: no samples at {} (set TAIZHANG_SAMPLES)",
            samples.display()
        );
        return;
    }
    let bench = Bench::new();
    bench.init();
    bench.json(0, &["source", "add", samples.to_str().unwrap()]);
    let report = bench.json(0, &["scan"]);
    assert!(report["files"].as_u64().unwrap() > 10, "{report}");
    assert_eq!(bench.json(0, &["scan"])["unchanged"], report["files"]);
    bench.json(0, &["checklist", "template", "national-13"]);
    let photos = bench.json(0, &["items", "--kind", "photo", "--limit", "5"]);
    let ids: Vec<&str> = photos["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["id"].as_str().unwrap())
        .collect();
    bench.json(0, &[&["link"], ids.as_slice(), &["2.1"]].concat());
    let status = bench.json(0, &["status"]);
    let linked = status["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| i["code"] == "2.1");
    assert!(linked.is_some(), "{status}");
    bench.json(0, &["export", "样本.zip"]);
    let verdict = bench.json(0, &["verify", "样本.zip"]);
    assert_eq!(verdict["valid"], true);
    peer_says_valid(&bench, "样本.zip");
}

/// Unzips the pack and asks `bagit.py` of the Library of Congress, where a Python with it is given.
fn peer_says_valid(bench: &Bench, pack: &str) {
    let Some(python) = std::env::var_os("TAIZHANG_PYTHON") else {
        eprintln!("SKIPPED: no bagit.py (set TAIZHANG_PYTHON to a Python that has it)");
        return;
    };
    let folder = bench.path("给同行");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path(pack)).unwrap()).unwrap();
    zip.extract(&folder).unwrap();
    let bag = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let said = Command::new(python)
        .args(["-m", "bagit", "--validate"])
        .arg(bag)
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn the_sample_is_a_ledger_with_links_and_gaps() {
    let bench = Bench::new();
    let made = bench.json(0, &["sample", "示例"]);
    assert_eq!(made["sample"], true);
    let ledger = made["ledger"].as_str().unwrap();
    assert!(ledger.ends_with("示例台账"), "{ledger}");
    let status = bench.json(0, &["--ledger", ledger, "status"]);
    let summary = &status["summary"];
    let count = |state: &str| summary[state].as_u64().unwrap();
    assert!(count("met") > 0, "{summary}");
    assert!(
        count("missing") + count("overdue") + count("partial") > 0,
        "{summary}"
    );
    let pack = bench.json(0, &["--ledger", ledger, "export", "示例.zip"]);
    assert!(pack["entries"].as_u64().unwrap() > 20, "{pack}");
    assert_eq!(bench.json(0, &["verify", "示例.zip"])["valid"], true);
    assert_eq!(bench.error(&["sample", "示例"]), "folder_not_empty");
}

#[test]
fn material_is_collected_into_the_ledger_and_verified() {
    let bench = Bench::new();
    let material = bench.path("U盘");
    std::fs::create_dir_all(material.join("植树")).unwrap();
    std::fs::write(material.join("植树/通知.txt"), "关于植树的通知").unwrap();
    std::fs::write(material.join("总结.txt"), "工作总结").unwrap();
    std::fs::write(material.join("名单.txt"), "名单").unwrap();
    bench.init();
    bench.json(0, &["source", "add", "U盘"]);
    bench.json(0, &["scan"]);
    bench.json(0, &["checklist", "template", "national-13"]);
    bench.json(0, &["link", "植树/通知.txt", "url:https://example.org", "1.1"]);
    assert_eq!(bench.run(&["collect"]).status.code(), Some(2));
    assert_eq!(bench.error(&["collect", "没有.txt"]), "item_not_found");

    let done = bench.json(0, &["collect", "--linked"]);
    assert_eq!(
        (&done["copied"], &done["bytes"]),
        (&Value::from(1), &Value::from(21)),
        "{done}"
    );
    let copy = bench.path("台账").join("材料").join("U盘/植树/通知.txt");
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "关于植树的通知");
    let again = bench.json(0, &["collect", "--linked"]);
    assert_eq!(
        (&again["copied"], &again["already"]),
        (&Value::from(0), &Value::from(1))
    );
    // By path; one that is gone is told, and the others are copied.
    std::fs::remove_file(material.join("名单.txt")).unwrap();
    let some = bench.json(1, &["collect", "U盘/总结.txt", "名单.txt"]);
    assert_eq!(
        (&some["copied"], &some["failed"][0]["path"]),
        (&Value::from(1), &Value::from("名单.txt"))
    );

    // Without the disk the evidence is still there, and goes into a pack.
    std::fs::rename(&material, bench.path("拔出")).unwrap();
    let items = bench.json(0, &["items", "--indicator", "1.1"]);
    let places = items["items"][0]["locations"].as_array().unwrap();
    let states: Vec<&str> = places.iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["disconnected", "present"], "{items}");
    let report = bench.json(0, &["export", "包.zip", "--allow-gaps"]);
    assert_eq!(report["entries"], 1, "{report}");
    assert_eq!(bench.json(0, &["verify", "包.zip"])["valid"], true);
}
