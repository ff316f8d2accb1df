//! Plain text: what encoding it is in, and its lines as paragraphs.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::DocumentError;
use crate::block::{Beside, Block, Document, Paragraph, Properties};
use crate::layout::Page;

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

/// One paragraph per line that is not blank, its span without the white space around it.
pub(crate) fn read(text: &str) -> Document {
    let mut page = Page::default();
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        let (before, rest) = line.split_at(indent.min(line.len()));
        let (inside, after) = rest.split_at(body.len().min(rest.len()));
        page.push(before);
        let span = page.push(inside);
        page.push(after);
        if !body.is_empty() {
            blocks.push(Block::Paragraph(Paragraph { span }));
        }
    }
    Document {
        format: "txt".to_owned(),
        text: page.text,
        blocks,
        pages: None,
        properties: Properties::default(),
        beside: Beside::default(),
    }
}
