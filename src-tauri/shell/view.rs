//! What the web view of a system needs before it starts.

/// WebKitGTK shows an empty window on machines without a graphics card when it shares buffers by DMA-BUF.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_card = std::path::Path::new("/dev/dri")
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some());
    if !has_card && std::env::var_os(SWITCH).is_none() {
        restart_with(SWITCH);
    }
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
