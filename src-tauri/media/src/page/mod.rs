//! Pages of a paper as pictures.

mod fonts;
mod glyph;
mod ofd;
mod pdf;

use hayro::vello_cpu::Pixmap;

use crate::error::FileError;
use crate::format::Format;
use crate::orient::Pixels;

/// Bytes that one pixel of a page needs while it is drawn: the canvas, its copy without alpha, layers.
const BYTES_PER_PIXEL: u64 = 32;

/// Draws a page (from 0) of a PDF or an OFD so that its longer side has `side` pixels.
pub(crate) fn draw(
    format: Format,
    content: Vec<u8>,
    page: u32,
    side: usize,
    memory: u64,
) -> Result<Pixels, FileError> {
    match format {
        Format::Pdf => pdf::draw(content, page, side, memory),
        Format::Ofd => ofd::draw(&content, page, side, memory),
        format => Err(FileError::new(
            "unsupported",
            format!("no pages of {}", format.name()),
        )),
    }
}

/// How many pixels a page gets.
struct Canvas {
    width: u16,
    height: u16,
}

impl Canvas {
    /// The canvas of a page of this size, in units of its own. Refuses one that does not fit into `memory`.
    fn of(width: f32, height: f32, side: usize, memory: u64) -> Result<Self, FileError> {
        let longer = width.max(height);
        if !(width > 0.0 && height > 0.0 && longer.is_finite()) {
            return Err(FileError::new("undecodable", "the page has no size"));
        }
        let most = u16::try_from(side).unwrap_or(u16::MAX).max(1);
        let pixels = |length: f32| {
            let rounded = (length * f32::from(most) / longer)
                .round()
                .clamp(1.0, f32::from(most));
            // Between one and `most`, so nothing is cut.
            rounded as u16
        };
        let canvas = Self {
            width: pixels(width),
            height: pixels(height),
        };
        let bytes = u64::from(canvas.width) * u64::from(canvas.height) * BYTES_PER_PIXEL;
        if bytes > memory / 2 {
            let message = format!("{} x {} pixels of a page", canvas.width, canvas.height);
            return Err(FileError::new("out_of_memory", message));
        }
        Ok(canvas)
    }
}

/// What was drawn on white, without alpha.
fn pixels(drawn: &Pixmap) -> Pixels {
    let rgb = drawn
        .data()
        .iter()
        .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
        .collect();
    Pixels {
        width: drawn.width().into(),
        height: drawn.height().into(),
        rgb,
    }
}
