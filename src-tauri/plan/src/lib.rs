//! A document to a checklist draft, by rules: deterministic, no model, no network, no clock.

mod beginning;
mod body;
mod code;
mod department;
mod doubt;
mod field;
mod grammar;
mod heading;
mod kind;
mod legend;
mod letter;
mod marks;
mod merge;
mod node;
mod numbering;
mod outline;
mod person;
mod phase;
mod points;
mod requirement;
mod sentence;
mod source;
mod table;
mod template;
mod time;

use taizhang_document::{Block, Document};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftSource, DraftWarning};
use taizhang_model::id::Sha256;

use crate::source::Source;
pub use crate::template::{TemplateTitle, template, templates};

/// Why no checklist could be made of a document.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// No built-in checklist has this name.
    #[error("no built-in checklist named {0}")]
    NoSuchTemplate(String),
    /// A built-in checklist is damaged: a defect of the program.
    #[error("the built-in checklist {name} is damaged: {detail}")]
    DamagedTemplate {
        /// Its name.
        name: String,
        /// What is wrong.
        detail: String,
    },
}

/// Reads a checklist from a document. `period` gives the year of dates that name none. A document without
/// indicators gives an empty draft with the warning `no_indicators`. Tables with a header and the numbering of the
/// paragraphs are read together. What ends beyond the first million characters is left out, with the warning
/// `text_cut`.
pub fn draft(document: &Document, sha256: Sha256, period: Option<Period>) -> Draft {
    let source = Source::new(document);
    let has = |wanted: fn(&Block) -> bool| document.blocks.iter().any(wanted);
    let mut read = outline::Outline::default();
    if has(|block| matches!(block, Block::Paragraph(_))) {
        read = outline::read(document, &source, period);
    }
    if has(|block| matches!(block, Block::Table(_))) {
        let tables = table::read(document, &source, period);
        read.nodes = merge::merge(read.nodes, tables.nodes);
        read.warnings.extend(tables.warnings);
        if read.title.is_empty() {
            read.title = tables.title;
        }
    }
    let outline::Outline {
        title,
        mut nodes,
        phases,
        mut warnings,
    } = read;
    if Source::is_cut(document) {
        warnings.push(DraftWarning {
            code: "text_cut".to_owned(),
            subject: title.clone(),
            span: None,
        });
    }
    kind::inherit(&mut nodes);
    let needs = nodes.iter_mut().flat_map(|node| &mut node.requirements);
    for (number, need) in (1u32..).zip(needs) {
        need.id = format!("r{number}");
    }
    warnings.extend(doubt::doubts(&nodes, &title));
    if nodes.is_empty() {
        warnings.push(DraftWarning {
            code: "no_indicators".to_owned(),
            subject: title.clone(),
            span: None,
        });
    }
    Draft {
        title,
        source: DraftSource {
            format: document.format.clone(),
            sha256,
            text: document.text.clone(),
        },
        nodes,
        phases,
        warnings,
    }
}
