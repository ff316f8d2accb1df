//! Names, files and folders as they come, and what a scan must never do to them.

// Clippy does not know that what the tests share is a test.

use crate::common;
use crate::material;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use taizhang_ledger::{Access, Ledger, LedgerError, Presence, Quiet};
use taizhang_model::kind::Kind;

use common::around;
#[cfg(unix)]
use material::counts;
use material::{StopAfter, World, jpeg, png};

#[test]
fn any_name_is_indexed_and_found_again() {
    let world = World::new();
    let long = format!("{}.txt", "长".repeat(80));
    let longest = format!("{}.jpg", "n".repeat(200));
    let mut names = vec![
        "🎉国庆🎉.jpg".to_owned(),
        "CON".to_owned(),
        "NUL.txt".to_owned(),
        "% _\\'\"?*.txt".to_owned(),
        ".hidden.txt".to_owned(),
        " 前后空格 ".to_owned(),
        "换\n行.txt".to_owned(),
        long,
        longest,
    ];
    if cfg!(windows) {
        names
            .retain(|name| !name.contains(['?', '\n', '\\']) && !["CON", "NUL.txt"].contains(&name.as_str()));
        names.retain(|name| !name.ends_with(' '));
    } else {
        names.push("尾点...".to_owned());
    }
    for (n, name) in names.iter().enumerate() {
        world.write(&format!("夹/{name}"), format!("内容 {n}"));
    }
    let report = world.scan();
    assert_eq!(report.added, names.len() as u64);
    for name in &names {
        let item = world.at(&format!("夹/{name}"));
        assert_eq!(&item.title, name);
        let path = world.ledger.item_path(&item.id).unwrap();
        assert_eq!(path, world.root.join("夹").join(name));
    }
    assert_eq!(world.scan().unchanged, names.len() as u64);
}

/// Names that another system wrote to a U-disk, or that lie too deep for Windows' plain form of a path.
#[cfg(windows)]
#[test]
fn what_windows_itself_would_not_name_is_indexed_and_read() {
    let world = World::new();
    let verbatim = std::fs::canonicalize(&world.root).unwrap();
    let mut deep = verbatim.clone();
    for _ in 0..5 {
        deep.push("很深的文件夹".repeat(10));
    }
    std::fs::create_dir_all(&deep).unwrap();
    for (n, path) in ["con.txt", "aux", "尾点.", "尾空格 "]
        .map(|name| verbatim.join(name))
        .into_iter()
        .enumerate()
    {
        std::fs::write(path, format!("内容 {n}")).unwrap();
    }
    std::fs::write(deep.join("通知.txt"), "关于植树的通知").unwrap();
    assert!(deep.to_string_lossy().chars().count() > 260);
    let report = world.scan();
    assert_eq!((report.added, report.errors.len()), (5, 0), "{report:?}");
    assert_eq!(world.scan().unchanged, 5);
}

/// A folder that Windows keeps for itself, by its real attributes.
#[cfg(windows)]
#[test]
fn folders_of_the_system_are_left_alone_and_merely_hidden_ones_are_not() {
    let world = World::new();
    world.write("系统/a.txt", "甲");
    world.write("隐藏/b.txt", "乙");
    for (name, attributes) in [("系统", &["+h", "+s"][..]), ("隐藏", &["+h"][..])] {
        // One at a time: of several in one line wine takes the last.
        for attribute in attributes {
            let set = std::process::Command::new("attrib")
                .arg(attribute)
                .arg(world.root.join(name))
                .status()
                .unwrap();
            assert!(set.success());
        }
    }
    assert_eq!(world.scan().added, 1);
    world.at("隐藏/b.txt");
}

#[cfg(unix)]
#[test]
fn names_that_are_no_unicode_are_kept_to_the_byte() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let name = std::ffi::OsStr::from_bytes(b"\xd6\xf7\xcc\xe2.txt");
    let path = material::write(&world.root.join(name), b"GBK");
    let report = world.scan();
    assert_eq!(counts(&report), "added 1");
    let item = world.items().remove(0);
    // Shown as the text that the bytes are in GBK; the path stays as it is.
    assert_eq!(item.title, "主题.txt");
    assert_eq!(world.ledger.item_path(&item.id).unwrap(), path);
    assert_eq!(world.ledger.find_item(&item.locations[0].path).unwrap(), item.id);
    assert_eq!(counts(&world.scan()), "unchanged 1");
}

