//! Turning and mirroring pixels as EXIF asks (CIPA DC-008, Orientation).

/// A picture in memory: RGB, eight bits each, rows without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    /// Pixels per row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// `width * height * 3` bytes.
    pub(crate) rgb: Vec<u8>,
}

/// The picture as it shall be seen, from one stored with this orientation; other numbers than 2 to 8 change nothing.
pub(crate) fn upright(pixels: Pixels, orientation: u8) -> Pixels {
    if !(2..=8).contains(&orientation) {
        return pixels;
    }
    let (w, h) = (pixels.width, pixels.height);
    let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
    let mut rgb = Vec::with_capacity(pixels.rgb.len());
    for y in 0..height {
        for x in 0..width {
            let (from_x, from_y) = match orientation {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (y, h - 1 - x),
                7 => (w - 1 - y, h - 1 - x),
                _ => (w - 1 - y, x),
            };
            let at = (from_y * w + from_x) * 3;
            rgb.extend_from_slice(pixels.rgb.get(at..at + 3).unwrap_or(&[0; 3]));
        }
    }
    Pixels { width, height, rgb }
}
