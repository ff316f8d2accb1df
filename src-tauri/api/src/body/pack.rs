//! Packs: what would go in, writing, reading back.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use taizhang_ledger::{Ledger, PackFinding, PackPlan, Progress};
use taizhang_pack::{Finding, Volumes, Written, copy_to, write_volumes};

use super::named;
use super::pack_print::papers;
use super::precheck::row;
use super::profile::chosen;
use crate::command::Call;
use crate::dto::{
    ExportArgs, ExportPreview, ExportReport, PathArgs, PrecheckFinding, VerifyCheck, VerifyProblem,
    VerifyReport, VolumeRow,
};
use crate::fault::{Code, Fault, secret, unavailable};
use crate::messages;
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

fn plan(call: &Call<'_>, ledger: &Ledger, args: &ExportArgs) -> Result<PackPlan, Fault> {
    let settings = &call.app.settings;
    let checklist = args.checklist.as_deref().filter(|name| !name.is_empty());
    Ok(ledger.pack_plan(checklist, (settings.today)(), &settings.version)?)
}

/// Where the pack goes.
fn out(ledger: &Ledger, plan: &PackPlan, args: &ExportArgs) -> PathBuf {
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
    let plan = plan(call, &ledger, &args)?;
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
        unavailable: plan.unavailable,
        changed: plan.changed,
    })
}

pub(crate) fn export(call: &Call<'_>, args: ExportArgs) -> Result<ExportReport, Fault> {
    let began = Instant::now();
    let ledger = call.app.ledger()?;
    let profile = chosen(&ledger, &args)?;
    let (mut plan, findings) = checked(call, &ledger, &args)?;
    if !plan.secret.is_empty() {
        return Err(secret(&plan.secret));
    }
    if !plan.unavailable.is_empty() && !args.allow_gaps {
        return Err(unavailable(&plan.unavailable));
    }
    let out = out(&ledger, &plan, &args);
    if args.out.is_none()
        && let Some(folder) = out.parent()
    {
        std::fs::create_dir_all(folder).map_err(|e| Fault::io(folder, &e))?;
    }
    folder_of(&out)?;
    allowed(&ledger, &out, &args)?;
    if let Some(folder) = named(&args.copy_to) {
        folder_of(&Path::new(folder).join("x"))?;
    }
    plan.model.narrow(&profile);
    // A pack is a Chinese form, whatever language the program speaks.
    let findings = findings.iter().map(|one| row(one, Language::Chinese));
    plan.model.findings = findings.map(finding).collect();
    let checklist = args.checklist.as_deref().filter(|name| !name.is_empty());
    plan.model.papers = papers(call, &ledger, &plan.model, checklist, &profile.forms)?;
    let material = ledger.material(&plan.model)?;
    let progress = Bytes {
        step: "write",
        inner: call.progress,
    };
    let limit = profile
        .limit()
        .map_err(|e| Fault::bad_value("volume_size", &e.to_string()))?;
    let zips = match limit {
        None => vec![(
            out.clone(),
            taizhang_pack::write(&plan.model, &material, &out, &progress)?,
        )],
        Some(limit) => {
            let volumes = Volumes::plan(&plan.model, &material, &out, limit)?;
            for path in volumes.paths().iter().skip(volumes.kept()) {
                allowed(&ledger, path, &args)?;
            }
            write_volumes(&plan.model, &material, &volumes, &progress)?
        }
    };
    let copies = copy(call, &ledger, &args, &zips)?;
    let language = call.app.language();
    let say = |code: &str, name: &String| format!("{} {name}", messages::sentence(code, language));
    let left_out = plan.unavailable.iter().map(|name| say("left_out", name));
    let changed = plan.changed.iter().map(|name| say("content_changed", name));
    let volumes: Vec<VolumeRow> = zips.iter().map(|(path, written)| volume(path, written)).collect();
    zips.iter().for_each(|(path, _)| call.app.made(path));
    Ok(ExportReport {
        path: volumes
            .first()
            .map(|first| first.path.clone())
            .unwrap_or_default(),
        volumes,
        copies,
        entries: zips.iter().map(|(_, written)| written.entries).sum(),
        bytes: zips.iter().map(|(_, written)| written.payload_bytes).sum(),
        seconds: began.elapsed().as_secs_f64(),
        warnings: left_out.chain(changed).collect(),
    })
}

/// Copies the zips to the folder that was named, and reads them back.
fn copy(
    call: &Call<'_>,
    ledger: &Ledger,
    args: &ExportArgs,
    zips: &[(PathBuf, Written)],
) -> Result<Vec<String>, Fault> {
    let Some(folder) = named(&args.copy_to).map(Path::new) else {
        return Ok(Vec::new());
    };
    let progress = Bytes {
        step: "copy",
        inner: call.progress,
    };
    let mut copies = Vec::with_capacity(zips.len());
    for (path, written) in zips {
        if let Some(name) = path.file_name() {
            allowed(ledger, &folder.join(name), args)?;
        }
        let to = copy_to(path, written.sha256, folder, &progress)?;
        copies.push(to.to_string_lossy().into_owned());
    }
    Ok(copies)
}

/// What would go in, with what the look before it found.
fn checked(
    call: &Call<'_>,
    ledger: &Ledger,
    args: &ExportArgs,
) -> Result<(PackPlan, Vec<PackFinding>), Fault> {
    let settings = &call.app.settings;
    let checklist = args.checklist.as_deref().filter(|name| !name.is_empty());
    Ok(ledger.precheck(checklist, (settings.today)(), &settings.version)?)
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

fn volume(path: &Path, written: &Written) -> VolumeRow {
    VolumeRow {
        path: path.to_string_lossy().into_owned(),
        bytes: written.zip_bytes,
        sha256: written.sha256.to_string(),
        entries: written.entries,
    }
}

/// Refuses to write over an original, a file of the ledger, or anything else without a yes.
fn allowed(ledger: &Ledger, out: &Path, args: &ExportArgs) -> Result<(), Fault> {
    allow_out(ledger, out)?;
    if !args.overwrite && replaces(ledger, out) {
        return Err(Fault::at(Code::OutExists, out));
    }
    Ok(())
}

/// Whether something stands there that the program did not make: packs in `exports/` may be made anew.
fn replaces(ledger: &Ledger, out: &Path) -> bool {
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

pub(crate) fn verify(call: &Call<'_>, args: PathArgs) -> Result<VerifyReport, Fault> {
    let path = Path::new(&args.path);
    std::fs::metadata(path).map_err(|e| Fault::io(path, &e))?;
    let progress = Bytes {
        step: "read",
        inner: call.progress,
    };
    let verdict = taizhang_pack::verify(path, &progress)?;
    Ok(VerifyReport {
        path: args.path,
        valid: verdict.valid,
        entries: verdict.entries,
        problems: verdict
            .problems
            .into_iter()
            .map(|problem| VerifyProblem {
                code: problem.code,
                path: problem.path,
                expected: problem.expected,
                found: problem.found,
            })
            .collect(),
        warnings: verdict.warnings,
        checks: verdict
            .checks
            .into_iter()
            .map(|check| VerifyCheck {
                group: check.group,
                name: check.name,
                result: check.result,
                detail: check.detail,
            })
            .collect(),
    })
}
