//! Where in a zip or a folder the bag lies: at the top, or in folders around it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::archive::{Archive, Found};
use super::said::Both;
use super::tree::{Folder, Tree};
use crate::{PackError, Reason};

/// What was found.
pub(super) enum Place {
    /// A bag, under this prefix (empty, or a folder's name with `/`).
    Bag(Tree, String),
    /// A zip of which the end is lost, and why.
    Torn(Both),
}

/// Opens what was given and finds the bag in it.
pub(super) fn open(path: &Path) -> Result<Place, PackError> {
    let meta = std::fs::metadata(path).map_err(|source| PackError::Io {
        path: path.to_owned(),
        source,
    })?;
    if meta.is_dir() {
        return open_folder(path);
    }
    match Archive::open(path)? {
        Found::Archive(archive) => {
            let prefix = find(&archive).map_err(|why| no_bag(path, why))?;
            Ok(Place::Bag(Tree::Archive(archive), prefix))
        }
        Found::Torn(why) => Ok(Place::Torn(why)),
        Found::Other => Err(no_bag(path, Reason::NoZip)),
    }
}

fn no_bag(path: &Path, why: Reason) -> PackError {
    PackError::NotABag {
        path: path.to_owned(),
        why,
        inside: String::new(),
    }
}

/// Whether a name at the top of a folder says that a bag is meant, even if `bagit.txt` is lost.
fn is_telling(name: &str) -> bool {
    name == "bagit.txt" || (name.starts_with("manifest-") && name.ends_with(".txt"))
}

/// Folders that are looked into for a bag at most: what has more is no folder around one.
const MANY: usize = 200;

/// Folders around a bag: zipping a folder from outside makes one, zipping that again two.
const AROUND: usize = 2;

/// The prefix under which a zip's bag lies: as near to the top as one is told.
fn find(archive: &Archive) -> Result<String, Reason> {
    let names = || archive.nodes.iter().map(|node| node.path.as_str());
    let at = |depth: usize, wanted: fn(&str) -> bool| -> BTreeSet<&str> {
        let split = names().map(|name| name.rsplit_once('/').unwrap_or(("", name)));
        split
            .filter(|(folder, name)| {
                let around = folder.split('/').filter(|part| !part.is_empty()).count();
                around == depth && wanted(name)
            })
            .map(|(folder, _)| folder)
            .collect()
    };
    for depth in 0..=AROUND {
        let mut found = at(depth, |name| name == "bagit.txt");
        if found.is_empty() {
            found = at(depth, is_telling);
        }
        match found.first() {
            Some(_) if found.len() > 1 => return Err(Reason::Several),
            Some(&"") => return Ok(String::new()),
            Some(folder) => return Ok(format!("{folder}/")),
            None => {}
        }
    }
    Err(Reason::Nothing)
}

fn open_folder(path: &Path) -> Result<Place, PackError> {
    let mut level = vec![path.to_owned()];
    for _ in 0..=AROUND {
        let (mut bags, mut below) = (Vec::new(), Vec::new());
        for folder in level {
            let (telling, mut folders) = look(&folder)?;
            if telling {
                bags.push(folder);
            }
            below.append(&mut folders);
        }
        match bags.as_slice() {
            [bag] => return Ok(Place::Bag(Tree::Folder(Folder::open(bag)?), String::new())),
            [] => level = below,
            _ => return Err(no_bag(path, Reason::Several)),
        }
        if level.len() > MANY {
            break;
        }
    }
    Err(no_bag(path, Reason::Nothing))
}

/// Whether a folder is a bag by its names, and the folders in it.
fn look(path: &Path) -> Result<(bool, Vec<PathBuf>), PackError> {
    let io = |source| PackError::Io {
        path: path.to_owned(),
        source,
    };
    let (mut telling, mut folders) = (false, Vec::new());
    for entry in std::fs::read_dir(path).map_err(io)? {
        let entry = entry.map_err(io)?;
        telling |= entry.file_name().to_str().is_some_and(is_telling);
        if entry.file_type().map_err(io)?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok((telling, folders))
}
