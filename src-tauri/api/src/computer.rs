//! What a door reads of this computer: clock, folders, names. Only doors call this; nothing else in the crate does.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::settings::{Build, Desktop, Door, Settings};

/// Folder of the program's own files.
const NAME: &str = "taizhang";

/// Settings of a door on this computer: the system's clock, the person's folders and name.
pub fn settings(door: Door, build: &Build, desktop: Arc<dyn Desktop>) -> std::io::Result<Settings> {
    Ok(Settings {
        door,
        version: build.version.to_owned(),
        commit: build.commit.to_owned(),
        target: build.target.to_owned(),
        publisher: build.publisher.to_owned(),
        config_dir: dirs::config_dir().map(|dir| dir.join(NAME)),
        documents_dir: dirs::document_dir().or_else(dirs::home_dir),
        places: places(),
        disks: Arc::new(disks),
        worker: std::env::current_exe()?,
        today: Arc::new(today),
        now: Arc::new(jiff::Timestamp::now),
        language: None,
        actor: actor(),
        actor_is_named: false,
        host: whoami::hostname().unwrap_or_default(),
        desktop,
    })
}

/// Today where this computer stands.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

fn actor() -> String {
    let named = [whoami::realname(), whoami::username()];
    let mut known = named.into_iter().flatten().filter(|name| !name.trim().is_empty());
    known.next().unwrap_or_default()
}

/// Home, documents, pictures, downloads, desktop and disks.
fn places() -> Vec<PathBuf> {
    let own = [
        dirs::home_dir(),
        dirs::document_dir(),
        dirs::picture_dir(),
        dirs::download_dir(),
        dirs::desktop_dir(),
    ];
    let mut all: Vec<PathBuf> = Vec::new();
    for place in own.into_iter().flatten().chain(disks()) {
        if place.is_dir() && !all.contains(&place) {
            all.push(place);
        }
    }
    all
}

#[cfg(windows)]
fn disks() -> Vec<PathBuf> {
    (b'A'..=b'Z')
        .map(|letter| PathBuf::from(format!("{}:\\", char::from(letter))))
        .collect()
}

/// Where desktops mount U-disks, and the root.
#[cfg(not(windows))]
fn disks() -> Vec<PathBuf> {
    let mut all = Vec::new();
    let user = whoami::username().unwrap_or_default();
    for base in [
        format!("/media/{user}"),
        format!("/run/media/{user}"),
        "/mnt".into(),
        "/Volumes".into(),
    ] {
        // A base that is not there has no disks.
        let entries = std::fs::read_dir(base).into_iter().flatten().flatten();
        all.extend(entries.map(|entry| entry.path()));
    }
    all.sort();
    all.push(PathBuf::from("/"));
    all
}
