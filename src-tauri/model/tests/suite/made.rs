//! Indicators, requirements and proofs for the tests of status.

use jiff::civil::{Date, date};
use taizhang_model::date::Period;
use taizhang_model::id::Id;
use taizhang_model::kind::Kind;
use taizhang_model::requirement::{Deadline, DeadlineKind, EvidenceNeed, Frequency, Op, Per, Requirement};
use taizhang_model::status::{
    IndicatorInput, IndicatorStatus, Members, Proof, ProofItem, StatusInput, StatusReport, assess,
};

/// An id by its number.
pub fn id(n: u128) -> Id {
    Id::from_u128(n)
}

/// An indicator that asks for nothing in particular.
pub fn indicator(n: u128, parent: Option<u128>) -> IndicatorInput {
    IndicatorInput {
        id: id(n),
        parent: parent.map(id),
        code: n.to_string(),
        title: format!("指标{n}"),
        score: None,
        method: None,
        requirements: vec![],
        proofs: vec![],
        waivers: vec![],
        measures: vec![],
    }
}

/// A requirement that names nothing.
pub fn requirement(name: &str) -> Requirement {
    Requirement::bare(name, name)
}

/// Named evidence of some kinds.
pub fn need(name: &str, kinds: &[Kind], min: u32) -> EvidenceNeed {
    EvidenceNeed {
        name: name.to_owned(),
        any_of: kinds.to_vec(),
        min,
        unit: None,
        as_written: name.to_owned(),
    }
}

/// Due on a day.
pub fn by(day: Date) -> Deadline {
    Deadline {
        as_written: day.to_string(),
        kind: DeadlineKind::Date,
        date_from: None,
        date_to: Some(day),
        relative_to: None,
        days: None,
    }
}

/// So often in each window.
pub fn every(per: Per, times: u32) -> Frequency {
    Frequency {
        times: Some(times),
        op: Some(Op::AtLeast),
        per: Some(per),
        occasions: vec![],
        as_written: String::new(),
    }
}

/// One item that proves it.
pub fn proof(n: u128, kind: Kind, on: Option<Date>) -> Proof {
    Proof {
        link: id(1000 + n),
        requirement: None,
        period: None,
        items: vec![ProofItem {
            item: id(n),
            kind,
            on,
            available: true,
            about: vec![],
        }],
        activity: None,
        on: None,
        about: None,
        stands_as: None,
    }
}

/// The report of indicators in 2026.
pub fn run(as_of: Date, indicators: Vec<IndicatorInput>) -> StatusReport {
    let period = Period::year(2026).unwrap();
    assess(&StatusInput {
        as_of,
        period,
        inspection: Some(date(2026, 12, 12)),
        members: Members::default(),
        indicators,
    })
}

/// The status of one indicator alone.
pub fn one(as_of: Date, indicator: IndicatorInput) -> IndicatorStatus {
    run(as_of, vec![indicator]).indicators.remove(0)
}

/// The day of most reports.
pub const TODAY: Date = date(2026, 11, 23);
