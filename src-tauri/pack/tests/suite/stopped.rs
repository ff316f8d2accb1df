//! The writer when things go wrong: it says what, and leaves nothing behind.

use crate::support;

use std::io::Read;
use std::path::Path;

use support::{Made, Quiet, small};
#[cfg(target_os = "linux")]
use support::{have, noise, run};
#[cfg(target_os = "linux")]
use taizhang_model::kind::Kind;
#[cfg(target_os = "linux")]
use taizhang_model::status::State;
use taizhang_pack::{Entry, Material, PackError, write};

#[test]
fn a_paper_marked_as_secret_is_refused_by_the_writer_itself() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("包.zip");
    for (mark, name) in [(Some("秘密★1年"), "通知.docx"), (None, "绝密 通知.docx")] {
        let mut made = small();
        made.model.entries[0].secrecy = mark.map(str::to_owned);
        made.model.entries[0].original_name = name.to_owned();
        assert!(matches!(
            write(&made.model, &made.material, &zip, &Quiet::default()),
            Err(PackError::Secret { names }) if names.len() == 1
        ));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let mut made = small();
    made.model.entries[0].secrecy = Some("内部".to_owned());
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
}

fn refused(made: &Made, check: impl Fn(&PackError) -> bool) {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("a.zip");
    let error = write(&made.model, &made.material, &zip, &Quiet::default()).unwrap_err();
    assert!(check(&error), "{error:?}");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing is left behind"
    );
}

#[test]
fn a_changed_original_stops_the_pack() {
    let is_changed = |e: &PackError| matches!(e, PackError::Changed { name } if name.contains("IMG_0070"));
    let path = "素材/0002/IMG_0070.JPG";
    let mut same_size = small();
    same_size.material.files.get_mut(path).unwrap()[7] ^= 1;
    refused(&same_size, is_changed);
    let mut longer = small();
    longer.material.files.get_mut(path).unwrap().push(0);
    refused(&longer, is_changed);
    let mut shorter = small();
    shorter.material.files.get_mut(path).unwrap().pop();
    refused(&shorter, is_changed);
    let mut last = small();
    last.material
        .files
        .get_mut("素材/0004/空文件.dat")
        .unwrap()
        .push(1);
    refused(&last, |e| matches!(e, PackError::Changed { .. }));
}

#[test]
fn a_vanished_original_stops_the_pack() {
    let mut made = small();
    made.material.files.remove("素材/0002/IMG_0070.JPG");
    refused(
        &made,
        |e| matches!(e, PackError::Original { name, .. } if name.contains("IMG_0070")),
    );
}

#[test]
fn an_original_that_breaks_while_read_stops_the_pack() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("bad sector"))
        }
    }
    struct Disk;
    impl Material for Disk {
        fn open(&self, _: &Entry) -> std::io::Result<Box<dyn Read + Send>> {
            Ok(Box::new(Broken))
        }
        fn thumbnail(&self, _: &Entry) -> Option<Vec<u8>> {
            None
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let error = write(
        &small().model,
        &Disk,
        &folder.path().join("a.zip"),
        &Quiet::default(),
    )
    .unwrap_err();
    assert!(matches!(error, PackError::Original { .. }), "{error:?}");
}

#[test]
fn cancelling_leaves_nothing() {
    let made = small();
    for stop_after in 0..11 {
        let folder = tempfile::tempdir().unwrap();
        let zip = folder.path().join("a.zip");
        std::fs::write(&zip, "an older pack").unwrap();
        let quiet = Quiet {
            stop_after: Some(stop_after),
            ..Quiet::default()
        };
        let error = write(&made.model, &made.material, &zip, &quiet).unwrap_err();
        assert!(matches!(error, PackError::Cancelled), "{error:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(
            std::fs::read_to_string(&zip).unwrap(),
            "an older pack",
            "what stood there stays"
        );
    }
}

#[test]
fn an_unwritable_place_is_named() {
    let made = small();
    let error = write(
        &made.model,
        &made.material,
        Path::new("/nonexistent/x/a.zip"),
        &Quiet::default(),
    )
    .unwrap_err();
    assert!(
        matches!(error, PackError::Io { ref path, .. } if path.starts_with("/nonexistent")),
        "{error:?}"
    );
}

/// Mounts a small disk; needs root.
#[cfg(target_os = "linux")]
struct SmallDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        have(
            "mount",
            &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs", path],
        )
        .then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a child that another test is just starting may hold a file of this disk until
        // its exec.
        let path = self.0.path().to_str().unwrap();
        run("umount", &["-l", path], Path::new("/"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_and_leaves_nothing() {
    // Full in the middle of a held file, in the middle of a streamed one, and only at the index.
    for (size, lengths) in [
        ("1m", vec![600_000; 4]),
        ("8m", vec![40_000_000]),
        ("64k", vec![60_000]),
    ] {
        let Some(disk) = SmallDisk::mount(size) else {
            return;
        };
        let mut made = Made::new();
        made.indicator(1, "1", "照片", State::Met);
        for (seed, len) in lengths.into_iter().enumerate() {
            let entry = made.file("a.jpg", "jpeg", Kind::Photo, None, noise(seed as u64, len));
            made.link(entry, None);
        }
        let zip = disk.0.path().join("a.zip");
        let error = write(&made.model, &made.material, &zip, &Quiet::default()).unwrap_err();
        assert!(matches!(error, PackError::DiskFull { .. }), "{size}: {error:?}");
        assert_eq!(std::fs::read_dir(disk.0.path()).unwrap().count(), 0, "{size}");
    }
}
