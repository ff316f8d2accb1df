//! Words and bytes to paragraphs and tables.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::font::{Fonts, of_page};
use super::state::{Sink, State, sink};
use crate::DocumentError;
use crate::block::{Beside, Properties};
use crate::edges::{EdgeCell, EdgeTable};
use crate::field::is_contents;
use crate::flow::{Down, Flow, Piece};
use crate::grid::Budget;
use crate::limit::{self, within};
use crate::list::gap;

/// How a cell of the coming row is defined.
#[derive(Debug, Clone, Copy)]
struct Defined {
    right: Option<i32>,
    down: Down,
    joined: bool,
}

const UNDEFINED: Defined = Defined {
    right: None,
    down: Down::No,
    joined: false,
};

/// What was written.
pub(super) struct Written {
    pub pieces: Vec<Piece>,
    pub budget: Budget,
    pub properties: Properties,
    pub pages: Option<u32>,
    pub beside: Beside,
}

pub(super) struct Writer {
    states: Vec<State>,
    now: State,
    encoding: &'static Encoding,
    fonts: Fonts,
    /// Bytes and UTF-16 units that are still to be decoded.
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// Stand-ins that are still to be left out.
    left_out: i32,
    line: String,
    number: String,
    code: String,
    note: String,
    beside: Beside,
    properties: Properties,
    pages: Option<u32>,
    budget: Budget,
    flow: Flow,
    notes: Flow,
    in_table: bool,
    cell: Flow,
    row: Vec<Vec<Piece>>,
    defined: Vec<Defined>,
    next: Defined,
    table: EdgeTable,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            states: Vec::new(),
            now: State::START,
            encoding: WINDOWS_1252,
            fonts: Fonts::default(),
            bytes: Vec::new(),
            units: Vec::new(),
            left_out: 0,
            line: String::new(),
            number: String::new(),
            code: String::new(),
            note: String::new(),
            beside: Beside::default(),
            properties: Properties::default(),
            pages: None,
            budget: Budget::new(),
            flow: Flow::default(),
            notes: Flow::default(),
            in_table: false,
            cell: Flow::default(),
            row: Vec::new(),
            defined: Vec::new(),
            next: UNDEFINED,
            table: EdgeTable::default(),
        }
    }

    pub(super) fn open(&mut self) {
        self.decode();
        self.states.push(self.now);
        self.now.may_leave_out = false;
    }

    pub(super) fn close(&mut self) -> Result<(), DocumentError> {
        self.decode();
        let before = self.states.pop().unwrap_or(State::START);
        if before.sink != self.now.sink {
            match self.now.sink {
                Sink::Margin => self.beside.margins.push('\n'),
                Sink::Comment => self.beside.unseen.push('\n'),
                _ => {}
            }
        }
        if self.now.sink == Sink::Note && before.sink != Sink::Note {
            let note = std::mem::take(&mut self.note);
            self.notes.put_lines(&note, &mut self.budget)?;
        }
        self.now = before;
        self.left_out = 0;
        Ok(())
    }

    /// A byte of text.
    pub(super) fn byte(&mut self, byte: u8) {
        if self.left_out > 0 {
            self.left_out -= 1;
        } else if self.now.sink != Sink::Nowhere && !self.now.hidden {
            self.decode_units();
            self.bytes.push(byte);
        }
    }

    fn decode_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.put(&text);
        }
    }

    /// Decodes what has come together.
    fn decode(&mut self) {
        self.decode_units();
        if !self.bytes.is_empty() {
            let encoding = self.now.encoding.unwrap_or(self.encoding);
            let bytes = std::mem::take(&mut self.bytes);
            let text = encoding.decode_without_bom_handling(&bytes).0;
            self.put(&text);
        }
    }

    fn put(&mut self, text: &str) {
        if self.now.hidden {
            return;
        }
        match self.now.sink {
            Sink::Text => self.line.push_str(text),
            Sink::Number => self.number.push_str(text),
            Sink::Code => self.code.push_str(text),
            Sink::Note => self.note.push_str(text),
            Sink::Margin => self.beside.margins.push_str(text),
            Sink::Comment => self.beside.unseen.push_str(text),
            Sink::Title => self.properties.title.get_or_insert_default().push_str(text),
            Sink::Author => self.properties.author.get_or_insert_default().push_str(text),
            Sink::Fonts | Sink::Nowhere => {}
        }
    }

    /// A control symbol.
    pub(super) fn symbol(&mut self, symbol: u8) -> Result<(), DocumentError> {
        if self.left_out > 0 {
            self.left_out -= 1;
            return Ok(());
        }
        self.decode();
        match symbol {
            b'*' => self.now.may_leave_out = true,
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("-"),
            _ => {}
        }
        Ok(())
    }

    /// A control word.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), DocumentError> {
        if word == "u" {
            self.unit(number.unwrap_or(0));
            return Ok(());
        }
        self.decode();
        self.left_out = 0;
        if let Some(mut sink) = sink(word) {
            // A table of contents repeats headings.
            if word == "fldinst" {
                self.code.clear();
            }
            if self.now.sink == Sink::Nowhere {
                sink = Sink::Nowhere;
            }
            self.now.sink = sink;
            self.now.may_leave_out = false;
            return Ok(());
        }
        if std::mem::take(&mut self.now.may_leave_out) && !matches!(word, "shpinst" | "shptxt" | "fldrslt") {
            self.now.sink = Sink::Nowhere;
            return Ok(());
        }
        let on = number != Some(0);
        match word {
            "ansicpg" => self.encoding = of_page(number.unwrap_or(0)),
            "uc" => self.now.stand_ins = number.unwrap_or(1).clamp(0, 64),
            "f" if self.now.sink == Sink::Fonts => self.fonts.begin(number.unwrap_or(0)),
            "f" => self.now.encoding = self.fonts.encoding(number.unwrap_or(0)),
            "fcharset" => self.fonts.charset(number.unwrap_or(0)),
            "fldrslt" if is_contents(&self.code) => self.now.sink = Sink::Nowhere,
            "nofpages" => self.pages = number.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0),
            "v" | "deleted" => self.now.hidden = on,
            "plain" => self.now.hidden = false,
            _ if self.now.sink == Sink::Nowhere => {}
            "par" | "sect" => self.end_paragraph()?,
            "line" | "page" | "column" => self.put("\n"),
            "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            _ if matches!(self.now.sink, Sink::Margin | Sink::Comment) => {
                if word == "cell" {
                    self.put("\n");
                }
            }
            _ => self.word_of_table(word, number)?,
        }
        Ok(())
    }

    fn unit(&mut self, number: i32) {
        if !self.bytes.is_empty() {
            self.decode();
        }
        // Numbers above 32767 are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0xfffd);
        if self.now.sink != Sink::Nowhere && !self.now.hidden && unit >= 0x20 {
            self.units.push(unit);
        }
        self.left_out = self.now.stand_ins;
    }

    fn word_of_table(&mut self, word: &str, number: Option<i32>) -> Result<(), DocumentError> {
        match word {
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "trowd" => {
                self.defined.clear();
                self.next = UNDEFINED;
            }
            "clvmgf" => self.next.down = Down::Begins,
            "clvmrg" => self.next.down = Down::Continues,
            "clmrg" => self.next.joined = true,
            "cellx" => {
                within("columns", limit::count(self.defined.len()), limit::COLUMNS)?;
                self.next.right = number;
                self.defined.push(std::mem::replace(&mut self.next, UNDEFINED));
            }
            "cell" => {
                self.in_table = true;
                self.end_line()?;
                self.row.push(std::mem::take(&mut self.cell).pieces);
                within("columns", limit::count(self.row.len()), limit::COLUMNS)?;
            }
            "row" => self.end_row()?,
            // A table inside a cell becomes lines of it.
            "nestcell" => self.put(" "),
            "nestrow" => {
                self.in_table = true;
                self.end_line()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), DocumentError> {
        if self.now.sink == Sink::Text {
            self.end_line()?;
        } else {
            self.put("\n");
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), DocumentError> {
        let text = std::mem::take(&mut self.line);
        let number = std::mem::take(&mut self.number);
        let number = number.trim();
        // Bullets are no numbers.
        let is_number = number.chars().any(char::is_alphanumeric);
        let text = if is_number && (self.in_table || !text.trim().is_empty()) {
            format!("{number}{}{}", gap(number), text.trim_start())
        } else {
            text
        };
        if self.in_table {
            return self.cell.put_lines(&text, &mut self.budget);
        }
        if !text.trim().is_empty() {
            self.end_table()?;
        }
        self.flow.put_lines(&text, &mut self.budget)
    }

    fn end_row(&mut self) -> Result<(), DocumentError> {
        let row = std::mem::take(&mut self.row).into_iter().enumerate();
        let cell = |(number, pieces): (usize, Vec<Piece>)| {
            let defined = self.defined.get(number).copied().unwrap_or(UNDEFINED);
            EdgeCell {
                pieces,
                right: defined.right,
                down: defined.down,
                joined: defined.joined,
            }
        };
        self.table.push(row.map(cell).collect())
    }

    fn end_table(&mut self) -> Result<(), DocumentError> {
        if !self.cell.pieces.is_empty() {
            self.row.push(std::mem::take(&mut self.cell).pieces);
        }
        if !self.row.is_empty() {
            self.end_row()?;
        }
        if !self.table.is_empty() {
            let table = std::mem::take(&mut self.table);
            self.flow.pieces.extend(table.finish(&mut self.budget)?);
        }
        Ok(())
    }

    /// What was written, with the notes at the end.
    pub(super) fn finish(mut self) -> Result<Written, DocumentError> {
        self.now.sink = Sink::Text;
        self.decode();
        self.end_line()?;
        self.end_table()?;
        let mut pieces = self.flow.pieces;
        pieces.append(&mut self.notes.pieces);
        Ok(Written {
            pieces,
            budget: self.budget,
            properties: self.properties,
            pages: self.pages,
            beside: self.beside,
        })
    }
}
