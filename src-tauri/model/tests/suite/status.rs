//! The rules of status, one by one.

use jiff::civil::{Date, date};
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::date::Period;
use taizhang_model::kind::Kind;
use taizhang_model::requirement::{Deadline, DeadlineKind, Frequency, Op, Per, Requirement, Role, Threshold};
use taizhang_model::status::{Completeness, ProofItem, State, WaiverInput};

use crate::made::{TODAY, by, every, id, indicator, need, one, proof, requirement, run};

#[test]
fn an_indicator_that_asks_for_nothing_in_particular_wants_one_piece() {
    let mut asked = indicator(1, None);
    assert_eq!(one(TODAY, asked.clone()).state, State::Missing);
    asked.proofs.push(proof(1, Kind::Junk, None));
    let junk = one(TODAY, asked.clone());
    assert_eq!((junk.state, junk.slots[0].have), (State::Partial, 0));
    asked.proofs.push(proof(2, Kind::Photo, None));
    assert_eq!(one(TODAY, asked).state, State::Met);
}

#[test]
fn two_named_slots_are_never_filled_by_one_item_and_scarce_kinds_are_kept() {
    let mut asked = indicator(1, None);
    let mut wants = requirement("r1");
    wants.evidence = vec![need("材料", &[], 1), need("签到表", &[Kind::SignIn], 1)];
    asked.requirements.push(wants);
    asked.proofs.push(proof(1, Kind::SignIn, None));
    let status = one(TODAY, asked.clone());
    assert_eq!(
        (status.state, status.slots[0].have + status.slots[1].have),
        (State::Partial, 1)
    );
    // The sign-in sheet came first, but only it can be the sign-in sheet.
    asked.proofs.push(proof(2, Kind::Photo, None));
    let status = one(TODAY, asked);
    assert_eq!(status.state, State::Met);
    assert_eq!(
        (&status.slots[0].items, &status.slots[1].items),
        (&vec![id(2)], &vec![id(1)])
    );
}

#[test]
fn more_than_needed_is_counted() {
    let mut asked = indicator(1, None);
    let mut wants = requirement("r1");
    wants.evidence = vec![need("照片", &[Kind::Photo], 2)];
    asked.requirements.push(wants);
    asked.proofs = (0..5).map(|n| proof(n, Kind::Photo, None)).collect();
    let status = one(TODAY, asked);
    assert_eq!((status.slots[0].have, status.slots[0].need), (5, 2));
}

#[test]
fn a_deadline_makes_not_due_due_soon_and_overdue() {
    let mut asked = indicator(1, None);
    asked.requirements.push(Requirement {
        deadline: Some(by(date(2026, 6, 30))),
        ..requirement("r1")
    });
    let state = |as_of| one(as_of, asked.clone()).state;
    assert_eq!(state(date(2026, 5, 30)), State::NotDue);
    assert_eq!(state(date(2026, 5, 31)), State::DueSoon);
    assert_eq!(state(date(2026, 6, 30)), State::DueSoon);
    assert_eq!(state(date(2026, 7, 1)), State::Overdue);
    asked.proofs.push(proof(1, Kind::Summary, Some(date(2026, 8, 1))));
    assert_eq!(
        one(date(2026, 9, 1), asked).state,
        State::Met,
        "late evidence is evidence"
    );
}

