//! The ledger folder: made, opened, locked, backed up, refused.

use crate::common;

use taizhang_ledger::{Access, Ledger, LedgerError, Quiet};

use common::{around, ledger, new_ledger};

#[test]
fn a_new_ledger_has_one_empty_checklist_and_closes_to_one_file() {
    let (_dir, ledger) = ledger();
    let path = ledger.dir().to_owned();
    let checklists = ledger.checklists().unwrap();
    assert_eq!(checklists.len(), 1);
    assert!(checklists[0].current);
    assert_eq!(checklists[0].title, "省级文明单位创建");
    assert_eq!(checklists[0].inspection, Some("2026-12-12".parse().unwrap()));
    assert_eq!(ledger.unit().unwrap(), "某县交通运输局");
    ledger.close().unwrap();
    let names: Vec<String> = std::fs::read_dir(&path)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        !names.iter().any(|n| n.ends_with("-wal") || n.ends_with("-shm")),
        "{names:?}"
    );
    // The one file alone is the ledger.
    let copy = path.parent().unwrap().join("U盘");
    std::fs::create_dir(&copy).unwrap();
    std::fs::copy(path.join("ledger.sqlite"), copy.join("ledger.sqlite")).unwrap();
    let again = Ledger::open(&copy, Access::Write, around("小李")).unwrap();
    assert_eq!(again.unit().unwrap(), "某县交通运输局");
}

#[test]
fn a_folder_with_something_in_it_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("别人的.docx"), "x").unwrap();
    let refused = Ledger::create(dir.path(), &new_ledger(), around("小王"));
    assert!(matches!(refused, Err(LedgerError::NotEmpty { .. })));
    let none = Ledger::open(dir.path(), Access::Write, around("小王"));
    assert!(matches!(none, Err(LedgerError::NotALedger { .. })));
}

#[test]
fn a_second_program_is_told_who_writes_and_may_read() {
    let (_dir, first) = ledger();
    let busy = Ledger::open(first.dir(), Access::Write, around("小李")).unwrap_err();
    let LedgerError::Busy { holder, .. } = busy else {
        panic!("{busy:?}")
    };
    assert_eq!((holder.who.as_str(), holder.host.as_str()), ("小王", "测试机"));
    let second = Ledger::open(first.dir(), Access::WriteOrRead, around("小李")).unwrap();
    assert!(second.read_only());
    assert!(matches!(
        second.read_only_reason(),
        Some(LedgerError::Busy { .. })
    ));
    assert!(matches!(
        second.set_unit("别的局"),
        Err(LedgerError::ReadOnly { .. })
    ));
    first.set_unit("某县交通局").unwrap();
    assert_eq!(second.unit().unwrap(), "某县交通局");
    let dir = first.dir().to_owned();
    first.close().unwrap();
    drop(second);
    assert!(
        !Ledger::open(&dir, Access::Write, around("小李"))
            .unwrap()
            .read_only()
    );
}

