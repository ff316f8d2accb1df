//! The pages' types are those of the commands.

use std::path::Path;

#[test]
fn types_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/types.ts");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == taizhang_api::typescript::typescript(),
        "{} is old: run `cargo run -p taizhang-api --example types`",
        path.display()
    );
}

#[test]
fn every_name_stands_once_in_the_table() {
    let mut names: Vec<&str> = taizhang_api::COMMANDS.iter().map(|c| c.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
