//! Binary Office Open XML workbooks made here ([MS-XLSB] 2.1.4: type, length, bytes).

use crate::common;

use common::{check, tables, texts, zipped};
use taizhang_document::{DocumentError, Offset, read};

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut out = if kind < 0x80 {
        vec![kind as u8]
    } else {
        vec![(kind & 0x7f) as u8 | 0x80, (kind >> 7) as u8]
    };
    let mut length = body.len();
    while length >= 0x80 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    out.extend(body);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn numbers(all: &[u32]) -> Vec<u8> {
    all.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn row(at: u32) -> Vec<u8> {
    record(0x0000, &numbers(&[at, 0, 0, 0]))
}

fn text(column: u32, text: &str) -> Vec<u8> {
    record(0x0006, &[numbers(&[column, 0]), wide(text)].concat())
}

fn real(column: u32, value: f64) -> Vec<u8> {
    record(
        0x0005,
        &[numbers(&[column, 0]), value.to_le_bytes().to_vec()].concat(),
    )
}

/// A workbook of one sheet that shows and one that is hidden.
fn book(cells: &[Vec<u8>], hidden: &[Vec<u8>]) -> Vec<u8> {
    book_with(cells, hidden, &[], &[])
}

/// The same, with records behind the cells of the sheet that shows, and a part of comments.
fn book_with(cells: &[Vec<u8>], hidden: &[Vec<u8>], behind: &[Vec<u8>], comments: &[Vec<u8>]) -> Vec<u8> {
    let sheet = |cells: &[Vec<u8>], behind: &[Vec<u8>]| {
        [
            record(0x0081, &[]),
            record(0x0094, &numbers(&[0, 9, 0, 9])),
            record(0x0091, &[]),
            cells.concat(),
            record(0x0092, &[]),
            behind.concat(),
        ]
        .concat()
    };
    let bundle = |state: u32, relation: &str, name: &str| {
        let body = [numbers(&[state, 1]), wide(relation), wide(name)];
        record(0x009c, &body.concat())
    };
    let main = [
        bundle(0, "rId1", "任务"),
        bundle(1, "rId2", "备用"),
        record(0x0090, &[]),
        record(0x009d, &[]),
    ]
    .concat();
    let relation = |number: u32| {
        format!(
            "<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.bin\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>"
        )
    };
    let relations = format!("<Relationships>{}{}</Relationships>", relation(1), relation(2));
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &main),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet(cells, behind)),
        ("xl/worksheets/sheet2.bin", &sheet(hidden, &[])),
        ("xl/comments1.bin", &comments.concat()),
    ])
}

#[test]
fn cells_are_read_and_a_hidden_sheet_stands_beside_them() {
    let cells = [
        row(0),
        text(0, "指标"),
        text(1, "分值"),
        row(1),
        text(0, "清明祭扫"),
        real(1, 2.5),
    ];
    let document = read(&book(&cells, &[row(0), text(0, "内部")]), "任务分解表.xlsb").unwrap();
    check(&document);
    assert_eq!(document.format, "xlsb");
    let table = tables(&document)[0];
    assert_eq!(texts(&document, table), [["指标", "分值"], ["清明祭扫", "2.5"]]);
    assert_eq!(document.beside.unseen, "内部\n");
    assert!(document.beside.margins.contains("备用"));
}

#[test]
fn cells_far_away_and_damage_are_refused() {
    let far = book(&[row(0), text(0, "x"), row(1_000_000), text(16_000, "x")], &[]);
    assert!(matches!(
        read(&far, "a.xlsb"),
        Err(DocumentError::TooLarge { .. })
    ));
    let odd = book(&[row(0), record(0x0006, &numbers(&[0, 0, 900]))], &[]);
    assert!(matches!(
        read(&odd, "a.xlsb"),
        Err(DocumentError::Malformed { .. })
    ));
}

#[test]
fn merges_print_headers_and_comments_are_read() {
    let cells = [
        row(0),
        text(0, "责任单位"),
        text(2, "时限"),
        row(1),
        text(2, "6月底前"),
    ];
    let heads = [
        vec![0, 0],
        wide("&L机密★5年&C&\"宋体\"&14任务分解表"),
        numbers(&[u32::MAX]),
        wide(&"长".repeat(80)),
    ];
    let behind = [
        record(176, &numbers(&[0, 1, 0, 1])),
        record(479, &heads.concat()),
        // Cut off: what came before it is kept.
        vec![0xb0, 0x01, 0x7f],
    ];
    let comments = [record(637, &[vec![0], wide("此处为秘密事项")].concat())];
    let document = read(&book_with(&cells, &[], &behind, &comments), "任务分解表.xlsb").unwrap();
    check(&document);
    let table = tables(&document)[0];
    let covered = table.rows[1][1].covered_by;
    assert_eq!(covered, Some(Offset { rows: 1, columns: 1 }));
    assert!(document.beside.margins.contains("机密★5年\n任务分解表\n"));
    assert!(document.beside.margins.contains(&"长".repeat(80)));
    assert_eq!(document.beside.unseen, "此处为秘密事项\n");
}
