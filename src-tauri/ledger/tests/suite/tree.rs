//! Reviewing what was read: the tree of a checklist changes in single steps, evidence follows, and each can be taken back.

use crate::common;

use taizhang_ledger::{Import, Indicator, IndicatorChange, Ledger, LedgerError, NewLedger, Step, Subject};
use taizhang_model::draft::{Draft, DraftWarning};
use taizhang_model::requirement::Requirement;

use common::{draft, ledger};

fn imported() -> (tempfile::TempDir, Ledger) {
    let (dir, ledger) = ledger();
    ledger.import_draft(&draft(), &Import::default()).unwrap();
    (dir, ledger)
}

fn all(ledger: &Ledger) -> Vec<Indicator> {
    ledger.checklist(None).unwrap().1
}

/// Codes in order, a dot for each level below the top.
fn shown(ledger: &Ledger) -> String {
    let lines = all(ledger);
    let lines = lines
        .iter()
        .map(|one| format!("{}{}", ".".repeat(one.level as usize - 1), one.code));
    lines.collect::<Vec<_>>().join(" ")
}

fn id(ledger: &Ledger, code: &str) -> String {
    all(ledger).into_iter().find(|one| one.code == code).unwrap().id
}

/// Does something, takes it back, does it again; the tree must follow each time.
fn both_ways(ledger: &Ledger, work: impl FnOnce(&Ledger), wanted: &str) {
    let before = all(ledger);
    work(ledger);
    let after = all(ledger);
    assert_eq!(shown(ledger), wanted);
    ledger.undo().unwrap();
    assert_eq!(all(ledger), before);
    ledger.redo().unwrap();
    assert_eq!(all(ledger), after);
}

#[test]
fn lines_are_added_moved_and_removed() {
    let (_dir, ledger) = imported();
    let start = shown(&ledger);
    let codes: Vec<String> = all(&ledger).into_iter().map(|one| one.code).collect();
    let (top, first, second) = (&codes[0], &codes[1], &codes[2]);
    assert_eq!(start, format!("{top} .{first} .{second}"));

    both_ways(
        &ledger,
        |l| drop(l.move_indicator(&id(l, second), Step::In).unwrap()),
        &format!("{top} .{first} ..{second}"),
    );
    both_ways(
        &ledger,
        |l| drop(l.move_indicator(&id(l, second), Step::Out).unwrap()),
        &start,
    );
    let stuck = ledger.move_indicator(&id(&ledger, first), Step::Up);
    assert!(matches!(stuck, Err(LedgerError::NowhereToMove { code }) if code == *first));
    both_ways(
        &ledger,
        |l| drop(l.add_indicator(Some(&id(l, first)), first, "补上的一条").unwrap()),
        &format!("{top} .{first} .{first}-2 .{second}"),
    );
    let added = all(&ledger).remove(2);
    assert!(added.reviewed, "what a person writes needs no review");
    both_ways(&ledger, |l| drop(l.remove_indicator(&id(l, top)).unwrap()), "");
}

#[test]
fn removing_takes_links_and_waivers_along_and_undo_brings_them_back() {
    let (_dir, ledger) = imported();
    let target = ledger.target("1.1").unwrap();
    ledger
        .link(&[Subject::External("paper:盒1".to_owned())], &target, None, None)
        .unwrap();
    let gone = id(&ledger, "1.1");
    let before = all(&ledger);
    ledger.remove_indicator(&gone).unwrap();
    assert!(!all(&ledger).iter().any(|one| one.id == gone));
    ledger.undo().unwrap();
    assert_eq!(all(&ledger), before);
    assert_eq!(ledger.links_of_indicator(&gone).unwrap().len(), 1);
}

#[test]
fn a_split_takes_the_sentence_and_its_evidence_along_and_a_merge_brings_them_together() {
    let (_dir, ledger) = imported();
    let parted = all(&ledger)
        .into_iter()
        .find(|one| !one.requirements.is_empty())
        .unwrap();
    let requirement = &parted.requirements[0];
    let target = ledger
        .target(&format!("{}#{}", parted.code, requirement.id))
        .unwrap();
    ledger
        .link(
            &[Subject::External("url:https://example.cn/1".to_owned())],
            &target,
            None,
            None,
        )
        .unwrap();

    let (fresh, _) = ledger
        .split_indicator(&parted.id, std::slice::from_ref(&requirement.id), "拆出的一条")
        .unwrap();
    let new = all(&ledger).into_iter().find(|one| one.id == fresh).unwrap();
    assert_eq!(
        (new.code.as_str(), new.parent.as_ref()),
        (format!("{}-2", parted.code).as_str(), parted.parent.as_ref())
    );
    assert_eq!(
        (&new.lead_dept, &new.support_depts, &new.method),
        (&parted.lead_dept, &parted.support_depts, &parted.method)
    );
    assert_eq!((&new.quote, new.span), (&requirement.quote, requirement.span));
    assert_eq!(new.requirements, vec![requirement.clone()]);
    assert_eq!(
        (new.links, ledger.links_of_indicator(&parted.id).unwrap().len()),
        (1, 0)
    );
    let stranger = ledger.split_indicator(&parted.id, std::slice::from_ref(&requirement.id), "又拆");
    assert!(matches!(
        stranger,
        Err(LedgerError::NotFound {
            what: "requirement",
            ..
        })
    ));

    ledger.merge_indicators(&fresh, &parted.id).unwrap();
    let merged = all(&ledger).into_iter().find(|one| one.id == parted.id).unwrap();
    assert_eq!(merged.requirements.len(), parted.requirements.len());
    assert_eq!(merged.links, 1);
    assert!(merged.content.unwrap().ends_with("拆出的一条"));
    assert!(all(&ledger).iter().all(|one| one.id != fresh));
    ledger.undo().unwrap();
    assert!(all(&ledger).iter().any(|one| one.id == fresh));
}

