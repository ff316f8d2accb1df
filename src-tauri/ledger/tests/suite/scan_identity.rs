//! Which item a file is, over all that happens to files between scans.

// Clippy does not know that what the tests share is a test.

use crate::material;

use std::fs;

use taizhang_ledger::{ItemFilter, Presence, Trouble};

use material::{World, counts, jpeg, paths};

#[test]
fn new_files_become_items_and_a_second_scan_reads_nothing() {
    let world = World::new();
    world.write("2026/4月/活动.jpg", jpeg(1));
    world.write("方案.txt", "关于开展志愿服务活动的方案");
    let first = world.scan();
    assert_eq!(counts(&first), "added 2");
    assert_eq!(first.files, 2);
    assert!(first.bytes > 0);
    let items = world.items();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].title, "活动.jpg");
    assert_eq!(
        (items[0].format.as_str(), items[0].width, items[0].height),
        ("jpeg", Some(48), Some(32))
    );
    assert_eq!(items[0].sha256.len(), 64);
    assert_eq!(items[0].presence, Presence::Present);
    let second = world.scan();
    assert_eq!(counts(&second), "unchanged 2");
    assert_eq!(second.bytes, 0);
    assert_eq!(world.items(), items);
}

#[test]
fn new_bytes_at_the_same_path_are_the_same_item_with_a_revision() {
    let world = World::new();
    world.write("a.txt", "一稿");
    world.scan();
    let id = world.link("a.txt");
    let old = world.at("a.txt").sha256;
    world.write("a.txt", "二稿");
    assert_eq!(counts(&world.scan()), "changed 1");
    let now = world.at("a.txt");
    assert_eq!(now.id, id);
    assert_ne!(now.sha256, old);
    assert_eq!(world.ledger.item(&id).unwrap().revisions, [old]);
    let changed = ItemFilter {
        trouble: Some(Trouble::Changed),
        ..ItemFilter::default()
    };
    assert_eq!(world.ledger.items(&changed).unwrap().0, 1);
    assert_eq!(world.ledger.facets().unwrap().changed, 1);
    assert!(world.ledger.links_of_item(&id).unwrap()[0].changed);
}

#[test]
fn a_changed_twin_becomes_an_item_of_its_own() {
    let world = World::new();
    world.write("a.txt", "同样");
    world.write("b/a.txt", "同样");
    assert_eq!(counts(&world.scan()), "added 2");
    assert_eq!(world.items().len(), 1);
    let both = world.at("a.txt");
    assert_eq!(paths(&both), ["a.txt", "b/a.txt"]);
    world.write("b/a.txt", "不再同样");
    assert_eq!(counts(&world.scan()), "changed 1, unchanged 1");
    assert_eq!(world.items().len(), 2);
    assert_eq!(paths(&world.at("a.txt")), ["a.txt"]);
    assert_eq!(world.at("a.txt").id, both.id);
    let alone = world.at("b/a.txt");
    assert_ne!(alone.id, both.id);
    assert!(world.ledger.item(&alone.id).unwrap().revisions.is_empty());
}

#[test]
fn a_copy_is_one_more_place_of_the_known_item() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.scan();
    let id = world.at("a.jpg").id;
    world.write("备份/IMG_0001.jpg", jpeg(1));
    assert_eq!(counts(&world.scan()), "added 1, unchanged 1");
    let item = world.at("备份/IMG_0001.jpg");
    assert_eq!((item.id.as_str(), item.title.as_str()), (id.as_str(), "a.jpg"));
    assert_eq!(paths(&item), ["a.jpg", "备份/IMG_0001.jpg"]);
    assert_eq!(world.ledger.facets().unwrap().duplicates, 1);
}

#[test]
fn a_move_keeps_the_item_and_its_links() {
    let world = World::new();
    world.write("a.txt", "内容");
    world.scan();
    let id = world.link("a.txt");
    fs::create_dir(world.root.join("整理")).unwrap();
    fs::rename(world.root.join("a.txt"), world.root.join("整理/签到表.txt")).unwrap();
    let report = world.scan();
    assert_eq!(counts(&report), "moved 1");
    let item = world.at("整理/签到表.txt");
    assert_eq!(
        (item.id.as_str(), item.title.as_str()),
        (id.as_str(), "签到表.txt")
    );
    assert_eq!(paths(&item), ["整理/签到表.txt"]);
    assert_eq!(item.links, ["1.1"]);
    assert_eq!(world.items().len(), 1);
    // The new name tells more than the old one did.
    assert_eq!(item.kind, taizhang_model::kind::Kind::SignIn);
}

