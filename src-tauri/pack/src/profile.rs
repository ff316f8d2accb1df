//! 导出方案: what a pack holds and how it is cut, as a small JSON file that can be handed on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The plan that is meant when a person names none on the page.
pub const WHOLE: &str = "完整归档";
/// The plan for a printer and boxes.
pub const BOXED: &str = "打印装盒";
/// Smallest volume: below it the lists of a pack would not fit.
const SMALLEST: u64 = 1_000_000;

/// Choices of an export.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// First day of the files that go in; files without a day always do.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Departments whose indicators go in; empty: all.
    pub departments: Vec<String>,
    /// Names of the printed forms that lie in the pack as PDF.
    pub forms: Vec<String>,
    /// Most bytes of a zip, as written: `4G`, `500M`.
    pub volume_size: Option<String>,
}

/// Why a file is no plan.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Not JSON of this shape.
    #[error("no export profile: {0}")]
    Shape(#[from] serde_json::Error),
    /// A value that can't be meant.
    #[error("{field} can't be {value}")]
    Value {
        /// The key.
        field: &'static str,
        /// What stands there.
        value: String,
    },
}

impl Profile {
    /// The plans that come with the program.
    pub fn built_in() -> Vec<Self> {
        let forms = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let lists = ["contents", "file_list", "submission", "self_check"];
        let boxes = ["cover", "spine", "box_note"];
        vec![
            Self {
                name: WHOLE.to_owned(),
                forms: forms(&lists),
                ..Self::default()
            },
            Self {
                name: BOXED.to_owned(),
                forms: forms(&[&lists[..], &boxes[..]].concat()),
                ..Self::default()
            },
        ]
    }

    /// Reads a plan's file.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProfileError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let profile: Self = serde_json::from_slice(bytes)?;
        profile.check()?;
        Ok(profile)
    }

    /// Refuses what can't be meant. Names of forms are known to the ledger alone.
    pub fn check(&self) -> Result<(), ProfileError> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(ProfileError::Value {
                field: "from",
                value: from.to_string(),
            });
        }
        self.limit().map(drop)
    }

    /// The most bytes of a zip.
    pub fn limit(&self) -> Result<Option<u64>, ProfileError> {
        let written = self
            .volume_size
            .as_deref()
            .map(str::trim)
            .filter(|size| !size.is_empty());
        let Some(text) = written else { return Ok(None) };
        size_of(text).map(Some).ok_or_else(|| ProfileError::Value {
            field: "volume_size",
            value: text.to_owned(),
        })
    }

    /// The file's text.
    pub fn text(&self) -> Result<String, ProfileError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.json", crate::names::clean(&self.name, 40))
    }
}

/// A size as sellers of discs and sticks count, in thousands: `4G`, `4.7GB`, `500M`. `4G` is one byte less than what FAT32
/// holds at most or less, so that it always fits.
pub fn size_of(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_suffix('B').unwrap_or(&text);
    let (number, unit) = match text.strip_suffix('G') {
        Some(number) => (number, 1_000_000_000_u64),
        None => (text.strip_suffix('M')?, 1_000_000),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    if part.is_empty() || part.len() > 3 {
        return None;
    }
    let digits = |text: &str| -> Option<u64> {
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        text.parse().ok()
    };
    let thousandths = digits(&format!("{part:0<3}"))?;
    let bytes = digits(whole)?
        .checked_mul(unit)?
        .checked_add(thousandths * (unit / 1000))?;
    (bytes >= SMALLEST).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_write_them() {
        assert_eq!(size_of("4G"), Some(4_000_000_000));
        assert_eq!(size_of("4.7gb"), Some(4_700_000_000));
        assert_eq!(size_of(" 500M "), Some(500_000_000));
        for bad in [
            "",
            "4",
            "G",
            "-4G",
            "4.G",
            "4.7123G",
            "0.5M",
            "99999999999999999G",
            "四G",
            "+4G",
        ] {
            assert_eq!(size_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        for profile in Profile::built_in() {
            assert_eq!(
                Profile::parse(profile.text().unwrap().as_bytes()).unwrap(),
                profile
            );
        }
        assert!(Profile::parse(b"{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}").is_err());
        assert!(Profile::parse(b"{\"volume_size\":\"big\"}").is_err());
        assert!(Profile::parse(b"{\"nonsense\":1}").is_err());
    }
}
