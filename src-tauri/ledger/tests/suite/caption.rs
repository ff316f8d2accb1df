//! Captions that activities give, and the day on which something outside was seen.

use jiff::civil::date;
use taizhang_ledger::{ActivityChange, Import, LinkChange, LinkNotes, Subject};

use crate::common;
use crate::material::{World, dated};

/// Three pictures and a notice of one event, and the checklist.
fn world() -> (World, String) {
    let world = World::new();
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let n = u32::try_from(n).unwrap();
        let path = format!("4月4日清明祭扫/{name}.jpg");
        world.write(&path, dated(n, &format!("2026:04:04 09:0{n}:00")));
    }
    // A paper that tells no text: no worker is at hand here to read one.
    world.write("4月4日清明祭扫/通知.zip", b"PK\x05\x06".as_slice());
    world.scan();
    world
        .ledger
        .import_draft(&common::draft(), &Import::default())
        .unwrap();
    let items: Vec<String> = ["a.jpg", "b.jpg", "c.jpg", "通知.zip"]
        .iter()
        .map(|name| world.at(&format!("4月4日清明祭扫/{name}")).id)
        .collect();
    let (activity, _) = world.ledger.create_activity("清明祭扫", &items).unwrap();
    let change = ActivityChange {
        place: Some("烈士陵园".to_owned()),
        date_from: Some("2026-04-04".to_owned()),
        date_to: Some("2026-04-04".to_owned()),
        ..ActivityChange::default()
    };
    world.ledger.set_activity(&activity, &change).unwrap();
    (world, activity)
}

const SAID: &str = "2026年4月4日，某县交通运输局在烈士陵园开展清明祭扫";

#[test]
fn a_linked_activity_brings_its_caption() {
    let (world, activity) = world();
    let target = world.ledger.target("1.1").unwrap();
    let subject = Subject::Activity(activity);
    world
        .ledger
        .link(std::slice::from_ref(&subject), &target, None, None)
        .unwrap();
    let links = world.ledger.links_of_indicator(&target.indicator).unwrap();
    assert_eq!(links[0].caption.as_deref(), Some(SAID));
    // Pictures are called by it in the pack; a paper has a name of its own.
    let plan = world.ledger.pack_plan(None, date(2026, 7, 1), "1").unwrap();
    let indicator = plan
        .model
        .indicators
        .iter()
        .find(|one| one.code == "1.1")
        .unwrap();
    let captions: Vec<Option<&str>> = indicator
        .links
        .iter()
        .map(|link| link.caption.as_deref())
        .collect();
    assert_eq!(captions, [Some(SAID), Some(SAID), Some(SAID), None]);
    // One that was written stays.
    let other = world.ledger.target("1.2").unwrap();
    world
        .ledger
        .link(&[subject], &other, None, Some("自己写的"))
        .unwrap();
    let links = world.ledger.links_of_indicator(&other.indicator).unwrap();
    assert_eq!(links[0].caption.as_deref(), Some("自己写的"));
}

#[test]
fn captions_are_filled_in_where_one_activity_tells_them_and_taken_back_at_once() {
    let (world, _) = world();
    let target = world.ledger.target("1.1").unwrap();
    let item = |name: &str| Subject::Item(world.at(&format!("4月4日清明祭扫/{name}")).id);
    let subjects = [item("a.jpg"), item("b.jpg"), item("c.jpg"), item("通知.zip")];
    world.ledger.link(&subjects, &target, None, None).unwrap();
    let links = world.ledger.links_of_indicator(&target.indicator).unwrap();
    let proposed: Vec<Option<&str>> = links
        .iter()
        .map(|link| link.proposed_caption.as_deref())
        .collect();
    assert_eq!(proposed, [Some(SAID), Some(SAID), Some(SAID), None]);
    let written = LinkChange {
        caption: Some("主持人致辞".to_owned()),
        ..LinkChange::default()
    };
    world.ledger.set_link(&links[1].id, &written).unwrap();
    // Of two activities nobody knows which one is meant.
    let twice = world.at("4月4日清明祭扫/c.jpg").id;
    world.ledger.create_activity("文明倡议", &[twice]).unwrap();

    let (filled, done) = world.ledger.fill_captions(None).unwrap().unwrap();
    assert_eq!((filled, done.action.as_str(), done.rows), (1, "caption_fill", 1));
    let captions = || -> Vec<Option<String>> {
        let links = world.ledger.links_of_indicator(&target.indicator).unwrap();
        links.into_iter().map(|link| link.caption).collect()
    };
    let own = Some("主持人致辞".to_owned());
    assert_eq!(captions(), [Some(SAID.to_owned()), own.clone(), None, None]);
    assert!(
        world
            .ledger
            .fill_captions(Some(&target.indicator))
            .unwrap()
            .is_none()
    );
    world.ledger.undo().unwrap();
    assert_eq!(captions(), [None, own, None, None]);
}

#[test]
fn the_day_a_page_was_seen_is_kept_shown_and_handed_on() {
    let (world, _) = world();
    let target = world.ledger.target("1.1").unwrap();
    let page = Subject::External("url:https://example.org/a".to_owned());
    let item = Subject::Item(world.at("4月4日清明祭扫/a.jpg").id);
    let notes = LinkNotes {
        seen_on: Some(date(2026, 4, 6)),
        ..LinkNotes::default()
    };
    world.ledger.link_noted(&[page, item], &target, &notes).unwrap();
    let links = world.ledger.links_of_indicator(&target.indicator).unwrap();
    // A file has days of its own.
    assert_eq!(
        (links[0].seen_on, links[1].seen_on),
        (Some(date(2026, 4, 6)), None)
    );
    let later = LinkChange {
        seen_on: Some(date(2026, 5, 1)),
        ..LinkChange::default()
    };
    world.ledger.set_link(&links[0].id, &later).unwrap();
    let plan = world.ledger.pack_plan(None, date(2026, 7, 1), "1").unwrap();
    let indicator = plan
        .model
        .indicators
        .iter()
        .find(|one| one.code == "1.1")
        .unwrap();
    assert_eq!(indicator.links[0].seen_on, Some(date(2026, 5, 1)));
    world.ledger.undo().unwrap();
    let links = world.ledger.links_of_indicator(&target.indicator).unwrap();
    assert_eq!(links[0].seen_on, Some(date(2026, 4, 6)));
}
