//! Arrows point inwards: no room depends on an outer one, and `model` can do no I/O.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What each room may know of the project: `ARCHITECTURE.md`, "The rooms".
const ROOMS: [(&str, &[&str]); 13] = [
    ("model", &[]),
    ("document", &["model"]),
    ("media", &["document", "model"]),
    ("plan", &["document", "model"]),
    ("pack", &["model"]),
    ("print", &["model"]),
    ("ledger", &["document", "media", "model", "pack", "plan"]),
    ("sample", &["model"]),
    ("update", &[]),
    (
        "api",
        &[
            "document", "ledger", "media", "model", "pack", "plan", "print", "sample", "update",
        ],
    ),
    ("serve", &["api"]),
    ("cli", &["api", "serve"]),
    ("desktop", &["api"]),
];

/// Crates that `model` may use: values and derives, none of which opens a file, a socket or a clock by itself.
const PURE: [&str; 6] = ["jiff", "regex", "serde", "thiserror", "ts-rs", "uuid"];

/// Features that would bring a clock, randomness or a time zone database into `model`.
const IMPURE_FEATURES: [&str; 6] = ["v1", "v4", "v7", "tz-system", "tzdb-bundle-platform", "rng"];

struct Package {
    normal: BTreeSet<String>,
    features: BTreeSet<String>,
}

fn packages() -> BTreeMap<String, Package> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let package = |value: &serde_json::Value| {
        let normal: Vec<&serde_json::Value> = value["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|d| d["kind"].is_null())
            .collect();
        let features = normal.iter().flat_map(|d| d["features"].as_array().unwrap());
        let features = features.map(|f| f.as_str().unwrap().to_owned()).collect();
        let normal = normal
            .iter()
            .map(|d| d["name"].as_str().unwrap().to_owned())
            .collect();
        (
            value["name"].as_str().unwrap().to_owned(),
            Package { normal, features },
        )
    };
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(package)
        .collect()
}

#[test]
fn no_room_knows_an_outer_one() {
    let packages = packages();
    for (room, allowed) in ROOMS {
        let package = packages
            .get(&format!("taizhang-{room}"))
            .unwrap_or_else(|| panic!("no room {room}"));
        let known: BTreeSet<&str> = package
            .normal
            .iter()
            .filter_map(|name| name.strip_prefix("taizhang-"))
            .collect();
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        assert!(
            known.is_subset(&allowed),
            "{room} knows {:?}",
            known.difference(&allowed)
        );
    }
    let rooms: BTreeSet<String> = ROOMS.iter().map(|(room, _)| format!("taizhang-{room}")).collect();
    let others: Vec<&String> = packages
        .keys()
        .filter(|name| !rooms.contains(*name) && *name != "taizhang-tests")
        .collect();
    assert!(others.is_empty(), "rooms without a rule: {others:?}");
}

#[test]
fn model_has_no_dependency_that_does_io() {
    let packages = packages();
    let model = &packages["taizhang-model"];
    let pure: BTreeSet<String> = PURE.iter().map(|name| (*name).to_owned()).collect();
    assert!(
        model.normal.is_subset(&pure),
        "{:?}",
        model.normal.difference(&pure)
    );
    for feature in IMPURE_FEATURES {
        assert!(!model.features.contains(feature), "{feature}");
    }
}

#[test]
fn doors_link_no_database_and_no_room_below_the_window_links_webkit() {
    let packages = packages();
    for room in ["api", "serve", "cli", "desktop"] {
        assert!(
            !packages[&format!("taizhang-{room}")].normal.contains("rusqlite"),
            "{room}"
        );
    }
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "desktop") {
        let tauri = packages[&format!("taizhang-{room}")]
            .normal
            .iter()
            .any(|name| name.starts_with("tauri"));
        assert!(!tauri, "{room}");
    }
}
