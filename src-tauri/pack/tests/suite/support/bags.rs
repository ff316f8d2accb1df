//! Bags made by code, as folders and as zips that may be as wrong as wanted.

use std::io::Write as _;

use sha2::Digest as _;
use taizhang_pack::{PackError, Verdict, verify};

use super::Quiet;

pub const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

pub fn sha256(bytes: &[u8]) -> String {
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The files of a plain bag: declaration, manifest, payload.
pub fn bag(payload: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    let lines: String = payload
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes)))
        .collect();
    let mut files = vec![
        ("bagit.txt".to_owned(), DECLARED.as_bytes().to_vec()),
        ("manifest-sha256.txt".to_owned(), lines.into_bytes()),
    ];
    files.extend(
        payload
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())),
    );
    files
}

pub fn folder(files: &[(String, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// A zip of stored entries, written byte by byte so that it may be as wrong as wanted.
pub fn raw_zip(entries: &[(&[u8], &[u8])], mode: u32, flags: u16) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let (offset, crc, len) = (out.len() as u32, crc32fast::hash(bytes), bytes.len() as u32);
        let common = |out: &mut Vec<u8>| {
            for value in [20, flags, 0, 0, 0x21] {
                out.extend(value.to_le_bytes());
            }
            for value in [crc, len, len] {
                out.extend(value.to_le_bytes());
            }
            out.extend((name.len() as u16).to_le_bytes());
            out.extend(0_u16.to_le_bytes());
        };
        out.extend(b"PK\x03\x04");
        common(&mut out);
        out.extend_from_slice(name);
        out.extend_from_slice(bytes);
        central.extend(b"PK\x01\x02\x14\x03");
        common(&mut central);
        central.extend([0; 6]);
        central.extend((mode << 16).to_le_bytes());
        central.extend(offset.to_le_bytes());
        central.extend_from_slice(name);
    }
    let (at, size, count) = (out.len() as u32, central.len() as u32, entries.len() as u16);
    out.extend(central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

pub fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let entries: Vec<(&[u8], &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_bytes(), bytes.as_slice()))
        .collect();
    raw_zip(&entries, 0o100_644, 1 << 11)
}

pub fn verify_bytes(bytes: &[u8]) -> Result<Verdict, PackError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    verify(file.path(), &Quiet::default())
}

pub fn codes(verdict: &Verdict) -> Vec<String> {
    let mut codes: Vec<String> = verdict
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.code, problem.path))
        .collect();
    codes.sort();
    codes
}

/// The same files as a folder and as a zip: the verdict has to be the same.
pub fn both(files: &[(String, Vec<u8>)]) -> Verdict {
    let folder = folder(files);
    let by_folder = verify(folder.path(), &Quiet::default()).unwrap();
    let by_zip = verify_bytes(&zipped(files)).unwrap();
    assert_eq!(codes(&by_folder), codes(&by_zip));
    assert_eq!(by_folder.valid, by_zip.valid);
    by_folder
}

pub fn set(files: &mut Vec<(String, Vec<u8>)>, path: &str, bytes: &[u8]) {
    files.retain(|(name, _)| name != path);
    files.push((path.to_owned(), bytes.to_vec()));
}

pub const PAYLOAD: [(&str, &[u8]); 2] = [("data/一.jpg", b"one"), ("data/b/two.txt", b"two two")];
