//! Tauri's own build step; capabilities lie beside the shell. On Windows the program says that it knows long paths.

#[path = "../told.rs"]
mod told;

use std::path::Path;

use tauri_build::{Attributes, WindowsAttributes, try_build};

fn main() {
    told::tell(Path::new("."));
    println!("cargo:rerun-if-changed=src-tauri/shell/capabilities");
    println!("cargo:rerun-if-changed=packaging/windows/taizhang.manifest");
    let manifest = include_str!("../../packaging/windows/taizhang.manifest");
    let attributes = Attributes::new()
        .capabilities_path_pattern("src-tauri/shell/capabilities/*.json")
        .windows_attributes(WindowsAttributes::new().app_manifest(manifest));
    if let Err(error) = try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
