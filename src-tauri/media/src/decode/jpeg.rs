//! JPEG, scaled while it is decoded.

use std::path::Path;

use turbojpeg::{Colorspace, Image, PixelFormat, ScalingFactor};

use super::{Decoder, Picked, eighth, room, undecodable};
use crate::bytes::Bytes;
use crate::error::FileError;
use crate::jpeg;
use crate::orient::Pixels;

/// The least that libjpeg-turbo reduces to.
const EIGHTH: ScalingFactor = ScalingFactor::ONE_EIGHTH;

impl Decoder {
    /// JPEG: scaled while decoding to the least eighths that are not below `side`.
    pub(super) fn jpeg(&mut self, content: &[u8], side: usize) -> Result<Picked, FileError> {
        let mut bytes = Bytes::new(Path::new(""), content, content.len() as u64);
        let jpeg = jpeg::read(&mut bytes);
        let profile = jpeg.profile(content);
        let header = self.decompressor.read_header(content).map_err(undecodable)?;
        let longer = header.width.max(header.height);
        let factor = (1..8)
            .map(|eighths| ScalingFactor::new(eighths, 8))
            .find(|factor| !header.is_lossless && factor.scale(longer) >= side)
            .unwrap_or(ScalingFactor::ONE);
        let scaled = header.scaled(factor);
        let inks = matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK);
        let format = if inks { PixelFormat::CMYK } else { PixelFormat::RGB };
        // A progressive picture keeps two bytes for each of its coefficients.
        let coefficients = if header.is_progressive {
            6 * header.width * header.height
        } else {
            0
        };
        let pitch = scaled.width * format.size();
        let size = pitch * scaled.height;
        self.check(
            header.width as u64,
            header.height as u64,
            (coefficients + size) as u64,
        )?;
        if factor == EIGHTH
            && let Some(pixels) = eighth::decode(content)
        {
            return Ok(Picked::of(pixels, profile, jpeg.exif.as_ref()));
        }
        let mut pixels = room(size)?;
        pixels.resize(size, 0);
        mark_last_row(&mut pixels, pitch);
        self.decompressor
            .set_scaling_factor(factor)
            .map_err(undecodable)?;
        let image = Image {
            pixels: pixels.as_mut_slice(),
            width: scaled.width,
            pitch,
            height: scaled.height,
            format,
        };
        if let Err(error) = self.decompressor.decompress(content, image) {
            accept_part(&pixels, pitch, format.size(), &error)?;
        }
        let rgb = if inks {
            self.rgb_of_inks(pixels, jpeg.adobe, profile.as_deref())
        } else {
            pixels
        };
        let pixels = Pixels {
            width: scaled.width,
            height: scaled.height,
            rgb,
        };
        Ok(Picked::of(pixels, profile, jpeg.exif.as_ref()))
    }

    /// CMYK to RGB: by its profile, else good enough to recognise a picture by.
    fn rgb_of_inks(&mut self, mut inks: Vec<u8>, inverted: bool, profile: Option<&[u8]>) -> Vec<u8> {
        if inverted {
            inks.iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        profile
            .and_then(|profile| self.colours.of_inks(&inks, profile))
            .unwrap_or_else(|| mixed(&inks))
    }
}

/// What no picture has in its last row: a place where decoding that stopped early is noticed.
fn mark_last_row(pixels: &mut [u8], pitch: usize) {
    let begin = pixels.len().saturating_sub(pitch);
    for (index, byte) in pixels.iter_mut().skip(begin).enumerate() {
        *byte = mark(index);
    }
}

fn mark(index: usize) -> u8 {
    if index.is_multiple_of(3) { 255 } else { 0 }
}

/// libjpeg completes a damaged picture with grey and reports it afterwards; an error that stops it leaves the
/// last row as it was. What is all one colour holds nothing of the picture.
fn accept_part(pixels: &[u8], pitch: usize, pixel: usize, error: &turbojpeg::Error) -> Result<(), FileError> {
    let last = pixels.iter().skip(pixels.len().saturating_sub(pitch));
    if last.enumerate().all(|(index, byte)| *byte == mark(index)) {
        return Err(undecodable(error));
    }
    let first = pixels.get(..pixel).unwrap_or_default();
    if pixels.chunks(pixel).all(|other| other == first) {
        return Err(FileError::new("truncated", error.to_string()));
    }
    Ok(())
}

/// RGB of inks, 255 for full, without a profile.
fn mixed(inks: &[u8]) -> Vec<u8> {
    let light = |ink: u8| u32::from(255 - ink);
    let mut rgb = Vec::with_capacity(inks.len() / 4 * 3);
    for pixel in inks.chunks_exact(4) {
        if let [cyan, magenta, yellow, black] = *pixel {
            for ink in [cyan, magenta, yellow] {
                let value = (light(ink) * light(black) + 127) / 255;
                rgb.push(u8::try_from(value).unwrap_or(u8::MAX));
            }
        }
    }
    rgb
}
