//! A computer without the web view: the browser door does the same.

use std::path::Path;
use std::process::Command;

/// Whether the window can't be opened because Windows lacks the WebView2 runtime.
pub(crate) fn is_wanting() -> bool {
    cfg!(windows) && tauri::webview_version().is_err()
}

/// Opens the pages in the browser, by the command line that lies beside this program, and returns when they are left.
pub(crate) fn serve(ledger: Option<&Path>) -> std::io::Result<()> {
    let own = std::env::current_exe()?;
    let program = own.with_file_name(format!("taizhang{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&program);
    if let Some(ledger) = ledger {
        command.arg("--ledger").arg(ledger);
    }
    command.arg("serve");
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        // CREATE_NO_WINDOW: nobody needs the console that the command line would open.
        command.creation_flags(0x0800_0000);
    }
    let ended = command
        .status()
        .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", program.display())))?;
    if ended.success() {
        return Ok(());
    }
    Err(std::io::Error::other(format!("{}: {ended}", program.display())))
}
