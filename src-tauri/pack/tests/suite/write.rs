//! The writer, looked at from outside: what it writes, as other programs read it.

use crate::support;

use std::io::Read;
use std::path::Path;

use jiff::civil::date;
use support::{Made, Quiet, have, id, noise, python, run, small, unpack};
use taizhang_model::kind::Kind;
use taizhang_model::status::State;
use taizhang_pack::{DocumentFacts, MAX_PATH, folder_name, verify, write};
use unicode_normalization::UnicodeNormalization;

fn names(zip: &Path) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn member(zip: &Path, path: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let name = names(zip).into_iter().find(|name| name.ends_with(path)).unwrap();
    let mut text = String::new();
    archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn other_programs_read_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("迎检包.zip");
    let written = write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    assert_eq!(written.entries, 5);
    assert_eq!(written.zip_bytes, std::fs::metadata(&zip).unwrap().len());
    let hash: [u8; 32] = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(
        std::fs::read(&zip).unwrap(),
    ))
    .into();
    assert_eq!(written.sha256.0, hash);

    let name = zip.to_str().unwrap();
    if have("unzip", &["-v"]) {
        run("unzip", &["-t", "-qq", name], folder.path());
    }
    if have("7z", &["i"]) {
        run("7z", &["t", "-bso0", name], folder.path());
    }
    if have(&python(), &["-c", "import zipfile"]) {
        run(&python(), &["-m", "zipfile", "-t", name], folder.path());
    }
    let unpacked = folder.path().join("解开");
    unpack(&zip, &unpacked);
    let top: Vec<_> = std::fs::read_dir(&unpacked)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(top, [unpacked.join(folder_name(&made.model))], "one top folder");
    if have(&python(), &["-c", "import bagit"]) {
        run(
            &python(),
            &["-m", "bagit", "--validate", top[0].to_str().unwrap()],
            folder.path(),
        );
    }
    for path in [zip.as_path(), &unpacked, &top[0]] {
        let verdict = verify(path, &Quiet::default()).unwrap();
        assert!(
            verdict.valid && verdict.warnings.is_empty(),
            "{path:?}: {verdict:#?}"
        );
        assert_eq!(verdict.entries, 5);
    }
}

#[test]
fn two_writes_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let (a, b) = (folder.path().join("a.zip"), folder.path().join("另一个.zip"));
    let first = write(&made.model, &made.material, &a, &Quiet::default()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let second = write(&made.model, &made.material, &b, &Quiet::default()).unwrap();
    assert_eq!(first, second);
    assert!(std::fs::read(a).unwrap() == std::fs::read(b).unwrap());
}

#[test]
fn the_index_looks_as_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    insta::assert_snapshot!("names", names(&zip).join("\n"));
    insta::assert_snapshot!("pack.json", member(&zip, "index/pack.json"));
    insta::assert_snapshot!("manifest", member(&zip, "/manifest-sha256.txt"));
    insta::assert_snapshot!("bag-info", member(&zip, "/bag-info.txt"));
    let page = member(&zip, "打开目录.html");
    let style = page.find("<style>").unwrap()..page.find("</style>").unwrap();
    insta::assert_snapshot!("page", page.replace(&page[style], ""));
}

#[test]
fn what_a_document_tells_of_itself_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let index: taizhang_pack::PackIndex = serde_json::from_str(&member(&zip, "index/pack.json")).unwrap();
    for (told, known) in index.entries.iter().zip(&made.model.entries) {
        assert_eq!((&told.document, &told.secrecy), (&known.document, &known.secrecy));
    }
    let table = member(&zip, "index/entries.csv");
    let row = table.lines().nth(1).unwrap();
    assert!(
        row.ends_with("某文明办〔2026〕5号,某某市文明办,关于开展道德讲堂的通知,2026-06-01,内部,3"),
        "{row}"
    );
    assert!(member(&zip, "打开目录.html").contains("某文明办〔2026〕5号 · 某某市文明办 · 3 页"));
    // Packs of 1.2 know none of it.
    let mut old: serde_json::Value = serde_json::from_str(&member(&zip, "index/pack.json")).unwrap();
    for key in ["doc_no", "issuer", "doc_title", "doc_date", "secrecy", "pages"] {
        old["entries"][0].as_object_mut().unwrap().remove(key).unwrap();
    }
    let old: taizhang_pack::PackIndex = serde_json::from_value(old).unwrap();
    assert_eq!(old.entries[0].document, DocumentFacts::default());
}

