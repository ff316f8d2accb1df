//! The built-in checklists are whole: codes, points, and requirements that mean something.

use std::collections::HashSet;

use taizhang_model::checklist::ScoreKind;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::requirement::Per;
use taizhang_plan::{PlanError, TemplateTitle, template, templates};

fn national() -> Draft {
    template("national-13", Period::year(2026).unwrap()).unwrap()
}

fn is_leaf(draft: &Draft, node: &DraftNode) -> bool {
    draft
        .nodes
        .iter()
        .all(|other| other.parent.as_ref() != Some(&node.id))
}

fn node<'a>(draft: &'a Draft, code: &str) -> &'a DraftNode {
    draft.nodes.iter().find(|node| node.code == code).unwrap()
}

#[test]
fn every_listed_template_loads() {
    let period = Period::year(2026).unwrap();
    let listed = templates();
    assert!(!listed.is_empty());
    for one in &listed {
        assert_eq!(template(&one.name, period).unwrap().title, one.title);
        assert!(one.title_en.is_ascii() && !one.title_en.is_empty());
    }
    // The ten plans give no points.
    for TemplateTitle { name, .. } in listed.iter().filter(|one| !one.name.starts_with("plan-")) {
        let draft = template(name, period).unwrap();
        let base = |node: &&DraftNode| node.score.is_some_and(|s| s.kind == ScoreKind::Base);
        let points: f64 = draft
            .nodes
            .iter()
            .filter(|n| is_leaf(&draft, n))
            .filter(base)
            .filter_map(|n| n.score?.points)
            .sum();
        assert_eq!(points, 100.0, "{name}");
    }
    let unknown = template("none", period);
    assert!(matches!(unknown, Err(PlanError::NoSuchTemplate(name)) if name == "none"));
}

#[test]
fn national_13_adds_up() {
    let draft = national();
    let base = |node: &&DraftNode| node.score.is_some_and(|s| s.kind == ScoreKind::Base);
    let points = |node: &DraftNode| node.score.and_then(|s| s.points).unwrap();
    let leaves: Vec<&DraftNode> = draft.nodes.iter().filter(|n| is_leaf(&draft, n)).collect();
    let tops: Vec<&DraftNode> = draft.nodes.iter().filter(|n| n.parent.is_none()).collect();
    assert!((35..=45).contains(&leaves.len()), "{} leaves", leaves.len());
    assert_eq!(tops.iter().filter(|n| base(n)).count(), 13);
    assert_eq!(
        leaves.iter().filter(|n| base(n)).map(|n| points(n)).sum::<f64>(),
        100.0
    );
    let apart: Vec<_> = leaves
        .iter()
        .filter(|n| !base(n))
        .map(|n| (n.score.unwrap().kind, n.score.unwrap().points))
        .collect();
    assert_eq!(
        apart,
        [
            (ScoreKind::Bonus, Some(10.0)),
            (ScoreKind::Deduct, Some(10.0)),
            (ScoreKind::Veto, None)
        ]
    );
    for top in tops.iter().filter(|n| base(n)) {
        let below = draft.nodes.iter().filter(|n| n.parent.as_ref() == Some(&top.id));
        assert_eq!(below.map(points).sum::<f64>(), points(top), "{}", top.code);
    }
    let codes: HashSet<&str> = draft.nodes.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes.len(), draft.nodes.len());
}

#[test]
fn national_13_asks_for_things_that_status_can_count() {
    let draft = national();
    let mut ids = HashSet::new();
    for node in draft.nodes.iter().filter(|n| is_leaf(&draft, n)) {
        let on_site = taizhang_model::checklist::is_on_site(node.method.as_deref().unwrap());
        assert_eq!(node.requirements.is_empty(), on_site, "{}", node.code);
        for need in &node.requirements {
            assert!(ids.insert(need.id.clone()));
            assert_eq!(need.span, None);
            let says = !need.evidence.is_empty() || need.threshold.is_some() || need.frequency.is_some();
            assert!(says, "{} {}", node.code, need.quote);
            if need.quote.contains('前') {
                assert!(
                    need.deadline.as_ref().is_some_and(|d| d.date_to.is_some()),
                    "{}",
                    need.quote
                );
            }
            if need.quote.contains('每') || need.quote.contains("全年不少于") {
                assert!(
                    need.frequency.as_ref().is_some_and(|f| f.times.is_some()),
                    "{}",
                    need.quote
                );
            }
        }
    }
}

#[test]
fn national_13_in_particular() {
    let draft = national();
    let due = |code: &str| {
        let need = &node(&draft, code).requirements[0];
        need.deadline
            .as_ref()
            .and_then(|d| d.date_to)
            .map(|d| d.to_string())
    };
    assert_eq!(due("1.1").as_deref(), Some("2026-03-31"));
    assert_eq!(due("1.4").as_deref(), Some("2026-12-10"));
    assert_eq!(due("4.1").as_deref(), Some("2026-06-30"));
    assert_eq!(due("4.2").as_deref(), Some("2026-11-30"));
    assert_eq!(due("5.1").as_deref(), Some("2026-04-10"));
    let often = |code: &str| {
        let frequency = node(&draft, code).requirements[0].frequency.clone().unwrap();
        (frequency.times, frequency.per)
    };
    assert_eq!(often("2.1"), (Some(1), Some(Per::TwoMonths)));
    assert_eq!(often("6.2"), (Some(1), Some(Per::Quarter)));
    assert_eq!(often("9.1"), (Some(3), Some(Per::Year)));
    let evidence: Vec<(&str, u32)> = node(&draft, "5.1").requirements[0]
        .evidence
        .iter()
        .map(|e| (e.name.as_str(), e.min))
        .collect();
    assert_eq!(evidence, [("方案", 1), ("签到表", 1), ("照片", 3)]);
    let threshold = node(&draft, "6.1").requirements[0].threshold.clone().unwrap();
    assert_eq!((threshold.value, threshold.unit.as_str()), (30.0, "%"));
}

#[test]
fn deadlines_lie_in_the_first_year() {
    let period = Period::new("2027-01-01".parse().unwrap(), "2027-12-31".parse().unwrap()).unwrap();
    let draft = template("national-13", period).unwrap();
    let days = draft.nodes.iter().flat_map(|n| &n.requirements);
    let mut dated = days.filter_map(|r| r.deadline.as_ref()?.date_to).peekable();
    assert!(dated.peek().is_some());
    assert!(dated.all(|day| day.year() == 2027));
}
