//! The program of the desktop window, which is also its own decoder of pictures.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let ended = match taizhang_api::decode_when_asked(std::env::args_os().skip(1)) {
        Some(decoded) => decoded.map_err(Into::into),
        None => taizhang_desktop::run(),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("taizhang-desktop: {error}");
            ExitCode::FAILURE
        }
    }
}
