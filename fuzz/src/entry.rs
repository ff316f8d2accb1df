//! One entry for each reader: bytes become what a reader reads, wrapped in its container where it has one, so that a
//! change reaches the reader and not only the container.

use std::io::{Cursor, Write};

use taizhang_document::{Block, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads any bytes under any name and checks what every document must hold: spans lie in the text, rows are equally
/// long. Tells whether the bytes were read.
fn reads(bytes: &[u8], name: &str) -> bool {
    let Ok(document) = read(bytes, name) else {
        return false;
    };
    let length = u32::try_from(document.text.chars().count()).unwrap_or(u32::MAX);
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                assert!(paragraph.span.0 < paragraph.span.1 && paragraph.span.1 <= length);
            }
            Block::Table(table) => {
                let columns = table.rows.first().map_or(0, Vec::len);
                for row in &table.rows {
                    assert_eq!(row.len(), columns);
                    assert!(
                        row.iter()
                            .all(|cell| cell.span.0 <= cell.span.1 && cell.span.1 <= length)
                    );
                }
            }
        }
    }
    true
}

/// A package whose members are the parts of the bytes between zeros.
pub(crate) fn package(data: &[u8], names: &[&str], fixed: &[(&str, &str)]) -> Option<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = names.iter().copied().zip(data.split(|byte| *byte == 0));
    for (name, part) in fixed
        .iter()
        .map(|(name, part)| (*name, part.as_bytes()))
        .chain(parts)
    {
        zip.start_file(name, options).ok()?;
        zip.write_all(part).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// A compound file of streams.
fn compound(streams: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, bytes) in streams {
        file.create_stream(name).ok()?.write_all(bytes).ok()?;
    }
    Some(file.into_inner().into_inner())
}

/// The bytes before and behind the place that the first two tell.
fn halves(data: &[u8]) -> (&[u8], &[u8]) {
    let (head, rest) = data.split_at_checked(2).unwrap_or((&[], data));
    let at = head
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    rest.split_at_checked(at).unwrap_or((rest, &[]))
}

/// Body, numbering, styles and footnotes of a Word document, with a zero between them.
pub fn docx(data: &[u8]) -> bool {
    const RELATIONS: &str = "<Relationships><Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/styles\" Target=\"styles.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
    let names = [
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
        "word/footnotes.xml",
    ];
    package(data, &names, &[("word/_rels/document.xml.rels", RELATIONS)])
        .is_some_and(|bytes| reads(&bytes, "a.docx"))
}

/// A slide and its notes, with a zero between them.
pub fn pptx(data: &[u8]) -> bool {
    let fixed = [
        ("ppt/presentation.xml", "<p><sldId r:id=\"a\"/></p>"),
        (
            "ppt/_rels/presentation.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/slide\" Target=\"s.xml\"/></Relationships>",
        ),
        (
            "ppt/_rels/s.xml.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/notesSlide\" Target=\"n.xml\"/></Relationships>",
        ),
    ];
    package(data, &["ppt/s.xml", "ppt/n.xml"], &fixed).is_some_and(|bytes| reads(&bytes, "a.pptx"))
}

/// The streams of a binary Word document; the first two bytes tell where the second begins.
pub fn doc(data: &[u8]) -> bool {
    let (main, table) = halves(data);
    let streams = [("/WordDocument", main), ("/1Table", table), ("/0Table", table)];
    compound(&streams).is_some_and(|bytes| reads(&bytes, "a.doc"))
}

/// The streams of a binary presentation; the first two bytes tell where the second begins.
pub fn ppt(data: &[u8]) -> bool {
    let (main, user) = halves(data);
    compound(&[("/PowerPoint Document", main), ("/Current User", user)])
        .is_some_and(|bytes| reads(&bytes, "a.ppt"))
}

/// What stands inside a document of rich text.
pub fn rtf(data: &[u8]) -> bool {
    reads(&[b"{\\rtf1\\ansi\\ansicpg936 ", data].concat(), "a.rtf")
}

/// What stands inside a web page.
pub fn html(data: &[u8]) -> bool {
    reads(&[b"<html>", data].concat(), "a.html")
}

/// What stands behind the first header of a mail.
pub fn mail(data: &[u8]) -> bool {
    reads(&[b"MIME-Version: 1.0\r\n", data].concat(), "a.eml")
}

/// The content of a page of a PDF, whose font is named by its encoding alone; it has no table of objects.
pub fn pdf(data: &[u8]) -> bool {
    let head = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>>> endobj\n\
        4 0 obj <</Type/Font/Subtype/Type0/BaseFont/A/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
        /BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor>>>>]>> endobj\n";
    let stream = |number: u8, dict: &str| {
        let begin = format!("{number} 0 obj <<{dict}/Length {}>>stream\n", data.len());
        [begin.as_bytes(), data, b"\nendstream endobj\n"].concat()
    };
    let form = stream(6, "/Type/XObject/Subtype/Form/BBox[0 0 600 800]");
    let end = b"trailer <</Root 1 0 R>>\n".to_vec();
    reads(&[head.to_vec(), stream(5, ""), form, end].concat(), "a.pdf")
}

/// A page, its template and the resources of an OFD, with a zero between them.
pub fn ofd(data: &[u8]) -> bool {
    let fixed = [
        (
            "OFD.xml",
            "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        ),
        (
            "D.xml",
            "<Document><CommonData><PublicRes>R.xml</PublicRes><TemplatePage ID=\"1\" BaseLoc=\"T.xml\"/></CommonData>\
             <Pages><Page BaseLoc=\"P.xml\"/></Pages></Document>",
        ),
    ];
    package(data, &["P.xml", "T.xml", "R.xml"], &fixed).is_some_and(|bytes| reads(&bytes, "a.ofd"))
}

/// A workbook of OpenDocument by its content, or a table as text; the first byte tells which. Workbooks of Excel are read by a
/// library.
pub fn sheet(data: &[u8]) -> bool {
    let Some((first, rest)) = data.split_first() else {
        return false;
    };
    let kind = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];
    if first % 2 == 0 {
        return reads(rest, "a.csv");
    }
    package(rest, &["content.xml"], &kind).is_some_and(|bytes| reads(&bytes, "a.ods"))
}

/// Content, card and styles of an OpenDocument text or presentation, with a zero between them; the first byte tells which.
pub fn odf(data: &[u8]) -> bool {
    let Some((first, rest)) = data.split_first() else {
        return false;
    };
    let (kind, name) = if first % 2 == 0 {
        ("application/vnd.oasis.opendocument.text", "a.odt")
    } else {
        ("application/vnd.oasis.opendocument.presentation", "a.odp")
    };
    package(
        rest,
        &["content.xml", "meta.xml", "styles.xml"],
        &[("mimetype", kind)],
    )
    .is_some_and(|bytes| reads(&bytes, name))
}

/// A whole file of any format.
pub fn whole(data: &[u8]) -> bool {
    let read = ["a", "a.csv", "a.doc", "a.eml"].map(|name| reads(data, name));
    read.contains(&true)
}
