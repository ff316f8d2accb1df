//! Printed forms that lie in a pack.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use taizhang_ledger::{FormChoice, Ledger};
use taizhang_model::form::FormName;
use taizhang_pack::{PackModel, Paper};

use super::print::{Copies, pictures, printer, told};
use crate::command::Call;
use crate::fault::Fault;

/// Sets the forms of a plan, in its order.
pub(super) fn papers(
    call: &Call<'_>,
    ledger: &Arc<Ledger>,
    model: &PackModel,
    checklist: Option<&str>,
    forms: &[String],
) -> Result<Vec<Paper>, Fault> {
    let choice = FormChoice {
        checklist: checklist.map(str::to_owned),
        ..FormChoice::default()
    };
    let mut papers: Vec<Paper> = Vec::with_capacity(forms.len());
    for name in forms {
        let form = FormName::named(name).ok_or_else(|| Fault::bad_value("form", name))?;
        let file = format!("{}.pdf", form.name_zh().replace('/', ""));
        if papers.iter().any(|paper| paper.name == file) {
            continue;
        }
        let form = ledger.pack_form(form, &choice, model)?;
        let copies = Copies {
            app: Arc::clone(call.app),
            order: pictures(&form),
            missing: AtomicU32::new(0),
            ledger: Arc::clone(ledger),
        };
        let pdf = printer()?.pdf(&form, &copies).map_err(|e| told(&e))?;
        papers.push(Paper {
            name: file,
            bytes: pdf.bytes,
        });
    }
    Ok(papers)
}
