//! Binary presentations made here record by record.

use crate::common;

use std::io::{Cursor, Write};

use common::{check, lines};
use proptest::prelude::*;
use taizhang_document::{DocumentError, read};

fn record(instance: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    let is_container = matches!(kind, 0x03e8 | 0x0ff0 | 0x03ee | 0x03f0 | 0x040c | 0xf00d | 0xf002);
    let head = instance << 4 | if is_container { 15 } else { 0 };
    let length = (body.len() as u32).to_le_bytes();
    [&head.to_le_bytes()[..], &kind.to_le_bytes(), &length, body].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn chars(text: &str) -> Vec<u8> {
    record(
        0,
        0x0fa0,
        &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    )
}

fn boxed(content: &[u8]) -> Vec<u8> {
    record(0, 0xf002, &record(0, 0xf00d, content))
}

fn drawing(boxes: &[Vec<u8>]) -> Vec<u8> {
    record(0, 0x040c, &boxes.concat())
}

fn ole(stream: &[u8], token: u32, edit: usize) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let user = record(0, 0x0ff6, &words(&[20, token, edit as u32]));
    for (name, bytes) in [("/PowerPoint Document", stream), ("/Current User", &user)] {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// Two slides, the second of which lies first; the first was saved anew in a second edit.
fn presentation() -> (Vec<u8>, usize) {
    let mut stream = Vec::new();
    let mut add = |bytes: Vec<u8>| {
        stream.extend(bytes);
        stream.len()
    };
    let listed = |persist: u32, id: u32| record(0, 0x03f3, &words(&[persist, 0, 0, id, 0]));
    let slides = [
        listed(3, 256),
        chars("第一页\r副题"),
        record(0, 0x0fa8, b"outline"),
        listed(2, 257),
        listed(2, 257),
    ]
    .concat();
    let document = record(
        0,
        0x03e8,
        &[record(0, 0x0ff0, &slides), record(2, 0x0ff0, &listed(4, 256))].concat(),
    );
    let second = add(document);
    let old = add(record(
        0,
        0x03ee,
        &drawing(&[boxed(&chars("第二页")), boxed(&chars("*"))]),
    ));
    let notes = add(record(0, 0x03ee, &drawing(&[boxed(&chars("旧文"))])));
    let directory = add(record(
        0,
        0x03f0,
        &[
            record(0, 0x03f1, &words(&[256, 0])),
            drawing(&[boxed(&chars("备注"))]),
        ]
        .concat(),
    ));
    let edit = add(record(
        0,
        0x1772,
        &words(&[4 << 20 | 1, 0, second as u32, old as u32, notes as u32]),
    ));
    let first = add(record(0, 0x0ff5, &words(&[0, 0, 0, directory as u32, 1])));
    let shown = boxed(&record(0, 0x0f9e, &words(&[0])));
    let newer = add(record(0, 0x03ee, &drawing(&[boxed(&chars("框\u{b}中")), shown])));
    let last = add(record(0, 0x1772, &words(&[1 << 20 | 3, first as u32])));
    add(record(0, 0x0ff5, &words(&[0, 0, edit as u32, newer as u32, 1])));
    (stream, last)
}

#[test]
fn slides_in_the_order_of_the_show_with_their_notes() {
    let (stream, edit) = presentation();
    let document = read(&ole(&stream, 0xe391_c05f, edit), "演示.dps").unwrap();
    check(&document);
    assert_eq!((document.format.as_str(), document.pages), ("ppt", Some(2)));
    assert_eq!(
        lines(&document),
        ["框", "中", "第一页", "副题", "outline", "备注", "第二页"]
    );
}

#[test]
fn locked_and_damaged_presentations() {
    let (stream, edit) = presentation();
    let locked = ole(&stream, 0xf3d1_c4df, edit);
    assert!(matches!(
        read(&locked, "a.ppt"),
        Err(DocumentError::Encrypted { .. })
    ));
    for (stream, edit) in [
        (&stream[..], 5),
        (&stream[..], usize::MAX >> 32),
        (&stream[..40], 0),
    ] {
        let damaged = ole(stream, 0xe391_c05f, edit);
        assert!(matches!(
            read(&damaged, "a.ppt"),
            Err(DocumentError::Malformed { .. })
        ));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_are_read_or_refused(changes in prop::collection::vec(any::<(usize, u8)>(), 1..12)) {
        let mut bytes = {
            let (stream, edit) = presentation();
            ole(&stream, 0xe391_c05f, edit)
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
