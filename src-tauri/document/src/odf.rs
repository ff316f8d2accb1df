//! OpenDocument texts and presentations (ODF 1.3 part 3): paragraphs, tables, text boxes and notes in the order of the file.
//!
//! Left out of the text are tables of contents, which only repeat headings, and comments and deleted text, which stand beside it.
//! Numbers of lists are told where the file writes them out (`text:number`); numbers that only its styles make are not.

use quick_xml::events::BytesStart;

use crate::beside;
use crate::block::Properties;
use crate::card::Card;
use crate::flow::{Down, Flow, Place, Rows};
use crate::grid::Budget;
use crate::layout::lay_out_flow;
use crate::limit;
use crate::package::Package;
use crate::xml::{Visitor, number, walk};
use crate::{Document, DocumentError};

/// Most blanks that one element stands for.
const BLANKS: usize = 100;

/// Most bytes of a number before a paragraph.
const NUMERAL: usize = 100;

/// Reads a text (`odt`).
pub(crate) fn read_text(bytes: &[u8]) -> Result<Document, DocumentError> {
    read(bytes, "odt")
}

/// Reads a presentation (`odp`).
pub(crate) fn read_presentation(bytes: &[u8]) -> Result<Document, DocumentError> {
    read(bytes, "odp")
}

fn read(bytes: &[u8], format: &'static str) -> Result<Document, DocumentError> {
    let mut package = Package::open(bytes, format)?;
    let text = package
        .part("content.xml")?
        .ok_or_else(|| DocumentError::Malformed {
            wanted: format.to_owned(),
            detail: "no part content.xml".to_owned(),
        })?;
    let mut body = Body::new();
    walk(&text, format, &mut body)?;
    let mut budget = body.budget;
    let mut pieces = body.flow.pieces;
    pieces.extend(body.notes.pieces);
    let mut document = lay_out_flow(format, &pieces, &mut budget)?;
    let (properties, pages) = properties(&mut package, format)?;
    document.properties = properties;
    document.pages = if format == "odp" { Some(body.slides) } else { pages };
    document.beside = beside::of_parts(&mut package, &["styles.xml"], &[])?;
    document.beside.unseen.push_str(&body.unseen);
    Ok(document)
}

/// A table that is open, with what was read before its open cell.
struct Table {
    rows: Rows,
    place: Place,
    around: Flow,
    /// Columns that the open cell repeats itself over.
    repeated: u32,
    /// Covered cells that the cell before them has taken already.
    taken: u32,
}

struct Body {
    flow: Flow,
    notes: Flow,
    unseen: String,
    budget: Budget,
    slides: u32,
    /// Paragraphs that are open: a box inside one holds others.
    lines: Vec<String>,
    /// The number that a list's next paragraph begins with, and whether it is being read.
    numeral: String,
    numbering: bool,
    tables: Vec<Table>,
    /// Elements around here that nobody sees, and notes.
    hidden: u32,
    note: u32,
}

impl Body {
    fn new() -> Self {
        Self {
            flow: Flow::default(),
            notes: Flow::default(),
            unseen: String::new(),
            budget: Budget::new(),
            slides: 0,
            lines: Vec::new(),
            numeral: String::new(),
            numbering: false,
            tables: Vec::new(),
            hidden: 0,
            note: 0,
        }
    }

    fn end_line(&mut self) -> Result<(), DocumentError> {
        let line = self.lines.pop().unwrap_or_default();
        if self.hidden > 0 {
            self.budget.take_text(line.len())?;
            self.unseen.push_str(line.trim());
            self.unseen.push('\n');
            return Ok(());
        }
        let flow = if self.note > 0 {
            &mut self.notes
        } else {
            &mut self.flow
        };
        flow.put_lines(&line, &mut self.budget)
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let columns = number(tag, "number-columns-spanned").unwrap_or(1_u32).max(1);
        table.place = Place {
            columns,
            rows: number(tag, "number-rows-spanned").unwrap_or(1_u32).max(1),
            down: Down::No,
        };
        table.taken = columns - 1;
        table.repeated = number(tag, "number-columns-repeated").unwrap_or(1_u32).max(1);
        table.around = std::mem::take(&mut self.flow);
    }

