//! Brightness and colour of a picture on a normalised size.

use taizhang_model::look::SKETCH;

use crate::orient::Pixels;

/// Longest side that is measured, in pixels.
pub const SIDE: usize = 320;

/// Below this brightness a pixel is nearly black.
const BLACK: u8 = 40;
/// Most difference of the colours of a grey pixel.
const GREY: u8 = 45;

/// Brightness of each pixel (0 to 255), and how colourful it is (0 to 255).
pub(crate) struct Light {
    pub(crate) width: usize,
    pub(crate) height: usize,
    luma: Vec<u8>,
    colour: Vec<u8>,
}

/// The light area of a picture.
pub(crate) struct Paper {
    /// Thousandths of the picture.
    pub(crate) share: u16,
    /// Thousandths of the area that are dark strokes.
    pub(crate) ink: u16,
}

impl Light {
    /// Brightness of a picture, reduced by whole blocks where it is larger than [`SIDE`].
    pub(crate) fn of(pixels: &Pixels) -> Self {
        let block = pixels.width.max(pixels.height).div_ceil(SIDE).max(1);
        let (width, height) = (pixels.width / block, pixels.height / block);
        let (width, height) = (width.max(1).min(pixels.width), height.max(1).min(pixels.height));
        let mut light = Self {
            width,
            height,
            luma: Vec::with_capacity(width * height),
            colour: Vec::with_capacity(width * height),
        };
        for y in 0..height {
            for x in 0..width {
                let (luma, colour) = mean(pixels, x * block, y * block, block);
                light.luma.push(luma);
                light.colour.push(colour);
            }
        }
        light
    }

    /// Brightness at a place; black outside.
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        if x >= self.width || y >= self.height {
            return 0;
        }
        self.luma.get(y * self.width + x).copied().unwrap_or_default()
    }

    fn pixels(&self) -> usize {
        self.luma.len().max(1)
    }

    fn share(&self, count: usize) -> u16 {
        thousandths(count, self.pixels())
    }

    /// The picture stretched to a square of [`SKETCH`] rows.
    pub(crate) fn sketch(&self) -> Vec<u8> {
        let mut sketch = Vec::with_capacity(SKETCH * SKETCH);
        let columns = Shares::of(self.width);
        let rows = Shares::of(self.height);
        for row in 0..SKETCH {
            for column in 0..SKETCH {
                let mut sum = 0.0;
                let mut weight = 0.0;
                for (y, part) in rows.cell(row) {
                    for (x, other) in columns.cell(column) {
                        sum += f64::from(self.at(x, y)) * part * other;
                        weight += part * other;
                    }
                }
                sketch.push(rounded(sum / weight));
            }
        }
        sketch
    }

    /// Variance of the Laplacian.
    pub(crate) fn sharpness(&self) -> u32 {
        let (mut sum, mut squares, mut count) = (0_i64, 0_i64, 0_i64);
        for y in 1..self.height.saturating_sub(1) {
            for x in 1..self.width.saturating_sub(1) {
                let of = |x, y| i64::from(self.at(x, y));
                let curve = 4 * of(x, y) - of(x - 1, y) - of(x + 1, y) - of(x, y - 1) - of(x, y + 1);
                sum += curve;
                squares += curve * curve;
                count += 1;
            }
        }
        if count == 0 {
            return 0;
        }
        let mean = sum / count;
        u32::try_from(squares / count - mean * mean).unwrap_or_default()
    }

    /// Mean brightness.
    pub(crate) fn brightness(&self) -> u8 {
        let sum: usize = self.luma.iter().map(|luma| usize::from(*luma)).sum();
        u8::try_from(sum / self.pixels()).unwrap_or(u8::MAX)
    }

    /// Share of what is nearly black.
    pub(crate) fn dark(&self) -> u16 {
        self.share(self.luma.iter().filter(|luma| **luma < BLACK).count())
    }

    /// The light area without colour: paper is the lightest thing of a picture of it, in whatever light it lies.
    pub(crate) fn paper(&self) -> Paper {
        let white = self.percentile(95);
        let light = white - white / 4;
        let grey = |at: usize| self.colour.get(at).is_some_and(|colour| *colour <= GREY);
        // A room at night has a lightest thing too, which is no paper.
        if white < 110 {
            return Paper { share: 0, ink: 0 };
        }
        let paper = (0..self.luma.len())
            .filter(|at| grey(*at) && self.luma.get(*at).is_some_and(|luma| *luma >= light))
            .count();
        let strokes = (0..self.height)
            .flat_map(|y| (0..self.width).map(move |x| (x, y)))
            .filter(|(x, y)| self.is_stroke(*x, *y, light))
            .count();
        Paper {
            share: self.share(paper),
            ink: thousandths(strokes, paper + strokes),
        }
    }

    /// Whether a pixel is clearly darker than light ones on both sides of it, some pixels away.
    fn is_stroke(&self, x: usize, y: usize, light: u8) -> bool {
        const REACH: usize = 4;
        let here = self.at(x, y);
        if here >= light || here > light.saturating_sub(25) {
            return false;
        }
        let between = |a: u8, b: u8| a >= light && b >= light;
        between(self.at(x.wrapping_sub(REACH), y), self.at(x + REACH, y))
            || between(self.at(x, y.wrapping_sub(REACH)), self.at(x, y + REACH))
    }

    /// The brightness that so many of a hundred pixels don't exceed.
    fn percentile(&self, percent: usize) -> u8 {
        let mut counts = [0_usize; 256];
        for luma in &self.luma {
            if let Some(count) = counts.get_mut(usize::from(*luma)) {
                *count += 1;
            }
        }
        let mut rest = self.luma.len() * percent / 100;
        for (luma, count) in (0..=u8::MAX).zip(counts) {
            if count >= rest {
                return luma;
            }
            rest -= count;
        }
        u8::MAX
    }
}

