use proptest::prelude::*;
use turbojpeg::{Compressor, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp};

use super::*;

/// A picture with soft and hard edges in all colours.
fn drawn(width: usize, height: usize) -> Vec<u8> {
    let at = |n: usize| (n % width, n / width);
    let pixel = |(x, y): (usize, usize)| {
        let wave = |n: usize, phase: f64| (100.0 + 60.0 * (n as f64 / 60.0 + phase).sin()) as u8;
        let edge = if (x / 37 + y / 29) % 3 == 0 { 60 } else { 0 };
        [wave(x, 0.3), wave(y, 1.0), wave(x + y, 2.0)].map(|value| value + edge)
    };
    (0..width * height).flat_map(|n| pixel(at(n))).collect()
}

fn jpeg(width: usize, height: usize, subsamp: Subsamp, change: impl Fn(&mut Compressor)) -> Vec<u8> {
    let pixels = drawn(width, height);
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(90).unwrap();
    compressor.set_subsamp(subsamp).unwrap();
    change(&mut compressor);
    let image = Image {
        pixels: pixels.as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    compressor.compress_to_vec(image).unwrap()
}

fn by_libjpeg(content: &[u8]) -> Pixels {
    let mut decompressor = Decompressor::new().unwrap();
    let header = decompressor.read_header(content).unwrap();
    let factor = ScalingFactor::new(1, 8);
    decompressor.set_scaling_factor(factor).unwrap();
    let scaled = header.scaled(factor);
    let mut rgb = vec![0; scaled.width * scaled.height * 3];
    let image = Image {
        pixels: rgb.as_mut_slice(),
        width: scaled.width,
        pitch: scaled.width * 3,
        height: scaled.height,
        format: PixelFormat::RGB,
    };
    decompressor.decompress(content, image).unwrap();
    Pixels {
        width: scaled.width,
        height: scaled.height,
        rgb,
    }
}

/// The mean and the largest difference of two pictures of one size.
fn difference(a: &Pixels, b: &Pixels) -> (f64, u8) {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let all = || a.rgb.iter().zip(&b.rgb).map(|(a, b)| a.abs_diff(*b));
    let sum: f64 = all().map(f64::from).sum();
    (sum / a.rgb.len() as f64, all().max().unwrap_or_default())
}

#[test]
fn it_is_the_picture_that_libjpeg_makes() {
    for (width, height) in [(640, 480), (633, 471), (8, 8), (1, 1), (17, 900)] {
        for (subsamp, most) in [(Subsamp::None, 1), (Subsamp::Gray, 0)] {
            let content = jpeg(width, height, subsamp, |_| {});
            let (_, largest) = difference(&decode(&content).unwrap(), &by_libjpeg(&content));
            assert!(largest <= most, "{width} x {height} {subsamp:?}: {largest}");
        }
    }
}

#[test]
fn colours_that_were_stored_coarser_are_near() {
    for subsamp in [Subsamp::Sub2x1, Subsamp::Sub1x2, Subsamp::Sub2x2] {
        for (width, height) in [(640, 480), (633, 471)] {
            let content = jpeg(width, height, subsamp, |_| {});
            let (mean, _) = difference(&decode(&content).unwrap(), &by_libjpeg(&content));
            assert!(mean < 3.0, "{width} x {height} {subsamp:?}: {mean}");
        }
    }
}

/// The whole picture, its colours repeated over the pixels that share them.
fn whole(content: &[u8]) -> Pixels {
    let mut decompressor = Decompressor::new().unwrap();
    decompressor.set_fast_upsample(true).unwrap();
    let header = decompressor.read_header(content).unwrap();
    let (width, height) = (header.width, header.height);
    let mut rgb = vec![0; width * height * 3];
    let image = Image {
        pixels: rgb.as_mut_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    decompressor.decompress(content, image).unwrap();
    Pixels { width, height, rgb }
}

/// The mean colour of the square at a place.
fn mean(pixels: &Pixels, left: usize, top: usize, side: usize) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for y in top..top + side {
        for x in left..left + side {
            for (channel, sum) in sums.iter_mut().enumerate() {
                *sum += f64::from(pixels.rgb[(y * pixels.width + x) * 3 + channel]);
            }
        }
    }
    sums.map(|sum| sum / (side * side) as f64)
}

/// The largest difference of the mean colours of two of our pixels by two from those of the sixteen by sixteen that they
/// stand for: so many share a colour that is stored coarser.
fn apart_from_whole(content: &[u8]) -> f64 {
    let (small, large) = (decode(content).unwrap(), whole(content));
    let mut most = 0.0_f64;
    for y in 0..large.height / 16 {
        for x in 0..large.width / 16 {
            let (ours, all) = (mean(&small, x * 2, y * 2, 2), mean(&large, x * 16, y * 16, 16));
            let apart = ours.iter().zip(all).map(|(ours, all)| (ours - all).abs());
            most = apart.fold(most, f64::max);
        }
    }
    most
}

#[test]
fn each_block_has_the_mean_colour_of_the_whole_picture() {
    for subsamp in [
        Subsamp::None,
        Subsamp::Sub2x1,
        Subsamp::Sub1x2,
        Subsamp::Sub2x2,
        Subsamp::Gray,
    ] {
        for (width, height) in [(640, 480), (633, 471), (16, 16)] {
            let apart = apart_from_whole(&jpeg(width, height, subsamp, |_| {}));
            assert!(apart < 2.0, "{width} x {height} {subsamp:?}: {apart}");
        }
    }
}

#[test]
fn what_the_fuzzer_begins_with_is_read() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/jpeg");
    for name in ["colours", "coarse", "wide", "high", "grey", "codes"] {
        assert!(
            decode(&std::fs::read(seeds.join(name)).unwrap()).is_some(),
            "{name}"
        );
    }
    assert!(decode(&std::fs::read(seeds.join("progressive")).unwrap()).is_none());
}

