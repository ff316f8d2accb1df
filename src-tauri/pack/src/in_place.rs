//! The last step of every file that is made: from its `.part` to its own name.

use std::io;
use std::path::Path;
use std::time::Duration;

/// How long is waited before each further try: three seconds in all.
const WAITS: [u64; 6] = [20, 50, 130, 300, 800, 1700];

/// Renames `part` to `out`, in the place of what is there. On Windows a virus scanner may hold a new file for a
/// moment: there it is tried again for three seconds.
pub fn put_in_place(part: &Path, out: &Path) -> io::Result<()> {
    patiently(|| std::fs::rename(part, out), is_held)
}

/// Removes `part` where what should have put it in its place failed, and hands the outcome on. That the part may stay (a stick that
/// was pulled out, a folder that became read-only) is not told: why the writing ended is, and the next try writes over it.
pub fn clear_failed<T, E>(part: &Path, outcome: Result<T, E>) -> Result<T, E> {
    if outcome.is_err() {
        let _ = std::fs::remove_file(part);
    }
    outcome
}

fn patiently(
    mut attempt: impl FnMut() -> io::Result<()>,
    may_pass: impl Fn(&io::Error) -> bool,
) -> io::Result<()> {
    for wait in WAITS {
        match attempt() {
            Err(error) if may_pass(&error) => std::thread::sleep(Duration::from_millis(wait)),
            done => return done,
        }
    }
    attempt()
}

/// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION` (winerror.h).
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_failure_goes_and_its_reason_stays() {
        let dir = tempfile::tempdir().unwrap();
        let part = dir.path().join("a.zip.part");
        std::fs::write(&part, "1").unwrap();
        assert_eq!(clear_failed(&part, Ok::<_, &str>(1)), Ok(1));
        assert!(part.exists());
        assert_eq!(clear_failed(&part, Err::<u8, _>("full")), Err("full"));
        assert!(!part.exists());
        assert_eq!(clear_failed(&part, Err::<u8, _>("full")), Err("full"));
    }

    #[test]
    fn what_is_held_for_a_moment_is_tried_again_and_other_errors_are_told_at_once() {
        let mut tries = 0;
        let done = patiently(
            || {
                tries += 1;
                if tries < 3 {
                    Err(io::Error::from_raw_os_error(32))
                } else {
                    Ok(())
                }
            },
            |error| error.raw_os_error() == Some(32),
        );
        assert!(done.is_ok());
        assert_eq!(tries, 3);

        let mut tries = 0;
        let failed = patiently(
            || {
                tries += 1;
                Err(io::Error::from_raw_os_error(2))
            },
            |error| error.raw_os_error() == Some(32),
        );
        assert_eq!((failed.unwrap_err().raw_os_error(), tries), (Some(2), 1));
    }

    #[test]
    fn it_takes_the_place_of_what_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let (part, out) = (
            dir.path().join("迎检 包.zip.part"),
            dir.path().join("迎检 包.zip"),
        );
        std::fs::write(&part, "new").unwrap();
        std::fs::write(&out, "old").unwrap();
        put_in_place(&part, &out).unwrap();
        assert_eq!(std::fs::read(&out).unwrap(), b"new");
        assert!(!part.exists());
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_a_scanner_holds_for_a_moment_gets_its_name() {
        use std::os::windows::fs::OpenOptionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (part, out) = (dir.path().join("a.part"), dir.path().join("a"));
        std::fs::write(&part, "new").unwrap();
        let held = std::fs::OpenOptions::new()
            .read(true)
            .share_mode(0x1)
            .open(&part)
            .unwrap();
        let scanner = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(held);
        });
        put_in_place(&part, &out).unwrap();
        scanner.join().unwrap();
        assert_eq!(std::fs::read(&out).unwrap(), b"new");
    }
}
