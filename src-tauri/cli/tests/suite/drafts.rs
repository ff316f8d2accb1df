//! Facts of files and drafts of documents by the command line: neither needs a ledger.

use std::path::Path;

use crate::bench::{Bench, keys, picture};

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
