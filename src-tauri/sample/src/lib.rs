//! The sample's material (示例): a year of a bureau's photographs, papers and films, drawn and written by code, the same
//! bytes every time. It is pleasant to look at and has gaps to find.

mod activity;
pub mod exif;
mod figure;
mod film;
mod glyph;
pub mod paper;
mod photo;
mod scene;
mod script;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use taizhang_model::date::Period;

/// Why the sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The year has no calendar.
    #[error("no calendar for the year {0}")]
    Year(i16),
    /// A folder or file can't be written.
    #[error("{path}: {source}")]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A drawing or a paper could not be made: a defect of the program.
    #[error("{what}: {detail}")]
    Drawing {
        /// The file.
        what: String,
        /// The library's reason.
        detail: String,
    },
}

/// What was made, and what a ledger of it should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleInfo {
    /// 单位名称
    pub unit: String,
    /// Title of the checklist.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Date,
    /// Every file, in the order of the year.
    pub files: Vec<SampleFile>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Title of the indicator of `small-unit` that it proves; absent for what waits to be linked.
    pub indicator: Option<String>,
    /// Caption of that link.
    pub caption: Option<String>,
}

/// Writes the material into `dir`, which is made when it is not there; existing files of the same names are replaced. `told` is
/// called with files done and files in all.
pub fn make(dir: &Path, year: i16, told: &(dyn Fn(usize, usize) + Sync)) -> Result<SampleInfo, SampleError> {
    let period = Period::year(year).ok_or(SampleError::Year(year))?;
    let inspection = Date::new(year, 12, 12).map_err(|_| SampleError::Year(year))?;
    let works = script::works(year);
    let done = std::sync::atomic::AtomicUsize::new(0);
    works.par_iter().try_for_each(|work| {
        let bytes = work.make()?;
        write(dir, &work.path, &bytes)?;
        told(
            done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1,
            works.len(),
        );
        Ok(())
    })?;
    let files = works
        .into_iter()
        .map(|work| SampleFile {
            path: work.path,
            indicator: work.indicator,
            caption: work.caption,
        })
        .collect();
    let (unit, title) = (script::UNIT.to_owned(), script::TITLE.to_owned());
    Ok(SampleInfo {
        unit,
        title,
        period,
        inspection,
        files,
    })
}

fn write(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), SampleError> {
    let place = path
        .split('/')
        .fold(dir.to_owned(), |place, name| place.join(name));
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| SampleError::Io { path, source }
    };
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(io(folder))?;
    }
    std::fs::write(&place, bytes).map_err(io(&place))
}

fn drawing(what: &str, detail: impl std::fmt::Display) -> SampleError {
    SampleError::Drawing {
        what: what.to_owned(),
        detail: detail.to_string(),
    }
}
