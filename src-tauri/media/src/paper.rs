//! The text of a document and what it tells of itself. Runs in a worker process only.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use taizhang_document::{Document, DocumentError, Properties, limit};
use taizhang_model::capture::of_property;
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Precision};
use taizhang_model::guarded::{is_secret, mark_in_name, mark_in_text};
use taizhang_model::kind::Kind;
use taizhang_model::paper::{PaperFacts, Told};

use crate::error::FileError;
use crate::open::open;

/// Most characters of text that are handed on: a book of 1,000 pages; what follows is counted only.
pub const TEXT_CHARS: usize = 1_000_000;

/// What a document holds and tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its text, at most [`TEXT_CHARS`] characters.
    pub text: String,
    /// Characters of the whole text.
    pub text_chars: u32,
    /// Pages, where the format tells them.
    pub pages: Option<u32>,
    /// The title among its properties.
    pub title: Option<String>,
    /// The author among its properties.
    pub author: Option<String>,
    /// What the text tells: 文号, 责任者, 题名, 落款日期, 密级.
    pub facts: PaperFacts,
    /// The dates of the text and of the properties, best first.
    pub dates: Vec<DateFact>,
    /// The kind that title and make-up tell.
    pub kind: Option<Kind>,
}

/// Whether files of this format (its short name in [`crate::Facts`]) are asked for their text.
pub fn has_text(format: &str) -> bool {
    const FORMATS: [&str; 21] = [
        "pdf", "ofd", "doc", "xls", "ppt", "docx", "xlsx", "pptx", "odt", "ods", "odp", "wps", "et", "dps",
        "ole", "rtf", "txt", "csv", "html", "xml", "eml",
    ];
    FORMATS.contains(&format)
}

/// Reads the document at `path`.
pub(crate) fn read(path: &Path) -> Result<Paper, FileError> {
    let unreadable = |error| FileError::of_io(path, &error);
    let mut content = Vec::new();
    // One byte more than is read at most tells a document that is too large.
    open(path)
        .map_err(unreadable)?
        .take(limit::FILE_BYTES + 1)
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    if content.is_empty() {
        return Err(FileError::new("empty", "the file has no bytes"));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = taizhang_document::read(&content, &name).map_err(|error| of_document(&error))?;
    drop(content);
    let chars = document.text.chars().count();
    let mut facts = PaperFacts::of_text(&document.text);
    let kind = facts.kind(&document.text);
    mark(&mut facts, &document);
    let mut text = document.text;
    if let Some((end, _)) = text.char_indices().nth(TEXT_CHARS) {
        text.truncate(end);
    }
    Ok(Paper {
        text,
        text_chars: u32::try_from(chars).unwrap_or(u32::MAX),
        pages: document.pages,
        dates: dates(&facts, &document.properties),
        title: document.properties.title,
        author: document.properties.author,
        facts,
        kind,
    })
}

/// The mark of secrecy wherever the document carries one: at its head, in its whole text, in running heads and feet, in names of
/// sheets, in comments and what else nobody sees. 内部 at the head yields to any of them.
fn mark(facts: &mut PaperFacts, document: &Document) {
    if facts.secrecy.as_ref().is_some_and(|told| is_secret(&told.value)) {
        return;
    }
    let beside = &document.beside;
    let title = document.properties.title.as_deref().and_then(mark_in_name);
    let found = mark_in_text(&document.text)
        .or_else(|| beside.margins.lines().find_map(mark_in_name))
        .or_else(|| mark_in_text(&beside.unseen))
        .or(title);
    if let Some(mark) = found {
        facts.secrecy = Some(Told {
            quote: mark.clone(),
            value: mark,
        });
    }
}

fn dates(facts: &PaperFacts, properties: &Properties) -> Vec<DateFact> {
    let text = facts.date.as_ref().map(|told| DateFact {
        value: told.value.clone(),
        precision: if told.value.len() == 10 {
            Precision::Day
        } else {
            Precision::Month
        },
        from: DateOrigin::Text,
        meaning: Meaning::Written,
    });
    let of = |time: &Option<String>, meaning| of_property(time.as_deref()?, meaning);
    let created = of(&properties.created, Meaning::Written);
    let modified = of(&properties.modified, Meaning::Edited);
    text.into_iter().chain(created).chain(modified).collect()
}

fn of_document(error: &DocumentError) -> FileError {
    let code = match error {
        DocumentError::Unsupported { .. } => "unsupported",
        DocumentError::TooLarge { .. } => "too_large",
        DocumentError::Encrypted { .. } => "encrypted",
        _ => "undecodable",
    };
    FileError::new(code, error.to_string())
}
