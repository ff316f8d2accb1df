//! A reduced copy of a picture, from bytes that may be hostile. Runs in a worker process only.

use std::io::{Cursor, Read};
use std::path::Path;

use fast_image_resize::images::{Image as Reduced, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use turbojpeg::{Colorspace, Compressor, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp};

use crate::bytes::Bytes;
use crate::detect::detect;
use crate::exif::{self, Exif};
use crate::facts::FileError;
use crate::format::Format;
use crate::open::open;
use crate::orient::{Pixels, upright};
use crate::worker::Picture;
use crate::{jpeg, look, page, raster};

/// Most pixels of a picture that is decoded.
const PIXELS: u64 = 300_000_000;

/// Most scans of a progressive JPEG; cameras and editors write about ten.
const SCANS: u32 = 200;

/// JPEG quality of the copies: 1 to 100.
const QUALITY: i32 = 82;

/// Decodes one picture after the other, keeping its codecs and buffers.
pub(crate) struct Decoder {
    memory: u64,
    resizer: Resizer,
    decompressor: Decompressor,
    compressor: Compressor,
}

fn undecodable(error: impl std::fmt::Display) -> FileError {
    FileError::new("undecodable", error.to_string())
}

impl Decoder {
    /// A decoder that keeps to `memory` bytes as far as it can know beforehand.
    pub(crate) fn new(memory: u64) -> Result<Self, FileError> {
        let mut compressor = Compressor::new().map_err(undecodable)?;
        compressor.set_quality(QUALITY).map_err(undecodable)?;
        compressor.set_subsamp(Subsamp::Sub2x2).map_err(undecodable)?;
        let mut decompressor = Decompressor::new().map_err(undecodable)?;
        decompressor.set_scan_limit(SCANS).map_err(undecodable)?;
        decompressor.set_fast_upsample(true).map_err(undecodable)?;
        Ok(Self {
            memory,
            resizer: Resizer::new(),
            decompressor,
            compressor,
        })
    }

    /// The copy of the picture at `path` whose longer side has at most `side` pixels, right side up.
    pub(crate) fn picture(&mut self, path: &Path, side: u32) -> Result<Picture, FileError> {
        let content = self.read(path)?;
        let side = usize::try_from(side.max(1)).map_err(undecodable)?;
        let mut bytes = Bytes::new(path, &content, content.len() as u64);
        let (pixels, exif) = match detect(&mut bytes, "") {
            Format::Jpeg => {
                let jpeg = jpeg::read(&mut bytes);
                (self.jpeg(&content, jpeg.adobe, side)?, jpeg.exif)
            }
            Format::Png => (
                self.other(&content, ImageFormat::Png)?,
                raster::png(&mut bytes).exif,
            ),
            Format::WebP => (
                self.other(&content, ImageFormat::WebP)?,
                raster::webp(&mut bytes).exif,
            ),
            Format::Tiff => {
                let end = bytes.len();
                (
                    self.other(&content, ImageFormat::Tiff)?,
                    exif::read(&mut bytes, 0, end),
                )
            }
            Format::Gif => (self.other(&content, ImageFormat::Gif)?, None),
            Format::Bmp => (self.other(&content, ImageFormat::Bmp)?, None),
            format @ (Format::Pdf | Format::Ofd) => (page::first(format, content, side, self.memory)?, None),
            Format::Empty => return Err(FileError::new("empty", "the file has no bytes")),
            format => {
                let message = format!("no decoder for {}", format.name());
                return Err(FileError::new("unsupported", message));
            }
        };
        let orientation = exif.as_ref().and_then(|exif: &Exif| exif.orientation);
        let reduced = self.reduced(pixels, side)?;
        let upright = upright(reduced, orientation.unwrap_or(1));
        let picture = self.compressed(&upright)?;
        let measures = (side <= look::SIDE).then(|| look::measure(&upright));
        Ok(Picture { measures, ..picture })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let unreadable = |error| FileError::of_io(path, &error);
        let file = open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        // Pixels need room beside the file.
        let most = self.memory / 2;
        if length > most {
            return Err(FileError::new(
                "too_large",
                format!("{length} bytes, of at most {most}"),
            ));
        }
        let mut content = room(usize::try_from(length).map_err(undecodable)?)?;
        file.take(most).read_to_end(&mut content).map_err(unreadable)?;
        Ok(content)
    }

    /// Refuses a picture by its header, before room for its pixels is taken.
    fn check(&self, width: u64, height: u64, bytes: u64) -> Result<(), FileError> {
        if width.saturating_mul(height) > PIXELS {
            return Err(FileError::new("too_large", format!("{width} x {height} pixels")));
        }
        if bytes > self.memory / 4 * 3 {
            let message = format!("{width} x {height} pixels need {bytes} bytes");
            return Err(FileError::new("out_of_memory", message));
        }
        Ok(())
    }

    /// JPEG: scaled while decoding to the least eighths that are not below `side`.
    fn jpeg(&mut self, content: &[u8], adobe: bool, side: usize) -> Result<Pixels, FileError> {
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
        Ok(Pixels {
            width: scaled.width,
            height: scaled.height,
            rgb: if inks { from_inks(&pixels, adobe) } else { pixels },
        })
    }

    /// PNG, WebP, TIFF, GIF and BMP, with alpha laid on white.
    fn other(&self, content: &[u8], format: ImageFormat) -> Result<Pixels, FileError> {
        let mut limits = Limits::default();
        limits.max_alloc = Some(self.memory / 2);
        let mut reader = ImageReader::with_format(Cursor::new(content), format);
        reader.limits(limits);
        let decoder = reader.into_decoder().map_err(of_image)?;
        let (width, height) = decoder.dimensions();
        let converted = u64::from(width)
            .saturating_mul(u64::from(height))
            .saturating_mul(3);
        let bytes = decoder.total_bytes().saturating_add(converted);
        self.check(
            width.into(),
            height.into(),
            bytes.saturating_add(content.len() as u64),
        )?;
        let image = DynamicImage::from_decoder(decoder).map_err(of_image)?;
        let rgb = if image.color().has_alpha() {
            on_white(&image.into_rgba8())
        } else {
            image.into_rgb8().into_raw()
        };
        Ok(Pixels {
            width: width as usize,
            height: height as usize,
            rgb,
        })
    }

    fn reduced(&mut self, pixels: Pixels, side: usize) -> Result<Pixels, FileError> {
        let (width, height) = fitted(pixels.width, pixels.height, side);
        if (width, height) == (pixels.width, pixels.height) {
            return Ok(pixels);
        }
        let size = |pixels: usize| u32::try_from(pixels).map_err(undecodable);
        let kind = PixelType::U8x3;
        let from = ImageRef::new(size(pixels.width)?, size(pixels.height)?, &pixels.rgb, kind)
            .map_err(undecodable)?;
        let mut to = Reduced::new(size(width)?, size(height)?, kind);
        // Far reductions: a cheap step to twice the size first, whose error the filter then hides.
        let algorithm = if pixels.width > width * 4 {
            ResizeAlg::SuperSampling(FilterType::Lanczos3, 2)
        } else {
            ResizeAlg::Convolution(FilterType::Lanczos3)
        };
        let options = ResizeOptions::new().resize_alg(algorithm);
        self.resizer
            .resize(&from, &mut to, &options)
            .map_err(undecodable)?;
        Ok(Pixels {
            width,
            height,
            rgb: to.into_vec(),
        })
    }

    fn compressed(&mut self, pixels: &Pixels) -> Result<Picture, FileError> {
        let image = Image {
            pixels: pixels.rgb.as_slice(),
            width: pixels.width,
            pitch: pixels.width * 3,
            height: pixels.height,
            format: PixelFormat::RGB,
        };
        Ok(Picture {
            jpeg: self.compressor.compress_to_vec(image).map_err(undecodable)?,
            width: u32::try_from(pixels.width).map_err(undecodable)?,
            height: u32::try_from(pixels.height).map_err(undecodable)?,
            measures: None,
        })
    }
}

/// An empty buffer with this capacity, or the error that a full memory is.
fn room(bytes: usize) -> Result<Vec<u8>, FileError> {
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(bytes)
        .map_err(|error| FileError::new("out_of_memory", error.to_string()))?;
    Ok(buffer)
}

fn of_image(error: ImageError) -> FileError {
    match error {
        ImageError::Limits(error) => FileError::new("out_of_memory", error.to_string()),
        ImageError::Unsupported(error) => FileError::new("unsupported", error.to_string()),
        error => undecodable(error),
    }
}

/// A size with the same proportions whose longer side is at most `side`.
fn fitted(width: usize, height: usize, side: usize) -> (usize, usize) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let reduced = |pixels: usize| ((pixels * side + longer / 2) / longer).max(1);
    (reduced(width), reduced(height))
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

/// CMYK to RGB without a colour profile: good enough to recognise a picture by.
fn from_inks(pixels: &[u8], inverted: bool) -> Vec<u8> {
    let light = |ink: u8| u32::from(if inverted { ink } else { 255 - ink });
    let mut rgb = Vec::with_capacity(pixels.len() / 4 * 3);
    for pixel in pixels.chunks_exact(4) {
        if let [cyan, magenta, yellow, black] = *pixel {
            for ink in [cyan, magenta, yellow] {
                let value = (light(ink) * light(black) + 127) / 255;
                rgb.push(u8::try_from(value).unwrap_or(u8::MAX));
            }
        }
    }
    rgb
}

fn on_white(image: &image::RgbaImage) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(image.as_raw().len() / 4 * 3);
    for pixel in image.pixels() {
        let [colour @ .., alpha] = pixel.0;
        let alpha = u32::from(alpha);
        for value in colour {
            let mixed = (u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255;
            rgb.push(u8::try_from(mixed).unwrap_or(u8::MAX));
        }
    }
    rgb
}
