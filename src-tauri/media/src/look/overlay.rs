//! A hint of lettering laid over a photo, as watermark cameras (水印相机) write time and place.

use super::light::{Light, thousandths};

/// Lettering is nearly white …
const WHITE: u8 = 225;
/// … and what lies right beside it is darker by so much.
const EDGE: u8 = 60;
/// Least share of strokes in the lower part that counts, in thousandths.
const LEAST: u16 = 15;

/// How many more thousandths of light strokes the lower left or lower part has than the upper one; 0 where these are few, or
/// not clearly more: signs and banners hang anywhere.
pub(super) fn hint(light: &Light) -> u16 {
    let (half, low) = (light.width / 2, light.height * 3 / 5);
    let left = strokes(light, (0, half), (low, light.height));
    let right = strokes(light, (half, light.width), (low, light.height));
    let above = strokes(light, (0, light.width), (0, low));
    let most = left.max(right);
    if most < LEAST || most < above.saturating_mul(3) {
        return 0;
    }
    most - above
}

/// Share of thin light strokes on dark within an area.
fn strokes(light: &Light, across: (usize, usize), down: (usize, usize)) -> u16 {
    const REACH: usize = 3;
    let is_stroke = |x: usize, y: usize| {
        let here = light.at(x, y);
        here >= WHITE
            && x >= REACH
            && light.at(x - REACH, y).saturating_add(EDGE) < here
            && light.at(x + REACH, y).saturating_add(EDGE) < here
    };
    let count = (down.0..down.1)
        .flat_map(|y| (across.0..across.1).map(move |x| (x, y)))
        .filter(|(x, y)| is_stroke(*x, *y))
        .count();
    thousandths(count, (across.1 - across.0) * (down.1 - down.0))
}
