//! The body of a document and its notes.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::open::{Frame, Kind, Paragraph, Story, Table};
use super::styles::Styles;
use super::symbol;
use crate::DocumentError;
use crate::field::is_contents;
use crate::flow::Piece;
use crate::grid::Budget;
use crate::limit::{self, within};
use crate::list::Lists;
use crate::xml::{Visitor, attribute, is_on, number};

/// Columns that one cell may take: Word has no more.
const SPAN: u32 = 63;

/// Whose properties are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Properties {
    Paragraph,
    /// Of a run, or of a paragraph's end where it stands among a paragraph's.
    Run,
    Row,
    Cell,
}

/// Reads the body first, then the notes that it refers to.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    lists: Lists,
    budget: Budget,
    skip_contents: bool,
    frames: Vec<Frame>,
    properties: Vec<Properties>,
    in_text: bool,
    in_code: bool,
    /// Notes in the order of their marks.
    wanted: Vec<(bool, i64)>,
    notes: HashMap<(bool, i64), Vec<Piece>>,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, lists: Lists, skip_contents: bool) -> Self {
        Self {
            styles,
            lists,
            budget: Budget::new(),
            skip_contents,
            frames: vec![Frame::Story(Story::new(Kind::Body))],
            properties: Vec::new(),
            in_text: false,
            in_code: false,
            wanted: Vec::new(),
            notes: HashMap::new(),
        }
    }

    /// Whether a table of contents did not end with the body.
    pub(super) fn has_open_contents(&self) -> bool {
        self.skip_contents
            && self
                .frames
                .iter()
                .any(|frame| matches!(frame, Frame::Story(story) if story.fields.in_contents()))
    }

    /// Body and notes in their order.
    pub(super) fn finish(mut self) -> (Vec<Piece>, Budget) {
        let mut pieces = Vec::new();
        if let Some(Frame::Story(story)) = self.frames.into_iter().next() {
            pieces = story.flow.pieces;
        }
        for note in &self.wanted {
            pieces.extend(self.notes.remove(note).unwrap_or_default());
        }
        (pieces, self.budget)
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    fn story(&mut self) -> Option<&mut Story> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Story(story) => Some(story),
            _ => None,
        })
    }

    fn table(&mut self) -> Option<&mut Table> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Table(table) => Some(&mut **table),
            _ => None,
        })
    }

    fn put(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraph()
            && !paragraph.hidden
            && !paragraph.muted
        {
            paragraph.text.push_str(text);
        }
    }

    /// Gives finished pieces to what holds them: a story, or the paragraph that a box hangs on.
    fn hand_on(&mut self, pieces: Vec<Piece>) {
        let holder = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Story(story) => Some(&mut story.flow.pieces),
            Frame::Paragraph(paragraph) => Some(&mut paragraph.after),
            Frame::Table(_) => None,
        });
        if let Some(holder) = holder {
            holder.extend(pieces);
        }
    }

    fn begin_paragraph(&mut self) {
        let skip = self.skip_contents;
        let story = self.story();
        let (muted, in_contents) =
            story.map_or((false, false), |s| (s.is_muted(skip), s.fields.in_contents()));
        self.frames.push(Frame::Paragraph(Box::new(Paragraph {
            muted,
            in_contents: skip && in_contents,
            ..Paragraph::default()
        })));
    }

    fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        if self.paragraph().is_none() {
            return Ok(());
        }
        let Some(Frame::Paragraph(paragraph)) = self.frames.pop() else {
            return Ok(());
        };
        let mut paragraph = *paragraph;
        let Some(story) = self.story() else { return Ok(()) };
        story.fields.end_paragraph();
        let (kind, covered) = (story.kind, story.covered);
        let text = std::mem::take(&mut story.carry) + &paragraph.text;
        if paragraph.end_deleted {
            story.carry = text;
            self.hand_on(std::mem::take(&mut paragraph.after));
            return Ok(());
        }
        let has_text = !text.trim().is_empty();
        let is_seen = has_text || !paragraph.end_hidden;
        let mut line = if is_seen && !covered && !paragraph.in_contents {
            self.next_number(&paragraph).unwrap_or_default()
        } else {
            String::new()
        };
        // In a cell a number alone is its content; elsewhere it is a line that nobody filled.
        if has_text || kind == Kind::Cell {
            line.push_str(text.trim_start());
            let mut lines = crate::flow::Flow::default();
            lines.put_lines(&line, &mut self.budget)?;
            self.hand_on(lines.pieces);
        }
        self.hand_on(paragraph.after);
        Ok(())
    }

    /// Counts the paragraph and tells the number that stands before it.
    fn next_number(&mut self, paragraph: &Paragraph) -> Option<String> {
        let styled = self.styles.numbered(paragraph.style.as_deref());
        let num = paragraph.num.or(styled.as_ref().map(|found| found.num))?;
        let of_style = || {
            styled
                .iter()
                .flat_map(|found| &found.chain)
                .find_map(|(style, level)| self.lists.level_of_style(num, style).or(*level))
        };
        let level = paragraph.level.or_else(of_style).unwrap_or(0);
        self.lists.next(num, level)
    }

    fn field(&mut self, kind: Option<&str>) {
        let skip = self.skip_contents;
        let Some(story) = self.story() else { return };
        match kind {
            Some("begin") => story.fields.begin(),
            Some("separate") => story.fields.separate(),
            _ => story.fields.end(),
        }
        let muted = story.is_muted(skip);
        if let Some(paragraph) = self.paragraph() {
            paragraph.muted = muted;
        }
    }

    fn open_in_properties(&mut self, of: Properties, name: &str, tag: &BytesStart<'_>) -> bool {
        let of_end = self.properties.len() > 1;
        match (of, name) {
            (Properties::Paragraph, "rPr") => self.properties.push(Properties::Run),
            (Properties::Paragraph, "sectPr") => return false,
            (Properties::Paragraph, "pStyle") => {
                let style = attribute(tag, "val");
                let hidden = style.as_deref().is_some_and(|style| self.styles.is_hidden(style));
                if let Some(paragraph) = self.paragraph() {
                    (paragraph.style, paragraph.runs_hidden) = (style, hidden);
                }
            }
            (Properties::Paragraph, "numId") => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.num = number(tag, "val");
                }
            }
            (Properties::Paragraph, "ilvl") => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.level = number(tag, "val");
                }
            }
            (Properties::Run, "del" | "moveFrom") if of_end => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.end_deleted = true;
                }
            }
            (Properties::Run, "vanish") => {
                if let Some(paragraph) = self.paragraph() {
                    if of_end {
                        paragraph.end_hidden = is_on(tag);
                    } else {
                        paragraph.hidden = is_on(tag);
                    }
                }
            }
            (Properties::Run, "rStyle") if !of_end => {
                let style = attribute(tag, "val");
                if style.is_some_and(|style| self.styles.is_hidden(&style))
                    && let Some(paragraph) = self.paragraph()
                {
                    paragraph.hidden = true;
                }
            }
            (Properties::Row | Properties::Cell, _) => self.open_in_table(name, tag),
            _ => {}
        }
        true
    }

    fn open_in_table(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(table) = self.table() else { return };
        match name {
            "gridBefore" => table.before = number(tag, "val").unwrap_or(0).min(SPAN),
            "del" => table.row_deleted = true,
            "cellDel" => table.cell_deleted = true,
            "gridSpan" => table.place.columns = number(tag, "val").unwrap_or(1).clamp(1, SPAN),
            "vMerge" => {
                let covered = table.merge_down(attribute(tag, "val").as_deref() == Some("restart"));
                if let Some(story) = self.story() {
                    story.covered = covered;
                }
            }
            _ => {}
        }
    }

    fn open_story(&mut self, kind: Kind) {
        self.frames.push(Frame::Story(Story::new(kind)));
    }

    fn open_cell(&mut self) -> bool {
        let Some(Frame::Table(table)) = self.frames.last_mut() else {
            return true;
        };
        if table.row_deleted {
            return false;
        }
        table.begin_cell();
        self.open_story(Kind::Cell);
        true
    }

    fn close_story(&mut self) -> Result<(), DocumentError> {
        if self.frames.len() < 2 || !matches!(self.frames.last(), Some(Frame::Story(_))) {
            return Ok(());
        }
        let Some(Frame::Story(mut story)) = self.frames.pop() else {
            return Ok(());
        };
        let carry = std::mem::take(&mut story.carry);
        story.flow.put_lines(&carry, &mut self.budget)?;
        match story.kind {
            Kind::Cell => {
                if let Some(Frame::Table(table)) = self.frames.last_mut()
                    && !table.cell_deleted
                {
                    table.rows.put(story.flow.pieces, table.place)?;
                }
            }
            Kind::Note { end, id } => {
                self.notes.insert((end, id), story.flow.pieces);
            }
            Kind::Box | Kind::Body => self.hand_on(story.flow.pieces),
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), DocumentError> {
        if !matches!(self.frames.last(), Some(Frame::Table(_))) {
            return Ok(());
        }
        if let Some(Frame::Table(table)) = self.frames.pop() {
            let pieces = table.rows.finish(&mut self.budget)?;
            self.hand_on(pieces);
        }
        Ok(())
    }

    fn note_mark(&mut self, end: bool, tag: &BytesStart<'_>) -> Result<(), DocumentError> {
        if let (Some(id), Some(paragraph)) = (number(tag, "id"), self.paragraph())
            && !paragraph.hidden
            && !paragraph.muted
        {
            self.wanted.push((end, id));
            within("notes", limit::count(self.wanted.len()), limit::LISTS)?;
        }
        Ok(())
    }

    fn open_content(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "p" => self.begin_paragraph(),
            "pPr" => self.properties.push(Properties::Paragraph),
            "rPr" => self.properties.push(Properties::Run),
            "trPr" => self.properties.push(Properties::Row),
            "tcPr" => self.properties.push(Properties::Cell),
            "r" => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.hidden = paragraph.runs_hidden;
                }
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "sym" => {
                let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = attribute(tag, "font").unwrap_or_default();
                if let Some(c) = code.and_then(|code| symbol::seen(&font, code)) {
                    self.put(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => self.field(attribute(tag, "fldCharType").as_deref()),
            "instrText" => self.in_code = true,
            "fldSimple" => {
                let code = attribute(tag, "instr").unwrap_or_default();
                return Ok(!(self.skip_contents && is_contents(&code)));
            }
            "footnoteReference" => self.note_mark(false, tag)?,
            "endnoteReference" => self.note_mark(true, tag)?,
            "tbl" => self.frames.push(Frame::Table(Box::new(Table::new()))),
            "tr" => {
                if let Some(table) = self.table() {
                    table.begin_row();
                }
            }
            "tc" => return Ok(self.open_cell()),
            "txbxContent" => self.open_story(Kind::Box),
            "footnote" | "endnote" => {
                let id = number(tag, "id").unwrap_or(-1);
                let end = name == "endnote";
                self.open_story(Kind::Note { end, id });
            }
            // What was deleted or moved away, what repeats a drawing for old programs, what sets pages and controls,
            // and readings above characters.
            "del" | "moveFrom" | "Fallback" | "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid"
            | "tblPrEx" | "rt" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        // Properties as they were before a tracked change.
        if name.ends_with("Change") {
            return Ok(false);
        }
        match self.properties.last() {
            Some(of) => Ok(self.open_in_properties(*of, name, tag)),
            None => self.open_content(name, tag),
        }
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "p" if self.properties.is_empty() => self.end_paragraph()?,
            "pPr" | "rPr" | "trPr" | "tcPr" => drop(self.properties.pop()),
            "t" => self.in_text = false,
            "instrText" => self.in_code = false,
            "tbl" => self.close_table()?,
            "tc" | "txbxContent" | "footnote" | "endnote" => self.close_story()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        if self.in_text {
            if text.contains(['\n', '\r']) {
                self.put(&text.replace(['\n', '\r'], " "));
            } else {
                self.put(text);
            }
        } else if self.in_code
            && let Some(story) = self.story()
        {
            story.fields.put_code(text);
        }
        Ok(())
    }
}
