//! How pictures look: plain measurements, and what follows from comparing them.

mod near;
mod similar;

use serde::{Deserialize, Serialize};

pub use self::near::{Near, near_pairs};
pub use self::similar::{Seen, Similar, SimilarKind, group};

/// Measurements of a decoded picture, upright, on a copy of a few hundred pixels. Shares are in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// Perceptual hashes of the picture turned by 0, 90, 180 and 270 degrees clockwise: signs of the lowest cosines of
    /// [`Self::sketch`]. The same picture in another size or quality differs in a few bits.
    pub phash: [u64; 4],
    /// [`SKETCH`] rows of as many brightness values, 0 to 255: the picture stretched to a square.
    pub sketch: Vec<u8>,
    /// Variance of the Laplacian of brightness: below about 60 a picture with any detail is blurred.
    pub sharpness: u32,
    /// Mean brightness, 0 to 255.
    pub brightness: u8,
    /// Share of pixels that are nearly black.
    pub dark: u16,
    /// Share of pixels that are light and without colour, as paper is.
    pub paper: u16,
    /// Share of dark strokes within the light area.
    pub ink: u16,
    /// Long straight dark lines across: the rows of a form.
    pub rows: u16,
    /// Long straight dark lines down: the columns of a form.
    pub columns: u16,
    /// A hint of light lettering laid over the lower part, as watermark cameras do: how much denser its strokes are than
    /// in the rest of the picture. 0 for none.
    pub overlay: u16,
}

/// Below this sharpness a picture shows no edge even at the size of a thumbnail.
const BLURRED: u32 = 60;
/// A picture with more black than this, in thousandths, shows little else.
const DARK: u16 = 700;

/// Rows and columns of [`Measures::sketch`].
pub const SKETCH: usize = 32;

/// Everything that [`Measures::hints`] can say.
pub const HINTS: [&str; 3] = ["blurred", "dark", "lettering"];

impl Measures {
    /// What a person should look at before using the picture: `blurred`, `dark`, `lettering` (a watermark camera's bar).
    pub fn hints(&self) -> Vec<&'static str> {
        let is_paper = self.paper > 500;
        let is_dark = self.dark > DARK && self.brightness < 60;
        [
            // In the dark no edge shows, sharp or not.
            self.sharpness < BLURRED && !is_paper && !is_dark,
            is_dark,
            self.overlay > 0,
        ]
        .into_iter()
        .zip(HINTS)
        .filter_map(|(holds, hint)| holds.then_some(hint))
        .collect()
    }

    /// Whether there is so little in the picture that its hash says nothing: a black frame, an empty sheet.
    pub fn is_plain(&self) -> bool {
        similar::spread(&self.sketch) < 4.0
    }
}
