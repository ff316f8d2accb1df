//! Lists of items: filters, order, pages, counts.

// Clippy does not know that what the tests share is a test.

use crate::material;

use std::fs;

use taizhang_ledger::{Item, ItemFilter, LedgerError, Sort, Trouble};
use taizhang_model::kind::Kind;

use material::{World, dated, jpeg};

fn titles(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.title.as_str()).collect()
}

fn matching(world: &World, filter: ItemFilter) -> Vec<String> {
    let (total, items) = world.ledger.items(&filter).unwrap();
    assert_eq!(total, items.len() as u64);
    titles(&items).into_iter().map(str::to_owned).collect()
}

/// Photos of two months, one without a day, a document, leftovers.
fn world() -> World {
    let world = World::new();
    world.write("4月/IMG_20260403_091422.jpg", dated(1, "2026:04:03 09:14:22"));
    world.write(
        "4月/签到/IMG_20260401_080000.jpg",
        dated(2, "2026:04:01 08:00:00"),
    );
    world.write("5月/IMG_20260502_101010.jpg", dated(3, "2026:05:02 10:10:10"));
    world.write("其他/无日期.jpg", jpeg(4));
    world.write("5月100%_完成.txt", "关于完成的说明");
    world.write("5月/Thumbs.db", "缩略图");
    world.scan();
    world
}

#[test]
fn the_order_is_by_day_then_path_and_pages_go_on_where_they_ended() {
    let world = world();
    let all = matching(&world, ItemFilter::default());
    assert_eq!(
        all[..3],
        [
            "IMG_20260401_080000.jpg",
            "IMG_20260403_091422.jpg",
            "IMG_20260502_101010.jpg"
        ]
    );
    assert_eq!(all.len(), 5);
    for sort in [Sort::Date, Sort::Path, Sort::Added] {
        let filter = |after| ItemFilter {
            sort,
            after,
            limit: Some(2),
            ..ItemFilter::default()
        };
        let whole = world
            .ledger
            .items(&ItemFilter {
                limit: None,
                ..filter(None)
            })
            .unwrap()
            .1;
        let mut paged: Vec<Item> = Vec::new();
        loop {
            let (total, page) = world
                .ledger
                .items(&filter(paged.last().map(|item| item.id.clone())))
                .unwrap();
            assert_eq!(total, 5);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, whole, "{sort:?}");
    }
}

#[test]
fn a_page_goes_on_after_an_item_that_no_longer_matches() {
    let world = world();
    let checklist = world.ledger.checklists().unwrap().remove(0).id;
    let unlinked = |after| ItemFilter {
        unlinked_in: Some(checklist.clone()),
        after,
        ..ItemFilter::default()
    };
    let (_, before) = world.ledger.items(&unlinked(None)).unwrap();
    world.link(&before[1].locations[0].path);
    let (total, rest) = world.ledger.items(&unlinked(Some(before[1].id.clone()))).unwrap();
    assert_eq!((total, rest.len()), (4, 3));
    assert_eq!(rest[0].id, before[2].id);
    assert!(matches!(
        world.ledger.items(&unlinked(Some("没有".to_owned()))),
        Err(LedgerError::NotFound { .. })
    ));
}

#[test]
fn filters_find_what_they_say() {
    let world = world();
    let by = |change: fn(&mut ItemFilter)| {
        let mut filter = ItemFilter::default();
        change(&mut filter);
        matching(&world, filter)
    };
    assert_eq!(
        by(|f| f.search = Some("签到/".to_owned())),
        ["IMG_20260401_080000.jpg"]
    );
    assert_eq!(by(|f| f.search = Some("100%_".to_owned())), ["5月100%_完成.txt"]);
    assert_eq!(by(|f| f.search = Some("100%完".to_owned())), [""; 0]);
    assert_eq!(
        by(|f| f.month = Some("2026-05".to_owned())),
        ["IMG_20260502_101010.jpg"]
    );
    assert_eq!(by(|f| f.kinds = vec![Kind::Junk]), ["Thumbs.db"]);
    assert_eq!(by(|f| f.kinds = vec![Kind::Photo, Kind::Screenshot]).len(), 4);
    assert_eq!(by(|f| f.folder = Some("5月".to_owned())).len(), 1);
    assert_eq!(by(|f| f.folder = Some("4月/签到".to_owned())).len(), 1);
    assert_eq!(by(|f| f.source = Some("没有".to_owned())), [""; 0]);
    world.link("其他/无日期.jpg");
    let indicators = world.ledger.checklist(None).unwrap().1;
    let linked = |n: usize| {
        matching(
            &world,
            ItemFilter {
                indicator: Some(indicators[n].id.clone()),
                ..ItemFilter::default()
            },
        )
    };
    // The heading above it counts what lies below.
    assert_eq!(linked(0), ["无日期.jpg"]);
    assert_eq!(linked(1), ["无日期.jpg"]);
    assert_eq!(linked(2), [""; 0]);
}

