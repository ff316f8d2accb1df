//! What a requirement wants beyond one piece: each department and place, festivals, values, numbers of things, days after an activity.

use jiff::civil::{Date, date};
use taizhang_model::date::Period;
use taizhang_model::id::Id;
use taizhang_model::kind::Kind;
use taizhang_model::record::Measure;
use taizhang_model::requirement::{
    Count, Deadline, DeadlineKind, Each, EvidenceNeed, Frequency, Op, Per, Requirement, Threshold,
};
use taizhang_model::status::{
    IndicatorInput, IndicatorStatus, Members, Proof, ProofItem, ScoreTotal, Slot, State, StatusInput,
    StatusReport, Summary, assess, board,
};

fn id(n: u128) -> Id {
    Id::from_u128(n)
}

fn asks(quote: &str) -> Requirement {
    Requirement::bare("r1", quote)
}

fn count(value: f64, unit: &str) -> Count {
    Count {
        value,
        unit: unit.to_owned(),
        as_written: format!("{value}{unit}"),
    }
}

fn photo(n: u128, on: Option<Date>, about: &[&str]) -> Proof {
    Proof {
        link: id(1000 + n),
        requirement: None,
        period: None,
        items: vec![ProofItem {
            item: id(n),
            kind: Kind::Photo,
            on,
            available: true,
            about: about.iter().map(|&name| name.to_owned()).collect(),
        }],
        activity: None,
        on: None,
        about: None,
        stands_as: None,
    }
}

struct Case {
    requirement: Requirement,
    proofs: Vec<Proof>,
    measures: Vec<Measure>,
    patrols: Vec<(String, Date)>,
    as_of: Date,
}

impl Case {
    fn new(requirement: Requirement) -> Self {
        Self {
            requirement,
            proofs: vec![],
            measures: vec![],
            patrols: vec![],
            as_of: date(2026, 7, 1),
        }
    }

    fn run(&self) -> IndicatorStatus {
        let members = Members {
            departments: vec!["办公室".to_owned(), "运输股".to_owned()],
            persons: 3,
            places: vec![
                ("南大街12号".to_owned(), Some("门店".to_owned())),
                ("东关村".to_owned(), Some("村".to_owned())),
                ("西关村".to_owned(), Some("村".to_owned())),
            ],
            patrols: self.patrols.clone(),
        };
        let report = assess(&StatusInput {
            as_of: self.as_of,
            period: Period::year(2026).unwrap(),
            inspection: None,
            members,
            indicators: vec![IndicatorInput {
                id: id(1),
                parent: None,
                code: "1".to_owned(),
                title: "指标".to_owned(),
                score: None,
                method: None,
                requirements: vec![self.requirement.clone()],
                proofs: self.proofs.clone(),
                waivers: vec![],
                measures: self.measures.clone(),
            }],
        });
        report.indicators.into_iter().next().unwrap()
    }

    fn slots(&self) -> Vec<Slot> {
        self.run().slots
    }
}

fn abouts(slots: &[Slot]) -> Vec<(&str, u32, u32)> {
    slots
        .iter()
        .map(|slot| (slot.about.as_deref().unwrap_or("-"), slot.have, slot.need))
        .collect()
}

#[test]
fn each_department_and_each_place_has_a_slot_of_its_own() {
    let mut case = Case::new(Requirement {
        each: Some(Each::Department),
        ..asks("各科室报送计划")
    });
    case.proofs = vec![photo(10, None, &["运输股"]), photo(11, None, &[])];
    assert_eq!(abouts(&case.slots()), [("办公室", 0, 1), ("运输股", 1, 1)]);
    // What the link says comes before what a name says.
    case.proofs[0].about = Some("办公室".to_owned());
    assert_eq!(abouts(&case.slots()), [("办公室", 1, 1), ("运输股", 0, 1)]);

    let villages = Case::new(Requirement {
        each: Some(Each::Place),
        ..asks("各村设置公示栏")
    });
    assert_eq!(
        abouts(&villages.slots()),
        [("东关村", 0, 1), ("西关村", 0, 1)],
        "only the kind that is named"
    );
    let all = Case::new(Requirement {
        each: Some(Each::Place),
        ..asks("每个点位有照片")
    });
    assert_eq!(all.slots().len(), 3);
    let heads = Case::new(Requirement {
        each: Some(Each::Person),
        count: Some(count(2.0, "篇")),
        ..asks("每人撰写2篇心得")
    });
    assert_eq!(abouts(&heads.slots()), [("-", 0, 6)]);
}

