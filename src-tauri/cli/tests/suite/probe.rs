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

/// A photographed sheet with a ruled table and something written in it.
fn sheet(path: &Path) {
    let picture = image::RgbImage::from_fn(1600, 1200, |x, y| {
        let (x, y) = (x / 5, y / 5);
        let ruled = (y % 20 == 10 || x % 70 == 20) && (20..300).contains(&x) && (30..230).contains(&y);
        let written = y % 20 > 15 && x % 70 > 40 && (x / 3 + y).is_multiple_of(2);
        image::Rgb(if ruled || written {
            [60, 60, 70]
        } else {
            [232, 230, 224]
        })
    });
    picture.save(path).unwrap();
}

#[test]
fn pictures_and_packages_are_looked_into_as_a_scan_does() {
    let dir = tempfile::tempdir().unwrap();
    sheet(&dir.path().join("IMG_1.jpg"));
    let whole = std::fs::read(dir.path().join("IMG_1.jpg")).unwrap();
    image::RgbImage::new(40, 40)
        .save(dir.path().join("小.png"))
        .unwrap();
    let mut png = std::fs::read(dir.path().join("小.png")).unwrap();
    png.truncate(40);
    write(dir.path(), "坏.png", &png);
    write(dir.path(), "坏.zip", b"PK\x03\x04 broken");
    write(dir.path(), "签到表.jpg", &whole);
    let rows = probe(dir.path(), &["IMG_1.jpg", "坏.png", "坏.zip", "签到表.jpg"]);
    let told = |n: usize, key: &str| rows[n][key].as_str().unwrap_or("none").to_owned();
    assert_eq!(
        (told(0, "kind"), told(0, "kind_from")),
        ("sign_in".into(), "picture".into())
    );
    assert!(rows[0]["error"].is_null(), "{}", rows[0]);
    assert_eq!(
        (told(3, "kind"), told(3, "kind_from")),
        ("sign_in".into(), "name".into())
    );
    for row in [1, 2] {
        assert_eq!(rows[row]["error"]["code"], "undecodable", "{}", rows[row]);
        assert!(rows[row]["sha256"].is_string());
    }
}

#[test]
fn a_ledger_gives_the_period_and_none_that_opens_spoils_nothing() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "IMG_20250403_091422.jpg", JPEG);
    let taizhang = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
        let output = command
            .current_dir(dir.path())
            .env_remove("TAIZHANG_LEDGER")
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        output.stdout
    };
    taizhang(&[
        "init", "台账", "--unit", "某局", "--title", "测评", "--year", "2026",
    ]);
    let doubts = |ledger: &str| {
        let told = taizhang(&["--json", "--ledger", ledger, "probe", "IMG_20250403_091422.jpg"]);
        let report: Value = serde_json::from_slice(&told).unwrap();
        report["files"][0]["doubts"].clone()
    };
    assert_eq!(doubts("台账"), serde_json::json!(["outside_period"]));
    assert_eq!(doubts("没有"), serde_json::json!([]));
}

/// Names of zips from Chinese Windows, unpacked by a program that keeps their bytes.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_read_too() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xd5\xd5\xc6\xac.jpg");
    std::fs::write(dir.path().join(name), JPEG).unwrap();
    write(dir.path(), "a.jpg", JPEG);
    let output = Command::new(env!("CARGO_BIN_EXE_taizhang"))
        .current_dir(dir.path())
        .env_remove("TAIZHANG_LEDGER")
        .args(["--json", "probe", "a.jpg"])
        .arg(name)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let formats: Vec<&str> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["format"].as_str())
        .collect();
    assert_eq!(formats, ["jpeg", "jpeg"]);
}
