//! PowerPoint's binary format ([MS-PPT]), which WPS writes as `.dps` too: the text of each slide in the order of the
//! show, then that of its notes.

mod record;
mod slide;

use std::collections::{HashMap, HashSet};

use crate::block::Document;
use crate::bytes::{place_at, u32_at};
use crate::compound::Compound;
use crate::error::DocumentError;
use crate::flow::Flow;
use crate::grid::Budget;
use crate::layout::lay_out_flow;

use record::{Record, Records};
use slide::Listed;

const FORMAT: &str = "ppt";
/// Edits that are followed back: every save without a full one adds one.
const EDITS: usize = 10_000;

const DOCUMENT: u16 = 0x03e8;
const USER_EDIT: u16 = 0x0ff5;
const PERSIST: u16 = 0x1772;

/// Reads a presentation.
pub(crate) fn read(file: &Compound<'_>) -> Result<Document, DocumentError> {
    let stream = file.stream(&["PowerPoint Document"]);
    let stream = stream.ok_or_else(|| malformed("the stream of slides is damaged"))?;
    let user = file.stream(&["Current User"]).unwrap_or_default();
    // [MS-PPT] 2.3.2: the token of a presentation that is locked.
    if u32_at(&user, 12) == Some(0xf3d1_c4df) {
        return Err(DocumentError::Encrypted {
            format: FORMAT.to_owned(),
        });
    }
    let show = Show::open(&stream, &user).ok_or_else(|| malformed("the list of slides can't be followed"))?;
    let mut budget = Budget::new();
    let mut flow = Flow::default();
    let mut slides: u32 = 0;
    for listed in &show.slides {
        slides = slides.saturating_add(1);
        let texts = slide::texts(show.record(listed.persist), &listed.texts);
        let notes = show.notes.get(&listed.id);
        let notes = notes.map(|notes| slide::texts(show.record(notes.persist), &notes.texts));
        for text in texts.iter().chain(notes.iter().flatten()) {
            // A star stands for the number of the slide or the date.
            if text.trim() != "*" {
                flow.put_lines(text, &mut budget)?;
            }
        }
    }
    let mut document = lay_out_flow(FORMAT, &flow.pieces, &mut budget)?;
    document.pages = Some(slides);
    Ok(document)
}

fn malformed(detail: &str) -> DocumentError {
    DocumentError::Malformed {
        wanted: FORMAT.to_owned(),
        detail: detail.to_owned(),
    }
}

/// A presentation's slides, and the notes by the slide that they belong to.
struct Show<'a> {
    stream: &'a [u8],
    /// Where objects lie, by their number.
    places: HashMap<u32, usize>,
    slides: Vec<Listed>,
    notes: HashMap<u32, Listed>,
}

impl<'a> Show<'a> {
    fn open(stream: &'a [u8], user: &[u8]) -> Option<Self> {
        let (places, document) = places(stream, place_at(user, 16)?)?;
        let mut show = Self {
            stream,
            places,
            slides: Vec::new(),
            notes: HashMap::new(),
        };
        let document = show.record(document).filter(|record| record.kind == DOCUMENT)?;
        let mut seen = HashSet::new();
        for listed in slide::listed(document.body, 0) {
            // A slide stands in the list once; a hostile list could repeat one for ever.
            if seen.insert(listed.persist) {
                show.slides.push(listed);
            }
        }
        for notes in slide::listed(document.body, 2) {
            if let Some(slide) = show
                .record(notes.persist)
                .and_then(|record| slide::of_notes(record.body))
            {
                show.notes.insert(slide, notes);
            }
        }
        Some(show)
    }

    fn record(&self, persist: u32) -> Option<Record<'a>> {
        let at = self.places.get(&persist)?;
        Records(self.stream.get(*at..)?).next()
    }
}

/// Places of objects by the newest edit that wrote them, and the number of the document.
fn places(stream: &[u8], newest: usize) -> Option<(HashMap<u32, usize>, u32)> {
    let mut places = HashMap::new();
    let mut document = None;
    let mut at = newest;
    for _ in 0..EDITS {
        let edit = Records(stream.get(at..)?)
            .next()
            .filter(|edit| edit.kind == USER_EDIT)?;
        document = document.or(u32_at(edit.body, 16));
        let list = Records(stream.get(place_at(edit.body, 12)?..)?).next();
        let mut list = list.filter(|list| list.kind == PERSIST)?.body;
        while let Some(head) = u32_at(list, 0) {
            let count = usize::try_from(head >> 20).ok()?;
            for (number, place) in (head & 0x000f_ffff..).zip(0..count) {
                if let Some(place) = place_at(list, 4 + 4 * place) {
                    places.entry(number).or_insert(place);
                }
            }
            list = list.get(4 + 4 * count..).unwrap_or_default();
        }
        let before = place_at(edit.body, 8)?;
        // Each edit lies behind the one before it.
        if before == 0 || before >= at {
            break;
        }
        at = before;
    }
    Some((places, document?))
}
