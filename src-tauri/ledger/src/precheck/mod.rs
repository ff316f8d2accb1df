//! The pre-check of a pack (自查): findings in the words of DA/T 70-2018, each with its place.

mod files;

use std::collections::HashSet;

use jiff::civil::Date;
use rusqlite::Connection;
use taizhang_model::guarded::{Personal, is_secret, personal};
use taizhang_model::status::State;
use taizhang_pack::{Entry, PackIndicator, Profile};

use self::files::Files;
use crate::checklist::find;
use crate::error::Result;
use crate::open::Ledger;
use crate::pack::PackPlan;

/// One of the four properties of DA/T 70.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// 真实性
    Authenticity,
    /// 完整性
    Integrity,
    /// 可用性
    Usability,
    /// 安全性
    Safety,
}

impl Property {
    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authenticity => "authenticity",
            Self::Integrity => "integrity",
            Self::Usability => "usability",
            Self::Safety => "safety",
        }
    }

    /// Its name on paper.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Authenticity => "真实性",
            Self::Integrity => "完整性",
            Self::Usability => "可用性",
            Self::Safety => "安全性",
        }
    }
}

/// What a finding means for the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No pack is made before it is settled.
    Block,
    /// A person should look.
    Warn,
    /// A gap that was explained in writing: the reason goes into the pack.
    Explained,
}

/// What a finding is about; ids open its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Words to show: a path, or code and title.
    pub shown: String,
    /// The item.
    pub item: Option<String>,
    /// The indicator.
    pub indicator: Option<String>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFinding {
    /// The property.
    pub property: Property,
    /// Stable name.
    pub code: &'static str,
    /// Name of the test in DA/T 70.
    pub name: &'static str,
    /// What it means for the pack.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What was found: a mark, a day, a reason.
    pub detail: String,
}

/// The rules, each with its property and the name that DA/T 70 gives the test (domain.md b.4).
pub(crate) const RULES: [(&str, Property, &str, Severity); 18] = [
    (
        "pre_changed",
        Property::Authenticity,
        "内容数据真实性",
        Severity::Warn,
    ),
    (
        "pre_out_of_period",
        Property::Authenticity,
        "设定值域的元数据项值域符合度检测",
        Severity::Warn,
    ),
    (
        "pre_look_alike",
        Property::Authenticity,
        "元数据项数据重复性检测",
        Severity::Warn,
    ),
    (
        "pre_used_before",
        Property::Authenticity,
        "元数据项数据重复性检测",
        Severity::Warn,
    ),
    (
        "pre_unavailable",
        Property::Integrity,
        "内容数据完整性",
        Severity::Block,
    ),
    ("pre_gap", Property::Integrity, "内容数据完整性", Severity::Warn),
    (
        "pre_gap_explained",
        Property::Integrity,
        "内容数据完整性",
        Severity::Explained,
    ),
    (
        "pre_no_date",
        Property::Integrity,
        "元数据必填著录项目",
        Severity::Warn,
    ),
    (
        "pre_no_caption",
        Property::Integrity,
        "元数据必填著录项目",
        Severity::Warn,
    ),
    (
        "pre_no_number",
        Property::Integrity,
        "元数据项完整性",
        Severity::Warn,
    ),
    (
        "pre_unreadable",
        Property::Usability,
        "内容数据可读性",
        Severity::Warn,
    ),
    (
        "pre_blurred",
        Property::Usability,
        "内容数据可读性",
        Severity::Warn,
    ),
    ("pre_dark", Property::Usability, "内容数据可读性", Severity::Warn),
    (
        "pre_watermark",
        Property::Usability,
        "内容数据可读性",
        Severity::Warn,
    ),
    ("pre_secret", Property::Safety, "归档过程安全性", Severity::Block),
    ("pre_internal", Property::Safety, "归档过程安全性", Severity::Warn),
    ("pre_personal", Property::Safety, "归档过程安全性", Severity::Warn),
    (
        "pre_not_searched",
        Property::Safety,
        "归档过程安全性",
        Severity::Warn,
    ),
];

/// Findings so far.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<PackFinding>);

