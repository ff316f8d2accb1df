//! Documents read as checklists.

use std::io::Read;
use std::path::Path;

use sha2::Digest;
use taizhang_document::Document;
use taizhang_model::date::Period;
use taizhang_model::draft::Draft;
use taizhang_model::id::Sha256;

use super::period;
use crate::command::Call;
use crate::dto::{DraftArgs, NoArgs, TemplateList, TemplateRow};
use crate::fault::{Code, Fault};

/// The largest document that is read as a checklist.
const LARGEST: u64 = 64 << 20;
/// Name of pasted text, for the record.
const PASTED: &str = "粘贴的文字.txt";

/// A checklist with the name of what it was read from.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) draft: Draft,
}

pub(crate) fn draft(call: &Call<'_>, args: DraftArgs) -> Result<Draft, Fault> {
    Ok(read(call, &args)?.draft)
}

pub(crate) fn templates(_: &Call<'_>, _: NoArgs) -> Result<TemplateList, Fault> {
    let templates = taizhang_plan::templates().into_iter();
    Ok(TemplateList {
        templates: templates
            .map(|one| TemplateRow {
                name: one.name,
                title: one.title,
                title_en: one.title_en,
            })
            .collect(),
    })
}

/// Reads the file, the text or the template that is named.
pub(super) fn read(call: &Call<'_>, args: &DraftArgs) -> Result<Named, Fault> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let period = period(args.period_from.as_deref(), args.period_to.as_deref())?;
    let period = period.or_else(|| {
        let ledger = call.app.ledger().ok()?;
        Some(ledger.checklist(None).ok()?.0.period)
    });
    if let Some(path) = given(&args.path) {
        return of_bytes(&bytes(Path::new(&path))?, &path, period);
    }
    if let Some(text) = given(&args.text) {
        return of_bytes(text.as_bytes(), PASTED, period);
    }
    let name = given(&args.template).ok_or_else(|| Fault::new(Code::NoDocument))?;
    let year = || Period::year((call.app.settings.today)().year());
    let period = period
        .or_else(year)
        .ok_or_else(|| Fault::bad_value("period", ""))?;
    let draft = taizhang_plan::template(&name, period)?;
    Ok(Named { name, draft })
}

/// The text of a document.
pub(super) fn text(path: &str) -> Result<String, Fault> {
    Ok(whole(path)?.text)
}

/// A document as it was read.
pub(super) fn whole(path: &str) -> Result<Document, Fault> {
    let file_name = Path::new(path).file_name().unwrap_or_default();
    let name = file_name.to_string_lossy().into_owned();
    let document = taizhang_document::read(&bytes(Path::new(path))?, &name);
    document.map_err(|e| Fault::of_document(&e, path))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let refuse = |e: std::io::Error| Fault::io(path, &e);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(refuse)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(refuse)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::at(Code::DocumentTooLarge, path)
            .with("what", "bytes")
            .with("limit", LARGEST));
    }
    Ok(bytes)
}

fn of_bytes(bytes: &[u8], path: &str, period: Option<Period>) -> Result<Named, Fault> {
    let file_name = Path::new(path).file_name().unwrap_or_default();
    let name = file_name.to_string_lossy().into_owned();
    let document = taizhang_document::read(bytes, &name).map_err(|e| Fault::of_document(&e, path))?;
    let sha256 = Sha256(sha2::Sha256::digest(bytes).into());
    let mut draft = taizhang_plan::draft(&document, sha256, period);
    if draft.title.is_empty() && name != PASTED {
        draft.title = taizhang_model::version::title(&name);
    }
    Ok(Named { name, draft })
}
