//! How pictures look: plain measurements, and what follows from comparing them.

use serde::{Deserialize, Serialize};

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

/// Rows and columns of [`Measures::sketch`].
pub const SKETCH: usize = 32;
