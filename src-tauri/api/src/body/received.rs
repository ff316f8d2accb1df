//! Packs that somebody else made; no ledger needed, and nothing of them is changed.

use std::path::{Path, PathBuf};

use taizhang_pack::index_json::{IndexEntry, IndexLink};
use taizhang_pack::{Change, FieldDiff, Finding, IndicatorSide, PackIndex, Unlocked, Whole};

use super::desk;
use super::pack::{Bytes, allow_out, folder_of};
use super::verify::{given, is_locked};
use crate::command::Call;
use crate::dto::{
    PackContents, PackContentsFile, PackContentsFinding, PackContentsLink, PackContentsRow, PackCopied,
    PackCopy, PackDiffReport, PackFieldDiff, PackFileArgs, PackFileDiff, PackIndicatorDiff, PackPair,
    PackSide, PackUnlock, PackUnlocked, PackUnlockedPart, PackUnpack, PackUnpacked, PathArgs,
};
use crate::fault::{Code, Fault};
use crate::received;
use crate::scratch::Scratch;

fn whole(place: &Path) -> Result<Whole, Fault> {
    std::fs::metadata(place).map_err(|e| Fault::io(place, &e))?;
    Ok(taizhang_pack::whole(place)?)
}

pub(crate) fn pack_open(call: &Call<'_>, args: PathArgs) -> Result<PackContents, Fault> {
    let all = whole(Path::new(&args.path))?;
    let key = call.app.received.open(&all);
    let link = |(one, place): (&IndexLink, &Option<usize>)| PackContentsLink {
        file: place.map(|place| place as u64),
        external: one.external.clone().or(match place {
            None => one.path.clone(),
            Some(_) => None,
        }),
        caption: one.caption.clone(),
        requirement: one.requirement.clone(),
    };
    let links: Vec<Vec<PackContentsLink>> = all
        .index
        .indicators
        .iter()
        .zip(&all.links)
        .map(|(one, files)| one.links.iter().zip(files).map(link).collect())
        .collect();
    let found = all.index;
    let shown = |path: &PathBuf| path.to_string_lossy().into_owned();
    Ok(PackContents {
        is_folder: Path::new(&args.path).is_dir(),
        path: args.path,
        parts: all.parts.iter().map(shown).collect(),
        missing: all.missing,
        key,
        files: found.entries.iter().map(file).collect(),
        findings: found.findings.into_iter().map(finding).collect(),
        papers: found.papers,
        format: found.format.version,
        generator: found.generator,
        unit: found.unit,
        title: found.title,
        period_from: found.period.from.to_string(),
        period_to: found.period.to.to_string(),
        inspection: found.inspection.map(|day| day.to_string()),
        days_from: found.days.and_then(|days| days.from).map(|day| day.to_string()),
        days_to: found.days.and_then(|days| days.to).map(|day| day.to_string()),
        as_of: found.as_of.to_string(),
        score: found.score,
        summary: found.summary,
        entries: found.entries.len() as u64,
        bytes: found.entries.iter().map(|entry| entry.bytes).sum(),
        volume: found.volume.map(|volume| (volume.number, volume.of)),
        indicators: found
            .indicators
            .into_iter()
            .zip(links)
            .map(|(one, links)| PackContentsRow {
                links,
                content: one.content,
                lead_dept: one.lead_dept,
                code: one.code,
                title: one.title,
                level: one.level,
                state: one.state,
                missing: one.missing,
                waivers: one.waivers,
                statement: one.statement.map(|told| told.text),
                evidence: one
                    .links
                    .into_iter()
                    .filter_map(|link| link.path.or(link.external))
                    .collect(),
            })
            .collect(),
    })
}

pub(crate) fn pack_unlock(call: &Call<'_>, args: PackUnlock) -> Result<PackUnlocked, Fault> {
    let zip = Path::new(&args.path);
    std::fs::metadata(zip).map_err(|e| Fault::io(zip, &e))?;
    let (folder, parts) = unlocked(call, zip, args.password.as_deref())?;
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let unlocked = PackUnlocked {
        path: parts.first().map(|part| shown(&part.open)).unwrap_or_default(),
        parts: parts
            .iter()
            .map(|part| PackUnlockedPart {
                locked: shown(&part.locked),
                open: shown(&part.open),
            })
            .collect(),
    };
    call.app.received.keep(folder);
    Ok(unlocked)
}

/// A pack's open form and its volumes; both go with the folder.
fn unlocked(call: &Call<'_>, zip: &Path, password: Option<&str>) -> Result<(Scratch, Vec<Unlocked>), Fault> {
    let password = given(zip, password)?;
    let progress = Bytes {
        step: "read",
        inner: call.progress,
    };
    let folder = Scratch::new()?;
    let parts = taizhang_pack::unlock_all(zip, password, folder.path(), &progress)?;
    Ok((folder, parts))
}

