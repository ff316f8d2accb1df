//! Choosing the reader.

use crate::{Document, DocumentError};

/// Reads a document from its bytes. `name` is the file's name, used only where bytes do not tell
/// (csv from txt).
pub fn read(_bytes: &[u8], name: &str) -> Result<Document, DocumentError> {
    Err(DocumentError::Unsupported {
        format: name.to_owned(),
    })
}
