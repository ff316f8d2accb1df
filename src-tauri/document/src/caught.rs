//! Panics of libraries on damaged files that are expected and answered: they cost one file, and say nothing on the terminal.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many calls of [`caught`] this thread stands in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// What the reader gives, or `None` when it panicked. Nothing that it changed may be used then.
pub fn caught<T>(reader: impl FnOnce() -> T) -> Option<T> {
    DEPTH.set(DEPTH.get() + 1);
    let outcome = catch_unwind(AssertUnwindSafe(reader));
    DEPTH.set(DEPTH.get() - 1);
    outcome.ok()
}

/// Keeps Rust's own English lines about a panic from the terminal where [`caught`] answers it; all others are told as before. For a
/// program's beginning, once.
pub fn hush() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if DEPTH.get() == 0 {
            told(panic);
        }
    }));
}
