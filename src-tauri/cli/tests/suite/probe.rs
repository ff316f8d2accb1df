//! `probe` as a program: facts from bytes, names, folders, neighbours and text, through a real worker.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A JPEG without a picture: enough for its facts.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";

fn probe(dir: &Path, files: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_taizhang"))
        .current_dir(dir)
        .env_remove("TAIZHANG_LEDGER")
        .args(["--json", "--as-of", "2026-11-20", "probe"])
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["files"].as_array().unwrap().clone()
}

fn write(dir: &Path, path: &str, content: &[u8]) {
    let path = dir.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

#[test]
fn folders_and_neighbours_date_what_was_only_saved() {
    let dir = tempfile::tempdir().unwrap();
    let files = [
        "2026-04-04 清明祭扫/微信图片_20260405120000.jpg",
        "0205慰问/a.jpg",
        "照片/IMG_20260403_091422.jpg",
        "照片/微信图片_20260405120000.jpg",
        "散/mmexport1716130574783.jpg",
        "没有.jpg",
    ];
    for file in files.iter().filter(|file| **file != "没有.jpg") {
        write(dir.path(), file, JPEG);
    }
    let told: Vec<(Value, Value)> = probe(dir.path(), &files)
        .into_iter()
        .map(|row| (row["captured_at"].clone(), row["captured_from"].clone()))
        .collect();
    let expected = [
        ("2026-04-04", "folder"),
        ("2026-02-05", "folder"),
        ("2026-04-03T09:14:22", "name_taken"),
        ("2026-04-03", "neighbour"),
        ("2024-05-19T22:56:14+08:00", "name_saved"),
    ];
    for (told, (value, from)) in told.iter().zip(expected) {
        assert_eq!((told.0.as_str(), told.1.as_str()), (Some(value), Some(from)));
    }
    assert_eq!(told[5], (Value::Null, Value::Null));
}

#[test]
fn a_paper_tells_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let text = "秘密★1年\n某某市文明办文件\n某文明办〔2026〕5号\n\n关于开展清明活动的通知\n各单位：\n正文。\n\n某某市文明办\n2026年3月20日\n";
    write(dir.path(), "新建.txt", text.as_bytes());
    write(dir.path(), "坏.docx", b"PK\x03\x04 broken");
    let rows = probe(dir.path(), &["新建.txt", "坏.docx"]);
    let expected = [
        ("kind", "notice"),
        ("kind_from", "text"),
        ("captured_at", "2026-03-20"),
        ("captured_from", "text"),
        ("captured_meaning", "written"),
        ("doc_no", "某文明办〔2026〕5号"),
        ("issuer", "某某市文明办"),
        ("doc_title", "关于开展清明活动的通知"),
        ("doc_date", "2026-03-20"),
        ("secrecy", "秘密★1年"),
    ];
    for (key, value) in expected {
        assert_eq!(rows[0][key], value, "{key}");
    }
    assert!(rows[0]["text_chars"].as_u64() > Some(60));
    assert!(rows[0]["error"].is_null() && rows[1]["sha256"].is_string());
}
