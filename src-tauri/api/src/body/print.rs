//! Printed forms as files.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use taizhang_ledger::{FormChoice, Ledger, PREVIEW, Progress};
use taizhang_model::form::{Block, Form, FormName};
use taizhang_model::id::Sha256;
use taizhang_pack::Profile;
use taizhang_print::{Pictures, PrintError, Printer};

use super::named;
use super::pack::{allow_out, checked, folder_of, replaces};
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
        PrintError::Stopped => Fault::new(Code::Cancelled),
        other => Fault::new(Code::Internal).with("detail", other),
    }
}

/// Copies of the pictures of a form, made or fetched one at a time.
pub(super) struct Copies<'a> {
    app: Arc<App>,
    ledger: Arc<Ledger>,
    order: Vec<Sha256>,
    progress: &'a dyn Progress,
    asked: AtomicU64,
    missing: AtomicU32,
}

impl<'a> Copies<'a> {
    /// Of one form.
    pub(super) fn of(call: &Call<'a>, ledger: &Arc<Ledger>, form: &Form) -> Self {
        Self {
            app: Arc::clone(call.app),
            ledger: Arc::clone(ledger),
            order: pictures(form),
            progress: call.progress,
            asked: AtomicU64::new(0),
            missing: AtomicU32::new(0),
        }
    }

    /// Makes the copies that are wanting, several at a time; they are kept, so that each is at hand when the form asks for it.
    pub(super) fn prepare(self) -> Self {
        if self.ledger.read_only() {
            return self;
        }
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(sha256) = self.order.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.stopped() {
                    return;
                }
                let done = next.load(Ordering::Relaxed).min(self.order.len());
                self.tell("draw", done as u64);
                // One that can't be made is met again, and counted, when the form asks for it.
                let _ = self.ledger.thumb(*sha256, PREVIEW, &self.app.workers);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..self.app.workers.count() {
                scope.spawn(work);
            }
        });
        self
    }

    fn tell(&self, step: &'static str, done: u64) {
        self.progress.at(step, done, self.order.len() as u64, "files", "");
    }
}

impl Pictures for Copies<'_> {
    fn jpeg(&self, number: usize) -> Option<Vec<u8>> {
        let sha256 = *self.order.get(number)?;
        // Each is asked for twice, for its shape and, when the file is written, for its bytes.
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some(written) = asked.checked_sub(self.order.len() as u64) {
            self.tell("write", written);
        }
        let made = self.ledger.thumb(sha256, PREVIEW, &self.app.workers);
        let jpeg = made.ok().flatten();
        if jpeg.is_none() {
            self.missing.fetch_add(1, Ordering::Relaxed);
        }
        jpeg
    }

    fn stopped(&self) -> bool {
        self.progress.stopped()
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
    let row = |form: &FormName| FormRow {
        name: form.to_string(),
        title: form.name_zh().to_owned(),
        formats: formats(*form).iter().map(|one| one.ending().to_owned()).collect(),
    };
    Ok(FormList {
        forms: FormName::ALL.iter().map(row).collect(),
    })
}

pub(crate) fn print(call: &Call<'_>, args: PrintArgs) -> Result<PrintReport, Fault> {
    let name =
        FormName::named(&args.form).ok_or_else(|| Fault::new(Code::FormNotFound).with("name", &args.form))?;
    let ledger = call.app.ledger()?;
    let as_of = (call.app.settings.today)();
    let out = match named(&args.out) {
        Some(out) => PathBuf::from(out),
        None => {
            let title = name.name_zh().replace('/', "");
            ledger.dir().join("exports").join(format!("{title}_{as_of}.pdf"))
        }
    };
    let format = format(name, &out)?;
    if let Some(width) = args.width_mm.filter(|width| !(20.0..=50.0).contains(width)) {
        return Err(Fault::new(Code::SpineWidth).with("value", width));
    }
    if named(&args.out).is_none()
        && let Some(folder) = out.parent()
    {
        std::fs::create_dir_all(folder).map_err(|e| Fault::io(folder, &e))?;
    }
    folder_of(&out)?;
    allow_out(&ledger, &out)?;
    if !args.overwrite && replaces(&ledger, &out) {
        return Err(Fault::at(Code::OutExists, &out));
    }
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
    let copies = Copies::of(call, &ledger, &form).prepare();
    let (bytes, pages) = put(&out, |file| match format {
        Format::Pdf => printer()?
            .write(&form, &copies, file)
            .map(|pages| u32::try_from(pages).ok())
            .map_err(|e| wrote(&out, e)),
        Format::Docx => whole(taizhang_print::document(&form), &out, file),
        Format::Xlsx => whole(taizhang_print::workbook(&form), &out, file),
    })?;
    call.app.made(&out);
    Ok(PrintReport {
        path: out.to_string_lossy().into_owned(),
        pages,
        bytes,
        pictures_missing: copies.missing.into_inner(),
    })
}

/// What a form can be written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Pdf,
    Docx,
    Xlsx,
}

impl Format {
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }
}

fn formats(form: FormName) -> &'static [Format] {
    if form.is_table() {
        &[Format::Pdf, Format::Docx, Format::Xlsx]
    } else {
        &[Format::Pdf]
    }
}

/// By the ending of the file, among those that the form has.
fn format(form: FormName, out: &Path) -> Result<Format, Fault> {
    let ending = out
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let known = formats(form);
    let found = known.iter().find(|one| ending.as_deref() == Some(one.ending()));
    found.copied().ok_or_else(|| {
        let endings: Vec<String> = known.iter().map(|one| format!(".{}", one.ending())).collect();
        Fault::at(Code::FormFormat, out)
            .with("form", form.name_zh())
            .with("endings", endings.join(" / "))
    })
}

/// A file that is made in memory; its pages are counted by the program that opens it.
fn whole(made: Result<Vec<u8>, PrintError>, out: &Path, file: &mut dyn Write) -> Result<Option<u32>, Fault> {
    let bytes = made.map_err(|e| told(&e))?;
    file.write_all(&bytes).map_err(|e| Fault::io(out, &e))?;
    Ok(None)
}

fn wrote(out: &Path, error: PrintError) -> Fault {
    match error {
        PrintError::Write(e) => Fault::io(out, &e),
        other => told(&other),
    }
}

/// Writes a file beside its name first, so that nothing half-written stands under it; answers its bytes and what the writing gives.
fn put<T>(out: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T, Fault>) -> Result<(u64, T), Fault> {
    let part = taizhang_pack::part_of(out);
    let refuse = |e: std::io::Error| Fault::io(out, &e);
    let mut file = BufWriter::new(File::create(&part).map_err(refuse)?);
    let outcome = write(&mut file).and_then(|given| {
        let file = file.into_inner().map_err(|e| refuse(e.into_error()))?;
        file.sync_all().map_err(refuse)?;
        let bytes = file.metadata().map_err(refuse)?.len();
        drop(file);
        taizhang_pack::put_in_place(&part, out).map_err(refuse)?;
        Ok((bytes, given))
    });
    taizhang_pack::clear_failed(&part, outcome)
}