impl Findings {
    /// Adds a finding of a rule in [`RULES`].
    pub(crate) fn add(&mut self, code: &str, place: Place, detail: impl Into<String>) {
        let Some((code, property, name, severity)) = RULES.iter().find(|rule| rule.0 == code) else {
            return;
        };
        self.0.push(PackFinding {
            property: *property,
            code,
            name,
            severity: *severity,
            place,
            detail: detail.into(),
        });
    }

    /// By property; within it what blocks first; otherwise as found.
    fn sorted(mut self) -> Vec<PackFinding> {
        self.0.sort_by_key(|finding| (finding.severity, finding.property));
        self.0
    }
}

impl Ledger {
    /// Looks at what a pack of a checklist would hold by a plan of an export before it is made; what the plan leaves out is not
    /// looked at.
    pub fn precheck(
        &self,
        checklist: Option<&str>,
        as_of: Date,
        version: &str,
        profile: &Profile,
    ) -> Result<(PackPlan, Vec<PackFinding>)> {
        let mut plan = self.pack_plan(checklist, as_of, version)?;
        plan.narrow(profile);
        self.recount(checklist, as_of, profile, &mut plan.model)?;
        let mut findings = Findings::default();
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            look(conn, &checklist.id, &plan, &mut findings)
        })?;
        Ok((plan, findings.sorted()))
    }
}

fn look(conn: &Connection, checklist: &str, plan: &PackPlan, findings: &mut Findings) -> Result<()> {
    for one in &plan.unavailable {
        let place = Place {
            shown: one.shown.clone(),
            item: Some(one.item.clone()),
            ..Place::default()
        };
        findings.add("pre_unavailable", place, "");
    }
    for one in &plan.secret {
        let place = Place {
            shown: one.subject.clone(),
            item: one.item.map(|id| id.to_string()),
            indicator: one.indicator.map(|id| id.to_string()),
        };
        findings.add("pre_secret", place, one.mark.as_str());
    }
    let mut seen = HashSet::new();
    // A plan may put a file into several folders.
    for entry in plan.model.entries.iter().filter(|entry| seen.insert(entry.item)) {
        if let Some(mark) = entry.secrecy.as_deref().filter(|mark| !is_secret(mark)) {
            findings.add("pre_internal", files::place(entry), mark);
        }
    }
    for indicator in &plan.model.indicators {
        gaps(indicator, findings);
        told(indicator, &plan.model.entries, findings);
    }
    Files::new(conn, checklist, plan).look(findings)
}

fn of_indicator(indicator: &PackIndicator) -> Place {
    Place {
        shown: format!("{} {}", indicator.code, indicator.title),
        indicator: Some(indicator.id.to_string()),
        ..Place::default()
    }
}

/// Personal numbers in what was written for an indicator and in captions.
fn told(indicator: &PackIndicator, entries: &[Entry], findings: &mut Findings) {
    let statement = indicator.statement.iter().map(|told| told.text.as_str());
    let waivers = indicator.waivers.iter().map(String::as_str);
    let outside = indicator.links.iter().filter(|link| link.entry.is_none());
    let outside = outside.flat_map(|link| [link.caption.as_deref(), link.external.as_deref()]);
    let words: Vec<&str> = statement.chain(waivers).chain(outside.flatten()).collect();
    numbers(&words.join("\n"), of_indicator(indicator), findings);
    for link in &indicator.links {
        let entry = link.entry.and_then(|at| entries.get(at));
        if let (Some(entry), Some(caption)) = (entry, &link.caption) {
            numbers(caption, files::place(entry), findings);
        }
    }
}

/// Tells of personal numbers in a text, with how many there are.
fn numbers(text: &str, place: Place, findings: &mut Findings) {
    let Personal { identities, phones } = personal(text);
    if identities + phones > 0 {
        let detail = format!("身份证号 {identities}、手机号 {phones}");
        findings.add("pre_personal", place, detail);
    }
}

/// Open slots: each by itself, or with the reason that was written for them.
fn gaps(indicator: &PackIndicator, findings: &mut Findings) {
    let place = || of_indicator(indicator);
    let reasons = indicator.waivers.join("；");
    if indicator.state == State::NotApplicable || !reasons.is_empty() {
        if !reasons.is_empty() {
            findings.add("pre_gap_explained", place(), reasons);
        }
    } else if indicator.state != State::NotDue {
        for missing in &indicator.missing {
            findings.add("pre_gap", place(), missing);
        }
    }
}
