//! Printed forms: a [`taizhang_model::form::Form`] → PDF, set by typst from the templates in `assets/prints`, or a Word document or a workbook to edit.
//!
//! What a form says reaches the templates as data and is never read as markup.

mod docx;
mod error;
mod fonts;
mod jpeg;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod laid;
mod mark;
mod pdf;
mod place;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod placed;
mod sheet;
mod words;
mod world;

pub use docx::document;
pub use error::PrintError;
pub use jpeg::Pictures;
pub use pdf::Printer;
pub use sheet::workbook;
