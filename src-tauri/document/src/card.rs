//! What a document's own card tells of it: the texts of single elements, in whichever XML it stands.

use quick_xml::events::BytesStart;

use crate::DocumentError;
use crate::xml::Visitor;

/// The texts of some elements, by their names.
pub(crate) struct Card {
    told: Vec<(&'static str, String)>,
    open: Option<usize>,
}

impl Card {
    /// A card of which these elements are wanted.
    pub(crate) fn of(names: &[&'static str]) -> Self {
        Self {
            told: names.iter().map(|name| (*name, String::new())).collect(),
            open: None,
        }
    }

    /// What an element says; `None` where it is not there or blank.
    pub(crate) fn take(&mut self, wanted: &str) -> Option<String> {
        let (_, text) = self.told.iter_mut().find(|(name, _)| *name == wanted)?;
        let text = std::mem::take(text);
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Leaves the element that is open: the card ended in the middle of it.
    pub(crate) fn shut(&mut self) {
        self.open = None;
    }
}

impl Visitor for Card {
    fn open(&mut self, name: &str, _: &BytesStart<'_>) -> Result<bool, DocumentError> {
        self.open = self.told.iter().position(|(known, _)| *known == name);
        Ok(true)
    }

    fn close(&mut self, _: &str) -> Result<(), DocumentError> {
        self.shut();
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        // Each entity in a text is a piece of its own.
        if let Some((_, told)) = self.open.and_then(|open| self.told.get_mut(open)) {
            told.push_str(text);
        }
        Ok(())
    }
}
