//! Days with their origin. The kinds of date never mix: captured, written, saved, event, received.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kind::words;

words! {
    /// How exact a date is.
    Precision {
        /// To the second or better.
        Instant = "instant",
        /// A day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
    }
}

words! {
    /// Where a date was read.
    DateOrigin {
        /// EXIF DateTimeOriginal (0x9003).
        ExifOriginal = "exif_original",
        /// EXIF DateTimeDigitized (0x9004).
        ExifDigitized = "exif_digitized",
        /// TIFF DateTime (0x0132).
        ExifModified = "exif_modified",
        /// The container of a video or sound.
        Container = "container",
        /// The document's own text (落款).
        Text = "text",
        /// A property of the document.
        Property = "property",
        /// A file name that tells when it was taken.
        NameTaken = "name_taken",
        /// A file name that tells when it was saved.
        NameSaved = "name_saved",
        /// A folder's name.
        Folder = "folder",
        /// The files beside it.
        Neighbour = "neighbour",
        /// The file system's modification time: never a capture day.
        Mtime = "mtime",
    }
}

words! {
    /// What a date says of the file.
    Meaning {
        /// 拍摄
        Taken = "taken",
        /// 保存
        Saved = "saved",
        /// 修改
        Edited = "edited",
        /// 落款
        Written = "written",
    }
}

/// A date as its source wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DateFact {
    /// Wall clock as ISO 8601, cut to the precision: `2026-04-03T09:14:22`, `2026-04-03`, `2026-04`;
    /// with an offset only where the source gave one.
    pub value: String,
    /// How much of it is known.
    pub precision: Precision,
    /// Where it was read.
    pub from: DateOrigin,
    /// What it says.
    pub meaning: Meaning,
}

impl DateFact {
    /// The civil day, when the precision reaches a day.
    pub fn day(&self) -> Option<Date> {
        match self.precision {
            Precision::Instant | Precision::Day => self.value.get(..10)?.parse().ok(),
            Precision::Month | Precision::Year => None,
        }
    }
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Period {
    /// First day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub to: Date,
}

/// Why two days make no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the period ends ({to}) before it begins ({from})")]
pub struct BackwardPeriod {
    /// First day given.
    pub from: Date,
    /// Last day given.
    pub to: Date,
}

impl Period {
    /// The days `from` to `to`; an error when they are the wrong way round.
    pub fn new(from: Date, to: Date) -> Result<Self, BackwardPeriod> {
        if from <= to {
            Ok(Self { from, to })
        } else {
            Err(BackwardPeriod { from, to })
        }
    }

    /// 1 January to 31 December; `None` outside the years 1 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        let from = Date::new(year, 1, 1).ok()?;
        Some(Self {
            from,
            to: Date::new(year, 12, 31).ok()?,
        })
    }

    /// Whether the day lies inside.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}
