//! One reader per format: the bytes of a document to blocks, tables and text. Nothing is interpreted.

pub mod block;
pub mod error;
mod read;

pub use block::{Block, Cell, Document, Paragraph, Table};
pub use error::DocumentError;
pub use read::read;