#[test]
fn a_frequency_counts_days_in_calendar_windows() {
    let mut asked = indicator(1, None);
    asked.requirements.push(Requirement {
        frequency: Some(every(Per::TwoMonths, 1)),
        ..requirement("r1")
    });
    for (n, month) in [1, 4, 4, 6].into_iter().enumerate() {
        asked
            .proofs
            .push(proof(n as u128, Kind::Photo, Some(date(2026, month, 9))));
    }
    let status = one(date(2026, 9, 1), asked.clone());
    let have: Vec<(u32, State)> = status.slots.iter().map(|slot| (slot.have, slot.state)).collect();
    assert_eq!(
        have,
        [
            (1, State::Met),
            (1, State::Met),
            (1, State::Met),
            (0, State::Overdue),
            (0, State::NotDue),
            (0, State::NotDue),
        ]
    );
    assert_eq!(
        (status.state, status.due),
        (State::Overdue, Some(date(2026, 8, 31)))
    );
    // Without a day it fits no window, unless the link names one.
    asked.proofs.push(proof(9, Kind::Photo, None));
    assert_eq!(one(date(2026, 9, 1), asked.clone()).slots[3].have, 0);
    let august = Period {
        from: date(2026, 8, 1),
        to: date(2026, 8, 31),
    };
    asked.proofs.last_mut().unwrap().period = Some(august);
    assert_eq!(one(date(2026, 9, 1), asked).slots[3].have, 1);
}

#[test]
fn an_activity_of_many_photos_is_one_occurrence() {
    let mut asked = indicator(1, None);
    asked.requirements.push(Requirement {
        frequency: Some(every(Per::Year, 3)),
        ..requirement("r1")
    });
    let mut event = proof(1, Kind::Photo, Some(date(2026, 3, 1)));
    event.activity = Some(id(77));
    event.items = (0..9)
        .map(|n| ProofItem {
            item: id(n),
            kind: Kind::Photo,
            on: Some(date(2026, 3, 1)),
            available: true,
            about: vec![],
        })
        .collect();
    asked.proofs = vec![event, proof(20, Kind::Photo, Some(date(2026, 5, 1)))];
    let status = one(TODAY, asked);
    assert_eq!(
        (status.slots.len(), status.slots[0].have, status.slots[0].need),
        (1, 2, 3)
    );
}

#[test]
fn evidence_that_is_lost_does_not_count_and_caps_at_partial() {
    let mut asked = indicator(1, None);
    asked.proofs = vec![proof(1, Kind::Photo, None), proof(2, Kind::Photo, None)];
    asked.proofs[1].items[0].available = false;
    let status = one(TODAY, asked.clone());
    assert_eq!((status.state, status.slots[0].have), (State::Partial, 1));
    asked.proofs.remove(0);
    assert_eq!(one(TODAY, asked).completeness, Completeness::None);
}

#[test]
fn evidence_given_to_one_requirement_fills_that_one() {
    let mut asked = indicator(1, None);
    asked.requirements = vec![requirement("r1"), requirement("r2")];
    asked.proofs = vec![proof(1, Kind::Photo, None)];
    asked.proofs[0].requirement = Some("r2".to_owned());
    let status = one(TODAY, asked);
    assert_eq!((status.slots[0].have, status.slots[1].have), (0, 1));
}

#[test]
fn what_does_not_apply_is_out_of_the_counts_and_a_reason_alone_is_not() {
    let mut asked = indicator(1, None);
    asked.score = Some(Score {
        points: Some(4.0),
        kind: ScoreKind::Base,
    });
    asked.waivers.push(WaiverInput {
        requirement: None,
        not_applicable: false,
    });
    assert_eq!(one(TODAY, asked.clone()).state, State::Missing);
    asked.waivers.push(WaiverInput {
        requirement: None,
        not_applicable: true,
    });
    let report = run(TODAY, vec![asked]);
    assert_eq!(report.indicators[0].state, State::NotApplicable);
    assert_eq!((report.summary.not_applicable, report.score.of), (1, 0.0));
}

#[test]
fn what_does_not_apply_covers_slots_and_everything_below() {
    let mut heading = indicator(1, None);
    heading.waivers.push(WaiverInput {
        requirement: None,
        not_applicable: true,
    });
    let mut late = indicator(3, Some(2));
    late.requirements.push(Requirement {
        deadline: Some(by(date(2026, 6, 30))),
        ..requirement("r1")
    });
    let report = run(
        TODAY,
        vec![heading, indicator(2, Some(1)), late, indicator(4, None)],
    );
    let states: Vec<State> = report.indicators.iter().map(|i| i.state).collect();
    let spared = State::NotApplicable;
    assert_eq!(states, [spared, spared, spared, State::Missing]);
    assert_eq!(report.indicators[2].slots[0].state, spared);
    let summary = report.summary;
    assert_eq!(
        (summary.not_applicable, summary.missing, summary.overdue),
        (1, 1, 0)
    );
}

