//! PDF: the operators of each page's content are followed for what they write and draw, by hayro's parser and fonts.

mod code;
mod font;
mod inflate;
mod path;
mod properties;
mod walk;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::DocumentError;
use crate::assemble::assemble;
use crate::block::{Beside, Document};
use crate::limit::{self, within};

/// Reads a PDF. `Encrypted` where it asks for a password; one whose password is empty is read.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    inflate::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(of_load)?;
    let pages = pdf.pages();
    within("pages", limit::count(pages.len()), limit::PAGES)?;
    let mut walker = walk::Walker::new();
    let mut sheets = Vec::new();
    for page in pages.iter() {
        sheets.push(walker.page(page)?);
    }
    let assembled = assemble(sheets)?;
    Ok(Document {
        format: "pdf".to_owned(),
        text: assembled.text,
        blocks: assembled.blocks,
        pages: u32::try_from(pages.len()).ok(),
        properties: properties::read(&pdf),
        beside: Beside {
            margins: walker.running() + &assembled.margins,
            unseen: String::new(),
        },
    })
}

fn of_load(error: LoadPdfError) -> DocumentError {
    match error {
        // A certificate's lock, for one, is a lock too.
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => DocumentError::Encrypted {
            format: "pdf".to_owned(),
        },
        error => DocumentError::Malformed {
            wanted: "pdf".to_owned(),
            detail: format!("{error:?}"),
        },
    }
}
