//! The one error that a door shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened, which file, what is safe, what to do. Sentences come from `assets/messages/errors.*.json` by
/// `code`; pages make their own from the same catalogue in the language they show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code}: {message}")]
pub struct AppError {
    /// Stable name.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What is safe and what to do next.
    pub hint: String,
    /// Values of the sentence: `path`, `holder`, `detail`…
    pub context: BTreeMap<String, String>,
}
