//! The table's commands on a ledger in a temporary folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use taizhang_api::{App, COMMANDS, Desktop, Door, How, Language, Quiet, Settings};

/// Remembers what it was asked to show.
#[derive(Default)]
struct Shown(Mutex<Vec<(&'static str, PathBuf)>>);

impl Desktop for Shown {
    fn reveal(&self, path: &Path) -> std::io::Result<()> {
        self.0.lock().unwrap().push(("reveal", path.to_owned()));
        Ok(())
    }

    fn open(&self, path: &Path) -> std::io::Result<()> {
        self.0.lock().unwrap().push(("open", path.to_owned()));
        Ok(())
    }
}

struct Bench {
    dir: tempfile::TempDir,
    app: Arc<App>,
    shown: Arc<Shown>,
}

fn settings(dir: &Path, shown: &Arc<Shown>) -> Settings {
    Settings {
        door: Door::Cli,
        version: "0.1.0".to_owned(),
        commit: "0123456789ab".to_owned(),
        target: "x86_64-unknown-linux-gnu".to_owned(),
        publisher: String::new(),
        config_dir: Some(dir.join("设置")),
        documents_dir: None,
        places: vec![dir.to_owned()],
        disks: Arc::new(Vec::new),
        worker: PathBuf::from("no-worker"),
        today: Arc::new(|| jiff::civil::date(2026, 11, 23)),
        now: Arc::new(jiff::Timestamp::now),
        language: Some(Language::Chinese),
        actor: "某人".to_owned(),
        actor_is_named: true,
        host: "test".to_owned(),
        desktop: shown.clone(),
    }
}

/// The head of a JPEG, another one for each number.
fn picture(number: u8) -> Vec<u8> {
    [b"\xff\xd8\xff\xe0\x00\x10JFIF\0".as_slice(), &[number]].concat()
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let shown = Arc::new(Shown::default());
        let app = App::new(settings(dir.path(), &shown));
        Self { dir, app, shown }
    }

    /// A ledger with a source of three files, scanned.
    fn filled() -> Self {
        let bench = Self::new();
        let material = bench.path("材料 原件");
        std::fs::create_dir_all(material.join("四月")).unwrap();
        // Pictures: no worker is at hand here to read papers, and a paper that nobody read enters no pack.
        std::fs::write(material.join("四月/合影.jpg"), picture(1)).unwrap();
        std::fs::write(material.join("横幅.jpg"), picture(2)).unwrap();
        std::fs::write(material.join("病毒.bat"), "echo").unwrap();
        bench.ok("ledger_create", bench.new_ledger());
        bench.ok("source_add", json!({ "dir": material }));
        let report = bench.ok("scan", json!({ "thumbs": false }));
        assert_eq!(report["added"], 3);
        bench
    }

    fn new_ledger(&self) -> Value {
        json!({
            "dir": self.path("台账"), "unit": "某局", "title": "2026年测评",
            "period_from": "2026-01-01", "period_to": "2026-12-31", "inspection_date": "2026-12-15",
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn ok(&self, name: &str, args: Value) -> Value {
        self.app
            .run(name, args, &Quiet)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn code(&self, name: &str, args: Value) -> String {
        match self.app.run(name, args, &Quiet) {
            Ok(value) => panic!("{name} gave {value}"),
            Err(error) => {
                assert!(
                    !error.message.contains('{') && !error.hint.is_empty(),
                    "{error:?}"
                );
                error.code
            }
        }
    }

    fn item(&self, title: &str) -> String {
        let list = self.ok("items", json!({ "search": title }));
        list["items"][0]["id"].as_str().unwrap().to_owned()
    }

    fn wait(&self, task: &Value) -> Value {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            let list = self.ok("tasks", Value::Null);
            let row = list["tasks"]
                .as_array()
                .unwrap()
                .iter()
                .find(|row| row["id"] == task["task"])
                .unwrap();
            if row["state"] != "running" {
                return row.clone();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the task does not end");
    }
}

#[test]
fn every_name_of_the_table_is_dispatched() {
    let bench = Bench::new();
    for command in COMMANDS {
        // Arguments that no command takes: the body is not reached, but the name is.
        let error = bench.app.run(command.name, json!("x"), &Quiet).unwrap_err();
        assert_eq!(error.code, "bad_arguments", "{}", command.name);
        assert_eq!(error.context["name"], command.name);
    }
    assert_eq!(bench.code("no_such", Value::Null), "unknown_command");
    assert_eq!(
        COMMANDS
            .iter()
            .filter(|command| command.how == How::Long)
            .map(|command| command.name)
            .collect::<Vec<_>>(),
        [
            "sample_create",
            "scan",
            "collect",
            "activity_propose",
            "export",
            "print",
            "verify",
            "pack_unlock",
            "pack_diff",
            "pack_copy",
            "pack_unpack"
        ]
    );
}

#[test]
fn without_a_ledger_commands_say_so() {
    let bench = Bench::new();
    for name in [
        "items",
        "status",
        "undo",
        "source_list",
        "checklist_show",
        "export_preview",
        "backup",
    ] {
        assert_eq!(bench.code(name, Value::Null), "no_ledger", "{name}");
    }
    assert_eq!(bench.code("scan", json!({ "thumbs": false })), "no_ledger");
    assert_eq!(
        bench.code("ledger_open", json!({ "dir": bench.path("nirgends") })),
        "not_a_ledger"
    );
    let info = bench.ok("app_info", Value::Null);
    assert_eq!(
        (&info["ledger"], &info["as_of"]),
        (&Value::Null, &json!("2026-11-23"))
    );
}

#[test]
fn a_ledger_is_made_filled_linked_exported_and_verified() {
    let bench = Bench::filled();
    let view = bench.ok("checklist_import", json!({ "template": "national-13" }));
    assert!(view["indicators"].as_array().unwrap().len() > 13);
    let done = bench.ok(
        "link_add",
        json!({ "subjects": [bench.item("合影"), "url:https://example.org"], "indicator": "1.1", "caption": "四月" }),
    );
    assert_eq!(done["operation"]["action"], "link_add");
    assert_eq!(
        bench.code(
            "link_add",
            json!({ "subjects": ["四月/合影.jpg"], "indicator": "1.1" })
        ),
        "already_linked"
    );
    let target = view["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["code"] == "1.1")
        .unwrap();
    let links = bench.ok("links", json!({ "id": target["id"] }));
    assert_eq!(links["links"][0]["item"]["title"], "合影.jpg");
    assert_eq!(links["links"][1]["external"], "url:https://example.org");
    // Seen today, as nothing else was said; a file has days of its own.
    assert_eq!(
        (&links["links"][0]["seen_on"], &links["links"][1]["seen_on"]),
        (&Value::Null, &json!("2026-11-23"))
    );
    let status = bench.ok("status", Value::Null);
    assert_eq!(status["as_of"], "2026-11-23");
    let preview = bench.ok("export_preview", json!({}));
    assert_eq!(
        (&preview["entries"], &preview["unavailable"]),
        (&json!(1), &json!([]))
    );
    let report = bench.ok("export", json!({}));
    assert_eq!(report["path"], preview["out"]);
    let verdict = bench.ok("verify", json!({ "path": report["path"] }));
    assert_eq!(verdict["valid"], true, "{verdict}");
    bench.ok("path_reveal", json!({ "path": report["path"] }));
    bench.ok("undo", Value::Null);
    assert_eq!(
        bench.ok("links", json!({ "id": target["id"] }))["links"],
        json!([])
    );
    let history = bench.ok("history", json!({ "limit": 1 }));
    assert_eq!(history["can_redo"]["action"], "link_add");
}

#[test]
fn a_department_sees_its_own_part_of_the_status() {
    let bench = Bench::filled();
    bench.ok(
        "checklist_import",
        json!({ "text": "一、组织领导\n1.印发工作方案。\n2.召开部署会。\n" }),
    );
    let view = bench.ok("checklist_show", json!({}));
    let leaf = view["indicators"].as_array().unwrap().last().unwrap()["id"].clone();
    bench.ok(
        "indicator_set",
        json!({ "id": leaf, "lead_dept": "办公室", "points": 5.0 }),
    );
    let report = bench.ok("status", json!({ "dept": "办公室" }));
    assert_eq!(report["indicators"].as_array().unwrap().len(), 1);
    assert_eq!(report["score"]["of"], 5.0);
    assert_eq!(
        bench.ok("status", json!({ "dept": "没有的科室" }))["indicators"],
        json!([])
    );
}

#[test]
fn what_is_missing_stands_in_the_way_unless_it_is_allowed() {
    let bench = Bench::filled();
    bench.ok("checklist_import", json!({ "template": "national-13" }));
    bench.ok(
        "link_add",
        json!({ "subjects": ["四月/合影.jpg", "横幅.jpg"], "indicator": "1.1" }),
    );
    std::fs::remove_file(bench.path("材料 原件/横幅.jpg")).unwrap();
    bench.ok("scan", json!({ "thumbs": false }));
    let out = bench.path("包.zip");
    assert_eq!(
        bench.code("export", json!({ "out": out, "allow_gaps": false })),
        "evidence_unavailable"
    );
    assert!(!out.exists());
    let report = bench.ok("export", json!({ "out": out, "allow_gaps": true }));
    assert_eq!(report["entries"], 1);
    assert!(report["warnings"][0].as_str().unwrap().contains("横幅.jpg"));
    let original = bench.path("材料 原件/四月/合影.jpg");
    assert_eq!(
        bench.code("export", json!({ "out": original, "allow_gaps": true })),
        "out_is_original"
    );
    assert_eq!(std::fs::read(original).unwrap(), picture(1));
}

#[test]
fn long_work_is_started_watched_and_its_result_kept() {
    let bench = Bench::filled();
    let before = bench.ok("tasks", Value::Null)["revision"].as_u64().unwrap();
    let started = bench.app.call("scan", json!({ "thumbs": false })).unwrap();
    let row = bench.wait(&started);
    assert_eq!((&row["state"], &row["command"]), (&json!("done"), &json!("scan")));
    assert_eq!(row["result"]["unchanged"], 3);
    assert!(bench.ok("tasks", Value::Null)["revision"].as_u64().unwrap() > before);
    let failing = bench
        .app
        .call("verify", json!({ "path": bench.path("nichts.zip") }))
        .unwrap();
    let row = bench.wait(&failing);
    assert_eq!(
        (&row["state"], &row["error"]["code"]),
        (&json!("failed"), &json!("path_not_found"))
    );
    assert_eq!(bench.code("task_cancel", json!({ "id": "x" })), "task_not_found");
}

#[test]
fn only_known_paths_are_shown_and_programs_are_never_started() {
    let bench = Bench::filled();
    bench.ok("item_open", json!({ "id": bench.item("合影") }));
    bench.ok("item_open", json!({ "id": bench.item("病毒") }));
    bench.ok("path_reveal", json!({ "path": bench.path("材料 原件") }));
    bench.ok("path_reveal", json!({ "path": bench.path("台账") }));
    for path in [
        bench.path(""),
        bench.path("材料 原件/.."),
        bench.path("台账/../设置"),
    ] {
        assert_eq!(
            bench.code("path_reveal", json!({ "path": path })),
            "path_not_allowed",
            "{path:?}"
        );
    }
    let shown = bench.shown.0.lock().unwrap();
    let what: Vec<&str> = shown.iter().map(|(what, _)| *what).collect();
    assert_eq!(what, ["open", "reveal", "reveal", "reveal"]);
}

#[test]
fn checklists_that_are_in_use_are_not_overwritten() {
    let bench = Bench::filled();
    let view = bench.ok("checklist_import", json!({ "template": "national-13" }));
    let id = &view["checklist"]["id"];
    let again = json!({ "template": "national-13", "checklist": id });
    assert_eq!(bench.code("checklist_import", again), "checklist_not_empty");
    assert_eq!(
        bench.code("checklist_remove", json!({ "id": id })),
        "checklist_last"
    );
    assert_eq!(
        bench.code("checklist_import", json!({ "template": "nein" })),
        "template_not_found"
    );
    assert_eq!(bench.code("checklist_import", json!({})), "no_document");
    let broken = bench.path("表.xlsx");
    std::fs::write(&broken, "PK not really").unwrap();
    let code = bench.code("checklist_import", json!({ "path": broken }));
    assert!(
        ["document_malformed", "document_unsupported", "no_indicators"].contains(&code.as_str()),
        "{code}"
    );
    let half = json!({ "template": "national-13", "period_from": "2026-01-01" });
    assert_eq!(bench.code("checklist_import", half), "bad_value");
}

#[test]
fn a_second_program_reads_and_is_told_who_writes() {
    let bench = Bench::filled();
    let other = App::new(settings(bench.dir.path(), &bench.shown));
    let opened = other
        .run("ledger_open", json!({ "dir": bench.path("台账") }), &Quiet)
        .unwrap();
    assert_eq!(
        (&opened["read_only"], &opened["read_only_reason"]),
        (&json!(true), &json!("ledger_busy"))
    );
    let error = other.run("undo", Value::Null, &Quiet).unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.context["who"].as_str()),
        ("ledger_busy", "某人")
    );
    assert!(other.run("items", Value::Null, &Quiet).is_ok());
    bench.app.close().unwrap();
    assert_eq!(bench.code("items", Value::Null), "no_ledger");
    let opened = other
        .run("ledger_open", json!({ "dir": bench.path("台账") }), &Quiet)
        .unwrap();
    assert_eq!(opened["read_only"], false);
}

#[test]
fn a_ledger_stays_open_when_another_one_can_not_be_opened() {
    let bench = Bench::filled();
    assert_eq!(
        bench.code("ledger_open", json!({ "dir": bench.path("") })),
        "not_a_ledger"
    );
    assert_eq!(bench.ok("items", json!({}))["total"], 3);
    let again = bench.ok("ledger_open", json!({ "dir": bench.path("台账") }));
    assert_eq!(again["read_only"], false);
}

#[test]
fn a_backup_is_put_back_and_recent_ledgers_are_remembered() {
    let bench = Bench::filled();
    let backup = bench.ok("backup", Value::Null);
    bench.ok("ledger_set", json!({ "unit": "另一局" }));
    let info = bench.ok("restore", json!({ "path": backup["path"] }));
    assert_eq!(info["unit"], "某局");
    assert_eq!(
        bench.code("restore", json!({ "path": bench.path("nichts") })),
        "path_not_found"
    );
    assert_eq!(bench.ok("check", json!({ "full": true }))["ok"], true);
    let wanted = json!({ "language": "en", "theme": "dark", "actor": "李" });
    let kept = bench.ok("preferences_set", wanted.clone());
    assert_eq!(
        (&kept["language"], &kept["theme"], &kept["actor"]),
        (&wanted["language"], &wanted["theme"], &wanted["actor"])
    );
    // What was kept before there were tips shows them.
    assert_eq!((&kept["tips"], &kept["tips_closed"]), (&json!(true), &json!([])));
    assert_eq!(
        bench.code(
            "preferences_set",
            json!({ "language": "xx", "theme": "dark", "actor": "" })
        ),
        "bad_value"
    );
    let again = App::new(settings(bench.dir.path(), &bench.shown));
    let info = again.run("app_info", Value::Null, &Quiet).unwrap();
    assert_eq!(info["preferences"], kept);
    assert_eq!(info["recent"][0]["unit"], "某局");
    assert_eq!(info["recent"][0]["present"], true);
}

#[test]
fn a_file_without_a_ledger_is_probed_and_never_fails_the_rest() {
    let bench = Bench::new();
    let file = bench.path("通知.txt");
    std::fs::write(&file, "通知").unwrap();
    let report = bench.ok(
        "probe",
        json!({ "paths": [file, bench.path("nichts"), bench.path("")] }),
    );
    let files = report["files"].as_array().unwrap();
    // Without workers there is no text; what the bytes and the name tell stands.
    assert_eq!(
        (&files[0]["kind"], &files[0]["error"]["code"]),
        (&json!("notice"), &json!("no_worker"))
    );
    assert_eq!(files[1]["error"]["code"], "vanished");
    assert_eq!(files[2]["error"]["code"], "unreadable");
}

#[test]
fn the_chooser_lists_folders_and_wanted_files() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("乙")).unwrap();
    for name in ["甲.xlsx", "丙.txt", ".藏"] {
        std::fs::write(bench.path(name), "").unwrap();
    }
    let list = bench.ok(
        "folder_list",
        json!({ "path": bench.dir.path(), "extensions": ["XLSX"] }),
    );
    let names: Vec<&str> = list["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["乙", "甲.xlsx"]);
    let places = bench.ok("folder_list", json!({ "path": null, "extensions": [] }));
    assert_eq!(
        (&places["path"], places["places"].as_array().unwrap().len()),
        (&json!(""), 1)
    );
    assert_eq!(
        bench.code(
            "folder_list",
            json!({ "path": bench.path("nichts"), "extensions": [] })
        ),
        "path_not_found"
    );
}
