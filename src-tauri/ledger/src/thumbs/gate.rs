//! What a person waits for comes before what is made ahead.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Counts requests that somebody waits for; work that is made ahead lets them pass.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    waiting: Mutex<usize>,
    free: Condvar,
}

/// A request that somebody waits for, until it is dropped.
pub(crate) struct Urgent<'a>(&'a Gate);

impl Gate {
    /// Begins a request that somebody waits for.
    pub(crate) fn urgent(&self) -> Urgent<'_> {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Urgent(self)
    }

    /// Waits until nobody waits, or until `stop`.
    pub(crate) fn pass(&self, stop: &dyn Fn() -> bool) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while *waiting > 0 && !stop() {
            waiting = self
                .free
                .wait_timeout(waiting, Duration::from_millis(50))
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

impl Drop for Urgent<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_sub(1);
        self.0.free.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn work_made_ahead_lets_requests_pass() {
        let gate = Gate::default();
        gate.pass(&|| false);
        let urgent = gate.urgent();
        let passed = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                gate.pass(&|| false);
                passed.store(true, Ordering::SeqCst);
            });
            std::thread::sleep(Duration::from_millis(120));
            assert!(!passed.load(Ordering::SeqCst));
            drop(urgent);
        });
        assert!(passed.load(Ordering::SeqCst));
    }

    #[test]
    fn a_stop_ends_the_wait() {
        let gate = Gate::default();
        let _urgent = gate.urgent();
        gate.pass(&|| true);
    }
}
