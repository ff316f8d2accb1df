//! Version, icon and manifest (long paths) of the program on Windows; what `about` tells.

#[path = "../told.rs"]
mod told;

use std::path::Path;

fn main() {
    told::tell(Path::new("../.."));
    if std::env::var("CARGO_CFG_WINDOWS").is_ok() {
        windows();
    }
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
