//! A table as a clerk would send it: the rows of a csv file as a workbook and as a table in Word, with blank cells merged into what
//! stands above them, and rows of one cell merged across.

use std::io::{Cursor, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use taizhang_document::{Block, read};
use taizhang_model::requirement::Span;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Name and bytes of the same table in two other formats.
pub fn twins(csv: &Path) -> [(String, Vec<u8>); 2] {
    let stem = csv.file_stem().unwrap().to_string_lossy();
    let rows = rows(csv);
    [
        (format!("{stem}.xlsx"), workbook(&rows)),
        (format!("{stem}.docx"), paper(&rows)),
    ]
}

fn rows(csv: &Path) -> Vec<Vec<String>> {
    let document = read(&std::fs::read(csv).unwrap(), "table.csv").unwrap();
    let chars: Vec<char> = document.text.chars().collect();
    let cell = |span: Span| -> String { chars[span.0 as usize..span.1 as usize].iter().collect() };
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let rows = table.unwrap().rows.iter();
    rows.map(|row| row.iter().map(|c| cell(c.span)).collect())
        .collect()
}

/// Whether a row is a title, a note or a section: one cell with words, the first.
fn is_across(row: &[String]) -> bool {
    !row[0].is_empty() && row[1..].iter().all(String::is_empty)
}

/// How many rows a cell of the first columns takes: its own, and those below that leave it and what stands before it blank.
fn height(rows: &[Vec<String>], row: usize, column: usize) -> usize {
    const LEVELS: usize = 2;
    if column >= LEVELS || rows[row][column].is_empty() {
        return 1;
    }
    let goes_on = |next: &&Vec<String>| next[..=column].iter().all(String::is_empty);
    1 + rows[row + 1..].iter().take_while(goes_on).count()
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (at, row) in rows.iter().enumerate() {
        let line = u32::try_from(at).unwrap();
        let last = u16::try_from(row.len() - 1).unwrap();
        if is_across(row) {
            sheet.merge_range(line, 0, line, last, &row[0], &plain).unwrap();
            continue;
        }
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let below = u32::try_from(height(rows, at, column) - 1).unwrap();
            let column = u16::try_from(column).unwrap();
            if below > 0 {
                sheet
                    .merge_range(line, column, line + below, column, text, &plain)
                    .unwrap();
            } else {
                sheet.write(line, column, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn paper(rows: &[Vec<String>]) -> Vec<u8> {
    let mut body = String::new();
    // How many rows below each column's last cell it still takes.
    let mut open = vec![0; rows.iter().map(Vec::len).max().unwrap_or(0)];
    for (at, row) in rows.iter().enumerate() {
        body += "<w:tr>";
        if is_across(row) {
            let cell = lines(&row[0]);
            body += &format!(
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/></w:tcPr>{cell}</w:tc></w:tr>",
                row.len()
            );
            continue;
        }
        for (column, text) in row.iter().enumerate() {
            let merged = if open[column] > 0 {
                open[column] -= 1;
                "<w:vMerge/>"
            } else {
                open[column] = height(rows, at, column) - 1;
                if open[column] > 0 {
                    "<w:vMerge w:val=\"restart\"/>"
                } else {
                    ""
                }
            };
            body += &format!("<w:tc><w:tcPr>{merged}</w:tcPr>{}</w:tc>", lines(text));
        }
        body += "</w:tr>";
    }
    package(&format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>"
    ))
}

fn lines(text: &str) -> String {
    let plain = text.replace('&', "&amp;").replace('<', "&lt;");
    plain
        .split('\n')
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"))
        .collect()
}

fn package(document: &str) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/document.xml", document),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
