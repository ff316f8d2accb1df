//! What simple measurements of a picture tell of its kind.

use crate::kind::Kind;
use crate::look::Measures;

/// How much of a form must be paper, in thousandths: the table it lies on may be seen around it.
const FORM: u16 = 400;
/// Lines across and down that make a form.
const ROWS: u16 = 5;
/// Lines down.
const COLUMNS: u16 = 3;
/// How much of a page must be paper, in thousandths.
const PAGE: u16 = 600;
/// How much of a page's paper bears strokes, in thousandths: less is a wall or a sky, more is a pattern.
const INK: std::ops::RangeInclusive<u16> = 40..=300;
/// How sharp a written page is at least: strokes are edges everywhere, a scene under a bright sky has few.
const STROKES: u32 = 1500;

/// The kind of a picture whose name tells `by_name`: a name that tells wins. A ruled sheet of paper is a sign-in
/// sheet (the one form that is photographed rather than kept as a file), a written page a document; `None` for a scene.
pub fn kind_from_picture(by_name: Option<Kind>, measures: &Measures) -> Option<Kind> {
    if by_name.is_some() {
        return by_name;
    }
    if measures.paper >= FORM && measures.rows >= ROWS && measures.columns >= COLUMNS {
        Some(Kind::SignIn)
    } else if measures.paper >= PAGE && INK.contains(&measures.ink) && measures.sharpness >= STROKES {
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
        let measures = |paper, rows, columns, ink| Measures {
            phash: [0; 4],
            sketch: Vec::new(),
            sharpness: 2400,
            brightness: 180,
            dark: 0,
            paper,
            ink,
            rows,
            columns,
            overlay: 0,
        };
        let form = measures(700, 12, 5, 80);
        assert_eq!(kind_from_picture(None, &form), Some(Kind::SignIn));
        assert_eq!(kind_from_picture(Some(Kind::Proof), &form), Some(Kind::Proof));
        assert_eq!(
            kind_from_picture(None, &measures(700, 1, 0, 80)),
            Some(Kind::Document)
        );
        assert_eq!(kind_from_picture(None, &measures(700, 1, 0, 2)), None);
        assert_eq!(kind_from_picture(None, &measures(100, 12, 5, 80)), None);
        // A monument under a bright sky: as much "paper" as a page, but few strokes and few edges.
        assert_eq!(kind_from_picture(None, &measures(764, 2, 0, 17)), None);
        let soft = Measures {
            sharpness: 820,
            ..measures(764, 2, 0, 60)
        };
        assert_eq!(kind_from_picture(None, &soft), None);
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
