//! Indexing.

use std::time::Instant;

use taizhang_ledger::Source;

use crate::command::Call;
use crate::dto::{ScanArgs, ScanError, ScanReport};
use crate::fault::Fault;
use crate::messages;
use crate::settings::Language;

pub(crate) fn scan(call: &Call<'_>, args: ScanArgs) -> Result<ScanReport, Fault> {
    let ledger = call.app.changeable()?;
    let began = Instant::now();
    // The watcher would look at the same files at the same time.
    call.app.stop_watching();
    let scanned = (|| {
        let mut found = ledger.scan(call.progress)?;
        let inside = ledger.read_contents(&call.app.workers, args.thumbs, call.progress)?;
        found.add(inside);
        // Pages show what was found as activities at once; a script asks for them itself.
        if call.task.is_some() && !call.progress.stopped() {
            ledger.propose_activities()?;
        }
        Ok::<_, Fault>(found)
    })();
    // Before the watcher: opening and closing wait for tasks, not for it.
    let stopped = call.progress.stopped();
    if !stopped {
        call.app.watch_sources();
    }
    let seconds = began.elapsed().as_secs_f64();
    Ok(report(
        &scanned?,
        &ledger.sources()?,
        seconds,
        call.app.language(),
    ))
}

/// A report with sentences, and with paths for the ids of sources.
pub(crate) fn report(
    found: &taizhang_ledger::ScanReport,
    sources: &[Source],
    seconds: f64,
    language: Language,
) -> ScanReport {
    let path = |id: &String| {
        let source = sources.iter().find(|source| &source.id == id);
        source.map_or_else(|| id.clone(), |source| source.path_text.clone())
    };
    ScanReport {
        files: found.files,
        added: found.added,
        changed: found.changed,
        moved: found.moved,
        missing: found.missing,
        unchanged: found.unchanged,
        errors: found
            .errors
            .iter()
            .map(|error| ScanError {
                source: error.source.clone(),
                path: error.path.clone(),
                code: error.code.clone(),
                message: messages::sentence(&error.code, language),
            })
            .collect(),
        bytes: found.bytes,
        seconds,
        disconnected: found.disconnected.iter().map(path).collect(),
    }
}
