//! How much time and memory photograph pages take, for one count and for twice as many: distinct pictures, as a year has them.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::measure::{Run, middle, shell};
use crate::photos;

/// Pages of one photograph each, half as many and all of them; copies of at most 1,600 px are ready, as after a look at them.
pub fn measure(cli: &str, dir: &Path, count: usize) -> (Run, Run) {
    let run = |count: usize| {
        let home = dir.join(format!("{count}"));
        let source = home.join("照片");
        photos::make_copies(&source, count).unwrap_or_else(|e| panic!("{}: {e}", source.display()));
        ledger(cli, &home);
        let line = format!(
            "{cli} --ledger {} -q print 照片页 --per-page 1 --overwrite --out {}",
            quoted(&home.join("台账")),
            quoted(&home.join("照片页.pdf"))
        );
        shell(&line, dir);
        middle(|| shell(&line, dir))
    };
    (run(count / 2), run(count))
}

/// A ledger with all photographs under one indicator.
fn ledger(cli: &str, home: &Path) {
    let place = home.join("台账");
    if place.exists() {
        return;
    }
    let at = quoted(&place);
    let said = |line: &str| {
        let all = format!("{cli} --ledger {at} --json {line}");
        let output = Command::new("bash").args(["-c", &all]).current_dir(home).output();
        let output = output.unwrap_or_else(|e| panic!("{all}: {e}"));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{all}: {text}");
        serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{all}: {e}"))
    };
    said(&format!("init {at} --unit 某局 --title 测评 --year 2026"));
    said("source add 照片");
    said("scan --no-thumbs");
    std::fs::write(home.join("标准.txt"), "测评标准\n一、创建活动\n(一)活动照片\n")
        .unwrap_or_else(|e| panic!("{e}"));
    said("checklist import 标准.txt");
    let checklist = said("checklist show");
    let code = rows(&checklist, "indicators")
        .last()
        .and_then(|last| last.get("code")?.as_str())
        .unwrap_or_else(|| panic!("no indicator"));
    let items = said("items");
    let ids: Vec<&str> = rows(&items, "items")
        .iter()
        .filter_map(|item| item.get("id")?.as_str())
        .collect();
    said(&format!("link {} '{code}'", ids.join(" ")));
}

fn rows<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    answer
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_string_lossy().replace('\'', "'\\''"))
}
