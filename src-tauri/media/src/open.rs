//! The one way a source file is opened: for reading only.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use crate::facts::FileError;

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

/// Opens a file for reading; on Windows others may meanwhile read, write, rename and delete it.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        const SHARE_READ_WRITE_DELETE: u32 = 0x1 | 0x2 | 0x4;
        options.share_mode(SHARE_READ_WRITE_DELETE);
    }
    options.open(path)
}
