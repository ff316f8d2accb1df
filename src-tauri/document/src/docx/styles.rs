//! Styles: which of them number paragraphs or hide text.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::DocumentError;
use crate::xml::{Visitor, attribute, is_on, number, walk};

/// A chain of styles that build on each other is followed this far.
const CHAIN: usize = 32;

/// A style.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    num: Option<u32>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    open: Option<String>,
    in_run: bool,
}

/// What a style says of numbering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub num: u32,
    /// The styles from the named one to that which names the list, each with its own level.
    pub chain: Vec<(String, Option<usize>)>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(crate) fn read(text: Option<&str>) -> Result<Self, DocumentError> {
        let mut styles = Self::default();
        if let Some(text) = text {
            walk(text, super::FORMAT, &mut styles)?;
        }
        Ok(styles)
    }

    fn chain<'a>(&'a self, name: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = name.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let name = next?;
            let style = self.styles.get(name)?;
            next = style.based_on.as_deref();
            Some((name, style))
        })
        .take(CHAIN)
    }

    /// The numbering of a paragraph style, `None` for the default one.
    pub(crate) fn numbered(&self, name: Option<&str>) -> Option<Numbered> {
        let mut chain = Vec::new();
        for (name, style) in self.chain(name) {
            chain.push((name.to_owned(), style.level));
            if let Some(num) = style.num {
                return Some(Numbered { num, chain });
            }
        }
        None
    }

    /// Whether a style hides text.
    pub(crate) fn is_hidden(&self, name: &str) -> bool {
        self.chain(Some(name))
            .find_map(|(_, style)| style.hidden)
            .unwrap_or(false)
    }

    fn style(&mut self) -> Option<&mut Style> {
        self.styles.get_mut(self.open.as_deref()?)
    }
}

impl Visitor for Styles {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<bool, DocumentError> {
        match name {
            "style" => {
                let id = attribute(tag, "styleId").unwrap_or_default();
                let is_paragraph = attribute(tag, "type").as_deref() == Some("paragraph");
                if is_paragraph && matches!(attribute(tag, "default").as_deref(), Some("1" | "true" | "on")) {
                    self.default = Some(id.clone());
                }
                self.styles.insert(id.clone(), Style::default());
                self.open = Some(id);
            }
            "basedOn" => {
                if let Some(style) = self.style() {
                    style.based_on = attribute(tag, "val");
                }
            }
            "numId" => {
                if let Some(style) = self.style() {
                    style.num = number(tag, "val");
                }
            }
            "ilvl" => {
                if let Some(style) = self.style() {
                    style.level = number(tag, "val");
                }
            }
            "rPr" => self.in_run = true,
            "vanish" if self.in_run => {
                if let Some(style) = self.style() {
                    style.hidden = Some(is_on(tag));
                }
            }
            // What only parts of tables look like, and what was before a tracked change.
            "tblStylePr" | "docDefaults" | "latentStyles" | "pPrChange" | "rPrChange" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        match name {
            "style" => self.open = None,
            "rPr" => self.in_run = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), DocumentError> {
        Ok(())
    }
}
