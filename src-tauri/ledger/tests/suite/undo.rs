//! Every change of what people asserted can be taken back and done again, and refuses where it can't.

use crate::common;

use proptest::prelude::*;
use taizhang_ledger::{ChecklistChange, Import, IndicatorChange, Ledger, LedgerError, LinkChange, Subject};

use common::{draft, ledger};

/// All that people asserted, as text.
fn state(ledger: &Ledger) -> String {
    let mut text = ledger.unit().unwrap();
    for checklist in ledger.checklists().unwrap() {
        let (checklist, indicators) = ledger.checklist(Some(&checklist.id)).unwrap();
        text += &format!(
            "\n{} {:?} {:?}",
            checklist.title, checklist.period, checklist.inspection
        );
        for indicator in indicators {
            let links = ledger.links_of_indicator(&indicator.id).unwrap();
            text += &format!("\n{indicator:?}\n{links:?}");
        }
    }
    text
}

fn external(name: &str) -> Subject {
    Subject::External(format!("paper:{name}"))
}

#[test]
fn an_import_is_one_operation_that_goes_both_ways() {
    let (_dir, ledger) = ledger();
    let before = state(&ledger);
    let (id, done) = ledger.import_draft(&draft(), &Import::default()).unwrap();
    assert_eq!((done.action.as_str(), done.undone), ("checklist_import", false));
    let (checklist, indicators) = ledger.checklist(None).unwrap();
    assert_eq!((checklist.id, checklist.indicators), (id, 3));
    assert_eq!(indicators[2].requirements[0].evidence[1].name, "签到表");
    assert_eq!(indicators[2].parent.as_ref(), Some(&indicators[0].id));
    let after = state(&ledger);
    ledger.undo().unwrap();
    assert_eq!(state(&ledger), before);
    ledger.redo().unwrap();
    assert_eq!(state(&ledger), after);
}

#[test]
fn a_second_import_makes_a_second_checklist_and_a_named_full_one_is_refused() {
    let (_dir, ledger) = ledger();
    let (first, _) = ledger.import_draft(&draft(), &Import::default()).unwrap();
    let full = ledger.import_draft(
        &draft(),
        &Import {
            into: Some(first),
            ..Import::default()
        },
    );
    assert!(matches!(
        full,
        Err(LedgerError::BadValue {
            field: "checklist",
            ..
        })
    ));
    let (second, _) = ledger.import_draft(&draft(), &Import::default()).unwrap();
    assert_eq!(ledger.checklists().unwrap().len(), 2);
    assert_eq!(ledger.checklist(None).unwrap().0.id, second);
    ledger.remove_checklist(&second).unwrap();
    assert_eq!(ledger.checklists().unwrap().len(), 1);
    ledger.undo().unwrap();
    assert_eq!(ledger.checklist(Some(&second)).unwrap().1.len(), 3);
}

#[test]
fn linking_twice_is_refused_and_leaves_no_operation() {
    let (_dir, ledger) = ledger();
    ledger.import_draft(&draft(), &Import::default()).unwrap();
    let target = ledger.target("1.2#1").unwrap();
    ledger
        .link(&[external("盒1")], &target, None, Some(" 说明 "))
        .unwrap();
    let links = ledger.links_of_indicator(&target.indicator).unwrap();
    assert_eq!(links[0].caption.as_deref(), Some("说明"));
    let before = ledger.history(None).unwrap();
    let again = ledger.link(&[external("盒1")], &target, None, None);
    assert!(matches!(again, Err(LedgerError::AlreadyLinked { code }) if code == "1.2"));
    assert_eq!(ledger.history(None).unwrap(), before);
    let same = ledger.link(&[external("盒1")], &target, None, Some("说明"));
    assert!(matches!(same, Err(LedgerError::AlreadyLinked { .. })));
    assert_eq!(ledger.history(None).unwrap(), before);
    let id = &links[0].id;
    ledger.remove_links(std::slice::from_ref(id)).unwrap();
    assert!(ledger.links_of_indicator(&target.indicator).unwrap().is_empty());
}

#[test]
fn a_caption_for_what_is_linked_already_takes_the_place_of_the_first() {
    let (_dir, ledger) = ledger();
    ledger.import_draft(&draft(), &Import::default()).unwrap();
    let target = ledger.target("1.2#1").unwrap();
    ledger
        .link(&[external("盒1")], &target, None, Some("说明"))
        .unwrap();
    let done = ledger
        .link(&[external("盒1")], &target, None, Some("新的说明"))
        .unwrap();
    assert_eq!(done.action, "link_set");
    let captions = || -> Vec<Option<String>> {
        let links = ledger.links_of_indicator(&target.indicator).unwrap();
        links.into_iter().map(|link| link.caption).collect()
    };
    assert_eq!(captions(), [Some("新的说明".to_owned())]);
    ledger.undo().unwrap();
    assert_eq!(captions(), [Some("说明".to_owned())]);
    // One that is new and one that is known: both are said the same of.
    ledger
        .link(
            &[external("盒1"), external("盒2")],
            &target,
            None,
            Some("同一说明"),
        )
        .unwrap();
    assert_eq!(
        captions(),
        [Some("同一说明".to_owned()), Some("同一说明".to_owned())]
    );
}

