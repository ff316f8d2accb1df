//! Choosing the reader by what the bytes are.

use crate::archive::{self, Package};
use crate::limit::{self, within};
use crate::{Document, DocumentError, csv, docx, ods, ofd, pdf, pptx, text, workbook};

/// First bytes of a compound (OLE) file, the container of `.xls` and `.doc`.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// First bytes of formats that are never text, with their names.
const BINARY: [(&[u8], &str); 7] = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
];

/// Reads a document from its bytes. `name` is the file's name, used only where bytes do not tell
/// (csv from txt) and to say what was expected. `Unsupported` for a format without a reader, `Malformed` for bytes
/// that are not what they begin as or what the name promises, `TooLarge` beyond [`limit`].
pub fn read(bytes: &[u8], name: &str) -> Result<Document, DocumentError> {
    within("bytes", limit::count(bytes.len()), limit::FILE_BYTES)?;
    let extension = extension(name);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packaged(bytes, &extension);
    }
    if bytes.starts_with(&OLE) {
        return match extension.as_str() {
            "doc" | "ppt" | "wps" | "msg" => Err(unsupported(&extension)),
            _ => guarded("xls", || workbook::read_xls(bytes)),
        };
    }
    if is_pdf(bytes) {
        return guarded("pdf", || pdf::read(bytes));
    }
    if let Some(wanted) = ["xlsx", "xls", "ods", "docx", "xlsm", "pdf"]
        .iter()
        .find(|e| **e == extension)
    {
        return Err(DocumentError::Malformed {
            wanted: (*wanted).to_owned(),
            detail: "the bytes are something else".to_owned(),
        });
    }
    if let Some((_, format)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(unsupported(format));
    }
    let decoded = text::decode(bytes)?;
    within("bytes of text", limit::count(decoded.len()), limit::TEXT_BYTES)?;
    match extension.as_str() {
        "csv" | "tsv" => csv::read(&decoded),
        _ => Ok(text::read(&decoded)),
    }
}

/// The mark stands at the beginning, or after what a mail program put before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.starts_with(b"%PDF-") || (head.contains(&0) && head.windows(5).any(|word| word == b"%PDF-"))
}

fn packaged(bytes: &[u8], extension: &str) -> Result<Document, DocumentError> {
    match archive::inspect(bytes, extension)? {
        Package::Xlsx => {
            archive::check_inflated(bytes, "xlsx")?;
            guarded("xlsx", || workbook::read_xlsx(bytes))
        }
        Package::Docx => docx::read(bytes),
        Package::Pptx => pptx::read(bytes),
        Package::Ods => ods::read(bytes),
        Package::Ofd => ofd::read(bytes),
        Package::Other(format) => match extension {
            "xlsx" | "xlsm" | "ods" => Err(DocumentError::Malformed {
                wanted: extension.to_owned(),
                detail: format!("the archive is a {format}"),
            }),
            _ => Err(unsupported(&format)),
        },
    }
}

/// Runs a reader that may panic on damaged bytes (calamine indexes by offsets of the file); nothing of it is kept then.
fn guarded(
    wanted: &str,
    reader: impl FnOnce() -> Result<Document, DocumentError>,
) -> Result<Document, DocumentError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(reader)).unwrap_or_else(|_| {
        Err(DocumentError::Malformed {
            wanted: wanted.to_owned(),
            detail: "the reader gave up on a damaged structure".to_owned(),
        })
    })
}

fn unsupported(format: &str) -> DocumentError {
    DocumentError::Unsupported {
        format: format.to_owned(),
    }
}

/// The lower-case letters after the last dot.
fn extension(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}
