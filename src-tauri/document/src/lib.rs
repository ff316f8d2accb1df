//! One reader per format: the bytes of a document to blocks, tables and text. Nothing is interpreted.

mod archive;
mod assemble;
mod biff;
pub mod block;
mod counting;
mod csv;
mod docx;
pub mod error;
mod flow;
mod grid;
mod layout;
pub mod limit;
mod list;
mod number;
mod ods;
pub mod ofd;
mod package;
mod pdf;
mod pptx;
mod read;
mod text;
mod workbook;
mod xml;

pub use block::{Block, Cell, Document, Offset, Paragraph, Properties, Table};
pub use error::DocumentError;
pub use read::read;
