//! The window's pages and commands over 127.0.0.1, for computers without the window's libraries and for tests.

mod desktop;
mod gate;
mod pages;
mod routes;
mod server;

pub use desktop::SystemDesktop;
pub use pages::licences;
pub use server::{Options, ServeError, Server};
