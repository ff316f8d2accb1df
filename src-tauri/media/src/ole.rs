//! Compound files ([MS-CFB]): old Office and WPS documents, told apart by their streams.

use crate::bytes::{Bytes, le16, le32};
use crate::format::Format;

/// Most directory sectors that are looked at.
const SECTORS: usize = 64;

/// The format of a compound file. WPS writes the same streams as Office: there the extension decides.
pub(crate) fn detect(bytes: &mut Bytes<'_>, extension: &str) -> Format {
    let names = stream_names(bytes).unwrap_or_default();
    let has = |name: &str| names.iter().any(|other| other == name);
    let by_stream = if has("WordDocument") {
        Format::Doc
    } else if has("Workbook") || has("Book") {
        Format::Xls
    } else if has("PowerPoint Document") {
        Format::Ppt
    } else {
        return Format::Ole;
    };
    match (by_stream, extension) {
        (Format::Doc, "wps" | "wpt") => Format::Wps,
        (Format::Xls, "et" | "ett") => Format::Et,
        (Format::Ppt, "dps" | "dpt") => Format::Dps,
        _ => by_stream,
    }
}

/// Names of the streams, following the directory's chain through the first 109 sectors of the table.
fn stream_names(bytes: &mut Bytes<'_>) -> Option<Vec<String>> {
    let head = bytes.head();
    let shift = le16(head, 30)?;
    if shift != 9 && shift != 12 {
        return None;
    }
    let size = 1_usize << shift;
    let place = |sector: u32| (u64::from(sector) + 1) << shift;
    let mut sector = le32(head, 48)?;
    let mut names = Vec::new();
    for _ in 0..SECTORS {
        let Some(entries) = bytes.read(place(sector), size) else {
            break;
        };
        names.extend(entries.chunks(128).filter_map(entry_name));
        let per_sector = u32::try_from(size / 4).ok()?;
        let table = usize::try_from(sector / per_sector).ok()?;
        if table >= 109 {
            break;
        }
        let table = le32(head, 76 + 4 * table)?;
        let next = place(table) + 4 * u64::from(sector % per_sector);
        match bytes.read(next, 4).and_then(|next| le32(&next, 0)) {
            Some(next) if next < 0xffff_fffa => sector = next,
            _ => break,
        }
    }
    Some(names)
}

fn entry_name(entry: &[u8]) -> Option<String> {
    let length = usize::from(le16(entry, 64)?).checked_sub(2)?.min(62);
    let units: Vec<u16> = (0..length / 2).filter_map(|i| le16(entry, 2 * i)).collect();
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// A compound file whose directory takes two sectors; the named stream is in the second.
    pub(crate) fn compound(stream: &str) -> Vec<u8> {
        let mut file = vec![0_u8; 512 * 4];
        file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        file[30] = 9;
        file[48] = 1;
        // Sector 0 is the table: 1 leads to 2, 2 ends.
        file[512 + 4] = 2;
        file[512 + 8..512 + 12].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
        let mut entry = |at: usize, name: &str| {
            for (i, unit) in name.encode_utf16().enumerate() {
                file[at + 2 * i..at + 2 * i + 2].copy_from_slice(&unit.to_le_bytes());
            }
            file[at + 64] = (name.encode_utf16().count() * 2 + 2) as u8;
        };
        entry(1024, "Root Entry");
        entry(1536 + 128, stream);
        file
    }

    #[test]
    fn streams_tell_the_format_and_the_extension_tells_wps() {
        let of = |stream: &str, extension: &str| {
            let file = compound(stream);
            detect(
                &mut Bytes::new(Path::new("none"), &file, file.len() as u64),
                extension,
            )
        };
        assert_eq!(of("WordDocument", "doc"), Format::Doc);
        assert_eq!(of("WordDocument", "wps"), Format::Wps);
        assert_eq!(of("Workbook", "xls"), Format::Xls);
        assert_eq!(of("Workbook", "et"), Format::Et);
        assert_eq!(of("PowerPoint Document", "dps"), Format::Dps);
        assert_eq!(of("EncryptedPackage", "docx"), Format::Ole);
    }

    #[test]
    fn a_directory_that_leads_in_a_circle_ends() {
        let mut file = compound("Other");
        file[512 + 8..512 + 12].copy_from_slice(&[1, 0, 0, 0]);
        let mut bytes = Bytes::new(Path::new("none"), &file, file.len() as u64);
        assert_eq!(detect(&mut bytes, ""), Format::Ole);
    }
}
