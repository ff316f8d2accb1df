//! The built-in checklists of the ten plans and of the monthly standard, against what a person read in the plans.

use std::collections::HashSet;

use taizhang_model::checklist::{ScoreKind, is_on_site};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::requirement::{DeadlineKind, Each, Op, Per, Requirement};
use taizhang_plan::{template, templates};

fn year() -> Period {
    Period::year(2026).unwrap()
}

fn load(name: &str) -> Draft {
    template(name, year()).unwrap()
}

fn needs(draft: &Draft) -> Vec<&Requirement> {
    draft.nodes.iter().flat_map(|node| &node.requirements).collect()
}

fn node<'a>(draft: &'a Draft, title: &str) -> &'a DraftNode {
    let mut named = draft.nodes.iter().filter(|node| node.title == title);
    let node = named.next().unwrap_or_else(|| panic!("{title}"));
    assert!(named.next().is_none(), "{title} twice");
    node
}

#[test]
fn all_are_offered() {
    let names: Vec<String> = templates().into_iter().map(|one| one.name).collect();
    for number in 1..=10 {
        assert!(names.contains(&format!("plan-{number:02}")));
    }
    for name in ["national-13", "monthly", "small-unit"] {
        assert!(names.contains(&name.to_owned()));
    }
    assert_eq!(names.len(), 13);
}

#[test]
fn each_is_whole() {
    for one in templates() {
        let (name, draft) = (&one.name, load(&one.name));
        let codes: HashSet<&str> = draft.nodes.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(codes.len(), draft.nodes.len(), "{name}");
        let parents: HashSet<&str> = draft.nodes.iter().filter_map(|n| n.parent.as_deref()).collect();
        for node in draft.nodes.iter().filter(|n| !parents.contains(n.id.as_str())) {
            let on_site = node.method.as_deref().is_some_and(is_on_site);
            assert_eq!(node.requirements.is_empty(), on_site, "{name} {}", node.code);
            assert!(node.method.is_some(), "{name} {}", node.code);
        }
        for need in needs(&draft) {
            let what = format!("{name} {}", need.quote);
            assert!(!need.quote.is_empty());
            let counts = !need.evidence.is_empty() || need.threshold.is_some() || need.frequency.is_some();
            assert!(counts, "{what}");
            assert!(need.evidence.iter().all(|slot| !slot.any_of.is_empty()), "{what}");
            let Some(deadline) = &need.deadline else { continue };
            if deadline.kind == DeadlineKind::Relative {
                assert!(
                    deadline.relative_to.is_some() && deadline.date_to.is_none(),
                    "{what}"
                );
                continue;
            }
            // Plan 10 alone runs into the year after.
            let last = deadline.date_to.unwrap();
            assert!(year().contains(last) || name == "plan-10", "{what}");
            assert!(deadline.date_from.is_none_or(|from| from <= last), "{what}");
        }
        for phase in &draft.phases {
            assert!(phase.date_from.unwrap() <= phase.date_to.unwrap());
        }
    }
}

/// What a person counted in a plan.
struct Row {
    name: &'static str,
    /// Last days of requirements.
    dated: usize,
    /// Deadlines that hang on an event.
    relative: usize,
    /// Times in a stretch of time.
    frequencies: usize,
    /// Rhythms without a number and lists of festivals.
    rhythms: usize,
    thresholds: usize,
    counts: usize,
    phases: usize,
}

