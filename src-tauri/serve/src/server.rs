//! The server's life: bound to 127.0.0.1, ended when idle or asked to.

use std::future::Future;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use taizhang_api::App;
use tokio::net::TcpListener;

use crate::gate::Gate;
use crate::routes::routes;

/// How a server runs.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Port; 0 for a free one.
    pub port: u16,
    /// Ends after so long without a request, unless long work is at hand. Open pages ask all the time.
    pub idle: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            idle: Duration::from_secs(30 * 60),
        }
    }
}

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port can't be had.
    #[error("can't listen on 127.0.0.1:{port}: {source}")]
    Bind {
        /// The port.
        port: u16,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Answering failed.
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

/// What requests share.
pub(crate) struct Shared {
    pub(crate) app: Arc<App>,
    pub(crate) gate: Gate,
    last: Mutex<Instant>,
}

impl Shared {
    pub(crate) fn touch(&self, moment: Instant) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }

    fn idle(&self) -> Duration {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

/// A server that listens but does not answer yet.
pub struct Server {
    listener: TcpListener,
    shared: Arc<Shared>,
    url: String,
    idle: Duration,
}

impl Server {
    /// Listens on 127.0.0.1 and on no other address.
    pub async fn bind(app: Arc<App>, options: Options) -> Result<Self, ServeError> {
        let refuse = |source| ServeError::Bind {
            port: options.port,
            source,
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .await
            .map_err(refuse)?;
        let port = listener.local_addr().map_err(refuse)?.port();
        let (gate, token) = Gate::new(port);
        let shared = Shared {
            app,
            gate,
            last: Mutex::new(Instant::now()),
        };
        Ok(Self {
            listener,
            shared: Arc::new(shared),
            url: format!("http://127.0.0.1:{port}/open?token={token}"),
            idle: options.idle,
        })
    }

    /// The address to open, with its one-time token.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers until nobody has asked for a while, until the system asks the program to end, or until `stop` is done.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let serving = axum::serve(self.listener, routes(self.shared.clone()));
        // Answers at hand are cut off: they are local and short, and long work is waited for by `App::close`.
        tokio::select! {
            ended = async { serving.await } => ended.map_err(ServeError::Serve),
            () = stop => Ok(()),
            () = asked_to_end() => Ok(()),
            () = idle(&self.shared, self.idle) => Ok(()),
        }
    }
}

async fn idle(shared: &Shared, limit: Duration) {
    loop {
        tokio::time::sleep((limit / 8).min(Duration::from_secs(15))).await;
        if shared.idle() >= limit && !shared.app.busy() {
            return;
        }
    }
}

/// Ctrl+C, or the system's polite request.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = interrupted() => return,
            }
        }
    }
    interrupted().await;
}

/// Where Ctrl+C can't be heard, it ends the program by itself.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
