//! Word's binary documents, made here byte by byte.

use crate::common;

use std::io::{Cursor, Write};

use common::{check, lines, tables, texts};
use proptest::prelude::*;
use taizhang_document::{Document, DocumentError, Offset, read};

/// A paragraph: text with its mark, and changes of its format.
struct Par<'a>(&'a str, Vec<u8>);

/// What a document is made of beside its paragraphs.
#[derive(Default)]
struct Parts {
    /// Ranges of characters with changes of their format.
    runs: Vec<(usize, usize, Vec<u8>)>,
    lists: Vec<u8>,
    overrides: Vec<u8>,
    /// Characters of footnotes, at the end of the text.
    notes: usize,
}

fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}"))
            .unwrap()
            .write_all(bytes)
            .unwrap();
    }
    file.into_inner().into_inner()
}

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// A page of formats; `width` is what each entry takes behind the places.
fn page(runs: &[(usize, usize, Vec<u8>)], width: usize) -> Vec<u8> {
    let mut page = vec![0; 512];
    page[511] = u8::try_from(runs.len()).unwrap();
    let mut end = 510;
    for (number, (from, to, body)) in runs.iter().enumerate() {
        put(&mut page, 4 * number, *from as u32);
        put(&mut page, 4 * number + 4, *to as u32);
        end = (end - body.len()) / 2 * 2;
        page[end..end + body.len()].copy_from_slice(body);
        page[4 * (runs.len() + 1) + width * number] = u8::try_from(end / 2).unwrap();
    }
    page
}

/// A document whose text begins at byte 2048, the first half as bytes where they are ASCII.
fn doc(paragraphs: &[Par], parts: &Parts) -> Vec<u8> {
    const TEXT: usize = 2048;
    let text: Vec<u16> = paragraphs.iter().flat_map(|par| par.0.encode_utf16()).collect();
    let mut main = vec![0; TEXT];
    main.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
    main.resize(main.len().next_multiple_of(512), 0);
    let mut at = TEXT;
    let mut formats = Vec::new();
    for Par(text, changes) in paragraphs {
        let to = at + 2 * text.encode_utf16().count();
        let mut body = vec![0, 0];
        body.extend(changes);
        body.resize(body.len().next_multiple_of(2), 0);
        formats.push((at, to, [vec![0, (body.len() / 2) as u8], body].concat()));
        at = to;
    }
    let first = main.len() / 512;
    main.extend(page(&formats, 13));
    let place = |at: &usize| TEXT + 2 * at;
    let runs = parts.runs.iter().map(|(from, to, changes)| {
        (
            place(from),
            place(to),
            [vec![changes.len() as u8], changes.clone()].concat(),
        )
    });
    main.extend(page(&runs.collect::<Vec<_>>(), 1));
    let mut table = vec![0; 16];
    let mut add = |main: &mut Vec<u8>, number: usize, bytes: &[u8]| {
        put(main, 0x9a + 8 * number, table.len() as u32);
        put(main, 0x9e + 8 * number, bytes.len() as u32);
        table.extend(bytes);
    };
    let words = |words: &[u32]| {
        words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let pieces = [
        words(&[0, text.len() as u32]),
        vec![0, 0],
        words(&[TEXT as u32]),
        vec![0, 0],
    ]
    .concat();
    let clx = [vec![1, 2, 0, 9, 9, 2], words(&[pieces.len() as u32]), pieces].concat();
    add(&mut main, 33, &clx);
    add(&mut main, 13, &words(&[0, 1, first as u32]));
    add(&mut main, 12, &words(&[0, 1, first as u32 + 1]));
    add(&mut main, 73, &parts.lists);
    // The length of the lists leaves out their levels.
    let length = if parts.lists.is_empty() { 0 } else { 2 + 28 };
    add(&mut main, 74, &parts.overrides);
    put(&mut main, 0x9e + 8 * 73, length);
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    main[0x0b] = 2;
    put(&mut main, 0x4c, (text.len() - parts.notes) as u32);
    put(&mut main, 0x50, parts.notes as u32);
    ole(&[("WordDocument", &main), ("1Table", &table)])
}

fn seen(paragraphs: &[Par], parts: &Parts) -> Document {
    // WPS names its documents .wps; the bytes tell what they are.
    let document = read(&doc(paragraphs, parts), "方案.wps").unwrap();
    check(&document);
    assert_eq!(document.format, "doc");
    document
}

fn plain(text: &str) -> Par<'_> {
    Par(text, Vec::new())
}

#[test]
fn paragraphs_fields_and_what_is_left_out() {
    // Hidden 藏, deleted 删 and a deleted paragraph's end.
    let runs = vec![
        (3, 4, vec![0x3c, 0x08, 1]),
        (4, 5, vec![0x00, 0x08, 1]),
        (5, 8, Vec::new()),
        (8, 9, vec![0x00, 0x08, 1]),
    ];
    let body = [
        plain("一、甲藏删\r"),
        plain("两段\r"),
        plain("成一段\u{b}次行\u{1}\u{2}\r"),
        plain("至\u{13} DATE \u{14}2026年\u{15}止\u{1e}\r"),
        plain("\u{13}TOC \\o\u{14}目录\r"),
        plain("目录\u{15}\r"),
        plain("末😀\r"),
        plain("脚注a\r"),
    ];
    let parts = Parts {
        runs,
        notes: 4,
        ..Parts::default()
    };
    assert_eq!(
        lines(&seen(&body, &parts)),
        ["一、甲", "两段成一段", "次行", "至2026年止-", "末😀", "脚注a"]
    );
}

const CELL: [u8; 3] = [0x16, 0x24, 1];