#[test]
fn a_move_long_after_the_old_place_was_gone_is_still_one() {
    let world = World::new();
    let file = world.write("a.txt", "内容");
    world.scan();
    let id = world.at("a.txt").id;
    fs::remove_file(&file).unwrap();
    assert_eq!(counts(&world.scan()), "missing 1");
    assert_eq!(world.at("a.txt").presence, Presence::Missing);
    assert_eq!(world.ledger.facets().unwrap().missing, 1);
    assert_eq!(counts(&world.scan()), "");
    world.write("b.txt", "内容");
    assert_eq!(counts(&world.scan()), "moved 1");
    assert_eq!(world.at("b.txt").id, id);
    assert!(world.ledger.find_item("a.txt").is_err());
}

#[test]
fn a_chain_of_renames_is_followed() {
    let world = World::new();
    world.write("a.txt", "甲");
    world.write("b.txt", "乙乙");
    world.scan();
    let (a, b) = (world.at("a.txt").id, world.at("b.txt").id);
    fs::rename(world.root.join("b.txt"), world.root.join("c.txt")).unwrap();
    fs::rename(world.root.join("a.txt"), world.root.join("b.txt")).unwrap();
    world.scan();
    assert_eq!((world.at("b.txt").id, world.at("c.txt").id), (a, b));
    assert_eq!(world.items().len(), 2);
}

#[test]
fn a_file_that_is_back_is_the_same_item() {
    let world = World::new();
    let file = world.write("a.txt", "内容");
    world.scan();
    let id = world.at("a.txt").id;
    let away = world.dir.path().join("别处.txt");
    fs::rename(&file, &away).unwrap();
    world.scan();
    fs::rename(&away, &file).unwrap();
    let report = world.scan();
    assert_eq!((report.added, report.bytes), (1, 0));
    let item = world.at("a.txt");
    assert_eq!((item.id, item.presence), (id, Presence::Present));
}

#[test]
fn a_copy_that_is_back_after_its_item_changed_is_an_item_of_its_own() {
    let world = World::new();
    world.write("a.txt", "一稿");
    let copy = world.write("b.txt", "一稿");
    world.scan();
    let away = world.dir.path().join("别处.txt");
    fs::rename(&copy, &away).unwrap();
    world.scan();
    world.write("a.txt", "二稿二稿");
    world.scan();
    fs::rename(&away, &copy).unwrap();
    world.scan();
    let (a, b) = (world.at("a.txt"), world.at("b.txt"));
    assert_ne!(a.id, b.id);
    assert_ne!(a.sha256, b.sha256);
    assert_eq!((a.locations.len(), b.locations.len()), (1, 1));
}

#[test]
fn empty_files_and_junk_never_merge() {
    let world = World::new();
    for name in ["a.jpg", "b.jpg"] {
        world.write(name, "");
    }
    for name in ["Thumbs.db", "x/Thumbs.db"] {
        world.write(name, "同样的缩略图");
    }
    let report = world.scan();
    assert_eq!((report.files, report.added), (4, 4));
    assert_eq!(world.items().len(), 4);
    assert!(
        report.errors.iter().all(|error| error.code == "empty"),
        "{:?}",
        report.errors
    );
    assert_eq!(report.errors.len(), 2);
    assert_eq!(world.ledger.items(&ItemFilter::default()).unwrap().0, 0);
}

#[test]
fn a_photo_with_the_bytes_of_a_leftover_is_a_photo() {
    let world = World::new();
    world.write("a.tmp", jpeg(1));
    world.scan();
    world.write("b.jpg", jpeg(1));
    world.scan();
    assert_eq!(world.items().len(), 2);
    assert_eq!(world.at("b.jpg").kind, taizhang_model::kind::Kind::Photo);
}

#[test]
fn many_copies_of_new_files_are_one_item_each() {
    let world = World::new();
    for n in 0..40 {
        for copy in 0..5 {
            world.write(&format!("{copy}/{n}.txt"), format!("内容 {n}"));
        }
    }
    assert_eq!(counts(&world.scan()), "added 200");
    let items = world.items();
    assert_eq!(items.len(), 40);
    // The first in the order of names gives the item its title and place.
    assert!(
        items
            .iter()
            .all(|item| item.locations.len() == 5 && item.locations[0].path.starts_with("0/"))
    );
}

#[test]
fn a_copy_that_was_linked_before_it_was_read_stays_linked() {
    let world = World::new();
    world.write("a.txt", "内容");
    world.scan();
    // Stopped after the walk: the copy is an item whose bytes nobody knows.
    world.write("b.txt", "内容");
    world
        .ledger
        .scan(&material::StopAfter(1.into()))
        .expect_err("stopped");
    let b = world.at("b.txt");
    assert_eq!(b.sha256, "");
    let id = world.link("b.txt");
    world.scan();
    // Nothing spoke of the other one: it went into the linked one.
    assert_eq!(world.items().len(), 1);
    assert_eq!(world.at("a.txt").id, id);
    assert_eq!(world.ledger.links_of_item(&id).unwrap().len(), 1);
}
