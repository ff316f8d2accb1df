//! Measurements of decoded pictures: what tells look-alikes, blur, darkness, and paper from scenes.

mod cosine;
mod light;
mod lines;
mod overlay;

pub use taizhang_model::look::Measures;

use self::light::Light;
pub use self::light::SIDE;
use crate::orient::Pixels;

/// Measures an upright picture. Works on at most [`SIDE`] pixels a side, whatever its size.
pub(crate) fn measure(pixels: &Pixels) -> Measures {
    let light = Light::of(pixels);
    let sketch = light.sketch();
    let paper = light.paper();
    let (rows, columns) = lines::count(&light);
    Measures {
        phash: cosine::hashes(&sketch),
        sharpness: light.sharpness(),
        brightness: light.brightness(),
        dark: light.dark(),
        paper: paper.share,
        ink: paper.ink,
        rows,
        columns,
        overlay: overlay::hint(&light),
        sketch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize, height: usize, colour: impl Fn(usize, usize) -> [u8; 3]) -> Measures {
        let rgb = (0..width * height)
            .flat_map(|n| colour(n % width, n / width))
            .collect();
        measure(&Pixels { width, height, rgb })
    }

    /// A scene: soft colours with some edges.
    fn scene(x: usize, y: usize) -> [u8; 3] {
        let wave = |n: f64, phase: f64| (128.0 + 70.0 * (n / 37.0 + phase).sin()) as u8;
        let tree = (x / 23 + y / 31).is_multiple_of(5);
        [
            wave(x as f64, 0.3),
            wave(y as f64 * 1.3, 1.0) / if tree { 2 } else { 1 },
            wave((x + y) as f64, 2.0) / 2,
        ]
    }

    /// A sheet with a ruled table and something written in it.
    fn form(x: usize, y: usize) -> [u8; 3] {
        let ruled = (y % 20 == 10 || x % 70 == 20) && (20..300).contains(&x) && (30..230).contains(&y);
        let written = y % 20 > 15 && x % 70 > 40 && (x / 3 + y).is_multiple_of(2);
        if ruled || written {
            [60, 60, 70]
        } else {
            [232, 230, 224]
        }
    }

    #[test]
    fn a_form_is_paper_with_lines_and_a_scene_is_not() {
        let form = drawn(320, 240, form);
        assert!(form.paper > 600, "{form:?}");
        assert!((8..=12).contains(&form.rows), "{form:?}");
        assert!((3..=5).contains(&form.columns), "{form:?}");
        assert!(form.ink > 20, "{form:?}");
        let scene = drawn(320, 240, scene);
        assert!(scene.paper < 100 && scene.rows < 4, "{scene:?}");
    }

    #[test]
    fn what_is_dark_or_without_detail_shows() {
        let dark = drawn(320, 240, |x, y| scene(x, y).map(|value| value / 8));
        assert!(dark.dark > 900 && dark.brightness < 30, "{dark:?}");
        let sharp = drawn(320, 240, scene);
        assert!(sharp.dark < 100 && sharp.brightness > 80, "{sharp:?}");
        let soft = drawn(320, 240, |x, y| {
            let wave = (100.0 + 60.0 * (x as f64 / 60.0).sin() + 40.0 * (y as f64 / 45.0).cos()) as u8;
            [wave; 3]
        });
        assert!(soft.sharpness * 10 < sharp.sharpness, "{soft:?} {sharp:?}");
    }

    #[test]
    fn lettering_at_the_lower_left_is_hinted_at() {
        let marked = drawn(320, 240, |x, y| {
            let letter = (10..150).contains(&x) && (190..230).contains(&y) && x % 8 < 2 && y % 10 < 7;
            if letter {
                [255; 3]
            } else {
                scene(x, y).map(|value| value / 2)
            }
        });
        assert!(marked.overlay > 0, "{marked:?}");
        assert_eq!(drawn(320, 240, scene).overlay, 0);
        assert_eq!(drawn(320, 240, form).overlay, 0);
    }

    #[test]
    fn the_hash_outlives_another_size() {
        let (large, small) = (
            drawn(320, 240, scene),
            drawn(160, 120, |x, y| scene(2 * x, 2 * y)),
        );
        assert!((large.phash[0] ^ small.phash[0]).count_ones() <= 4);
        let other = drawn(320, 240, |x, y| scene(x + 57, y + 91));
        assert!((large.phash[0] ^ other.phash[0]).count_ones() > 12);
    }

    #[test]
    fn pictures_of_any_size_are_measured() {
        for (width, height) in [(0, 0), (1, 1), (1, 900), (900, 1), (3, 2), (1601, 7)] {
            let measures = drawn(width, height, |_, _| [200; 3]);
            assert_eq!(measures.sketch.len(), 1024, "{width}x{height}");
            assert_eq!((measures.rows, measures.columns), (0, 0));
        }
    }
}
