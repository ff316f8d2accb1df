//! What long work tells, and whether it should stop.

/// Told by long work, at most every 200 ms or so; asked often.
pub trait Progress: Sync {
    /// `done` of `total` (0 while unknown) in `unit` (`files` or `bytes`); `step` is `walk`, `hash`, `thumbs`, `write` or
    /// `read`; `current` is what is at hand, to show.
    fn at(&self, step: &'static str, done: u64, total: u64, unit: &'static str, current: &str);
    /// Whether the person wants to stop.
    fn stopped(&self) -> bool;
}

/// Tells nobody and never stops.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Progress for Quiet {
    fn at(&self, _: &'static str, _: u64, _: u64, _: &'static str, _: &str) {}

    fn stopped(&self) -> bool {
        false
    }
}
