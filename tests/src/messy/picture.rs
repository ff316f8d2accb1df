//! A photograph of shapes: every one unlike the others, those of a burst nearly the same.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

use super::dice::Dice;

/// How a picture is drawn and stored.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// Which shapes.
    pub(super) seed: u64,
    /// Which of a burst: the camera moved a little.
    pub(super) step: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) quality: u8,
    /// Stored in another size afterwards.
    pub(super) resized: Option<u32>,
    /// EXIF time `YYYY:MM:DD hh:mm:ss`.
    pub(super) taken: Option<String>,
}

impl Picture {
    pub(super) fn jpeg(&self) -> std::io::Result<Vec<u8>> {
        let mut picture = self.drawn();
        if let Some(width) = self.resized {
            let height = self.height * width / self.width;
            picture = image::imageops::resize(&picture, width, height, FilterType::Triangle);
        }
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, self.quality)
            .write_image(
                picture.as_raw(),
                picture.width(),
                picture.height(),
                ExtendedColorType::Rgb8,
            )
            .map_err(std::io::Error::other)?;
        let Some(taken) = &self.taken else {
            return Ok(bytes);
        };
        let (start, rest) = bytes.split_at(2);
        Ok([start, &taizhang_sample::exif::segment(taken, 1), rest].concat())
    }

    fn drawn(&self) -> RgbImage {
        let mut dice = Dice::new(self.seed);
        let mut colour = || {
            let mut part = || u8::try_from(dice.between(20, 235)).unwrap_or_default();
            Rgb([part(), part(), part()])
        };
        let (sky, ground) = (colour(), colour());
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let mut dice = Dice::new(self.seed ^ 0xabcd);
        let horizon = dice.between(height / 3, height * 2 / 3);
        let mut picture = RgbImage::from_fn(self.width, self.height, |_, y| {
            if i64::from(y) < horizon { sky } else { ground }
        });
        let shift = i64::from(self.step) * 3;
        for _ in 0..22 {
            let mut part = || u8::try_from(dice.between(0, 255)).unwrap_or_default();
            let fill = Rgb([part(), part(), part()]);
            let (x, y) = (dice.between(0, width), dice.between(0, height));
            let (w, h) = (
                dice.between(width / 14, width / 4),
                dice.between(height / 14, height / 3),
            );
            let round = dice.percent(50);
            let (from_x, to_x) = ((x - w / 2 + shift).max(0), (x + w / 2 + shift).min(width));
            for py in (y - h / 2).max(0)..(y + h / 2).min(height) {
                for px in from_x..to_x {
                    let (dx, dy) = ((px - x - shift) as f64 / w as f64, (py - y) as f64 / h as f64);
                    if !round || dx * dx + dy * dy < 0.25 {
                        picture.put_pixel(px as u32, py as u32, fill);
                    }
                }
            }
        }
        picture
    }
}
