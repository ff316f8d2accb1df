//! A form as PDF.

use std::io::Write;

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
use crate::jpeg::{Pictures, Shape, shape};
use crate::place;
use crate::words::breakable;
use crate::world::{FormWorld, main_file};

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

    /// Writes the form as PDF and tells how many pages it has: the same bytes for the same form, pictures and fonts. One picture is in memory at a time.
    pub fn write(
        &self,
        form: &Form,
        pictures: &dyn Pictures,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        let shapes = shapes(form, pictures)?;
        let document = self.set(form, &shapes)?;
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
        let set = typst_pdf::pdf(&document, &options).map_err(|errors| refused(form, &errors))?;
        let pages = document.pages().len();
        drop(document);
        // Nothing of one form is of use to the next.
        typst::comemo::evict(0);
        let filled = place::fill(&set, shapes.len(), pictures, out).map_err(PrintError::Write)?;
        if pictures.stopped() {
            return Err(PrintError::Stopped);
        }
        filled.map(|()| pages).ok_or_else(|| PrintError::Template {
            form: form.name.to_string(),
            detail: "no table of objects".to_owned(),
        })
    }

    pub(crate) fn set(&self, form: &Form, shapes: &[Option<Shape>]) -> Result<PagedDocument, PrintError> {
        let detail = || PrintError::Template {
            form: form.name.to_string(),
            detail: "main.typ".to_owned(),
        };
        let world = FormWorld {
            library: &self.library,
            fonts: &self.fonts,
            main: main_file().ok_or_else(detail)?,
            form: Bytes::new(serde_json::to_vec(&self.data(form, shapes)?)?),
        };
        typst::compile(&world)
            .output
            .map_err(|errors| refused(form, &errors))
    }

    /// The form with its faces, its texts breakable, its photographs with their shapes and places.
    fn data(&self, form: &Form, shapes: &[Option<Shape>]) -> Result<Value, PrintError> {
        let mut data = serde_json::to_value(form)?;
        let mut shapes = shapes.iter().enumerate();
        soften(&mut data, &mut shapes);
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

/// The shapes of a form's photographs, in its order.
fn shapes(form: &Form, pictures: &dyn Pictures) -> Result<Vec<Option<Shape>>, PrintError> {
    let count = form.blocks.iter().map(|block| match block {
        Block::Photos { photos, .. } => photos.len(),
        _ => 0,
    });
    let mut shapes = Vec::new();
    for number in 0..count.sum() {
        if pictures.stopped() {
            return Err(PrintError::Stopped);
        }
        shapes.push(pictures.jpeg(number).and_then(|jpeg| shape(&jpeg)));
    }
    Ok(shapes)
}

/// Makes every text breakable and tells of each photograph how it is shaped and which place it takes.
fn soften<'a>(value: &mut Value, shapes: &mut impl Iterator<Item = (usize, &'a Option<Shape>)>) {
    match value {
        Value::String(text) => *text = breakable(text),
        Value::Array(list) => list.iter_mut().for_each(|one| soften(one, shapes)),
        Value::Object(map) => {
            let texts = map.iter_mut().filter(|(key, _)| *key != "type");
            texts.for_each(|(_, one)| soften(one, shapes));
            if map.contains_key("sha256") {
                let place = shapes
                    .next()
                    .and_then(|(number, shape)| Some((number, (*shape)?)));
                let place = place.map(|(number, shape)| {
                    let (across, down) = place::measures(number);
                    json!({ "width": shape.width, "height": shape.height, "across": across, "down": down })
                });
                map.insert("place".to_owned(), place.unwrap_or(Value::Null));
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
