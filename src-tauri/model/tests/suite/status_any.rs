//! What holds of status for any input.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::kind::Kind;
use taizhang_model::requirement::{Per, Requirement};
use taizhang_model::status::{Completeness, IndicatorInput, Proof, ProofItem, State, Timing, WaiverInput};

use crate::made::{TODAY, by, every, id, indicator, need, one, proof, requirement, run};

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Photo,
        Kind::SignIn,
        Kind::Summary,
        Kind::Junk,
        Kind::Link,
    ])
}

fn any_day() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((1i8..=12, 1i8..=28).prop_map(|(m, d)| date(2026, m, d)))
}

prop_compose! {
    fn any_requirement()(
        name in "r[1-3]",
        needs in prop::collection::vec((prop::collection::vec(any_kind(), 0..3), 0u32..4), 0..3),
        per in prop::option::of(prop::sample::select(Per::ALL.to_vec())),
        times in 0u32..5,
        due in any_day(),
    ) -> Requirement {
        Requirement {
            evidence: needs.iter().map(|(kinds, min)| need("材料", kinds, *min)).collect(),
            frequency: per.map(|per| every(per, times)),
            deadline: due.map(by),
            ..requirement(&name)
        }
    }
}

prop_compose! {
    fn any_proof()(
        items in prop::collection::vec((0u128..12, any_kind(), any_day(), prop::bool::weighted(0.8)), 0..4),
        bound in prop::option::of("r[1-3]"),
        link in 1000u128..1100,
        activity in prop::option::of(2000u128..2003),
    ) -> Proof {
        Proof {
            link: id(link),
            requirement: bound,
            period: None,
            items: items.into_iter().map(|(n, kind, on, available)| ProofItem { item: id(n), kind, on, available, about: vec![] }).collect(),
            activity: activity.map(id),
            on: None,
            about: None,
            stands_as: None,
        }
    }
}

prop_compose! {
    fn any_indicator()(
        n in 0u128..6,
        parent in prop::option::of(0u128..8),
        requirements in prop::collection::vec(any_requirement(), 0..3),
        proofs in prop::collection::vec(any_proof(), 0..6),
        points in prop::option::of(0.0f64..20.0),
        waived in prop::option::of(any::<bool>()),
    ) -> IndicatorInput {
        IndicatorInput {
            requirements,
            proofs,
            score: points.map(|points| Score { points: Some(points), kind: ScoreKind::Base }),
            waivers: waived.map(|not_applicable| WaiverInput { requirement: None, not_applicable }).into_iter().collect(),
            ..indicator(n, parent)
        }
    }
}

proptest! {
    #[test]
    fn any_tree_gives_the_same_sane_answer_twice(indicators in prop::collection::vec(any_indicator(), 0..8), month in 1i8..=12) {
        let today = date(2026, month, 15);
        let report = run(today, indicators.clone());
        prop_assert_eq!(&report, &run(today, indicators));
        prop_assert!(report.score.got <= report.score.of + 1e-9);
        let leaves = report.indicators.iter().filter(|i| i.leaf).count();
        let s = report.summary;
        let counted = s.met + s.partial + s.missing + s.due_soon + s.overdue + s.not_due + s.not_applicable + s.on_site;
        prop_assert_eq!(usize::try_from(counted).unwrap(), leaves);
        for status in &report.indicators {
            prop_assert_eq!(status.state == State::Met, status.completeness == Completeness::Met);
            prop_assert!(status.timing != Timing::Overdue || status.due.is_some_and(|due| due < today));
        }
    }

    #[test]
    fn no_item_fills_two_named_slots(indicator in any_indicator()) {
        let status = one(TODAY, indicator);
        let mut seen = std::collections::BTreeSet::new();
        for slot in status.slots.iter().filter(|slot| slot.evidence_name.is_some()) {
            prop_assert_eq!(usize::try_from(slot.have).unwrap(), slot.items.len());
            for item in &slot.items {
                prop_assert!(seen.insert(*item), "{item} fills two");
            }
        }
    }

    /// Nobody gets worse by adding something that is there.
    #[test]
    fn more_evidence_never_makes_it_worse(indicator in any_indicator(), kind in any_kind(), on in any_day()) {
        let rank = |completeness| match completeness {
            Completeness::None => 0,
            Completeness::Partial => 1,
            Completeness::Met => 2,
            Completeness::NotApplicable => 3,
        };
        let before = one(TODAY, indicator.clone());
        let mut more = indicator;
        more.proofs.push(proof(500, kind, on));
        let after = one(TODAY, more);
        prop_assert!(rank(after.completeness) >= rank(before.completeness));
        let open = |slots: &[taizhang_model::status::Slot]| slots.iter().filter(|slot| slot.have < slot.need).count();
        prop_assert!(open(&after.slots) <= open(&before.slots) );
    }
}
