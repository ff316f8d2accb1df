//! Copies in the ledger's own folder: verified, one more place of the same item, found where the first place is gone.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use taizhang_ledger::{Access, Collectable, Ledger, LedgerError, Presence, Quiet, Subject};
use taizhang_media::hash;

use crate::common;
use crate::material::{StopAfter, World, counts, paths};

fn all(world: &World) -> Vec<String> {
    world.items().into_iter().map(|item| item.id).collect()
}

/// Every file below a folder, by its path there.
fn files(root: &Path) -> Vec<String> {
    fn walk(root: &Path, at: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let inside = path.strip_prefix(root).unwrap();
                let names: Vec<_> = inside.iter().map(|name| name.to_str().unwrap()).collect();
                found.push(names.join("/"));
            }
        }
    }
    let mut found = Vec::new();
    walk(root, root, &mut found);
    found.sort();
    found
}

fn own(world: &World) -> std::path::PathBuf {
    world.ledger.dir().join("材料")
}

#[test]
fn a_copy_is_one_more_place_of_the_same_item() {
    let world = World::new();
    let original = world.write("清明/合影.jpg", b"picture");
    world.write("清明/通知.txt", "关于清明祭扫的通知");
    world.scan();
    let linked = world.link("清明/合影.jpg");
    let before = world.ledger.links_of_item(&linked).unwrap();

    assert_eq!(
        world.ledger.linked_items().unwrap(),
        std::slice::from_ref(&linked)
    );
    let wanted = [linked.clone()];
    let preview = world.ledger.collectable(&wanted).unwrap();
    assert_eq!(
        preview,
        Collectable {
            items: 1,
            bytes: 7,
            already: 0
        }
    );
    let done = world.ledger.collect(&wanted, &Quiet).unwrap();
    assert_eq!(
        (done.copied, done.bytes, done.already, done.failed.len()),
        (1, 7, 0, 0)
    );

    assert_eq!(files(&own(&world)), ["素材/清明/合影.jpg"]);
    let copy = own(&world).join("素材/清明/合影.jpg");
    assert_eq!(fs::read(&copy).unwrap(), b"picture");
    let time = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    assert_eq!(time(&copy), time(&original));
    let item = world.at("清明/合影.jpg");
    assert_eq!(item.id, linked);
    assert_eq!(paths(&item), ["清明/合影.jpg", "素材/清明/合影.jpg"]);
    assert_eq!(world.ledger.links_of_item(&linked).unwrap(), before);
    // A copy of one's own making is no duplicate to look at.
    assert_eq!(world.ledger.facets().unwrap().duplicates, 0);

    // A second time there is nothing to do, and a scan finds nothing new.
    let again = world.ledger.collect(&wanted, &Quiet).unwrap();
    assert_eq!((again.copied, again.bytes, again.already), (0, 0, 1));
    assert_eq!(counts(&world.scan()), "unchanged 3");
    assert_eq!(world.items().len(), 2);
}

/// The head of a JPEG.
const PICTURE: &[u8] = b"\xff\xd8\xff\xe0picture";

#[test]
fn what_was_collected_is_there_when_the_disk_is_gone_and_when_the_ledger_has_moved() {
    let world = World::new();
    let original = world.write("合影.jpg", PICTURE);
    world.scan();
    let id = world.link("合影.jpg");
    world.ledger.collect(std::slice::from_ref(&id), &Quiet).unwrap();
    fs::rename(&world.root, world.dir.path().join("拔出")).unwrap();
    let item = world
        .ledger
        .items_by_id(std::slice::from_ref(&id))
        .unwrap()
        .remove(0);
    assert_eq!(item.presence, Presence::Present);
    let found = world.ledger.item_path(&id).unwrap();
    assert_ne!(found, original);
    assert_eq!(fs::read(found).unwrap(), PICTURE);

    let World { dir, ledger, .. } = world;
    let old = ledger.dir().to_owned();
    ledger.close().unwrap();
    let new = dir.path().join("搬走").join("台账");
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    fs::rename(&old, &new).unwrap();
    let ledger = Ledger::open(&new, Access::WriteOrRead, common::around("小李")).unwrap();
    let found = ledger.item_path(&id).unwrap();
    assert!(found.starts_with(&new), "{found:?}");
    assert_eq!(fs::read(found).unwrap(), PICTURE);
    let own = ledger
        .sources()
        .unwrap()
        .into_iter()
        .find(|source| source.own)
        .unwrap();
    assert_eq!((own.path, own.connected, own.items), (new.join("材料"), true, 1));
    let plan = ledger
        .pack_plan(None, "2026-07-01".parse().unwrap(), "1")
        .unwrap();
    assert_eq!((plan.model.entries.len(), plan.unavailable.len()), (1, 0));
}

