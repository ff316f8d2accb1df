//! Progress on the terminal, and Ctrl+C as a polite request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use taizhang_api::Progress;

/// What shells take for "ended by Ctrl+C".
const INTERRUPTED: i32 = 130;

/// Shows progress on standard error, when that is a terminal.
pub struct Bar {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Bar {
    /// A bar; `quiet` shows nothing. `polite`: from now on Ctrl+C asks the work to stop, and a second one ends the program.
    pub fn new(quiet: bool, polite: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            // Hides itself where standard error is no terminal.
            ProgressDrawTarget::stderr_with_hz(5)
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = "{prefix:>8} {bar:24} {pos}/{len} {eta:>4} {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let stop = Arc::new(AtomicBool::new(false));
        if polite {
            listen(stop.clone());
        }
        Self { bar, stop }
    }

    /// Takes the bar off the terminal.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn at(&self, step: &'static str, done: u64, total: u64, _: &'static str, current: &str) {
        if self.bar.prefix() != step {
            self.bar.reset_eta();
            self.bar.set_prefix(step);
        }
        self.bar.set_length(total.max(done));
        self.bar.set_position(done);
        self.bar.set_message(current.to_owned());
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Sets the flag at Ctrl+C or at the system's polite request. Where that can't be heard, these end the program at once.
fn listen(stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
            return;
        };
        while runtime.block_on(asked()) {
            if stop.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED);
            }
        }
    });
}

async fn asked() -> bool {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            return tokio::select! {
                _ = terminate.recv() => true,
                heard = tokio::signal::ctrl_c() => heard.is_ok(),
            };
        }
    }
    tokio::signal::ctrl_c().await.is_ok()
}
