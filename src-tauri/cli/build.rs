//! Version, icon and manifest (long paths) of the program on Windows; the commit that `about` tells.

use std::path::Path;
use std::process::Command;

fn main() {
    commit();
    if std::env::var("CARGO_CFG_WINDOWS").is_ok() {
        windows();
    }
}

/// A build outside a checkout has no commit.
fn commit() {
    let root = Path::new("../..");
    println!("cargo::rerun-if-changed={}", root.join(".git/HEAD").display());
    let asked = Command::new("git")
        .args(["rev-parse", "--short=12", "HEAD"])
        .output();
    let commit = match asked {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        _ => String::new(),
    };
    println!("cargo::rustc-env=TAIZHANG_COMMIT={commit}");
}

fn windows() {
    let version = env!("CARGO_PKG_VERSION");
    let numbers = version.replace('.', ",") + ",0";
    let folder = "../../packaging/windows";
    println!("cargo::rerun-if-changed={folder}/taizhang.manifest");
    let defined = [
        format!("TAIZHANG_NUMBERS={numbers}"),
        // windres hands its arguments to a shell.
        format!("TAIZHANG_VERSION=\\\"{version}\\\""),
    ];
    let made = embed_resource::compile(format!("{folder}/taizhang.rc"), &defined).manifest_required();
    if let Err(error) = made {
        println!("cargo::error={error}");
    }
}
