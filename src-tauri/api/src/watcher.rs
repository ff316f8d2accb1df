//! Follows changes of the sources while a window or a browser is open.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;

use taizhang_ledger::{Ledger, Progress};

/// A thread that follows changes.
#[derive(Debug)]
pub(crate) struct Watcher {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

struct Flag(Arc<AtomicBool>);

impl Progress for Flag {
    fn at(&self, _: &'static str, _: u64, _: u64, _: &'static str, _: &str) {}

    fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Watcher {
    /// Begins; `None` when the system gives no thread. `revision` grows with every batch that found something.
    pub(crate) fn start(ledger: Arc<Ledger>, revision: Arc<AtomicU64>) -> Option<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Flag(stop.clone());
        let work = move || {
            // When it can't go on, the next scan that a person asks for says why.
            let _ = ledger.watch(&flag, &mut |_| {
                revision.fetch_add(1, Ordering::Relaxed);
            });
        };
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(work);
        thread.ok().map(|thread| Self { stop, thread })
    }

    /// Whether it still follows.
    pub(crate) fn runs(&self) -> bool {
        !self.thread.is_finished()
    }

    /// Ends it and waits until it has let go of the ledger.
    pub(crate) fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        // A panic there has been printed and changes nothing here.
        let _ = self.thread.join();
    }
}
