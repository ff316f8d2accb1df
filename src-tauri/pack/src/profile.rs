//! 导出方案: what a pack holds and how it is cut, as a small JSON file that can be handed on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The plan that is meant when a person names none on the page.
pub const WHOLE: &str = "完整归档";
/// The plan for a printer and boxes.
pub const BOXED: &str = "打印装盒";
/// The plan for a portal that takes files by indicator.
pub const PORTAL: &str = "网上申报";
/// Smallest limit of a picture that still shows something.
const SMALLEST_PICTURE: u64 = 20_000;
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
    /// How pictures are copied; absent: files go in as they are.
    pub copies: Option<Copies>,
    /// One folder for each indicator, with all that proves it: a file that proves two lies in both.
    pub per_indicator: bool,
    /// Only what was linked to something that the indicator asks for, where anything was.
    pub wanted_only: bool,
    /// Folders named by code, files by number.
    pub short_names: bool,
    /// SM3 sums (GB/T 32905) in a tag file of their own.
    pub sm3: bool,
    /// Entries and links as Parquet files beside the pack.
    pub parquet: bool,
}

/// How pictures are copied on their way into a pack; originals stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Copies {
    /// Most pixels of the longer side.
    pub max_side: Option<u32>,
    /// Most bytes of a picture, as written: `2M`, `500K`.
    pub max_bytes: Option<String>,
    /// Leave out place, device and what else a camera writes beside the picture.
    pub strip: bool,
    /// Words laid over the lower right corner.
    pub watermark: Option<String>,
}

impl Copies {
    /// The most bytes of a picture.
    pub fn limit(&self) -> Result<Option<u64>, ProfileError> {
        let written = self
            .max_bytes
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let Some(text) = written else { return Ok(None) };
        let bytes = bytes_of(text).filter(|bytes| *bytes >= SMALLEST_PICTURE);
        bytes.map(Some).ok_or_else(|| ProfileError::Value {
            field: "max_bytes",
            value: text.to_owned(),
        })
    }
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
            Self {
                name: PORTAL.to_owned(),
                forms: forms(&["submission", "self_check"]),
                copies: Some(Copies {
                    max_side: Some(2_000),
                    max_bytes: Some("2M".to_owned()),
                    strip: true,
                    watermark: None,
                }),
                per_indicator: true,
                wanted_only: true,
                ..Self::default()
            },
        ]
    }

    /// What is meant where none is named: everything, with the report of the look before it (自查报告).
    pub fn unnamed() -> Self {
        Self {
            forms: vec!["self_check".to_owned()],
            ..Self::default()
        }
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
        if let Some(copies) = &self.copies {
            copies.limit()?;
            let side = copies.max_side.filter(|side| !(320..=20_000).contains(side));
            let words = copies.watermark.as_deref().map(str::trim);
            if let Some(side) = side {
                return Err(ProfileError::Value {
                    field: "max_side",
                    value: side.to_string(),
                });
            }
            if let Some(words) = words.filter(|words| words.is_empty() || words.chars().count() > 40) {
                return Err(ProfileError::Value {
                    field: "watermark",
                    value: words.to_owned(),
                });
            }
        }
        self.limit().map(drop)
    }

    /// Whether files of a day go in.
    pub fn wants_day(&self, on: Option<Date>) -> bool {
        on.is_none_or(|on| self.from.is_none_or(|from| on >= from) && self.to.is_none_or(|to| on <= to))
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
    bytes_of(text).filter(|bytes| *bytes >= SMALLEST)
}

/// A number of bytes with its unit: K, M or G, counted in thousands.
fn bytes_of(text: &str) -> Option<u64> {
    const UNITS: [(char, u64); 3] = [('G', 1_000_000_000), ('M', 1_000_000), ('K', 1_000)];
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_suffix('B').unwrap_or(&text);
    let (number, unit) = UNITS
        .iter()
        .find_map(|(letter, unit)| Some((text.strip_suffix(*letter)?, *unit)))?;
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
    digits(whole)?
        .checked_mul(unit)?
        .checked_add(thousandths * (unit / 1000))
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
        assert!(Profile::parse(b"{\"copies\":{\"max_side\":10}}").is_err());
        assert!(Profile::parse(b"{\"copies\":{\"max_bytes\":\"1K\"}}").is_err());
        assert!(Profile::parse(b"{\"copies\":{\"watermark\":\" \"}}").is_err());
        let copies = Profile::parse(b"{\"copies\":{\"max_bytes\":\"500K\"}}")
            .unwrap()
            .copies
            .unwrap();
        assert_eq!(copies.limit().unwrap(), Some(500_000));
    }
}
