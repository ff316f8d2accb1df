//! A reduced copy of a picture, from bytes that may be hostile. Runs in a worker process only.

use std::io::{Cursor, Read};
use std::path::Path;

use fast_image_resize::images::{Image as Reduced, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use taizhang_model::kind::Kind;
use turbojpeg::{Compressor, Decompressor, Image, PixelFormat, Subsamp};

use crate::bytes::Bytes;
use crate::colour::Colours;
use crate::detect::detect;
use crate::error::FileError;
use crate::exif::{self, Exif};
use crate::format::Format;
use crate::open::open;
use crate::orient::{Pixels, upright};
use crate::worker::Picture;
use crate::{heic, look, page, raster};

mod copy;
mod eighth;
mod inside;
mod jpeg;

/// Bytes that tell a format.
const HEAD: u64 = 64 * 1024;

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
    colours: Colours,
}

/// What was decoded of a file.
pub(crate) struct Picked {
    /// As stored.
    pub(crate) pixels: Pixels,
    /// How to turn them, as EXIF counts.
    pub(crate) orientation: u8,
    /// The colours' profile.
    pub(crate) profile: Option<Vec<u8>>,
}

impl Picked {
    fn of(pixels: Pixels, profile: Option<Vec<u8>>, exif: Option<&Exif>) -> Self {
        let orientation = exif.and_then(|exif| exif.orientation).unwrap_or(1);
        Self {
            pixels,
            orientation,
            profile,
        }
    }
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
            colours: Colours::default(),
        })
    }

    fn limits(&self, side: usize) -> heic::Limits {
        heic::Limits {
            side,
            pixels: PIXELS,
            memory: self.memory,
        }
    }

    /// The copy of the picture at `path` whose longer side has at most `side` pixels, right side up; of a paper this page.
    pub(crate) fn picture(&mut self, path: &Path, side: u32, page: u32) -> Result<Picture, FileError> {
        let side = usize::try_from(side.max(1)).map_err(undecodable)?;
        let picked = self.pick(path, side, page)?;
        let mut reduced = self.reduced(picked.pixels, side)?;
        if let Some(profile) = &picked.profile {
            self.colours.make_srgb(&mut reduced, profile);
        }
        let upright = upright(reduced, picked.orientation);
        let picture = self.compressed(&upright)?;
        let measures = (side <= look::SIDE).then(|| look::measure(&upright));
        Ok(Picture { measures, ..picture })
    }

    /// The pixels of a still picture in memory, reduced.
    pub(crate) fn of_bytes(
        &mut self,
        content: &[u8],
        extension: &str,
        side: usize,
    ) -> Result<Pixels, FileError> {
        let path = Path::new("");
        let format = detect(&mut Bytes::new(path, content, content.len() as u64), extension);
        // What an installed ffmpeg would be asked for has no file here.
        if format == Format::Avif {
            return Err(FileError::new("unsupported", "no file"));
        }
        let picked = self.still(format, path, content.to_vec(), side, 0)?;
        let reduced = self.reduced(picked.pixels, side)?;
        Ok(upright(reduced, picked.orientation))
    }

    /// Pixels of a file, at least as many as wanted where it has them.
    fn pick(&mut self, path: &Path, side: usize, page: u32) -> Result<Picked, FileError> {
        let unreadable = |error| FileError::of_io(path, &error);
        let mut file = open(path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        let mut content = Vec::new();
        file.by_ref()
            .take(HEAD)
            .read_to_end(&mut content)
            .map_err(unreadable)?;
        let extension = path.extension().unwrap_or_default();
        let extension = extension.to_string_lossy().to_lowercase();
        let format = detect(&mut Bytes::new(path, &content, length), &extension);
        // Films are long: only what one picture needs is read of them.
        if format.kind() == Kind::Video {
            return self.film(format, &mut Bytes::new(path, &content, length), path, side);
        }
        // Pixels need room beside the file.
        let most = self.memory / 2;
        if length > most {
            let message = format!("{length} bytes, of at most {most}");
            return Err(FileError::new("too_large", message));
        }
        let rest = length.saturating_sub(content.len() as u64);
        reserve(&mut content, usize::try_from(rest).map_err(undecodable)?)?;
        file.take(most).read_to_end(&mut content).map_err(unreadable)?;
        self.still(format, path, content, side, page)
    }

    fn still(
        &mut self,
        format: Format,
        path: &Path,
        content: Vec<u8>,
        side: usize,
        page: u32,
    ) -> Result<Picked, FileError> {
        let mut bytes = Bytes::new(path, &content, content.len() as u64);
        match format {
            Format::Jpeg => self.jpeg(&content, side),
            Format::Png => self.other(&content, ImageFormat::Png, raster::png(&mut bytes).exif),
            Format::WebP => self.other(&content, ImageFormat::WebP, raster::webp(&mut bytes).exif),
            Format::Tiff => {
                let end = bytes.len();
                self.other(&content, ImageFormat::Tiff, exif::read(&mut bytes, 0, end))
            }
            Format::Gif => self.other(&content, ImageFormat::Gif, None),
            Format::Bmp => self.other(&content, ImageFormat::Bmp, None),
            Format::Heic | Format::Heif => match heic::decode(&content, self.limits(side)) {
                Err(error) if error.code == "unsupported" => self.elsewhere(path, side).or(Err(error)),
                decoded => decoded,
            },
            Format::Avif => self.elsewhere(path, side),
            Format::Psd => self.photoshop(&content, side),
            format if format.is_raw() => self.raw(format, &mut bytes, &content, side),
            Format::Pdf | Format::Ofd => {
                let page = page::draw(format, content, page, side, self.memory)?;
                Ok(Picked::of(page, None, None))
            }
            Format::Empty => Err(FileError::new("empty", "the file has no bytes")),
            format => {
                let message = format!("no decoder for {}", format.name());
                Err(FileError::new("unsupported", message))
            }
        }
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

    /// PNG, WebP, TIFF, GIF and BMP, with alpha laid on white.
    fn other(&self, content: &[u8], format: ImageFormat, exif: Option<Exif>) -> Result<Picked, FileError> {
        let mut limits = Limits::default();
        limits.max_alloc = Some(self.memory / 2);
        let mut reader = ImageReader::with_format(Cursor::new(content), format);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(of_image)?;
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
        // A profile that can't be read leaves the picture as it is.
        let profile = decoder.icc_profile().ok().flatten();
        let image = DynamicImage::from_decoder(decoder).map_err(of_image)?;
        let rgb = if image.color().has_alpha() {
            on_white(image.into_rgba8().as_raw())
        } else {
            image.into_rgb8().into_raw()
        };
        let pixels = Pixels {
            width: width as usize,
            height: height as usize,
            rgb,
        };
        Ok(Picked::of(pixels, profile, exif.as_ref()))
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
pub(crate) fn room(bytes: usize) -> Result<Vec<u8>, FileError> {
    let mut buffer = Vec::new();
    reserve(&mut buffer, bytes)?;
    Ok(buffer)
}

fn reserve(buffer: &mut Vec<u8>, more: usize) -> Result<(), FileError> {
    let full = |error: std::collections::TryReserveError| FileError::new("out_of_memory", error.to_string());
    buffer.try_reserve_exact(more).map_err(full)
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

/// RGBA laid on white.
pub(crate) fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        if let [colour @ .., alpha] = pixel {
            let alpha = u32::from(*alpha);
            for value in colour {
                let mixed = (u32::from(*value) * alpha + 255 * (255 - alpha) + 127) / 255;
                rgb.push(u8::try_from(mixed).unwrap_or(u8::MAX));
            }
        }
    }
    rgb
}
