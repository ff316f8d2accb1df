//! Why a document could not be read.

/// Why a document could not be read. No variant carries a path: the caller knows it.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// No reader for this format.
    #[error("no reader for {format}")]
    Unsupported {
        /// What the bytes look like.
        format: String,
    },
    /// The bytes are not what their name says.
    #[error("not a {wanted}: {detail}")]
    Malformed {
        /// The format that was tried.
        wanted: String,
        /// The reader's reason.
        detail: String,
    },
    /// Locked with a password.
    #[error("{format} locked with a password")]
    Encrypted {
        /// What the bytes look like.
        format: String,
    },
    /// More cells, entries or bytes than the limits allow.
    #[error("too large: {what} over {limit}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit.
        limit: u64,
    },
}
