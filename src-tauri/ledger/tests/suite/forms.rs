//! Printed forms as values, from a real ledger.

use jiff::civil::{Date, date};
use taizhang_ledger::{FormChoice, Import, Ledger, Subject};
use taizhang_model::form::{Block, FormName};
use taizhang_model::record::{Statement, StatementState};
use taizhang_model::requirement::{Deadline, DeadlineKind};

use crate::common::{draft, ledger};
use crate::material::{World, dated};

const DAY: Date = date(2026, 11, 23);

fn filled() -> (tempfile::TempDir, Ledger) {
    let (dir, ledger) = ledger();
    let mut draft = draft();
    draft.nodes[2].requirements[0].deadline = Some(Deadline {
        as_written: "11月底前".to_owned(),
        kind: DeadlineKind::Month,
        date_from: None,
        date_to: Some(date(2026, 11, 30)),
        relative_to: None,
        days: None,
    });
    ledger.import_draft(&draft, &Import::default()).unwrap();
    (dir, ledger)
}

fn blocks(ledger: &Ledger, name: FormName) -> Vec<Block> {
    ledger.form(name, &FormChoice::default(), DAY).unwrap().blocks
}

#[test]
fn every_form_has_a_value_and_rows_as_wide_as_their_heading() {
    let (_dir, ledger) = filled();
    for name in FormName::ALL {
        let blocks = blocks(&ledger, *name);
        assert!(!blocks.is_empty(), "{name}");
        for block in &blocks {
            if let Block::Table { columns, rows, .. } = block {
                assert!(rows.iter().all(|row| row.len() == columns.len()), "{name}");
            }
        }
    }
}

#[test]
fn a_reminder_tells_by_which_day() {
    let (_dir, ledger) = filled();
    let dues: Vec<String> = blocks(&ledger, FormName::Reminder)
        .iter()
        .filter_map(|block| match block {
            Block::Table { columns, rows, .. } => {
                let at = columns.iter().position(|one| one.name == "报送期限")?;
                Some(rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>())
            }
            _ => None,
        })
        .flatten()
        .collect();
    assert!(!dues.is_empty());
    assert!(dues.iter().any(|due| due == "2026-11-30"), "{dues:?}");
}

#[test]
fn a_report_is_printed_as_it_was_written_and_packed_with_its_state() {
    let (_dir, ledger) = filled();
    let plan = ledger.pack_plan(None, DAY, "").unwrap();
    let leaf = plan.model.indicators.last().unwrap();
    let told = Statement {
        id: String::new(),
        indicator: leaf.id.to_string(),
        text: "我局成立了领导小组。".to_owned(),
        state: StatementState::Draft,
        note: None,
    };
    ledger.put_records(&[told]).unwrap();
    let texts: Vec<String> = blocks(&ledger, FormName::Statements)
        .into_iter()
        .filter_map(|block| match block {
            Block::Text { text } => Some(text),
            _ => None,
        })
        .collect();
    assert!(texts.contains(&"我局成立了领导小组。".to_owned()), "{texts:?}");
    let plan = ledger.pack_plan(None, DAY, "").unwrap();
    let packed = plan.model.indicators.last().unwrap().statement.clone().unwrap();
    assert_eq!(
        (packed.text.as_str(), packed.state),
        ("我局成立了领导小组。", StatementState::Draft)
    );
    assert_eq!(
        plan.model
            .indicators
            .iter()
            .filter(|one| one.statement.is_some())
            .count(),
        1
    );
}

#[test]
fn a_report_marked_as_secret_is_named_before_a_pack_is_made() {
    let (_dir, ledger) = filled();
    let leaf = ledger
        .pack_plan(None, DAY, "")
        .unwrap()
        .model
        .indicators
        .last()
        .unwrap()
        .clone();
    let told = Statement {
        id: String::new(),
        indicator: leaf.id.to_string(),
        text: "机密★3年\n正文".to_owned(),
        state: StatementState::Passed,
        note: None,
    };
    ledger.put_records(&[told]).unwrap();
    let (plan, findings) = ledger
        .precheck(None, DAY, "", &taizhang_pack::Profile::default())
        .unwrap();
    assert_eq!(plan.secret.len(), 1);
    let secret = findings.iter().find(|one| one.code == "pre_secret").unwrap();
    assert_eq!(secret.place.indicator, Some(leaf.id.to_string()));
}

/// Two photographs, one with a caption, and a note under 1.1; one more photograph under 1.2.
fn pictured() -> World {
    let world = World::new();
    world.write("IMG_20260403_091422.jpg", dated(1, "2026:04:03 09:14:22"));
    world.write("IMG_20260404_091422.jpg", dated(2, "2026:04:04 09:14:22"));
    world.write("IMG_20260405_091422.jpg", dated(3, "2026:04:05 09:14:22"));
    // No pages are told of it, and no worker is at hand here to read a text.
    world.write("记录.zip", b"PK\x05\x06".as_slice());
    world.scan();
    world.ledger.import_draft(&draft(), &Import::default()).unwrap();
    let link = |path: &str, code: &str, caption: Option<&str>| {
        let item = Subject::Item(world.ledger.find_item(path).unwrap());
        let target = world.ledger.target(code).unwrap();
        world.ledger.link(&[item], &target, None, caption).unwrap();
    };
    link(
        "IMG_20260403_091422.jpg",
        "1.1",
        Some("2026年4月3日，烈士陵园，局机关党员，清明祭扫"),
    );
    link("IMG_20260404_091422.jpg", "1.1", None);
    link("记录.zip", "1.1", None);
    link("IMG_20260405_091422.jpg", "1.2", None);
    world
}

