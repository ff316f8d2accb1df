//! The command line `taizhang`: `cli.md`'s commands over the one table, JSON for scripts, sentences for people.

mod about;
mod act;
mod activity;
mod args;
mod asked;
mod bar;
mod item;
mod ledgers;
mod outcome;
mod period;
mod print;
mod problem;
mod profile;
mod received;
mod say;
mod search;
mod served;
mod sheet;
mod suggest;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use clap::error::ErrorKind;
use serde_json::json;
use taizhang_api::{App, Build, Door, Language, NoDesktop, Settings, computer};
use taizhang_serve::SystemDesktop;

use crate::args::{Cli, Command, Global, Lang};
use crate::outcome::Outcome;

/// What the build told.
const BUILD: Build = Build {
    version: env!("CARGO_PKG_VERSION"),
    commit: env!("TAIZHANG_COMMIT"),
    target: env!("TAIZHANG_TARGET"),
    publisher: env!("TAIZHANG_PUBLISHER"),
};

/// Wrong usage.
const USAGE: u8 = 2;
/// It could not be done.
const FAILED: u8 = 3;

fn main() -> ExitCode {
    if let Some(decoded) = taizhang_api::decode_when_asked(std::env::args_os().skip(1)) {
        return ExitCode::from(if decoded.is_ok() { 0 } else { FAILED });
    }
    match Cli::try_parse() {
        Ok(cli) => run(&cli),
        Err(error) => misused(&error),
    }
}

/// Help and version are no errors.
fn misused(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if wants_json && !is_help {
        let message = error.to_string();
        println!(
            "{}",
            json!({ "error": { "code": "usage", "message": message.trim(), "hint": "taizhang --help", "context": {} } })
        );
        return ExitCode::from(USAGE);
    }
    // A closed pipe is nobody's error.
    let _ = error.print();
    ExitCode::from(if is_help { 0 } else { USAGE })
}

fn run(cli: &Cli) -> ExitCode {
    let settings = match settings(cli) {
        Ok(settings) => settings,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(FAILED);
        }
    };
    let app = App::new(settings);
    let outcome = act::act(cli, &app);
    let closed = app.close();
    let failure = match outcome {
        Ok(outcome) => {
            outcome.print(&cli.global);
            match closed {
                Ok(()) => return ExitCode::from(u8::from(outcome.is_wrong())),
                Err(error) => error,
            }
        }
        Err(error) => error,
    };
    Outcome::print_error(&failure, &cli.global);
    ExitCode::from(FAILED)
}

fn settings(cli: &Cli) -> std::io::Result<Settings> {
    let Global {
        as_of, actor, lang, ..
    } = &cli.global;
    let serves = matches!(cli.command, Command::Serve { .. });
    let mut settings = if serves {
        computer::settings(Door::Browser, &BUILD, Arc::new(SystemDesktop))?
    } else {
        computer::settings(Door::Cli, &BUILD, Arc::new(NoDesktop))?
    };
    if !serves {
        // What this door does leaves no trace in the window's list of recent ledgers.
        settings.config_dir = None;
        settings.language = Some(match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        });
    }
    if let Some(day) = *as_of {
        settings.today = Arc::new(move || day);
    }
    if let Some(actor) = actor {
        settings.actor.clone_from(actor);
        settings.actor_is_named = true;
    }
    Ok(settings)
}