/// What a pack says of itself, whether it is locked or not; no open form of it stays.
fn index_of(call: &Call<'_>, path: &str, password: Option<&str>) -> Result<PackIndex, Fault> {
    let zip = Path::new(path);
    if !is_locked(zip) {
        return Ok(whole(zip)?.index);
    }
    let (_folder, parts) = unlocked(call, zip, password)?;
    let open = parts.first().map_or(zip, |part| part.open.as_path());
    Ok(whole(open)?.index)
}

pub(crate) fn pack_diff(call: &Call<'_>, args: PackPair) -> Result<PackDiffReport, Fault> {
    let before = index_of(call, &args.before, args.before_password.as_deref())?;
    let after = index_of(call, &args.after, args.after_password.as_deref())?;
    let found = taizhang_pack::diff(&before, &after);
    let indicators = found.indicators.into_iter().map(|one| PackIndicatorDiff {
        change: change(one.change),
        renumbered: one.renumbered,
        before: one.before.map(side),
        after: one.after.map(side),
        evidence_added: one.evidence_added,
        evidence_removed: one.evidence_removed,
        fields: one.fields.into_iter().map(field).collect(),
    });
    let files = found.files.into_iter().map(|one| PackFileDiff {
        change: change(one.change),
        before: one.before,
        after: one.after,
    });
    Ok(PackDiffReport {
        head: found.head.into_iter().map(field).collect(),
        indicators: indicators.collect(),
        files: files.collect(),
    })
}

fn file(entry: &IndexEntry) -> PackContentsFile {
    PackContentsFile {
        path: entry.path.clone(),
        name: entry.original_name.clone(),
        kind: entry.kind,
        format: entry.format.clone(),
        bytes: entry.bytes,
        sha256: entry.sha256.to_string(),
        on: entry.on.map(|day| day.to_string()),
        doc_no: entry.document.doc_no.clone(),
        issuer: entry.document.issuer.clone(),
        doc_title: entry.document.doc_title.clone(),
        pages: entry.document.pages,
        thumb: received::is_pictured(entry),
    }
}

fn finding(one: Finding) -> PackContentsFinding {
    PackContentsFinding {
        group: one.group,
        severity: one.severity,
        subject: one.subject,
        message: one.message,
    }
}

/// Shows a file of a pack in its own program, as a copy that goes when the program ends; what the system would run is not opened.
pub(crate) fn pack_file_open(call: &Call<'_>, args: PackFileArgs) -> Result<(), Fault> {
    let path = call.app.received.copy(&args.key, args.file)?;
    desk::open(call.app, &path)
}

pub(crate) fn pack_copy(call: &Call<'_>, args: PackCopy) -> Result<PackCopied, Fault> {
    let folder = Path::new(&args.folder);
    let paths: Vec<PathBuf> = args.paths.iter().map(PathBuf::from).collect();
    let mut bytes = 0;
    for path in &paths {
        let known = std::fs::metadata(path).map_err(|e| Fault::io(path, &e))?;
        if !known.is_file() {
            return Err(Fault::at(Code::PackIsFolder, path));
        }
        bytes += known.len();
        let to = folder.join(path.file_name().unwrap_or_default());
        folder_of(&to)?;
        if let Ok(ledger) = call.app.ledger() {
            allow_out(&ledger, &to)?;
        }
        if !args.overwrite && to.exists() {
            return Err(Fault::at(Code::OutExists, &to));
        }
    }
    // What would be replaced is not counted as room: until the copy is whole, both lie there.
    let free = fs4::available_space(folder).map_err(|e| Fault::io(folder, &e))?;
    if free < bytes {
        let size = |bytes: u64| format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
        return Err(Fault::at(Code::NoRoom, folder)
            .with("needed", size(bytes))
            .with("free", size(free)));
    }
    let half = |step| Bytes {
        step,
        inner: call.progress,
    };
    let mut copies = Vec::with_capacity(paths.len());
    for path in &paths {
        let (to, _) = taizhang_pack::copy_file(path, folder, &half("copy"), &half("read"))?;
        call.app.made(&to);
        copies.push(to.to_string_lossy().into_owned());
    }
    Ok(PackCopied { copies, bytes })
}

pub(crate) fn pack_unpack(call: &Call<'_>, args: PackUnpack) -> Result<PackUnpacked, Fault> {
    let progress = Bytes {
        step: "write",
        inner: call.progress,
    };
    let done = taizhang_pack::unpack(Path::new(&args.path), Path::new(&args.into), &progress)?;
    call.app.made(&done.folder);
    Ok(PackUnpacked {
        folder: done.folder.to_string_lossy().into_owned(),
        files: done.files,
        bytes: done.bytes,
    })
}

fn change(change: Change) -> String {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
        Change::Moved => "moved",
    }
    .to_owned()
}

fn field(one: FieldDiff) -> PackFieldDiff {
    PackFieldDiff {
        field: one.field,
        evidence: one.evidence,
        before: one.before,
        after: one.after,
    }
}

fn side(side: IndicatorSide) -> PackSide {
    PackSide {
        code: side.code,
        title: side.title,
        state: side.state,
    }
}
