//! Unpacking: sound packs arrive whole, and nothing of an unsound one stays on the disk.

use std::path::Path;

use crate::support::bags::{PAYLOAD, bag, raw_zip, zipped};
use crate::support::{Quiet, small};
use taizhang_pack::{PackError, Reason, Unpacked, contents, folder_name, unpack, verify, write};

/// Unpacks bytes into `target` of a new folder; the folder shows what is left behind.
fn attempt(zip: &[u8]) -> (tempfile::TempDir, Result<Unpacked, PackError>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.zip");
    std::fs::write(&path, zip).unwrap();
    let done = unpack(&path, &folder.path().join("target"), &Quiet::default());
    (folder, done)
}

/// Asserts that a zip is refused for a reason, and that only the zip itself is there afterwards.
fn is_refused(zip: &[u8], reason: Reason) {
    let (folder, done) = attempt(zip);
    match done {
        Err(PackError::Refused { why, .. }) => assert_eq!(why, reason),
        other => panic!("{reason}: {other:?}"),
    }
    assert_eq!(names(folder.path()), ["in.zip"], "{reason}");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let entries: Vec<(&[u8], &[u8])> = entries.iter().map(|(n, b)| (n.as_bytes(), *b)).collect();
    raw_zip(&entries, 0o100_644, 1 << 11)
}

#[test]
fn a_pack_arrives_whole_and_valid() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let target = folder.path().join("收到的包");
    let done = unpack(&zip, &target, &Quiet::default()).unwrap();
    assert_eq!(done.folder, target);
    assert!(verify(&target, &Quiet::default()).unwrap().valid);
    assert_eq!(names(&target), [folder_name(&made.model)]);
    assert_eq!(names(folder.path()), ["a.zip", "收到的包"]);
    // The index is the same, read from the zip or from the folder.
    let index = contents(&zip).unwrap();
    assert_eq!(index, contents(&target).unwrap());
    assert_eq!(index.unit, made.model.unit);
    // A second time nothing is written over.
    let again = unpack(&zip, &target, &Quiet::default());
    assert!(matches!(again, Err(PackError::Exists { path }) if path == target));
}

#[test]
fn what_is_there_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("in.zip");
    std::fs::write(&zip, zipped(&bag(&PAYLOAD))).unwrap();
    let target = folder.path().join("target");
    let part = folder.path().join("target.part");
    std::fs::create_dir(&part).unwrap();
    std::fs::write(part.join("mine"), "mine").unwrap();
    let done = unpack(&zip, &target, &Quiet::default());
    assert!(matches!(done, Err(PackError::Exists { path }) if path == part));
    assert_eq!(std::fs::read(part.join("mine")).unwrap(), b"mine");
    std::fs::remove_dir_all(&part).unwrap();
    std::fs::write(&target, "a file").unwrap();
    assert!(matches!(
        unpack(&zip, &target, &Quiet::default()),
        Err(PackError::Exists { .. })
    ));
    assert_eq!(std::fs::read(&target).unwrap(), b"a file");
}

#[test]
fn names_that_lead_outside_or_fit_nowhere_are_refused() {
    let long = format!("data/{}", "名".repeat(90));
    let deep = format!("{}x", "a/".repeat(80));
    for (name, why) in [
        ("../out.txt", Reason::Outside),
        ("data/../../out.txt", Reason::Outside),
        ("/etc/passwd", Reason::Outside),
        ("C:/Windows/x", Reason::Outside),
        ("data\\..\\x", Reason::Outside),
        ("data//x", Reason::Outside),
        ("data/NUL", Reason::NotPortable),
        ("data/com1.txt", Reason::NotPortable),
        ("data/a:b", Reason::NotPortable),
        ("data/end.", Reason::NotPortable),
        ("data/end ", Reason::NotPortable),
        (long.as_str(), Reason::TooLong),
        (deep.as_str(), Reason::TooLong),
    ] {
        is_refused(&stored(&[("good.txt", b"x"), (name, b"x")]), why);
    }
}

#[test]
fn names_that_fall_together_are_refused() {
    for pair in [
        ["data/a.txt", "data/A.TXT"],
        ["data/a.txt", "data/a.txt"],
        ["data/n\u{fa}", "data/nu\u{301}"],
        ["Data/a", "data/b"],
        ["data/a", "data/a/b"],
    ] {
        let zip = stored(&[(pair[0], b"1"), (pair[1], b"2")]);
        let (folder, done) = attempt(&zip);
        assert!(
            matches!(
                done,
                Err(PackError::Refused {
                    why: Reason::Twin | Reason::Both,
                    ..
                })
            ),
            "{pair:?}: {done:?}"
        );
        assert_eq!(names(folder.path()), ["in.zip"]);
    }
}

#[test]
fn links_and_encrypted_entries_are_refused() {
    is_refused(
        &raw_zip(&[(b"data/link", b"/etc/passwd")], 0o120_777, 1 << 11),
        Reason::Link,
    );
    is_refused(&raw_zip(&[(b"data/secret", b"x")], 0o100_644, 1), Reason::Locked);
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    // Two entries that say they hold 600 MB each: too much for a zip of this size, as one or together.
    let mut zip = stored(&[("a", b"1"), ("b", b"2")]);
    let size = (600_u32 << 20).to_le_bytes();
    for at in 0..zip.len() - 4 {
        match &zip[at..at + 4] {
            b"PK\x03\x04" => zip[at + 22..at + 26].copy_from_slice(&size),
            b"PK\x01\x02" => zip[at + 24..at + 28].copy_from_slice(&size),
            _ => {}
        }
    }
    is_refused(&zip, Reason::Bomb);
    // Entries that share bytes.
    let mut twice = zipped(&bag(&PAYLOAD));
    let last = twice.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    twice[last + 42..last + 46].copy_from_slice(&0_u32.to_le_bytes());
    is_refused(&twice, Reason::Overlap);
}

#[test]
fn damaged_bytes_are_refused_and_tidied_up() {
    let mut zip = stored(&[("good.txt", b"good"), ("data/b.txt", b"twice as good")]);
    let at = zip.windows(5).position(|five| five == b"twice").unwrap();
    zip[at] = b'T';
    is_refused(&zip, Reason::Damaged);
    let whole = zipped(&bag(&PAYLOAD));
    is_refused(&whole[..whole.len() - 30], Reason::Torn);
    is_refused(b"no zip at all", Reason::NoZip);
}

#[test]
fn unpacking_can_be_stopped_and_leaves_nothing() {
    struct Stop;
    impl taizhang_pack::Progress for Stop {
        fn at(&self, _: u64, _: u64, _: &str) {}
        fn stopped(&self) -> bool {
            true
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("in.zip");
    std::fs::write(&zip, zipped(&bag(&PAYLOAD))).unwrap();
    let done = unpack(&zip, &folder.path().join("target"), &Stop);
    assert!(matches!(done, Err(PackError::Cancelled)), "{done:?}");
    assert_eq!(names(folder.path()), ["in.zip"]);
}

#[test]
fn a_bag_of_another_make_has_no_contents_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("in.zip");
    std::fs::write(&zip, zipped(&bag(&PAYLOAD))).unwrap();
    assert!(matches!(contents(&zip), Err(PackError::NotABag { .. })));
}
