//! Printed forms that lie in a pack.

use std::sync::Arc;

use taizhang_ledger::{FormChoice, Ledger};
use taizhang_model::form::FormName;
use taizhang_model::guarded::mark_in_text;
use taizhang_pack::{PackModel, Paper};

use super::print::{Copies, printer, told};
use crate::command::Call;
use crate::fault::{Code, Fault, secret};

/// Sets the forms of a plan, in its order. On a computer without Chinese fonts those that nobody named are workbooks.
pub(super) fn papers(
    call: &Call<'_>,
    ledger: &Arc<Ledger>,
    model: &PackModel,
    checklist: Option<&str>,
    forms: &[String],
    named: bool,
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
                papers.push(Paper { name: table, bytes });
                continue;
            }
            printer => printer?,
        };
        let copies = Copies::of(call, ledger, &form).prepare();
        let pdf = printer.pdf(&form, &copies).map_err(|e| told(&e))?;
        papers.push(Paper {
            name: file,
            bytes: pdf.bytes,
        });
    }
    Ok(papers)
}