#[test]
fn a_heading_whose_own_wants_do_not_apply_shows_what_lies_below() {
    let mut heading = indicator(1, None);
    heading.requirements.push(requirement("r1"));
    heading.waivers.push(WaiverInput {
        requirement: Some("r1".to_owned()),
        not_applicable: true,
    });
    let report = run(TODAY, vec![heading, indicator(2, Some(1))]);
    assert_eq!(report.indicators[0].state, State::Missing);
}

#[test]
fn a_heading_with_words_alone_asks_for_nothing() {
    let mut heading = indicator(1, None);
    heading.requirements.push(Requirement {
        role: Role::Context,
        ..requirement("r1")
    });
    let mut proven = indicator(2, Some(1));
    proven.proofs.push(proof(1, Kind::Photo, None));
    let report = run(TODAY, vec![heading, proven]);
    assert_eq!(report.indicators[0].state, State::Met);
}

#[test]
fn a_frequency_whose_deadline_names_no_day_is_due_at_the_end_of_its_window() {
    let mut asked = indicator(1, None);
    asked.requirements.push(Requirement {
        frequency: Some(every(Per::Year, 1)),
        deadline: Some(Deadline {
            date_to: None,
            kind: DeadlineKind::Masked,
            ..by(TODAY)
        }),
        ..requirement("r1")
    });
    assert_eq!(one(TODAY, asked).due, Some(date(2026, 12, 31)));
}

/// Words such as 每月25日前, which count from nothing but the calendar.
fn again(words: &str, relative_to: &str) -> Deadline {
    Deadline {
        as_written: words.to_owned(),
        kind: DeadlineKind::Relative,
        date_from: None,
        date_to: None,
        relative_to: Some(relative_to.to_owned()),
        days: None,
    }
}

#[test]
fn a_deadline_that_comes_again_is_due_in_each_window_whenever_something_was_done() {
    let dues = |deadline: Deadline, frequency: Option<Frequency>| -> Vec<Option<Date>> {
        let mut asked = indicator(1, None);
        let mut wanted = requirement("r");
        wanted.deadline = Some(deadline);
        wanted.frequency = frequency;
        wanted.evidence = vec![need("签到表", &[Kind::SignIn], 1)];
        asked.requirements = vec![wanted];
        let mut done = proof(1, Kind::Photo, Some(date(2026, 1, 5)));
        done.activity = Some(id(7));
        done.on = Some(date(2026, 1, 5));
        asked.proofs = vec![done];
        one(date(2026, 1, 6), asked)
            .slots
            .iter()
            .map(|slot| slot.due)
            .collect()
    };
    let quarters = dues(again("每季度末前", "每季度"), Some(every(Per::Quarter, 1)));
    let ends = [(3, 31), (6, 30), (9, 30), (12, 31)].map(|(month, day)| Some(date(2026, month, day)));
    assert_eq!(quarters, ends);
    let months = dues(again("每月25日前", "每月"), Some(every(Per::Month, 1)));
    assert_eq!(months.first(), Some(&Some(date(2026, 1, 25))));
    assert_eq!(
        (months.len(), months.last()),
        (12, Some(&Some(date(2026, 12, 25))))
    );
    let alone = dues(again("每月25日前", "每月"), None);
    assert_eq!(alone, months, "the words alone say how often");
    let after = dues(again("次月5日前", "次月"), Some(every(Per::Quarter, 1)));
    assert_eq!(after.first(), Some(&Some(date(2026, 4, 5))));
    assert_eq!(dues(again("迎检期间", "迎检"), None), [None]);
    let mut counted = again("活动结束后3日内", "活动结束");
    counted.days = Some(3);
    assert_eq!(dues(counted, None), [Some(date(2026, 1, 8))]);
}