const ROWS: [Row; 10] = [
    Row {
        name: "plan-01",
        dated: 3,
        relative: 1,
        frequencies: 1,
        rhythms: 2,
        thresholds: 0,
        counts: 12,
        phases: 2,
    },
    Row {
        name: "plan-02",
        dated: 0,
        relative: 8,
        frequencies: 0,
        rhythms: 0,
        thresholds: 0,
        counts: 0,
        phases: 1,
    },
    Row {
        name: "plan-03",
        dated: 1,
        relative: 1,
        frequencies: 0,
        rhythms: 2,
        thresholds: 0,
        counts: 4,
        phases: 0,
    },
    Row {
        name: "plan-04",
        dated: 5,
        relative: 1,
        frequencies: 3,
        rhythms: 0,
        thresholds: 0,
        counts: 1,
        phases: 5,
    },
    Row {
        name: "plan-05",
        dated: 23,
        relative: 0,
        frequencies: 5,
        rhythms: 3,
        thresholds: 4,
        counts: 6,
        phases: 0,
    },
    Row {
        name: "plan-06",
        dated: 0,
        relative: 0,
        frequencies: 0,
        rhythms: 2,
        thresholds: 0,
        counts: 0,
        phases: 0,
    },
    Row {
        name: "plan-07",
        dated: 6,
        relative: 1,
        frequencies: 6,
        rhythms: 2,
        thresholds: 5,
        counts: 1,
        phases: 3,
    },
    Row {
        name: "plan-08",
        dated: 4,
        relative: 0,
        frequencies: 1,
        rhythms: 2,
        thresholds: 0,
        counts: 0,
        phases: 3,
    },
    Row {
        name: "plan-09",
        dated: 0,
        relative: 0,
        frequencies: 2,
        rhythms: 7,
        thresholds: 1,
        counts: 0,
        phases: 0,
    },
    Row {
        name: "plan-10",
        dated: 7,
        relative: 2,
        frequencies: 0,
        rhythms: 1,
        thresholds: 0,
        counts: 3,
        phases: 4,
    },
];

#[test]
fn each_plan_has_what_was_counted_in_it() {
    for row in ROWS {
        let draft = load(row.name);
        let all = needs(&draft);
        let count = |of: &dyn Fn(&Requirement) -> bool| all.iter().filter(|need| of(need)).count();
        let kind = |need: &Requirement| need.deadline.as_ref().map(|d| d.kind);
        let frequency = |need: &Requirement| need.frequency.clone();
        let name = row.name;
        assert_eq!(
            count(&|n| kind(n).is_some_and(|k| k != DeadlineKind::Relative)),
            row.dated,
            "{name}: dated"
        );
        assert_eq!(
            count(&|n| kind(n) == Some(DeadlineKind::Relative)),
            row.relative,
            "{name}: relative"
        );
        assert_eq!(
            count(&|n| frequency(n).is_some_and(|f| f.times.is_some())),
            row.frequencies,
            "{name}: frequencies"
        );
        assert_eq!(
            count(&|n| frequency(n).is_some_and(|f| f.times.is_none() && f.per.is_none())),
            row.rhythms,
            "{name}: rhythms"
        );
        assert_eq!(
            count(&|n| n.threshold.is_some()),
            row.thresholds,
            "{name}: thresholds"
        );
        assert_eq!(count(&|n| n.count.is_some()), row.counts, "{name}: counts");
        assert_eq!(draft.phases.len(), row.phases, "{name}: phases");
    }
}

/// Days by the title of their indicator.
fn due(draft: &Draft, title: &str) -> Vec<String> {
    let days = node(draft, title).requirements.iter();
    let days = days.filter_map(|need| need.deadline.as_ref()?.date_to);
    days.map(|day| day.to_string()).collect()
}

#[test]
fn plan_5_in_particular() {
    let draft = load("plan-05");
    for (title, days) in [
        ("创建机制", vec!["2026-03-31", "2026-12-10", "2026-12-31"]),
        ("身边好人", vec!["2026-06-30", "2026-11-30"]),
        ("清明扫墓", vec!["2026-04-04"]),
        ("重阳登山", vec!["2026-10-09"]),
        ("书香机关和诵读", vec!["2026-10-10"]),
        ("关爱行动", vec!["2026-10-31"]),
        ("贫困村送温暖", vec!["2026-12-05"]),
    ] {
        assert_eq!(due(&draft, title), days, "{title}");
    }
    let leads: HashSet<&str> = draft
        .nodes
        .iter()
        .filter_map(|n| n.lead_dept.as_deref())
        .collect();
    let expected = ["党政办", "综合股", "计财股", "建养股", "设计室", "各牵头股室"];
    assert_eq!(leads, HashSet::from(expected));
    let volunteers = &node(&draft, "志愿服务").requirements;
    let measures: Vec<_> = volunteers
        .iter()
        .filter_map(|need| {
            let t = need.threshold.as_ref()?;
            Some((t.value, t.unit.as_str(), t.op, need.each))
        })
        .collect();
    assert_eq!(
        measures,
        [
            (30.0, "%", Op::AtLeast, None),
            (40.0, "小时", Op::MoreThan, Some(Each::Person))
        ]
    );
    let often: Vec<_> = node(&draft, "集体学习")
        .requirements
        .iter()
        .filter_map(|need| need.frequency.as_ref())
        .map(|f| (f.times, f.per))
        .collect();
    assert_eq!(
        often,
        [(Some(1), Some(Per::TwoMonths)), (Some(6), Some(Per::Year))]
    );
    let festivals = &node(&draft, "我们的节日").requirements[0].frequency;
    assert_eq!(
        festivals.as_ref().unwrap().occasions,
        ["春节", "元宵", "清明", "端午", "中秋", "重阳"]
    );
}

