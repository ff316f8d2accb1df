// What the build tells a door of itself: the commit, the target, and the key of whoever publishes updates. Part of the build
// scripts of `cli` and `shell`, which know no crate of the project.

use std::path::Path;
use std::process::Command;

/// Sets `TAIZHANG_COMMIT`, `TAIZHANG_TARGET` and `TAIZHANG_PUBLISHER` for `env!`. `root`: where the checkout is.
pub fn tell(root: &Path) {
    println!("cargo::rustc-env=TAIZHANG_COMMIT={}", commit(root));
    println!(
        "cargo::rustc-env=TAIZHANG_TARGET={}",
        std::env::var("TARGET").unwrap_or_default()
    );
    println!("cargo::rustc-env=TAIZHANG_PUBLISHER={}", publisher(root));
}

/// The commit that is built; empty outside a checkout. `./dev bundle` gives it, so that all programs of a bundle agree.
fn commit(root: &Path) -> String {
    println!("cargo::rerun-if-env-changed=TAIZHANG_COMMIT");
    if let Ok(given) = std::env::var("TAIZHANG_COMMIT") {
        return given;
    }
    // Grows with each commit and each change of branch.
    if let Some(log) = git(
        root,
        &["rev-parse", "--path-format=absolute", "--git-path", "logs/HEAD"],
    ) {
        println!("cargo::rerun-if-changed={log}");
    }
    git(root, &["rev-parse", "--short=12", "HEAD"]).unwrap_or_default()
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(root)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The line of the public key in `packaging/update.pub`; empty where nobody publishes.
fn publisher(root: &Path) -> String {
    let folder = root.join("packaging");
    // The folder, not the file: one that is not there would count as changed each time.
    println!("cargo::rerun-if-changed={}", folder.display());
    let text = std::fs::read_to_string(folder.join("update.pub")).unwrap_or_default();
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with("untrusted comment:"));
    lines.next().unwrap_or_default().trim().to_owned()
}
