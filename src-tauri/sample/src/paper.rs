//! Papers: a small but complete DOCX, and workbooks.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::{SampleError, drawing};

const TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"</Types>"#
);
const RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"</Relationships>"#
);

/// A DOCX (ECMA-376) of a centred title, paragraphs, and the lines of the signature on the right.
pub fn docx(what: &str, title: &str, body: &[&str], signed: &[String]) -> Result<Vec<u8>, SampleError> {
    let mut text = paragraph(title, "center", false, 44, "方正小标宋简体");
    text += &paragraph("", "left", false, 32, "仿宋");
    for line in body {
        text += &paragraph(line, "both", true, 32, "仿宋");
    }
    text += &paragraph("", "left", false, 32, "仿宋");
    for line in signed {
        text += &paragraph(line, "right", false, 32, "仿宋");
    }
    let page = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>"#;
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{text}{page}</w:body></w:document>"#
    );
    pack(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ])
    .map_err(|e| drawing(what, e))
}

fn paragraph(text: &str, align: &str, indent: bool, half_points: u8, font: &str) -> String {
    let first = if indent {
        r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#
    } else {
        ""
    };
    format!(
        r#"<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/>{first}<w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(text)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed moment: the same bytes every time.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A workbook of one sheet: a title over all columns, the heads, the rows.
pub fn xlsx(
    what: &str,
    year: i16,
    title: &str,
    heads: &[&str],
    rows: &[Vec<String>],
) -> Result<Vec<u8>, SampleError> {
    workbook(year, title, heads, rows).map_err(|e| drawing(what, e))
}

fn workbook(year: i16, title: &str, heads: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Otherwise the library writes the clock into the file.
    let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    let last = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(0);
    let heading = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(rust_xlsxwriter::FormatAlign::Center);
    let cell = Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(rust_xlsxwriter::FormatAlign::Center);
    sheet.merge_range(0, 0, 0, last, title, &heading)?;
    for (column, text) in (0_u16..).zip(heads) {
        sheet.write_with_format(1, column, *text, &cell)?;
    }
    for (row, cells) in (2_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_with_format(row, column, text, &cell)?;
        }
    }
    for column in 0..=last {
        sheet.set_column_width(column, if column == 0 { 8 } else { 18 })?;
    }
    book.save_to_buffer()
}