#[test]
fn a_newer_ledger_is_refused_and_left_as_it_is() {
    let (_dir, ledger) = ledger();
    let dir = ledger.dir().to_owned();
    ledger.close().unwrap();
    let file = dir.join("ledger.sqlite");
    rusqlite::Connection::open(&file)
        .unwrap()
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let before = std::fs::read(&file).unwrap();
    let refused = Ledger::open(&dir, Access::WriteOrRead, around("小王")).unwrap_err();
    assert!(
        matches!(refused, LedgerError::Newer { found: 999, .. }),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn something_else_named_ledger_is_called_damaged() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ledger.sqlite"), "这不是数据库".repeat(1000)).unwrap();
    let refused = Ledger::open(dir.path(), Access::Write, around("小王")).unwrap_err();
    assert!(matches!(refused, LedgerError::Damaged { .. }), "{refused:?}");
}

#[test]
fn a_damaged_cache_is_made_anew() {
    let (_dir, ledger) = ledger();
    let dir = ledger.dir().to_owned();
    ledger.close().unwrap();
    for name in ["index.sqlite", "thumbs.sqlite"] {
        std::fs::write(dir.join("cache").join(name), "坏了").unwrap();
    }
    let ledger = Ledger::open(&dir, Access::Write, around("小王")).unwrap();
    assert_eq!(ledger.check(true).unwrap(), vec![]);
}

#[test]
fn backups_are_daily_kept_to_seven_and_restore_brings_them_back() {
    let (_dir, ledger) = ledger();
    let dir = ledger.dir().to_owned();
    let early = ledger.backup().unwrap();
    ledger.set_unit("改名后的局").unwrap();
    for _ in 0..5 {
        ledger.backup().unwrap();
    }
    ledger.close().unwrap();
    Ledger::restore(&dir, &early, &around("小王")).unwrap();
    let ledger = Ledger::open(&dir, Access::Write, around("小王")).unwrap();
    assert_eq!(ledger.unit().unwrap(), "某县交通运输局");
    for _ in 0..5 {
        ledger.backup().unwrap();
    }
    assert_eq!(std::fs::read_dir(dir.join("backups")).unwrap().count(), 7);
    let busy = Ledger::restore(&dir, &early, &around("小李"));
    assert!(matches!(busy, Err(LedgerError::Busy { .. })));
}

#[test]
fn a_ledger_deep_in_chinese_folders_does_all_that_a_ledger_does() {
    let root = tempfile::tempdir().unwrap();
    let mut dir = root.path().to_owned();
    while dir.to_string_lossy().chars().count() < 178 {
        dir.push("某局二〇二六年度创建工作迎检材料汇编目录");
    }
    let length = dir.to_string_lossy().chars().count();
    assert!((178..200).contains(&length), "{length}");
    let material = root.path().join("素材");
    std::fs::create_dir(&material).unwrap();
    std::fs::write(material.join("关于植树的通知.txt"), "关于开展植树活动的通知").unwrap();

    let ledger = Ledger::create(&dir, &new_ledger(), around("小王")).unwrap();
    ledger.add_source(&material).unwrap();
    assert_eq!(ledger.scan(&Quiet).unwrap().added, 1);
    let early = ledger.backup().unwrap();
    ledger.set_unit("改名后的局").unwrap();
    let beside = Ledger::open(&dir, Access::Read, around("小李")).unwrap();
    assert_eq!(beside.unit().unwrap(), "改名后的局");
    drop(beside);
    ledger.close().unwrap();
    assert!(!dir.join("ledger.sqlite-wal").exists());

    Ledger::restore(&dir, &early, &around("小王")).unwrap();
    let again = Ledger::open(&dir, Access::Write, around("小王")).unwrap();
    assert_eq!(again.unit().unwrap(), "某县交通运输局");
    assert_eq!(again.check(true).unwrap(), vec![]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_ledger_that_could_not_be_made_leaves_the_folder_as_it_was() {
    const PATH_MAX: usize = 4096;
    let root = tempfile::tempdir().unwrap();
    let mut dir = root.path().to_owned();
    // So long that `.lock` can be made in it and the longer names can't.
    let wanted = PATH_MAX - 1 - "/.lock".len();
    while wanted - dir.as_os_str().len() > 256 {
        dir.push("a".repeat(100));
    }
    dir.push("b".repeat(wanted - dir.as_os_str().len() - 1));
    let refused = Ledger::create(&dir, &new_ledger(), around("小王")).unwrap_err();
    assert!(matches!(refused, LedgerError::Io { .. }), "{refused:?}");
    assert!(!dir.exists());
    std::fs::create_dir(&dir).unwrap();
    Ledger::create(&dir, &new_ledger(), around("小王")).unwrap_err();
    assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn a_backup_that_fails_stops_nobody_and_is_told_by_the_check() {
    let (_dir, ledger) = ledger();
    let dir = ledger.dir().to_owned();
    ledger.close().unwrap();
    let backups = dir.join("backups");
    if backups.exists() {
        std::fs::remove_dir_all(&backups).unwrap();
    }
    // A file stands where the folder should be.
    std::fs::write(&backups, "x").unwrap();
    let ledger = Ledger::open(&dir, Access::Write, around("小王")).unwrap();
    ledger.set_unit("照常工作的局").unwrap();
    let found = ledger.check(false).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, "backup_failed");
    assert!(found[0].subject.contains("backups"), "{found:?}");
    std::fs::remove_file(&backups).unwrap();
    ledger.backup().unwrap();
    assert_eq!(ledger.check(false).unwrap(), vec![]);
}

#[cfg(unix)]
#[test]
fn a_read_only_place_opens_to_read() {
    use std::process::Command;
    let (root, ledger) = ledger();
    let dir = ledger.dir().to_owned();
    ledger.close().unwrap();
    // Root ignores permission bits: a read-only mount is what refuses everybody.
    let mounted = |arguments: &[&str]| {
        Command::new("mount")
            .args(arguments)
            .arg(&dir)
            .status()
            .is_ok_and(|status| status.success())
    };
    let path = dir.to_string_lossy().into_owned();
    if !(mounted(&["--bind", &path]) && mounted(&["-o", "remount,ro,bind"])) {
        eprintln!("SKIPPED a_read_only_place_opens_to_read: this user can't mount");
        return;
    }
    let refused = Ledger::open(&dir, Access::Write, around("小王"));
    let opened = Ledger::open(&dir, Access::WriteOrRead, around("小王"));
    let seen = opened.map(|ledger| {
        (
            ledger.unit().unwrap(),
            ledger.read_only(),
            format!("{:?}", ledger.read_only_reason()),
        )
    });
    // Lazily: a child that another test is just starting may hold a file of it until its exec.
    let mut umount = Command::new("umount");
    assert!(umount.arg("-l").arg(&dir).status().unwrap().success());
    assert!(
        matches!(refused, Err(LedgerError::ReadOnly { .. })),
        "{refused:?}"
    );
    let (unit, read_only, reason) = seen.unwrap();
    assert_eq!((unit.as_str(), read_only), ("某县交通运输局", true));
    assert!(reason.contains("ReadOnly"), "{reason}");
    drop(root);
}
