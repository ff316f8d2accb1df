//! A finished zip on another disk, read back from there.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::Digest as _;
use taizhang_model::id::Sha256;

use crate::write::{disk_error, sync_folder};
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
    copied(zip, Some(sha256), folder, progress, progress).map(|(to, _)| to)
}

/// As [`copy_to`], for a file whose hash is not known: it is taken while copying, and what is read back has to have it.
/// `copying` and `reading` are told of one half of the work each.
pub fn copy_file(
    zip: &Path,
    folder: &Path,
    copying: &dyn Progress,
    reading: &dyn Progress,
) -> Result<(PathBuf, Sha256), PackError> {
    copied(zip, None, folder, copying, reading)
}

fn copied(
    zip: &Path,
    wanted: Option<Sha256>,
    folder: &Path,
    copying: &dyn Progress,
    reading: &dyn Progress,
) -> Result<(PathBuf, Sha256), PackError> {
    let name = zip
        .file_name()
        .ok_or_else(|| PackError::Internal(format!("{} has no name", zip.display())))?;
    let to = folder.join(name);
    let part = crate::part_of(&to);
    let outcome = written(zip, &part, copying).and_then(|sent| {
        let sent = wanted.unwrap_or(sent);
        if read_back(&part, reading)? != sent {
            return Err(PackError::CopyDiffers { path: part.clone() });
        }
        crate::put_in_place(&part, &to).map_err(|e| disk_error(&to, e))?;
        sync_folder(&to)?;
        Ok(sent)
    });
    crate::clear_failed(&part, outcome).map(|sent| (to, sent))
}

/// Copies and gives the hash of what was read.
fn written(zip: &Path, part: &Path, progress: &dyn Progress) -> Result<Sha256, PackError> {
    let reading = |source| PackError::Io {
        path: zip.to_owned(),
        source,
    };
    let mut from = File::open(zip).map_err(reading)?;
    let total = from.metadata().map_err(reading)?.len();
    let mut to = File::create(part).map_err(|e| disk_error(part, e))?;
    // A stick with too little room, or whose format holds no file of this size, says so before hours of copying.
    to.set_len(total).map_err(|e| disk_error(part, e))?;
    let hash = pieces(
        &mut from,
        total,
        &zip.to_string_lossy(),
        progress,
        reading,
        |piece| to.write_all(piece).map_err(|e| disk_error(part, e)),
    )?;
    to.sync_all().map_err(|e| disk_error(part, e))?;
    Ok(hash)
}

/// The hash of what lies there.
fn read_back(part: &Path, progress: &dyn Progress) -> Result<Sha256, PackError> {
    let broken = |e| disk_error(part, e);
    let mut file = File::open(part).map_err(broken)?;
    let total = file.metadata().map_err(broken)?.len();
    pieces(
        &mut file,
        total,
        &part.to_string_lossy(),
        progress,
        broken,
        |_| Ok(()),
    )
}

/// Reads to the end piece by piece, hands each on, and gives the hash of all.
fn pieces(
    from: &mut File,
    total: u64,
    name: &str,
    progress: &dyn Progress,
    broken: impl Fn(std::io::Error) -> PackError,
    mut each: impl FnMut(&[u8]) -> Result<(), PackError>,
) -> Result<Sha256, PackError> {
    let mut hash = sha2::Sha256::new();
    let mut block = vec![0; BLOCK];
    let mut done = 0;
    loop {
        if progress.stopped() {
            return Err(PackError::Cancelled);
        }
        let read = from.read(&mut block).map_err(&broken)?;
        let piece = block.get(..read).unwrap_or_default();
        if piece.is_empty() {
            return Ok(Sha256(hash.finalize().into()));
        }
        hash.update(piece);
        each(piece)?;
        done += read as u64;
        progress.at(done, total, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Quiet;
    impl Progress for Quiet {
        fn at(&self, _: u64, _: u64, _: &str) {}
        fn stopped(&self) -> bool {
            false
        }
    }

    struct Halted;
    impl Progress for Halted {
        fn at(&self, _: u64, _: u64, _: &str) {}
        fn stopped(&self) -> bool {
            true
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
        let (copy, hash) = copy_file(&zip, &stick, &Quiet, &Quiet).unwrap();
        assert_eq!((std::fs::read(&copy).unwrap().len(), hash), (15, right));
        std::fs::remove_file(&copy).unwrap();
        let wrong = copy_to(&zip, Sha256([0; 32]), &stick, &Quiet);
        assert!(matches!(wrong, Err(PackError::CopyDiffers { .. })));
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
        let halted = copy_file(&zip, &stick, &Quiet, &Halted);
        assert!(matches!(halted, Err(PackError::Cancelled)));
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
        let nowhere = copy_to(&zip, right, &folder.path().join("没有"), &Quiet);
        assert!(matches!(nowhere, Err(PackError::Io { .. })));
    }
}
