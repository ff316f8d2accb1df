//! What a zipped document is, and whether it is safe to inflate by a library.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::DocumentError;
use crate::limit::{self, within};

/// The kind of a zipped document.
pub(crate) enum Package {
    Xlsx,
    Xlsb,
    Ods,
    Odt,
    Odp,
    Ofd,
    Docx,
    Pptx,
    Other(String),
}

/// Tells the kind by the members' names.
pub(crate) fn inspect(bytes: &[u8], extension: &str) -> Result<Package, DocumentError> {
    let mut zip = open(bytes, extension)?;
    within("members", limit::count(zip.len()), limit::MEMBERS)?;
    Ok(kind(&mut zip))
}

/// Inflates every member once into nothing: sizes that a zip declares may lie, so only counting shows a bomb to a
/// reader that inflates by itself.
pub(crate) fn check_inflated(bytes: &[u8], wanted: &str) -> Result<(), DocumentError> {
    let mut zip = open(bytes, wanted)?;
    within("members", limit::count(zip.len()), limit::MEMBERS)?;
    let mut left = limit::INFLATED_BYTES;
    for index in 0..zip.len() {
        let member = zip.by_index(index).map_err(|e| malformed(wanted, &e))?;
        let mut member = member.take(left.saturating_add(1));
        let read = std::io::copy(&mut member, &mut std::io::sink()).map_err(|e| malformed(wanted, &e))?;
        within("inflated bytes", read, left)?;
        left -= read;
    }
    Ok(())
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
        return Package::Xlsb;
    }
    let has_types = has("[Content_Types].xml");
    let has_in = |folder: &str| {
        zip.file_names()
            .any(|name| name.is_ok_and(|name| name.starts_with(folder)))
    };
    if has_types && has_in("xl/") {
        return Package::Xlsx;
    }
    if has("word/document.xml") || (has_types && has_in("word/")) {
        return Package::Docx;
    }
    if has("ppt/presentation.xml") || (has_types && has_in("ppt/")) {
        return Package::Pptx;
    }
    if has("OFD.xml") {
        return Package::Ofd;
    }
    if has("content.xml") {
        let kinds = [
            ("opendocument.spreadsheet", Package::Ods),
            ("opendocument.text", Package::Odt),
            ("opendocument.presentation", Package::Odp),
        ];
        let told = mimetype(zip);
        if let Some((_, kind)) = kinds.into_iter().find(|(name, _)| told.contains(name)) {
            return kind;
        }
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
