//! Packages signed by Debian's minisign with keys made here.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::Command;

use taizhang_update::{Key, UpdateError, Verdict, Version, check};

const SYSTEM: &str = "windows-x64";

/// A publisher with a key of their own.
struct Publisher {
    dir: tempfile::TempDir,
}

impl Publisher {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let made = Command::new("minisign")
            .args(["-G", "-W", "-p", "key.pub", "-s", "key"])
            .current_dir(&dir)
            .output()
            .unwrap_or_else(|e| panic!("minisign is needed (apt install minisign): {e}"));
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { dir }
    }

    fn key(&self) -> Key {
        Key::read(&std::fs::read_to_string(self.dir.path().join("key.pub")).unwrap()).unwrap()
    }

    fn sign(&self, package: &Path, comment: &str) {
        let signed = Command::new("minisign")
            .arg("-S")
            .arg("-s")
            .arg(self.dir.path().join("key"))
            .args(["-t", comment, "-m"])
            .arg(package)
            .output()
            .unwrap();
        assert!(
            signed.status.success(),
            "{}",
            String::from_utf8_lossy(&signed.stderr)
        );
    }
}

/// A package with a Chinese name, signed as `comment` says.
fn package(publisher: &Publisher, comment: &str) -> (tempfile::TempDir, PathBuf) {
    let disk = tempfile::tempdir().unwrap();
    let path = disk.path().join("迎检台账 0.2.0 安装包.exe");
    std::fs::write(&path, vec![7_u8; 3 << 20]).unwrap();
    publisher.sign(&path, comment);
    (disk, path)
}

fn verdict(path: &Path, key: &Key) -> Verdict {
    check(path, key, &Version::read("0.1.0").unwrap(), SYSTEM)
        .unwrap()
        .0
}

#[test]
fn a_newer_release_of_the_publisher_may_be_installed_and_an_older_one_not() {
    let publisher = Publisher::new();
    for (comment, expected) in [
        ("taizhang 0.2.0 windows-x64", Verdict::Newer),
        ("taizhang 0.1.0 windows-x64", Verdict::Same),
        ("taizhang 0.0.9 windows-x64", Verdict::Older),
        ("taizhang 0.2.0 linux-arm64", Verdict::OtherSystem),
    ] {
        let (_disk, path) = package(&publisher, comment);
        let (found, release) =
            check(&path, &publisher.key(), &Version::read("0.1.0").unwrap(), SYSTEM).unwrap();
        assert_eq!(found, expected, "{comment}");
        assert!(found.is_genuine());
        let release = release.unwrap();
        assert_eq!(
            format!("taizhang {} {}", release.version, release.system),
            comment
        );
    }
    assert!(
        Verdict::Newer.may_install() && !Verdict::Older.may_install() && !Verdict::OtherSystem.may_install()
    );
}

#[test]
fn one_altered_byte_is_seen() {
    let publisher = Publisher::new();
    let (_disk, path) = package(&publisher, "taizhang 0.2.0 windows-x64");
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(verdict(&path, &publisher.key()), Verdict::Altered);
}

#[test]
fn another_publisher_s_signature_counts_for_nothing() {
    let (ours, theirs) = (Publisher::new(), Publisher::new());
    let (_disk, path) = package(&theirs, "taizhang 9.0.0 windows-x64");
    assert_eq!(verdict(&path, &ours.key()), Verdict::OtherKey);
}

#[test]
fn what_the_signature_says_can_t_be_changed() {
    let publisher = Publisher::new();
    let (_disk, path) = package(&publisher, "taizhang 0.0.9 windows-x64");
    let beside = PathBuf::from(format!("{}.minisig", path.display()));
    let text = std::fs::read_to_string(&beside).unwrap();
    std::fs::write(&beside, text.replace("0.0.9", "9.0.0")).unwrap();
    let found = verdict(&path, &publisher.key());
    assert!(!found.is_genuine(), "{found:?}");
}

#[test]
fn without_a_signature_of_a_release_nothing_is_installed() {
    let publisher = Publisher::new();
    let (_disk, path) = package(&publisher, "timestamp:1 file:something else");
    assert_eq!(verdict(&path, &publisher.key()), Verdict::NoSignature);
    let beside = PathBuf::from(format!("{}.minisig", path.display()));
    std::fs::write(&beside, "这不是签名").unwrap();
    assert_eq!(verdict(&path, &publisher.key()), Verdict::NoSignature);
    std::fs::remove_file(&beside).unwrap();
    assert_eq!(verdict(&path, &publisher.key()), Verdict::Unsigned);
    std::fs::remove_file(&path).unwrap();
    let gone = check(&path, &publisher.key(), &Version::read("0.1.0").unwrap(), SYSTEM);
    assert!(matches!(gone, Err(UpdateError::Io { .. })));
}

#[test]
fn a_key_is_read_from_its_file_or_from_its_line() {
    let publisher = Publisher::new();
    let text = std::fs::read_to_string(publisher.dir.path().join("key.pub")).unwrap();
    assert!(Key::read(&text).is_ok());
    assert!(Key::read(text.lines().nth(1).unwrap()).is_ok());
    assert!(matches!(Key::read("不是公钥"), Err(UpdateError::BadKey)));
}
