//! Choosing the reader by what the bytes are.

use crate::archive::{self, Package};
use crate::caught::caught;
use crate::compound::{self, Compound};
use crate::limit::{self, within};
use crate::{
    Document, DocumentError, csv, doc, docx, html, mail, odf, ods, ofd, pdf, ppt, pptx, rtf, text, workbook,
    xlsb,
};

/// First bytes of formats that are never text, with their names.
const BINARY: [(&[u8], &str); 6] = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
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
    if bytes.starts_with(&compound::MAGIC) {
        return compound(bytes, &extension);
    }
    if is_pdf(bytes) {
        return guarded("pdf", || pdf::read(bytes));
    }
    if bytes.starts_with(rtf::MAGIC) {
        return rtf::read(bytes);
    }
    if let Some(wanted) = ["xlsx", "ods", "odt", "odp", "docx", "pptx", "xlsm", "pdf", "ofd"]
        .iter()
        .find(|e| **e == extension)
    {
        return Err(something_else(wanted));
    }
    if let Some((_, format)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(unsupported(format));
    }
    // Web pages and mails are often saved under the names of Office's own formats.
    if mail::is_mail(bytes, &extension) {
        return guarded("eml", || mail::read(bytes));
    }
    if html::is_html(bytes, &extension) {
        return html::read(&html::decode(bytes)?);
    }
    if let Some(wanted) = ["xls", "doc", "ppt", "wps", "et", "dps"]
        .iter()
        .find(|e| **e == extension)
    {
        return Err(something_else(wanted));
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

fn compound(bytes: &[u8], extension: &str) -> Result<Document, DocumentError> {
    let format = if extension.is_empty() { "ole" } else { extension };
    let file = Compound::open(bytes).ok_or_else(|| DocumentError::Malformed {
        wanted: format.to_owned(),
        detail: "the directory of the compound file can't be followed".to_owned(),
    })?;
    // [MS-OFFCRYPTO] 2.3.4.4: a package locked with a password is a stream of a compound file.
    if file.has("EncryptedPackage") {
        return Err(DocumentError::Encrypted {
            format: format.to_owned(),
        });
    }
    if file.has("WordDocument") {
        doc::read(&file)
    } else if file.has("Workbook") || file.has("Book") {
        guarded("xls", || workbook::read_xls(bytes))
    } else if file.has("PowerPoint Document") {
        ppt::read(&file)
    } else {
        Err(unsupported(format))
    }
}

fn packaged(bytes: &[u8], extension: &str) -> Result<Document, DocumentError> {
    match archive::inspect(bytes, extension)? {
        Package::Xlsx => {
            archive::check_inflated(bytes, "xlsx")?;
            guarded("xlsx", || workbook::read_xlsx(bytes))
        }
        Package::Xlsb => {
            archive::check_inflated(bytes, "xlsb")?;
            guarded("xlsb", || xlsb::read_xlsb(bytes))
        }
        Package::Docx => docx::read(bytes),
        Package::Pptx => pptx::read(bytes),
        Package::Ods => ods::read(bytes),
        Package::Odt => odf::read_text(bytes),
        Package::Odp => odf::read_presentation(bytes),
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
    caught(reader).unwrap_or_else(|| {
        Err(DocumentError::Malformed {
            wanted: wanted.to_owned(),
            detail: "the reader gave up on a damaged structure".to_owned(),
        })
    })
}

fn something_else(wanted: &str) -> DocumentError {
    DocumentError::Malformed {
        wanted: wanted.to_owned(),
        detail: "the bytes are something else".to_owned(),
    }
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