#[test]
fn undo_leaves_copies_alone() {
    let world = World::new();
    world.write("合影.jpg", b"picture");
    world.scan();
    let id = world.link("合影.jpg");
    world.ledger.collect(std::slice::from_ref(&id), &Quiet).unwrap();
    // What is undone is the link, which was made before.
    assert_eq!(world.ledger.undo().unwrap().action, "link_add");
    assert_eq!(world.ledger.redo().unwrap().action, "link_add");
    assert_eq!(world.at("合影.jpg").id, id);
    assert_eq!(world.at("合影.jpg").locations.len(), 2);
    assert_eq!(world.ledger.links_of_item(&id).unwrap().len(), 1);
}

#[test]
fn a_file_that_changed_is_told_and_leaves_nothing_behind() {
    let world = World::new();
    let changed = world.write("改过.txt", "甲");
    world.write("好的.txt", "乙");
    let gone = world.write("没了.txt", "丙");
    world.scan();
    // The same size and time, other bytes.
    let time = fs::metadata(&changed).unwrap().modified().unwrap();
    fs::write(&changed, "丁").unwrap();
    let file = fs::File::options().append(true).open(&changed).unwrap();
    file.set_modified(time).unwrap();
    fs::remove_file(gone).unwrap();
    let done = world.ledger.collect(&all(&world), &Quiet).unwrap();
    let failed: Vec<(&str, &str)> = done
        .failed
        .iter()
        .map(|error| (error.path.as_str(), error.code.as_str()))
        .collect();
    assert_eq!(done.copied, 1);
    assert_eq!(
        failed,
        [("改过.txt", "changed_while_reading"), ("没了.txt", "vanished")]
    );
    assert_eq!(files(&own(&world)), ["素材/好的.txt"]);
    // The next scan sees what it is now, and then it can be had.
    fs::write(&changed, "现在的").unwrap();
    world.scan();
    let id = world.at("改过.txt").id;
    assert_eq!(world.ledger.collect(&[id], &Quiet).unwrap().copied, 1);
    assert_eq!(
        fs::read(own(&world).join("素材/改过.txt")).unwrap(),
        "现在的".as_bytes()
    );
}

#[test]
fn stopped_it_goes_on_where_it_was() {
    let world = World::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        world.write(name, name);
    }
    world.scan();
    let items = all(&world);
    let stopped = world.ledger.collect(&items, &StopAfter(AtomicU64::new(4)));
    assert!(matches!(stopped, Err(LedgerError::Cancelled)), "{stopped:?}");
    let there = files(&own(&world));
    assert!(
        there.len() < 3 && there.iter().all(|name| !name.ends_with(".part")),
        "{there:?}"
    );
    let done = world.ledger.collect(&items, &Quiet).unwrap();
    assert_eq!(done.copied + done.already, 3);
    assert_eq!(done.already, there.len() as u64);
    assert_eq!(files(&own(&world)).len(), 3);
}

#[test]
fn a_copy_that_was_thrown_away_is_made_again_and_one_that_lies_there_is_kept() {
    let world = World::new();
    world.write("合影.jpg", b"picture");
    world.scan();
    let items = all(&world);
    let copy = own(&world).join("素材/合影.jpg");
    // Somebody else's file of that name is left alone.
    fs::create_dir_all(copy.parent().unwrap()).unwrap();
    fs::write(&copy, b"another").unwrap();
    world.ledger.collect(&items, &Quiet).unwrap();
    assert_eq!(files(&own(&world)), ["素材/合影 (2).jpg", "素材/合影.jpg"]);
    assert_eq!(fs::read(&copy).unwrap(), b"another");
    fs::remove_file(own(&world).join("素材/合影 (2).jpg")).unwrap();
    assert_eq!(world.ledger.collect(&items, &Quiet).unwrap().copied, 1);
    assert_eq!(files(&own(&world)), ["素材/合影 (2).jpg", "素材/合影.jpg"]);
    // What a person puts there is material like any other.
    world.scan();
    assert_eq!(world.items().len(), 2);
}

