//! A ledger with one source, and files in it whose times are told apart whatever the file system keeps.

// Each test program uses a part of it, and clippy does not know that it is a test.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use taizhang_ledger::{Import, Item, ItemFilter, Ledger, Progress, Quiet, ScanReport, Subject};
use taizhang_model::kind::Kind;

use crate::common;

pub struct World {
    pub dir: tempfile::TempDir,
    pub ledger: Ledger,
    /// The source's folder.
    pub root: PathBuf,
}

impl World {
    pub fn new() -> Self {
        let (dir, ledger) = common::ledger();
        let root = dir.path().join("素材");
        std::fs::create_dir(&root).unwrap();
        ledger.add_source(&root).unwrap();
        Self { dir, ledger, root }
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        write(&self.root.join(path), bytes.as_ref())
    }

    pub fn scan(&self) -> ScanReport {
        self.ledger.scan(&Quiet).unwrap()
    }

    /// All items, junk too, by path.
    pub fn items(&self) -> Vec<Item> {
        items(&self.ledger)
    }

    /// The item that lies at a path.
    pub fn at(&self, path: &str) -> Item {
        let id = self.ledger.find_item(path).unwrap();
        self.ledger.items_by_id(&[id]).unwrap().remove(0)
    }

    /// Links the item at a path to an indicator; makes the checklist first.
    pub fn link(&self, path: &str) -> String {
        self.ledger
            .import_draft(&common::draft(), &Import::default())
            .unwrap();
        let target = self.ledger.target("1.1").unwrap();
        let id = self.ledger.find_item(path).unwrap();
        self.ledger
            .link(&[Subject::Item(id.clone())], &target, None, None)
            .unwrap();
        id
    }
}

pub fn items(ledger: &Ledger) -> Vec<Item> {
    let filter = ItemFilter {
        kinds: Kind::ALL.to_vec(),
        sort: taizhang_ledger::Sort::Path,
        ..ItemFilter::default()
    };
    ledger.items(&filter).unwrap().1
}

pub fn paths(item: &Item) -> Vec<&str> {
    item.locations.iter().map(|place| place.path.as_str()).collect()
}

/// Writes a file with a time of its own, to the nanosecond.
pub fn write(path: &Path, bytes: &[u8]) -> PathBuf {
    static NOW: AtomicU64 = AtomicU64::new(1);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    let n = NOW.fetch_add(1, Ordering::Relaxed);
    let time =
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_770_000_001 + 60 * n) + Duration::from_millis(123);
    let file = std::fs::File::options().append(true).open(path).unwrap();
    file.set_modified(time).unwrap();
    path.to_owned()
}

/// The counts of a report that are not zero, as text.
pub fn counts(report: &ScanReport) -> String {
    [
        ("added", report.added),
        ("changed", report.changed),
        ("moved", report.moved),
        ("missing", report.missing),
        ("unchanged", report.unchanged),
        ("errors", report.errors.len() as u64),
    ]
    .iter()
    .filter(|(_, n)| *n > 0)
    .map(|(name, n)| format!("{name} {n}"))
    .collect::<Vec<_>>()
    .join(", ")
}

/// Stops after so many questions.
pub struct StopAfter(pub AtomicU64);

impl Progress for StopAfter {
    fn at(&self, _: &'static str, _: u64, _: u64, _: &'static str, _: &str) {}

    fn stopped(&self) -> bool {
        let left = self.0.load(Ordering::SeqCst);
        if left > 0 {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
        left == 0
    }
}

/// A small JPEG that no other number gives.
pub fn jpeg(n: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(48, 32, |x, y| {
        image::Rgb([(x * 5 + n) as u8, (y * 7) as u8, (n >> 3) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let mut bytes = bytes.into_inner();
    // What follows the end of a picture is not read, but is hashed.
    bytes.extend(n.to_le_bytes());
    bytes
}

pub fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(5, 4)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A JPEG whose EXIF tells when it was taken (`2026:04:03 09:14:22`) and that it was taken on its side.
pub fn dated(n: u32, taken: &str) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    // Orientation 6, and the pointer to the EXIF directory behind this one.
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    tiff.extend(b"\x69\x87\x04\0\x01\0\0\0\x26\0\0\0");
    tiff.extend([0; 4]);
    tiff.extend(b"\x01\0\x03\x90\x02\0\x14\0\0\0\x38\0\0\0\0\0\0\0");
    tiff.extend(taken.as_bytes());
    tiff.push(0);
    let mut bytes = jpeg(n);
    let mut block = b"\xff\xe1".to_vec();
    block.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    block.extend(b"Exif\0\0");
    block.extend(tiff);
    bytes.splice(2..2, block);
    bytes
}
