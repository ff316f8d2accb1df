//! Every format read from files made here; damaged and hostile ones refused.

use crate::common;

use std::io::{Cursor, Write};

use common::{check, lines, tables, texts, zipped};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use taizhang_document::{DocumentError, Offset, limit, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn xlsx(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_merges_and_numbers() {
    let bytes = xlsx(|sheet| {
        sheet.set_name("测评体系").unwrap();
        sheet.merge_range(0, 0, 0, 2, "标题", &Format::new()).unwrap();
        sheet.merge_range(1, 0, 2, 0, "组织领导", &Format::new()).unwrap();
        sheet.write(1, 1, 15.0).unwrap();
        sheet.write(1, 2, 2.5).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 4, 3).unwrap();
        sheet
            .write_with_format(2, 1, day, &Format::new().set_num_format("yyyy-mm-dd"))
            .unwrap();
        sheet.write(2, 2, "第一行\n第二行").unwrap();
    });
    let document = read(&bytes, "表.xlsx").unwrap();
    check(&document);
    assert_eq!(document.format, "xlsx");
    let table = tables(&document)[0];
    assert_eq!(table.name.as_deref(), Some("测评体系"));
    assert_eq!(
        texts(&document, table),
        [
            ["标题", "标题", "标题"],
            ["组织领导", "15", "2.5"],
            ["组织领导", "2026-04-03", "第一行\n第二行"]
        ]
    );
    assert_eq!(table.rows[0][2].covered_by, Some(Offset { rows: 0, columns: 2 }));
    assert_eq!(table.rows[2][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
    assert_eq!(document.text.matches("组织领导").count(), 1);
}

#[test]
fn hidden_sheets_and_empty_ones_are_left_out() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "甲").unwrap();
    book.add_worksheet();
    book.add_worksheet().set_hidden(true).write(0, 0, "乙").unwrap();
    let document = read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    assert_eq!(tables(&document).len(), 1);
    assert!(!document.text.contains('乙'));
}

#[test]
fn a_workbook_is_known_by_its_bytes() {
    let bytes = xlsx(|sheet| {
        sheet.write(0, 0, "甲").unwrap();
    });
    assert_eq!(read(&bytes, "表.txt").unwrap().format, "xlsx");
    for (bytes, name) in [
        (b"<html><table></table></html>".to_vec(), "a.xlsx"),
        (b"neither".to_vec(), "a.xls"),
        (b"\xff\xd8\xff\xe0 jpeg".to_vec(), "a.xlsx"),
        (b"PK\x03\x04 not a zip".to_vec(), "a.xlsx"),
        (zipped(&[("other.xml", b"<a/>")]), "a.xlsx"),
        (
            zipped(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a/>")]),
            "a.xlsx",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut".to_vec(), "a.xls"),
        (b"%PDF-1.7".to_vec(), "a.pdf"),
        (Vec::new(), "a.xlsx"),
    ] {
        let found = read(&bytes, name);
        assert!(
            matches!(found, Err(DocumentError::Malformed { .. })),
            "{name} {found:?}"
        );
    }
    let found = read(&[0, 1, 2, 3, 4, 5], "a.txt");
    assert!(matches!(found, Err(DocumentError::Unsupported { format }) if format == "binary"));
}

#[test]
fn a_truncated_workbook_is_refused() {
    let bytes = xlsx(|sheet| {
        sheet.write(0, 0, "甲").unwrap();
    });
    for part in [bytes.len() / 2, bytes.len() - 10, 30] {
        assert!(read(&bytes[..part], "a.xlsx").is_err());
    }
}

fn too_large(bytes: &[u8], name: &str) -> String {
    match read(bytes, name) {
        Err(DocumentError::TooLarge { what, .. }) => what,
        other => panic!("{:?}", other.map(|d| d.text.len())),
    }
}

#[test]
fn a_bomb_is_refused_without_being_kept() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..=limit::INFLATED_BYTES >> 20 {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(too_large(&bytes, "a.xlsx"), "inflated bytes");
}

#[test]
fn a_cell_far_away_does_not_make_a_large_sheet() {
    let far_down = xlsx(|sheet| {
        sheet.write(0, 0, "甲").unwrap();
        sheet.write(1_048_575, 400, "乙").unwrap();
    });
    assert_eq!(too_large(&far_down, "a.xlsx"), "cells");
    let far_right = xlsx(|sheet| {
        sheet.write(0, 16_383, "乙").unwrap();
    });
    assert_eq!(too_large(&far_right, "a.xlsx"), "columns");
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let long = "长".repeat(10_000);
    let bytes = xlsx(|sheet| {
        for row in 0..1_500 {
            sheet.write(row, 0, &long).unwrap();
        }
    });
    assert_eq!(too_large(&bytes, "a.xlsx"), "bytes of text");
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
         <office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_opendocument_sheet_with_merges_and_repeats() {
    let bytes = ods(
        "<table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>组织</text:p><text:p>领导</text:p>\
         </table:table-cell><table:table-cell office:value=\"15\"><text:p>15 &amp; 16</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"2\"><text:p>同</text:p>\
         </table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row>",
    );
    let document = read(&bytes, "a.ods").unwrap();
    check(&document);
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [["组织\n领导", "15 & 16", ""], ["组织\n领导", "同", "同"]]
    );
    assert_eq!(table.rows[1][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
}

#[test]
fn an_opendocument_sheet_that_repeats_without_end_is_refused() {
    let bytes = ods("<table:table-row table:number-rows-repeated=\"1000000\">\
         <table:table-cell table:number-columns-repeated=\"500\"><text:p>同</text:p></table:table-cell></table:table-row>");
    assert_eq!(too_large(&bytes, "a.ods"), "cells");
}

#[test]
fn text_in_every_encoding_of_an_office() {
    let text = "一、指导思想\r\n　　(一)加强领导,2026年3月底前完成。\r\n\r\n二、主要任务\r\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units
            .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect()
    };
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let marked: Vec<u8> = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked,
        gb,
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
        utf16(true, false),
    ] {
        let document = read(&bytes, "方案.txt").unwrap();
        check(&document);
        assert_eq!(
            lines(&document),
            ["一、指导思想", "(一)加强领导,2026年3月底前完成。", "二、主要任务"]
        );
    }
}

#[test]
fn csv_in_its_dialects() {
    let rows = [
        ["测评项目", "测评内容", "分值"],
        ["组织领导", "有计划\n有总结", "2.5"],
    ];
    for mark in [",", "\t", ";"] {
        let text =
            format!("测评项目{mark}测评内容{mark}分值\r\n组织领导{mark}\"有计划\n有总结\"{mark}2.5\r\n");
        let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
        for bytes in [text.as_bytes().to_vec(), gb] {
            let document = read(&bytes, "表.csv").unwrap();
            check(&document);
            assert_eq!(document.format, "csv");
            assert_eq!(texts(&document, tables(&document)[0]), rows, "{mark:?}");
        }
    }
    let uneven = read("甲,乙,丙\n丁\n".as_bytes(), "a.csv").unwrap();
    assert_eq!(
        texts(&uneven, tables(&uneven)[0]),
        [["甲", "乙", "丙"], ["丁", "", ""]]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "a\\.(txt|csv|xlsx|xls|ods)") {
        if let Ok(document) = read(&bytes, &name) {
            check(&document);
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0usize..6000, byte in any::<u8>()) {
        let mut bytes = xlsx(|sheet| {
            sheet.merge_range(0, 0, 1, 1, "甲", &Format::new()).unwrap();
            sheet.write(2, 0, 2.5).unwrap();
        });
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(document) = read(&bytes, "a.xlsx") {
            check(&document);
        }
    }
}
