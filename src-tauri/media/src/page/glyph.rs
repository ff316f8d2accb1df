//! Outlines of a font's characters.

use std::collections::HashMap;

use hayro::kurbo::BezPath;
use skrifa::{DrawMemory, Font, GlyphId, PathSink, ScalerFont};

use super::fonts::Face;

/// A font that is open, keeping the outlines that were asked for.
pub(super) struct Outlines {
    font: Font,
    scaler: ScalerFont,
    known: HashMap<GlyphId, BezPath>,
}

impl Outlines {
    /// Size of the outlines.
    pub(super) const SIZE: f64 = 1000.0;

    /// Opens a font; `None` for bytes that are none.
    pub(super) fn open((bytes, index): Face) -> Option<Self> {
        let font = Font::new(bytes, index)?;
        // A thousand is exact in any type.
        let scaler = ScalerFont::unhinted(font.clone(), Some(Self::SIZE as f32));
        Some(Self {
            font,
            scaler,
            known: HashMap::new(),
        })
    }

    /// The outline of a glyph or, where none is named, of a character, y up; `None` where the font has none.
    pub(super) fn outline(&mut self, c: char, glyph: Option<u16>) -> Option<&BezPath> {
        let glyph = match glyph {
            Some(glyph) => GlyphId::new(glyph.into()),
            None => self.font.charmap().map_unicode(c)?,
        };
        let scaler = &self.scaler;
        Some(self.known.entry(glyph).or_insert_with(|| {
            let mut pen = Pen(BezPath::new());
            // An outline that is damaged is drawn as far as it goes.
            let _drawn = scaler
                .outline(glyph)
                .map(|outline| outline.draw(DrawMemory::Scratch, &mut pen));
            pen.0
        }))
    }
}

struct Pen(BezPath);

impl Pen {
    /// Anything but a move needs a point to go on from.
    fn has_begun(&self) -> bool {
        !self.0.elements().is_empty()
    }
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        if self.has_begun() {
            self.0.line_to((x, y));
        }
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        if self.has_begun() {
            self.0.quad_to((cx, cy), (x, y));
        }
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        if self.has_begun() {
            self.0.curve_to((ax, ay), (bx, by), (x, y));
        }
    }

    fn close(&mut self) {
        if self.has_begun() {
            self.0.close_path();
        }
    }
}
