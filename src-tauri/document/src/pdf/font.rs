//! The fonts of a PDF, for what their codes mean and how wide they are.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Dict, ObjectIdentifier};

use super::code::Codes;

/// A font, with another way to its characters where it tells none itself.
pub(super) struct Face<'a> {
    font: Font<'a>,
    codes: Option<Codes>,
}

/// A code that was shown.
pub(super) struct Shown {
    /// What it means; U+FFFD where nothing tells.
    pub text: BfString,
    /// Its advance in parts of the font's size.
    pub advance: (f64, f64),
    /// How many bytes it took.
    pub length: usize,
    pub is_space: bool,
}

impl Face<'_> {
    /// The code at `at`.
    pub(super) fn next(&self, bytes: &[u8], at: usize) -> Shown {
        let (code, length) = self.font.read_code(bytes, at);
        let advance = self.font.code_advance(code);
        Shown {
            text: self.text(code),
            advance: (advance.x / 1000.0, advance.y / 1000.0),
            length: length.max(1),
            is_space: code == 32 && length == 1,
        }
    }

    /// Whether lines of this font run to the right.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    fn text(&self, code: u32) -> BfString {
        let told = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        told.filter(is_text)
            .or_else(|| self.codes.as_ref()?.character(code).map(BfString::Char))
            .unwrap_or(BfString::Char(char::REPLACEMENT_CHARACTER))
    }
}

/// Some writers map what they do not know to nothing, or to the sign of it.
fn is_text(told: &BfString) -> bool {
    match told {
        BfString::Char(c) => !matches!(*c, '\0' | char::REPLACEMENT_CHARACTER),
        BfString::String(text) => !text.is_empty(),
    }
}

/// The fonts of a document, each read once.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    faces: HashMap<ObjectIdentifier, Option<Rc<Face<'a>>>>,
    fonts: FontResolverFn,
    tables: CMapResolverFn,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            faces: HashMap::new(),
            // Only widths and names are wanted of a font that the file does not carry; any will do.
            fonts: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            tables: Arc::new(load_embedded),
        }
    }

    /// The font that a dictionary describes.
    pub(super) fn face(&mut self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let Some(id) = dict.obj_id() else {
            return self.read(dict);
        };
        if let Some(known) = self.faces.get(&id) {
            return known.clone();
        }
        let face = self.read(dict);
        self.faces.insert(id, face.clone());
        face
    }

    fn read(&self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let font = self.cache.font(dict, &self.fonts, &self.tables)?;
        let codes = Codes::of(dict);
        Some(Rc::new(Face { font, codes }))
    }
}
