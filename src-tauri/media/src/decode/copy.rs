//! Copies to hand on.

use std::path::Path;

use super::{Decoder, QUALITY, undecodable};
use crate::copy::{CopyWish, stripped};
use crate::error::FileError;
use crate::format::Format;
use crate::open::read_whole;
use crate::orient::{Pixels, upright};
use crate::page;
use crate::worker::Picture;

/// Qualities that are tried, best first, until the copy is small enough.
const QUALITIES: [i32; 8] = [90, 84, 78, 70, 62, 54, 46, 38];
/// How much smaller the picture gets, in percent, where the lowest quality is not enough.
const SMALLER: usize = 80;
/// No copy gets smaller than that: it would show nothing.
const LEAST: usize = 320;
/// Width of the words over a picture, as a part of the picture's.
const WORDS: usize = 3;

impl Decoder {
    /// A copy of the picture at `path` as it is wished; `None` where the original is that already.
    pub(crate) fn copy(&mut self, path: &Path, wish: &CopyWish) -> Result<Option<Picture>, FileError> {
        let side = wish
            .side
            .map_or(Ok(usize::MAX / 4), usize::try_from)
            .map_err(undecodable)?;
        let picked = self.pick(path, side, 0)?;
        let content = read_whole(path, self.memory / 2)?;
        let is_small = wish.bytes.is_none_or(|most| content.len() as u64 <= most);
        let fits = self.longer(path, &content)?.is_some_and(|longer| longer <= side);
        if is_small && fits && wish.mark.is_none() {
            if !wish.strip {
                return Ok(None);
            }
            if let Some(bytes) = stripped(&content, picked.orientation) {
                return Ok(Some(Picture {
                    jpeg: bytes,
                    width: u32::try_from(picked.pixels.width).map_err(undecodable)?,
                    height: u32::try_from(picked.pixels.height).map_err(undecodable)?,
                    measures: None,
                }));
            }
        }
        drop(content);
        let mut reduced = self.reduced(picked.pixels, side)?;
        if let Some(profile) = &picked.profile {
            self.colours.make_srgb(&mut reduced, profile);
        }
        let mut pixels = upright(reduced, picked.orientation);
        if let Some(mark) = &wish.mark {
            self.lay_over(&mut pixels, mark)?;
        }
        let copy = self.small_enough(pixels, wish.bytes);
        self.compressor.set_quality(QUALITY).map_err(undecodable)?;
        copy.map(Some)
    }

    /// Pixels of the longer side of a JPEG or PNG as it is stored; other formats are always made anew.
    fn longer(&mut self, path: &Path, content: &[u8]) -> Result<Option<usize>, FileError> {
        let mut bytes = crate::bytes::Bytes::new(path, content, content.len() as u64);
        let size = match crate::detect::detect(&mut bytes, "") {
            Format::Jpeg => {
                let header = self.decompressor.read_header(content).map_err(undecodable)?;
                Some(header.width.max(header.height))
            }
            Format::Png => {
                let png = crate::raster::png(&mut bytes);
                let longer = png.width.zip(png.height).map(|(width, height)| width.max(height));
                longer.and_then(|longer| usize::try_from(longer).ok())
            }
            _ => None,
        };
        Ok(size)
    }

    /// The best quality, then the largest size, that takes no more than so many bytes.
    fn small_enough(&mut self, mut pixels: Pixels, most: Option<u64>) -> Result<Picture, FileError> {
        loop {
            for quality in QUALITIES {
                self.compressor.set_quality(quality).map_err(undecodable)?;
                let picture = self.compressed(&pixels)?;
                if most.is_none_or(|most| picture.jpeg.len() as u64 <= most) {
                    return Ok(picture);
                }
            }
            let side = pixels.width.max(pixels.height) * SMALLER / 100;
            if side < LEAST {
                let message = format!("not even {side} pixels fit");
                return Err(FileError::new("too_large", message));
            }
            pixels = self.reduced(pixels, side)?;
        }
    }

    /// Lays the dark parts of a page over the lower right corner: white words with a dark edge, seen on any picture.
    fn lay_over(&mut self, pixels: &mut Pixels, mark: &Path) -> Result<(), FileError> {
        let content = read_whole(mark, self.memory / 2)?;
        let width = (pixels.width / WORDS).clamp(1, 1600);
        let words = page::draw(Format::Pdf, content, 0, width, self.memory)?;
        let words = self.reduced(words, width)?;
        let margin = pixels.width / 50;
        let (right, bottom) = (
            pixels.width.saturating_sub(words.width + margin),
            pixels.height.saturating_sub(words.height + margin),
        );
        let edge = (words.height / 40).max(1);
        for (shift, colour) in [(edge, 0_u32), (0, 255)] {
            for row in 0..words.height {
                for column in 0..words.width {
                    let dark = words
                        .rgb
                        .get((row * words.width + column) * 3)
                        .map_or(0, |light| 255 - light);
                    let (x, y) = (right + column + shift, bottom + row + shift);
                    if dark > 0 && x < pixels.width && y < pixels.height {
                        blend(pixels, y * pixels.width + x, colour, u32::from(dark));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Mixes a grey into a pixel, four fifths at most so that the picture is seen through it.
fn blend(pixels: &mut Pixels, at: usize, colour: u32, dark: u32) {
    let part = dark * 4 / 5;
    for value in pixels.rgb.iter_mut().skip(at * 3).take(3) {
        let mixed = (u32::from(*value) * (255 - part) + colour * part + 127) / 255;
        *value = u8::try_from(mixed).unwrap_or(u8::MAX);
    }
}
