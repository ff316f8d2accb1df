//! Rich Text Format 1.9.1: paragraphs, tables, footnotes. Headers, footers, field codes, hidden and deleted text are
//! left out, as with docx; numbers of lists are those that the writer put there for readers without lists.

mod font;
mod state;
mod token;
mod writer;

use crate::block::Document;
use crate::error::DocumentError;
use crate::layout::lay_out_flow;
use crate::limit::{self, within};

use token::{Token, Tokens};
use writer::Writer;

/// First bytes of the format.
pub(crate) const MAGIC: &[u8] = b"{\\rtf";

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut writer = Writer::new();
    let mut depth: u64 = 0;
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => {
                depth += 1;
                within("depth", depth, limit::DEPTH)?;
                writer.open();
            }
            Token::Close => {
                depth = depth.saturating_sub(1);
                writer.close()?;
                if depth == 0 {
                    break;
                }
            }
            Token::Word(word, number) => writer.word(word, number)?,
            Token::Symbol(symbol) => writer.symbol(symbol)?,
            Token::Byte(byte) => writer.byte(byte),
        }
    }
    let mut written = writer.finish()?;
    let mut document = lay_out_flow("rtf", &written.pieces, &mut written.budget)?;
    document.properties = written.properties;
    document.pages = written.pages;
    document.beside = written.beside;
    Ok(document)
}
