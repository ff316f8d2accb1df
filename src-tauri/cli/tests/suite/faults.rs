//! Bad input at the command line: a sentence in both languages, a hint, the exit code, and nothing lost.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

/// A folder with a ledger and a source.
pub(crate) struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    /// A ledger with one source that holds one text.
    pub(crate) fn new() -> Self {
        let bench = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        std::fs::create_dir(bench.path("素材")).unwrap();
        std::fs::write(bench.path("素材/总结.txt"), "总结的内容").unwrap();
        bench.json(0, &["init", "台账", "--unit", "某局", "--title", "测评"]);
        bench.json(0, &["source", "add", "素材"]);
        bench
    }

    /// The same, scanned, with this item as evidence.
    pub(crate) fn linked(item: &str) -> Self {
        let bench = Self::new();
        bench.link(item);
        bench
    }

    fn link(&self, item: &str) {
        self.json(0, &["scan", "--no-thumbs"]);
        self.json(0, &["checklist", "template", "national-13"]);
        self.json(0, &["link", item, "1.4"]);
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::cargo_bin("taizhang").unwrap();
        command
            .current_dir(self.dir.path())
            .env("HOME", self.dir.path())
            .env("XDG_CONFIG_HOME", self.path("设置"))
            .env("TAIZHANG_LEDGER", self.path("台账"))
            .arg("--json")
            .args(arguments);
        command.output().unwrap()
    }

    pub(crate) fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"))
    }

    /// The code of an error that is told in both languages, each in its own script.
    pub(crate) fn error(&self, arguments: &[&str]) -> String {
        let chinese = &self.json(3, &[&["--lang", "zh"], arguments].concat())["error"];
        let english = &self.json(3, &[&["--lang", "en"], arguments].concat())["error"];
        assert_eq!(chinese["code"], english["code"]);
        for key in ["message", "hint"] {
            let (zh, en) = (chinese[key].as_str().unwrap(), english[key].as_str().unwrap());
            assert!(
                zh.contains('。') && !en.contains('。') && en.contains('.'),
                "{zh} | {en}"
            );
        }
        assert!(chinese["context"].is_object());
        chinese["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn no_part_is_left(&self, folder: &str) {
        for entry in std::fs::read_dir(self.path(folder)).unwrap() {
            let name = entry.unwrap().file_name();
            assert!(!name.to_string_lossy().ends_with(".part"), "{name:?}");
        }
    }
}

fn codes(report: &Value) -> Vec<(String, String)> {
    let row = |e: &Value, key: &str| e[key].as_str().unwrap().to_owned();
    let errors = report["errors"].as_array().unwrap();
    errors.iter().map(|e| (row(e, "path"), row(e, "code"))).collect()
}

fn png(path: &Path) {
    image::RgbImage::new(64, 48)
        .save_with_format(path, image::ImageFormat::Png)
        .unwrap();
}

