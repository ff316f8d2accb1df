//! The pre-check of a pack, in words.

use taizhang_ledger::{PackFinding, Severity};

use super::pack::checked;
use super::profile::chosen;
use crate::command::Call;
use crate::dto::{ExportArgs, PrecheckFinding, PrecheckReport};
use crate::fault::Fault;
use crate::messages;
use crate::settings::Language;

pub(crate) fn precheck(call: &Call<'_>, args: ExportArgs) -> Result<PrecheckReport, Fault> {
    let ledger = call.app.ledger()?;
    let (_, findings) = checked(call, &ledger, &args, &chosen(&ledger, &args)?)?;
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
    let severity = match finding.severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
        Severity::Explained => "explained",
    };
    PrecheckFinding {
        group: finding.property.name().to_owned(),
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
