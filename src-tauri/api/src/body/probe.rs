//! Facts of files, without a ledger.

use std::path::Path;

use taizhang_media::{FileError, facts, hash};

use super::item;
use crate::command::Call;
use crate::dto::{DateCandidate, ProbeArgs, ProbeReport, ProbeRow};
use crate::fault::{Code, Fault};
use crate::settings::Language;

pub(crate) fn probe(call: &Call<'_>, args: ProbeArgs) -> Result<ProbeReport, Fault> {
    let mut files = Vec::with_capacity(args.paths.len());
    let total = args.paths.len() as u64;
    for (done, path) in (0..).zip(args.paths) {
        if call.progress.stopped() {
            return Err(Fault::new(Code::Cancelled));
        }
        call.progress.at("hash", done, total, "files", &path);
        files.push(row(path, &|| call.progress.stopped(), call.app.language()));
    }
    Ok(ProbeReport { files })
}

fn row(path: String, stop: &dyn Fn() -> bool, language: Language) -> ProbeRow {
    let file = Path::new(&path);
    let hashed = match hash(file, stop) {
        Ok(hashed) => hashed,
        Err(error) => {
            let code = FileError::of_io(file, &error).code;
            return ProbeRow {
                error: Some(item::error(&code, language)),
                ..empty(path)
            };
        }
    };
    let facts = facts(file, &hashed.head, hashed.bytes);
    let best = facts.dates.first();
    let candidates = facts.dates.iter().map(|date| DateCandidate {
        from: date.from,
        value: date.value.clone(),
        precision: date.precision,
    });
    ProbeRow {
        kind: Some(facts.kind),
        kind_from: Some(facts.kind_from),
        format: Some(facts.format),
        sha256: Some(hashed.sha256.to_string()),
        bytes: Some(hashed.bytes),
        captured_at: best.map(|date| date.value.clone()),
        captured_precision: best.map(|date| date.precision),
        captured_from: best.map(|date| date.from),
        captured_meaning: best.map(|date| date.meaning),
        candidates: candidates.collect(),
        doubts: facts.doubts,
        width: facts.width,
        height: facts.height,
        duration_s: facts.duration_s,
        orientation: facts.orientation,
        pages: facts.pages,
        error: facts.error.map(|error| item::error(&error.code, language)),
        ..empty(path)
    }
}

/// Nothing known yet.
fn empty(path: String) -> ProbeRow {
    ProbeRow {
        path,
        kind: None,
        kind_from: None,
        format: None,
        sha256: None,
        bytes: None,
        captured_at: None,
        captured_precision: None,
        captured_from: None,
        captured_meaning: None,
        candidates: Vec::new(),
        doubts: Vec::new(),
        width: None,
        height: None,
        duration_s: None,
        orientation: None,
        pages: None,
        doc_no: None,
        issuer: None,
        doc_title: None,
        doc_date: None,
        secrecy: None,
        text_chars: None,
        error: None,
    }
}
