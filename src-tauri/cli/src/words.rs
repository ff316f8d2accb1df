//! Words that the command line knows by itself.

use taizhang_api::dto::Kind;

/// Names of all kinds.
pub fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.as_str()).collect()
}