#[test]
fn merging_keeps_the_same_evidence_once() {
    let (_dir, ledger) = imported();
    let (from, into) = (id(&ledger, "1.1"), all(&ledger)[2].id.clone());
    let code = all(&ledger)[2].code.clone();
    for code in ["1.1", code.as_str()] {
        let target = ledger.target(code).unwrap();
        ledger
            .link(&[Subject::External("note:已办".to_owned())], &target, None, None)
            .unwrap();
    }
    ledger.merge_indicators(&from, &into).unwrap();
    assert_eq!(ledger.links_of_indicator(&into).unwrap().len(), 1);
}

#[test]
fn fields_change_and_a_code_is_given_once() {
    let (_dir, ledger) = imported();
    let one = id(&ledger, "1.1");
    let change = IndicatorChange {
        code: Some("A1".to_owned()),
        support_depts: Some(vec!["机关党委".to_owned(), " ".to_owned()]),
        leader: Some("张局长".to_owned()),
        content: Some("  ".to_owned()),
        points: Some(2.5),
        ..IndicatorChange::default()
    };
    ledger.set_indicator(&one, &change).unwrap();
    let now = all(&ledger).into_iter().find(|i| i.id == one).unwrap();
    assert_eq!(
        (now.code.as_str(), now.leader.as_deref(), now.content),
        ("A1", Some("张局长"), None)
    );
    assert_eq!(now.support_depts, ["机关党委"]);
    assert_eq!(now.score.unwrap().points, Some(2.5));
    let other = all(&ledger)[2].id.clone();
    let taken = ledger.set_indicator(
        &other,
        &IndicatorChange {
            code: Some("A1".to_owned()),
            ..IndicatorChange::default()
        },
    );
    assert!(matches!(taken, Err(LedgerError::CodeTaken { code }) if code == "A1"));
}

#[test]
fn requirements_change_and_indicators_are_marked_as_seen() {
    let (_dir, ledger) = imported();
    let owner = all(&ledger)
        .into_iter()
        .find(|one| !one.requirements.is_empty())
        .unwrap();
    let mut wanted: Requirement = owner.requirements[0].clone();
    wanted.evidence.truncate(1);
    wanted.evidence[0].min = 5;
    ledger.set_requirement(&wanted).unwrap();
    let (added, _) = ledger.add_requirement(&owner.id, &wanted).unwrap();
    let now = all(&ledger).into_iter().find(|one| one.id == owner.id).unwrap();
    assert_eq!(now.requirements[0], wanted);
    assert_eq!(now.requirements.last().unwrap().id, added);
    ledger.remove_requirement(&wanted.id).unwrap();
    assert!(
        !all(&ledger)
            .iter()
            .any(|one| one.requirements.iter().any(|r| r.id == wanted.id))
    );

    let ids: Vec<String> = all(&ledger).into_iter().map(|one| one.id).collect();
    let done = ledger.review_indicators(&ids, true).unwrap();
    assert_eq!(done.rows as usize, ids.len());
    assert!(all(&ledger).iter().all(|one| one.reviewed));
}

#[test]
fn the_text_that_a_checklist_came_from_can_be_read_beside_it() {
    let (_dir, ledger) = ledger();
    assert_eq!(ledger.source_text(None).unwrap(), None);
    let mut draft: Draft = draft();
    let doubt = DraftWarning {
        code: "code_repeated".to_owned(),
        subject: "1.1".to_owned(),
        span: None,
    };
    draft.warnings = vec![doubt];
    let import = Import {
        name: "方案.docx".to_owned(),
        ..Import::default()
    };
    ledger.import_draft(&draft, &import).unwrap();
    let source = ledger.source_text(None).unwrap().unwrap();
    assert_eq!(
        (source.name.as_str(), source.text),
        ("方案.docx", draft.source.text)
    );
}

#[test]
fn the_title_of_a_filled_checklist_is_the_one_asked_for_then_its_own_then_the_documents() {
    let cases = [
        ("创建台账", None, "创建台账"),
        ("创建台账", Some("迎检清单"), "迎检清单"),
        ("", None, "某局创建方案"),
    ];
    for (own, asked, wanted) in cases {
        let dir = tempfile::tempdir().unwrap();
        let new = NewLedger {
            title: own.to_owned(),
            ..common::new_ledger()
        };
        let ledger = Ledger::create(&dir.path().join("台账"), &new, common::around("小王")).unwrap();
        let draft = Draft {
            title: "某局创建方案".to_owned(),
            ..draft()
        };
        let import = Import {
            title: asked.map(str::to_owned),
            ..Import::default()
        };
        ledger.import_draft(&draft, &import).unwrap();
        assert_eq!(ledger.checklist(None).unwrap().0.title, wanted);
        ledger.undo().unwrap();
        assert_eq!(ledger.checklist(None).unwrap().0.title, own);
    }
}
