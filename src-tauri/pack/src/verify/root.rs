//! Where in a zip or a folder the bag lies: at the top, or in one folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::archive::{Archive, Found};
use super::tree::{Folder, Tree};
use crate::PackError;

/// What was found.
pub(super) enum Place {
    /// A bag, under this prefix (empty, or a folder's name with `/`).
    Bag(Tree, String),
    /// A zip of which the end is lost, and why.
    Torn(String),
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
        Found::Other => Err(no_bag(path, "既不是 zip 压缩包，也不是文件夹")),
    }
}

fn no_bag(path: &Path, why: &str) -> PackError {
    PackError::NotABag {
        path: path.to_owned(),
        detail: why.to_owned(),
    }
}

const NOTHING: &str = "里面没有 bagit.txt，也没有清单";

/// Whether a name at the top of a folder says that a bag is meant, even if `bagit.txt` is lost.
fn is_telling(name: &str) -> bool {
    name == "bagit.txt" || (name.starts_with("manifest-") && name.ends_with(".txt"))
}

/// The prefix under which a zip's bag lies.
fn find(archive: &Archive) -> Result<String, &'static str> {
    let names = || archive.nodes.iter().map(|node| node.path.as_str());
    let under = |wanted: fn(&str) -> bool| -> BTreeSet<&str> {
        let tops = names().filter_map(|name| name.split_once('/'));
        tops.filter(|(_, rest)| wanted(rest))
            .map(|(top, _)| top)
            .collect()
    };
    if names().any(|name| name == "bagit.txt") {
        return Ok(String::new());
    }
    let bags = under(|rest| rest == "bagit.txt");
    if bags.len() > 1 {
        return Err("里面有不止一个 BagIt 包");
    }
    let top = bags.first().copied();
    let top = match top {
        None if names().any(is_telling) => return Ok(String::new()),
        None => under(is_telling).first().copied(),
        top => top,
    };
    top.map(|top| format!("{top}/")).ok_or(NOTHING)
}

fn open_folder(path: &Path) -> Result<Place, PackError> {
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
    if telling {
        return Ok(Place::Bag(Tree::Folder(Folder::open(path)?), String::new()));
    }
    folders.retain(|folder| folder.join("bagit.txt").is_file());
    match folders.as_slice() {
        [bag] => Ok(Place::Bag(Tree::Folder(Folder::open(bag)?), String::new())),
        [] => Err(no_bag(path, NOTHING)),
        _ => Err(no_bag(path, "里面有不止一个 BagIt 包")),
    }
}
