//! One table of commands with their arguments, results and errors: what every door offers.

pub mod command;
pub mod dto;
pub mod error;
pub mod typescript;

pub use command::{COMMANDS, Command};
pub use error::AppError;
