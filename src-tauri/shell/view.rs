//! What the web view of a system needs before it starts.

/// WebKitGTK shows an empty window on machines without a graphics card when it shares buffers by DMA-BUF.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if !can_render(std::path::Path::new("/dev/dri")) && std::env::var_os(SWITCH).is_none() {
        restart_with(SWITCH);
    }
}

/// Whether a card is there that draws: one that only shows a picture, as servers have it, has no `renderD…`.
#[cfg(target_os = "linux")]
fn can_render(cards: &std::path::Path) -> bool {
    let entries = cards.read_dir().into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name())
        .any(|name| name.to_string_lossy().starts_with("renderD"))
}

/// Setting a variable of a running process is unsafe; a process that is started anew has it from the beginning.
#[cfg(target_os = "linux")]
fn restart_with(switch: &str) {
    use std::os::unix::process::CommandExt;
    if let Ok(program) = std::env::current_exe() {
        let failed = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(switch, "1")
            .exec();
        eprintln!("could not restart: {failed}");
    }
}

/// Elsewhere nothing is needed.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::can_render;

    #[test]
    fn only_a_card_that_draws_counts() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!can_render(&dir.path().join("dri")));
        assert!(!can_render(dir.path()));
        std::fs::write(dir.path().join("card0"), "").unwrap();
        assert!(!can_render(dir.path()));
        std::fs::write(dir.path().join("renderD128"), "").unwrap();
        assert!(can_render(dir.path()));
    }
}
