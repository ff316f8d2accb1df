//! A document to a checklist draft, by rules: deterministic, no model, no network, no clock.

use taizhang_document::Document;
use taizhang_model::date::Period;
use taizhang_model::draft::Draft;
use taizhang_model::id::Sha256;

/// Why no checklist could be made of a document.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// No built-in checklist has this name.
    #[error("no built-in checklist named {0}")]
    NoSuchTemplate(String),
    /// A built-in checklist is damaged: a defect of the program.
    #[error("the built-in checklist {name} is damaged: {detail}")]
    DamagedTemplate {
        /// Its name.
        name: String,
        /// What is wrong.
        detail: String,
    },
}

/// Reads a checklist from a document. `period` gives the year of dates that name none. A document without
/// indicators gives an empty draft with the warning `no_indicators`.
pub fn draft(document: &Document, sha256: Sha256, period: Option<Period>) -> Draft {
    let _ = (document, sha256, period);
    unimplemented!()
}

/// Names of the built-in checklists with their titles.
pub fn templates() -> Vec<(String, String)> {
    unimplemented!()
}

/// A built-in checklist, with its month-and-day deadlines set in the year of `period.from`.
pub fn template(name: &str, period: Period) -> Result<Draft, PlanError> {
    let _ = period;
    Err(PlanError::NoSuchTemplate(name.to_owned()))
}
