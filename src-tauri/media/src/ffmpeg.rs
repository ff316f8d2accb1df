//! A picture of a film, or of AVIF, that nothing here decodes, by an `ffmpeg` that is installed.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::FileError;

/// Its name; the system looks for it.
pub(crate) const PROGRAM: &str = "ffmpeg";
/// How long it may take; the pool's own deadline comes later.
const DEADLINE: Duration = Duration::from_secs(12);
/// Most bytes of its picture.
const PICTURE: u64 = 16 * 1024 * 1024;

/// A JPEG of a film's first picture after a second, or of its first. `unsupported` where there is no such program or it can't.
pub(crate) fn picture(program: &OsStr, path: &Path, side: usize) -> Result<Vec<u8>, FileError> {
    let later = run(program, path, side, "1", DEADLINE)?;
    let jpeg = if later.is_empty() {
        run(program, path, side, "0", DEADLINE)?
    } else {
        later
    };
    if jpeg.is_empty() {
        return Err(FileError::new("unsupported", "ffmpeg makes no picture of it"));
    }
    Ok(jpeg)
}

fn run(
    program: &OsStr,
    path: &Path,
    side: usize,
    second: &str,
    deadline: Duration,
) -> Result<Vec<u8>, FileError> {
    // With its protocol in front nothing in a name can be taken for an option or an address.
    let mut input = OsString::from("file:");
    input.push(path);
    let size = format!("scale='min({side},iw)':'min({side},ih)':force_original_aspect_ratio=decrease");
    let mut command = Command::new(program);
    command
        .args([
            "-v",
            "error",
            "-nostdin",
            "-threads",
            "1",
            "-protocol_whitelist",
            "file,pipe",
        ])
        .args(["-ss", second, "-i"])
        .arg(input)
        .args(["-an", "-sn", "-frames:v", "1", "-vf", &size])
        .args(["-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "3", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        command.creation_flags(0x0800_0000);
    }
    let mut child = command.spawn().map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => "no decoder for this coding, and ffmpeg is not installed".to_owned(),
            _ => format!("ffmpeg can't be started: {error}"),
        };
        FileError::new("unsupported", why)
    })?;
    let stdout = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut jpeg = Vec::new();
        let read = stdout.map(|stdout| stdout.take(PICTURE).read_to_end(&mut jpeg));
        // A pipe that breaks has given what there is.
        drop(read);
        jpeg
    });
    let begin = Instant::now();
    let ended = loop {
        match child.try_wait() {
            Ok(None) if begin.elapsed() < deadline => std::thread::sleep(Duration::from_millis(10)),
            Ok(Some(_)) => break true,
            Ok(None) | Err(_) => break false,
        }
    };
    if !ended {
        // Fails only for a process that has already ended.
        drop(child.kill());
        drop(child.wait());
        return Err(FileError::new("timeout", "ffmpeg takes too long"));
    }
    Ok(reader.join().unwrap_or_default())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn script(text: &str) -> (tempfile::TempDir, OsString) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ffmpeg");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        (folder, path.into_os_string())
    }

    #[test]
    fn its_picture_comes_back_and_names_are_no_options() {
        // Answers at the second try only, with its input's name.
        let (_folder, program) =
            script("case \"$*\" in *'-ss 0 -i file:-y.wmv'*) printf '%s' \"${11}\";; esac");
        let jpeg = picture(&program, Path::new("-y.wmv"), 320).unwrap();
        assert_eq!(String::from_utf8(jpeg).unwrap(), "file:-y.wmv");
        let (_folder, silent) = script("exit 1");
        assert_eq!(
            picture(&silent, Path::new("a"), 320).unwrap_err().code,
            "unsupported"
        );
        let none = picture(OsStr::new("没有这个程序"), Path::new("a"), 320).unwrap_err();
        assert_eq!(none.code, "unsupported");
    }

    #[test]
    fn one_that_never_ends_is_ended() {
        let (_folder, program) = script("exec sleep 600");
        let begin = Instant::now();
        let late = run(&program, Path::new("a"), 320, "0", Duration::from_millis(50));
        assert_eq!(late.unwrap_err().code, "timeout");
        assert!(begin.elapsed() < Duration::from_secs(60));
    }
}
