//! What can't be done, and what was typed wrongly, by the command line.

use std::io::Write;

use crate::bench::Bench;

/// A workbook of one cell whose only merge is written backwards, which the library that reads it does not survive.
fn workbook_with_a_backward_merge() -> Vec<u8> {
    const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"a\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet {MAIN}><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>任务</t></is></c></row></sheetData>\
                 <mergeCells count=\"1\"><mergeCell ref=\"B2:A1\"/></mergeCells></worksheet>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_reader_that_gives_up_says_one_sentence_and_nothing_of_its_own() {
    let bench = Bench::new();
    std::fs::write(bench.path("任务分解表.xlsx"), workbook_with_a_backward_merge()).unwrap();
    assert_eq!(bench.error(&["draft", "任务分解表.xlsx"]), "document_malformed");
    let said = bench.run(&["draft", "任务分解表.xlsx"]);
    let told = String::from_utf8(said.stderr).unwrap();
    assert!(
        told.contains("任务分解表.xlsx") && !told.contains("panicked"),
        "{told}"
    );
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
