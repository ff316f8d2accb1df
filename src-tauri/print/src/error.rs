//! What can go wrong when a form is printed.

use rust_xlsxwriter::XlsxError;

/// Why a form could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No font of this computer has Chinese signs.
    #[error("no font with Chinese signs is installed")]
    NoFont,
    /// The template could not be set: a fault of the program.
    #[error("form {form}: {detail}")]
    Template {
        /// The form.
        form: String,
        /// What typst says.
        detail: String,
    },
    /// The form could not be handed to the template.
    #[error("form as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The file could not be written.
    #[error("writing: {0}")]
    Write(std::io::Error),
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
    /// The Word document could not be put together.
    #[error("docx: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// The workbook could not be written.
    #[error("workbook: {0}")]
    Workbook(#[from] XlsxError),
}
