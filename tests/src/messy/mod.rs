//! A messy year: what a bureau's folders hold when the inspection is near, drawn and written by code, with what is true of each
//! file. Names, days and places of arrival change with the seed; nothing in it knows the rules that are measured with it.

mod arrival;
mod dice;
mod events;
mod paper;
mod picture;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

pub use events::checklist;

/// One file with what is true of it.
#[derive(Debug, Clone)]
pub struct MessyFile {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Number of its activity; absent for a stranger.
    pub activity: Option<usize>,
    /// Its kind, as the program names it.
    pub kind: &'static str,
    /// Files with the same number are the same bytes.
    pub copy: Option<usize>,
    /// Pictures with the same number look alike: one was made of the other, or they are one burst.
    pub look: Option<usize>,
    make: Make,
}

/// What an activity proves.
#[derive(Debug, Clone)]
pub struct MessyActivity {
    /// What it was.
    pub title: String,
    /// Code of its indicator in [`checklist`].
    pub code: &'static str,
}

/// A year.
#[derive(Debug)]
pub struct MessyYear {
    /// Every file.
    pub files: Vec<MessyFile>,
    /// What happened.
    pub activities: Vec<MessyActivity>,
}

/// How a file is made.
#[derive(Debug, Clone)]
enum Make {
    Picture(picture::Picture),
    Docx {
        title: String,
        body: Vec<String>,
        signed: Vec<String>,
    },
    Xlsx {
        title: String,
        heads: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
}

/// The unit whose year it is.
pub const UNIT: &str = "青石县林业局";
/// Its year.
pub const YEAR: i16 = 2026;

/// The year of a seed.
pub fn year(seed: u64) -> MessyYear {
    let mut dice = dice::Dice::new(seed);
    let events = events::year(&mut dice);
    let files = arrival::files(&events, &mut dice);
    MessyYear {
        activities: events
            .iter()
            .map(|event| MessyActivity {
                title: event.title.clone(),
                code: event.code,
            })
            .collect(),
        files,
    }
}

/// Writes a year below a folder.
pub fn write(dir: &Path, year: &MessyYear) -> std::io::Result<()> {
    // A copy is the bytes of the first file with its number.
    let mut first: BTreeMap<usize, &MessyFile> = BTreeMap::new();
    for file in &year.files {
        if let Some(copy) = file.copy {
            first.entry(copy).or_insert(file);
        }
    }
    year.files.par_iter().try_for_each(|file| {
        let source = file
            .copy
            .and_then(|copy| first.get(&copy))
            .copied()
            .unwrap_or(file);
        let path = file
            .path
            .split('/')
            .fold(dir.to_owned(), |at, name| at.join(name));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes(source)?)
    })
}

fn bytes(file: &MessyFile) -> std::io::Result<Vec<u8>> {
    match &file.make {
        Make::Picture(picture) => picture.jpeg(),
        Make::Docx { title, body, signed } => {
            let body: Vec<&str> = body.iter().map(String::as_str).collect();
            taizhang_sample::paper::docx(&file.path, title, &body, signed).map_err(std::io::Error::other)
        }
        Make::Xlsx { title, heads, rows } => {
            taizhang_sample::paper::xlsx(&file.path, YEAR, title, heads, rows).map_err(std::io::Error::other)
        }
    }
}