    fn end_cell(&mut self) -> Result<(), DocumentError> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let inside = std::mem::replace(&mut self.flow, std::mem::take(&mut table.around));
        table.rows.put(inside.pieces, table.place)?;
        table.rows.skip(table.repeated - 1);
        Ok(())
    }

    /// Cells under a merged one.
    fn skip_covered(&mut self, tag: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let covered = number(tag, "number-columns-repeated").unwrap_or(1_u32).max(1);
        let taken = covered.min(table.taken);
        table.taken -= taken;
        table.rows.skip(covered - taken);
    }

    fn push(&mut self, text: &str) -> Result<(), DocumentError> {
        let Some(line) = self.lines.last_mut() else {
            return Ok(());
        };
        limit::within(
            "bytes of text",
            limit::count(line.len() + text.len()),
            limit::TEXT_BYTES,
        )?;
        line.push_str(text);
        Ok(())
    }
}

impl Visitor for Body {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "table-of-content" | "note-citation" | "ruby-text" | "binary-data" | "desc" => return Ok(false),
            // Of a drawing; `text:title` is a field.
            "title" if tag.name().into_inner().starts_with("svg:") => return Ok(false),
            // Who wrote a comment, and when.
            "creator" | "date" | "date-string" if self.hidden > 0 => return Ok(false),
            "annotation" | "tracked-changes" => self.hidden += 1,
            "note-body" => self.note += 1,
            "page" => self.slides = self.slides.saturating_add(1),
            "number" => self.numbering = self.lines.is_empty(),
            "p" | "h" => self.lines.push(std::mem::take(&mut self.numeral)),
            "table" => self.tables.push(Table {
                rows: Rows::default(),
                place: Place::SINGLE,
                around: Flow::default(),
                repeated: 1,
                taken: 0,
            }),
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.next_row();
                }
            }
            "table-cell" => self.begin_cell(tag),
            "covered-table-cell" => {
                self.skip_covered(tag);
                return Ok(false);
            }
            "s" => {
                let blanks = number(tag, "c").unwrap_or(1_usize).min(BLANKS);
                self.push(&" ".repeat(blanks))?;
            }
            "tab" => self.push("\t")?,
            "line-break" => self.push("\n")?,
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "annotation" | "tracked-changes" => self.hidden -= 1,
            "note-body" => self.note -= 1,
            "number" => self.numbering = false,
            "p" | "h" => self.end_line()?,
            "table-cell" => self.end_cell()?,
            "table" => {
                if let Some(table) = self.tables.pop() {
                    let pieces = table.rows.finish(&mut self.budget)?;
                    self.flow.pieces.extend(pieces);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        if self.numbering && self.numeral.len() + text.len() <= NUMERAL {
            self.numeral.push_str(text);
        }
        // White space of the file is one blank (ODF 1.3 part 3, 6.1.2).
        for (index, piece) in text.split([' ', '\t', '\r', '\n']).enumerate() {
            let spaced = self.lines.last().is_some_and(|line| line.ends_with(' '));
            if index > 0 && !spaced {
                self.push(" ")?;
            }
            self.push(piece)?;
        }
        Ok(())
    }
}

/// What `meta.xml` tells, and the pages that the program which saved it counted.
fn properties(package: &mut Package<'_>, format: &str) -> Result<(Properties, Option<u32>), DocumentError> {
    let mut meta = Meta {
        card: Card::of(&["title", "initial-creator", "creator", "creation-date", "date"]),
        pages: None,
    };
    if let Some(text) = package.part("meta.xml")? {
        // A damaged card is no reason to refuse the document.
        let whole = walk(&text, format, &mut meta);
        if matches!(whole, Err(DocumentError::TooLarge { .. })) {
            whole?;
        }
    }
    let Meta { mut card, pages } = meta;
    let properties = Properties {
        title: card.take("title"),
        // Who began it comes first, whichever stands first.
        author: card.take("initial-creator").or_else(|| card.take("creator")),
        created: card.take("creation-date"),
        modified: card.take("date"),
    };
    Ok((properties, pages.filter(|pages| *pages > 0)))
}

/// A card whose pages stand in an attribute.
struct Meta {
    card: Card,
    pages: Option<u32>,
}

impl Visitor for Meta {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        if name == "document-statistic" {
            self.pages = number(tag, "page-count");
        }
        self.card.open(name, tag)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        self.card.close(name)
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        self.card.text(text)
    }
}
