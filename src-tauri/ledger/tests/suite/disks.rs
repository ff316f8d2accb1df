//! A U-disk that comes back under another name is found again.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use taizhang_ledger::{Access, Ledger, Quiet};

use crate::common::{around, new_ledger};

/// A ledger whose computer has these disks, and a disk with a source of twelve files.
struct Bench {
    dir: tempfile::TempDir,
    ledger: Ledger,
    disks: Arc<Mutex<Vec<PathBuf>>>,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let disks: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
        let mut around = around("小王");
        let listed = disks.clone();
        around.disks = Arc::new(move || listed.lock().unwrap().clone());
        let ledger = Ledger::create(&dir.path().join("某局台账"), &new_ledger(), around).unwrap();
        let bench = Self { dir, ledger, disks };
        let source = bench.disk("U盘").join("照片/4月");
        fill(&source);
        bench.ledger.add_source(&source).unwrap();
        assert_eq!(bench.ledger.scan(&Quiet).unwrap().added, 12);
        bench
    }

    fn disk(&self, name: &str) -> PathBuf {
        self.dir.path().join("media").join(name)
    }

    /// Takes the disk out and puts it in again under another name.
    fn comes_back_as(&self, name: &str) {
        std::fs::rename(self.disk("U盘"), self.disk(name)).unwrap();
        self.disks.lock().unwrap().push(self.disk(name));
    }

    fn place(&self) -> (PathBuf, bool) {
        let source = self.ledger.sources().unwrap().remove(0);
        (source.path, source.connected)
    }
}

fn fill(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for n in 0..12 {
        std::fs::write(folder.join(format!("IMG_{n}.txt")), "照片".repeat(n + 1)).unwrap();
    }
}

#[test]
fn a_disk_under_another_name_is_found_again_by_its_files() {
    let bench = Bench::new();
    bench.comes_back_as("U盘1");
    let report = bench.ledger.scan(&Quiet).unwrap();
    assert_eq!(
        (
            report.unchanged,
            report.added,
            report.missing,
            report.disconnected.len()
        ),
        (12, 0, 0, 0)
    );
    assert_eq!(bench.place(), (bench.disk("U盘1").join("照片/4月"), true));
    // It is a change like any other.
    bench.ledger.undo().unwrap();
    assert_eq!(bench.place(), (bench.disk("U盘").join("照片/4月"), false));
    let dir = bench.ledger.dir().to_owned();
    drop(bench.ledger);
    Ledger::open(&dir, Access::Read, around("小李")).unwrap();
}

#[test]
fn another_disk_with_such_a_folder_is_not_taken_for_it() {
    let bench = Bench::new();
    std::fs::remove_dir_all(bench.disk("U盘")).unwrap();
    let other = bench.disk("别人的U盘");
    std::fs::create_dir_all(other.join("照片/4月")).unwrap();
    std::fs::write(other.join("照片/4月/IMG_0.txt"), "不是那一张").unwrap();
    bench.disks.lock().unwrap().push(other);
    assert_eq!(bench.ledger.scan(&Quiet).unwrap().disconnected.len(), 1);
    assert!(!bench.place().1);
}

#[test]
fn where_two_disks_have_it_a_person_has_to_say() {
    let bench = Bench::new();
    bench.comes_back_as("U盘1");
    let copy = bench.disk("备份盘");
    fill(&copy.join("照片/4月"));
    bench.disks.lock().unwrap().push(copy);
    assert_eq!(bench.ledger.scan(&Quiet).unwrap().disconnected.len(), 1);
    assert!(!bench.place().1);
}
