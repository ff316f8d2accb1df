//! One slide, the notes of one, or the text of a diagram.

use quick_xml::events::BytesStart;

use super::bullet::{Bullet, Counts};
use crate::DocumentError;
use crate::flow::{Flow, Piece, Place, Rows};
use crate::grid::Budget;
use crate::limit;
use crate::xml::{Visitor, attribute, number, walk};

/// Reads a part's text.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Vec<Piece>, DocumentError> {
    let mut slide = Slide {
        budget,
        flow: Flow::default(),
        table: None,
        cell: None,
        left_out: false,
        counts: Counts::default(),
        line: String::new(),
        level: 0,
        bullet: None,
        in_text: false,
    };
    walk(text, super::FORMAT, &mut slide)?;
    Ok(slide.flow.pieces)
}

struct Slide<'a> {
    budget: &'a mut Budget,
    flow: Flow,
    table: Option<Rows>,
    /// The open cell: its paragraphs and its place, `None` for one under a merge.
    cell: Option<(Flow, Option<Place>)>,
    /// The open shape is a date, a footer or a number of the slide, or hidden.
    left_out: bool,
    counts: Counts,
    line: String,
    level: usize,
    bullet: Option<Bullet>,
    in_text: bool,
}

impl Slide<'_> {
    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        let is = |name: &str| matches!(attribute(tag, name).as_deref(), Some("1" | "true"));
        let span = |name: &str| number(tag, name).unwrap_or(1).clamp(1, most(limit::COLUMNS));
        let place = Place {
            columns: span("gridSpan"),
            rows: span("rowSpan"),
            ..Place::SINGLE
        };
        let (under, beside) = (is("vMerge"), is("hMerge"));
        if under
            && !beside
            && let Some(table) = &mut self.table
        {
            table.skip(place.columns);
        }
        self.cell = Some((Flow::default(), (!under && !beside).then_some(place)));
    }

    fn close_cell(&mut self) -> Result<(), DocumentError> {
        if let Some((flow, Some(place))) = self.cell.take()
            && let Some(table) = &mut self.table
        {
            table.put(flow.pieces, place)?;
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), DocumentError> {
        let text = std::mem::take(&mut self.line);
        let bullet = self.bullet.take();
        if text.trim().is_empty() {
            return Ok(());
        }
        let number = self.counts.next(self.level, bullet);
        let flow = match &mut self.cell {
            Some((flow, _)) => flow,
            None => &mut self.flow,
        };
        flow.put_lines(&(number + text.trim_start()), self.budget)
    }
}

/// A limit as a number of columns or rows.
fn most(limit: u64) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

impl Visitor for Slide<'_> {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "sp" | "graphicFrame" => self.left_out = false,
            "cNvPr" => self.left_out |= matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true")),
            "ph" => {
                let kind = attribute(tag, "type");
                self.left_out |= matches!(kind.as_deref(), Some("dt" | "ftr" | "hdr" | "sldNum"));
            }
            "txBody" if self.left_out => return Ok(false),
            "txBody" => self.counts = Counts::default(),
            "tbl" if self.left_out => return Ok(false),
            "tbl" => self.table = Some(Rows::default()),
            "tr" => {
                if let Some(table) = &mut self.table {
                    table.next_row();
                }
            }
            "tc" => self.open_cell(tag),
            "p" => {
                self.line.clear();
                (self.level, self.bullet) = (0, None);
            }
            "pPr" => self.level = number(tag, "lvl").unwrap_or(0),
            "buAutoNum" => {
                self.bullet = Some(Bullet {
                    kind: attribute(tag, "type").unwrap_or_default(),
                    start: number(tag, "startAt").unwrap_or(1),
                });
            }
            "t" => self.in_text = true,
            "br" => self.line.push('\n'),
            "fld" if attribute(tag, "type").as_deref() == Some("slidenum") => return Ok(false),
            "Fallback" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "t" => self.in_text = false,
            "p" => self.close_paragraph()?,
            "tc" => self.close_cell()?,
            "tbl" => {
                if let Some(table) = self.table.take() {
                    self.flow.pieces.extend(table.finish(self.budget)?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        if self.in_text {
            // A vertical tab is how a break in a title is kept.
            self.line
                .push_str(&text.replace(['\n', '\r'], " ").replace('\u{b}', "\n"));
        }
        Ok(())
    }
}
