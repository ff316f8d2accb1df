//! What can't be done, and what was typed wrongly, by the command line.

use crate::bench::Bench;

#[test]
fn what_can_not_be_done_is_an_error_object_and_three() {
    let bench = Bench::new();
    assert_eq!(bench.error(&["status"]), "not_a_ledger");
    bench.init();
    assert_eq!(
        bench.error(&["init", "台账", "--unit", "a", "--title", "b"]),
        "folder_not_empty"
    );
    assert_eq!(bench.error(&["source", "add", "nirgends"]), "source_unreadable");
    assert_eq!(bench.error(&["source", "add", "台账"]), "source_is_ledger");
    assert_eq!(bench.error(&["link", "x.jpg", "1.1"]), "item_not_found");
    assert_eq!(
        bench.error(&["link", "url:https://a", "1.1"]),
        "indicator_not_found"
    );
    assert_eq!(bench.error(&["checklist", "show", "没有"]), "checklist_not_found");
    assert_eq!(
        bench.error(&["checklist", "import", "没有.xlsx"]),
        "path_not_found"
    );
    assert_eq!(bench.error(&["verify", "没有.zip"]), "path_not_found");
    assert_eq!(bench.error(&["redo"]), "nothing_to_redo");
    let said = bench.run(&["--lang", "en", "verify", "none.zip"]);
    assert_eq!(said.status.code(), Some(3));
    assert!(said.stdout.is_empty());
    assert!(String::from_utf8(said.stderr).unwrap().contains("does not exist"));
}

#[test]
fn wrong_usage_is_two() {
    let bench = Bench::new();
    for arguments in [
        &["no-such"][..],
        &["link", "1.1"],
        &["items", "--kind", "x"],
        &["init", "a"],
        &["suggest", "--top", "x"],
    ] {
        assert_eq!(bench.run(arguments).status.code(), Some(2), "{arguments:?}");
        assert_eq!(bench.json(2, arguments)["error"]["code"], "usage");
    }
    assert_eq!(bench.run(&["--help"]).status.code(), Some(0));
}
