//! What simple measurements of a picture tell of its kind.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// Measurements of a picture, each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureMeasures {
    /// Share of the area that looks like paper: bright, even, without colour.
    pub paper: f32,
    /// How much of the area is divided by long straight lines in both directions, as a form is.
    pub ruled: f32,
    /// Share of the area that bears small dark marks on bright ground, as lines of writing are.
    pub written: f32,
}

/// How much of a picture must be paper before it counts as one.
const PAPER: f32 = 0.55;
/// How much of it must be ruled before it counts as a form.
const RULED: f32 = 0.4;
/// How much of it must be written on before it counts as a page.
const WRITTEN: f32 = 0.15;

/// The kind of a picture whose name tells `by_name`: a name that tells wins. A ruled sheet of paper is a sign-in
/// sheet (the one form that is photographed rather than kept as a file), a written page a document; `None` for a scene.
pub fn kind_from_picture(by_name: Option<Kind>, measures: &PictureMeasures) -> Option<Kind> {
    if by_name.is_some() {
        return by_name;
    }
    let paper = measures.paper >= PAPER;
    if paper && measures.ruled >= RULED {
        Some(Kind::SignIn)
    } else if paper && measures.written >= WRITTEN {
        Some(Kind::Document)
    } else {
        None
    }
}

/// Sizes of the screens of telephones, shorter side first, that no camera writes.
const PHONES: [(u32, u32); 23] = [
    (640, 1136),
    (720, 1600),
    (720, 1520),
    (720, 1560),
    (750, 1334),
    (828, 1792),
    (1080, 2160),
    (1080, 2220),
    (1080, 2280),
    (1080, 2310),
    (1080, 2340),
    (1080, 2376),
    (1080, 2400),
    (1080, 2408),
    (1125, 2436),
    (1170, 2532),
    (1179, 2556),
    (1220, 2712),
    (1242, 2688),
    (1260, 2800),
    (1284, 2778),
    (1290, 2796),
    (1440, 3200),
];

/// Sizes of whole desktop screens.
const DESKTOPS: [(u32, u32); 8] = [
    (768, 1366),
    (900, 1440),
    (900, 1600),
    (1050, 1680),
    (1080, 1920),
    (1200, 1920),
    (1440, 2560),
    (2160, 3840),
];

/// Whether a picture without a camera's facts has exactly the size of a screen. `lossless`: it is a PNG or BMP, which
/// cameras do not write; then sizes of desktops count too.
pub fn has_screen_size(width: u32, height: u32, lossless: bool) -> bool {
    let size = (width.min(height), width.max(height));
    PHONES.contains(&size) || (lossless && DESKTOPS.contains(&size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_form_or_a_page_and_the_name_wins() {
        let measures = |paper, ruled, written| PictureMeasures {
            paper,
            ruled,
            written,
        };
        let form = measures(0.8, 0.6, 0.3);
        assert_eq!(kind_from_picture(None, &form), Some(Kind::SignIn));
        assert_eq!(kind_from_picture(Some(Kind::Proof), &form), Some(Kind::Proof));
        assert_eq!(
            kind_from_picture(None, &measures(0.8, 0.1, 0.3)),
            Some(Kind::Document)
        );
        assert_eq!(kind_from_picture(None, &measures(0.8, 0.1, 0.0)), None);
        assert_eq!(kind_from_picture(None, &measures(0.2, 0.6, 0.3)), None);
    }

    #[test]
    fn screens_have_their_own_sizes() {
        assert!(has_screen_size(1080, 2400, false));
        assert!(has_screen_size(2532, 1170, false));
        assert!(has_screen_size(1920, 1080, true));
        assert!(!has_screen_size(1920, 1080, false));
        assert!(!has_screen_size(4032, 3024, true));
    }
}
