//! Thumbnails by worker processes. This program is the tests and also the workers that they start: when its first
//! argument is `role-worker` it decodes, else it runs the tests whose names contain its first plain argument.

// Without the standard harness clippy does not know that this is a test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;
mod material;
mod worker;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use taizhang_ledger::{Access, Ledger, LedgerError, PREVIEW, Progress, Quiet, THUMB};
use taizhang_media::WorkerPool;
use taizhang_model::id::Sha256;

use material::{World, dated, jpeg};
use worker::workers;

const TESTS: [(&str, fn()); 7] = [
    (
        "a_thumbnail_is_made_once_and_kept",
        a_thumbnail_is_made_once_and_kept,
    ),
    (
        "what_cannot_be_decoded_is_tried_once",
        what_cannot_be_decoded_is_tried_once,
    ),
    (
        "a_pool_without_a_program_blames_no_file",
        a_pool_without_a_program_blames_no_file,
    ),
    (
        "a_file_that_changed_gives_no_picture",
        a_file_that_changed_gives_no_picture,
    ),
    ("all_that_is_wanting_is_made", all_that_is_wanting_is_made),
    (
        "a_stop_ends_it_and_the_rest_is_made_later",
        a_stop_ends_it_and_the_rest_is_made_later,
    ),
    (
        "a_reader_makes_what_it_cannot_keep",
        a_reader_makes_what_it_cannot_keep,
    ),
];

fn main() -> ExitCode {
    worker::run(&TESTS)
}

/// A pool that can decode nothing: what comes back was kept.
fn nobody() -> WorkerPool {
    worker::pool("没有这个程序".into())
}

fn hash(world: &World, path: &str) -> Sha256 {
    world.at(path).sha256.parse().unwrap()
}

fn size(jpeg: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(jpeg).unwrap();
    (picture.width(), picture.height())
}

fn big() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(2000, 1000, |x, y| image::Rgb([x as u8, y as u8, 7]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

fn a_thumbnail_is_made_once_and_kept() {
    let world = World::new();
    world.write("a.jpg", big());
    world.write("竖.jpg", dated(1, "2026:04:03 09:14:22"));
    world.scan();
    let a = hash(&world, "a.jpg");
    let made = world.ledger.thumb(a, THUMB, &workers()).unwrap().unwrap();
    assert_eq!(size(&made), (320, 160));
    assert_eq!(world.ledger.thumb(a, 100, &nobody()).unwrap().unwrap(), made);
    assert_eq!(world.ledger.thumb(a, PREVIEW, &nobody()).unwrap(), None);
    let preview = world.ledger.thumb(a, PREVIEW, &workers()).unwrap().unwrap();
    assert_eq!(size(&preview), (1600, 800));
    assert_eq!(
        world.ledger.thumb(a, PREVIEW, &nobody()).unwrap().unwrap(),
        preview
    );
    let upright = world
        .ledger
        .thumb(hash(&world, "竖.jpg"), THUMB, &workers())
        .unwrap();
    assert_eq!(size(&upright.unwrap()), (32, 48));
    assert_eq!(
        world.ledger.thumb(Sha256([0; 32]), THUMB, &workers()).unwrap(),
        None
    );
    std::fs::remove_file(world.root.join("a.jpg")).unwrap();
    world.scan();
    assert_eq!(world.ledger.thumb(a, THUMB, &nobody()).unwrap().unwrap(), made);
}

fn what_cannot_be_decoded_is_tried_once() {
    let world = World::new();
    let mut broken = jpeg(1);
    broken.truncate(200);
    world.write("坏.jpg", broken);
    world.write("方案.txt", "方案");
    world.scan();
    assert!(world.at("坏.jpg").thumb);
    assert!(!world.at("方案.txt").thumb);
    let errors = world.ledger.make_thumbs(&workers(), &Quiet).unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].path, "坏.jpg");
    let item = world.at("坏.jpg");
    assert!(!item.thumb);
    assert!(item.error.is_some());
    assert_eq!(world.ledger.facets().unwrap().errors, 1);
    assert_eq!(world.ledger.make_thumbs(&nobody(), &Quiet).unwrap(), []);
    assert_eq!(
        world
            .ledger
            .thumb(hash(&world, "坏.jpg"), THUMB, &nobody())
            .unwrap(),
        None
    );
}