#[test]
fn a_source_must_be_a_folder_of_its_own() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("素材/下级")).unwrap();
    assert_eq!(bench.error(&["source", "add", "没有"]), "source_unreadable");
    assert_eq!(
        bench.error(&["source", "add", "素材/总结.txt"]),
        "source_unreadable"
    );
    assert_eq!(bench.error(&["source", "add", "素材/下级"]), "source_overlap");
    assert_eq!(bench.error(&["source", "add", "."]), "source_overlap");
    assert_eq!(
        bench.json(0, &["source", "list"])["sources"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn broken_and_misnamed_pictures_are_told_one_by_one() {
    let bench = Bench::new();
    std::fs::write(bench.path("素材/空.jpg"), "").unwrap();
    png(&bench.path("素材/其实是.jpg"));
    let whole = bench.path("整.jpg");
    image::RgbImage::from_fn(200, 200, |x, y| {
        image::Rgb([(x * y % 251) as u8, x as u8, y as u8])
    })
    .save(&whole)
    .unwrap();
    let bytes = std::fs::read(&whole).unwrap();
    std::fs::write(bench.path("素材/断.jpg"), bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    let report = bench.json(0, &["scan"]);
    assert_eq!(report["files"], 4, "{report}");
    assert!(
        codes(&report).contains(&("空.jpg".into(), "empty".into())),
        "{report}"
    );
    assert!(
        codes(&report).iter().all(|(path, _)| path != "其实是.jpg"),
        "{report}"
    );
    bench.json(1, &["scan", "--strict"]);
    let facts = bench.json(0, &["probe", "素材/其实是.jpg"]);
    assert_eq!(facts["files"][0]["format"], "png");
}

#[cfg(unix)]
#[test]
fn hard_names_go_into_a_pack_that_is_valid() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let long = format!("{}.txt", "a".repeat(200));
    for name in ["合影😀.txt", "CON.txt", "结尾...", &long] {
        std::fs::write(bench.path("素材").join(name), name).unwrap();
    }
    let bytes = std::ffi::OsStr::from_bytes(b"x\xff.txt");
    std::fs::write(bench.path("素材").join(bytes), "bytes").unwrap();
    assert_eq!(bench.json(0, &["scan"])["files"], 6);
    bench.json(0, &["checklist", "template", "national-13"]);
    let items = bench.json(0, &["items"]);
    let ids: Vec<&str> = items["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["id"].as_str().unwrap())
        .collect();
    bench.json(0, &[&["link"], ids.as_slice(), &["1.4"]].concat());
    assert_eq!(bench.json(0, &["export", "包.zip"])["entries"], 6);
    assert_eq!(bench.json(0, &["verify", "包.zip"])["valid"], true);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path("包.zip")).unwrap()).unwrap();
    for index in 0..zip.len() {
        let name = zip.by_index(index).unwrap().name().unwrap().into_owned();
        for part in name.split('/') {
            let stem = part.split('.').next().unwrap().to_ascii_uppercase();
            assert!(
                stem != "CON" && !part.ends_with('.') && part.len() <= 255,
                "{name}"
            );
        }
    }
}

#[test]
fn evidence_that_went_or_changed_stops_the_pack() {
    let bench = Bench::linked("总结.txt");
    bench.json(0, &["export", "前.zip"]);
    let before = std::fs::read(bench.path("前.zip")).unwrap();
    std::fs::write(bench.path("素材/总结.txt"), "换了内容，也长了").unwrap();
    assert_eq!(bench.error(&["export", "前.zip"]), "out_exists");
    bench.error(&["export", "前.zip", "--overwrite"]);
    std::fs::remove_file(bench.path("素材/总结.txt")).unwrap();
    bench.error(&["export", "前.zip", "--overwrite"]);
    assert_eq!(std::fs::read(bench.path("前.zip")).unwrap(), before);
    bench.no_part_is_left(".");
}

#[test]
fn a_paper_marked_as_secret_never_enters_a_pack() {
    let bench = Bench::linked("总结.txt");
    let clean = bench.json(0, &["precheck"]);
    assert_eq!(clean["blocking"], 0);
    std::fs::write(
        bench.path("素材/通报.txt"),
        "关于创建情况的通报\n正文写在这里，第二段。\n秘密★1年\n联系人 13800000000",
    )
    .unwrap();
    std::fs::write(bench.path("素材/机密-名单.txt"), "正文，名单").unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    for name in ["通报.txt", "机密-名单.txt"] {
        let operation = bench.json(0, &["link", name, "1.4"])["operation"]["id"].clone();
        assert!(operation.is_string());
        let report = bench.json(1, &["precheck"]);
        let finding = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["code"] == "secret")
            .unwrap()
            .clone();
        assert_eq!(
            (
                &finding["severity"],
                &finding["group"],
                &finding["can_be_allowed"]
            ),
            (&"block".into(), &"safety".into(), &false.into())
        );
        assert!(finding["subject"].as_str().unwrap().ends_with(name) && finding["item"].is_string());
        assert_eq!(
            bench.error(&["export", "密.zip", "--allow-gaps", "--overwrite"]),
            "secret_material"
        );
        assert!(!bench.path("密.zip").exists());
        let personal = report["findings"].as_array().unwrap().iter();
        assert_eq!(
            personal.filter(|finding| finding["code"] == "personal").count(),
            usize::from(name == "通报.txt")
        );
        bench.json(0, &["undo"]);
    }
    bench.json(0, &["export", "密.zip"]);
}

