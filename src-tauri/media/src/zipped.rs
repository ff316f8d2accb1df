//! Zip files, told apart by their members' names.

use crate::bytes::{Bytes, le16, le32};
use crate::format::Format;

/// Most bytes of the central directory that are looked at.
const DIRECTORY: usize = 256 * 1024;

/// The format of a zip file by the names in its central directory; `zip` where that can't be read.
pub(crate) fn detect(bytes: &mut Bytes<'_>) -> Format {
    let names = member_names(bytes).unwrap_or_default();
    let has = |name: &str| {
        names
            .iter()
            .any(|other| other.eq_ignore_ascii_case(name.as_bytes()))
    };
    let under = |folder: &str| names.iter().any(|other| other.starts_with(folder.as_bytes()));
    if has("[Content_Types].xml") {
        if under("word/") {
            return Format::Docx;
        }
        if under("xl/") {
            return Format::Xlsx;
        }
        if under("ppt/") {
            return Format::Pptx;
        }
    }
    if has("OFD.xml") {
        return Format::Ofd;
    }
    if has("mimetype") && has("content.xml") {
        return open_document(bytes.head());
    }
    Format::Zip
}

/// ODF 1.3 part 2, 3.3: the first member, stored, is `mimetype`.
fn open_document(head: &[u8]) -> Format {
    let media_type = head.get(38..100).unwrap_or_default();
    let starts = |text: &str| media_type.starts_with(text.as_bytes());
    if starts("application/vnd.oasis.opendocument.text") {
        Format::Odt
    } else if starts("application/vnd.oasis.opendocument.spreadsheet") {
        Format::Ods
    } else if starts("application/vnd.oasis.opendocument.presentation") {
        Format::Odp
    } else {
        Format::Zip
    }
}

/// Names in the central directory (APPNOTE 4.3.12), as raw bytes.
fn member_names(bytes: &mut Bytes<'_>) -> Option<Vec<Vec<u8>>> {
    let (at, size) = directory(bytes)?;
    let directory = bytes.up_to(at, size.min(DIRECTORY))?;
    let mut rest = directory.as_ref();
    let mut names = Vec::new();
    while rest.starts_with(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|at| le16(rest, at).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else {
            break;
        };
        let Some(name_bytes) = rest.get(46..46 + name) else {
            break;
        };
        names.push(name_bytes.to_vec());
        rest = rest.get(46 + name + extra + comment..).unwrap_or_default();
    }
    Some(names)
}

/// Place and size of the central directory, by the record at the end (APPNOTE 4.3.16).
fn directory(bytes: &mut Bytes<'_>) -> Option<(u64, usize)> {
    // Without a comment first: that is nearly every file.
    for tail in [22_u64, 22 + 65_535] {
        let from = bytes.len().saturating_sub(tail);
        let end = bytes.up_to(from, usize::try_from(tail).ok()?)?;
        let record = end.windows(4).rposition(|word| word == b"PK\x05\x06");
        if let Some(record) = record.and_then(|at| end.get(at..)) {
            return Some((u64::from(le32(record, 16)?), le32(record, 12)? as usize));
        }
    }
    None
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// A zip of empty stored members, the first with some content.
    pub(crate) fn zip(names: &[&str], first: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let content = if index == 0 { first } else { b"" };
            let place = file.len() as u32;
            let mut middle = vec![0_u8; 22];
            middle[14..18].copy_from_slice(&(content.len() as u32).to_le_bytes());
            middle[18..22].copy_from_slice(&(content.len() as u32).to_le_bytes());
            file.extend(b"PK\x03\x04");
            file.extend(&middle);
            file.extend([name.len() as u8, 0, 0, 0]);
            file.extend(name.as_bytes());
            file.extend(content);
            directory.extend(b"PK\x01\x02");
            directory.extend([0; 24]);
            directory.extend([name.len() as u8, 0]);
            directory.extend([0; 12]);
            directory.extend(place.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let place = file.len() as u32;
        let size = directory.len() as u32;
        file.extend(directory);
        file.extend(b"PK\x05\x06");
        file.extend([0; 8]);
        file.extend(size.to_le_bytes());
        file.extend(place.to_le_bytes());
        file.extend([0, 0]);
        file
    }

    fn of(file: &[u8]) -> Format {
        detect(&mut Bytes::new(Path::new("none"), file, file.len() as u64))
    }

    #[test]
    fn members_tell_the_format() {
        let types = "[Content_Types].xml";
        assert_eq!(of(&zip(&[types, "word/document.xml"], b"")), Format::Docx);
        assert_eq!(of(&zip(&[types, "xl/workbook.xml"], b"")), Format::Xlsx);
        assert_eq!(of(&zip(&[types, "ppt/presentation.xml"], b"")), Format::Pptx);
        assert_eq!(of(&zip(&["OFD.xml", "Doc_0/Document.xml"], b"")), Format::Ofd);
        let odt = b"application/vnd.oasis.opendocument.text";
        assert_eq!(of(&zip(&["mimetype", "content.xml"], odt)), Format::Odt);
        assert_eq!(of(&zip(&["照片/1.jpg"], b"")), Format::Zip);
    }

    #[test]
    fn a_document_stored_inside_a_zip_does_not_make_it_a_document() {
        let inner = zip(&["[Content_Types].xml", "word/document.xml"], b"");
        assert_eq!(of(&zip(&["方案.docx"], &inner)), Format::Zip);
    }

    #[test]
    fn a_comment_at_the_end_is_no_obstacle_and_a_cut_file_is_a_zip() {
        let mut file = zip(&["[Content_Types].xml", "word/document.xml"], b"");
        let cut = file[..file.len() - 30].to_vec();
        file.extend(b"a comment");
        assert_eq!(of(&file), Format::Docx);
        assert_eq!(of(&cut), Format::Zip);
    }
}
