//! Printed forms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Prints a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct PrintArgs {
    /// Which form, by its Chinese or English name.
    #[ts(optional = false)]
    pub form: String,
    /// The file to write, `.pdf`, `.docx` or `.xlsx`; absent: a PDF in `exports/` of the ledger.
    pub out: Option<String>,
    /// Id or title of the checklist; absent: the current one.
    pub checklist: Option<String>,
    /// Code of one indicator; absent: all.
    pub indicator: Option<String>,
    /// One department; absent: all.
    pub department: Option<String>,
    /// 签到表: title or id of an activity, or an occasion; absent: an empty form.
    pub occasion: Option<String>,
    /// 照片页: 1, 2 or 4 on a page; absent: 2.
    pub per_page: Option<u32>,
    /// 照片页: captions in their six elements.
    pub elements: bool,
    /// 盒脊: width in millimetres, 20 to 50; absent: 30.
    pub width_mm: Option<f64>,
    /// Writes over a file that is there.
    pub overwrite: bool,
}

/// A form that was printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrintReport {
    /// The file.
    pub path: String,
    /// Its pages; absent for a file to edit, whose pages its program counts.
    pub pages: Option<u32>,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Pictures that could not be read: their frames are empty.
    pub pictures_missing: u32,
}

/// The forms that can be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FormList {
    /// In the order of an archive.
    pub forms: Vec<FormRow>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FormRow {
    /// Its name at every door.
    pub name: String,
    /// Its name on paper.
    pub title: String,
    /// What it can be written as: `pdf`, `docx`, `xlsx`.
    pub formats: Vec<String>,
}
