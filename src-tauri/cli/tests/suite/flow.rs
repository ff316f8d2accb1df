//! The whole line by the command line: init, source, scan, checklist, link, status, export, verify, undo.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("taizhang").unwrap();
        command.current_dir(self.dir.path());
        command.env("TAIZHANG_LEDGER", self.path("台账"));
        command
            .args(["--as-of", "2026-11-23", "--as", "王芳"])
            .args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The one JSON document of a command that ends with this code.
    fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let output = self.run(&[&["--json"], arguments].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"))
    }

    fn error(&self, arguments: &[&str]) -> String {
        let document = self.json(3, arguments);
        let error = &document["error"];
        for key in ["message", "hint"] {
            assert!(!error[key].as_str().unwrap().is_empty(), "{document}");
        }
        assert!(error["context"].is_object(), "{document}");
        error["code"].as_str().unwrap().to_owned()
    }

    fn init(&self) {
        let made = self.json(
            0,
            &[
                "init",
                "台账",
                "--unit",
                "某局",
                "--title",
                "2026年测评",
                "--year",
                "2026",
                "--inspection",
                "2026-12-15",
            ],
        );
        assert_eq!(made["unit"], "某局");
        assert_eq!(made["period_to"], "2026-12-31");
        assert_eq!(made["ledger"], self.path("台账").to_str().unwrap());
    }
}

/// A picture that a decoder can read.
fn picture(path: &Path, shade: u8) {
    let pixels = image::RgbImage::from_fn(400, 300, |x, y| {
        image::Rgb([
            shade,
            u8::try_from(x % 256).unwrap(),
            u8::try_from(y % 256).unwrap(),
        ])
    });
    pixels.save(path).unwrap();
}

fn keys(value: &Value, wanted: &[&str]) {
    for key in wanted {
        assert!(value.get(key).is_some(), "{key} is not in {value}");
    }
}

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
fn what_can_not_be_done_is_an_error_object_and_three() {
    let bench = Bench::new();
    assert_eq!(bench.error(&["status"]), "not_a_ledger");
    bench.init();
    assert_eq!(
        bench.error(&["init", "台账", "--unit", "a", "--title", "b"]),
        "folder_not_empty"
    );
    assert_eq!(bench.error(&["source", "add", "nirgends"]), "source_unreadable");
    assert_eq!(bench.error(&["source", "add", "台账"]), "source_is_ledger");
    assert_eq!(bench.error(&["link", "x.jpg", "1.1"]), "item_not_found");
    assert_eq!(
        bench.error(&["link", "url:https://a", "1.1"]),
        "indicator_not_found"
    );
    assert_eq!(bench.error(&["checklist", "show", "没有"]), "checklist_not_found");
    assert_eq!(
        bench.error(&["checklist", "import", "没有.xlsx"]),
        "path_not_found"
    );
    assert_eq!(bench.error(&["verify", "没有.zip"]), "path_not_found");
    assert_eq!(bench.error(&["redo"]), "nothing_to_redo");
    let said = bench.run(&["--lang", "en", "verify", "none.zip"]);
    assert_eq!(said.status.code(), Some(3));
    assert!(said.stdout.is_empty());
    assert!(String::from_utf8(said.stderr).unwrap().contains("does not exist"));
}

#[test]
fn wrong_usage_is_two() {
    let bench = Bench::new();
    for arguments in [
        &["no-such"][..],
        &["link", "1.1"],
        &["items", "--kind", "x"],
        &["init", "a"],
        &["suggest", "--top", "x"],
    ] {
        assert_eq!(bench.run(arguments).status.code(), Some(2), "{arguments:?}");
        assert_eq!(bench.json(2, arguments)["error"]["code"], "usage");
    }
    assert_eq!(bench.run(&["--help"]).status.code(), Some(0));
}

#[test]
fn facts_and_drafts_need_no_ledger() {
    let bench = Bench::new();
    picture(&bench.path("IMG_20260403_091422.jpg"), 1);
    std::fs::write(
        bench.path("方案.txt"),
        "测评方案\n一、组织领导\n1.印发工作方案。\n2.每季度召开一次会议。\n",
    )
    .unwrap();
    let facts = bench.json(0, &["probe", "IMG_20260403_091422.jpg", "没有.jpg"]);
    keys(
        &facts["files"][0],
        &[
            "path",
            "kind",
            "kind_from",
            "format",
            "sha256",
            "bytes",
            "captured_at",
            "captured_precision",
            "captured_from",
            "captured_meaning",
            "candidates",
            "doubts",
            "width",
            "height",
            "duration_s",
            "orientation",
            "pages",
            "doc_no",
            "issuer",
            "doc_title",
            "doc_date",
            "secrecy",
            "text_chars",
            "error",
        ],
    );
    assert_eq!(facts["files"][1]["error"]["code"], "vanished");
    let draft = bench.json(0, &["draft", "方案.txt", "--year", "2026"]);
    keys(&draft, &["title", "source", "nodes", "phases", "warnings"]);
    assert!(draft["nodes"].as_array().unwrap().len() >= 3, "{draft}");
}

