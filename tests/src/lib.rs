//! What whole-program tests share: where the built programs lie.

use std::path::PathBuf;

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