#[test]
fn broken_pictures_are_errors_of_their_own_and_stop_nothing() {
    let world = World::new();
    world.write("空.jpg", "");
    let whole = jpeg(1);
    world.write("截断.jpg", &whole[..whole.len() / 2]);
    world.write("其实是图.jpg", png());
    world.write("好.jpg", jpeg(2));
    let report = world.scan();
    assert_eq!((report.files, report.added), (4, 4));
    let codes: BTreeMap<&str, &str> = report
        .errors
        .iter()
        .map(|error| (error.path.as_str(), error.code.as_str()))
        .collect();
    assert_eq!(codes.get("空.jpg"), Some(&"empty"));
    assert!(!codes.contains_key("好.jpg"), "{codes:?}");
    let other = world.at("其实是图.jpg");
    assert_eq!((other.format.as_str(), other.kind), ("png", Kind::Photo));
    assert!(
        world
            .ledger
            .item(&other.id)
            .unwrap()
            .item
            .doubts
            .iter()
            .any(|doubt| doubt == "extension_differs")
    );
    // It is still so at the next scan, although nothing is read.
    let again = world.scan();
    assert_eq!((again.bytes, again.errors.len()), (0, report.errors.len()));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_their_loops_are_not_followed() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.write("a.txt", "内容");
    let outside = world.dir.path().join("外面");
    material::write(&outside.join("秘密.txt"), b"x");
    symlink(&outside, world.root.join("链接")).unwrap();
    symlink(outside.join("秘密.txt"), world.root.join("链接.txt")).unwrap();
    symlink(&world.root, world.root.join("环")).unwrap();
    symlink("没有", world.root.join("断")).unwrap();
    let pipe = world.root.join("管道");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let report = world.scan();
    assert_eq!((report.files, report.errors.len()), (1, 0));
}

#[test]
fn system_folders_unfinished_files_and_ledgers_are_not_walked() {
    let world = World::new();
    for path in [
        ".git/a.txt",
        "$RECYCLE.BIN/a.txt",
        "System Volume Information/a.txt",
        "包.zip.part",
        "~$方案.docx",
    ] {
        world.write(path, path);
    }
    let inside = world.root.join("另一本台账");
    let other = Ledger::create(&inside, &common::new_ledger(), around("小李")).unwrap();
    material::write(&inside.join("exports/包.zip"), b"PK");
    world.write("exports/留下.txt", "留下");
    let report = world.scan();
    assert_eq!(report.files, 1, "{:?}", world.items());
    drop(other);
}

#[test]
fn a_ledger_inside_its_own_source_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = Ledger::create(&dir.path().join("台账"), &common::new_ledger(), around("小王")).unwrap();
    material::write(&dir.path().join("a.txt"), b"a");
    ledger.add_source(dir.path()).unwrap();
    let report = ledger.scan(&Quiet).unwrap();
    assert_eq!((report.files, report.added), (1, 1));
    assert_eq!(ledger.scan(&Quiet).unwrap().unchanged, 1);
}

/// Every file below a folder with its bytes and time.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                all.insert(path.clone(), (Vec::new(), time));
                folders.push(path);
            } else {
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                all.insert(path.clone(), (fs::read(&path).unwrap(), time));
            }
        }
    }
    all
}

#[test]
fn originals_are_left_as_they_are() {
    let world = World::new();
    for n in 0..20 {
        world.write(&format!("{}/{n}.jpg", n % 3), jpeg(n));
    }
    let before = snapshot(&world.root);
    world.scan();
    world.scan();
    let id = world.link("0/0.jpg");
    world.ledger.item_path(&id).unwrap();
    assert_eq!(snapshot(&world.root), before);
}