#[test]
fn counts_tell_the_same_as_the_filters() {
    let world = world();
    world.write("备份/a.jpg", dated(1, "2026:04:03 09:14:22"));
    fs::remove_file(world.root.join("5月/IMG_20260502_101010.jpg")).unwrap();
    world.scan();
    world.link("其他/无日期.jpg");
    let facets = world.ledger.facets().unwrap();
    let trouble = |trouble| {
        let filter = ItemFilter {
            trouble: Some(trouble),
            ..ItemFilter::default()
        };
        world.ledger.items(&filter).unwrap().0
    };
    assert_eq!((facets.all, facets.unlinked), (5, 4));
    assert_eq!((facets.duplicates, trouble(Trouble::Duplicates)), (1, 1));
    assert_eq!((facets.missing, trouble(Trouble::Missing)), (1, 1));
    assert_eq!((facets.changed, trouble(Trouble::Changed)), (0, 0));
    assert_eq!(facets.errors, trouble(Trouble::Errors));
    assert_eq!(facets.kinds.iter().map(|(_, n)| n).sum::<u64>(), 5);
    assert_eq!(
        facets.months,
        [("2026-04".to_owned(), 2), ("2026-05".to_owned(), 1)]
    );
    let folders: Vec<(&str, u32, u64)> = facets
        .folders
        .iter()
        .map(|folder| (folder.folder.as_str(), folder.depth, folder.items))
        .collect();
    assert_eq!(
        folders,
        [
            ("", 0, 5),
            ("4月", 1, 2),
            ("4月/签到", 2, 1),
            ("5月", 1, 1),
            ("其他", 1, 1),
            ("备份", 1, 1)
        ]
    );
    assert_eq!(facets.folders[0].name, "素材");
}

#[test]
fn names_lead_to_items() {
    let world = world();
    let item = world.at("其他/无日期.jpg");
    for name in [
        item.id.clone(),
        "./其他/无日期.jpg".to_owned(),
        world.root.join("其他/无日期.jpg").to_string_lossy().into_owned(),
    ] {
        assert_eq!(world.ledger.find_item(&name).unwrap(), item.id, "{name}");
    }
    for name in ["无日期.jpg", "../素材/其他/无日期.jpg", "", "5月"] {
        assert!(
            matches!(world.ledger.find_item(name), Err(LedgerError::NotFound { .. })),
            "{name}"
        );
    }
    let other = world.dir.path().join("另一处");
    material::write(&other.join("其他/无日期.jpg"), &jpeg(9));
    world.ledger.add_source(&other).unwrap();
    world.scan();
    assert!(matches!(
        world.ledger.find_item("其他/无日期.jpg"),
        Err(LedgerError::Ambiguous { candidates, .. }) if candidates.len() == 2
    ));
}

#[test]
fn details_tell_where_a_day_came_from() {
    let world = world();
    let id = world.at("4月/IMG_20260403_091422.jpg").id;
    let detail = world.ledger.item(&id).unwrap();
    assert_eq!(detail.item.captured_on.as_deref(), Some("2026-04-03"));
    assert_eq!(
        detail.item.captured_from.map(|from| from.as_str()),
        Some("exif_original")
    );
    // Taken on its side.
    assert_eq!((detail.item.width, detail.item.height), (Some(32), Some(48)));
    assert!(!detail.dates.is_empty());
    assert!(detail.modified_at.unwrap().ends_with('Z'));
    assert!(detail.received_at.starts_with("2026-"));
    assert!(detail.item.thumb);
    let undated = world.at("其他/无日期.jpg");
    assert_eq!(undated.captured_on, None);
    assert_eq!(
        world
            .ledger
            .items_by_id(&[undated.id.clone(), "没有".to_owned(), id.clone()])
            .unwrap(),
        [undated, detail.item]
    );
}

