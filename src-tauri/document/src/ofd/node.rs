//! The parts of an OFD as trees.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::malformed;
use crate::DocumentError;
use crate::limit::{self, within};

/// Most elements of one part.
const NODES: u64 = 400_000;
/// Elements in elements.
const DEPTH: u64 = 64;

/// An element, names without their prefix.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// Reads a part; its outermost element.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        let mut reader = Reader::from_reader(bytes);
        let mut buffer = Vec::new();
        let mut open = vec![Self::default()];
        let mut count = 0;
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|e| malformed(&e))? {
                Event::Start(tag) => {
                    count += 1;
                    within("depth", limit::count(open.len()), DEPTH)?;
                    open.push(Self::of(&tag)?);
                }
                Event::Empty(tag) => {
                    count += 1;
                    let node = Self::of(&tag)?;
                    open.last_mut()
                        .map(|last| last.children.push(node))
                        .unwrap_or_default();
                }
                Event::End(_) => {
                    let done = open.pop().unwrap_or_default();
                    match open.last_mut() {
                        Some(last) => last.children.push(done),
                        None => return Err(malformed(&"an element ends that did not begin")),
                    }
                }
                Event::Text(text) => push(&mut open, &text.xml10_content()),
                Event::CData(text) => push(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let c = reference.resolve_char_ref().map_err(|e| malformed(&e))?;
                    match (c, &*reference) {
                        (Some(c), _) => push(&mut open, c.encode_utf8(&mut [0; 4])),
                        (None, "amp") => push(&mut open, "&"),
                        (None, "lt") => push(&mut open, "<"),
                        (None, "gt") => push(&mut open, ">"),
                        (None, "quot") => push(&mut open, "\""),
                        (None, "apos") => push(&mut open, "'"),
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            within("elements", count, NODES)?;
        }
        let mut root = open.into_iter().next().unwrap_or_default();
        root.children.pop().ok_or_else(|| malformed(&"no element"))
    }

    fn of(tag: &BytesStart<'_>) -> Result<Self, DocumentError> {
        let mut attributes = Vec::new();
        for found in tag.attributes() {
            let found = found.map_err(|e| malformed(&e))?;
            attributes.push((
                found.key.local_name().as_ref().to_owned(),
                found.value.into_owned(),
            ));
        }
        Ok(Self {
            name: tag.local_name().as_ref().to_owned(),
            attributes,
            ..Self::default()
        })
    }

    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?
            .trim()
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite())
    }

    /// An attribute that says yes or no.
    pub(super) fn is(&self, name: &str, otherwise: bool) -> bool {
        self.get(name)
            .map_or(otherwise, |value| value.trim().eq_ignore_ascii_case("true"))
    }

    /// So many numbers in an attribute.
    pub(super) fn numbers<const N: usize>(&self, name: &str) -> Option<[f64; N]> {
        numbers(self.get(name)?)
    }

    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name, if it has any.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// So many numbers of a text.
pub(super) fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let parsed = text.split_whitespace().map(|word| word.parse::<f64>().ok());
    let found: Vec<f64> = parsed.take(N).collect::<Option<_>>()?;
    found
        .try_into()
        .ok()
        .filter(|found: &[f64; N]| found.iter().all(|n| n.is_finite()))
}

fn push(open: &mut [Node], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}
