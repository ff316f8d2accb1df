//! Decoding in worker processes. This program is the tests and also the workers that they start: when its first
//! argument names a role it plays that role, else it runs the tests whose names contain its first plain argument.

// Without the standard harness clippy does not know that this is a test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod pictures;

use std::io::Read;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pictures::{Quarters, jpeg, jpeg_of_inks, ofd, oriented, pdf, png, png_claiming, progressive};
use taizhang_media::{CopyWish, FileError, Picture, WorkerPool, WorkerSettings, run_worker};

const MEMORY: u64 = 1 << 30;
const SIDE: u32 = 320;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let memory = || arguments.last().unwrap().parse().unwrap();
    match arguments.first().map(String::as_str) {
        Some("role-worker") => run_worker(memory()).unwrap(),
        Some("role-sleeper") => std::thread::sleep(Duration::from_secs(600)),
        Some("role-aborter") => abort_on_request(),
        Some("role-babbler") => print!("this is no answer to any request"),
        Some("role-first-aborts") => {
            let mark = Path::new(&arguments[1]);
            if mark.exists() {
                run_worker(memory()).unwrap();
            } else {
                std::fs::write(mark, "").unwrap();
                abort_on_request();
            }
        }
        _ => return run_tests(&arguments),
    }
    ExitCode::SUCCESS
}

fn abort_on_request() {
    std::io::stdin().read_exact(&mut [0; 1]).unwrap();
    std::process::abort();
}