#[test]
fn two_folders_of_one_name_do_not_meet() {
    let world = World::new();
    world.write("a.txt", "甲");
    let other = world.dir.path().join("另一处").join("素材");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("a.txt"), "乙").unwrap();
    world.ledger.add_source(&other).unwrap();
    world.scan();
    let done = world.ledger.collect(&all(&world), &Quiet).unwrap();
    assert_eq!(done.copied, 2);
    assert_eq!(files(&own(&world)), ["素材/a (2).txt", "素材/a.txt"]);
    let sums: Vec<String> = ["素材/a.txt", "素材/a (2).txt"]
        .iter()
        .map(|name| {
            hash(&own(&world).join(name), &|| false)
                .unwrap()
                .sha256
                .to_string()
        })
        .collect();
    let mut known: Vec<String> = world.items().into_iter().map(|item| item.sha256).collect();
    known.sort();
    let mut sorted = sums;
    sorted.sort();
    assert_eq!(sorted, known);
}

#[test]
fn the_original_may_change_and_the_copy_stays_evidence() {
    let world = World::new();
    let original = world.write("方案.txt", "第一稿");
    world.scan();
    let id = world.link("方案.txt");
    world.ledger.collect(std::slice::from_ref(&id), &Quiet).unwrap();
    fs::write(&original, "第二稿，长一些").unwrap();
    world.scan();
    // The linked bytes are still there, so the changed file is an item of its own.
    assert_ne!(world.at("方案.txt").id, id);
    let item = world
        .ledger
        .items_by_id(std::slice::from_ref(&id))
        .unwrap()
        .remove(0);
    assert_eq!(paths(&item), ["素材/方案.txt"]);
    assert!(!world.ledger.links_of_item(&id).unwrap()[0].changed);
}

#[test]
fn the_ledgers_own_folder_stands_in_nobodys_way() {
    let world = World::new();
    world.write("a.txt", "甲");
    world.scan();
    world.ledger.collect(&all(&world), &Quiet).unwrap();
    // A folder around the ledger can still be added: its walk leaves the ledger out.
    world
        .ledger
        .remove_source(&world.ledger.sources().unwrap()[0].id)
        .unwrap();
    world.ledger.add_source(world.dir.path()).unwrap();
    assert_eq!(counts(&world.scan()), "added 1, unchanged 1");
    let labels: Vec<(String, bool)> = world
        .ledger
        .sources()
        .unwrap()
        .into_iter()
        .map(|source| (source.label, source.own))
        .collect();
    assert_eq!(labels.len(), 2);
    assert_eq!(labels[1], ("材料".to_owned(), true));
    // Taken out of the list, it comes back with the next copy.
    let own = world.ledger.sources().unwrap().remove(1).id;
    world.ledger.remove_source(&own).unwrap();
    assert_eq!(world.ledger.sources().unwrap().len(), 1);
    world.write("b.txt", "乙");
    world.scan();
    world.ledger.collect(&all(&world), &Quiet).unwrap();
    assert_eq!(world.ledger.sources().unwrap()[1].id, own);
}

#[test]
fn an_activity_is_collected_whole() {
    let world = World::new();
    for name in ["a.txt", "b.txt"] {
        world.write(name, name);
    }
    world.write("c.txt", "c");
    world.scan();
    let two = [world.at("a.txt").id, world.at("b.txt").id];
    let (activity, _) = world.ledger.create_activity("清明祭扫", &two).unwrap();
    let subjects = [
        Subject::Activity(activity),
        Subject::External("paper:第3盒".to_owned()),
    ];
    let items = world.ledger.items_of_subjects(&subjects).unwrap();
    assert_eq!(world.ledger.collect(&items, &Quiet).unwrap().copied, 2);
    let source = world.ledger.sources().unwrap()[0].id.clone();
    let items = world.ledger.items_of_source(&source).unwrap();
    let done = world.ledger.collect(&items, &Quiet).unwrap();
    assert_eq!((done.copied, done.already), (1, 2));
}
