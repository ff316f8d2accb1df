//! What every reader gives: blocks in reading order and one text that they point into.

use taizhang_model::requirement::Span;

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `xlsx`, `xls`, `csv`, `txt`…
    pub format: String,
    /// All text; every span points into it, in Unicode scalar values.
    pub text: String,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// Pages, where the format tells them (PDF, OFD, slides; Office documents by their own record).
    pub pages: Option<u32>,
    /// What the file says of itself.
    pub properties: Properties,
    /// What stands beside the text.
    pub beside: Beside,
}

/// What a document carries beside its text: no part of what it says, but whoever hands it on hands this on too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Running heads and feet, names of sheets: a line each.
    pub margins: String,
    /// Comments, hidden sheets, attachments.
    pub unseen: String,
}

/// Properties that a document carries beside its content, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title.
    pub title: Option<String>,
    /// Author or sender.
    pub author: Option<String>,
    /// When it was made: ISO 8601, with an offset or `Z` where the format gives one.
    pub created: Option<String>,
    /// When it was saved last: as `created`.
    pub modified: Option<String>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph or a line.
    Paragraph(Paragraph),
    /// A table or a sheet.
    Table(Table),
}

/// A paragraph or one line of it. A number that the document's automatic numbering shows (一、) is part of the text,
/// as it is on the page; so a quote holds what a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
}

/// A table: rows × columns, merged cells expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet.
    pub name: Option<String>,
    /// Rows from the top; every row has the same number of cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where its text stands; for a covered cell of a merge, that of the merge's first cell.
    pub span: Span,
    /// Covered by a merged cell that begins above (`rows` > 0) or to the left (`columns` > 0).
    pub covered_by: Option<Offset>,
}

/// How far away the first cell of a merge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// Rows up.
    pub rows: u32,
    /// Columns to the left.
    pub columns: u32,
}

impl Document {
    /// The text at a span; empty where the span does not lie in the text.
    pub fn slice(&self, span: Span) -> &str {
        let byte = |scalar: u32| {
            let at = usize::try_from(scalar).ok()?;
            self.text
                .char_indices()
                .map(|(i, _)| i)
                .chain([self.text.len()])
                .nth(at)
        };
        match (byte(span.0), byte(span.1)) {
            (Some(from), Some(to)) => self.text.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }
}
