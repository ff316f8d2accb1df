//! HTML as a person reads it, with pages that Word, Excel and WPS saved under `.doc` or `.xls`: lines, tables, numbers
//! of lists. Scripts, styles and comments are left out. Tags need not be closed.

use encoding_rs::{Encoding, GB18030, GBK};
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use crate::block::Document;
use crate::counting::Counting;
use crate::error::DocumentError;
use crate::flow::{Down, Flow, Piece, Place, Rows};
use crate::grid::Budget;
use crate::layout::lay_out_flow;
use crate::limit::{self, within};
use crate::text;

/// Bytes at the beginning that tell whether text is HTML, and its encoding.
const HEAD: usize = 4096;
/// Elements whose content is not read.
const LEFT_OUT: [&str; 7] = [
    "script", "style", "title", "xml", "template", "noscript", "textarea",
];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Whether bytes of text are HTML; an extension of a document needs a sign of a page or a table only.
pub(crate) fn is_html(bytes: &[u8], extension: &str) -> bool {
    let head = head(bytes);
    let begin = head
        .trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}', '\u{ff}', '\u{fe}'])
        .trim_start();
    match extension {
        _ if begin.starts_with("<!doctype html") || begin.starts_with("<html") => true,
        "html" | "htm" | "doc" | "xls" | "wps" | "et" => {
            begin.starts_with('<')
                && ["<html", "<table", "<body", "<p", "<div"]
                    .iter()
                    .any(|tag| head.contains(tag))
        }
        _ => begin.starts_with("<?xml") && head.contains("<html"),
    }
}

/// The first letters in lower case, without the zeros that UTF-16 has between them.
fn head(bytes: &[u8]) -> String {
    let head = bytes.get(..HEAD).unwrap_or(bytes).iter();
    head.filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect()
}

/// Decodes a page: by what it says of itself where the bytes agree, else as any text.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, DocumentError> {
    let head = head(bytes);
    let label = head
        .split_once("charset=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = label.and_then(|rest| rest.split(['"', '\'', '>', ';', ' ', '/']).next());
    let told = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // Pages call GB 18030 by the names of its smaller forerunners.
    let told = told.map(|encoding| if encoding == GBK { GB18030 } else { encoding });
    let is_marked = Encoding::for_bom(bytes).is_some();
    if let Some(encoding) = told.filter(|encoding| !is_marked && encoding.is_ascii_compatible())
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(text.into_owned());
    }
    text::decode(bytes)
}

/// Reads decoded HTML.
pub(crate) fn read(text: &str) -> Result<Document, DocumentError> {
    let mut budget = Budget::new();
    let (pieces, title) = pieces(text, &mut budget)?;
    let mut document = lay_out_flow("html", &pieces, &mut budget)?;
    document.properties.title = title;
    Ok(document)
}

/// The lines and tables of decoded HTML, and its title.
pub(crate) fn pieces(text: &str, budget: &mut Budget) -> Result<(Vec<Piece>, Option<String>), DocumentError> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new(budget);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => page.open(&tag)?,
            Token::EndTag(tag) => page.close(&tag)?,
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.finish()
}

/// What is open.
enum Frame {
    Flow(Flow, Place),
    Table(Rows),
}

struct Page<'a> {
    budget: &'a mut Budget,
    frames: Vec<Frame>,
    line: String,
    /// The element whose content is left out.
    left_out: Option<&'static str>,
    title: String,
    is_preformatted: bool,
    /// Lists that are open: the next number of numbered ones.
    lists: Vec<Option<(u32, Counting)>>,
}

impl<'a> Page<'a> {
    fn new(budget: &'a mut Budget) -> Self {
        Self {
            budget,
            frames: vec![Frame::Flow(Flow::default(), Place::SINGLE)],
            line: String::new(),
            left_out: None,
            title: String::new(),
            is_preformatted: false,
            lists: Vec::new(),
        }
    }

