//! A pack with all its volumes, as far as they lie side by side.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::names::is_plain_name;
use crate::verify::contents;
use crate::{PackError, PackIndex};

/// What lies in one place: a pack, or the volumes of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// The index of the part that was asked for, with the files and the links of all parts that are there.
    pub index: PackIndex,
    /// The parts that are there: zips or folders, in order.
    pub parts: Vec<PathBuf>,
    /// For each file of the index, the part that it lies in.
    pub homes: Vec<usize>,
    /// For each link of each indicator, its file.
    pub links: Vec<Vec<Option<usize>>>,
    /// Names of the volumes that are not there.
    pub missing: Vec<String>,
}

/// Reads a pack's index, and those of its other volumes where they lie beside it, zipped or not. Errors are those of [`contents`] for the
/// part that was asked for; another one that can't be read is missing.
pub fn whole(path: &Path) -> Result<Whole, PackError> {
    let own = contents(path)?;
    let volume = own.volume.clone();
    let names = volume
        .as_ref()
        .map(|volume| volume.names.as_slice())
        .unwrap_or_default();
    let mine = volume.as_ref().map_or(1, |volume| volume.number);
    let (mut parts, mut missing) = (Vec::new(), Vec::new());
    for (number, name) in (1..).zip(names) {
        match (number == mine)
            .then(|| (path.to_owned(), own.clone()))
            .or_else(|| beside(path, name, &own, number))
        {
            Some(part) => parts.push(part),
            None => missing.push(name.clone()),
        }
    }
    if parts.is_empty() {
        parts.push((path.to_owned(), own.clone()));
    }
    Ok(put_together(own, parts, missing))
}

/// Another volume of a pack, where it lies beside the one that is known.
fn beside(path: &Path, name: &str, own: &PackIndex, number: u32) -> Option<(PathBuf, PackIndex)> {
    let unpacked = name.strip_suffix(".zip").unwrap_or(name);
    let names = [name, unpacked].into_iter().filter(|name| is_plain_name(name));
    let mut places = names.map(|name| path.with_file_name(name));
    places.find_map(|place| {
        let index = contents(&place).ok()?;
        let of_same = index.unit == own.unit && index.title == own.title && index.as_of == own.as_of;
        let told = index.volume.as_ref()?;
        let names = own.volume.as_ref().map(|volume| &volume.names);
        (of_same && told.number == number && Some(&told.names) == names).then_some((place, index))
    })
}

fn put_together(own: PackIndex, parts: Vec<(PathBuf, PackIndex)>, missing: Vec<String>) -> Whole {
    let (mut index, mut homes) = (own, Vec::new());
    index.entries.clear();
    let mut links: Vec<Vec<Option<usize>>> = index
        .indicators
        .iter()
        .map(|one| vec![None; one.links.len()])
        .collect();
    for (number, (_, part)) in parts.iter().enumerate() {
        if !part.papers.is_empty() {
            index.papers.clone_from(&part.papers);
        }
        let places: HashMap<&str, usize> = (index.entries.len()..)
            .zip(&part.entries)
            .map(|(at, entry)| (entry.path.as_str(), at))
            .collect();
        for ((one, theirs), files) in index.indicators.iter_mut().zip(&part.indicators).zip(&mut links) {
            for ((link, their), file) in one.links.iter_mut().zip(&theirs.links).zip(files) {
                let Some(at) = their.path.as_deref().and_then(|path| places.get(path)) else {
                    continue;
                };
                *file = Some(*at);
                link.clone_from(their);
            }
        }
        homes.extend(std::iter::repeat_n(number, part.entries.len()));
        index.entries.extend(part.entries.iter().cloned());
    }
    Whole {
        index,
        parts: parts.into_iter().map(|(path, _)| path).collect(),
        homes,
        links,
        missing,
    }
}
