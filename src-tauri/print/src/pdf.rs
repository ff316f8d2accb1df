//! A form as PDF.

use serde_json::{Value, json};
use taizhang_model::form::{Block, Form};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::error::PrintError;
use crate::fonts::Faces;
use crate::words::breakable;
use crate::world::{FormWorld, main_file};

/// Gives the pictures of a form as JPEG copies, by their place among all photographs of the form.
pub trait Pictures: Send + Sync {
    /// The copy, at most 1,600 px long; `None`: there is no picture, and its frame stays empty.
    fn jpeg(&self, number: usize) -> Option<Vec<u8>>;
}

/// A form without pictures.
impl Pictures for () {
    fn jpeg(&self, _: usize) -> Option<Vec<u8>> {
        None
    }
}

/// A printed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Sets forms with the fonts of this computer; made once, as the fonts are looked through.
pub struct Printer {
    pub(crate) library: LazyHash<Library>,
    pub(crate) fonts: FontStore,
    pub(crate) faces: Faces,
}

impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printer")
            .field("faces", &self.faces)
            .finish_non_exhaustive()
    }
}

impl Printer {
    /// Looks for the fonts of the system. Error: none has Chinese signs.
    pub fn of_system() -> Result<Self, PrintError> {
        let mut fonts = FontStore::new();
        fonts.extend(typst_kit::fonts::system());
        let faces = Faces::of(fonts.book()).ok_or(PrintError::NoFont)?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            fonts,
            faces,
        })
    }

    /// The form as PDF: the same bytes for the same form, pictures and fonts.
    pub fn pdf(&self, form: &Form, pictures: &dyn Pictures) -> Result<Pdf, PrintError> {
        let document = self.set(form, pictures)?;
        let (year, month, day) = (form.as_of.year(), form.as_of.month(), form.as_of.day());
        let numbers = (i32::from(year), u8::try_from(month), u8::try_from(day));
        let date = match numbers {
            (year, Ok(month), Ok(day)) => Datetime::from_ymd_hms(year, month, day, 0, 0, 0),
            _ => None,
        };
        let options = PdfOptions {
            ident: Smart::Custom(format!("{} {} {}", form.name, form.unit, form.as_of)),
            creator: Smart::Custom(Some("迎检台账".to_owned())),
            timestamp: date.map(Timestamp::new_utc),
            tagged: false,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| refused(form, &errors))?;
        let pages = document.pages().len();
        drop(document);
        // Nothing of one form is of use to the next, and pictures are large.
        typst::comemo::evict(0);
        Ok(Pdf { bytes, pages })
    }

    pub(crate) fn set(&self, form: &Form, pictures: &dyn Pictures) -> Result<PagedDocument, PrintError> {
        let detail = || PrintError::Template {
            form: form.name.to_string(),
            detail: "main.typ".to_owned(),
        };
        let world = FormWorld {
            library: &self.library,
            fonts: &self.fonts,
            main: main_file().ok_or_else(detail)?,
            form: Bytes::new(serde_json::to_vec(&self.data(form)?)?),
            pictures,
        };
        typst::compile(&world)
            .output
            .map_err(|errors| refused(form, &errors))
    }

    /// The form with its faces, its texts breakable, its photographs numbered.
    fn data(&self, form: &Form) -> Result<Value, PrintError> {
        let mut data = serde_json::to_value(form)?;
        let mut number = 0;
        soften(&mut data, &mut number);
        if let Value::Object(data) = &mut data {
            data.insert("title".to_owned(), json!(title(form)));
            data.insert("faces".to_owned(), serde_json::to_value(&self.faces)?);
        }
        Ok(data)
    }
}

/// The name for the list of documents of a reader.
fn title(form: &Form) -> String {
    let own = form.blocks.iter().find_map(|block| match block {
        Block::Title { text, .. } => Some(text.clone()),
        _ => None,
    });
    own.unwrap_or_else(|| form.name.name_zh().to_owned())
}

/// Makes every text breakable and numbers the photographs.
fn soften(value: &mut Value, number: &mut usize) {
    match value {
        Value::String(text) => *text = breakable(text),
        Value::Array(list) => list.iter_mut().for_each(|one| soften(one, number)),
        Value::Object(map) => {
            let texts = map.iter_mut().filter(|(key, _)| *key != "type");
            texts.for_each(|(_, one)| soften(one, number));
            if map.contains_key("sha256") {
                map.insert("number".to_owned(), json!(number));
                *number += 1;
            }
        }
        _ => {}
    }
}

fn refused(form: &Form, errors: &[SourceDiagnostic]) -> PrintError {
    let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PrintError::Template {
        form: form.name.to_string(),
        detail: said.join("; "),
    }
}