fn a_pool_without_a_program_blames_no_file() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.scan();
    let errors = world.ledger.make_thumbs(&nobody(), &Quiet).unwrap();
    assert_eq!(errors[0].code, "no_worker");
    assert_eq!((world.at("a.jpg").thumb, world.at("a.jpg").error), (true, None));
    assert_eq!(world.ledger.make_thumbs(&workers(), &Quiet).unwrap(), []);
}

fn a_file_that_changed_gives_no_picture() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.scan();
    let old = hash(&world, "a.jpg");
    world.write("a.jpg", big());
    assert_eq!(world.ledger.thumb(old, THUMB, &workers()).unwrap(), None);
    world.scan();
    assert!(
        world
            .ledger
            .thumb(hash(&world, "a.jpg"), THUMB, &workers())
            .unwrap()
            .is_some()
    );
}

fn all_that_is_wanting_is_made() {
    let world = World::new();
    for n in 0..30 {
        world.write(&format!("{n}.jpg"), jpeg(n));
        world.write(&format!("又一份/{n}.jpg"), jpeg(n));
    }
    world.scan();
    let (ledger, workers) = (&world.ledger, workers());
    std::thread::scope(|scope| {
        let ahead = scope.spawn(|| ledger.make_thumbs(&workers, &Quiet).unwrap());
        // What is asked for meanwhile comes between.
        for n in (0..30).rev() {
            let wanted = hash(&world, &format!("{n}.jpg"));
            assert!(ledger.thumb(wanted, THUMB, &workers).unwrap().is_some(), "{n}");
        }
        assert_eq!(ahead.join().unwrap(), []);
    });
    for item in world.items() {
        assert!(
            ledger
                .thumb(item.sha256.parse().unwrap(), THUMB, &nobody())
                .unwrap()
                .is_some()
        );
    }
    // Thumbnails may be deleted at any time.
    let at = ledger.dir().to_owned();
    let World { dir, ledger, .. } = world;
    ledger.close().unwrap();
    std::fs::remove_file(at.join("cache/thumbs.sqlite")).unwrap();
    let ledger = Ledger::open(&at, Access::Write, common::around("小王")).unwrap();
    assert_eq!(ledger.make_thumbs(&workers, &Quiet).unwrap(), []);
    let any = material::items(&ledger)[0].sha256.parse().unwrap();
    assert!(ledger.thumb(any, THUMB, &nobody()).unwrap().is_some());
    drop(dir);
}

/// Stops once three are done.
struct StopAtThree(AtomicU64, Mutex<Vec<(u64, u64)>>);

impl Progress for StopAtThree {
    fn at(&self, step: &'static str, done: u64, total: u64, unit: &'static str, _: &str) {
        assert_eq!((step, unit), ("thumbs", "files"));
        self.0.store(done, Ordering::SeqCst);
        self.1.lock().unwrap().push((done, total));
    }

    fn stopped(&self) -> bool {
        self.0.load(Ordering::SeqCst) >= 3
    }
}

fn a_stop_ends_it_and_the_rest_is_made_later() {
    let world = World::new();
    for n in 0..400 {
        world.write(&format!("{n}.jpg"), jpeg(n));
    }
    world.scan();
    let stop = StopAtThree(AtomicU64::new(0), Mutex::default());
    let stopped = world.ledger.make_thumbs(&workers(), &stop);
    assert!(matches!(stopped, Err(LedgerError::Cancelled)), "{stopped:?}");
    assert!(stop.1.lock().unwrap().iter().all(|(_, total)| *total == 400));
    assert_eq!(world.ledger.make_thumbs(&workers(), &Quiet).unwrap(), []);
    let again = StopAtThree(AtomicU64::new(0), Mutex::default());
    assert_eq!(world.ledger.make_thumbs(&nobody(), &again).unwrap(), []);
}

fn a_reader_makes_what_it_cannot_keep() {
    let world = World::new();
    world.write("a.jpg", jpeg(1));
    world.scan();
    let a = hash(&world, "a.jpg");
    let reader = Ledger::open(world.ledger.dir(), Access::Read, common::around("小李")).unwrap();
    assert!(reader.thumb(a, THUMB, &workers()).unwrap().is_some());
    assert_eq!(reader.thumb(a, THUMB, &nobody()).unwrap(), None);
    assert!(matches!(
        reader.make_thumbs(&workers(), &Quiet),
        Err(LedgerError::ReadOnly { .. })
    ));
    let made = world.ledger.thumb(a, THUMB, &workers()).unwrap();
    assert_eq!(reader.thumb(a, THUMB, &nobody()).unwrap(), made);
}