fn run_tests(arguments: &[String]) -> ExitCode {
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

const TESTS: [(&str, fn()); 22] = [
    (
        "a_copy_to_hand_on_keeps_to_its_limits",
        a_copy_to_hand_on_keeps_to_its_limits,
    ),
    (
        "a_copy_that_fits_loses_only_what_it_tells",
        a_copy_that_fits_loses_only_what_it_tells,
    ),
    (
        "all_eight_orientations_come_out_upright",
        all_eight_orientations_come_out_upright,
    ),
    (
        "a_copy_is_never_larger_than_its_picture",
        a_copy_is_never_larger_than_its_picture,
    ),
    (
        "a_large_picture_keeps_its_proportions",
        a_large_picture_keeps_its_proportions,
    ),
    ("alpha_is_laid_on_white", alpha_is_laid_on_white),
    (
        "a_picture_in_inks_is_not_inverted",
        a_picture_in_inks_is_not_inverted,
    ),
    (
        "content_counts_not_the_extension",
        content_counts_not_the_extension,
    ),
    (
        "the_first_page_of_a_pdf_is_its_picture",
        the_first_page_of_a_pdf_is_its_picture,
    ),
    ("each_page_of_a_pdf_can_be_drawn", each_page_of_a_pdf_can_be_drawn),
    (
        "the_first_page_of_an_ofd_is_its_picture",
        the_first_page_of_an_ofd_is_its_picture,
    ),
    ("metadata_does_not_pass", metadata_does_not_pass),
    (
        "a_truncated_picture_gives_the_part_that_is_there",
        a_truncated_picture_gives_the_part_that_is_there,
    ),
    (
        "what_is_no_picture_is_an_error_with_its_code",
        what_is_no_picture_is_an_error_with_its_code,
    ),
    (
        "a_huge_claim_is_refused_by_the_header",
        a_huge_claim_is_refused_by_the_header,
    ),
    (
        "the_memory_cap_holds_and_the_worker_lives_on",
        the_memory_cap_holds_and_the_worker_lives_on,
    ),
    (
        "changed_bytes_never_end_a_worker",
        changed_bytes_never_end_a_worker,
    ),
    (
        "a_worker_that_never_answers_is_late",
        a_worker_that_never_answers_is_late,
    ),
    ("a_dead_worker_costs_one_file", a_dead_worker_costs_one_file),
    (
        "a_program_that_is_no_worker_is_an_error",
        a_program_that_is_no_worker_is_an_error,
    ),
    (
        "several_threads_share_the_workers",
        several_threads_share_the_workers,
    ),
    (
        "workers_end_with_the_pool_and_with_their_parent",
        workers_end_with_the_pool_and_with_their_parent,
    ),
];

fn settings(role: &[&str]) -> WorkerSettings {
    WorkerSettings {
        program: std::env::current_exe().unwrap(),
        arguments: role.iter().map(|&word| word.to_owned()).collect(),
        count: 2,
        deadline: Duration::from_secs(20),
        memory: MEMORY,
    }
}

fn pool() -> WorkerPool {
    WorkerPool::new(settings(&["role-worker"]))
}

/// A folder with one file in it.
fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

fn copy(content: &[u8], side: u32) -> Result<Picture, FileError> {
    let (_folder, path) = file("照片 😀.jpg", content);
    pool().picture(&path, side)
}

fn code(content: &[u8]) -> String {
    copy(content, SIDE).unwrap_err().code
}

fn pixels(picture: &Picture) -> image::RgbImage {
    let pixels = turbojpeg::decompress(&picture.jpeg, turbojpeg::PixelFormat::RGB).unwrap();
    assert_eq!(
        (pixels.width, pixels.height),
        (picture.width as usize, picture.height as usize)
    );
    image::RgbImage::from_raw(picture.width, picture.height, pixels.pixels).unwrap()
}

/// The folders in /proc of the processes that this one started.
#[cfg(target_os = "linux")]
fn children() -> Vec<PathBuf> {
    let mine = format!("PPid:\t{}\n", std::process::id());
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    processes
        .map(|process| process.path())
        .filter(|process| {
            let status = std::fs::read_to_string(process.join("status")).unwrap_or_default();
            status.contains(&mine)
        })
        .collect()
}

fn all_eight_orientations_come_out_upright() {
    let pool = pool();
    for orientation in 1..=8 {
        let (_folder, path) = file("a.jpg", &oriented(orientation));
        let picture = pool.picture(&path, 80).unwrap();
        assert_eq!(
            (picture.width, picture.height),
            (80, 60),
            "orientation {orientation}"
        );
        assert_eq!(
            Quarters::of(&pixels(&picture)),
            Quarters::UPRIGHT,
            "orientation {orientation}"
        );
    }
}

fn a_copy_is_never_larger_than_its_picture() {
    let picture = copy(&jpeg(120, 90), SIDE).unwrap();
    assert_eq!((picture.width, picture.height), (120, 90));
    let line = copy(&png(3000, 1, 255), SIDE).unwrap();
    assert_eq!((line.width, line.height), (320, 1));
}

fn a_large_picture_keeps_its_proportions() {
    let picture = copy(&jpeg(4000, 3000), SIDE).unwrap();
    assert_eq!((picture.width, picture.height), (320, 240));
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
    let picture = copy(&progressive(1000, 2000), SIDE).unwrap();
    assert_eq!((picture.width, picture.height), (160, 320));
}

fn handed(content: &[u8], wish: &CopyWish) -> Result<Option<Picture>, FileError> {
    let (_folder, path) = file("照片.jpg", content);
    pool().copy(&path, wish)
}

fn a_copy_to_hand_on_keeps_to_its_limits() {
    let wish = CopyWish {
        side: Some(800),
        bytes: Some(30_000),
        ..CopyWish::default()
    };
    let picture = handed(&jpeg(4000, 3000), &wish).unwrap().unwrap();
    assert!(picture.jpeg.len() <= 30_000 && picture.width.max(picture.height) <= 800);
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
    let picture = handed(&png(1200, 900, 255), &wish).unwrap().unwrap();
    assert!(picture.jpeg.starts_with(b"\xff\xd8") && picture.width == 800);
    // What is as wished is not touched.
    assert_eq!(handed(&jpeg(640, 480), &wish).unwrap(), None);
    let tiny = CopyWish {
        bytes: Some(100),
        ..CopyWish::default()
    };
    assert_eq!(handed(&jpeg(640, 480), &tiny).unwrap_err().code, "too_large");
}

fn a_copy_that_fits_loses_only_what_it_tells() {
    let wish = CopyWish {
        strip: true,
        ..CopyWish::default()
    };
    for orientation in 1..=8 {
        let original = oriented(orientation);
        let copy = handed(&original, &wish).unwrap().unwrap();
        // The turn is kept, so the copy is seen as the original is.
        let (_folder, path) = file("副本.jpg", &copy.jpeg);
        let seen = pool().picture(&path, SIDE).unwrap();
        assert_eq!(Quarters::of(&pixels(&seen)), Quarters::UPRIGHT, "{orientation}");
        let (_folder, path) = file("原件.jpg", &original);
        assert_eq!(
            pool().picture(&path, SIDE).unwrap().jpeg,
            seen.jpeg,
            "{orientation}"
        );
    }
}

fn alpha_is_laid_on_white() {
    let picture = copy(&png(64, 64, 0), SIDE).unwrap();
    assert!(
        pixels(&picture)
            .pixels()
            .all(|pixel| pixel.0.iter().all(|value| *value > 250))
    );
}

fn a_picture_in_inks_is_not_inverted() {
    let picture = copy(&jpeg_of_inks(400, 300), 200).unwrap();
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
}

fn content_counts_not_the_extension() {
    let pool = pool();
    let png = png(400, 300, 255);
    let (_folder, path) = file("a.jpg", &png);
    let picture = pool.picture(&path, 80).unwrap();
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
    let image = image::load_from_memory(&png).unwrap().into_rgb8();
    use image::ImageFormat::{Bmp, Gif, Tiff, WebP};
    for format in [Bmp, Gif, Tiff, WebP] {
        let mut content = std::io::Cursor::new(Vec::new());
        image.write_to(&mut content, format).unwrap();
        let (_folder, path) = file("a.jpg", content.get_ref());
        let picture = pool.picture(&path, 80).unwrap();
        assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT, "{format:?}");
    }
}

