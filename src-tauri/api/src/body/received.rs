//! Packs that somebody else made; no ledger needed, and nothing of them is changed.

use std::path::Path;

use taizhang_pack::{Change, FieldDiff, IndicatorSide, PackIndex};

use super::pack::Bytes;
use crate::command::Call;
use crate::dto::{
    PackContents, PackContentsRow, PackDiffReport, PackFieldDiff, PackFileDiff, PackIndicatorDiff, PackPair,
    PackSide, PackUnpack, PackUnpacked, PathArgs,
};
use crate::fault::Fault;

fn index(path: &str) -> Result<PackIndex, Fault> {
    let place = Path::new(path);
    std::fs::metadata(place).map_err(|e| Fault::io(place, &e))?;
    Ok(taizhang_pack::contents(place)?)
}

pub(crate) fn pack_open(_: &Call<'_>, args: PathArgs) -> Result<PackContents, Fault> {
    let found = index(&args.path)?;
    Ok(PackContents {
        path: args.path,
        format: found.format.version,
        generator: found.generator,
        unit: found.unit,
        title: found.title,
        period_from: found.period.from.to_string(),
        period_to: found.period.to.to_string(),
        inspection: found.inspection.map(|day| day.to_string()),
        as_of: found.as_of.to_string(),
        score: found.score,
        summary: found.summary,
        entries: found.entries.len() as u64,
        bytes: found.entries.iter().map(|entry| entry.bytes).sum(),
        volume: found.volume.map(|volume| (volume.number, volume.of)),
        indicators: found
            .indicators
            .into_iter()
            .map(|one| PackContentsRow {
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

pub(crate) fn pack_diff(_: &Call<'_>, args: PackPair) -> Result<PackDiffReport, Fault> {
    let found = taizhang_pack::diff(&index(&args.before)?, &index(&args.after)?);
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

pub(crate) fn pack_unpack(call: &Call<'_>, args: PackUnpack) -> Result<PackUnpacked, Fault> {
    let progress = Bytes {
        step: "write",
        inner: call.progress,
    };
    let done = taizhang_pack::unpack(Path::new(&args.path), Path::new(&args.into), &progress)?;
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
