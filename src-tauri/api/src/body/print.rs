//! Printed forms as files.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use taizhang_ledger::{FormChoice, Ledger, PREVIEW};
use taizhang_model::form::{Block, Form, FormName};
use taizhang_model::id::Sha256;
use taizhang_pack::Profile;
use taizhang_print::{Pictures, PrintError, Printer};

use super::named;
use super::pack::{allow_out, checked, folder_of, put_file};
use crate::App;
use crate::command::Call;
use crate::dto::{ExportArgs, FormList, FormRow, NoArgs, PrintArgs, PrintReport};
use crate::fault::{Code, Fault};

/// The fonts of this computer, looked through when the first form is printed.
static PRINTER: OnceLock<Printer> = OnceLock::new();

pub(super) fn printer() -> Result<&'static Printer, Fault> {
    if let Some(printer) = PRINTER.get() {
        return Ok(printer);
    }
    let made = Printer::of_system().map_err(|e| told(&e))?;
    Ok(PRINTER.get_or_init(|| made))
}

/// What a form that can't be set is told as.
pub(super) fn told(error: &PrintError) -> Fault {
    match error {
        PrintError::NoFont => Fault::new(Code::NoFont),
        other => Fault::new(Code::Internal).with("detail", other),
    }
}

/// Copies of the pictures of a form, made or fetched one at a time.
pub(super) struct Copies {
    pub(super) app: Arc<App>,
    pub(super) ledger: Arc<Ledger>,
    pub(super) order: Vec<Sha256>,
    pub(super) missing: AtomicU32,
}

impl Pictures for Copies {
    fn jpeg(&self, number: usize) -> Option<Vec<u8>> {
        let sha256 = *self.order.get(number)?;
        let made = self.ledger.thumb(sha256, PREVIEW, &self.app.workers);
        let jpeg = made.ok().flatten();
        if jpeg.is_none() {
            self.missing.fetch_add(1, Ordering::Relaxed);
        }
        jpeg
    }
}

/// The pictures of a form, in its order.
pub(super) fn pictures(form: &Form) -> Vec<Sha256> {
    let photos = form.blocks.iter().filter_map(|block| match block {
        Block::Photos { photos, .. } => Some(photos),
        _ => None,
    });
    photos.flatten().map(|photo| photo.sha256).collect()
}

pub(crate) fn print_list(_: &Call<'_>, _: NoArgs) -> Result<FormList, Fault> {
    let row = |form: &FormName| {
        let editable = form.is_table().then(|| "xlsx".to_owned());
        FormRow {
            name: form.to_string(),
            title: form.name_zh().to_owned(),
            formats: std::iter::once("pdf".to_owned()).chain(editable).collect(),
        }
    };
    Ok(FormList {
        forms: FormName::ALL.iter().map(row).collect(),
    })
}

pub(crate) fn print(call: &Call<'_>, args: PrintArgs) -> Result<PrintReport, Fault> {
    let name = FormName::named(&args.form).ok_or_else(|| Fault::bad_value("form", &args.form))?;
    let ledger = call.app.ledger()?;
    let as_of = (call.app.settings.today)();
    let out = match named(&args.out) {
        Some(out) => PathBuf::from(out),
        None => {
            let title = name.name_zh().replace('/', "");
            ledger.dir().join("exports").join(format!("{title}_{as_of}.pdf"))
        }
    };
    let editable = is_workbook(&out)?;
    if editable && !name.is_table() {
        return Err(Fault::bad_value("out", &out.to_string_lossy()));
    }
    if named(&args.out).is_none()
        && let Some(folder) = out.parent()
    {
        std::fs::create_dir_all(folder).map_err(|e| Fault::io(folder, &e))?;
    }
    folder_of(&out)?;
    allow_out(&ledger, &out)?;
    let choice = FormChoice {
        checklist: named(&args.checklist).map(str::to_owned),
        indicator: named(&args.indicator).map(str::to_owned),
        department: named(&args.department).map(str::to_owned),
        occasion: named(&args.occasion).map(str::to_owned),
        per_page: args.per_page.unwrap_or_default(),
        elements: args.elements,
        width_mm: args.width_mm.unwrap_or_default(),
    };
    let form = match name {
        FormName::SelfCheck => {
            let args = ExportArgs {
                checklist: choice.checklist.clone(),
                ..ExportArgs::default()
            };
            let (plan, _) = checked(call, &ledger, &args, &Profile::default())?;
            ledger.pack_form(name, &choice, &plan.model)?
        }
        _ => ledger.form(name, &choice, as_of)?,
    };
    let copies = Copies {
        app: Arc::clone(call.app),
        order: pictures(&form),
        missing: AtomicU32::new(0),
        ledger,
    };
    let (bytes, pages) = if editable {
        (taizhang_print::workbook(&form).map_err(|e| told(&e))?, None)
    } else {
        let pdf = printer()?.pdf(&form, &copies).map_err(|e| told(&e))?;
        (pdf.bytes, u32::try_from(pdf.pages).ok())
    };
    put_file(&out, &bytes)?;
    call.app.made(&out);
    Ok(PrintReport {
        path: out.to_string_lossy().into_owned(),
        pages,
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        pictures_missing: copies.missing.into_inner(),
    })
}

/// By its ending: a workbook, or a PDF.
fn is_workbook(out: &Path) -> Result<bool, Fault> {
    let ending = out
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("pdf") => Ok(false),
        Some("xlsx") => Ok(true),
        _ => Err(Fault::bad_value("out", &out.to_string_lossy())),
    }
}
