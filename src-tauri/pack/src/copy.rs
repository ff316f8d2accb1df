//! A finished zip on another disk, read back from there.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use taizhang_model::id::Sha256;

use crate::write::{disk_error, hash_of_file, sync_folder};
use crate::zip_write::BLOCK;
use crate::{PackError, Progress};

/// Copies a zip into a folder under its own name, through `.part`, fsync and rename, and reads the copy back: its hash has to be
/// `sha256`. On any error nothing new stands under the name.
pub fn copy_to(
    zip: &Path,
    sha256: Sha256,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<PathBuf, PackError> {
    let name = zip
        .file_name()
        .ok_or_else(|| PackError::Internal(format!("{} has no name", zip.display())))?;
    let to = folder.join(name);
    let part = crate::part_of(&to);
    let outcome = copied(zip, sha256, &part, progress).and_then(|()| {
        crate::put_in_place(&part, &to).map_err(|e| disk_error(&to, e))?;
        sync_folder(&to)
    });
    if outcome.is_err() {
        // A stick that was pulled out takes its part along: why it ended is what has to be told.
        let _ = std::fs::remove_file(&part);
    }
    outcome.map(|()| to)
}

fn copied(zip: &Path, sha256: Sha256, part: &Path, progress: &dyn Progress) -> Result<(), PackError> {
    let reading = |source| PackError::Io {
        path: zip.to_owned(),
        source,
    };
    let mut from = File::open(zip).map_err(reading)?;
    let total = from.metadata().map_err(reading)?.len();
    let mut to = File::create(part).map_err(|e| disk_error(part, e))?;
    // A stick with too little room, or whose format holds no file of this size, says so before hours of copying.
    to.set_len(total).map_err(|e| disk_error(part, e))?;
    let mut block = vec![0; BLOCK];
    let mut done = 0;
    let name = zip.to_string_lossy();
    loop {
        if progress.stopped() {
            return Err(PackError::Cancelled);
        }
        let read = from.read(&mut block).map_err(reading)?;
        if read == 0 {
            break;
        }
        to.write_all(block.get(..read).unwrap_or_default())
            .map_err(|e| disk_error(part, e))?;
        done += read as u64;
        progress.at(done, total, &name);
    }
    to.sync_all().map_err(|e| disk_error(part, e))?;
    drop(to);
    let found = hash_of_file(part).map_err(|e| disk_error(part, e))?;
    if found == sha256 {
        Ok(())
    } else {
        Err(PackError::CopyDiffers {
            path: part.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest as _;

    struct Quiet;
    impl Progress for Quiet {
        fn at(&self, _: u64, _: u64, _: &str) {}
        fn stopped(&self) -> bool {
            false
        }
    }

    #[test]
    fn a_copy_is_the_same_or_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let stick = folder.path().join("U盘");
        std::fs::create_dir(&stick).unwrap();
        let zip = folder.path().join("包.zip");
        std::fs::write(&zip, b"bytes of a pack").unwrap();
        let right = Sha256(sha2::Sha256::digest(b"bytes of a pack").into());
        let copy = copy_to(&zip, right, &stick, &Quiet).unwrap();
        assert_eq!(std::fs::read(&copy).unwrap(), b"bytes of a pack");
        std::fs::remove_file(&copy).unwrap();
        let wrong = copy_to(&zip, Sha256([0; 32]), &stick, &Quiet);
        assert!(matches!(wrong, Err(PackError::CopyDiffers { .. })));
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
        let nowhere = copy_to(&zip, right, &folder.path().join("没有"), &Quiet);
        assert!(matches!(nowhere, Err(PackError::Io { .. })));
    }
}