#[test]
fn plans_7_and_9_in_particular() {
    let draft = load("plan-07");
    let often = |title: &str| -> Vec<Per> {
        let needs = node(&draft, title).requirements.iter();
        needs.filter_map(|need| need.frequency.as_ref()?.per).collect()
    };
    assert_eq!(often("整洁"), [Per::Day, Per::Week, Per::Month]);
    assert_eq!(often("道德讲堂"), [Per::Month]);
    let flowers = &node(&draft, "绿化").requirements[0];
    assert_eq!(flowers.each, Some(Each::Department));
    assert_eq!(flowers.threshold.as_ref().unwrap().as_written, "不少于2盆");
    assert_eq!(node(&draft, "安全防范").score.unwrap().kind, ScoreKind::Veto);
    let months: Vec<(String, String)> = draft
        .phases
        .iter()
        .map(|p| (p.date_from.unwrap().to_string(), p.date_to.unwrap().to_string()))
        .collect();
    assert_eq!(months[0], ("2026-03-01".to_owned(), "2026-03-31".to_owned()));
    assert_eq!(months[1], ("2026-04-01".to_owned(), "2026-08-31".to_owned()));
    assert_eq!(months[2], ("2026-09-01".to_owned(), "2026-12-31".to_owned()));

    let draft = load("plan-09");
    let speech = node(&draft, "领导宣讲");
    let frequency = speech.requirements[0].frequency.as_ref().unwrap();
    assert_eq!((frequency.times, frequency.per), (Some(2), Some(Per::Year)));
    assert!(draft.nodes.iter().all(|n| n.code != "2.5"));
    let share = node(&draft, "社会责任")
        .requirements
        .iter()
        .find_map(|n| n.threshold.as_ref());
    assert_eq!((share.unwrap().value, share.unwrap().op), (90.0, Op::AtLeast));
}

#[test]
fn the_last_step_of_plan_10_lies_in_the_next_year() {
    let draft = load("plan-10");
    let step = node(&draft, "上传和抽查").requirements[0]
        .deadline
        .clone()
        .unwrap();
    assert_eq!(step.as_written, "1月起");
    assert_eq!(step.date_from.unwrap().to_string(), "2027-01-01");
    let phase = draft.phases.last().unwrap();
    assert_eq!(phase.date_from.unwrap().to_string(), "2027-01-01");
}

#[test]
fn the_monthly_standard_runs_through_the_year() {
    let draft = load("monthly");
    let months: Vec<&DraftNode> = draft
        .nodes
        .iter()
        .filter(|n| n.parent.is_none() && n.score.unwrap().kind == ScoreKind::Base)
        .collect();
    assert_eq!(months.len(), 12);
    for (month, heading) in (1..).zip(months) {
        let items = draft
            .nodes
            .iter()
            .filter(|n| n.parent.as_ref() == Some(&heading.id));
        let points: f64 = items.clone().map(|n| n.score.unwrap().points.unwrap()).sum();
        assert_eq!(Some(points), heading.score.unwrap().points, "{}", heading.title);
        for need in items.flat_map(|n| &n.requirements) {
            let last = need.deadline.as_ref().unwrap().date_to.unwrap();
            assert_eq!(last.month(), month, "{}", need.quote);
            let photos = need.evidence.iter().find(|slot| slot.name == "照片");
            assert!(photos.is_none_or(|slot| slot.min >= 2), "{}", need.quote);
        }
    }
    let apart = [ScoreKind::Bonus, ScoreKind::Deduct, ScoreKind::Veto];
    for kind in apart {
        assert_eq!(
            draft
                .nodes
                .iter()
                .filter(|n| n.score.unwrap().kind == kind)
                .count(),
            1
        );
    }
}
