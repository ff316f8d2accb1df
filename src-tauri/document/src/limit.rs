//! How much of a document is read: far above any real checklist, far below what hurts a small office machine.

use crate::DocumentError;

/// Bytes of the file itself.
pub const FILE_BYTES: u64 = 64 << 20;
/// Bytes of all members of a zipped document after inflating.
pub const INFLATED_BYTES: u64 = 128 << 20;
/// Members of a zipped document.
pub const MEMBERS: u64 = 20_000;
/// Sheets of a workbook.
pub const SHEETS: u64 = 200;
/// Columns of a sheet that holds something.
pub const COLUMNS: u64 = 512;
/// Cells of all sheets together, empty ones between filled ones included.
pub const CELLS: u64 = 1_000_000;
/// Pages of a PDF or an OFD.
pub const PAGES: u64 = 5_000;
/// Elements, groups or records inside each other.
pub const DEPTH: u64 = 512;
/// Lists of automatic numbering.
pub const LISTS: u64 = 50_000;
/// Bytes of text of a whole document.
pub const TEXT_BYTES: u64 = 32 << 20;

/// Refuses `found` of `what` when it is more than `limit`.
pub(crate) fn within(what: &str, found: u64, limit: u64) -> Result<(), DocumentError> {
    if found > limit {
        return Err(DocumentError::TooLarge {
            what: what.to_owned(),
            limit,
        });
    }
    Ok(())
}

/// A length as a count to compare with a limit.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
