//! Making a pack.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use taizhang_ledger::{Ledger, LedgerMaterial, MadeCopies, PackPlan};
use taizhang_media::CopyWish;
use taizhang_pack::{Copies, Profile, Volumes, Written, copy_to, write_volumes};

use super::named;
use super::pack::{Bytes, allowed, checked, folder_of, out};
use super::pack_print::papers;
use super::print::{printer, told};
use super::profile::chosen;
use crate::command::Call;
use crate::dto::{ExportArgs, ExportReport, VolumeRow};
use crate::fault::{Fault, secret, unavailable};
use crate::messages;

pub(crate) fn export(call: &Call<'_>, args: ExportArgs) -> Result<ExportReport, Fault> {
    let began = Instant::now();
    let ledger = call.app.ledger()?;
    let profile = chosen(&ledger, &args)?;
    let (mut plan, _) = checked(call, &ledger, &args, &profile)?;
    let missing = admitted(&plan, &args)?;
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
    let is_named = named(&args.profile).is_some();
    let checklist = named(&args.checklist);
    let beside = Beside::of(&out)?;
    // Forms show pictures by their originals: they are set before copies stand in the model.
    plan.model.papers = papers(
        call,
        &ledger,
        &plan.model,
        checklist,
        &profile.forms,
        is_named,
        &beside.0,
    )?;
    let mut material = ledger.material(&plan.model)?;
    let mut as_they_are = Vec::new();
    if let Some(copies) = &profile.copies {
        let mut made = make_copies(call, &ledger, &mut plan, copies)?;
        as_they_are = std::mem::take(&mut made.as_they_are);
        material = material.with_copies(made);
    }
    let zips = written(
        call,
        &ledger,
        &args,
        &profile,
        &plan,
        &material,
        (&out, &beside.0),
    )?;
    let tables = match profile.parquet {
        true => taizhang_pack::write_tables(&plan.model, &out)?,
        false => Vec::new(),
    };
    let copies = copy(call, &ledger, &args, &zips)?;
    let language = call.app.language();
    let say = |code: &str, name: &String| format!("{} {name}", messages::sentence(code, language));
    let left_out = missing.iter().map(|name| say("left_out", name));
    let changed = plan.changed.iter().map(|name| say("content_changed", name));
    let uncopied = as_they_are.iter().map(|(name, error)| match error.code.as_str() {
        known @ ("not_stripped" | "above_limit") => say(known, name),
        _ => say("not_copied", name),
    });
    let whole = [
        (plan.model.entries.is_empty(), "empty_pack"),
        (named(&args.password).is_some(), "locked_pack"),
    ];
    let whole = whole.into_iter().filter(|(is, _)| *is);
    let whole = whole.map(|(_, code)| messages::sentence(code, language).to_owned());
    let warnings = left_out.chain(changed).chain(uncopied).chain(whole).collect();
    let volumes: Vec<VolumeRow> = zips.iter().map(|(path, written)| volume(path, written)).collect();
    zips.iter().for_each(|(path, _)| call.app.made(path));
    Ok(ExportReport {
        path: volumes
            .first()
            .map(|first| first.path.clone())
            .unwrap_or_default(),
        volumes,
        copies,
        tables: tables
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect(),
        entries: zips.iter().map(|(_, written)| written.entries).sum(),
        bytes: zips.iter().map(|(_, written)| written.payload_bytes).sum(),
        seconds: began.elapsed().as_secs_f64(),
        warnings,
    })
}

/// A folder on the pack's disk for what is not yet in it, gone with the export. One that an export left which was killed is made anew:
/// its name is the pack's.
struct Beside(PathBuf);

