//! Packs: what would go in, and where a pack may be put.

use std::io::Write;
use std::path::{Path, PathBuf};

use taizhang_ledger::{Ledger, PackFinding, PackPlan, Progress};
use taizhang_pack::{Finding, Profile};

use super::named;
use super::precheck::row;
use super::profile::chosen;
use crate::command::Call;
use crate::dto::{ExportArgs, ExportPreview, PrecheckFinding};
use crate::fault::{Code, Fault};
use crate::settings::Language;

/// Tells a task how far a pack is.
pub(super) struct Bytes<'a> {
    pub(super) step: &'static str,
    pub(super) inner: &'a dyn Progress,
}

impl taizhang_pack::Progress for Bytes<'_> {
    fn at(&self, done: u64, total: u64, name: &str) {
        self.inner.at(self.step, done, total, "bytes", name);
    }

    fn stopped(&self) -> bool {
        self.inner.stopped()
    }
}

/// Where the pack goes.
pub(super) fn out(ledger: &Ledger, plan: &PackPlan, args: &ExportArgs) -> PathBuf {
    match args.out.as_deref().filter(|out| !out.is_empty()) {
        Some(out) => PathBuf::from(out),
        None => {
            let name = format!("{}.zip", taizhang_pack::folder_name(&plan.model));
            ledger.dir().join("exports").join(name)
        }
    }
}

pub(crate) fn export_preview(call: &Call<'_>, args: ExportArgs) -> Result<ExportPreview, Fault> {
    let ledger = call.app.ledger()?;
    let (plan, _) = checked(call, &ledger, &args, &chosen(&ledger, &args)?)?;
    let parents: std::collections::HashSet<_> =
        plan.model.indicators.iter().filter_map(|i| i.parent).collect();
    let leaves = || plan.model.indicators.iter().filter(|i| !parents.contains(&i.id));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(ExportPreview {
        entries: count(plan.model.entries.len()),
        bytes: plan.model.entries.iter().map(|entry| entry.bytes).sum(),
        indicators_with_evidence: count(leaves().filter(|i| !i.links.is_empty()).count()),
        indicators: count(leaves().count()),
        out: out(&ledger, &plan, &args).to_string_lossy().into_owned(),
        unavailable: plan.unavailable.into_iter().map(|one| one.shown).collect(),
        changed: plan.changed,
    })
}

/// What would go in by a plan, with what the look before it found, which the pack tells too.
pub(super) fn checked(
    call: &Call<'_>,
    ledger: &Ledger,
    args: &ExportArgs,
    profile: &Profile,
) -> Result<(PackPlan, Vec<PackFinding>), Fault> {
    let settings = &call.app.settings;
    let checklist = named(&args.checklist);
    let (mut plan, findings) = ledger.precheck(checklist, (settings.today)(), &settings.version, profile)?;
    if let Some(unknown) = plan.unknown.first() {
        return Err(Fault::bad_value("departments", unknown));
    }
    // A pack is a Chinese form, whatever language the program speaks.
    let rows = findings.iter().map(|one| row(one, Language::Chinese));
    plan.model.findings = rows.map(finding).collect();
    Ok((plan, findings))
}

fn finding(row: PrecheckFinding) -> Finding {
    Finding {
        group: row.group,
        code: row.code,
        name: row.name,
        severity: row.severity,
        subject: row.subject,
        message: row.message,
    }
}

/// Refuses to write over an original, a file of the ledger, or anything else without a yes.
pub(super) fn allowed(ledger: &Ledger, out: &Path, args: &ExportArgs) -> Result<(), Fault> {
    allow_out(ledger, out)?;
    if !args.overwrite && replaces(ledger, out) {
        return Err(Fault::at(Code::OutExists, out));
    }
    Ok(())
}

/// Whether something stands there that the program did not make: packs in `exports/` may be made anew.
pub(super) fn replaces(ledger: &Ledger, out: &Path) -> bool {
    let exports = std::fs::canonicalize(ledger.dir().join("exports")).ok();
    std::fs::canonicalize(out).is_ok_and(|there| there.parent() != exports.as_deref())
}

/// Refuses to put a pack, or its `.part`, in the place of an original or of a file of the ledger.
pub(super) fn allow_out(ledger: &Ledger, out: &Path) -> Result<(), Fault> {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let own = real(ledger.dir());
    let exports = real(&ledger.dir().join("exports"));
    let sources: Vec<PathBuf> = ledger.sources()?.iter().map(|s| real(&s.path)).collect();
    for place in [out.to_owned(), taizhang_pack::part_of(out)] {
        let Ok(there) = std::fs::canonicalize(&place) else {
            continue;
        };
        // A ledger may lie inside a source, and its packs may be made anew.
        if there.starts_with(&own) {
            if there.parent() != Some(&exports) {
                return Err(Fault::at(Code::OutIsLedger, &place));
            }
        } else if sources.iter().any(|source| there.starts_with(source)) {
            return Err(Fault::at(Code::OutIsOriginal, &place));
        }
    }
    Ok(())
}

/// Tells of a folder that is not there by its own name, before any work is done.
pub(super) fn folder_of(out: &Path) -> Result<(), Fault> {
    match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::metadata(folder)
            .map(drop)
            .map_err(|e| Fault::io(folder, &e)),
        _ => Ok(()),
    }
}

/// Writes a file beside its name first, so that nothing half-written stands under it.
pub(super) fn put_file(out: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let part = taizhang_pack::part_of(out);
    let refuse = |e: std::io::Error| Fault::io(out, &e);
    let mut file = std::fs::File::create(&part).map_err(refuse)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(refuse)?;
    drop(file);
    taizhang_pack::put_in_place(&part, out).map_err(refuse)
}