#[test]
fn a_number_of_pictures_is_counted_in_their_slot_and_asks_for_no_value() {
    let mut wanted = requirement("照片不少于3张");
    wanted.threshold = Some(Threshold {
        value: 3.0,
        unit: "张".to_owned(),
        op: Op::AtLeast,
        as_written: "不少于3张".to_owned(),
    });
    let mut photos = need("照片", &[Kind::Photo], 3);
    photos.unit = Some("张".to_owned());
    wanted.evidence = vec![photos];
    let mut asked = indicator(1, None);
    asked.requirements = vec![wanted];
    asked.proofs = (1..=3).map(|n| proof(n, Kind::Photo, None)).collect();
    let status = one(TODAY, asked);
    assert_eq!(status.slots.len(), 1);
    assert_eq!(status.state, State::Met);
}

#[test]
fn what_stands_below_a_month_is_due_in_it() {
    let mut month = indicator(1, None);
    let mut window = requirement("七月份");
    window.role = Role::Window;
    window.deadline = Some(Deadline {
        kind: DeadlineKind::Month,
        ..by(date(2026, 7, 31))
    });
    month.requirements = vec![window];
    let mut task = indicator(2, Some(1));
    task.requirements = vec![requirement("开展主题党日")];
    let mut dated = indicator(3, Some(1));
    let mut early = requirement("7月20日前上传");
    early.deadline = Some(by(date(2026, 7, 20)));
    dated.requirements = vec![early];
    let report = run(date(2026, 8, 1), vec![month, task, dated, indicator(4, Some(1))]);
    let due: Vec<Option<Date>> = report.indicators.iter().map(|one| one.due).collect();
    let end = Some(date(2026, 7, 31));
    assert_eq!(due[1..], [end, Some(date(2026, 7, 20)), end]);
    assert!(report.indicators.iter().all(|one| one.state == State::Overdue));
}

#[test]
fn on_site_indicators_are_counted_apart() {
    let mut asked = indicator(1, None);
    asked.method = Some("实地考察、问卷调查".to_owned());
    asked.score = Some(Score {
        points: Some(4.0),
        kind: ScoreKind::Base,
    });
    let report = run(TODAY, vec![asked, indicator(2, None)]);
    assert_eq!(
        (report.summary.on_site, report.summary.missing, report.score.of),
        (1, 1, 0.0)
    );
}

#[test]
fn headings_show_the_most_pressing_and_points_live_at_one_level() {
    let with = |n, parent, points, proven| {
        let mut it = indicator(n, parent);
        it.score = Some(Score {
            points: Some(points),
            kind: ScoreKind::Base,
        });
        it.proofs = if proven {
            vec![proof(n, Kind::Photo, None)]
        } else {
            vec![]
        };
        it
    };
    let mut heading = indicator(1, None);
    heading.score = Some(Score {
        points: Some(100.0),
        kind: ScoreKind::Base,
    });
    let mut bonus = with(5, None, 3.0, true);
    bonus.score = Some(Score {
        points: Some(3.0),
        kind: ScoreKind::Bonus,
    });
    let report = run(
        TODAY,
        vec![
            heading.clone(),
            with(2, Some(1), 6.0, true),
            with(3, Some(1), 4.0, false),
            bonus.clone(),
        ],
    );
    assert_eq!((report.score.got, report.score.of), (9.0, 10.0));
    assert_eq!(
        (
            report.indicators[0].state,
            report.indicators[0].got,
            report.indicators[0].of
        ),
        (State::Partial, 6.0, 10.0)
    );
    assert_eq!(
        (report.indicators[0].leaves, report.indicators[0].leaves_met),
        (2, 1)
    );
    // Nothing below has points: the heading's count once all is met.
    let (mut a, mut b) = (with(2, Some(1), 0.0, true), with(3, Some(1), 0.0, true));
    (a.score, b.score) = (None, None);
    let report = run(TODAY, vec![heading, a, b]);
    assert_eq!((report.score.got, report.score.of), (100.0, 100.0));
}
