//! One reader per format: the bytes of a document to blocks, tables and text. Nothing is interpreted.

mod archive;
mod assemble;
mod biff;
pub mod block;
mod bytes;
mod compound;
mod counting;
mod csv;
mod doc;
mod docx;
mod edges;
pub mod error;
mod field;
mod flow;
mod grid;
mod html;
mod layout;
pub mod limit;
mod list;
mod mail;
mod number;
mod ods;
pub mod ofd;
mod package;
mod pdf;
mod ppt;
mod pptx;
mod read;
mod rtf;
mod text;
mod workbook;
mod xml;

pub use block::{Block, Cell, Document, Offset, Paragraph, Properties, Table};
pub use error::DocumentError;
pub use read::read;
pub use text::is_unmarked_utf16;
