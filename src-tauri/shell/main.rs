//! The program of the desktop window, which is also its own decoder of pictures.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(decoded) = taizhang_api::decode_when_asked(std::env::args_os().skip(1)) {
        // Nobody sits before a decoder: the program that started it sees its end.
        return if decoded.is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    match taizhang_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            taizhang_desktop::tell(error.as_ref());
            ExitCode::FAILURE
        }
    }
}
