//! What a zipped document is, and whether it is safe to inflate.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::DocumentError;
use crate::limit::{self, within};

/// The kind of a zipped document.
pub(crate) enum Package {
    Xlsx,
    Ods,
    Ofd,
    Other(String),
}

/// Tells the kind by the members' names, after inflating every member once into nothing: sizes that a zip declares
/// may lie, so only counting shows a bomb.
pub(crate) fn inspect(bytes: &[u8], extension: &str) -> Result<Package, DocumentError> {
    let mut zip = open(bytes, extension)?;
    within("members", limit::count(zip.len()), limit::MEMBERS)?;
    let kind = kind(&mut zip);
    let mut left = limit::INFLATED_BYTES;
    for index in 0..zip.len() {
        let member = zip.by_index(index).map_err(|e| malformed(extension, &e))?;
        let mut member = member.take(left.saturating_add(1));
        let read = std::io::copy(&mut member, &mut std::io::sink()).map_err(|e| malformed(extension, &e))?;
        within("inflated bytes", read, left)?;
        left -= read;
    }
    Ok(kind)
}

/// Opens the archive.
pub(crate) fn open<'a>(bytes: &'a [u8], wanted: &str) -> Result<ZipArchive<Cursor<&'a [u8]>>, DocumentError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|e| malformed(wanted, &e))
}

fn malformed(wanted: &str, error: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Malformed {
        wanted: if wanted.is_empty() { "zip" } else { wanted }.to_owned(),
        detail: error.to_string(),
    }
}

fn kind(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Package {
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("xl/workbook.bin") {
        return Package::Other("xlsb".to_owned());
    }
    if has("[Content_Types].xml")
        && zip
            .file_names()
            .any(|name| name.is_ok_and(|name| name.starts_with("xl/")))
    {
        return Package::Xlsx;
    }
    for (member, format) in [("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx")] {
        if has(member) {
            return Package::Other(format.to_owned());
        }
    }
    if has("OFD.xml") {
        return Package::Ofd;
    }
    if has("content.xml") && mimetype(zip).contains("spreadsheet") {
        return Package::Ods;
    }
    Package::Other("zip".to_owned())
}

/// The member `mimetype` of an OpenDocument file, at most 100 bytes of it.
fn mimetype(zip: &mut ZipArchive<Cursor<&[u8]>>) -> String {
    let mut text = String::new();
    match zip.by_name("mimetype") {
        Ok(member) => match member.take(100).read_to_string(&mut text) {
            Ok(_) => text,
            Err(_) => String::new(),
        },
        Err(_) => String::new(),
    }
}