/// A document with numbers that Word computes: 一、 and 1. stand in no run of its text.
fn word_document(path: &Path) {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let item = |level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
             <w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let level = |level: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let body = [
        item(0, "组织领导"),
        item(1, "印发工作方案。"),
        item(1, "每季度召开一次会议。"),
        item(0, "宣传发动"),
    ];
    let members = [
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{}</w:body></w:document>", body.concat()),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
                level(0, "chineseCounting", "%1、"),
                level(1, "decimal", "%2.")
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>".to_owned(),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, text) in members {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_word_document_becomes_a_draft() {
    let bench = Bench::new();
    word_document(&bench.path("方案.docx"));
    let draft = bench.json(0, &["draft", "方案.docx", "--year", "2026"]);
    assert_eq!(draft["source"]["format"], "docx");
    let nodes = draft["nodes"].as_array().unwrap();
    let quotes: Vec<&str> = nodes.iter().map(|node| node["quote"].as_str().unwrap()).collect();
    assert_eq!(
        quotes,
        [
            "一、组织领导",
            "1. 印发工作方案。",
            "2. 每季度召开一次会议。",
            "二、宣传发动"
        ]
    );
    assert_eq!(nodes[2]["parent"], nodes[0]["id"]);
    assert_eq!(nodes[2]["requirements"][0]["frequency"]["per"], "quarter");
    let whole = std::fs::read(bench.path("方案.docx")).unwrap();
    std::fs::write(bench.path("断.docx"), &whole[..100]).unwrap();
    assert_eq!(
        bench.json(3, &["draft", "断.docx"])["error"]["code"],
        "document_malformed"
    );
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
fn every_plan_gives_a_draft() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    if !plans.is_dir() {
        eprintln!("SKIPPED: no plans at {}", plans.display());
        return;
    }
    let bench = Bench::new();
    let mut read = 0;
    for entry in std::fs::read_dir(plans).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let draft = bench.json(0, &["draft", path.to_str().unwrap(), "--year", "2026"]);
        keys(&draft, &["title", "source", "nodes", "phases", "warnings"]);
        let text: Vec<char> = draft["source"]["text"].as_str().unwrap().chars().collect();
        let nodes = draft["nodes"].as_array().unwrap();
        assert!(!nodes.is_empty(), "{}", path.display());
        for row in nodes
            .iter()
            .chain(nodes.iter().flat_map(|n| n["requirements"].as_array().unwrap()))
        {
            let (Some(quote), Some(span)) = (row["quote"].as_str(), row["span"].as_array()) else {
                continue;
            };
            let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
            let slice: String = text[at(0)..at(1)].iter().collect();
            assert_eq!(slice, quote, "{}", path.display());
        }
        read += 1;
    }
    assert!(read > 0, "no plan was read");
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

#[test]
fn patrols_count_for_a_requirement_to_go_round_each_week() {
    let bench = Bench::new();
    bench.init();
    std::fs::write(
        bench.path("方案.txt"),
        "创建文明城市工作方案\n一、市容环境\n（一）主次干道。每周巡查不少于3次，做好记录。\n",
    )
    .unwrap();
    bench.json(0, &["checklist", "import", "方案.txt", "--year", "2026"]);
    bench.json(0, &["place", "add", "人民路口", "--kind", "路口"]);
    assert_eq!(
        bench.error(&["place", "patrol", "没有", "--on", "2026-11-16"]),
        "not_found"
    );
    for day in ["2026-11-16", "2026-11-18", "2026-11-22"] {
        bench.json(
            0,
            &["place", "patrol", "人民路口", "--on", day, "--person", "张三"],
        );
    }
    let listed = bench.json(0, &["place", "patrols"]);
    assert_eq!(listed["patrols"].as_array().unwrap().len(), 3, "{listed}");
    let status = bench.json(0, &["status"]);
    let slots: Vec<&Value> = status["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|one| one["slots"].as_array().unwrap())
        .filter(|slot| slot["period"]["from"] == "2026-11-16")
        .collect();
    assert_eq!(slots.len(), 1, "{status}");
    assert_eq!(
        (&slots[0]["have"], &slots[0]["need"]),
        (&Value::from(3), &Value::from(3))
    );
    bench.json(0, &["undo"]);
    assert_eq!(
        bench.json(0, &["place", "patrols"])["patrols"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
