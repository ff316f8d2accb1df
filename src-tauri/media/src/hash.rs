//! The one read of a file: SHA-256 of all bytes, and its first bytes for the facts.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use sha2::Digest;
use taizhang_model::id::Sha256;

use crate::open::open;

/// How many first bytes are kept for the header facts.
pub const HEAD: usize = 256 * 1024;

/// How many bytes one system call reads.
const BLOCK: usize = 1024 * 1024;

thread_local! {
    // One block per thread, whatever the number of files.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What one read gives.
#[derive(Debug, Clone)]
pub struct Hashed {
    /// Hash of all bytes.
    pub sha256: Sha256,
    /// How many bytes were read.
    pub bytes: u64,
    /// The first [`HEAD`] bytes.
    pub head: Vec<u8>,
}

/// Reads a file once from begin to end, for reading only. `stop` is asked between blocks; when it answers
/// `true` the error's kind is `Interrupted`.
pub fn hash(path: &Path, stop: &dyn Fn() -> bool) -> io::Result<Hashed> {
    let mut file = open(path)?;
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(BLOCK, 0);
        hash_from(&mut file, buffer, stop)
    })
}

fn hash_from(reader: &mut dyn Read, buffer: &mut [u8], stop: &dyn Fn() -> bool) -> io::Result<Hashed> {
    let mut hasher = sha2::Sha256::new();
    let mut bytes = 0_u64;
    let mut head = Vec::new();
    loop {
        if stop() {
            return Err(io::Error::new(ErrorKind::Interrupted, "stopped while reading"));
        }
        let read = match reader.read(buffer) {
            Ok(read) => read,
            // A signal, not the caller's stop: try again.
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let block = buffer.get(..read).unwrap_or_default();
        if block.is_empty() {
            break;
        }
        hasher.update(block);
        bytes += block.len() as u64;
        let wanted = (HEAD - head.len()).min(block.len());
        head.extend_from_slice(block.get(..wanted).unwrap_or_default());
    }
    Ok(Hashed {
        sha256: Sha256(hasher.finalize().into()),
        bytes,
        head,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn hash_is_sha256_and_the_head_is_the_begin() {
        let empty = hash(written(b"").path(), &|| false).unwrap();
        assert_eq!(
            empty.sha256.to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!((empty.bytes, empty.head.len()), (0, 0));
        let abc = hash(written(b"abc").path(), &|| false).unwrap();
        assert_eq!(
            abc.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(abc.head, b"abc");
    }

    #[test]
    fn a_file_of_several_blocks_keeps_only_its_head() {
        let bytes: Vec<u8> = (0..BLOCK * 2 + 17).map(|i| (i % 251) as u8).collect();
        let hashed = hash(written(&bytes).path(), &|| false).unwrap();
        assert_eq!(hashed.bytes, bytes.len() as u64);
        assert_eq!(hashed.head, bytes[..HEAD]);
        assert_eq!(hashed.sha256.0, <[u8; 32]>::from(sha2::Sha256::digest(&bytes)));
    }

    #[test]
    fn a_stop_is_an_interruption_and_a_missing_file_is_not_found() {
        let error = hash(written(b"abc").path(), &|| true).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Interrupted);
        let error = hash(Path::new("no/such/file"), &|| false).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }

    #[test]
    fn a_signal_during_a_read_is_not_a_stop() {
        struct Signalled(u8);
        impl Read for Signalled {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                match self.0 {
                    1 => Err(ErrorKind::Interrupted.into()),
                    2 => {
                        buffer[..3].copy_from_slice(b"abc");
                        Ok(3)
                    }
                    _ => Ok(0),
                }
            }
        }
        let hashed = hash_from(&mut Signalled(0), &mut [0; 8], &|| false).unwrap();
        assert_eq!(hashed.head, b"abc");
    }
}