    fn flow(&mut self) -> Option<&mut Flow> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Flow(flow, _) => Some(flow),
            Frame::Table(_) => None,
        })
    }

    fn end_line(&mut self) -> Result<(), DocumentError> {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return Ok(());
        }
        let mut lines = Flow::default();
        lines.put_lines(&line, self.budget)?;
        if let Some(flow) = self.flow() {
            flow.pieces.append(&mut lines.pieces);
        }
        Ok(())
    }

    fn push(&mut self, frame: Frame) -> Result<(), DocumentError> {
        self.frames.push(frame);
        within("depth", limit::count(self.frames.len()), limit::DEPTH)
    }

    /// Closes the open cell, if one of the innermost table is open.
    fn end_cell(&mut self) -> Result<(), DocumentError> {
        self.end_line()?;
        if self.frames.len() < 2 || !matches!(self.frames.last(), Some(Frame::Flow(..))) {
            return Ok(());
        }
        if let Some(Frame::Flow(flow, place)) = self.frames.pop()
            && let Some(Frame::Table(rows)) = self.frames.last_mut()
        {
            rows.put(flow.pieces, place)?;
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), DocumentError> {
        self.end_cell()?;
        if !matches!(self.frames.last(), Some(Frame::Table(_))) {
            return Ok(());
        }
        if let Some(Frame::Table(rows)) = self.frames.pop() {
            let pieces = rows.finish(self.budget)?;
            if let Some(flow) = self.flow() {
                flow.pieces.extend(pieces);
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &StartTag<()>) -> Result<(), DocumentError> {
        let name = String::from_utf8_lossy(&tag.name);
        if self.left_out.is_some() {
            return Ok(());
        }
        if let Some(name) = LEFT_OUT.iter().find(|other| **other == name) {
            self.left_out = (!tag.self_closing).then_some(*name);
            return Ok(());
        }
        match &*name {
            "table" => {
                self.end_line()?;
                self.push(Frame::Table(Rows::default()))?;
            }
            "tr" => {
                self.end_cell()?;
                if let Some(Frame::Table(rows)) = self.frames.last_mut() {
                    rows.next_row();
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                if let Some(Frame::Table(rows)) = self.frames.last_mut() {
                    rows.skip_reached();
                    self.push(Frame::Flow(Flow::default(), place(tag)))?;
                }
            }
            "ol" | "ul" => {
                self.end_line()?;
                self.lists.push((&*name == "ol").then(|| list(tag)));
                within("depth", limit::count(self.lists.len()), limit::DEPTH)?;
            }
            "li" => {
                self.end_line()?;
                if let Some(Some((next, counting))) = self.lists.last_mut() {
                    self.line = format!("{}. ", counting.write(*next));
                    *next = next.saturating_add(1);
                }
            }
            name if BLOCKS.contains(&name) => {
                // The number of a list's item stands before its first paragraph.
                if !self.line.ends_with(". ") {
                    self.end_line()?;
                }
                self.is_preformatted = name == "pre";
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: &EndTag<()>) -> Result<(), DocumentError> {
        let name = String::from_utf8_lossy(&tag.name);
        if let Some(left_out) = self.left_out {
            if left_out == name {
                self.left_out = None;
            }
            return Ok(());
        }
        match &*name {
            "table" => self.end_table()?,
            "td" | "th" | "tr" => self.end_cell()?,
            "ol" | "ul" => {
                self.end_line()?;
                self.lists.pop();
            }
            name if BLOCKS.contains(&name) => {
                self.end_line()?;
                self.is_preformatted &= name != "pre";
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.left_out {
            Some("title") => self.title.push_str(text),
            Some(_) => {}
            None if self.is_preformatted => self.line.push_str(text),
            None => {
                for c in text.chars() {
                    let is_blank = c.is_ascii_whitespace();
                    if !is_blank {
                        self.line.push(c);
                    } else if !self.line.ends_with([' ', '\n']) {
                        self.line.push(' ');
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Result<(Vec<Piece>, Option<String>), DocumentError> {
        while self.frames.len() > 1 {
            if matches!(self.frames.last(), Some(Frame::Table(_))) {
                self.end_table()?;
            } else {
                self.end_cell()?;
            }
        }
        self.end_line()?;
        let pieces = match self.frames.pop() {
            Some(Frame::Flow(flow, _)) => flow.pieces,
            _ => Vec::new(),
        };
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((pieces, Some(title).filter(|title| !title.is_empty())))
    }
}

fn number(tag: &StartTag<()>, name: &str) -> Option<u32> {
    let value = tag.attributes.get(name.as_bytes())?;
    String::from_utf8_lossy(value).trim().parse().ok()
}

fn place(tag: &StartTag<()>) -> Place {
    let most = |limit: u64| u32::try_from(limit).unwrap_or(u32::MAX);
    Place {
        columns: number(tag, "colspan").unwrap_or(1).clamp(1, most(limit::COLUMNS)),
        rows: number(tag, "rowspan").unwrap_or(1).clamp(1, most(limit::CELLS)),
        down: Down::No,
    }
}

fn list(tag: &StartTag<()>) -> (u32, Counting) {
    let kind = tag.attributes.get(b"type".as_slice());
    let counting = match kind.map(|kind| kind.as_slice()) {
        Some(b"a") => Counting::LowerLetter,
        Some(b"A") => Counting::UpperLetter,
        Some(b"i") => Counting::LowerRoman,
        Some(b"I") => Counting::UpperRoman,
        _ => Counting::Decimal(1),
    };
    (number(tag, "start").unwrap_or(1), counting)
}
