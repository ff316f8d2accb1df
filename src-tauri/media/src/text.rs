//! Text, told from bytes by its encoding, and the text formats told apart.

use taizhang_document::is_unmarked_utf16;

use crate::format::Format;

/// The text format of some first bytes; `None` when they are no text.
pub(crate) fn detect(head: &[u8], extension: &str) -> Option<Format> {
    if !is_text(head) {
        return None;
    }
    let begin: String = head
        .iter()
        .filter(|byte| **byte != 0)
        .take(1024)
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let begin = begin
        .trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}', '\u{ff}', '\u{fe}'])
        .trim_start();
    Some(match extension {
        _ if begin.starts_with("<!doctype html") || begin.starts_with("<html") => Format::Html,
        _ if begin.starts_with("[internetshortcut]") => Format::Shortcut,
        _ if begin.starts_with("<?xml") => {
            if begin.contains("<html") {
                Format::Html
            } else {
                Format::Xml
            }
        }
        "eml" | "mht" | "mhtml" if begin.contains(':') => Format::Eml,
        _ if begin.contains("mime-version:") && begin.contains("content-type:") => Format::Eml,
        "htm" | "html" if begin.contains('<') => Format::Html,
        "csv" | "tsv" => Format::Csv,
        _ => Format::Txt,
    })
}

/// Whether the bytes are text in UTF-8, UTF-16 (with its mark or without), or GB 18030.
fn is_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return head.len() >= 4 && head.len().is_multiple_of(2);
    }
    if is_unmarked_utf16(head) {
        return true;
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a | 0x1b);
    if head.iter().any(control) {
        return false;
    }
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // The head may end inside a character.
        Err(error) => error.error_len().is_none() || is_gb18030(head),
    }
}

/// GB 18030-2022: a byte from 0x81 to 0xFE, then one from 0x40 to 0xFE, or a digit and two more bytes.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] | [0x81..=0xfe] | [0x81..=0xfe, 0x30..=0x39] | [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe] => {
                return true;
            }
            [0..=0x7f, after @ ..] => after,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, after @ ..] => after,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..] => after,
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_formats_are_told_apart() {
        let gbk = [0xc7, 0xa9, 0xb5, 0xbd, 0xb1, 0xed, b'\r', b'\n'];
        let cases: [(&[u8], &str, Format); 10] = [
            ("签到表\n".as_bytes(), "txt", Format::Txt),
            (&gbk, "txt", Format::Txt),
            (b"a,b\n1,2\n", "csv", Format::Csv),
            (b"\xff\xfea\0,\0", "csv", Format::Csv),
            (b"\xef\xbb\xbf<!DOCTYPE html><p>", "htm", Format::Html),
            (b"  <html><body>", "xls", Format::Html),
            (b"<?xml version=\"1.0\"?><svg/>", "svg", Format::Xml),
            (
                b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n",
                "",
                Format::Eml,
            ),
            (b"Received: from x\r\nSubject: y\r\n\r\n", "eml", Format::Eml),
            (
                b"[InternetShortcut]\r\nURL=https://example.org/\r\n",
                "url",
                Format::Shortcut,
            ),
        ];
        for (bytes, extension, format) in cases {
            assert_eq!(detect(bytes, extension), Some(format), "{extension} {bytes:?}");
        }
    }

    #[test]
    fn utf16_without_its_mark_is_text() {
        let text = "关于放假的通知\r\n各科室：\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&little, "txt"), Some(Format::Txt));
        assert_eq!(detect(&big, "txt"), Some(Format::Txt));
        assert_eq!(detect(b"\0\x01\0\x02\0\x03\0\x04\0\x05", "txt"), None);
    }

    #[test]
    fn bytes_that_no_encoding_explains_are_no_text() {
        assert_eq!(detect(b"abc\0def", "txt"), None);
        assert_eq!(detect(&[0x41, 0xff, 0x20, 0x41], "txt"), None);
    }

    #[test]
    fn a_head_that_ends_inside_a_character_is_still_text() {
        let cut = &"签到表".as_bytes()[..7];
        assert_eq!(detect(cut, "txt"), Some(Format::Txt));
    }
}
