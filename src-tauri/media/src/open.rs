//! The one way a source file is opened: for reading only, and never one whose bytes lie in a cloud alone.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::error::FileError;

/// All bytes of a file that has no more than so many.
pub(crate) fn read_whole(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let unreadable = |error| FileError::of_io(path, &error);
    let mut bytes = Vec::new();
    let mut file = open(path).map_err(unreadable)?.take(most + 1);
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(FileError::new("too_large", format!("more than {most} bytes")));
    }
    Ok(bytes)
}

/// Why a file was not opened: reading it would fetch it over the network, without anybody's having asked for it.
#[derive(Debug)]
struct NotLocal;

impl std::fmt::Display for NotLocal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("its bytes lie in a cloud; reading would fetch them")
    }
}

impl std::error::Error for NotLocal {}

/// Opens a file for reading; on Windows others may meanwhile read, write, rename and delete it.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    be_local(attributes(path)?)?;
    sharing(OpenOptions::new().read(true)).open(path)
}

#[cfg(windows)]
fn attributes(path: &Path) -> io::Result<u32> {
    use std::os::windows::fs::MetadataExt;
    Ok(std::fs::symlink_metadata(path)?.file_attributes())
}

/// Only Windows tells a placeholder by the file's attributes.
#[cfg(not(windows))]
fn attributes(_: &Path) -> io::Result<u32> {
    Ok(0)
}

#[cfg(windows)]
fn sharing(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    const READ_WRITE_DELETE: u32 = 0x1 | 0x2 | 0x4;
    options.share_mode(READ_WRITE_DELETE)
}

/// Other systems lock nothing by opening it.
#[cfg(not(windows))]
fn sharing(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Refuses a file with attributes of a placeholder.
fn be_local(attributes: u32) -> io::Result<()> {
    if is_elsewhere(attributes) {
        return Err(io::Error::other(NotLocal));
    }
    Ok(())
}

/// Whether the bytes of a file with these attributes (`FILE_ATTRIBUTE_*` of Windows) lie in a cloud alone (OneDrive,
/// 坚果云).
pub const fn is_elsewhere(attributes: u32) -> bool {
    const OFFLINE: u32 = 0x1000;
    const RECALL_ON_OPEN: u32 = 0x4_0000;
    const RECALL_ON_DATA_ACCESS: u32 = 0x40_0000;
    attributes & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS) != 0
}

/// The code of an error of opening or reading; none where the system's own reason says it best.
pub(crate) fn code(error: &io::Error) -> Option<&'static str> {
    if error.get_ref().is_some_and(|inner| inner.is::<NotLocal>()) {
        return Some("not_local");
    }
    is_locked(error).then_some("locked")
}

/// `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION` (winerror.h): WPS or Word has it open for itself alone.
pub fn is_locked(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileError;

    #[test]
    fn a_placeholder_of_a_cloud_is_never_opened_and_called_so() {
        const ARCHIVE: u32 = 0x20;
        const PINNED: u32 = 0x8_0000;
        for attributes in [0x1000, 0x4_0000, 0x40_0000, 0x40_0000 | ARCHIVE | 0x400] {
            let refused = be_local(attributes).unwrap_err();
            assert_eq!(
                FileError::of_io(Path::new("云.docx"), &refused).code,
                "not_local",
                "{attributes:x}"
            );
        }
        assert!(be_local(ARCHIVE | PINNED | 0x400).is_ok());
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_an_office_program_keeps_to_itself_is_called_locked() {
        use std::os::windows::fs::OpenOptionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("方案.docx");
        std::fs::write(&path, "1234").unwrap();
        let _held = OpenOptions::new().read(true).share_mode(0).open(&path).unwrap();
        let refused = open(&path).unwrap_err();
        assert_eq!(FileError::of_io(&path, &refused).code, "locked");
    }
}
