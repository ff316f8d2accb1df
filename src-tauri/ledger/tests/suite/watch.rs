//! Changes are found while the program runs.

// Clippy does not know that what the tests share is a test.

use crate::common;
use crate::material;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use taizhang_ledger::{Presence, Progress, ScanReport};

use material::{World, counts};

#[derive(Default)]
struct Stop(AtomicBool);

impl Progress for Stop {
    fn at(&self, _: &'static str, _: u64, _: u64, _: &'static str, _: &str) {}

    fn stopped(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Watches while `act` runs; gives what was told.
fn watching(world: &World, act: impl FnOnce(&Mutex<Vec<ScanReport>>)) -> Vec<ScanReport> {
    let (told, stop) = (Mutex::new(Vec::new()), Stop::default());
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            world
                .ledger
                .watch(&stop, &mut |report| told.lock().unwrap().push(report.clone()))
        });
        until(|| !told.lock().unwrap().is_empty());
        act(&told);
        stop.0.store(true, Ordering::SeqCst);
        let asked = Instant::now();
        watcher.join().unwrap().unwrap();
        assert!(asked.elapsed() < Duration::from_secs(2), "it stops at once");
    });
    told.into_inner().unwrap()
}

fn until(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing was told");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn new_moved_and_deleted_files_are_told_in_batches() {
    let world = World::new();
    world.write("a.txt", "甲");
    let told = watching(&world, |told| {
        world.write("新/b.txt", "乙");
        until(|| told.lock().unwrap().len() == 2);
        std::fs::rename(world.root.join("a.txt"), world.root.join("新/c.txt")).unwrap();
        until(|| told.lock().unwrap().len() == 3);
        std::fs::remove_file(world.root.join("新/b.txt")).unwrap();
        until(|| told.lock().unwrap().len() == 4);
        // Nothing happens, and reading by the scan itself is no change.
        std::thread::sleep(Duration::from_millis(1500));
    });
    let all: Vec<String> = told.iter().map(counts).collect();
    assert_eq!(
        all,
        [
            "added 1",
            "added 1, unchanged 1",
            "moved 1, unchanged 1",
            "missing 1, unchanged 1"
        ]
    );
}

#[test]
fn sources_that_come_and_go_are_followed() {
    let world = World::new();
    world.write("a.txt", "甲");
    let second = world.dir.path().join("第二");
    let away = world.dir.path().join("拔出");
    watching(&world, |told| {
        material::write(&second.join("b.txt"), b"b");
        world.ledger.add_source(&second).unwrap();
        until(|| told.lock().unwrap().len() == 2);
        std::fs::rename(&second, &away).unwrap();
        until(|| world.at("b.txt").presence == Presence::Disconnected);
        // Long enough to see that it is gone.
        std::thread::sleep(Duration::from_millis(1500));
        material::write(&away.join("c.txt"), b"c");
        std::fs::rename(&away, &second).unwrap();
        until(|| told.lock().unwrap().len() == 3);
        material::write(&second.join("d.txt"), b"d");
        until(|| told.lock().unwrap().len() == 4);
    });
    assert_eq!(world.items().len(), 4);
}

#[test]
fn a_ledger_inside_its_source_does_not_wake_itself() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = taizhang_ledger::Ledger::create(
        &dir.path().join("台账"),
        &common::new_ledger(),
        common::around("小王"),
    )
    .unwrap();
    material::write(&dir.path().join("a.txt"), b"a");
    ledger.add_source(dir.path()).unwrap();
    let world = World {
        root: dir.path().to_owned(),
        dir,
        ledger,
    };
    let told = watching(&world, |_| {
        world.ledger.set_unit("改名").unwrap();
        std::thread::sleep(Duration::from_millis(1500));
    });
    assert_eq!(told.len(), 1);
}