#[test]
fn a_ledger_of_a_newer_program_is_left_as_it_is() {
    let bench = Bench::new();
    let base = bench.path("台账/ledger.sqlite");
    let mut bytes = std::fs::read(&base).unwrap();
    // `user_version` is the big-endian word at 60 of the SQLite header.
    bytes
        .get_mut(60..64)
        .unwrap()
        .copy_from_slice(&999_u32.to_be_bytes());
    std::fs::write(&base, &bytes).unwrap();
    assert_eq!(bench.error(&["status"]), "ledger_newer");
    assert_eq!(bench.error(&["source", "list"]), "ledger_newer");
    assert_eq!(std::fs::read(&base).unwrap(), bytes);
}

#[test]
fn what_is_not_a_workbook_is_refused() {
    let bench = Bench::new();
    std::fs::write(bench.path("假.xlsx"), "no workbook").unwrap();
    assert_eq!(
        bench.error(&["checklist", "import", "假.xlsx"]),
        "document_malformed"
    );
    assert_eq!(bench.error(&["draft", "假.xlsx"]), "document_malformed");
    assert_eq!(
        bench.json(0, &["checklist", "list"])["checklists"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(bench.error(&["verify", "假.xlsx"]), "not_a_bag");
    assert_eq!(bench.error(&["verify", "素材"]), "not_a_bag");
}

#[test]
fn a_pack_never_takes_the_place_of_an_original_or_of_the_ledger() {
    let bench = Bench::linked("总结.txt");
    std::fs::write(bench.path("素材/包.zip.part"), "半个下载").unwrap();
    let base = std::fs::read(bench.path("台账/ledger.sqlite")).unwrap();
    for out in ["素材/总结.txt", "素材/包.zip"] {
        assert_eq!(bench.error(&["export", out]), "out_is_original", "{out}");
    }
    assert_eq!(bench.error(&["export", "台账/ledger.sqlite"]), "out_is_ledger");
    assert_eq!(std::fs::read(bench.path("台账/ledger.sqlite")).unwrap(), base);
    assert_eq!(
        std::fs::read_to_string(bench.path("素材/包.zip.part")).unwrap(),
        "半个下载"
    );
    assert_eq!(bench.error(&["export", "没有/包.zip"]), "path_not_found");
    std::fs::create_dir_all(bench.path("台账/exports")).unwrap();
    for _ in 0..2 {
        bench.json(0, &["export", "台账/exports/包.zip"]);
    }
    bench.json(0, &["status"]);
}

/// Mounts a tmpfs of this size, or says loudly that it can't.
#[cfg(target_os = "linux")]
fn mounted(place: &Path, options: &str) -> bool {
    std::fs::create_dir_all(place).unwrap();
    let done = Command::new("mount")
        .args(["-t", "tmpfs", "-o", options, "tmpfs"])
        .arg(place)
        .output()
        .is_ok_and(|output| output.status.success());
    if !done {
        eprintln!("SKIPPED: a tmpfs can't be mounted here (needs root)");
    }
    done
}

#[cfg(target_os = "linux")]
fn unmount(place: &Path) {
    // Lazily: a child that another test is just starting may hold a file of this disk until its
    // exec.
    let mut umount = Command::new("umount");
    assert!(umount.arg("-l").arg(place).status().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_stays_on_it() {
    let bench = Bench::new();
    if !mounted(&bench.path("小盘"), "size=200k") {
        return;
    }
    let noise: Vec<u8> = (0..3_000_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    std::fs::write(bench.path("素材/大.bin"), noise).unwrap();
    bench.link("大.bin");
    let code = bench.error(&["export", "小盘/包.zip"]);
    let left = std::fs::read_dir(bench.path("小盘")).unwrap().count();
    unmount(&bench.path("小盘"));
    assert_eq!((code.as_str(), left), ("disk_full", 0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_protected_ledger_is_read_and_not_changed() {
    let bench = Bench::new();
    let disk = bench.path("盘");
    if !mounted(&disk, "size=20m") {
        return;
    }
    bench.json(0, &["init", "盘/台账", "--unit", "某局", "--title", "测评"]);
    let protected = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(&disk)
        .status()
        .unwrap();
    assert!(protected.success());
    let status = bench.run(&["--ledger", "盘/台账", "status"]).status.code();
    let refused = bench.run(&["--ledger", "盘/台账", "--lang", "en", "source", "add", "素材"]);
    unmount(&disk);
    assert_eq!((status, refused.status.code()), (Some(0), Some(3)));
    let refused: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(refused["error"]["code"], "ledger_read_only");
}
