//! Activities: proposed with lasting ids, confirmed, changed and taken back, and what they prove.

use jiff::civil::date;
use taizhang_ledger::{Activity, ActivityChange, Import, ItemFilter, LedgerError, Subject};
use taizhang_model::status::State;

use crate::common;
use crate::material::{World, dated};

/// Two events in folders of their own.
fn world() -> World {
    let world = World::new();
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let n = u32::try_from(n).unwrap();
        let qingming = format!("4月4日清明祭扫/{name}.jpg");
        world.write(&qingming, dated(n, &format!("2026:04:04 09:0{n}:00")));
        let lecture = format!("6月18日道德讲堂/{name}.jpg");
        world.write(&lecture, dated(10 + n, &format!("2026:06:18 15:0{n}:00")));
    }
    world.scan();
    assert_eq!(world.ledger.propose_activities().unwrap(), 2);
    world
}

fn all(world: &World) -> Vec<Activity> {
    world.ledger.activities().unwrap()
}

fn ids(world: &World, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| world.at(path).id).collect()
}

fn members(activity: &Activity) -> Vec<String> {
    activity.items.iter().map(|one| one.item.clone()).collect()
}

fn count(world: &World, filter: ItemFilter) -> u64 {
    world.ledger.items(&filter).unwrap().0
}

#[test]
fn proposals_keep_their_ids_and_grow() {
    let world = world();
    let before = all(&world);
    let days: Vec<_> = before.iter().map(|one| one.date_from.clone().unwrap()).collect();
    assert_eq!(days, ["2026-04-04", "2026-06-18"]);
    assert!(before[0].title.contains("清明祭扫"), "{before:?}");
    assert!(
        before
            .iter()
            .all(|one| one.proposed.is_some() && one.items.len() == 3)
    );
    world.ledger.propose_activities().unwrap();
    assert_eq!(all(&world), before);
    world.write("4月4日清明祭扫/d.jpg", dated(4, "2026:04:04 09:10:00"));
    world.scan();
    world.ledger.propose_activities().unwrap();
    let after = all(&world);
    assert_eq!(after[0].id, before[0].id);
    assert_eq!(after[0].items.len(), 4);
    assert_eq!(after[1], before[1]);
}

#[test]
fn what_is_confirmed_stays_and_late_pictures_join_it() {
    let world = world();
    let id = all(&world)[0].id.clone();
    let done = world
        .ledger
        .confirm_activities(std::slice::from_ref(&id))
        .unwrap();
    assert_eq!((done.action.as_str(), done.rows), ("activity_confirm", 4));
    let change = ActivityChange {
        title: Some("清明祭扫".to_owned()),
        place: Some("烈士陵园".to_owned()),
        ..ActivityChange::default()
    };
    world.ledger.set_activity(&id, &change).unwrap();
    world.write("4月4日清明祭扫/d.jpg", dated(4, "2026:04:04 09:10:00"));
    world.scan();
    world.ledger.propose_activities().unwrap();
    let found = all(&world);
    let confirmed = world.ledger.activity(&id).unwrap();
    assert_eq!(
        (
            confirmed.title.as_str(),
            confirmed.items.len(),
            confirmed.proposed
        ),
        ("清明祭扫", 3, None)
    );
    let late = found.iter().find(|one| one.items.len() == 1).unwrap();
    assert_eq!(late.proposed.as_ref().unwrap().joins.as_ref(), Some(&id));
    world
        .ledger
        .confirm_activities(std::slice::from_ref(&late.id))
        .unwrap();
    assert_eq!(world.ledger.activity(&id).unwrap().items.len(), 4);
    assert_eq!(all(&world).len(), 2);
}

#[test]
fn undo_brings_a_proposal_back() {
    let world = world();
    let before = all(&world);
    let both: Vec<String> = before.iter().map(|one| one.id.clone()).collect();
    let (kept, _) = world.ledger.merge_activities(&both).unwrap();
    let one = world.ledger.activity(&kept).unwrap();
    assert_eq!(
        (one.date_from.as_deref(), one.date_to.as_deref(), one.items.len()),
        (Some("2026-04-04"), Some("2026-06-18"), 6)
    );
    assert_eq!(all(&world).len(), 1);
    world.ledger.undo().unwrap();
    assert_eq!(all(&world), before);
    world.ledger.redo().unwrap();
    assert_eq!(all(&world).len(), 1);
}

