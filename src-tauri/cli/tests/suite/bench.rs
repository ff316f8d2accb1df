//! The program in a folder of its own, for the tests of whole runs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use serde_json::Value;

/// A folder to run the program in.
pub struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A place below the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("taizhang").unwrap();
        command.current_dir(self.dir.path());
        command.env("TAIZHANG_LEDGER", self.path("台账"));
        command
            .args(["--as-of", "2026-11-23", "--as", "王芳"])
            .args(arguments);
        command
    }

    /// What a command answers, whatever its code.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The one JSON document of a command that ends with this code.
    pub fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let output = self.run(&[&["--json"], arguments].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"))
    }

    /// The code of the error that a command ends with.
    pub fn error(&self, arguments: &[&str]) -> String {
        let document = self.json(3, arguments);
        let error = &document["error"];
        for key in ["message", "hint"] {
            assert!(!error[key].as_str().unwrap().is_empty(), "{document}");
        }
        assert!(error["context"].is_object(), "{document}");
        error["code"].as_str().unwrap().to_owned()
    }

    /// Makes the ledger 台账.
    pub fn init(&self) {
        let made = self.json(
            0,
            &[
                "init",
                "台账",
                "--unit",
                "某局",
                "--title",
                "2026年测评",
                "--year",
                "2026",
                "--inspection",
                "2026-12-15",
            ],
        );
        assert_eq!(made["unit"], "某局");
        assert_eq!(made["period_to"], "2026-12-31");
        assert_eq!(made["ledger"], self.path("台账").to_str().unwrap());
    }
}

/// A picture that a decoder can read.
pub fn picture(path: &Path, shade: u8) {
    let pixels = image::RgbImage::from_fn(400, 300, |x, y| {
        image::Rgb([
            shade,
            u8::try_from(x % 256).unwrap(),
            u8::try_from(y % 256).unwrap(),
        ])
    });
    pixels.save(path).unwrap();
}

/// A document has all of these.
pub fn keys(value: &Value, wanted: &[&str]) {
    for key in wanted {
        assert!(value.get(key).is_some(), "{key} is not in {value}");
    }
}
