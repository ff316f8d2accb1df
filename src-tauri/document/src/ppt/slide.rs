//! The texts of a slide or of its notes: some lie in the slide's drawing, some in the document's list of slides.

use super::record::{Record, Records};
use crate::bytes::{place_at, u16_at, u32_at};

/// Containers inside each other are followed this far.
const DEPTH: usize = 64;

const SLIDE_LIST: u16 = 0x0ff0;
const SLIDE_PERSIST: u16 = 0x03f3;
const NOTES_ATOM: u16 = 0x03f1;
const DRAWING: u16 = 0x040c;
const TEXT_BOX: u16 = 0xf00d;
const OUTLINE_TEXT: u16 = 0x0f9e;
const TEXT_CHARS: u16 = 0x0fa0;
const TEXT_BYTES: u16 = 0x0fa8;

/// A slide as the document lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub persist: u32,
    pub id: u32,
    /// Texts of its title and its outline.
    pub texts: Vec<String>,
}

/// Slides (list 0) or notes (list 2) of a document.
pub(super) fn listed(document: &[u8], list: u16) -> Vec<Listed> {
    let lists = Records(document).filter(|record| record.kind == SLIDE_LIST && record.instance == list);
    let mut found: Vec<Listed> = Vec::new();
    for record in lists.flat_map(|record| Records(record.body)) {
        if record.kind == SLIDE_PERSIST {
            if let (Some(persist), Some(id)) = (u32_at(record.body, 0), u32_at(record.body, 12)) {
                found.push(Listed {
                    persist,
                    id,
                    texts: Vec::new(),
                });
            }
        } else if let (Some(text), Some(slide)) = (text(&record), found.last_mut()) {
            slide.texts.push(text);
        }
    }
    found
}

/// The slide that notes belong to.
pub(super) fn of_notes(notes: &[u8]) -> Option<u32> {
    let atom = Records(notes).find(|record| record.kind == NOTES_ATOM)?;
    u32_at(atom.body, 0)
}

/// All texts of a slide in the order of its drawing, then listed ones that the drawing does not show.
pub(super) fn texts(slide: Option<Record<'_>>, listed: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut shown = vec![false; listed.len()];
    let drawings = slide.into_iter().flat_map(|slide| Records(slide.body));
    for drawing in drawings.filter(|record| record.kind == DRAWING) {
        drawn(drawing.body, DEPTH, listed, &mut shown, &mut found);
    }
    let rest = listed.iter().zip(shown).filter(|(_, shown)| !shown);
    found.extend(rest.map(|(text, _)| text.clone()));
    found
}

fn drawn(body: &[u8], depth: usize, listed: &[String], shown: &mut [bool], found: &mut Vec<String>) {
    for record in Records(body) {
        if record.kind == TEXT_BOX {
            for record in Records(record.body) {
                found.extend(text(&record));
                if record.kind == OUTLINE_TEXT
                    && let Some(at) = place_at(record.body, 0)
                    && let (Some(text), Some(shown)) = (listed.get(at), shown.get_mut(at))
                    && !std::mem::replace(shown, true)
                {
                    found.push(text.clone());
                }
            }
        } else if record.is_container && depth > 0 {
            drawn(record.body, depth - 1, listed, shown, found);
        }
    }
}

/// The text of a record that is one, its marks as line feeds.
fn text(record: &Record<'_>) -> Option<String> {
    let units: Vec<u16> = match record.kind {
        TEXT_CHARS => record
            .body
            .chunks_exact(2)
            .filter_map(|unit| u16_at(unit, 0))
            .collect(),
        // The lower bytes of characters whose upper ones are zero.
        TEXT_BYTES => record.body.iter().map(|byte| u16::from(*byte)).collect(),
        _ => return None,
    };
    let text = String::from_utf16_lossy(&units);
    Some(
        text.replace(['\r', '\u{b}'], "\n")
            .replace(|c: char| c.is_control() && c != '\n' && c != '\t', ""),
    )
}
