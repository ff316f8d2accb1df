//! Two versions of a checklist, a new year from the old one, and what is due on the way.

use crate::common;

use jiff::civil::date;
use taizhang_ledger::{Change, Import, Ledger, Rollover, Subject};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftPhase};
use taizhang_model::requirement::{Deadline, DeadlineKind, Per};

use common::{draft, ledger};

/// The test's draft with a day by which the last indicator's material is due, and a phase.
fn dated() -> Draft {
    let mut draft = draft();
    let last = draft.nodes.last_mut().unwrap();
    last.requirements[0].deadline = Some(Deadline {
        as_written: "6月底前".to_owned(),
        kind: DeadlineKind::Date,
        date_from: None,
        date_to: Some(date(2026, 6, 30)),
        relative_to: None,
        days: None,
    });
    draft.phases = vec![DraftPhase {
        title: "自查".to_owned(),
        quote: "9月至11月自查".to_owned(),
        span: None,
        as_written: "9月至11月".to_owned(),
        date_from: Some(date(2026, 9, 1)),
        date_to: Some(date(2026, 11, 30)),
    }];
    draft
}

fn imported(draft: &Draft) -> (tempfile::TempDir, Ledger) {
    let (dir, ledger) = ledger();
    ledger.import_draft(draft, &Import::default()).unwrap();
    (dir, ledger)
}

#[test]
fn the_difference_of_two_versions_names_every_change() {
    let (_dir, ledger) = imported(&draft());
    let before = ledger.checklist(None).unwrap().0.id;
    let mut next = draft();
    next.nodes.remove(1);
    next.nodes[1].code = "9.9".to_owned();
    next.nodes[1].title += "（修订）";
    let mut fresh = next.nodes[1].clone();
    (fresh.id, fresh.code, fresh.title) = ("n9".to_owned(), "2".to_owned(), "全新的一条内容".to_owned());
    (fresh.parent, fresh.level) = (None, 1);
    next.nodes.push(fresh);
    let (after, _) = ledger.import_draft(&next, &Import::default()).unwrap();
    let diff = ledger.checklist_diff(&before, &after).unwrap();
    let shown: Vec<(Vec<Change>, Option<&str>, Option<&str>)> = diff
        .iter()
        .map(|one| {
            let code = |side: &Option<taizhang_ledger::Indicator>| {
                side.as_ref().map(|i| i.code.clone()).map(|c| &*c.leak())
            };
            (one.changes.clone(), code(&one.before), code(&one.after))
        })
        .collect();
    let old: Vec<String> = ledger
        .checklist(Some(&before))
        .unwrap()
        .1
        .into_iter()
        .map(|one| one.code)
        .collect();
    assert_eq!(
        shown,
        [
            (vec![], Some(old[0].as_str()), Some(old[0].as_str())),
            (vec![Change::Removed], Some(old[1].as_str()), None),
            (
                vec![Change::Renumbered, Change::Text],
                Some(old[2].as_str()),
                Some("9.9")
            ),
            (vec![Change::Added], None, Some("2")),
        ]
    );
    let itself = ledger.checklist_diff(&after, &after).unwrap();
    assert!(itself.iter().all(|one| one.changes.is_empty()));
}

#[test]
fn links_are_carried_where_nothing_else_is_asked() {
    let (_dir, ledger) = imported(&draft());
    let before = ledger.checklist(None).unwrap().0.id;
    for code in ["1.1", "1.2"] {
        let target = ledger.target(code).unwrap();
        ledger
            .link(&[Subject::External(format!("paper:{code}"))], &target, None, None)
            .unwrap();
    }
    let mut next = draft();
    next.nodes[2].title += "，并且报送总结";
    let (after, _) = ledger.import_draft(&next, &Import::default()).unwrap();
    ledger.carry_links(&before, &after).unwrap();
    ledger.carry_links(&before, &after).unwrap();
    let (_, now) = ledger.checklist(Some(&after)).unwrap();
    let counts: Vec<u32> = now.iter().map(|one| one.links).collect();
    assert_eq!(counts, [0, 1, 0], "once, and not to what reads otherwise");
}

