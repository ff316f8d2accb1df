//! One reader per format: the bytes of a document to blocks, tables and text. Nothing is interpreted.

mod archive;
mod assemble;
mod biff;
pub mod block;
mod csv;
pub mod error;
mod grid;
mod layout;
pub mod limit;
mod number;
mod ods;
pub mod ofd;
mod pdf;
mod read;
mod text;
mod workbook;

pub use block::{Block, Cell, Document, Offset, Paragraph, Properties, Table};
pub use error::DocumentError;
pub use read::read;
