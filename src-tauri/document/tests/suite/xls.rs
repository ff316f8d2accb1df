//! `.xls` files made here record by record, whole and hostile.

use taizhang_document::{Block, DocumentError, Offset, read};

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// A BIFF8 stream with one sheet: shared strings in the globals, the given records in the sheet.
fn biff(strings: &[&str], sheet: &[Vec<u8>]) -> Vec<u8> {
    let count = u32::try_from(strings.len()).unwrap();
    let mut shared = [count.to_le_bytes(), count.to_le_bytes()].concat();
    for text in strings {
        let units: Vec<u16> = text.encode_utf16().collect();
        shared.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        shared.push(1);
        shared.extend(words(&units));
    }
    let begin = record(0x0809, &[words(&[0x0600, 0x0005, 0, 0]), vec![0; 8]].concat());
    let shared = record(0x00fc, &shared);
    let end = record(0x000a, &[]);
    let name = words(&"表".encode_utf16().collect::<Vec<_>>());
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 1], &name].concat());
    let at = begin.len() + bound(0).len() + shared.len() + end.len();
    let globals = [begin, bound(u32::try_from(at).unwrap()), shared, end.clone()].concat();
    let sheet_begin = record(0x0809, &[words(&[0x0600, 0x0010, 0, 0]), vec![0; 8]].concat());
    [globals, sheet_begin, sheet.concat(), end].concat()
}

/// A compound file with the stream `Workbook`, in sectors of 512 bytes.
fn compound(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let tables = (sectors + 2).div_ceil(127);
    let first = tables + 1;
    let mut header = vec![0u8; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[24..34].copy_from_slice(&words(&[0x3e, 3, 0xfffe, 9, 6]));
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(44, tables);
    put(48, tables);
    put(56, 4096);
    put(60, 0xffff_fffe);
    put(68, 0xffff_fffe);
    for slot in 0..109 {
        put(
            76 + 4 * slot as usize,
            if slot < tables { slot } else { 0xffff_ffff },
        );
    }
    let mut next: Vec<u32> = vec![0xffff_fffd; tables as usize];
    next.push(0xffff_fffe);
    next.extend((1..sectors).map(|n| first + n));
    next.push(0xffff_fffe);
    next.resize(tables as usize * 128, 0xffff_ffff);
    let mut file = header;
    file.extend(next.iter().flat_map(|n| n.to_le_bytes()));
    let size = u32::try_from(stream.len()).unwrap();
    for (name, kind, start, size) in [("Root Entry", 5u8, 0xffff_fffe, 0), ("Workbook", 2, first, size)] {
        let mut entry = [0u8; 128];
        let units = words(&name.encode_utf16().collect::<Vec<_>>());
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66].copy_from_slice(&u16::try_from(units.len() + 2).unwrap().to_le_bytes());
        entry[66] = kind;
        entry[68..80].copy_from_slice(&[0xff; 12]);
        if kind == 5 {
            entry[76..80].copy_from_slice(&1u32.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&u32::to_le_bytes(start));
        entry[120..124].copy_from_slice(&u32::to_le_bytes(size));
        file.extend(entry);
    }
    file.resize(512 * (2 + tables as usize), 0);
    file.extend(stream);
    file
}

fn label(row: u16, column: u16, string: u32) -> Vec<u8> {
    record(
        0x00fd,
        &[words(&[row, column, 0]), string.to_le_bytes().to_vec()].concat(),
    )
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    record(
        0x0203,
        &[words(&[row, column, 0]), value.to_le_bytes().to_vec()].concat(),
    )
}

#[test]
fn a_sheet_with_texts_numbers_and_a_merge() {
    let merge = record(0x00e5, &words(&[1, 1, 2, 0, 0]));
    let sheet = [
        label(0, 0, 0),
        label(0, 1, 1),
        label(1, 0, 2),
        number(1, 1, 15.0),
        number(2, 1, 2.5),
        merge,
    ];
    let bytes = compound(biff(&["测评项目", "分值", "组织领导"], &sheet));
    let document = read(&bytes, "表.xls").unwrap();
    assert_eq!(document.format, "xls");
    let Some(Block::Table(table)) = document.blocks.first() else {
        panic!("no table");
    };
    let texts: Vec<Vec<&str>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|c| document.slice(c.span)).collect())
        .collect();
    assert_eq!(
        texts,
        [["测评项目", "分值"], ["组织领导", "15"], ["组织领导", "2.5"]]
    );
    assert_eq!(table.rows[2][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
    assert_eq!(table.name.as_deref(), Some("表"));
}

fn too_large(stream: Vec<u8>) -> String {
    match read(&compound(stream), "a.xls") {
        Err(DocumentError::TooLarge { what, .. }) => what,
        other => panic!("{:?}", other.map(|d| d.text.len())),
    }
}

#[test]
fn cells_far_apart_are_refused_before_they_are_laid_out() {
    let sheet = [number(0, 0, 1.0), number(65_535, 65_535, 1.0)];
    assert_eq!(too_large(biff(&[], &sheet)), "cells");
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let long = "长".repeat(4_000);
    let sheet: Vec<Vec<u8>> = (0..10_000).map(|row| label(row, 0, 0)).collect();
    assert_eq!(too_large(biff(&[&long], &sheet)), "bytes of text");
}

#[test]
fn a_damaged_file_is_read_or_refused() {
    let bytes = compound(biff(&["甲"], &[label(0, 0, 0)]));
    for at in (0..bytes.len()).step_by(7) {
        for byte in [0, 1, 0x7f, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            // Nothing to compare with: it must come back.
            if let Ok(document) = read(&damaged, "a.xls") {
                assert_eq!(document.format, "xls");
            }
        }
    }
    let cut = &bytes[..700];
    assert!(matches!(read(cut, "a.xls"), Err(DocumentError::Malformed { .. })));
}