impl Beside {
    fn of(out: &Path) -> Result<Self, Fault> {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let folder = out.with_file_name(format!(".{name}.part"));
        match std::fs::remove_dir_all(&folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Fault::io(&folder, &e)),
            _ => std::fs::create_dir(&folder).map_err(|e| Fault::io(&folder, &e))?,
        }
        Ok(Self(folder))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What the export ended with says more than that this could not be tidied up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Refuses what may not go in; gives the files that are left out.
fn admitted(plan: &PackPlan, args: &ExportArgs) -> Result<Vec<String>, Fault> {
    if !plan.secret.is_empty() {
        let subjects: Vec<String> = plan.secret.iter().map(|one| one.subject.clone()).collect();
        return Err(secret(&subjects));
    }
    let missing: Vec<String> = plan.unavailable.iter().map(|one| one.shown.clone()).collect();
    if !missing.is_empty() && !args.allow_gaps {
        return Err(unavailable(&missing));
    }
    Ok(missing)
}

/// Has the workers make the copies of pictures that a plan wishes.
fn make_copies(
    call: &Call<'_>,
    ledger: &Arc<Ledger>,
    plan: &mut PackPlan,
    copies: &Copies,
) -> Result<MadeCopies, Fault> {
    let bytes = copies
        .limit()
        .map_err(|e| Fault::bad_value("max_bytes", &e.to_string()))?;
    let words = copies
        .watermark
        .as_deref()
        .map(str::trim)
        .filter(|words| !words.is_empty());
    let folder = tempfile::tempdir().map_err(|e| Fault::io(&std::env::temp_dir(), &e))?;
    let mark = match words {
        Some(words) => {
            let page = printer()?.mark(words).map_err(|e| told(&e))?;
            let path = folder.path().join("mark.pdf");
            std::fs::write(&path, page).map_err(|e| Fault::io(&path, &e))?;
            Some(path)
        }
        None => None,
    };
    let wish = CopyWish {
        side: copies.max_side,
        bytes,
        strip: copies.strip,
        mark,
    };
    Ok(ledger.make_copies(&mut plan.model, &wish, &call.app.workers, call.progress)?)
}

/// Writes the zip or the volumes; with a password they are written open beside, and stand under their names locked alone.
fn written(
    call: &Call<'_>,
    ledger: &Ledger,
    args: &ExportArgs,
    profile: &Profile,
    plan: &PackPlan,
    material: &LedgerMaterial<'_>,
    (out, beside): (&Path, &Path),
) -> Result<Vec<(PathBuf, Written)>, Fault> {
    let progress = Bytes {
        step: "write",
        inner: call.progress,
    };
    let password = named(&args.password);
    let name = out.file_name().unwrap_or_default();
    let first = match password {
        Some(_) => beside.join(name),
        None => out.to_owned(),
    };
    let limit = profile
        .limit()
        .map_err(|e| Fault::bad_value("volume_size", &e.to_string()))?;
    let zips = match limit {
        None => {
            let written = taizhang_pack::write(&plan.model, material, &first, &progress)?;
            vec![(first, written)]
        }
        Some(limit) => {
            let volumes = Volumes::plan(&plan.model, material, &first, limit)?;
            for path in volumes.paths().iter().skip(volumes.kept()) {
                allowed(
                    ledger,
                    &out.with_file_name(path.file_name().unwrap_or_default()),
                    args,
                )?;
            }
            write_volumes(&plan.model, material, &volumes, &progress)?
        }
    };
    let Some(password) = password else { return Ok(zips) };
    let mut locked = Vec::with_capacity(zips.len());
    for (zip, written) in zips {
        let to = out.with_file_name(zip.file_name().unwrap_or_default());
        taizhang_pack::lock(&zip, password, &to, &progress)?;
        std::fs::remove_file(&zip).map_err(|e| Fault::io(&zip, &e))?;
        let (zip_bytes, sha256) = taizhang_pack::measured(&to)?;
        locked.push((
            to,
            Written {
                zip_bytes,
                sha256,
                ..written
            },
        ));
    }
    Ok(locked)
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

fn volume(path: &Path, written: &Written) -> VolumeRow {
    VolumeRow {
        path: path.to_string_lossy().into_owned(),
        bytes: written.zip_bytes,
        sha256: written.sha256.to_string(),
        entries: written.entries,
    }
}