#[test]
fn items_are_split_off_moved_and_taken_out() {
    let world = world();
    let (a, b) = (all(&world)[0].clone(), all(&world)[1].clone());
    let two = ids(&world, &["4月4日清明祭扫/b.jpg", "4月4日清明祭扫/c.jpg"]);
    let (part, _) = world.ledger.split_activity(&a.id, &two, "文明祭扫倡议").unwrap();
    assert_eq!(members(&world.ledger.activity(&part).unwrap()), two);
    assert_eq!(world.ledger.activity(&a.id).unwrap().items.len(), 1);
    world
        .ledger
        .move_to_activity(&two[..1], Some(&part), &b.id)
        .unwrap();
    assert_eq!(world.ledger.activity(&b.id).unwrap().items.len(), 4);
    assert_eq!(members(&world.ledger.activity(&part).unwrap()), two[1..]);
    // What is taken out of its only activity is proposed no more…
    world.ledger.remove_from_activity(&part, &two[1..]).unwrap();
    world.ledger.propose_activities().unwrap();
    let none = ItemFilter {
        no_activity: true,
        ..ItemFilter::default()
    };
    assert_eq!(count(&world, none), 1);
    // …until it is put somewhere by hand.
    world.ledger.move_to_activity(&two[1..], None, &a.id).unwrap();
    assert_eq!(world.ledger.activity(&a.id).unwrap().items.len(), 2);
    let whole = members(&world.ledger.activity(&a.id).unwrap());
    let all_of_it = world.ledger.split_activity(&a.id, &whole, "全部");
    assert!(matches!(
        all_of_it,
        Err(LedgerError::BadValue { field: "items", .. })
    ));
}

#[test]
fn a_proposal_that_is_none_does_not_come_back() {
    let world = world();
    let id = all(&world)[1].id.clone();
    world.ledger.dissolve_activities(&[id]).unwrap();
    world.ledger.propose_activities().unwrap();
    assert_eq!(all(&world).len(), 1);
    world.ledger.undo().unwrap();
    world.ledger.propose_activities().unwrap();
    assert_eq!(all(&world).len(), 2);
}

#[test]
fn a_linked_activity_is_evidence_without_what_is_excluded() {
    let world = world();
    world
        .ledger
        .import_draft(&common::draft(), &Import::default())
        .unwrap();
    let target = world.ledger.target("1.1").unwrap();
    let checklist = world.ledger.checklist(None).unwrap().0.id;
    let title = all(&world)[0].title.clone();
    let subject = world.ledger.subject(&format!("activity:{title}")).unwrap();
    let Subject::Activity(id) = subject.clone() else {
        panic!("{subject:?}")
    };
    world.ledger.link(&[subject], &target, None, None).unwrap();
    // Linking says that it is one.
    let activity = world.ledger.activity(&id).unwrap();
    assert_eq!(
        (activity.proposed, activity.links),
        (None, vec!["1.1".to_owned()])
    );
    assert_eq!(world.at("4月4日清明祭扫/a.jpg").links, ["1.1"]);
    let unlinked = || ItemFilter {
        unlinked_in: Some(checklist.clone()),
        ..ItemFilter::default()
    };
    assert_eq!(count(&world, unlinked()), 3);
    let out = ids(&world, &["4月4日清明祭扫/a.jpg"]);
    world.ledger.exclude_from_activity(&id, &out, true).unwrap();
    assert_eq!(count(&world, unlinked()), 4);
    let report = world.ledger.status(None, date(2026, 5, 1)).unwrap();
    let held: usize = report
        .indicators
        .iter()
        .filter(|one| one.code == "1.1" && one.state != State::Missing)
        .flat_map(|one| &one.slots)
        .map(|slot| slot.items.len())
        .max()
        .unwrap();
    assert!(held <= 2, "{report:?}");
    let plan = world.ledger.pack_plan(None, date(2026, 5, 1), "0").unwrap();
    assert_eq!(plan.model.entries.len(), 2);
    // A dissolved activity proves nothing.
    world.ledger.dissolve_activities(&[id]).unwrap();
    assert_eq!(count(&world, unlinked()), 6);
    assert_eq!(world.ledger.links_of_indicator(&target.indicator).unwrap(), []);
}