#[test]
fn each_festival_is_wanted_at_its_true_date() {
    let names = ["春节", "清明节", "端午节", "中秋节", "国庆节", "建站纪念日"];
    let frequency = Frequency {
        times: None,
        op: None,
        per: None,
        occasions: names.iter().map(|&name| name.to_owned()).collect(),
        as_written: String::new(),
    };
    let mut case = Case::new(Requirement {
        frequency: Some(frequency),
        ..asks("开展我们的节日活动")
    });
    case.proofs = vec![
        photo(10, Some(date(2026, 4, 3)), &[]),
        photo(11, Some(date(2026, 9, 26)), &[]),
    ];
    let slots = case.slots();
    let shown: Vec<(&str, String, u32, State)> = slots
        .iter()
        .map(|s| {
            (
                s.occasion.as_deref().unwrap(),
                s.due.map(|d| d.to_string()).unwrap_or_default(),
                s.have,
                s.state,
            )
        })
        .collect();
    // 2026: 春节 on 17 February, 清明 on 5 April, 端午 on 19 June, 中秋 on 25 September.
    assert_eq!(
        shown,
        [
            ("春节", "2026-02-24".to_owned(), 0, State::Overdue),
            ("清明节", "2026-04-12".to_owned(), 1, State::Met),
            ("端午节", "2026-06-26".to_owned(), 0, State::Overdue),
            ("中秋节", "2026-10-02".to_owned(), 1, State::Met),
            ("国庆节", "2026-10-08".to_owned(), 0, State::NotDue),
            ("建站纪念日", String::new(), 2, State::Met),
        ],
        "a photo of 26 September is of 中秋, not of 国庆 as well; what the calendar does not know takes any day"
    );
}

#[test]
fn a_threshold_wants_the_value_that_was_reported_last() {
    let threshold = Threshold {
        value: 30.0,
        unit: "%".to_owned(),
        op: Op::AtLeast,
        as_written: "不低于30%".to_owned(),
    };
    let deadline = Deadline {
        as_written: "6月底前".to_owned(),
        kind: DeadlineKind::Date,
        date_from: None,
        date_to: Some(date(2026, 6, 30)),
        relative_to: None,
        days: None,
    };
    let mut case = Case::new(Requirement {
        threshold: Some(threshold),
        deadline: Some(deadline),
        ..asks("注册比例不低于30%")
    });
    case.proofs = vec![photo(10, None, &[])];
    let of = |slots: Vec<Slot>| slots.into_iter().find(|slot| slot.measured.is_some()).unwrap();
    assert_eq!(of(case.slots()).state, State::Overdue);
    let report = |id: &str, on_day, value| Measure {
        id: id.to_owned(),
        indicator: "1".to_owned(),
        requirement: None,
        about: None,
        on_day,
        value,
        unit: "%".to_owned(),
        calculation: None,
        item: Some(Id::from_u128(77).to_string()),
    };
    case.measures = vec![
        report("a", date(2026, 3, 1), 35.0),
        report("b", date(2026, 6, 1), 28.5),
    ];
    let last = of(case.slots());
    assert_eq!(
        (last.have, last.measured.unwrap().value, last.items),
        (0, Some(28.5), vec![id(77)])
    );
    case.measures.push(report("c", date(2026, 8, 1), 40.0));
    assert_eq!(
        of(case.slots()).have,
        0,
        "what is reported later does not count before"
    );
    case.as_of = date(2026, 8, 1);
    assert_eq!(case.run().state, State::Met);
    case.proofs.clear();
    assert_eq!(
        case.run().state,
        State::Overdue,
        "a value without any evidence is not enough"
    );
}

#[test]
fn numbers_of_things_are_occasions_pieces_or_values() {
    let of = |value, unit| {
        Case::new(Requirement {
            count: Some(count(value, unit)),
            ..asks("数量")
        })
    };
    let mut lectures = of(2.0, "期");
    lectures.proofs = vec![
        photo(10, Some(date(2026, 3, 1)), &[]),
        photo(11, Some(date(2026, 3, 1)), &[]),
    ];
    assert_eq!(
        abouts(&lectures.slots()),
        [("-", 1, 2)],
        "two photos of one day are one lecture"
    );
    assert_eq!(abouts(&of(6.0, "篇").slots()), [("-", 0, 6)]);
    assert_eq!(abouts(&of(1.0, "处").slots()), [("-", 0, 1)]);
    let places = of(5.0, "处").slots();
    assert_eq!(places[1].measured.as_ref().unwrap().wanted.value, 5.0);
    for odd in [f64::NAN, -3.0, 1e300] {
        assert_eq!(of(odd, "次").slots().len(), 2, "{odd} is a value like any other");
    }
}

