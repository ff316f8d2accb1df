//! Statements, measures, people, places, problems and phases: kept, changed, taken back, and gone with what they are about.

use crate::common;

use jiff::civil::date;
use taizhang_ledger::{Import, Ledger, LedgerError};
use taizhang_model::draft::DraftPhase;
use taizhang_model::record::{
    Attendance, Department, FoundBy, Measure, Person, Phase, Problem, ProblemState, Statement, StatementState,
};

use common::{draft, ledger};

fn imported() -> (tempfile::TempDir, Ledger) {
    let (dir, ledger) = ledger();
    let mut draft = draft();
    draft.phases = vec![DraftPhase {
        title: "动员部署".to_owned(),
        quote: "3月底前动员部署".to_owned(),
        span: None,
        as_written: "3月底前".to_owned(),
        date_from: None,
        date_to: Some(date(2026, 3, 31)),
    }];
    ledger.import_draft(&draft, &Import::default()).unwrap();
    (dir, ledger)
}

fn person(name: &str) -> Person {
    Person {
        id: String::new(),
        name: name.to_owned(),
        department: Some(" 办公室 ".to_owned()),
        post: Some(" ".to_owned()),
        volunteer: None,
    }
}

fn problem(indicator: Option<&str>) -> Problem {
    Problem {
        id: String::new(),
        description: "门前杂物".to_owned(),
        found_on: date(2026, 5, 6),
        found_by: FoundBy::Unannounced,
        indicator: indicator.map(str::to_owned),
        place: Some("南大街12号".to_owned()),
        department: None,
        person: None,
        deadline: Some(date(2026, 5, 20)),
        measures: None,
        state: ProblemState::Found,
        closed_on: None,
    }
}

#[test]
fn records_are_put_changed_and_taken_back() {
    let (_dir, ledger) = ledger();
    let (made, done) = ledger.put_records(&[person("张三"), person("李四")]).unwrap();
    assert_eq!(
        (done.action.as_str(), done.subjects.clone()),
        ("person_set", vec!["张三".to_owned(), "2".to_owned()])
    );
    assert_eq!(
        (made[0].department.as_deref(), made[0].post.as_deref()),
        (Some("办公室"), None),
        "blanks are nothing"
    );
    let changed = Person {
        volunteer: Some("370001".to_owned()),
        ..made[0].clone()
    };
    ledger.put_records(std::slice::from_ref(&changed)).unwrap();
    assert_eq!(ledger.record::<Person>(&made[0].id).unwrap(), changed);
    ledger.undo().unwrap();
    assert_eq!(ledger.records::<Person>(None).unwrap().len(), 2);
    assert_eq!(ledger.record::<Person>(&made[0].id).unwrap(), made[0]);
    ledger.undo().unwrap();
    assert!(ledger.records::<Person>(None).unwrap().is_empty());
    ledger.redo().unwrap();
    assert_eq!(ledger.records::<Person>(None).unwrap(), made);
}

#[test]
fn what_says_nothing_is_refused_and_a_department_is_named_once() {
    let (_dir, ledger) = ledger();
    let empty = ledger.put_records(&[person("  ")]);
    assert!(matches!(empty, Err(LedgerError::BadValue { field: "name", .. })));
    let department = Department {
        id: String::new(),
        name: "办公室".to_owned(),
    };
    ledger.put_records(std::slice::from_ref(&department)).unwrap();
    assert!(ledger.put_records(std::slice::from_ref(&department)).is_err());
    assert_eq!(ledger.records::<Department>(None).unwrap().len(), 1);
    let nobody = ledger.remove_records::<Person>(&["0".to_owned()]);
    assert!(matches!(
        nobody,
        Err(LedgerError::NotFound { what: "person", .. })
    ));
}

#[test]
fn a_person_goes_with_the_attendance() {
    let (_dir, ledger) = ledger();
    let (people, _) = ledger.put_records(&[person("张三")]).unwrap();
    let came = Attendance {
        id: String::new(),
        person: people[0].id.clone(),
        activity: None,
        occasion: Some("植树".to_owned()),
        on_day: date(2026, 3, 12),
        hours: Some(2.0),
    };
    let (kept, _) = ledger.put_records(&[came]).unwrap();
    assert_eq!(kept[0].hours, Some(2.0));
    ledger.remove_records::<Person>(&[people[0].id.clone()]).unwrap();
    assert!(ledger.records::<Attendance>(None).unwrap().is_empty());
    ledger.undo().unwrap();
    assert_eq!(ledger.records::<Attendance>(None).unwrap(), kept);
}

#[test]
fn phases_come_with_the_plan_and_everything_goes_with_the_checklist() {
    let (_dir, ledger) = imported();
    let (checklist, indicators) = ledger.checklist(None).unwrap();
    let phases = ledger
        .records::<Phase>(Some(("checklist", &checklist.id)))
        .unwrap();
    assert_eq!(
        (phases.len(), phases[0].title.as_str(), phases[0].date_to),
        (1, "动员部署", Some(date(2026, 3, 31)))
    );
    let leaf = &indicators[1].id;
    let statement = Statement {
        id: String::new(),
        indicator: leaf.clone(),
        text: "已完成".to_owned(),
        state: StatementState::Draft,
        note: None,
    };
    let measure = Measure {
        id: String::new(),
        indicator: leaf.clone(),
        requirement: None,
        about: None,
        on_day: date(2026, 6, 30),
        value: 36.0,
        unit: String::new(),
        calculation: Some("36 ÷ 100".to_owned()),
        item: None,
    };
    ledger.put_records(&[statement]).unwrap();
    ledger.put_records(&[measure]).unwrap();
    let (problems, _) = ledger.put_records(&[problem(Some(leaf))]).unwrap();
    assert!(problems[0].is_overdue(date(2026, 5, 21)) && !problems[0].is_overdue(date(2026, 5, 20)));

    ledger.merge_indicators(leaf, &indicators[2].id).unwrap();
    assert_eq!(
        ledger
            .records::<Statement>(Some(("indicator", &indicators[2].id)))
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        ledger
            .record::<Problem>(&problems[0].id)
            .unwrap()
            .indicator
            .as_deref(),
        Some(indicators[2].id.as_str())
    );
    ledger.undo().unwrap();

    ledger.remove_indicator(leaf).unwrap();
    assert_eq!(ledger.record::<Problem>(&problems[0].id).unwrap().indicator, None);
    assert!(ledger.records::<Measure>(None).unwrap().is_empty());
    ledger.undo().unwrap();

    ledger.import_draft(&draft(), &Import::default()).unwrap();
    ledger.remove_checklist(&checklist.id).unwrap();
    assert!(ledger.records::<Phase>(None).unwrap().is_empty());
    assert!(ledger.records::<Statement>(None).unwrap().is_empty());
    ledger.undo().unwrap();
    assert_eq!(
        ledger.records::<Measure>(None).unwrap()[0].calculation.as_deref(),
        Some("36 ÷ 100")
    );
}
