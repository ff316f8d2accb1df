//! WordprocessingML documents (ECMA-376 part 1, 17): text as a person reads it with tracked changes accepted.
//!
//! Left out of the text are headers and footers, comments (they stand beside it), hidden and deleted text, field codes, and a table of contents made by
//! a field, which only repeats headings. Footnotes and endnotes stand at the end.

mod body;
mod numbering;
mod open;
mod styles;
mod symbol;

use crate::beside;
use crate::layout::lay_out_flow;
use crate::package::Package;
use crate::xml::walk;
use crate::{Document, DocumentError};

use body::Body;
use styles::Styles;

const FORMAT: &str = "docx";

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let main = package.main("word/document.xml")?;
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| -> Result<Option<String>, DocumentError> {
        match relations.iter().find(|relation| relation.kind == kind) {
            Some(relation) => package.part(&relation.target),
            None => Ok(None),
        }
    };
    let styles = Styles::read(part("styles")?.as_deref())?;
    let numbering = part("numbering")?;
    let notes = [part("footnotes")?, part("endnotes")?];
    let text = package.part(&main)?.ok_or_else(|| DocumentError::Malformed {
        wanted: FORMAT.to_owned(),
        detail: format!("no part {main}"),
    })?;
    let body = |skip_contents: bool| -> Result<Body<'_>, DocumentError> {
        let lists = numbering::read(numbering.as_deref(), &styles)?;
        let mut body = Body::new(&styles, lists, skip_contents);
        walk(&text, FORMAT, &mut body)?;
        Ok(body)
    };
    let mut found = body(true)?;
    if found.has_open_contents() {
        // A table of contents that never ends would leave out everything after it.
        found = body(false)?;
    }
    for text in notes.iter().flatten() {
        walk(text, FORMAT, &mut found)?;
    }
    let (pieces, mut budget) = found.finish();
    let mut document = lay_out_flow(FORMAT, &pieces, &mut budget)?;
    (document.properties, document.pages) = package.properties()?;
    document.beside = beside::of_parts(&mut package, &["word/header", "word/footer"], &["word/comments"])?;
    Ok(document)
}
