//! Plain text: what encoding it is in, and its lines as paragraphs.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use taizhang_model::requirement::Span;

use crate::block::{Beside, Block, Cell, Document, Paragraph, Properties, Table};
use crate::{DocumentError, columns};

/// Of this many characters one may be undecodable before the bytes are called no text.
const ONE_BAD_IN: usize = 100;

/// Decodes text: a byte order mark first, then UTF-8, then UTF-16 by its zero bytes, then GB18030 or Big5.
/// `Unsupported` when the bytes are no text, with line ends as single line feeds otherwise.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, DocumentError> {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(encoding, _)| encoding);
    let (text, _, _) = encoding.decode(bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let bad = text.chars().filter(|c| is_bad(*c)).count();
    if bad.saturating_mul(ONE_BAD_IN) > text.chars().count() {
        return Err(DocumentError::Unsupported {
            format: "binary".to_owned(),
        });
    }
    Ok(text)
}

fn is_bad(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || (c.is_control() && !matches!(c, '\n' | '\t' | '\u{c}'))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    // GB18030 reads all of GBK and GB2312; offices have nothing else but now and then Big5.
    if guess == BIG5 || guess == UTF_8 {
        guess
    } else {
        GB18030
    }
}

/// Whether these first bytes are UTF-16 without a mark, and nothing shorter than a few words.
pub fn is_unmarked_utf16(head: &[u8]) -> bool {
    head.len() >= 8 && utf16(head).is_some()
}

/// UTF-16 without a mark: it has zero bytes, which no other text has, and one byte order makes office text of it.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const UNITS: usize = 4096;
    let pairs: Vec<[u8; 2]> = bytes
        .chunks_exact(2)
        .take(UNITS)
        .filter_map(|pair| pair.try_into().ok())
        .collect();
    if pairs.is_empty() || bytes.len() % 2 == 1 || !pairs.as_flattened().contains(&0) {
        return None;
    }
    let usual = |unit: fn([u8; 2]) -> u16| pairs.iter().filter(|pair| is_usual(unit(**pair))).count();
    let (little, big) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let (most, encoding) = if little >= big {
        (little, UTF_16LE)
    } else {
        (big, UTF_16BE)
    };
    (most * 10 >= pairs.len() * 9).then_some(encoding)
}

/// ASCII, Chinese characters and their marks.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0x2010..=0x2027 | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef)
}

/// One paragraph per line that is not blank, its span without the white space around it; lines in columns are a table.
pub(crate) fn read(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut from = 0;
    let lines: Vec<Line<'_>> = text
        .split_inclusive('\n')
        .map(|text| {
            let line = Line { text, from };
            from += length(text);
            line
        })
        .filter(|line| !line.text.trim().is_empty())
        .collect();
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = texts.get(at..).unwrap_or_default();
        match columns::table(rest) {
            Some(rows) => {
                blocks.push(Block::Table(table(lines.get(at..).unwrap_or_default(), &rows)));
                at += rows.len();
            }
            None => {
                let body = line.text.trim();
                let indent = line.text.len() - line.text.trim_start().len();
                let span = line.span(indent..indent + body.len());
                blocks.push(Block::Paragraph(Paragraph { span }));
                at += 1;
            }
        }
    }
    Document {
        format: "txt".to_owned(),
        text: text.to_owned(),
        blocks,
        pages: None,
        properties: Properties::default(),
        beside: Beside::default(),
    }
}

/// A line with where it begins, in scalars.
struct Line<'a> {
    text: &'a str,
    from: u32,
}

impl Line<'_> {
    /// Where a byte range of the line stands in the text.
    fn span(&self, at: Range<usize>) -> Span {
        let scalars = |to: usize| length(self.text.get(..to).unwrap_or_default());
        Span(self.from + scalars(at.start), self.from + scalars(at.end))
    }
}

/// A text's length in scalars.
fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn table(lines: &[Line<'_>], rows: &[Vec<Range<usize>>]) -> Table {
    let columns = rows.first().map_or(0, Vec::len);
    let row = |(line, cells): (&Line<'_>, &Vec<Range<usize>>)| {
        let end = line.text.trim_end().len();
        let cells = cells.iter().cloned().chain(std::iter::repeat(end..end));
        cells
            .take(columns)
            .map(|at| Cell {
                span: line.span(at),
                covered_by: None,
            })
            .collect()
    };
    Table {
        name: None,
        rows: lines.iter().zip(rows).map(row).collect(),
    }
}
