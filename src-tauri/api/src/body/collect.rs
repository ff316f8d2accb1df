//! Copies of material in the ledger's own folder.

use taizhang_ledger::Ledger;

use super::{named, operation};
use crate::command::Call;
use crate::dto::{CaptionFill, CaptionsFilled, CollectArgs, CollectPreview, CollectReport, ScanError};
use crate::fault::Fault;
use crate::messages;

/// Ids of the items that are meant.
fn meant(ledger: &Ledger, args: &CollectArgs) -> Result<Vec<String>, Fault> {
    let mut all = Vec::new();
    if !args.items.is_empty() {
        let subjects = args.items.iter().map(|name| ledger.subject(name));
        all.extend(ledger.items_of_subjects(&subjects.collect::<Result<Vec<_>, _>>()?)?);
    }
    let source = named(&args.source)
        .map(|source| ledger.items_of_source(source))
        .transpose()?;
    match (args.linked, source) {
        // Of a source what is linked, or all of it.
        (true, Some(inside)) => {
            let linked = ledger.linked_items()?;
            all.extend(inside.into_iter().filter(|id| linked.contains(id)));
        }
        (true, None) => all.extend(ledger.linked_items()?),
        (false, Some(inside)) => all.extend(inside),
        (false, None) => {}
    }
    Ok(all)
}

pub(crate) fn collect_preview(call: &Call<'_>, args: CollectArgs) -> Result<CollectPreview, Fault> {
    let ledger = call.app.ledger()?;
    let found = ledger.collectable(&meant(&ledger, &args)?)?;
    Ok(CollectPreview {
        items: found.items,
        bytes: found.bytes,
        already: found.already,
    })
}

pub(crate) fn collect(call: &Call<'_>, args: CollectArgs) -> Result<CollectReport, Fault> {
    let ledger = call.app.changeable()?;
    let done = ledger.collect(&meant(&ledger, &args)?, call.progress)?;
    let language = call.app.language();
    Ok(CollectReport {
        copied: done.copied,
        bytes: done.bytes,
        already: done.already,
        failed: done
            .failed
            .into_iter()
            .map(|error| ScanError {
                message: messages::sentence(&error.code, language),
                source: error.source,
                path: error.path,
                code: error.code,
            })
            .collect(),
    })
}

pub(crate) fn caption_fill(call: &Call<'_>, args: CaptionFill) -> Result<CaptionsFilled, Fault> {
    let ledger = call.app.changeable()?;
    let indicator = match named(&args.indicator) {
        Some(name) => Some(ledger.target(name)?.indicator),
        None => None,
    };
    let filled = ledger.fill_captions(indicator.as_deref())?;
    Ok(CaptionsFilled {
        links: filled.as_ref().map_or(0, |(links, _)| *links),
        operation: filled.map(|(_, made)| operation(made)),
    })
}
