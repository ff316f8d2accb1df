//! Plans with labels that a person made by reading: what a draft should find.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use taizhang_document::{Document, read};

use crate::table;

/// One thing that a reader found, in the form of `gold-05.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    pub quote: String,
    pub offset: usize,
    pub kind: String,
    #[serde(default)]
    pub lead_dept: Option<String>,
    #[serde(default)]
    pub deadline: Option<String>,
    #[serde(default)]
    pub frequency: Option<Often>,
    #[serde(default)]
    pub threshold: Option<Measure>,
    #[serde(default)]
    pub count: Option<Measure>,
    /// Other places that say the same.
    #[serde(default)]
    pub alt_quotes: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Often {
    pub times: Option<f64>,
    pub per: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Measure {
    pub value: f64,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub op: Option<String>,
}

/// A plan as it is read, with its labels and where each stands, in scalars.
pub struct Plan {
    pub name: String,
    pub document: Document,
    pub labels: Vec<(Label, Vec<(usize, usize)>)>,
}

/// Every plan that has labels: our own beside this test, and those of the ten plans where their texts are there.
pub fn plans() -> Vec<Plan> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut plans = Vec::new();
    for extension in ["txt", "csv"] {
        for text in files(&here.join("tests/score/plans"), extension) {
            let labels = text.with_extension("json");
            plans.push(plan(&text, &labels));
            if extension == "csv" {
                let twins = table::twins(&text).into_iter();
                plans.extend(twins.map(|(name, bytes)| {
                    let document = read(&bytes, &name).unwrap();
                    labelled(name, document, &labels)
                }));
            }
        }
    }
    let shared = here.join("../../../shared/plans");
    let labels = here.join("../../tests/plans");
    for text in files(&shared, "txt") {
        let number: String = file_name(&text).chars().take(2).collect();
        let own = labels.join(format!("labels-{number}.json"));
        let given = shared.join(format!("gold-{number}.json"));
        if let Some(found) = [given, own].into_iter().find(|path| path.exists()) {
            plans.push(plan(&text, &found));
        }
    }
    if !shared.exists() {
        eprintln!("SKIPPED: no plans at {}", shared.display());
    }
    plans
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    files
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn plan(text: &Path, labels: &Path) -> Plan {
    let name = file_name(text);
    let bytes = std::fs::read_to_string(text).unwrap().replace("\r\n", "\n");
    let document = read(bytes.as_bytes(), &name).unwrap();
    if name.ends_with(".txt") {
        assert_eq!(document.text, bytes, "spans must point into the plan's own text");
    }
    labelled(name, document, labels)
}

fn labelled(name: String, document: Document, labels: &Path) -> Plan {
    let text = document.text.as_str();
    let json = std::fs::read_to_string(labels).unwrap_or_else(|e| panic!("{}: {e}", labels.display()));
    let all: Vec<Label> = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", labels.display()));
    // Offsets may count from the start of a collection that the plan stood in.
    let base = all
        .iter()
        .find(|l| text.matches(l.quote.as_str()).count() == 1)
        .map_or(0, |l| l.offset as i64 - places(text, &l.quote)[0] as i64);
    let labels = all
        .into_iter()
        .map(|label| {
            let at = places(text, &label.quote)
                .into_iter()
                .min_by_key(|at| (*at as i64 + base - label.offset as i64).abs());
            let at = at.unwrap_or_else(|| panic!("{name}: no such text: {}", label.quote));
            let mut spans = vec![(at, at + label.quote.chars().count())];
            for other in &label.alt_quotes {
                spans.extend(
                    places(text, other)
                        .into_iter()
                        .map(|at| (at, at + other.chars().count())),
                );
            }
            (label, spans)
        })
        .collect();
    Plan {
        name,
        document,
        labels,
    }
}

/// Where a text stands, in scalars.
fn places(text: &str, wanted: &str) -> Vec<usize> {
    text.match_indices(wanted)
        .map(|(byte, _)| text[..byte].chars().count())
        .collect()
}
