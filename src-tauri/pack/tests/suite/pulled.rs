//! The disk that a pack is written to goes away in the middle: a folder that is moved away stands for its mount point.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use taizhang_model::kind::Kind;
use taizhang_pack::{PackError, Progress, write};

use crate::support::{Made, noise};

/// Takes the disk out once half of the bytes are written.
struct Pulled {
    disk: PathBuf,
    elsewhere: PathBuf,
    out: AtomicBool,
}

impl Progress for Pulled {
    fn at(&self, done: u64, total: u64, _name: &str) {
        if done > total / 2 && !self.out.swap(true, Ordering::Relaxed) {
            std::fs::rename(&self.disk, &self.elsewhere).unwrap();
        }
    }

    fn stopped(&self) -> bool {
        false
    }
}

#[test]
fn a_pack_on_a_disk_that_was_pulled_out_is_told_as_not_written() {
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("U盘");
    std::fs::create_dir(&disk).unwrap();
    let mut made = Made::new();
    made.indicator(1, "1", "创建活动", taizhang_model::status::State::Met);
    for n in 0..8 {
        let entry = made.file(
            &format!("照片{n}.jpg"),
            "jpeg",
            Kind::Photo,
            None,
            noise(n, 700_000),
        );
        made.link(entry, None);
    }
    let pulled = Pulled {
        disk: disk.clone(),
        elsewhere: home.path().join("拔出"),
        out: AtomicBool::new(false),
    };
    let zip = disk.join("迎检包.zip");
    let refused = write(&made.model, &made.material, &zip, &pulled).unwrap_err();
    assert!(pulled.out.load(Ordering::Relaxed));
    assert!(
        matches!(&refused, PackError::Io { path, .. } if *path == zip),
        "{refused:?}"
    );
    // What lies on the disk never has the name of a finished pack, and nothing was left where the disk had been.
    assert!(!pulled.elsewhere.join("迎检包.zip").exists());
    assert!(!disk.exists());
}
