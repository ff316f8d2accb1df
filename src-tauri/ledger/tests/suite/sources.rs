//! Folders that are indexed in place.

// Clippy does not know that what the tests share is a test.

use crate::material;

use std::fs;

use taizhang_ledger::{ItemFilter, LedgerError, Presence, Quiet};

use material::{World, counts};

#[test]
fn a_folder_that_cannot_be_indexed_is_refused() {
    let world = World::new();
    let refused = |dir: &std::path::Path| world.ledger.add_source(dir).unwrap_err();
    let none = world.dir.path().join("没有");
    assert!(matches!(refused(&none), LedgerError::SourceUnreadable { .. }));
    let file = material::write(&world.dir.path().join("文件"), b"x");
    assert!(matches!(refused(&file), LedgerError::SourceUnreadable { .. }));
    assert!(matches!(refused(&world.root), LedgerError::SourceOverlap { .. }));
    let below = world.root.join("下面");
    fs::create_dir(&below).unwrap();
    assert!(matches!(refused(&below), LedgerError::SourceOverlap { .. }));
    assert!(matches!(
        refused(&below.join("..")),
        LedgerError::SourceOverlap { .. }
    ));
    assert!(matches!(
        refused(world.dir.path()),
        LedgerError::SourceOverlap { .. }
    ));
    let own = world.ledger.dir().to_owned();
    assert!(matches!(refused(&own), LedgerError::SourceIsLedger { .. }));
    assert!(matches!(
        refused(&own.join("cache")),
        LedgerError::SourceIsLedger { .. }
    ));
    assert_eq!(world.ledger.sources().unwrap().len(), 1);
}

#[test]
fn a_folder_beside_with_a_name_that_begins_alike_is_no_overlap() {
    let world = World::new();
    let beside = world.dir.path().join("素材2");
    fs::create_dir(&beside).unwrap();
    world.ledger.add_source(&beside).unwrap();
    let labels: Vec<String> = world
        .ledger
        .sources()
        .unwrap()
        .into_iter()
        .map(|s| s.label)
        .collect();
    assert_eq!(labels, ["素材", "素材2"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_source_is_an_overlap() {
    let world = World::new();
    let link = world.dir.path().join("链接");
    std::os::unix::fs::symlink(&world.root, &link).unwrap();
    assert!(matches!(
        world.ledger.add_source(&link),
        Err(LedgerError::SourceOverlap { .. })
    ));
}

#[test]
fn an_unplugged_source_is_not_missing() {
    let world = World::new();
    world.write("a.txt", "内容");
    world.scan();
    let id = world.at("a.txt").id;
    let away = world.dir.path().join("拔出");
    fs::rename(&world.root, &away).unwrap();
    assert!(!world.ledger.sources().unwrap()[0].connected);
    assert_eq!(world.at("a.txt").presence, Presence::Disconnected);
    assert!(matches!(
        world.ledger.item_path(&id),
        Err(LedgerError::EvidenceUnavailable { .. })
    ));
    let report = world.scan();
    assert_eq!(counts(&report), "");
    assert_eq!(
        report.disconnected,
        [world.ledger.sources().unwrap()[0].id.clone()]
    );
    assert_eq!(world.at("a.txt").presence, Presence::Disconnected);
    assert_eq!(world.ledger.facets().unwrap().missing, 0);
    fs::rename(&away, &world.root).unwrap();
    assert_eq!(counts(&world.scan()), "unchanged 1");
    assert_eq!(world.at("a.txt").presence, Presence::Present);
}

#[test]
fn a_source_that_moved_is_found_by_relocating_it() {
    let world = World::new();
    world.write("a.txt", "内容");
    world.scan();
    let id = world.at("a.txt").id;
    let there = world.dir.path().join("新盘");
    fs::rename(&world.root, &there).unwrap();
    let source = world.ledger.sources().unwrap().remove(0);
    let done = world.ledger.relocate_source(&source.id, &there).unwrap();
    assert_eq!((done.action.as_str(), done.rows), ("source_relocate", 1));
    let now = world.ledger.sources().unwrap().remove(0);
    assert_eq!(
        (now.id.as_str(), now.label.as_str(), now.connected),
        (source.id.as_str(), "新盘", true)
    );
    assert_eq!(counts(&world.scan()), "unchanged 1");
    assert_eq!(world.ledger.item_path(&id).unwrap(), there.join("a.txt"));
    world.ledger.undo().unwrap();
    assert_eq!(
        world.ledger.sources().unwrap(),
        [taizhang_ledger::Source {
            connected: false,
            ..source
        }]
    );
    assert!(matches!(
        world.ledger.relocate_source("没有", &there),
        Err(LedgerError::NotFound { .. })
    ));
}

#[test]
fn a_removed_source_takes_its_unlinked_items_out_of_sight_and_brings_them_back() {
    let world = World::new();
    world.write("a.txt", "甲");
    world.write("b.txt", "乙乙");
    world.scan();
    let linked = world.link("a.txt");
    let all = world.items();
    let source = world.ledger.sources().unwrap().remove(0);
    assert_eq!(source.items, 2);
    world.ledger.remove_source(&source.id).unwrap();
    assert_eq!(world.ledger.sources().unwrap(), []);
    let left = world.items();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].id.as_str(), left[0].presence),
        (linked.as_str(), Presence::Missing)
    );
    assert_eq!(world.ledger.facets().unwrap().all, 1);
    assert_eq!(counts(&world.scan()), "");
    world.ledger.add_source(&world.root).unwrap();
    assert_eq!(world.ledger.sources().unwrap(), [source]);
    assert_eq!(world.items(), all);
    assert_eq!(counts(&world.scan()), "unchanged 2");
}

#[test]
fn adding_a_source_can_be_undone_after_a_scan_and_done_again() {
    let world = World::new();
    world.write("a.txt", "甲");
    world.scan();
    let all = world.items();
    world.ledger.undo().unwrap();
    assert_eq!(world.ledger.sources().unwrap(), []);
    assert_eq!(world.ledger.items(&ItemFilter::default()).unwrap().0, 0);
    world.ledger.scan(&Quiet).unwrap();
    world.ledger.redo().unwrap();
    assert_eq!(world.items(), all);
    assert_eq!(counts(&world.scan()), "unchanged 1");
}