#[test]
fn every_link_of_the_page_leads_to_a_member() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let page = member(&zip, "打开目录.html");
    // One script, a file of the pack; nothing in the page itself.
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains(r#"<script src="%E7%9B%AE%E5%BD%95/%E7%9B%AE%E5%BD%95.js" defer></script>"#));
    assert!(!page.contains("unsafe-inline") && !page.contains(" on"));
    let members = names(&zip);
    let mut seen = std::collections::HashSet::new();
    for attribute in ["href=\"", "src=\""] {
        for piece in page.split(attribute).skip(1) {
            let target = piece.split('"').next().unwrap();
            if target.starts_with('#') || target.starts_with("https://") {
                continue;
            }
            assert!(target.bytes().all(|b| b.is_ascii_graphic()), "{target}");
            let path = format!("{}/{}", folder_name(&made.model), decode(target));
            assert!(members.contains(&path), "{path}");
            seen.insert(path);
        }
    }
    assert_eq!(seen.len(), 8, "five files, one thumbnail, the sheet, the script");
}

fn decode(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_sheet_has_a_row_per_link_and_no_formula() {
    use calamine::{Data, Reader as _, Xlsx};
    let folder = tempfile::tempdir().unwrap();
    let mut made = small();
    made.model.indicators[1].code = "+2.3".into();
    made.model.indicators[1].title = "=HYPERLINK(\"http://x\")".into();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    unpack(&zip, folder.path());
    let sheet = folder
        .path()
        .join(folder_name(&made.model))
        .join("目录/总目录.xlsx");
    let mut book: Xlsx<_> = calamine::open_workbook(sheet).unwrap();
    let formulas = book.worksheet_formula("总目录").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
    let range = book.worksheet_range("总目录").unwrap();
    let text = |row: usize, column: usize| {
        range
            .get((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
            .to_string()
    };
    let rows: Vec<String> = (3..range.height())
        .map(|row| [1, 2, 3, 4, 5, 8].map(|column| text(row, column)).join("|"))
        .collect();
    insta::assert_snapshot!("sheet", rows.join("\n"));
    let gaps = book.worksheet_range("缺项清单").unwrap();
    assert_eq!(gaps.height(), 5);
}

#[test]
fn a_file_linked_twice_is_read_and_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let payload = names(&zip)
        .into_iter()
        .filter(|name| name.contains("/data/"))
        .count();
    assert_eq!(payload, 5);
    assert_eq!(made.material.opened.into_inner(), 5);
    let index: taizhang_pack::PackIndex = serde_json::from_str(&member(&zip, "index/pack.json")).unwrap();
    let seen = &index.indicators[2].links[0];
    assert_eq!(seen.stored_under, Some(id(1)));
    assert_eq!(seen.path, index.indicators[1].links[2].path);
}

#[test]
fn hostile_names_become_safe_short_and_unique() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    made.model.unit = "单位/..\\名称:很长很长很长很长很长很长很长很长很长".into();
    made.model.title = "标题\n<script>".repeat(9);
    let originals = [
        "CON.jpg",
        "aux",
        "nul.tar.gz",
        "结尾有点....",
        "空格结尾   ",
        "100%.jpg",
        "换\n行\r.jpg",
        "🎉👨‍👩‍👧.jpg",
        "../../etc/passwd",
        "C:\\Windows\\x.dll",
        "Núñez.jpg",
        "nu\u{301}n\u{303}ez.jpg",
        "PHOTO.JPG",
        "photo.jpg",
        "\u{202e}gpj.exe",
        "",
        ".",
        "..",
        "a\u{0}b.jpg",
        "'\"&<>.jpg",
    ];
    // A file and a folder that would have the same name.
    made.indicator(1, "8", "", State::Met);
    let file = made.file("x", "jpeg", Kind::Photo, None, noise(7, 9));
    made.link(file, Some("甲"));
    made.indicator(2, "01", "甲.jpg", State::Met);
    let file = made.file("x", "jpeg", Kind::Photo, None, noise(8, 9));
    made.link(file, None);
    for level in 1..=5 {
        made.indicator(level, "1.1.1.1", &"指标名称很长".repeat(30), State::Met);
        made.indicator(level, "CON", "", State::Met);
        made.indicator(level, "", "", State::Met);
    }
    made.indicator(1, "9", &"🎉".repeat(100), State::Met);
    for (seed, name) in originals.into_iter().enumerate() {
        let entry = made.file(
            name,
            "jpeg",
            Kind::Photo,
            Some(date(2026, 1, 2)),
            noise(seed as u64, 50),
        );
        made.link(entry, None);
        let long = made.file(
            &format!("{name}{}", "长".repeat(200)),
            "unknown",
            Kind::Other,
            None,
            noise(seed as u64 + 99, 50),
        );
        made.link(long, Some(&"说明很长".repeat(60)));
    }
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let mut keys = std::collections::HashSet::new();
    for name in names(&zip) {
        assert!(name.encode_utf16().count() <= MAX_PATH, "{name}");
        assert!(
            keys.insert(name.nfc().collect::<String>().to_lowercase()),
            "{name} twice"
        );
        assert_eq!(name, name.nfc().collect::<String>());
        for part in name.split('/') {
            assert!(!part.is_empty() && part != "." && part != "..", "{name}");
            assert!(!part.ends_with(['.', ' ']) && !part.starts_with(' '), "{name}");
            assert!(
                !part.contains(['<', '>', ':', '"', '\\', '|', '?', '*', '%']),
                "{name}"
            );
            assert!(!part.chars().any(char::is_control), "{name}");
            let stem = part.split('.').next().unwrap().to_uppercase();
            assert!(!["CON", "AUX", "NUL", "PRN"].contains(&stem.as_str()), "{name}");
        }
    }
    let verdict = verify(&zip, &Quiet::default()).unwrap();
    assert!(verdict.valid && verdict.warnings.is_empty(), "{verdict:#?}");
    unpack(&zip, folder.path());
    let bag = folder.path().join(folder_name(&made.model));
    if have(&python(), &["-c", "import bagit"]) {
        run(
            &python(),
            &["-m", "bagit", "--validate", bag.to_str().unwrap()],
            folder.path(),
        );
    }
}

// "Everyone" are programs of Linux.
#[cfg(unix)]
#[test]
fn a_long_file_is_streamed_and_still_read_by_everyone() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    made.indicator(1, "1", "宣传片", State::Met);
    // Longer than what is held, and no multiple of a block.
    let video = made.file("宣传片.mp4", "mp4", Kind::Video, None, noise(5, 40_000_123));
    made.link(video, None);
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let name = zip.to_str().unwrap();
    if have("unzip", &["-v"]) {
        run("unzip", &["-t", "-qq", name], folder.path());
    }
    if have("7z", &["i"]) {
        run("7z", &["t", "-bso0", name], folder.path());
    }
    run(&python(), &["-m", "zipfile", "-t", name], folder.path());
    let verdict = verify(&zip, &Quiet::default()).unwrap();
    assert!(verdict.valid, "{verdict:#?}");
}

#[test]
fn lengths_and_checksums_stand_before_the_bytes() {
    // What readers need that go through a zip from its beginning, as upload portals in Java do.
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let bytes = std::fs::read(&zip).unwrap();
    let number = |at: usize, len: usize| {
        bytes[at..at + len]
            .iter()
            .rev()
            .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let (mut at, mut members) = (0, 0);
    while bytes[at..].starts_with(b"PK\x03\x04") {
        assert_eq!(number(at + 6, 2), 1 << 11, "UTF-8 names, no data descriptor");
        at += 30 + number(at + 26, 2) + number(at + 28, 2) + number(at + 18, 4);
        members += 1;
    }
    assert!(bytes[at..].starts_with(b"PK\x01\x02"));
    assert_eq!(members, names(&zip).len());
}

#[test]
fn progress_reaches_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let quiet = Quiet::default();
    let written = write(&made.model, &made.material, &folder.path().join("a.zip"), &quiet).unwrap();
    assert_eq!(quiet.last.into_inner(), written.payload_bytes);
}
