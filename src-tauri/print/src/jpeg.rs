//! The photographs of a form: their shapes are asked for before the pages are set, their bytes when the file is written.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

/// Gives the pictures of a form as JPEG copies, by their place among all photographs of the form. Each is asked for twice: for its
/// shape, and for its bytes.
pub trait Pictures: Send + Sync {
    /// The copy, at most 1,600 px long; `None`: there is no picture, and its frame stays empty.
    fn jpeg(&self, number: usize) -> Option<Vec<u8>>;
    /// Whether the person wants to stop.
    fn stopped(&self) -> bool {
        false
    }
}

/// A form without pictures.
impl Pictures for () {
    fn jpeg(&self, _: usize) -> Option<Vec<u8>> {
        None
    }
}

/// What the head of a JPEG tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) width: u16,
    pub(crate) height: u16,
    /// Whether it has shades alone.
    pub(crate) grey: bool,
}

/// The shape of a JPEG of one or three components; its pixels stay as they are.
pub(crate) fn shape(jpeg: &[u8]) -> Option<Shape> {
    let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let grey = match info.components {
        1 => true,
        3 => false,
        _ => return None,
    };
    Some(Shape {
        width: info.width,
        height: info.height,
        grey,
    })
}
