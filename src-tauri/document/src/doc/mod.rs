//! Word's binary format ([MS-DOC]), which WPS writes as `.wps` too: paragraphs, tables, notes and text boxes.
//!
//! Left out, as with docx: headers and footers, comments, deleted and hidden text, codes of fields, generated
//! contents.

mod fib;
mod format;
mod list;
mod old;
mod pieces;
mod sprm;
mod story;
mod style;

use crate::block::{Beside, Document};
use crate::compound::Compound;
use crate::error::DocumentError;
use crate::grid::Budget;
use crate::layout::lay_out_flow;
use crate::limit;

use fib::Fib;
use format::Formats;
use pieces::Text;
use story::Stories;

const FORMAT: &str = "doc";

/// Reads a document.
pub(crate) fn read(file: &Compound<'_>) -> Result<Document, DocumentError> {
    let main = file
        .stream(&["WordDocument"])
        .ok_or_else(|| malformed("the text's stream is damaged"))?;
    let fib = Fib::read(&main).ok_or_else(|| malformed("the header is damaged"))?;
    if fib.encrypted {
        return Err(DocumentError::Encrypted {
            format: FORMAT.to_owned(),
        });
    }
    if fib.before_97 {
        return old::read(&main);
    }
    let table = file
        .stream(&[fib.table])
        .ok_or_else(|| malformed("the table's stream is missing"))?;
    let text = Text::read(&main, &table, &fib).ok_or_else(|| malformed("the text's pieces are damaged"))?;
    limit::within("bytes of text", limit::count(text.len()), limit::TEXT_BYTES)?;
    let formats = Formats::read(&main, &table, &fib);
    let build = |skip_contents: bool| -> Result<Option<Stories<'_>>, DocumentError> {
        let lists = list::read(&table, &fib).unwrap_or_default();
        let mut stories = Stories::new(&formats, lists, skip_contents);
        for range in fib.stories(text.len()) {
            stories.read(text.range(range))?;
            if stories.end()? && skip_contents {
                return Ok(None);
            }
        }
        Ok(Some(stories))
    };
    // Contents that never end would take the document with them: they are then kept.
    let stories = match build(true)? {
        Some(stories) => Some(stories),
        None => build(false)?,
    };
    let (pieces, mut budget) = stories.map_or_else(|| (Vec::new(), Budget::new()), Stories::finish);
    let mut document = lay_out_flow(FORMAT, &pieces, &mut budget)?;
    let (margins, comments) = fib.beside(text.len());
    document.beside = Beside {
        margins: plain(&text, margins),
        unseen: plain(&text, comments),
    };
    Ok(document)
}

/// Parts as they are, each mark a new line.
fn plain(text: &Text, ranges: Vec<std::ops::Range<usize>>) -> String {
    let units = ranges.into_iter().flat_map(|range| text.range(range));
    let units: Vec<u16> = units
        .map(|unit| {
            if unit.value < 0x20 {
                u16::from(b'\n')
            } else {
                unit.value
            }
        })
        .collect();
    String::from_utf16_lossy(&units)
}

fn malformed(detail: &str) -> DocumentError {
    DocumentError::Malformed {
        wanted: FORMAT.to_owned(),
        detail: detail.to_owned(),
    }
}
