//! Folders that are indexed in place.

use std::path::Path;

use taizhang_ledger::Ledger;

use crate::command::Call;
use crate::dto::{DirArgs, IdArgs, NoArgs, SourceList, SourceRelocate, SourceRow};
use crate::fault::Fault;

fn list(ledger: &Ledger) -> Result<SourceList, Fault> {
    let polled = ledger.polled();
    let sources = ledger.sources()?.into_iter().map(|source| SourceRow {
        polled: polled.contains(&source.id),
        id: source.id,
        path: source.path_text,
        label: source.label,
        connected: source.connected,
        items: source.items,
        own: source.own,
        fleeting: source.fleeting.map(|why| why.as_str().to_owned()),
    });
    Ok(SourceList {
        sources: sources.collect(),
    })
}

pub(crate) fn source_list(call: &Call<'_>, _: NoArgs) -> Result<SourceList, Fault> {
    list(call.app.ledger()?.as_ref())
}

pub(crate) fn source_add(call: &Call<'_>, args: DirArgs) -> Result<SourceList, Fault> {
    let ledger = call.app.changeable()?;
    ledger.add_source(Path::new(&args.dir))?;
    list(&ledger)
}

pub(crate) fn source_relocate(call: &Call<'_>, args: SourceRelocate) -> Result<SourceList, Fault> {
    let ledger = call.app.changeable()?;
    ledger.relocate_source(&args.id, Path::new(&args.dir))?;
    list(&ledger)
}

pub(crate) fn source_remove(call: &Call<'_>, args: IdArgs) -> Result<SourceList, Fault> {
    let ledger = call.app.changeable()?;
    ledger.remove_source(&args.id)?;
    list(&ledger)
}