#[test]
fn a_stopped_scan_keeps_what_it_found_and_the_next_one_goes_on() {
    let world = World::new();
    for n in 0..300 {
        world.write(&format!("{n}.txt"), format!("内容 {n}"));
    }
    for questions in [0, 1, 5, 50] {
        let stopped = world.ledger.scan(&StopAfter(questions.into()));
        assert!(
            matches!(stopped, Err(LedgerError::Cancelled)),
            "{questions}: {stopped:?}"
        );
    }
    let found = world.items();
    assert_eq!(found.len(), 300);
    let read = found.iter().filter(|item| !item.sha256.is_empty()).count();
    assert!(read < 300);
    assert!(found.iter().all(|item| item.presence == Presence::Present));
    let report = world.scan();
    assert_eq!(report.added + report.unchanged, 300);
    assert_eq!(report.unchanged, read as u64);
    let ids: Vec<String> = world.items().into_iter().map(|item| item.id).collect();
    assert_eq!(ids, found.into_iter().map(|item| item.id).collect::<Vec<_>>());
}

#[test]
fn an_index_that_was_thrown_away_is_built_again() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.write("b/a.jpg", jpeg(1));
    world.write("c.txt", "内容");
    world.scan();
    let before = world.items();
    let (dir, at) = (world.dir, world.ledger.dir().to_owned());
    world.ledger.close().unwrap();
    fs::remove_dir_all(at.join("cache")).unwrap();
    let ledger = Ledger::open(&at, Access::Write, around("小王")).unwrap();
    assert!(
        material::items(&ledger)
            .iter()
            .all(|item| item.format.is_empty() && !item.sha256.is_empty())
    );
    let report = ledger.scan(&Quiet).unwrap();
    assert_eq!((report.added, report.changed, report.missing), (0, 0, 0));
    assert!(report.bytes > 0);
    assert_eq!(material::items(&ledger), before);
    assert_eq!(ledger.scan(&Quiet).unwrap().bytes, 0);
    drop(dir);
}

#[test]
fn a_read_only_ledger_shows_items_and_is_not_scanned() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.scan();
    let reader = Ledger::open(world.ledger.dir(), Access::Read, around("小李")).unwrap();
    assert_eq!(material::items(&reader), world.items());
    assert!(matches!(reader.scan(&Quiet), Err(LedgerError::ReadOnly { .. })));
    assert!(matches!(
        reader.add_source(world.dir.path()),
        Err(LedgerError::ReadOnly { .. } | LedgerError::SourceOverlap { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_keeps_what_was_known_below_it() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    let file = world.write("锁/a.txt", "内容");
    world.write("b.txt", "另一个");
    world.scan();
    let folder = world.root.join("锁");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&folder).is_ok() {
        eprintln!("SKIPPED: permissions do not bind this user (root)");
        return;
    }
    let report = world.scan();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(
        (report.missing, report.errors[0].code.as_str()),
        (0, "unreadable")
    );
    assert_eq!(world.at("锁/a.txt").presence, Presence::Present);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    world.write("c.txt", "c");
    fs::set_permissions(world.root.join("c.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let report = world.scan();
    assert_eq!(
        report.errors.len(),
        1,
        "a known file need not be read: {:?}",
        report.errors
    );
    assert_eq!(world.at("c.txt").error.unwrap().0, "unreadable");
    fs::set_permissions(world.root.join("c.txt"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(world.scan().errors.is_empty());
    assert_eq!(world.at("c.txt").error, None);
}

/// Takes a file away as soon as its bytes are to be read.
struct TakeAway(PathBuf);

impl taizhang_ledger::Progress for TakeAway {
    fn at(&self, _: &'static str, _: u64, _: u64, _: &'static str, _: &str) {}

    fn stopped(&self) -> bool {
        // The first question comes before the walk has listed anything.
        static ASKED: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        if ASKED.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 2 == 1 && self.0.exists() {
            fs::remove_file(&self.0).unwrap();
        }
        false
    }
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_an_error_of_its_own() {
    let world = World::new();
    let new = world.write("转瞬.txt", "内容");
    let report = world.ledger.scan(&TakeAway(new)).unwrap();
    assert_eq!((report.added, report.errors[0].code.as_str()), (0, "vanished"));
    assert_eq!(report.errors[0].path, "转瞬.txt");
    // Nobody ever saw its bytes, and nothing is linked to it.
    assert_eq!(world.items(), []);
    assert!(world.scan().errors.is_empty());
}
