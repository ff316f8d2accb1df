//! A computer without the web view: the browser door does the same, and the person is told what is missing.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is told, once on each computer.
const WANTING: &str = "本机没有 WebView2 运行时，窗口打不开。程序会改用浏览器，功能相同。\n\
    要用窗口，请管理员安装 WebView2 离线包；装好后再打开程序即可。\n\n\
    This computer has no WebView2 runtime, which the window needs. The program opens in your browser and does the same.";

/// Whether the window can't be opened because Windows lacks the WebView2 runtime.
pub(crate) fn is_wanting() -> bool {
    cfg!(windows) && tauri::webview_version().is_err()
}

/// Says what is missing, opens the pages in the browser by the command line that lies beside this program, and returns
/// when they are left. `config`: where it is kept that this was said.
pub(crate) fn serve(ledger: Option<&Path>, config: Option<&Path>) -> io::Result<()> {
    if is_first(config) {
        tell(WANTING);
    }
    let own = std::env::current_exe()?;
    run(
        &own.with_file_name(format!("taizhang{}", std::env::consts::EXE_SUFFIX)),
        ledger,
    )
}

/// Whether nobody was told yet; from now on somebody was. Where that can't be kept it is told again.
fn is_first(config: Option<&Path>) -> bool {
    let Some(mark) = config.map(|config| config.join("told-no-webview2")) else {
        return true;
    };
    if mark.exists() {
        return false;
    }
    // A place that can't be written only means that it is told again.
    let _ = mark.parent().map(std::fs::create_dir_all);
    let _ = std::fs::write(mark, "");
    true
}

fn run(program: &Path, ledger: Option<&Path>) -> io::Result<()> {
    let mut command = Command::new(program);
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
    let failed = |detail: String| {
        let path: PathBuf = program.to_owned();
        let text = format!(
            "浏览器界面没有打开：{}（{detail}）。台账没有改动。请把压缩包里的文件全部解压到同一个文件夹，再打开。\n\
             The browser door did not open. No ledger was touched. Unpack all files of the package into one folder.",
            path.display()
        );
        io::Error::other(text)
    };
    let ended = command.status().map_err(|e| failed(e.to_string()))?;
    if ended.success() {
        return Ok(());
    }
    Err(failed(ended.to_string()))
}

/// Says something to a person who may have no console: by a box of the system on Windows.
pub(crate) fn tell(text: &str) {
    eprintln!("{text}");
    #[cfg(windows)]
    rfd::MessageDialog::new()
        .set_title("迎检台账")
        .set_description(text)
        .show();
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_browser_door_gets_the_ledger_and_a_missing_program_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("taizhang");
        let missing = run(&program, None).unwrap_err().to_string();
        assert!(missing.contains("解压到同一个文件夹"), "{missing}");

        std::fs::write(&program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.told\"\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        run(&program, Some(Path::new("/某局 台账"))).unwrap();
        let told = std::fs::read_to_string(dir.path().join("taizhang.told")).unwrap();
        assert_eq!(told, "--ledger\n/某局 台账\nserve\n");

        std::fs::write(&program, "#!/bin/sh\nexit 3\n").unwrap();
        assert!(run(&program, None).is_err());
    }

    #[test]
    fn it_is_told_once_on_a_computer() {
        let dir = tempfile::tempdir().unwrap();
        let config = dir.path().join("设置");
        assert!(is_first(Some(&config)));
        assert!(!is_first(Some(&config)));
        assert!(is_first(None));
    }
}