#[test]
fn photo_pages_name_their_indicator_and_tell_six_elements() {
    let world = pictured();
    let choice = FormChoice {
        elements: true,
        per_page: 4,
        ..FormChoice::default()
    };
    let blocks = world.ledger.form(FormName::Photos, &choice, DAY).unwrap().blocks;
    let pages: Vec<(&str, usize)> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Photos { heading, photos, .. } => Some((heading.as_str(), photos.len())),
            _ => None,
        })
        .collect();
    assert_eq!(pages, [("1.1 组织领导", 2), ("1.2 道德讲堂", 1)]);
    assert_eq!(blocks[1], Block::Break);
    let Block::Photos { photos, .. } = &blocks[0] else {
        panic!("{blocks:?}");
    };
    let told: Vec<(&str, &str)> = photos[0]
        .elements
        .iter()
        .map(|one| (one.name.as_str(), one.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("时间", "2026年4月3日"),
            ("地点", "烈士陵园"),
            ("人物", "局机关党员"),
            ("主题", ""),
            ("背景", ""),
            ("事由", "清明祭扫"),
        ]
    );
    // What nobody wrote is not made up; the day comes from the picture.
    assert_eq!(photos[1].elements[0].value, "2026年4月4日");
    assert!(photos[1].elements[1..].iter().all(|one| one.value.is_empty()));
}

#[test]
fn a_picture_is_a_page_and_is_called_after_what_it_proves() {
    let world = pictured();
    let Block::Table { rows, .. } = &blocks(&world.ledger, FormName::FileList)[2] else {
        panic!("no table");
    };
    let titles: Vec<&str> = rows.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(
        titles,
        [
            "[2026年4月3日，烈士陵园，局机关党员，清明祭扫]",
            "[组织领导]",
            "[记录]",
            "[道德讲堂]"
        ]
    );
    let pages: Vec<&str> = rows.iter().map(|row| row[7].as_str()).collect();
    assert_eq!(pages, ["1", "1", "", "1"]);
    let Block::Facts { rows } = &blocks(&world.ledger, FormName::BoxNote)[1] else {
        panic!("no facts");
    };
    assert_eq!(
        rows[0].value,
        "本盒归档文件共 4 件，已知页数合计 3 页；另有 1 件文件未读到页数，装盒时请补填。"
    );
}

#[test]
fn nobody_has_served_no_hours_at_all() {
    let (_dir, ledger) = filled();
    let hours = blocks(&ledger, FormName::Volunteers)
        .into_iter()
        .find_map(|block| match block {
            Block::Facts { rows } => rows.into_iter().find(|row| row.name == "服务总时长"),
            _ => None,
        });
    assert_eq!(hours.unwrap().value, "0 小时");
}

#[test]
fn a_file_that_is_gone_is_found_by_its_item() {
    let world = pictured();
    let id = world.ledger.find_item("记录.zip").unwrap();
    std::fs::remove_file(world.root.join("记录.zip")).unwrap();
    world.scan();
    let (_, findings) = world
        .ledger
        .precheck(None, DAY, "", &taizhang_pack::Profile::default())
        .unwrap();
    let gone = findings.iter().find(|one| one.code == "pre_unavailable").unwrap();
    assert_eq!(gone.place.item, Some(id));
}

#[test]
fn a_plan_by_days_tells_how_things_stand_by_what_is_in_the_pack() {
    let world = pictured();
    for path in ["IMG_20260403_091422.jpg", "IMG_20260404_091422.jpg"] {
        let item = Subject::Item(world.ledger.find_item(path).unwrap());
        let target = world.ledger.target("1.2").unwrap();
        world.ledger.link(&[item], &target, None, None).unwrap();
    }
    let looked = |from: Option<Date>, to: Option<Date>| {
        let profile = taizhang_pack::Profile {
            from,
            to,
            ..taizhang_pack::Profile::default()
        };
        let (plan, findings) = world.ledger.precheck(None, DAY, "", &profile).unwrap();
        let one = plan
            .model
            .indicators
            .iter()
            .find(|one| one.code == "1.2")
            .unwrap();
        let gaps = findings.iter().filter(|one| one.code == "pre_gap").count();
        (
            one.missing.clone(),
            plan.model.days.map(|days| days.to_string()),
            gaps,
        )
    };
    let whole = looked(None, None);
    assert!(whole.0.iter().all(|gap| gap.starts_with("签到表")), "{whole:?}");
    assert_eq!(whole.1, None);
    // One of three photographs is left, of two that are asked for.
    let (missing, days, gaps) = looked(None, Some(date(2026, 4, 3)));
    assert!(
        missing.iter().any(|gap| gap.starts_with("照片 1/2")),
        "{missing:?}"
    );
    assert_eq!(days.as_deref(), Some("截至 2026-04-03"));
    assert!(gaps >= whole.2);
    let (missing, days, _) = looked(Some(date(2026, 4, 4)), Some(date(2026, 4, 5)));
    assert!(missing.iter().all(|gap| gap.starts_with("签到表")), "{missing:?}");
    assert_eq!(days.as_deref(), Some("2026-04-04 至 2026-04-05"));
}
