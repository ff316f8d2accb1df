//! One table of commands with their arguments, results and errors: what every door offers.

mod app;
mod body;
pub mod command;
pub mod computer;
pub mod dto;
pub mod error;
mod fault;
mod messages;
mod received;
mod scratch;
mod settings;
mod store;
mod task;
pub mod typescript;
mod watcher;

pub use app::App;
pub use command::{COMMANDS, Command, How};
pub use error::AppError;
pub use settings::{Build, Desktop, Door, Language, NoDesktop, Settings};
pub use taizhang_ledger::{Progress, Quiet};

/// The hidden subcommand that makes this program a decoder of pictures.
pub const WORKER: &str = "decode-worker";

/// What a door does first: panics that are answered are kept from the terminal; when the program was started to decode pictures, it does
/// that until its parent ends, and says so.
pub fn decode_when_asked(
    mut arguments: impl Iterator<Item = std::ffi::OsString>,
) -> Option<std::io::Result<()>> {
    taizhang_document::hush();
    if arguments.next()? != WORKER {
        return None;
    }
    let memory = arguments.next()?.to_str()?.parse().ok()?;
    Some(taizhang_media::run_worker(memory))
}