#[test]
fn order_is_kept_and_moved() {
    let (_dir, ledger) = ledger();
    ledger.import_draft(&draft(), &Import::default()).unwrap();
    let target = ledger.target("1.1").unwrap();
    ledger
        .link(
            &[external("甲"), external("乙"), external("丙")],
            &target,
            None,
            None,
        )
        .unwrap();
    let names = || -> Vec<Subject> {
        ledger
            .links_of_indicator(&target.indicator)
            .unwrap()
            .into_iter()
            .map(|l| l.subject)
            .collect()
    };
    let links = ledger.links_of_indicator(&target.indicator).unwrap();
    ledger
        .set_link(
            &links[2].id,
            &LinkChange {
                before: Some(links[0].id.clone()),
                ..LinkChange::default()
            },
        )
        .unwrap();
    assert_eq!(names(), [external("丙"), external("甲"), external("乙")]);
    ledger
        .set_link(
            &links[2].id,
            &LinkChange {
                before: Some(String::new()),
                ..LinkChange::default()
            },
        )
        .unwrap();
    assert_eq!(names(), [external("甲"), external("乙"), external("丙")]);
    ledger.undo().unwrap();
    assert_eq!(names(), [external("丙"), external("甲"), external("乙")]);
}

#[test]
fn codes_and_names_that_mean_nothing_are_told() {
    let (_dir, ledger) = ledger();
    ledger.import_draft(&draft(), &Import::default()).unwrap();
    assert!(matches!(
        ledger.target("9.9"),
        Err(LedgerError::NotFound {
            what: "indicator",
            ..
        })
    ));
    assert!(matches!(
        ledger.target("1.2#7"),
        Err(LedgerError::NotFound {
            what: "requirement",
            ..
        })
    ));
    assert!(matches!(
        ledger.target("没有/1.2"),
        Err(LedgerError::NotFound {
            what: "checklist",
            ..
        })
    ));
    assert!(ledger.target("省级文明单位创建/1.2").is_ok());
    assert!(matches!(
        ledger.undo().and_then(|_| ledger.undo()),
        Err(LedgerError::NothingToUndo { direction: "undo" })
    ));
}

#[test]
fn what_was_undone_is_gone_once_something_else_is_done() {
    let (_dir, ledger) = ledger();
    ledger.set_unit("甲局").unwrap();
    ledger.undo().unwrap();
    ledger.set_unit("乙局").unwrap();
    assert!(matches!(
        ledger.redo(),
        Err(LedgerError::NothingToUndo { direction: "redo" })
    ));
    assert_eq!(ledger.unit().unwrap(), "乙局");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Any row of changes, taken back one by one, gives every earlier state again; done again, every later one.
    #[test]
    fn undo_and_redo_walk_the_same_states(steps in proptest::collection::vec(0u8..7, 1..12)) {
        let (_dir, ledger) = ledger();
        ledger.import_draft(&draft(), &Import::default()).unwrap();
        let mut states = vec![state(&ledger)];
        for (n, step) in steps.iter().enumerate() {
            let (checklist, indicators) = ledger.checklist(None).unwrap();
            let target = ledger.target("1.2").unwrap();
            let links = ledger.links_of_indicator(&target.indicator).unwrap();
            let done = match step {
                0 => ledger.set_unit(&format!("第{n}局")),
                1 => ledger.set_checklist(&checklist.id, &ChecklistChange {
                    title: Some(format!("第{n}版")), inspection: Some(None), ..ChecklistChange::default()
                }),
                2 => ledger.set_indicator(&indicators[1].id, &IndicatorChange {
                    points: Some(n as f64 + 0.5), reviewed: Some(true), lead_dept: Some(String::new()), ..IndicatorChange::default()
                }),
                3 => ledger.waive(&target, &format!("原因{n}"), n % 2 == 0),
                4 if !links.is_empty() => ledger.remove_links(std::slice::from_ref(&links[0].id)),
                5 if !links.is_empty() => ledger.set_link(&links[0].id, &LinkChange {
                    caption: Some(format!("说明{n}")), before: Some(String::new()), ..LinkChange::default()
                }),
                _ => ledger.link(&[external(&n.to_string()), external("同")], &target, None, None),
            };
            if done.is_ok() {
                states.push(state(&ledger));
            }
        }
        for earlier in states.iter().rev().skip(1) {
            ledger.undo().unwrap();
            prop_assert_eq!(&state(&ledger), earlier);
        }
        for later in states.iter().skip(1) {
            ledger.redo().unwrap();
            prop_assert_eq!(&state(&ledger), later);
        }
    }
}
