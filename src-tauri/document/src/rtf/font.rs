//! Encodings by code page and by the character set of a font.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The encoding of a code page.
pub(super) fn of_page(page: i32) -> &'static Encoding {
    match page {
        936 | 54936 => GB18030,
        950 => BIG5,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        65001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// Encodings of the fonts whose character set tells one.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    open: Option<i32>,
    encodings: HashMap<i32, &'static Encoding>,
}

impl Fonts {
    /// A font is described.
    pub(super) fn begin(&mut self, number: i32) {
        self.open = Some(number);
    }

    /// The character set of the font that is described.
    pub(super) fn charset(&mut self, set: i32) {
        let encoding = match set {
            134 => GB18030,
            136 => BIG5,
            128 => SHIFT_JIS,
            129 => EUC_KR,
            _ => return,
        };
        if let Some(number) = self.open {
            self.encodings.insert(number, encoding);
        }
    }

    /// The encoding of a font's text, where the font tells it.
    pub(super) fn encoding(&self, number: i32) -> Option<&'static Encoding> {
        self.encodings.get(&number).copied()
    }
}
