//! The one byte per entry that tells on which system a zip was made: the workbook's writer sets it by the machine that it
//! runs on, and a pack must be the same from all of them.

/// "Unix" of APPNOTE 4.4.2.2.
const UNIX: u8 = 3;
/// Where the directory's beginning stands in its end record (APPNOTE 4.3.16).
const BEGIN: usize = 16;
const END_LENGTH: usize = 22;
/// Length of an entry of the directory without its texts, and where their lengths stand (APPNOTE 4.3.12).
const ENTRY_LENGTH: usize = 46;
const TEXTS: [usize; 3] = [28, 30, 32];

/// Tells "Unix" in every entry of a zip without a comment of its own.
pub(crate) fn same_everywhere(mut zip: Vec<u8>) -> Vec<u8> {
    let end = zip.len().saturating_sub(END_LENGTH);
    let mut at = number(&zip, end + BEGIN, 4);
    while zip.get(at..at + 4) == Some(b"PK\x01\x02") {
        if let Some(host) = zip.get_mut(at + 5) {
            *host = UNIX;
        }
        at += ENTRY_LENGTH + TEXTS.iter().map(|text| number(&zip, at + text, 2)).sum::<usize>();
    }
    zip
}

/// A number of so many bytes, the lowest first; 0 beyond the end.
fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    let digits = bytes.get(at..at + length).unwrap_or_default();
    digits
        .iter()
        .rev()
        .fold(0, |sum, digit| (sum << 8) | usize::from(*digit))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::same_everywhere;

    fn zip(system: zip::System) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in ["a.xml", "目录/b.xml"] {
            let options = zip::write::SimpleFileOptions::default()
                .system(system)
                .unix_permissions(0o644);
            writer.start_file(name, options).unwrap();
            writer.write_all(name.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn no_byte_tells_the_system() {
        let (dos, unix) = (zip(zip::System::Dos), zip(zip::System::Unix));
        assert_ne!(dos, unix);
        assert_eq!(same_everywhere(dos), same_everywhere(unix.clone()));
        let mut kept = zip::ZipArchive::new(std::io::Cursor::new(same_everywhere(unix))).unwrap();
        assert_eq!(kept.by_name("目录/b.xml").unwrap().size(), 12);
        for odd in [Vec::new(), vec![0; 21], b"PK\x01\x02".repeat(9)] {
            assert_eq!(same_everywhere(odd.clone()).len(), odd.len());
        }
    }
}