/// The end of a row with its cells: right edges and flags.
fn row(cells: &[(i16, u16)]) -> Vec<u8> {
    let mut body = vec![cells.len() as u8, 0, 0];
    body.extend(cells.iter().flat_map(|(right, _)| right.to_le_bytes()));
    // Properties of the last cells may be left out.
    let told = cells
        .iter()
        .rposition(|(_, flags)| *flags != 0)
        .map_or(0, |last| last + 1);
    for (_, flags) in &cells[..told] {
        body.extend(flags.to_le_bytes());
        body.extend([0; 18]);
    }
    let length = (body.len() as u16 + 1).to_le_bytes();
    [&CELL[..], &[0x17, 0x24, 1, 0x08, 0xd6], &length, &body].concat()
}

#[test]
fn tables_with_merged_cells() {
    let cell = |text| Par(text, CELL.to_vec());
    let body = [
        plain("附件\r"),
        cell("任务分解表\u{7}"),
        Par("\u{7}", row(&[(3000, 0)])),
        cell("组织\u{7}"),
        cell("方案\r"),
        cell("总结\u{7}"),
        cell("\u{7}"),
        Par("\u{7}", row(&[(1000, 0x60), (2000, 0), (3010, 0)])),
        cell("\u{7}"),
        cell("台账\u{7}"),
        cell("二\u{7}"),
        Par("\u{7}", row(&[(1000, 0x20), (2000, 0), (3000, 0)])),
        plain("落款\r"),
    ];
    let document = seen(&body, &Parts::default());
    assert_eq!(lines(&document), ["附件", "落款"]);
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [
            ["任务分解表"; 3],
            ["组织", "方案\n总结", ""],
            ["组织", "台账", "二"]
        ]
    );
    assert_eq!(table.rows[0][2].covered_by, Some(Offset { rows: 0, columns: 2 }));
    assert_eq!(table.rows[2][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
}

/// Paragraphs of a list of several levels.
fn numbered() -> (Vec<Par<'static>>, Parts) {
    let level = |code: u8, text: &[u16], places: &[u8]| {
        let mut level = vec![0; 28];
        level[0] = 1;
        level[4] = code;
        level[6..6 + places.len()].copy_from_slice(places);
        level.extend((text.len() as u16).to_le_bytes());
        level.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
        level
    };
    let mut lists = vec![1, 0];
    lists.extend([vec![77, 0, 0, 0], vec![0; 24]].concat());
    lists.extend(level(37, &[0, u16::try_from('、' as u32).unwrap()], &[1]));
    lists.extend(level(0, &[0, u16::from(b'.'), 1], &[1, 3]));
    for _ in 2..9 {
        lists.extend(level(23, &[0xb7], &[]));
    }
    let overrides = [vec![1, 0, 0, 0, 77, 0, 0, 0], vec![0; 12], vec![0xff; 4]].concat();
    let item = |text, level: u8| Par(text, vec![0x0b, 0x46, 1, 0, 0x0a, 0x26, level]);
    let body = [
        item("总则\r", 0),
        item("甲\r", 1),
        item("乙\r", 1),
        item("点\r", 2),
        item("附则\r", 0),
        item("丙\r", 1),
    ];
    let parts = Parts {
        lists,
        overrides,
        ..Parts::default()
    };
    (body.into(), parts)
}

#[test]
fn numbers_of_lists() {
    let (body, parts) = numbered();
    assert_eq!(
        lines(&seen(&body, &parts)),
        ["一、总则", "一.1 甲", "一.2 乙", "点", "二、附则", "二.1 丙"]
    );
}

#[test]
fn locked_damaged_and_other_compound_files() {
    let mut locked = doc(&[plain("甲\r")], &Parts::default());
    let header = locked
        .windows(4)
        .position(|at| at == [0xec, 0xa5, 0xc1, 0])
        .unwrap();
    locked[header + 0x0b] |= 1;
    assert!(matches!(read(&locked, "a.doc"), Err(DocumentError::Encrypted { format }) if format == "doc"));
    let package = ole(&[("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")]);
    assert!(matches!(read(&package, "a.xlsx"), Err(DocumentError::Encrypted { format }) if format == "xlsx"));
    let message = ole(&[("__properties_version1.0", b"x")]);
    assert!(matches!(read(&message, "a.msg"), Err(DocumentError::Unsupported { format }) if format == "msg"));
    for main in [
        &b""[..],
        b"\xec\xa5",
        b"no header of a document at all",
        &[0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let file = ole(&[("WordDocument", main), ("0Table", b"")]);
        assert!(
            matches!(read(&file, "a.doc"), Err(DocumentError::Malformed { .. })),
            "{main:?}"
        );
    }
}

#[test]
fn a_document_of_word_95() {
    let (text, _, _) = encoding_rs::GB18030.encode("一、镕基\r\u{13}PAGE\u{14}3\u{15}二、乙\r");
    let mut main = vec![0; 0x300];
    main[..4].copy_from_slice(&[0xdc, 0xa5, 0x68, 0]);
    main[6..8].copy_from_slice(&[0x04, 0x08]);
    put(&mut main, 0x18, 0x300);
    put(&mut main, 0x1c, 0x300 + text.len() as u32);
    main.extend_from_slice(&text);
    let document = read(&ole(&[("WordDocument", &main)]), "a.doc").unwrap();
    assert_eq!(lines(&document), ["一、镕基", "3二、乙"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_are_read_or_refused(changes in prop::collection::vec(any::<(usize, u8)>(), 1..12)) {
        let mut bytes = {
            let (mut body, parts) = numbered();
            body.push(Par("格\u{7}", CELL.to_vec()));
            body.push(Par("\u{7}", row(&[(1000, 0x60)])));
            doc(&body, &parts)
        };
        for (at, value) in changes {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        if let Ok(document) = read(&bytes, "a") {
            check(&document);
        }
    }
}
