//! Printed forms as files: what they may be written as, and what is never written over unasked.

use std::io::Read;

use serde_json::Value;

use crate::faults::Bench;

fn printed(bench: &Bench, out: &str) -> Vec<u8> {
    std::fs::read(bench.path(out)).unwrap()
}

#[test]
fn a_form_is_printed_and_given_to_be_edited() {
    let bench = Bench::linked("总结.txt");
    std::fs::write(bench.path("报告.txt"), "我局成立了领导小组，全年开展活动12次。").unwrap();
    bench.json(0, &["statement", "set", "1.4", "--file", "报告.txt"]);
    let pdf = bench.json(0, &["print", "说明报告", "--indicator", "1.4", "--out", "一.pdf"]);
    assert_eq!(pdf["pages"], 1);
    assert!(printed(&bench, "一.pdf").starts_with(b"%PDF"));
    let docx = bench.json(
        0,
        &["print", "说明报告", "--indicator", "1.4", "--out", "一.docx"],
    );
    assert_eq!(docx["pages"], Value::Null);
    // The program's own reader finds in it what was written.
    let facts = &bench.json(0, &["probe", "一.docx"])["files"][0];
    assert_eq!(
        (&facts["format"], &facts["error"]),
        (&Value::from("docx"), &Value::Null)
    );
    let mut archive = zip::ZipArchive::new(std::fs::File::open(bench.path("一.docx")).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.contains("我局成立了领导小组，全年开展活动12次。"));
    let forms = bench.json(0, &["print", "list"]);
    for form in forms["forms"].as_array().unwrap() {
        for format in form["formats"].as_array().unwrap() {
            let (name, format) = (form["name"].as_str().unwrap(), format.as_str().unwrap());
            let out = format!("{name}.{format}");
            let made = bench.json(0, &["print", name, "--out", &out]);
            assert_eq!(made["bytes"], printed(&bench, &out).len(), "{out}");
        }
    }
    bench.no_part_is_left(".");
}

#[test]
fn nothing_is_written_over_unasked() {
    let bench = Bench::linked("总结.txt");
    std::fs::write(bench.path("要紧.pdf"), "别人的文件").unwrap();
    assert_eq!(
        bench.error(&["print", "总目录", "--out", "要紧.pdf"]),
        "out_exists"
    );
    assert_eq!(printed(&bench, "要紧.pdf"), "别人的文件".as_bytes());
    bench.json(0, &["print", "总目录", "--out", "要紧.pdf", "--overwrite"]);
    assert!(printed(&bench, "要紧.pdf").starts_with(b"%PDF"));
    // The ledger's own place for what is made may be made anew.
    bench.json(0, &["print", "总目录"]);
    bench.json(0, &["print", "总目录"]);
    // An original is refused whatever is said.
    let original = ["print", "总目录", "--out", "素材/总结.pdf", "--overwrite"];
    std::fs::write(bench.path("素材/总结.pdf"), "原件").unwrap();
    assert_eq!(bench.error(&original), "out_is_original");
    assert_eq!(printed(&bench, "素材/总结.pdf"), "原件".as_bytes());
    bench.no_part_is_left(".");
}

#[test]
fn what_can_not_be_printed_is_said_in_words() {
    let bench = Bench::linked("总结.txt");
    assert_eq!(
        bench.error(&["print", "没有的表", "--out", "一.pdf"]),
        "form_not_found"
    );
    assert_eq!(
        bench.error(&["print", "照片页", "--out", "一.docx"]),
        "form_format"
    );
    assert_eq!(
        bench.error(&["print", "总目录", "--out", "一.jpg"]),
        "form_format"
    );
    assert_eq!(
        bench.error(&["print", "盒脊", "--width", "70", "--out", "一.pdf"]),
        "spine_width"
    );
    assert_eq!(
        bench.error(&["print", "总目录", "--out", "没有/一.pdf"]),
        "path_not_found"
    );
    for name in ["一.pdf", "一.docx", "一.jpg"] {
        assert!(!bench.path(name).exists(), "{name}");
    }
}

#[test]
fn a_pack_is_copied_and_read_back() {
    let bench = Bench::linked("总结.txt");
    std::fs::create_dir(bench.path("U盘")).unwrap();
    bench.json(0, &["export", "一.zip", "--allow-gaps"]);
    let done = bench.json(0, &["pack", "copy", "一.zip", "--to", "U盘"]);
    let pack = std::fs::read(bench.path("一.zip")).unwrap();
    assert_eq!(std::fs::read(bench.path("U盘/一.zip")).unwrap(), pack);
    assert_eq!(done["bytes"], pack.len());
    std::fs::write(bench.path("U盘/一.zip"), "别的").unwrap();
    assert_eq!(
        bench.error(&["pack", "copy", "一.zip", "--to", "U盘"]),
        "out_exists"
    );
    bench.json(0, &["pack", "copy", "一.zip", "--to", "U盘", "--overwrite"]);
    assert_eq!(std::fs::read(bench.path("U盘/一.zip")).unwrap(), pack);
    assert_eq!(
        bench.error(&["pack", "copy", "没有.zip", "--to", "U盘"]),
        "path_not_found"
    );
    assert_eq!(
        bench.error(&["pack", "copy", "一.zip", "--to", "没有"]),
        "path_not_found"
    );
    assert_eq!(
        bench.error(&["pack", "copy", "素材", "--to", "U盘"]),
        "pack_is_folder"
    );
    bench.no_part_is_left("U盘");
}
