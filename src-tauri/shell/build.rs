//! Tauri's own build step; capabilities lie beside the shell.

use tauri_build::{Attributes, try_build};

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/shell/capabilities");
    let attributes = Attributes::new().capabilities_path_pattern("src-tauri/shell/capabilities/*.json");
    if let Err(error) = try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