fn the_first_page_of_a_pdf_is_its_picture() {
    let whole = pdf(200, 100);
    let picture = copy(&whole, SIDE).unwrap();
    assert_eq!((picture.width, picture.height), (320, 160));
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
    let preview = copy(&whole, 1600).unwrap();
    assert_eq!((preview.width, preview.height), (1600, 800));
    assert_eq!(code(&whole[..20]), "undecodable");
}

fn each_page_of_a_pdf_can_be_drawn() {
    let one = String::from_utf8(pdf(200, 100)).unwrap();
    let two = one
        .replace("Kids[3 0 R]/Count 1", "Kids[3 0 R 5 0 R]/Count 2")
        .replace(
            "trailer",
            "5 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>> endobj\ntrailer",
        );
    let (_folder, path) = file("a.pdf", two.as_bytes());
    let pool = pool();
    let first = pool.page(&path, 0, SIDE).unwrap();
    assert_eq!((first.width, first.height), (320, 160));
    let second = pool.page(&path, 1, SIDE).unwrap();
    assert_eq!((second.width, second.height), (160, 320));
    assert_eq!(pool.page(&path, 2, SIDE).unwrap_err().code, "undecodable");
}

fn the_first_page_of_an_ofd_is_its_picture() {
    let whole = ofd(200, 100);
    let picture = copy(&whole, SIDE).unwrap();
    assert_eq!((picture.width, picture.height), (320, 160));
    assert_eq!(Quarters::of(&pixels(&picture)), Quarters::UPRIGHT);
    assert_eq!(code(&whole[..whole.len() / 2]), "unsupported");
}

fn metadata_does_not_pass() {
    let content = oriented(6);
    assert!(content.windows(4).any(|word| word == b"Exif"));
    let picture = copy(&content, 80).unwrap();
    assert!(!picture.jpeg.windows(4).any(|word| word == b"Exif"));
}

fn a_truncated_picture_gives_the_part_that_is_there() {
    let whole = jpeg(1600, 1200);
    let picture = copy(&whole[..whole.len() / 2], SIDE).unwrap();
    let pixels = pixels(&picture);
    assert_eq!(Quarters::colour(&pixels, 0.1, 0.1), Quarters::UPRIGHT.0[0]);
    let scan = whole.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    assert_eq!(code(&whole[..scan + 14]), "truncated");
}

fn what_is_no_picture_is_an_error_with_its_code() {
    assert_eq!(code(b""), "empty");
    assert_eq!(code(b"{\\rtf1 }"), "unsupported");
    let mut garbage = vec![0xff, 0xd8, 0xff, 0xe0];
    garbage.extend((0..5000_u32).map(|i| (i * 7919 % 256) as u8));
    assert_eq!(code(&garbage), "undecodable");
    let whole = png(400, 300, 255);
    assert_eq!(code(&whole[..whole.len() / 2]), "undecodable");
    let error = pool().picture(Path::new("no/such/file.jpg"), SIDE).unwrap_err();
    assert_eq!(error.code, "vanished");
}

fn a_huge_claim_is_refused_by_the_header() {
    assert_eq!(code(&png_claiming(60_000, 60_000)), "too_large");
    assert_eq!(code(&png_claiming(16_000, 16_000)), "out_of_memory");
}

fn the_memory_cap_holds_and_the_worker_lives_on() {
    let small = WorkerSettings {
        memory: 256 << 20,
        count: 1,
        ..settings(&["role-worker"])
    };
    let pool = WorkerPool::new(small);
    let (_folder, large) = file("large.jpg", &progressive(6000, 6000));
    assert_eq!(pool.picture(&large, SIDE).unwrap_err().code, "out_of_memory");
    let (_folder, small) = file("small.jpg", &jpeg(4000, 3000));
    assert!(pool.picture(&small, SIDE).is_ok());
    #[cfg(target_os = "linux")]
    {
        let limits = std::fs::read_to_string(children().pop().unwrap().join("limits")).unwrap();
        let space = limits
            .lines()
            .find(|line| line.starts_with("Max address space"))
            .unwrap();
        assert!(space.contains(&format!(" {} ", 256 << 20)), "{space}");
    }
}