#[test]
fn days_after_an_activity_count_from_the_last_one() {
    let deadline = Deadline {
        as_written: "活动结束后3日内".to_owned(),
        kind: DeadlineKind::Relative,
        date_from: None,
        date_to: None,
        relative_to: Some("活动结束".to_owned()),
        days: Some(3),
    };
    let summary = EvidenceNeed {
        name: "总结".to_owned(),
        any_of: vec![Kind::Summary],
        min: 1,
        unit: None,
        as_written: "总结".to_owned(),
    };
    let mut case = Case::new(Requirement {
        deadline: Some(deadline),
        evidence: vec![summary],
        ..asks("活动结束后3日内报送总结")
    });
    assert_eq!(
        (case.slots()[0].due, case.slots()[0].state),
        (None, State::Missing)
    );
    let mut activity = photo(10, Some(date(2026, 6, 27)), &[]);
    activity.activity = Some(id(500));
    activity.on = Some(date(2026, 6, 27));
    case.proofs = vec![activity];
    assert_eq!(
        (case.slots()[0].due, case.slots()[0].state),
        (Some(date(2026, 6, 30)), State::Overdue)
    );
}

#[test]
fn the_board_shows_each_slot_in_the_month_in_which_it_is_due() {
    let frequency = Frequency {
        times: Some(1),
        op: Some(Op::AtLeast),
        per: Some(Per::Quarter),
        occasions: vec![],
        as_written: String::new(),
    };
    let mut case = Case::new(Requirement {
        frequency: Some(frequency),
        ..asks("每季度一次")
    });
    case.proofs = vec![photo(10, Some(date(2026, 2, 3)), &[])];
    let period = Period::year(2026).unwrap();
    let report = StatusReport {
        as_of: case.as_of,
        score: ScoreTotal::default(),
        indicators: vec![case.run()],
        summary: Summary::default(),
    };
    let months = board(&report, period, Per::Month);
    let shown: Vec<Option<State>> = months.rows[0].cells.iter().map(|cell| cell.state).collect();
    let (met, late, coming) = (Some(State::Met), Some(State::Overdue), Some(State::NotDue));
    assert_eq!(
        shown,
        [
            None, None, met, None, None, late, None, None, coming, None, None, coming
        ]
    );
    let quarters = board(&report, period, Per::Quarter);
    assert_eq!(
        (
            quarters.columns.len(),
            quarters.rows[0].cells[1].need,
            quarters.rows[0].cells[1].have
        ),
        (4, 1, 0)
    );
}

#[test]
fn a_statement_that_passed_is_a_report() {
    let report = EvidenceNeed {
        name: "说明报告".to_owned(),
        any_of: vec![Kind::Report],
        min: 1,
        unit: None,
        as_written: "说明报告".to_owned(),
    };
    let mut case = Case::new(Requirement {
        evidence: vec![report],
        ..asks("报送说明报告")
    });
    let mut statement = photo(10, None, &[]);
    statement.items.clear();
    case.proofs = vec![statement.clone()];
    assert_eq!(case.slots()[0].have, 0, "an address is no report");
    statement.stands_as = Some(Kind::Report);
    case.proofs = vec![statement];
    assert_eq!(case.run().state, State::Met);
}

#[test]
fn days_on_which_places_were_looked_after_count_where_patrols_are_asked_for() {
    let weekly = |quote: &str, each| Requirement {
        frequency: Some(Frequency {
            times: Some(3),
            op: Some(Op::AtLeast),
            per: Some(Per::Week),
            occasions: vec![],
            as_written: "每周不少于3次".to_owned(),
        }),
        each,
        ..asks(quote)
    };
    let on = |place: &str, day| (place.to_owned(), date(2026, 6, day));
    // 2026-06-15 is a Monday: three days of that week, one of them twice, and one of the week before.
    let patrols = vec![
        on("东关村", 12),
        on("东关村", 15),
        on("西关村", 15),
        on("东关村", 17),
        on("南大街12号", 21),
    ];
    let week = |case: &Case, about: Option<&str>| {
        let of = |slot: &&Slot| slot.about.as_deref() == about && slot.period.contains(date(2026, 6, 15));
        let slots = case.slots();
        let slot = slots.iter().find(of).unwrap();
        (slot.have, slot.need)
    };
    let mut case = Case::new(weekly("每周巡查不少于3次", None));
    case.patrols = patrols.clone();
    assert_eq!(week(&case, None), (3, 3));
    // A requirement of something else is not met by going round.
    let mut other = Case::new(weekly("每周召开例会不少于3次", None));
    other.patrols = patrols.clone();
    assert_eq!(week(&other, None), (0, 3));
    // For each place its own days alone.
    let mut each = Case::new(weekly("对每个村每周巡查不少于3次", Some(Each::Place)));
    each.patrols = patrols;
    assert_eq!(week(&each, Some("东关村")), (2, 3));
    assert_eq!(week(&each, Some("西关村")), (1, 3));
}
