//! The sample ledger (示例), made on the spot: material drawn by code, a ledger of it, a checklist, links with gaps to find.

use std::collections::HashMap;
use std::path::Path;

use taizhang_ledger::{Import, Ledger, LedgerError, NewLedger, Target};
use taizhang_sample::{SampleError, SampleFile, SampleInfo};

use super::document;
use crate::command::Call;
use crate::dto::{DirArgs, DraftArgs, LedgerInfo};
use crate::fault::{Code, Fault};

/// Folder of the material.
const MATERIAL: &str = "示例素材";
/// Folder of the ledger.
const LEDGER: &str = "示例台账";
/// The built-in checklist that the sample proves.
const TEMPLATE: &str = "small-unit";

pub(crate) fn sample_create(call: &Call<'_>, args: DirArgs) -> Result<LedgerInfo, Fault> {
    let dir = Path::new(&args.dir);
    let is_taken =
        |dir: &Path| dir.exists() && std::fs::read_dir(dir).is_ok_and(|mut all| all.next().is_some());
    if is_taken(dir) {
        return Err(Fault::at(Code::FolderNotEmpty, dir));
    }
    let year = (call.app.settings.today)().year();
    let told = |done: usize, total: usize| {
        call.progress
            .at("write", done as u64, total as u64, "files", MATERIAL);
    };
    let material = dir.join(MATERIAL);
    let made = taizhang_sample::make(&material, year, &told).map_err(|e| failed(dir, &e))?;
    if call.progress.stopped() {
        return Err(Fault::new(Code::Cancelled));
    }
    let new = NewLedger {
        unit: made.unit.clone(),
        title: made.title.clone(),
        period: made.period,
        inspection: Some(made.inspection),
        sample: true,
    };
    call.app.create_ledger(&dir.join(LEDGER), &new, call.task)?;
    let ledger = call.app.ledger()?;
    ledger.add_source(&material)?;
    ledger.scan(call.progress)?;
    fill(call, &ledger, &made)?;
    // What has no picture says so in its facts.
    ledger.read_contents(&call.app.workers, true, call.progress)?;
    call.app.watch_sources();
    super::ledger::info(&ledger)
}

/// Imports the checklist and links what the sample says.
fn fill(call: &Call<'_>, ledger: &Ledger, made: &SampleInfo) -> Result<(), Fault> {
    let wanted = DraftArgs {
        template: Some(TEMPLATE.to_owned()),
        ..DraftArgs::default()
    };
    let named = document::read(call, &wanted)?;
    let import = Import {
        name: named.name,
        title: None,
        into: None,
        period: None,
        inspection: None,
    };
    ledger.import_draft(&named.draft, &import)?;
    let (_, indicators) = ledger.checklist(None)?;
    let ids: Vec<String> = indicators.iter().map(|i| i.id.clone()).collect();
    ledger.review_indicators(&ids, true)?;
    let by_title: HashMap<&str, &str> = indicators
        .iter()
        .map(|i| (i.title.as_str(), i.id.as_str()))
        .collect();
    for file in &made.files {
        if call.progress.stopped() {
            return Err(Fault::new(Code::Cancelled));
        }
        link(ledger, file, &by_title)?;
    }
    Ok(())
}

fn link(ledger: &Ledger, file: &SampleFile, by_title: &HashMap<&str, &str>) -> Result<(), Fault> {
    let Some(title) = &file.indicator else {
        return Ok(());
    };
    let unknown = || Fault::new(Code::IndicatorNotFound).with("name", title);
    let indicator = by_title.get(title.as_str()).ok_or_else(unknown)?;
    let target = Target {
        indicator: (*indicator).to_owned(),
        requirement: None,
    };
    let subject = ledger.subject(&file.path)?;
    match ledger.link(&[subject], &target, None, file.caption.as_deref()) {
        // Two files of the same bytes are one item.
        Ok(_) | Err(LedgerError::AlreadyLinked { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn failed(dir: &Path, error: &SampleError) -> Fault {
    match error {
        SampleError::Io { path, source } => Fault::io(path, source),
        other => Fault::at(Code::SampleFailed, dir).with("detail", other),
    }
}
