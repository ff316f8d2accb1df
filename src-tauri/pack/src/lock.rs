//! A finished zip locked with a password (AES-256, AE-2 of WinZip), and opened again. Names of files stay readable in any zip.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipArchive, ZipWriter};

use crate::names::is_plain_name;
use crate::verify::contents;
use crate::write::disk_error;
use crate::{PackError, Progress, Reason};

/// Bytes between two questions whether to stop.
const BLOCK: usize = 1 << 18;

/// Whether a zip's files are locked.
pub fn is_locked(zip: &Path) -> Result<bool, PackError> {
    let mut archive = open(zip)?;
    Ok((0..archive.len()).any(|at| archive.by_index_raw(at).is_ok_and(|file| file.encrypted())))
}

/// Writes the locked form of a zip to `out`, through `.part` and rename; the same files in the same order.
pub fn lock(zip: &Path, password: &str, out: &Path, progress: &dyn Progress) -> Result<(), PackError> {
    rewrite(zip, out, progress, Some(password), None)
}

/// Writes the open form of a locked zip to `out`. [`PackError::WrongPassword`] where the password is another one.
pub fn unlock(zip: &Path, password: &str, out: &Path, progress: &dyn Progress) -> Result<(), PackError> {
    rewrite(zip, out, progress, None, Some(password))
}

/// A volume of a locked pack and its open form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocked {
    /// The zip that is locked.
    pub locked: PathBuf,
    /// The zip that is not, under the same name.
    pub open: PathBuf,
}

/// Opens a locked pack into `folder`, with its other volumes where they lie beside it and have the same password; the one that was
/// asked for comes first. Errors are those of [`unlock`] for that one, and of the disk that is written to.
pub fn unlock_all(
    zip: &Path,
    password: &str,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Vec<Unlocked>, PackError> {
    let own = zip.file_name().unwrap_or_default();
    let first = folder.join(own);
    unlock(zip, password, &first, progress)?;
    let names = contents(&first)?
        .volume
        .map(|volume| volume.names)
        .unwrap_or_default();
    let mut parts = vec![Unlocked {
        locked: zip.to_owned(),
        open: first,
    }];
    for name in names {
        let locked = zip.with_file_name(&name);
        if !is_plain_name(&name) || own == name.as_str() || !locked.is_file() {
            continue;
        }
        let open = folder.join(&name);
        match unlock(&locked, password, &open, progress) {
            Ok(()) => parts.push(Unlocked { locked, open }),
            // It stays one that is missing, which is told.
            Err(PackError::WrongPassword { .. } | PackError::NotABag { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(parts)
}

fn open(zip: &Path) -> Result<ZipArchive<BufReader<File>>, PackError> {
    let file = File::open(zip).map_err(|e| disk_error(zip, e))?;
    ZipArchive::new(BufReader::new(file)).map_err(|e| refused(zip, e))
}

fn refused(path: &Path, error: ZipError) -> PackError {
    match error {
        ZipError::Io(error) => disk_error(path, error),
        ZipError::InvalidPassword => PackError::WrongPassword {
            path: path.to_owned(),
        },
        _ => PackError::NotABag {
            path: path.to_owned(),
            why: Reason::Torn,
            inside: String::new(),
        },
    }
}

fn rewrite(
    zip: &Path,
    out: &Path,
    progress: &dyn Progress,
    lock: Option<&str>,
    unlock: Option<&str>,
) -> Result<(), PackError> {
    let part = crate::part_of(out);
    let outcome = copied(zip, &part, progress, lock, unlock)
        .and_then(|()| crate::put_in_place(&part, out).map_err(|e| disk_error(out, e)))
        .and_then(|()| crate::write::sync_folder(out));
    crate::clear_failed(&part, outcome)
}

fn copied(
    zip: &Path,
    part: &Path,
    progress: &dyn Progress,
    lock: Option<&str>,
    unlock: Option<&str>,
) -> Result<(), PackError> {
    let mut archive = open(zip)?;
    let total = std::fs::metadata(zip).map_err(|e| disk_error(zip, e))?.len();
    let file = File::create(part).map_err(|e| disk_error(part, e))?;
    let mut writer = ZipWriter::new(BufWriter::new(file));
    let mut block = vec![0; BLOCK];
    let mut done = 0_u64;
    for at in 0..archive.len() {
        let (name, options) = {
            let file = archive.by_index_raw(at).map_err(|e| refused(zip, e))?;
            let stored = file.compression() == CompressionMethod::Stored;
            let method = if stored {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .large_file(file.size() >= u64::from(u32::MAX))
                .last_modified_time(file.last_modified().unwrap_or_default());
            (file.name().map_err(|e| refused(zip, e))?.into_owned(), options)
        };
        let started = match lock {
            Some(password) => {
                writer.start_file(&*name, options.with_aes_encryption(AesMode::Aes256, password))
            }
            None => writer.start_file(&*name, options),
        };
        started.map_err(|e| refused(part, e))?;
        let mut file = match unlock {
            Some(password) => archive.by_index_decrypt(at, password.as_bytes()),
            None => archive.by_index(at),
        }
        .map_err(|e| refused(zip, e))?;
        loop {
            if progress.stopped() {
                return Err(PackError::Cancelled);
            }
            let read = file.read(&mut block).map_err(|e| disk_error(zip, e))?;
            if read == 0 {
                break;
            }
            let piece = block.get(..read).unwrap_or_default();
            writer.write_all(piece).map_err(|e| disk_error(part, e))?;
            done = done.saturating_add(read as u64);
            progress.at(done.min(total), total, &name);
        }
    }
    let file = writer.finish().map_err(|e| refused(part, e))?;
    let file = file.into_inner().map_err(|e| disk_error(part, e.into_error()))?;
    file.sync_all().map_err(|e| disk_error(part, e))
}
