//! PresentationML (ECMA-376 part 1, 19): slides in their order, each with its tables, drawings of text and notes.
//! Left out are dates, footers and numbers of slides.

mod bullet;
mod slide;

use quick_xml::events::BytesStart;

use crate::beside;
use crate::flow::Piece;
use crate::grid::Budget;
use crate::layout::lay_out_flow;
use crate::package::Package;
use crate::xml::{Visitor, prefixed, walk};
use crate::{Document, DocumentError};

const FORMAT: &str = "pptx";

/// Reads a presentation.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let main = package.main("ppt/presentation.xml")?;
    let relations = package.relations(&main)?;
    let text = package.part(&main)?.ok_or_else(|| DocumentError::Malformed {
        wanted: FORMAT.to_owned(),
        detail: format!("no part {main}"),
    })?;
    let mut order = Order::default();
    walk(&text, FORMAT, &mut order)?;
    let mut budget = Budget::new();
    let mut pieces = Vec::new();
    let mut slides: u32 = 0;
    for id in &order.slides {
        let Some(relation) = relations.iter().find(|relation| relation.id == *id) else {
            continue;
        };
        slides = slides.saturating_add(1);
        pieces.extend(slide(&mut package, &relation.target, &mut budget)?);
    }
    let mut document = lay_out_flow(FORMAT, &pieces, &mut budget)?;
    (document.properties, _) = package.properties()?;
    document.pages = Some(slides);
    document.beside = beside::of_parts(
        &mut package,
        &["ppt/slidemasters/", "ppt/slidelayouts/"],
        &["ppt/slides/", "ppt/notesslides/", "ppt/comments"],
    )?;
    Ok(document)
}

fn slide(package: &mut Package<'_>, part: &str, budget: &mut Budget) -> Result<Vec<Piece>, DocumentError> {
    let mut pieces = Vec::new();
    if let Some(text) = package.part(part)? {
        pieces.extend(slide::read(&text, budget)?);
    }
    let more = package.relations(part)?;
    for kind in ["diagramData", "notesSlide"] {
        for relation in more.iter().filter(|relation| relation.kind == kind) {
            if let Some(text) = package.part(&relation.target)? {
                pieces.extend(slide::read(&text, budget)?);
            }
        }
    }
    Ok(pieces)
}

/// The slides' relations in the order of the show.
#[derive(Default)]
struct Order {
    slides: Vec<String>,
}

impl Visitor for Order {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        if name == "sldId" {
            self.slides.extend(prefixed(tag, "id"));
        }
        Ok(true)
    }

    fn close(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }
}
