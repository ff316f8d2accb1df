//! Pictures out of every format that holds some, by worker processes. This program is the tests and also the workers that
//! they start: when its first argument is `role-worker` it decodes.

// Without the standard harness clippy does not know that this is a test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
// Each test program uses its own part of the pictures.
#[allow(dead_code)]
mod pictures;
mod wrapped;

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::Duration;

use moxcms::ColorProfile;
use pictures::{Quarters, jpeg, upright};
use taizhang_media::{FileError, Picture, WorkerPool, WorkerSettings, run_worker};
use wrapped::{avi, cr3, dng, film, h264, heic, heic_turned, hevc, orf, psd, raf, rw2, with_profile};

const SIDE: u32 = 160;

const TESTS: [(&str, fn()); 7] = [
    ("heic_pictures_are_upright", heic_pictures_are_upright),
    ("alpha_of_heic_is_laid_on_white", alpha_of_heic_is_laid_on_white),
    ("films_show_a_picture", films_show_a_picture),
    (
        "raw_shows_what_the_camera_put_inside",
        raw_shows_what_the_camera_put_inside,
    ),
    (
        "photoshop_shows_its_merged_picture",
        photoshop_shows_its_merged_picture,
    ),
    ("wide_colours_become_srgb", wide_colours_become_srgb),
    (
        "changed_bytes_never_end_a_worker",
        changed_bytes_never_end_a_worker,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "role-worker") {
        run_worker(arguments.last().unwrap().parse().unwrap()).unwrap();
        return ExitCode::SUCCESS;
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    let mut failed = 0;
    for (name, test) in TESTS {
        if filter.is_some_and(|filter| !name.contains(filter.as_str())) {
            continue;
        }
        let passed = catch_unwind(test).is_ok();
        failed += u32::from(!passed);
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
    }
    ExitCode::from(u8::from(failed > 0))
}

fn pool() -> WorkerPool {
    WorkerPool::new(WorkerSettings {
        program: std::env::current_exe().unwrap(),
        arguments: vec!["role-worker".to_owned()],
        count: 1,
        deadline: Duration::from_secs(30),
        memory: 1 << 30,
    })
}

fn of(pool: &WorkerPool, name: &str, content: &[u8], side: u32) -> Result<Picture, FileError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    pool.picture(&path, side)
}

fn pixels(picture: &Picture) -> image::RgbImage {
    let image = image::load_from_memory(&picture.jpeg).unwrap().into_rgb8();
    assert_eq!(image.dimensions(), (picture.width, picture.height));
    image
}

#[track_caller]
fn shows_quarters(name: &str, content: &[u8]) {
    let picture = of(&pool(), name, content, SIDE).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert_eq!((picture.width, picture.height), (160, 120), "{name}");
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT, "{name}");
}

fn heic_pictures_are_upright() {
    shows_quarters("一.heic", &heic(&upright(400, 300), 3));
    // Tiles, which are reduced before they are joined.
    shows_quarters("格.heic", &heic(&upright(2400, 1800), 3));
    let turned = of(&pool(), "转.heic", &heic_turned(), SIDE).unwrap();
    assert_eq!((turned.width, turned.height), (120, 160));
    // Counter-clockwise: what was at the top right is at the top left.
    let [_, right, ..] = Quarters::UPRIGHT.0;
    assert_eq!(Quarters::colour(&pixels(&turned), 0.25, 0.25), right);
    let whole = heic(&upright(400, 300), 3);
    assert_eq!(
        of(&pool(), "半.heic", &whole[..whole.len() / 2], SIDE)
            .unwrap_err()
            .code,
        "truncated"
    );
}

fn alpha_of_heic_is_laid_on_white() {
    let picture = of(&pool(), "透明.heic", &heic(&upright(200, 150), 4), SIDE).unwrap();
    let white = |pixel: &image::Rgb<u8>| pixel.0.iter().all(|value| *value > 240);
    assert!(pixels(&picture).pixels().all(white));
}

fn films_show_a_picture() {
    let picture = jpeg(400, 300);
    shows_quarters("a.avi", &avi(&picture));
    shows_quarters("a.mov", &film(b"jpeg", &[], &picture));
    let (record, sample) = h264(400, 304);
    let shown = of(&pool(), "a.mp4", &film(b"avc1", &record, &sample), SIDE).unwrap();
    assert_eq!(Quarters::of(&pixels(&shown)), Quarters::UPRIGHT);
    let (record, sample) = hevc(&heic(&upright(400, 300), 3));
    shows_quarters("b.mp4", &film(b"hvc1", &record, &sample));
    let other = of(&pool(), "c.mp4", &film(b"mp4v", &[], b"what"), SIDE).unwrap_err();
    assert_eq!(other.code, "unsupported", "{other:?}");
}

fn raw_shows_what_the_camera_put_inside() {
    let (small, large) = (jpeg(40, 30), jpeg(400, 300));
    shows_quarters("a.dng", &dng(&small, &large));
    shows_quarters("a.orf", &orf(&large));
    shows_quarters("a.rw2", &rw2(&large));
    shows_quarters("a.raf", &raf(&large));
    shows_quarters("a.cr3", &cr3(&small, &large));
    let none = of(&pool(), "b.dng", &dng(b"", b""), SIDE).unwrap_err();
    assert_eq!(none.code, "unsupported");
}

fn photoshop_shows_its_merged_picture() {
    shows_quarters("a.psd", &psd(&upright(400, 300)));
}

fn wide_colours_become_srgb() {
    let plain = image::RgbImage::from_pixel(64, 64, image::Rgb([200, 100, 100]));
    let mut content = std::io::Cursor::new(Vec::new());
    plain.write_to(&mut content, image::ImageFormat::Jpeg).unwrap();
    let centre = |content: &[u8]| {
        pixels(&of(&pool(), "a.jpg", content, SIDE).unwrap())
            .get_pixel(32, 32)
            .0
    };
    let as_is = centre(content.get_ref());
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let [red, green, blue] = centre(&with_profile(content.get_ref(), &profile));
    assert!(
        red > as_is[0] + 6 && green + 3 < as_is[1] && blue < as_is[2],
        "{red} {green} {blue} {as_is:?}"
    );
}

fn changed_bytes_never_end_a_worker() {
    let pool = pool();
    let mut seed = 7_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let picture = jpeg(64, 48);
    let (avc, avc_sample) = h264(64, 48);
    let small = heic(&upright(96, 64), 3);
    let (hvc, hvc_sample) = hevc(&small);
    let seeds = [
        ("a.heic", small),
        ("b.heic", heic(&upright(64, 64), 4)),
        ("c.heic", heic_turned()),
        ("a.mp4", film(b"avc1", &avc, &avc_sample)),
        ("b.mp4", film(b"hvc1", &hvc, &hvc_sample)),
        ("a.avi", avi(&picture)),
        ("a.dng", dng(&picture, &picture)),
        ("a.orf", orf(&picture)),
        ("a.raf", raf(&picture)),
        ("a.cr3", cr3(&picture, &picture)),
        ("a.psd", psd(&upright(40, 30))),
    ];
    for (name, whole) in seeds {
        for _ in 0..40 {
            let mut changed = whole.clone();
            for _ in 0..1 + random(8) {
                let place = random(changed.len());
                changed[place] = random(256) as u8;
            }
            changed.truncate(changed.len() - random(2) * random(changed.len()));
            if let Err(error) = of(&pool, name, &changed, 64) {
                assert!(
                    !["crashed", "timeout"].contains(&error.code.as_str()),
                    "{name}: {error:?}"
                );
            }
        }
    }
}
