//! Copies of material in the ledger's own folder, and captions from activities.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OperationRow, ScanError};

/// What to collect (收进台账).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct CollectArgs {
    /// Items by id or path, activities by `activity:…`.
    pub items: Vec<String>,
    /// Everything that proves an indicator; with a source, what of it does.
    pub linked: bool,
    /// Id of a source: everything in it.
    pub source: Option<String>,
}

/// What collecting would copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CollectPreview {
    /// Items without a copy.
    #[ts(type = "number")]
    pub items: u64,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Items that have one.
    #[ts(type = "number")]
    pub already: u64,
}

/// What was collected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CollectReport {
    /// Items that were copied and verified.
    #[ts(type = "number")]
    pub copied: u64,
    /// Bytes that were written.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Items whose copy was there.
    #[ts(type = "number")]
    pub already: u64,
    /// Items that could not be copied.
    pub failed: Vec<ScanError>,
}

/// Which links get the caption of their activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct CaptionFill {
    /// Id or code of an indicator; absent: the whole current checklist.
    pub indicator: Option<String>,
}

/// Captions that were filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CaptionsFilled {
    /// How many links.
    pub links: u32,
    /// The change; none where there was nothing to fill in.
    pub operation: Option<OperationRow>,
}
