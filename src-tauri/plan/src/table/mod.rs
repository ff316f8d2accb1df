//! Tables of a 测评体系 or 任务分解表 to a tree: level columns, content, method, points, material, departments.

mod aim;
mod emit;
mod header;
mod infer;
mod items;
mod loose;
mod matrix;
mod note;
mod row;
mod rows;

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::{Block, Document, Table};
use taizhang_model::date::Period;
use taizhang_model::draft::{DraftNode, DraftWarning};
use taizhang_model::requirement::Span;

use crate::grammar::pattern::pattern;
use crate::requirement::Ids;
use crate::source::{Source, half_width};
use crate::{code, node};

/// What the tables of a document give.
pub(crate) struct Tables {
    pub title: String,
    pub nodes: Vec<DraftNode>,
    pub warnings: Vec<DraftWarning>,
}

/// What is gathered over all sheets.
pub(crate) struct Gathered {
    pub nodes: Vec<DraftNode>,
    /// Code of each node as the document gives it.
    pub written: Vec<Option<String>>,
    pub warnings: Vec<DraftWarning>,
    pub ids: Ids,
    pub period: Option<Period>,
    /// Nodes of level cells that say what is to be done, until that is read.
    pub told: HashSet<usize>,
}

/// Reads every sheet whose columns a header row names, or their cells; the others become warnings.
pub(crate) fn read(document: &Document, source: &Source, period: Option<Period>) -> Tables {
    let mut gathered = Gathered {
        nodes: Vec::new(),
        written: Vec::new(),
        warnings: Vec::new(),
        ids: Ids::default(),
        period,
        told: HashSet::new(),
    };
    let mut title = String::new();
    let mut before = None;
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        let own = header::find(source, table);
        let found = own.or_else(|| header::without(source, table, before.as_ref()));
        match found {
            Some(header) => {
                if title.is_empty() {
                    title = title_above(source, table, header.row);
                }
                let entries = rows::entries(source, table, &header, &mut gathered.warnings);
                emit::emit(source, table, &header, &entries, &mut gathered);
                before = Some(header);
            }
            None => gathered.warnings.push(DraftWarning {
                code: "table_skipped".to_owned(),
                subject: table.name.clone().unwrap_or_default(),
                span: None,
            }),
        }
    }
    let Gathered {
        mut nodes,
        written,
        mut warnings,
        ..
    } = gathered;
    code::assign(&mut nodes, &written, &mut warnings);
    Tables {
        title,
        nodes,
        warnings,
    }
}

/// Names that a program gives to a sheet: Sheet1, 工作表1.
static UNNAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:sheet|工作表|表格?)\s*\(?\d*\)?$"));

/// The first text above the header that is no 附件 number; else the sheet's name, where a person named it.
fn title_above(source: &Source, table: &Table, header: usize) -> String {
    let above = table.rows.iter().take(header).flatten();
    let text = above
        .filter(|cell| cell.covered_by.is_none())
        .map(|cell| flat(&source.slice(source.trim(cell.span))))
        .find(|text| text.chars().count() > 3 && !text.starts_with("附件"));
    text.or_else(|| table.name.clone().filter(|name| !UNNAMED.is_match(name)))
        .map(|text| node::short(&text))
        .unwrap_or_default()
}

/// A cell's text on one line: breaks and spaces between Chinese characters go, as vertical and spread-out names
/// have them (中\n央\n文, 生 态 环 境).
pub(crate) fn flat(text: &str) -> String {
    let mut flat = String::new();
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let words = flat.chars().last().is_some_and(|l| l.is_ascii_alphanumeric());
        if gap && words && (c.is_ascii_alphanumeric() || !c.is_ascii()) {
            flat.push(' ');
        }
        gap = false;
        flat.push(c);
    }
    flat
}

/// Whether a text is what columns are called.
pub(crate) fn is_column(name: &str) -> bool {
    header::column(name).is_some()
}

/// The text of a cell in the form that names are compared in: half-width, without white space.
pub(crate) fn name(source: &Source, span: Span) -> String {
    source
        .chars(span)
        .iter()
        .filter(|c| !c.is_whitespace())
        .map(|c| half_width(*c))
        .collect()
}
