//! What is open while the body is read: stories, tables and paragraphs inside each other.

use crate::field::Fields;
use crate::flow::{Down, Flow, Piece, Place, Rows};

/// An element that holds others and is not closed yet.
pub(super) enum Frame {
    Story(Story),
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

/// What a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    Cell,
    Box,
    Note { end: bool, id: i64 },
}

/// Paragraphs and tables that follow each other: the body, a cell, a text box, a note.
pub(super) struct Story {
    pub kind: Kind,
    pub flow: Flow,
    /// Text of paragraphs whose end was deleted: it goes on in the next one.
    pub carry: String,
    pub fields: Fields,
    /// A cell under a merge that began above, which is not seen.
    pub covered: bool,
}

impl Story {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            flow: Flow::default(),
            carry: String::new(),
            fields: Fields::default(),
            covered: false,
        }
    }

    /// Whether text is inside a field's code, or in a table of contents.
    pub(super) fn is_muted(&self, skip_contents: bool) -> bool {
        self.fields.in_code() || (skip_contents && self.fields.in_contents())
    }
}

/// A paragraph that did not end yet.
#[derive(Default)]
pub(super) struct Paragraph {
    pub text: String,
    /// Text boxes that hang on it.
    pub after: Vec<Piece>,
    pub style: Option<String>,
    pub num: Option<u32>,
    pub level: Option<usize>,
    /// Its end was deleted by a tracked change.
    pub end_deleted: bool,
    pub end_hidden: bool,
    /// Runs are hidden unless they say otherwise.
    pub runs_hidden: bool,
    /// The open run is hidden.
    pub hidden: bool,
    pub muted: bool,
    /// Began in a table of contents.
    pub in_contents: bool,
}

/// A table that did not end yet.
pub(super) struct Table {
    pub rows: Rows,
    pub place: Place,
    /// Columns before the first cell of the row.
    pub before: u32,
    pub row_started: bool,
    pub row_deleted: bool,
    pub cell_deleted: bool,
}

impl Table {
    pub(super) fn new() -> Self {
        Self {
            rows: Rows::default(),
            place: Place::SINGLE,
            before: 0,
            row_started: false,
            row_deleted: false,
            cell_deleted: false,
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.before = 0;
        self.row_started = false;
        self.row_deleted = false;
    }

    /// Begins a cell; the first one of a row begins the row, so that deleted rows take no place.
    pub(super) fn begin_cell(&mut self) {
        if !self.row_started {
            self.row_started = true;
            self.rows.next_row();
            self.rows.skip(self.before);
        }
        self.place = Place::SINGLE;
        self.cell_deleted = false;
    }

    /// Takes a cell's way of merging downwards; tells whether it is covered.
    pub(super) fn merge_down(&mut self, begins: bool) -> bool {
        self.place.down = if begins { Down::Begins } else { Down::Continues };
        !begins && self.rows.is_covered()
    }
}
