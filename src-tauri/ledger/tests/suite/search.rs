//! Search: the same items as a plain look at every row, whatever changed since they were indexed; order, marks, other groups.

use crate::common;
use crate::material;

use jiff::civil::date;
use material::World;
use taizhang_ledger::{Found, Import, Ledger, LinkChange, SearchAsk};
use taizhang_model::record::Person;

fn found(ledger: &Ledger, query: &str) -> Found {
    let ask = SearchAsk {
        query: query.to_owned(),
        today: Some(date(2026, 4, 15)),
        limit: 50,
        after: None,
    };
    ledger.search(&ask).unwrap()
}

fn titles(found: &Found) -> Vec<&str> {
    found.items.iter().map(|hit| hit.title.as_str()).collect()
}

fn world() -> World {
    let world = World::new();
    for path in [
        "2026-04-03 清明祭扫/IMG_0001.txt",
        "清明祭扫通知.txt",
        "植树/签到表.txt",
        "abc清 明.txt",
        "100%_完成.txt",
    ] {
        world.write(path, path);
    }
    world.scan();
    world
}

#[test]
fn words_are_found_as_substrings_and_best_first() {
    let world = world();
    let both = found(&world.ledger, "清明");
    assert_eq!(titles(&both), ["清明祭扫通知.txt", "IMG_0001.txt"]);
    assert_eq!(both.items_total, 2);
    assert_eq!(both.items[0].marks, [(0, 2)]);
    assert_eq!(
        (both.items[1].marks.len(), &both.items[1].more_marks[..]),
        (0, &[(11, 13)][..])
    );
    for (query, count) in [
        ("明祭扫", 2),
        ("清明 通知", 1),
        ("清", 3),
        ("清 明", 3),
        ("img_0", 1),
        ("IMG_1", 0),
        ("0_清", 0),
        ("100%_", 1),
        ("100%完", 0),
        ("qmjs", 1),
        ("签到", 1),
        ("没有", 0),
        ("·", 0),
        (" ", 0),
        ("\"", 0),
        ("清明\" OR \"", 0),
    ] {
        assert_eq!(found(&world.ledger, query).items_total, count, "{query}");
    }
}

#[test]
fn a_festival_alone_asks_for_what_holds_it_and_for_its_days_where_nothing_does() {
    let world = world();
    world.write("c.jpg", material::dated(1, "2026:04:03 09:00:00"));
    world.write("d.jpg", material::dated(2, "2026:06:18 09:00:00"));
    world.write("4月/x.txt", "x");
    world.scan();
    assert_eq!(
        titles(&found(&world.ledger, "清明")),
        ["清明祭扫通知.txt", "IMG_0001.txt"]
    );
    assert_eq!(titles(&found(&world.ledger, "清明 c")), ["c.jpg"]);
    assert_eq!(titles(&found(&world.ledger, "端午")), ["d.jpg"]);
    // A month is asked for as a month, what holds the words first.
    let month = found(&world.ledger, "4月");
    assert_eq!(titles(&month)[0], "x.txt");
    assert!(titles(&month).contains(&"c.jpg") && !titles(&month).contains(&"d.jpg"));
}

#[test]
fn what_changed_is_found_at_once_and_what_is_gone_is_not() {
    let world = world();
    let item = world.link("植树/签到表.txt");
    assert_eq!(titles(&found(&world.ledger, "春天")), [""; 0]);
    let link = world.ledger.links_of_item(&item).unwrap().remove(0);
    let caption = |text: &str| LinkChange {
        caption: Some(text.to_owned()),
        ..LinkChange::default()
    };
    world.ledger.set_link(&link.id, &caption("春天植树")).unwrap();
    assert_eq!(titles(&found(&world.ledger, "春天")), ["签到表.txt"]);
    world.ledger.undo().unwrap();
    assert_eq!(titles(&found(&world.ledger, "春天")), [""; 0]);
    world.write("夏天.txt", "夏天");
    world.scan();
    assert_eq!(titles(&found(&world.ledger, "夏天")), ["夏天.txt"]);
    // A reader beside the writer sees the same.
    let reader = Ledger::open(
        world.ledger.dir(),
        taizhang_ledger::Access::Read,
        common::around("小李"),
    )
    .unwrap();
    world.ledger.set_link(&link.id, &caption("秋天")).unwrap();
    assert_eq!(titles(&found(&reader, "秋天")), ["签到表.txt"]);
}

#[test]
fn without_an_index_every_row_is_looked_at() {
    let world = world();
    let before = found(&world.ledger, "明祭扫");
    let dir = world.ledger.dir().to_owned();
    world.ledger.close().unwrap();
    std::fs::remove_file(dir.join("cache/index.sqlite")).unwrap();
    let reader = Ledger::open(&dir, taizhang_ledger::Access::Read, common::around("小李")).unwrap();
    assert_eq!(found(&reader, "明祭扫").items_total, before.items_total);
}

#[test]
fn indicators_and_people_are_found_beside_items() {
    let world = world();
    world
        .ledger
        .import_draft(&common::draft(), &Import::default())
        .unwrap();
    let person = Person {
        id: String::new(),
        name: "王敏".to_owned(),
        department: Some("党政办".to_owned()),
        post: None,
        volunteer: None,
    };
    world.ledger.put_records(&[person]).unwrap();
    let by_dept = found(&world.ledger, "党政办");
    assert_eq!((by_dept.people.len(), by_dept.indicators.len()), (1, 3));
    assert_eq!(found(&world.ledger, "wm").people[0].marks, [(0, 2)]);
    assert_eq!(found(&world.ledger, "ddjt").indicators[0].title, "道德讲堂");
    assert_eq!(
        found(&world.ledger, "1.2").indicators[0].code.as_deref(),
        Some("1.2")
    );
}

#[test]
fn pages_go_on_where_they_ended() {
    let world = world();
    let all = found(&world.ledger, "txt");
    let mut paged: Vec<String> = Vec::new();
    loop {
        let ask = SearchAsk {
            query: "txt".to_owned(),
            limit: 2,
            after: paged.last().cloned(),
            ..SearchAsk::default()
        };
        let page = world.ledger.search(&ask).unwrap().items;
        if page.is_empty() {
            break;
        }
        paged.extend(page.into_iter().map(|hit| hit.id));
    }
    let ids: Vec<String> = all.items.into_iter().map(|hit| hit.id).collect();
    assert_eq!(paged, ids);
}
