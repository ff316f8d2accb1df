//! Files outside the program: shown, opened, chosen.

use std::fs;
use std::path::{Path, PathBuf};

use crate::App;
use crate::command::Call;
use crate::dto::{FolderArgs, FolderEntry, FolderList, IdArgs, PathArgs};
use crate::fault::{Code, Fault};

/// What may be opened in its own program: nothing that the system would run.
const OPENABLE: &[&str] = &[
    "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "mp4", "mov", "avi",
    "mkv", "3gp", "wmv", "mp3", "m4a", "wav", "amr", "aac", "flac", "pdf", "ofd", "doc", "docx", "wps",
    "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "odt", "ods", "odp", "rtf", "txt", "zip", "rar", "7z",
];

/// The most entries of a folder that are shown.
const ENTRIES: usize = 5000;

pub(crate) fn item_reveal(call: &Call<'_>, args: IdArgs) -> Result<(), Fault> {
    reveal(call.app, &call.app.ledger()?.item_path(&args.id)?)
}

pub(crate) fn item_open(call: &Call<'_>, args: IdArgs) -> Result<(), Fault> {
    open(call.app, &call.app.ledger()?.item_path(&args.id)?)
}

/// Opens a file in its own program; one that the system would run is shown in its folder.
pub(super) fn open(app: &App, path: &Path) -> Result<(), Fault> {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    if !OPENABLE.contains(&extension.as_str()) {
        return reveal(app, path);
    }
    app.settings.desktop.open(path).map_err(|e| failed(path, &e))
}

pub(crate) fn path_reveal(call: &Call<'_>, args: PathArgs) -> Result<(), Fault> {
    let path = PathBuf::from(args.path);
    if !is_known(call.app, &path)? {
        return Err(Fault::at(Code::PathNotAllowed, &path));
    }
    reveal(call.app, &path)
}

/// Whether this is the ledger's folder or in it, a source, or a file that this run made.
fn is_known(app: &App, path: &Path) -> Result<bool, Fault> {
    if app.was_made(path) {
        return Ok(true);
    }
    let ledger = app.ledger()?;
    let real = fs::canonicalize(path).map_err(|e| Fault::io(path, &e))?;
    let own = fs::canonicalize(ledger.dir()).map_err(|e| Fault::io(ledger.dir(), &e))?;
    let is_source = ledger.sources()?.iter().any(|source| source.path == path);
    Ok(is_source || real.starts_with(own))
}

fn reveal(app: &App, path: &Path) -> Result<(), Fault> {
    fs::metadata(path).map_err(|e| Fault::io(path, &e))?;
    app.settings.desktop.reveal(path).map_err(|e| failed(path, &e))
}

fn failed(path: &Path, error: &std::io::Error) -> Fault {
    Fault::at(Code::DesktopFailed, path).with("detail", error)
}

pub(crate) fn folder_list(call: &Call<'_>, args: FolderArgs) -> Result<FolderList, Fault> {
    let places: Vec<FolderEntry> = call.app.settings.places.iter().map(|p| entry(p, true)).collect();
    let Some(path) = args.path.filter(|path| !path.is_empty()) else {
        return Ok(FolderList {
            path: String::new(),
            parent: None,
            entries: places.clone(),
            places,
        });
    };
    let path = PathBuf::from(path);
    Ok(FolderList {
        parent: path.parent().map(|parent| parent.to_string_lossy().into_owned()),
        entries: entries(&path, &args.extensions)?,
        path: path.to_string_lossy().into_owned(),
        places,
    })
}

/// Folders, then files with one of the endings; hidden ones are left out.
fn entries(folder: &Path, extensions: &[String]) -> Result<Vec<FolderEntry>, Fault> {
    let read = fs::read_dir(folder).map_err(|e| Fault::io(folder, &e))?;
    let mut all = Vec::new();
    // An entry that vanishes meanwhile is not there.
    for path in read.flatten().map(|entry| entry.path()) {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_dir = path.is_dir();
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let wanted = extensions
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(&ending));
        if !hidden && (is_dir || wanted) {
            all.push(entry(&path, is_dir));
        }
    }
    all.sort_by(|a, b| (!a.dir, &a.name).cmp(&(!b.dir, &b.name)));
    all.truncate(ENTRIES);
    Ok(all)
}

fn entry(path: &Path, dir: bool) -> FolderEntry {
    let name = path.file_name().unwrap_or(path.as_os_str());
    FolderEntry {
        name: name.to_string_lossy().into_owned(),
        path: path.to_string_lossy().into_owned(),
        dir,
    }
}
