//! What tests of readers look at.
#![allow(dead_code)]

use std::io::{Cursor, Write};

use taizhang_document::{Block, Document, Table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn tables(document: &Document) -> Vec<&Table> {
    let blocks = document.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
        .collect()
}

pub fn texts(document: &Document, table: &Table) -> Vec<Vec<String>> {
    let row =
        |row: &Vec<taizhang_document::Cell>| row.iter().map(|c| document.slice(c.span).to_owned()).collect();
    table.rows.iter().map(row).collect()
}

pub fn lines(document: &Document) -> Vec<&str> {
    let line = |block: &Block| match block {
        Block::Paragraph(p) => Some(p.span),
        Block::Table(_) => None,
    };
    document
        .blocks
        .iter()
        .filter_map(line)
        .map(|span| document.slice(span))
        .collect()
}

/// Spans lie in the text, in order, and rows are equally long.
pub fn check(document: &Document) {
    let length = document.text.chars().count() as u32;
    for block in &document.blocks {
        match block {
            Block::Paragraph(p) => assert!(p.span.0 < p.span.1 && p.span.1 <= length),
            Block::Table(table) => {
                for row in &table.rows {
                    assert_eq!(row.len(), table.rows[0].len());
                    for cell in row {
                        assert!(cell.span.0 <= cell.span.1 && cell.span.1 <= length);
                    }
                }
            }
        }
    }
}

pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