#[test]
fn a_new_year_takes_the_tree_over_and_moves_its_days() {
    let (_dir, ledger) = imported(&dated());
    let target = ledger.target("1.2").unwrap();
    ledger
        .link(
            &[Subject::External("note:去年办过".to_owned())],
            &target,
            None,
            None,
        )
        .unwrap();
    let wanted = Rollover {
        from: None,
        title: "2027年度".to_owned(),
        period: Period::year(2027).unwrap(),
        inspection: Some(date(2027, 12, 10)),
    };
    let (id, _) = ledger.roll_over(&wanted).unwrap();
    let (checklist, indicators) = ledger.checklist(None).unwrap();
    assert_eq!(
        (&checklist.id, checklist.inspection, checklist.indicators),
        (&id, wanted.inspection, 3)
    );
    assert!(indicators.iter().all(|one| one.links == 0 && !one.reviewed));
    assert_eq!(indicators[2].parent.as_ref(), Some(&indicators[0].id));
    let deadline = indicators[2].requirements[0].deadline.as_ref().unwrap();
    assert_eq!(
        (deadline.date_to, deadline.as_written.as_str()),
        (Some(date(2027, 6, 30)), "6月底前")
    );
    let phases: Vec<taizhang_model::record::Phase> = ledger.records(Some(("checklist", &id))).unwrap();
    assert_eq!(
        (phases[0].date_from, phases[0].date_to),
        (Some(date(2027, 9, 1)), Some(date(2027, 11, 30)))
    );
    let before = ledger.year_before(&indicators[2].id).unwrap().unwrap();
    assert_eq!((before.links.len(), before.indicator.code.as_str()), (1, "1.2"));
    // 6月底前 is asked for in the same words, of another year: nothing differs, and what proves it may be carried over.
    let old = ledger.checklists().unwrap();
    let old = old.iter().find(|one| one.id != id).unwrap().id.clone();
    let diff = ledger.checklist_diff(&old, &id).unwrap();
    assert!(diff.iter().all(|one| one.changes.is_empty()), "{diff:?}");
    ledger.carry_links(&old, &id).unwrap();
    assert_eq!(ledger.checklist(Some(&id)).unwrap().1[2].links, 1);
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    assert_eq!(ledger.checklists().unwrap().len(), 1);
}

#[test]
fn what_is_due_is_told_in_time_and_for_whom() {
    let (_dir, ledger) = imported(&dated());
    let due = |day, within, who| ledger.due(None, day, within, who).unwrap();
    assert!(due(date(2026, 5, 1), 30, None).is_empty());
    let soon = due(date(2026, 6, 24), 7, Some("党政办"));
    assert!(
        !soon.is_empty()
            && soon
                .iter()
                .all(|one| one.days_left == 6 && one.indicator.code == "1.2")
    );
    assert!(!soon[0].quote.is_empty());
    assert!(due(date(2026, 6, 24), 5, None).is_empty());
    assert!(due(date(2026, 8, 1), 7, Some("别的科室")).is_empty());
    assert_eq!(due(date(2026, 8, 1), 0, Some("各股室"))[0].days_left, -32);
    let board = ledger.board(None, date(2026, 8, 1), Per::Month).unwrap();
    assert_eq!(board.columns.len(), 12);
    let row = board.rows.iter().find(|row| row.code == "1.2").unwrap();
    assert!(row.cells[5].need > row.cells[5].have);
}

#[test]
fn progress_counts_what_was_linked_by_then() {
    let (_dir, ledger) = imported(&draft());
    let target = ledger.target("1.1").unwrap();
    // The test's clock stands in September 2026.
    ledger
        .link(&[Subject::External("note:已办".to_owned())], &target, None, None)
        .unwrap();
    let went = ledger.progress(None, date(2026, 11, 23)).unwrap();
    let met: Vec<(String, u32)> = went
        .iter()
        .map(|one| (one.on.to_string(), one.summary.met))
        .collect();
    assert_eq!(met.len(), 11);
    assert_eq!(
        (met[7].clone(), met[9].clone()),
        (("2026-08-31".to_owned(), 0), ("2026-10-31".to_owned(), 1))
    );
    assert_eq!(met[10], ("2026-11-23".to_owned(), 1));
}
