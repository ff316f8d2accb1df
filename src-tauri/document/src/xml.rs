//! XML of documents: one walk with limits; entities that a file declares for itself are never expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::reader::Reader;

use crate::DocumentError;
use crate::limit::{self, within};

/// What is done at each piece of a document's XML. Names are without their prefix.
pub(crate) trait Visitor {
    /// An element begins; `false` leaves it out with all that is in it, and no `close` follows.
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError>;
    /// An element ends.
    fn close(&mut self, name: &str) -> Result<(), DocumentError>;
    /// Text, character references resolved.
    fn text(&mut self, text: &str) -> Result<(), DocumentError>;
}

/// Walks through a text of XML. `wanted` is the format for errors.
pub(crate) fn walk(text: &str, wanted: &str, visitor: &mut impl Visitor) -> Result<(), DocumentError> {
    let malformed = |e: &dyn std::fmt::Display| DocumentError::Malformed {
        wanted: wanted.to_owned(),
        detail: e.to_string(),
    };
    let mut reader = Reader::from_str(text);
    let mut depth: u64 = 0;
    // Depth of the element that is left out.
    let mut left_out: Option<u64> = None;
    loop {
        match reader.read_event().map_err(|e| malformed(&e))? {
            Event::Start(tag) => {
                depth += 1;
                within("depth", depth, limit::DEPTH)?;
                if left_out.is_none() && !visitor.open(tag.local_name().as_ref(), &tag)? {
                    left_out = Some(depth);
                }
            }
            Event::Empty(tag) if left_out.is_none() => {
                let name = tag.local_name();
                if visitor.open(name.as_ref(), &tag)? {
                    visitor.close(name.as_ref())?;
                }
            }
            Event::End(tag) => {
                if left_out.is_none() {
                    visitor.close(tag.local_name().as_ref())?;
                } else if left_out == Some(depth) {
                    left_out = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if left_out.is_none() => visitor.text(&text.xml10_content())?,
            Event::CData(text) if left_out.is_none() => visitor.text(&text.xml10_content())?,
            Event::GeneralRef(reference) if left_out.is_none() => {
                if let Some(c) = reference.resolve_char_ref().map_err(|e| malformed(&e))? {
                    visitor.text(c.encode_utf8(&mut [0; 4]))?;
                } else {
                    visitor.text(entity(&reference))?;
                }
            }
            Event::Eof if depth > 0 => return Err(malformed(&"the XML ends in the middle")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The five entities that XML has by itself; nothing for any other.
fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// An attribute by its name without prefix; damaged ones count as absent.
pub(crate) fn attribute(tag: &BytesStart<'_>, local: &str) -> Option<String> {
    value(tag, |key| key.local_name().as_ref() == local)
}

/// An attribute by its name behind some prefix: `r:id`, not `id`.
pub(crate) fn prefixed(tag: &BytesStart<'_>, local: &str) -> Option<String> {
    value(tag, |key| {
        key.prefix().is_some() && key.local_name().as_ref() == local
    })
}

fn value(tag: &BytesStart<'_>, is_wanted: impl Fn(QName<'_>) -> bool) -> Option<String> {
    let found = tag.attributes().flatten().find(|found| is_wanted(found.key))?;
    let value = found.value.into_owned();
    Some(match quick_xml::escape::unescape(&value) {
        Ok(clear) => clear.into_owned(),
        Err(_) => value,
    })
}

/// A whole number in an attribute.
pub(crate) fn number<N: std::str::FromStr>(tag: &BytesStart<'_>, local: &str) -> Option<N> {
    attribute(tag, local)?.trim().parse().ok()
}

/// An Office switch: on when its element stands there without a value that turns it off.
pub(crate) fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(tag, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}