#[test]
fn codes_made_for_the_picture_are_read_too() {
    let content = jpeg(640, 480, Subsamp::None, |compressor| {
        compressor.set_optimize(true).unwrap();
    });
    assert!(difference(&decode(&content).unwrap(), &by_libjpeg(&content)).1 <= 1);
}

#[test]
fn restarts_are_followed() {
    // A grey picture of one colour: each block is two bits for "no difference" and two for "no more".
    let plain = jpeg(64, 64, Subsamp::Gray, |_| {});
    assert!(decode(&plain).is_some());
    let scan = plain.windows(2).position(|word| word == [0xff, 0xda]).unwrap();
    let head = [&plain[..scan], &[0xff, 0xdd, 0, 4, 0, 8], &plain[scan..scan + 10]].concat();
    // Codes of the usual tables: 00 for a difference of 0, 1010 for the block's end; eight blocks, then a restart.
    let row = [
        0b0010_1000,
        0b1010_0010,
        0b1000_1010,
        0b0010_1000,
        0b1010_0010,
        0b1000_1010,
    ];
    let mut content = head;
    for n in 0..8_u8 {
        content.extend(row);
        content.extend([0xff, if n == 7 { 0xd9 } else { 0xd0 + n }]);
    }
    let pixels = decode(&content).unwrap();
    assert_eq!((pixels.width, pixels.height), (8, 8));
    assert!(pixels.rgb.iter().all(|value| *value == 128));
    let gone = content.len() - 10;
    content.drain(gone..gone + 2);
    assert!(decode(&content).is_none());
}

#[test]
fn what_is_unusual_or_damaged_is_left_to_libjpeg() {
    let progressive = jpeg(640, 480, Subsamp::Sub2x2, |compressor| {
        compressor.set_progressive(true).unwrap();
    });
    assert!(decode(&progressive).is_none());
    let whole = jpeg(640, 480, Subsamp::Sub2x2, |_| {});
    assert!(decode(&whole).is_some());
    assert!(decode(&whole[..whole.len() / 2]).is_none());
    assert!(decode(&whole[..whole.len() - 2]).is_none());
    assert!(decode(b"").is_none());
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut content = jpeg(64, 48, Subsamp::Sub2x2, |_| {});
        for (place, byte) in changes {
            let place = place.index(content.len());
            content[place] = byte;
        }
        decode(&content);
    }
}
