//! What a door tells the program: where it runs, who acts, what day it is. Nothing here is read from the machine.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

/// The door through which the program is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The desktop window.
    Window,
    /// A browser on 127.0.0.1.
    Browser,
    /// The command line.
    Cli,
}

impl Door {
    /// Its name in `AppInfo`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Browser => "browser",
            Self::Cli => "cli",
        }
    }
}

/// A language of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// zh-CN
    Chinese,
    /// en
    English,
}

impl Language {
    /// Its tag in `Preferences`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a tag: English for `en…`, else Chinese.
    pub fn parse(tag: &str) -> Self {
        if tag.starts_with("en") {
            Self::English
        } else {
            Self::Chinese
        }
    }
}

/// What the build of a door told it.
#[derive(Debug, Clone, Copy)]
pub struct Build {
    /// Version.
    pub version: &'static str,
    /// The commit; empty outside a checkout.
    pub commit: &'static str,
    /// The target.
    pub target: &'static str,
    /// The public key of whoever publishes updates; empty where nobody does.
    pub publisher: &'static str,
}

/// Shows and opens files outside the program. Each door has its own.
pub trait Desktop: Send + Sync {
    /// Shows a file or folder in the file manager.
    fn reveal(&self, path: &Path) -> std::io::Result<()>;
    /// Opens a file in the program that the person uses for it.
    fn open(&self, path: &Path) -> std::io::Result<()>;
}

/// A door without a desktop: refuses.
#[derive(Debug, Clone, Copy)]
pub struct NoDesktop;

impl Desktop for NoDesktop {
    fn reveal(&self, _: &Path) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    fn open(&self, _: &Path) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

/// What a door tells the program.
#[derive(Clone)]
pub struct Settings {
    /// The door.
    pub door: Door,
    /// Version of the program.
    pub version: String,
    /// The commit that it was built from; empty outside a checkout.
    pub commit: String,
    /// The target that it was built for.
    pub target: String,
    /// The public key of whoever publishes updates; empty where nobody does.
    pub publisher: String,
    /// Where appearance and recent ledgers are kept; absent: nowhere.
    pub config_dir: Option<PathBuf>,
    /// Where a new ledger is proposed.
    pub documents_dir: Option<PathBuf>,
    /// Folders where the browser door's chooser begins.
    pub places: Vec<PathBuf>,
    /// The disks that are in now.
    pub disks: Arc<dyn Fn() -> Vec<PathBuf> + Send + Sync>,
    /// The program that decodes pictures (this one), started with [`crate::WORKER`] and a number.
    pub worker: PathBuf,
    /// What "today" is.
    pub today: Arc<dyn Fn() -> Date + Send + Sync>,
    /// The clock.
    pub now: Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>,
    /// Language of messages; absent: as preferred.
    pub language: Option<Language>,
    /// Who acts, unless preferences name someone.
    pub actor: String,
    /// Whether `actor` was named for this run, so that preferences do not count.
    pub actor_is_named: bool,
    /// Name of the computer.
    pub host: String,
    /// Shows and opens files.
    pub desktop: Arc<dyn Desktop>,
}
