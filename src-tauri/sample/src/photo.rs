//! A drawing as the photograph of a camera: pixels, JPEG, EXIF.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, RgbImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::scene::{HEIGHT, WIDTH};
use crate::{SampleError, drawing, exif};

/// How the camera was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Landscape.
    Level,
    /// Portrait, stored upright.
    Upright,
    /// Portrait, stored lying on its side with EXIF orientation 6.
    Turned,
}

/// Pixels of a part of an SVG drawing, `scale` pixels to a unit.
pub(crate) fn pixels(what: &str, svg: &str, hold: Hold, scale: f32) -> Result<RgbImage, SampleError> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).map_err(|e| drawing(what, e))?;
    let (left, width) = if hold == Hold::Level {
        (0.0, WIDTH)
    } else {
        (WIDTH * 0.22, HEIGHT * 0.75)
    };
    let size = |length: f64| (length * f64::from(scale)).round() as u32;
    let mut map = Pixmap::new(size(width), size(HEIGHT)).ok_or_else(|| drawing(what, "no pixels"))?;
    let place = Transform::from_scale(scale, scale).pre_translate(-left as f32, 0.0);
    resvg::render(&tree, place, &mut map.as_mut());
    let rgb: Vec<u8> = map
        .pixels()
        .iter()
        .flat_map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    let picture =
        RgbImage::from_raw(map.width(), map.height(), rgb).ok_or_else(|| drawing(what, "too few pixels"))?;
    Ok(if hold == Hold::Turned {
        image::imageops::rotate270(&picture)
    } else {
        picture
    })
}

/// A JPEG of these pixels; `taken` gives it EXIF.
pub(crate) fn jpeg(
    what: &str,
    picture: &RgbImage,
    taken: Option<&str>,
    hold: Hold,
) -> Result<Vec<u8>, SampleError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 86)
        .write_image(
            picture.as_raw(),
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgb8,
        )
        .map_err(|e| drawing(what, e))?;
    let Some(taken) = taken else { return Ok(bytes) };
    let orientation = if hold == Hold::Turned { 6 } else { 1 };
    let (start, rest) = bytes.split_at(2);
    Ok([start, &exif::segment(taken, orientation), rest].concat())
}
