//! The class of the benchmarks: JPEGs of 12 to 24 megapixels, textured, each unlike the others, dated by EXIF, in folders by
//! day, as a year of a bureau's photographs lies on disk.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, Rgb, RgbImage};
use rayon::prelude::*;

/// Width and height of the three cameras.
const CAMERAS: [(u32, u32); 3] = [(4000, 3000), (4624, 3468), (6000, 4000)];
/// As large as a copy that is printed.
const COPY: (u32, u32) = (1600, 1200);
/// A camera of 50 megapixels.
const LARGE: (u32, u32) = (8688, 5792);
const TILE: u32 = 1024;

/// Makes `count` photographs below `dir`, unless as many are there already.
pub fn make(dir: &Path, count: usize) -> std::io::Result<()> {
    let mark = dir.join(format!(".made-{count}"));
    if mark.exists() {
        return Ok(());
    }
    let texture = texture();
    (0..count)
        .into_par_iter()
        .try_for_each(|n| one(dir, n, size(n), &texture))?;
    std::fs::write(mark, "")
}

/// Makes `count` photographs of 50 megapixels below `dir`, one after the other, unless as many are there already.
pub fn make_large(dir: &Path, count: usize) -> std::io::Result<()> {
    let mark = dir.join(format!(".made-{count}"));
    if mark.exists() {
        return Ok(());
    }
    let texture = texture();
    (0..count).try_for_each(|n| one(dir, n, LARGE, &texture))?;
    std::fs::write(mark, "")
}

/// Makes `count` photographs as large as a printed copy below `dir`, unless as many are there already.
pub fn make_copies(dir: &Path, count: usize) -> std::io::Result<()> {
    let mark = dir.join(format!(".made-{count}"));
    if mark.exists() {
        return Ok(());
    }
    let texture = texture();
    (0..count)
        .into_par_iter()
        .try_for_each(|n| one(dir, n, COPY, &texture))?;
    std::fs::write(mark, "")
}

fn size(n: usize) -> (u32, u32) {
    CAMERAS.get(n % CAMERAS.len()).copied().unwrap_or((4000, 3000))
}

fn one(dir: &Path, n: usize, size: (u32, u32), texture: &RgbImage) -> std::io::Result<()> {
    let (month, day) = (n / 50 + 1, n / 5 % 10 * 3 + 1);
    let folder = dir.join(format!("2026-{month:02}-{day:02} 活动"));
    std::fs::create_dir_all(&folder)?;
    let path: PathBuf = folder.join(format!("IMG_{n:04}.jpg"));
    let picture = picture(n, size, texture);
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 88);
    encoder
        .write_image(
            picture.as_raw(),
            picture.width(),
            picture.height(),
            image::ExtendedColorType::Rgb8,
        )
        .map_err(std::io::Error::other)?;
    let taken = format!(
        "2026:{month:02}:{day:02} {:02}:{:02}:{:02}",
        8 + n % 9,
        n % 60,
        n * 7 % 60
    );
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    let (start, rest) = jpeg.split_at(2);
    file.write_all(start)?;
    file.write_all(&exif(&taken))?;
    file.write_all(rest)?;
    file.flush()
}

/// Smooth noise with a fine grain: compresses like foliage and asphalt.
fn texture() -> RgbImage {
    let hash = |x: u32, y: u32| {
        let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
        h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
        f64::from((h ^ (h >> 13)) & 0xffff) / 65535.0
    };
    let smooth = |x: u32, y: u32, step: u32| {
        let (fx, fy) = (
            f64::from(x % step) / f64::from(step),
            f64::from(y % step) / f64::from(step),
        );
        let cells = TILE / step;
        let at = |dx: u32, dy: u32| hash((x / step + dx) % cells + step, (y / step + dy) % cells);
        let top = at(0, 0) * (1.0 - fx) + at(1, 0) * fx;
        let bottom = at(0, 1) * (1.0 - fx) + at(1, 1) * fx;
        top * (1.0 - fy) + bottom * fy
    };
    RgbImage::from_fn(TILE, TILE, |x, y| {
        let value =
            90.0 * smooth(x, y, 128) + 60.0 * smooth(x, y, 32) + 26.0 * smooth(x, y, 4) + 6.0 * hash(x, y);
        let shade = |k: f64| (value * k + 30.0).clamp(0.0, 255.0) as u8;
        Rgb([shade(1.0), shade(1.05), shade(0.9)])
    })
}

fn picture(n: usize, (width, height): (u32, u32), texture: &RgbImage) -> RgbImage {
    let (dx, dy) = (
        (n as u32).wrapping_mul(211) % TILE,
        (n as u32).wrapping_mul(83) % TILE,
    );
    let light = 60.0 + (n % 7) as f64 * 9.0;
    RgbImage::from_fn(width, height, |x, y| {
        let Rgb([r, g, b]) = *texture.get_pixel((x + dx) % TILE, (y + dy + x / 9) % TILE);
        let slope = (f64::from(y) / f64::from(height) * light) as u8;
        Rgb([
            r.saturating_add(slope / 2),
            g.saturating_add(slope / 3),
            b.saturating_add(slope),
        ])
    })
}

/// An APP1 segment that holds DateTimeOriginal alone: TIFF header, IFD0 with the pointer to the Exif IFD, the Exif IFD
/// (CIPA DC-008, 4.5.2 and 4.6.5).
fn exif(taken: &str) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend([1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend([1, 0, 0x03, 0x90, 2, 0, 20, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(taken.as_bytes());
    tiff.push(0);
    let length = u16::try_from(tiff.len() + 8).unwrap_or(u16::MAX).to_be_bytes();
    [&[0xff, 0xe1], &length[..], b"Exif\0\0", &tiff[..]].concat()
}
