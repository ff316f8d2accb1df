//! Printed forms that lie in a pack.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taizhang_ledger::{FormChoice, Ledger};
use taizhang_model::form::FormName;
use taizhang_model::guarded::mark_in_text;
use taizhang_pack::{PackModel, Paper};

use super::print::{Copies, printer, told};
use crate::command::Call;
use crate::fault::{Code, Fault, secret};

/// Sets the forms of a plan, in its order, as files of a folder. On a computer without Chinese fonts those that nobody named are workbooks.
pub(super) fn papers(
    call: &Call<'_>,
    ledger: &Arc<Ledger>,
    model: &PackModel,
    checklist: Option<&str>,
    forms: &[String],
    named: bool,
    folder: &Path,
) -> Result<Vec<Paper>, Fault> {
    let choice = FormChoice {
        checklist: checklist.map(str::to_owned),
        ..FormChoice::default()
    };
    let mut papers: Vec<Paper> = Vec::with_capacity(forms.len());
    for name in forms {
        let form = FormName::named(name).ok_or_else(|| Fault::bad_value("form", name))?;
        let title = form.name_zh().replace('/', "");
        let (file, table) = (format!("{title}.pdf"), format!("{title}.xlsx"));
        if papers.iter().any(|paper| paper.name == file) {
            continue;
        }
        let form = ledger.pack_form(form, &choice, model)?;
        let words =
            serde_json::to_string(&form.blocks).map_err(|e| Fault::new(Code::Internal).with("detail", &e))?;
        if mark_in_text(&words).is_some() {
            return Err(secret(&[title]));
        }
        let printer = match printer() {
            Err(fault) if !named && matches!(fault.code, Code::NoFont) => {
                let bytes = taizhang_print::workbook(&form).map_err(|e| told(&e))?;
                let waits = folder.join(&table);
                std::fs::write(&waits, &bytes).map_err(|e| Fault::io(&waits, &e))?;
                papers.push(paper(table, waits)?);
                continue;
            }
            printer => printer?,
        };
        let copies = Copies::of(call, ledger, &form).prepare();
        let waits = folder.join(&file);
        let refuse = |e: std::io::Error| Fault::io(&waits, &e);
        let mut out = BufWriter::new(File::create(&waits).map_err(refuse)?);
        printer.write(&form, &copies, &mut out).map_err(|e| told(&e))?;
        out.flush().map_err(refuse)?;
        drop(out);
        papers.push(paper(file, waits)?);
    }
    Ok(papers)
}

/// A form that waits on the disk.
fn paper(name: String, file: PathBuf) -> Result<Paper, Fault> {
    let there = std::fs::metadata(&file).map_err(|e| Fault::io(&file, &e))?;
    Ok(Paper {
        name,
        bytes: there.len(),
        file,
    })
}