/// Brightness (ITU-R BT.601) and colourfulness of a block.
fn mean(pixels: &Pixels, left: usize, top: usize, block: usize) -> (u8, u8) {
    let mut sums = [0_usize; 3];
    let mut count = 0;
    for y in top..(top + block).min(pixels.height) {
        let row = (y * pixels.width + left) * 3;
        let end = (y * pixels.width + (left + block).min(pixels.width)) * 3;
        for pixel in pixels.rgb.get(row..end).unwrap_or_default().chunks_exact(3) {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += usize::from(*value);
            }
            count += 1;
        }
    }
    let [red, green, blue] = sums.map(|sum| sum / count.max(1));
    let luma = (299 * red + 587 * green + 114 * blue + 500) / 1000;
    let colour = red.max(green).max(blue) - red.min(green).min(blue);
    let byte = |value: usize| u8::try_from(value).unwrap_or(u8::MAX);
    (byte(luma), byte(colour))
}

/// How much of each of so many pixels falls into each cell of a sketch.
struct Shares {
    pixels: usize,
}

impl Shares {
    fn of(pixels: usize) -> Self {
        Self { pixels }
    }

    /// The pixels of a cell with their parts.
    fn cell(&self, cell: usize) -> impl Iterator<Item = (usize, f64)> {
        let width = self.pixels as f64 / SKETCH as f64;
        let (from, to) = (cell as f64 * width, (cell + 1) as f64 * width);
        let last = (to.ceil() as usize).min(self.pixels).max(1);
        let first = (from.floor() as usize).min(last - 1);
        (first..last).map(move |pixel| {
            let part = to.min((pixel + 1) as f64) - from.max(pixel as f64);
            (pixel, part.max(1e-9))
        })
    }
}

/// A count as thousandths of a whole.
pub(super) fn thousandths(count: usize, whole: usize) -> u16 {
    u16::try_from(count * 1000 / whole.max(1)).unwrap_or(1000)
}

fn rounded(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
