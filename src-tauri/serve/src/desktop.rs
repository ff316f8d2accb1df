//! Files shown and opened by the system's own programs.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use taizhang_api::Desktop;

/// The desktop of the person who started the program.
#[derive(Debug, Clone, Copy)]
pub struct SystemDesktop;

impl Desktop for SystemDesktop {
    fn reveal(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return open::that_detached(path);
        }
        if cfg!(windows) {
            return start(&mut explorer(path));
        }
        if cfg!(target_os = "macos") {
            return start(Command::new("open").arg("-R").arg(path));
        }
        open::that_detached(path.parent().unwrap_or(path))
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        open::that_detached(path)
    }
}

/// Explorer, told to show a file. It reads one argument with quotes of its own and answers 1 even when all went well.
fn explorer(path: &Path) -> Command {
    let mut select = OsString::from("/select,\"");
    select.push(path);
    select.push("\"");
    let mut command = Command::new("explorer");
    #[cfg(windows)]
    std::os::windows::process::CommandExt::raw_arg(&mut command, select);
    #[cfg(not(windows))]
    command.arg(select);
    command
}

fn start(command: &mut Command) -> io::Result<()> {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.spawn().map(drop)
}