#[test]
fn a_path_to_read_is_given_only_while_it_has_the_indexed_bytes() {
    let world = world();
    let id = world.at("其他/无日期.jpg").id;
    assert_eq!(
        world.ledger.item_path(&id).unwrap(),
        world.root.join("其他/无日期.jpg")
    );
    world.write("其他/无日期.jpg", jpeg(77));
    assert!(matches!(
        world.ledger.item_path(&id),
        Err(LedgerError::EvidenceUnavailable { items }) if items == ["其他/无日期.jpg"]
    ));
}

#[test]
fn a_list_is_made_anew_after_every_change() {
    let world = world();
    let first = |limit| {
        world
            .ledger
            .items(&ItemFilter {
                limit,
                ..ItemFilter::default()
            })
            .unwrap()
    };
    assert_eq!(first(Some(2)).0, 5);
    assert_eq!(first(Some(2)), (5, first(None).1[..2].to_vec()));
    world.write("6月/新.jpg", jpeg(50));
    world.scan();
    assert_eq!(first(Some(2)).0, 6);
    world.link("其他/无日期.jpg");
    let checklist = world.ledger.checklists().unwrap().remove(0).id;
    let unlinked = ItemFilter {
        unlinked_in: Some(checklist),
        ..ItemFilter::default()
    };
    assert_eq!(world.ledger.items(&unlinked).unwrap().0, 5);
    world.ledger.undo().unwrap();
    assert_eq!(world.ledger.items(&unlinked).unwrap().0, 6);
    world.ledger.redo().unwrap();
    assert_eq!(world.ledger.items(&unlinked).unwrap().0, 5);
}

#[test]
fn items_of_a_department_are_those_of_its_events_indicators_and_folders() {
    let world = World::new();
    for path in ["党政办/a.txt", "活动/b.txt", "指标/c.txt", "其他/d.txt"] {
        world.write(path, path);
    }
    world.scan();
    let id = |path: &str| world.at(path).id;
    let (activity, _) = world
        .ledger
        .create_activity("清明祭扫", &[id("活动/b.txt")])
        .unwrap();
    let change = taizhang_ledger::ActivityChange {
        host_dept: Some("党政办".to_owned()),
        ..Default::default()
    };
    world.ledger.set_activity(&activity, &change).unwrap();
    world.link("指标/c.txt");
    let of = |department: &str| {
        let filter = ItemFilter {
            department: Some(department.to_owned()),
            sort: taizhang_ledger::Sort::Path,
            ..ItemFilter::default()
        };
        let (_, items) = world.ledger.items(&filter).unwrap();
        items
            .into_iter()
            .map(|item| item.locations[0].path.clone())
            .collect::<Vec<_>>()
    };
    // The checklist of the tests is led by 党政办.
    assert_eq!(of("党政办"), ["党政办/a.txt", "指标/c.txt", "活动/b.txt"]);
    assert_eq!(of("宣传科"), Vec::<String>::new());
}

#[test]
fn a_name_without_a_year_gets_that_of_its_folder_or_of_the_period() {
    let world = World::new();
    world.write("4月3日清明.jpg", jpeg(1));
    world.write("2024年/4月3日清明.jpg", jpeg(2));
    world.write("照片/4月3日清明.txt", "x");
    world.write("照片/农历四月初三.txt", "y");
    for _ in 0..2 {
        world.scan();
        let told = |path: &str| {
            let item = world.at(path);
            (item.captured_on, item.doubts)
        };
        let assumed = || vec!["year_assumed".to_owned()];
        assert_eq!(told("4月3日清明.jpg"), (Some("2026-04-03".to_owned()), assumed()));
        assert_eq!(
            told("照片/4月3日清明.txt"),
            (Some("2026-04-03".to_owned()), assumed())
        );
        assert_eq!(
            told("2024年/4月3日清明.jpg"),
            (Some("2024-04-03".to_owned()), vec!["outside_period".to_owned()])
        );
        assert_eq!(told("照片/农历四月初三.txt"), (None, vec![]));
        // Another file beside it: its folder is weighed again.
        world.write("照片/后来.txt", "z");
    }
}
