//! Printed forms: a [`taizhang_model::form::Form`] → PDF, set by typst from the templates in `assets/prints`, or a workbook to edit.
//!
//! What a form says reaches the templates as data and is never read as markup.

mod error;
mod fonts;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod laid;
mod mark;
mod pdf;
mod sheet;
mod words;
mod world;

pub use error::PrintError;
pub use pdf::{Pdf, Pictures, Printer};
pub use sheet::workbook;
