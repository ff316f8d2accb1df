//! The pre-check of a pack, in words.

use taizhang_ledger::{PackFinding, Property, Severity};

use crate::command::Call;
use crate::dto::{ExportArgs, PrecheckFinding, PrecheckReport};
use crate::fault::Fault;
use crate::messages;
use crate::settings::Language;

pub(crate) fn precheck(call: &Call<'_>, args: ExportArgs) -> Result<PrecheckReport, Fault> {
    let ledger = call.app.ledger()?;
    let settings = &call.app.settings;
    let checklist = args.checklist.as_deref().filter(|name| !name.is_empty());
    let (_, findings) = ledger.precheck(checklist, (settings.today)(), &settings.version)?;
    let count = |severity| {
        let hits = findings.iter().filter(|finding| finding.severity == severity);
        u32::try_from(hits.count()).unwrap_or(u32::MAX)
    };
    let language = call.app.language();
    Ok(PrecheckReport {
        blocking: count(Severity::Block),
        warnings: count(Severity::Warn),
        findings: findings.iter().map(|finding| row(finding, language)).collect(),
    })
}

/// A finding in words.
pub(super) fn row(finding: &PackFinding, language: Language) -> PrecheckFinding {
    let group = match finding.property {
        Property::Authenticity => "authenticity",
        Property::Integrity => "integrity",
        Property::Usability => "usability",
        Property::Safety => "safety",
    };
    let severity = match finding.severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
        Severity::Explained => "explained",
    };
    PrecheckFinding {
        group: group.to_owned(),
        code: finding.code.trim_start_matches("pre_").to_owned(),
        name: finding.name.to_owned(),
        severity: severity.to_owned(),
        subject: finding.place.shown.clone(),
        item: finding.place.item.clone(),
        indicator: finding.place.indicator.clone(),
        message: messages::told(finding.code, &finding.detail, language),
        detail: finding.detail.clone(),
        can_be_allowed: finding.code == "pre_unavailable",
    }
}
