//! The labels of the ten plans (`tests/plans/labels-NN.json`), which were read by hand: each says what stands in its
//! plan. The plans themselves lie beside the repository, in `../shared/plans`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

const LABELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");
const PLANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/plans");

fn labels(number: usize) -> Vec<Value> {
    let path = Path::new(LABELS).join(format!("labels-{number:02}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str::<Vec<Value>>(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The text of a plan; absent where the plans are not beside the repository.
fn plan(number: usize) -> Option<String> {
    let start = format!("{number:02}-");
    let entries = fs::read_dir(PLANS).ok()?.map(|entry| entry.unwrap().path());
    let path = entries.into_iter().find(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with(&start) && name.ends_with(".txt")
    })?;
    Some(fs::read_to_string(path).unwrap())
}

/// Words that a label says are written in the plan.
fn words(label: &Value) -> Vec<&str> {
    let written = [
        &label["lead_dept"],
        &label["support_dept"],
        &label["deadline"],
        &label["frequency"]["as_written"],
    ];
    written.into_iter().filter_map(Value::as_str).collect()
}

#[test]
fn each_label_is_well_formed() {
    for number in 1..=10 {
        let labels = labels(number);
        assert!(!labels.is_empty());
        let mut seen = BTreeSet::new();
        for label in &labels {
            let quote = label["quote"].as_str().unwrap();
            assert_eq!(label["plan"], number, "{quote}");
            assert!(!label["title"].as_str().unwrap().is_empty(), "{quote}");
            let kind = label["kind"].as_str().unwrap();
            assert!(
                ["requirement", "window", "context", "generic"].contains(&kind),
                "{quote}"
            );
            let number_of = |field: &str| label[field]["value"].as_f64().filter(|v| *v > 0.0);
            if !label["threshold"].is_null() {
                assert!(number_of("threshold").is_some(), "{quote}");
                assert_eq!(label["threshold"]["op"], ">=", "{quote}");
            }
            if !label["count"].is_null() {
                assert!(number_of("count").is_some(), "{quote}");
            }
            if kind == "requirement" {
                let says = [
                    "lead_dept",
                    "support_dept",
                    "deadline",
                    "frequency",
                    "threshold",
                    "count",
                ];
                assert!(says.iter().any(|field| !label[*field].is_null()), "{quote}");
            }
            let whole = (quote, label["frequency"].to_string(), label["count"].to_string());
            assert!(seen.insert(whole), "twice: {quote}");
        }
    }
}

#[test]
fn each_quote_is_in_its_plan() {
    if plan(1).is_none() {
        eprintln!("SKIPPED: no plans at {PLANS}, so no quote was compared");
        return;
    }
    for number in 1..=10 {
        let text = plan(number).unwrap_or_else(|| panic!("plan {number} is missing at {PLANS}"));
        let scalars: Vec<char> = text.chars().collect();
        for label in labels(number) {
            let quote = label["quote"].as_str().unwrap();
            let from = usize::try_from(label["offset"].as_u64().unwrap()).unwrap();
            let there: String = scalars.iter().skip(from).take(quote.chars().count()).collect();
            assert_eq!(there, quote, "plan {number}");
            for word in words(&label) {
                assert!(text.contains(word), "plan {number}: {word} in {quote}");
            }
        }
    }
}