fn changed_bytes_never_end_a_worker() {
    let pool = pool();
    let mut seed = 1_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for whole in [
        jpeg(200, 150),
        progressive(200, 150),
        jpeg_of_inks(64, 64),
        png(100, 80, 9),
        oriented(5),
        pdf(100, 80),
        ofd(100, 80),
    ] {
        for _ in 0..60 {
            let mut changed = whole.clone();
            for _ in 0..1 + random(8) {
                let place = random(changed.len());
                changed[place] = random(256) as u8;
            }
            let (_folder, path) = file("a.jpg", &changed);
            if let Err(error) = pool.picture(&path, 64) {
                assert!(
                    !["crashed", "timeout"].contains(&error.code.as_str()),
                    "{error:?}"
                );
            }
        }
    }
}

fn a_worker_that_never_answers_is_late() {
    let begin = Instant::now();
    let pool = WorkerPool::new(WorkerSettings {
        deadline: Duration::from_millis(300),
        ..settings(&["role-sleeper"])
    });
    assert_eq!(
        pool.picture(Path::new("a.jpg"), SIDE).unwrap_err().code,
        "timeout"
    );
    assert!(begin.elapsed() < Duration::from_secs(5));
}

fn a_dead_worker_costs_one_file() {
    let pool = WorkerPool::new(settings(&["role-aborter"]));
    for _ in 0..3 {
        assert_eq!(
            pool.picture(Path::new("a.jpg"), SIDE).unwrap_err().code,
            "crashed"
        );
    }
    let (folder, path) = file("a.jpg", &jpeg(400, 300));
    let mark = folder.path().join("mark");
    let pool = WorkerPool::new(settings(&["role-first-aborts", mark.to_str().unwrap()]));
    assert_eq!(pool.picture(&path, SIDE).unwrap_err().code, "crashed");
    assert!(pool.picture(&path, SIDE).is_ok());
}

fn a_program_that_is_no_worker_is_an_error() {
    let pool = WorkerPool::new(settings(&["role-babbler"]));
    assert_eq!(
        pool.picture(Path::new("a.jpg"), SIDE).unwrap_err().code,
        "crashed"
    );
    let missing = WorkerSettings {
        program: "no/such/program".into(),
        ..settings(&[])
    };
    let error = WorkerPool::new(missing)
        .picture(Path::new("a.jpg"), SIDE)
        .unwrap_err();
    assert_eq!(error.code, "no_worker");
    assert!(error.message.contains("no/such/program"), "{error:?}");
}

fn several_threads_share_the_workers() {
    let pool = pool();
    let (_folder, path) = file("a.jpg", &jpeg(800, 600));
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for _ in 0..5 {
                    pool.picture(&path, SIDE).unwrap();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(done.into_inner(), 30);
}

#[cfg(target_os = "linux")]
fn workers_end_with_the_pool_and_with_their_parent() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    assert!(children().is_empty(), "an earlier test left a worker");
    let pool = pool();
    let (_folder, path) = file("a.jpg", &jpeg(80, 60));
    pool.picture(&path, SIDE).unwrap();
    assert_eq!(children().len(), 1);
    drop(pool);
    assert!(children().is_empty());

    // A parent that is gone is seen as the end of stdin, by an idle worker and by one that hangs over a file:
    // here over a pipe that nobody writes to.
    let (folder, _) = file("a.jpg", b"");
    let pipe = folder.path().join("pipe.jpg");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [None, Some(pipe)] {
        let mut worker = Command::new(std::env::current_exe().unwrap())
            .args(["role-worker", &MEMORY.to_string()])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = worker.stdin.take().unwrap();
        if let Some(path) = path {
            let path = path.to_str().unwrap().as_bytes();
            let request = [
                &SIDE.to_le_bytes(),
                &[0; 4],
                &(path.len() as u32).to_le_bytes(),
                path,
            ]
            .concat();
            stdin.write_all(&request).unwrap();
            std::thread::sleep(Duration::from_millis(100));
        }
        drop(stdin);
        let begin = Instant::now();
        while worker.try_wait().unwrap().is_none() {
            assert!(
                begin.elapsed() < Duration::from_secs(10),
                "the worker outlived its parent"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn workers_end_with_the_pool_and_with_their_parent() {
    let pool = pool();
    let (_folder, path) = file("a.jpg", &jpeg(80, 60));
    pool.picture(&path, SIDE).unwrap();
    drop(pool);
}
