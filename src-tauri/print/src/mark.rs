//! Words as a page of their own size, to be laid over pictures (水印).

use serde_json::json;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::PrintError;
use crate::pdf::Printer;
use crate::world::{FormWorld, mark_file};

impl Printer {
    /// One line of words, black on a page that is as large as they are.
    pub fn mark(&self, words: &str) -> Result<Vec<u8>, PrintError> {
        let fault = |detail: String| PrintError::Template {
            form: "mark".to_owned(),
            detail,
        };
        let data = json!({ "words": words, "faces": self.faces });
        let world = FormWorld {
            library: &self.library,
            fonts: &self.fonts,
            main: mark_file().ok_or_else(|| fault("mark.typ".to_owned()))?,
            form: Bytes::new(serde_json::to_vec(&data)?),
        };
        let said = |errors: Vec<String>| fault(errors.join("; "));
        let document: PagedDocument = typst::compile(&world)
            .output
            .map_err(|errors| said(errors.iter().map(|one| one.message.to_string()).collect()))?;
        typst_pdf::pdf(&document, &PdfOptions::default())
            .map_err(|errors| said(errors.iter().map(|one| one.message.to_string()).collect()))
    }
}
