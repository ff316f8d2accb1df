//! The pack of another unit that is looked at: its files as pictures and as copies, without unpacking it.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use taizhang_ledger::THUMB;
use taizhang_media::WorkerPool;
use taizhang_model::kind::Kind;
use taizhang_pack::Whole;
use taizhang_pack::index_json::IndexEntry;

use crate::fault::{Code, Fault};
use crate::scratch::Scratch;
use crate::task::hold;

/// What a name of a picture begins with: no hash does.
const NAME: &str = "pack";
/// The longest file that is copied out to be looked at.
const MOST: u64 = 4 << 30;
/// The longest thumbnail.
const MOST_THUMB: u64 = 4 << 20;

/// The pack that was opened last.
#[derive(Default)]
pub(crate) struct Received {
    open: Mutex<Option<Open>>,
    /// The open form of a locked pack: it goes with the program, or when a pack that lies elsewhere is opened.
    unlocked: Mutex<Option<Scratch>>,
}

struct Open {
    key: String,
    files: Vec<Inside>,
    /// Copies of files that were opened; it goes with the program, or when another pack is opened.
    copies: Option<Scratch>,
}

/// A file and its thumbnail, as paths inside the pack or volume that they lie in.
#[derive(Clone)]
struct Inside {
    pack: PathBuf,
    path: String,
    thumbnail: Option<String>,
}

/// Whether there may be a picture of a file.
pub(crate) fn is_pictured(entry: &IndexEntry) -> bool {
    entry.thumbnail.is_some() || matches!(entry.kind, Kind::Photo | Kind::Screenshot)
}

impl Received {
    /// Lets go of the pack, with the copies of its files and the open form of a locked one.
    pub(crate) fn close(&self) {
        *hold(&self.open) = None;
        *hold(&self.unlocked) = None;
    }

    /// Keeps the open form of a locked pack, in the place of the one before.
    pub(crate) fn keep(&self, folder: Scratch) {
        *hold(&self.unlocked) = Some(folder);
    }

    /// Takes the place of the pack before; gives the new one's name. No two openings have the same, so that a browser that keeps
    /// pictures never shows one of another pack.
    pub(crate) fn open(&self, whole: &Whole) -> String {
        let key = format!("{NAME}-{}", uuid::Uuid::new_v4().simple());
        let file = |(entry, home): (&IndexEntry, &usize)| Inside {
            pack: whole.parts.get(*home).cloned().unwrap_or_default(),
            path: entry.path.clone(),
            thumbnail: entry.thumbnail.clone(),
        };
        let mut unlocked = hold(&self.unlocked);
        let is_inside = |folder: &Scratch| whole.parts.iter().any(|part| part.starts_with(folder.path()));
        if !unlocked.as_ref().is_some_and(is_inside) {
            *unlocked = None;
        }
        *hold(&self.open) = Some(Open {
            key: key.clone(),
            files: whole.index.entries.iter().zip(&whole.homes).map(file).collect(),
            copies: None,
        });
        key
    }

    /// Whether a name of a picture is one of a pack's.
    pub(crate) fn names(&self, name: &str) -> bool {
        name.starts_with(NAME)
    }

    /// The picture `<key>-<place>` as JPEG. `None`: the pack is no longer open, or there is no picture.
    pub(crate) fn picture(
        &self,
        name: &str,
        side: u32,
        workers: &WorkerPool,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let place = name
            .rsplit_once('-')
            .and_then(|(key, place)| Some((key, place.parse().ok()?)));
        let Some(file) = place.and_then(|(key, place)| self.file(key, place)) else {
            return Ok(None);
        };
        if let Some(thumbnail) = file.thumbnail.as_deref().filter(|_| side <= THUMB) {
            let mut jpeg = Vec::new();
            if taizhang_pack::read_file(&file.pack, thumbnail, MOST_THUMB, &mut jpeg)? {
                return Ok(Some(jpeg));
            }
        }
        // A worker decodes it from a file of its own: the pack may be hostile.
        let folder = Scratch::new()?;
        let copy = folder.path().join("picture");
        if !take(&file.pack, &file.path, &copy)? {
            return Ok(None);
        }
        Ok(workers.picture(&copy, side).ok().map(|picture| picture.jpeg))
    }

    /// A copy of a file under its own name.
    pub(crate) fn copy(&self, key: &str, place: u64) -> Result<PathBuf, Fault> {
        let closed = || Fault::new(Code::PackClosed);
        let file = self.file(key, place).ok_or_else(closed)?;
        let folder = {
            let mut open = hold(&self.open);
            let open = open.as_mut().filter(|open| open.key == key).ok_or_else(closed)?;
            if open.copies.is_none() {
                open.copies = Some(Scratch::new()?);
            }
            let copies = open.copies.as_ref().map(|copies| copies.path().to_owned());
            copies.ok_or_else(closed)?.join(place.to_string())
        };
        std::fs::create_dir_all(&folder).map_err(|e| Fault::io(&folder, &e))?;
        // A path of a pack has `/` alone; its last part is a plain name, or the pack is not sound.
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let copy = folder.join(name);
        if !taizhang_pack::is_plain_name(name) || !take(&file.pack, &file.path, &copy)? {
            return Err(closed());
        }
        Ok(copy)
    }

    fn file(&self, key: &str, place: u64) -> Option<Inside> {
        let open = hold(&self.open);
        let open = open.as_ref().filter(|open| open.key == key)?;
        open.files.get(usize::try_from(place).ok()?).cloned()
    }
}

fn take(pack: &Path, inside: &str, to: &Path) -> Result<bool, Fault> {
    let mut file = BufWriter::new(File::create(to).map_err(|e| Fault::io(to, &e))?);
    let there = taizhang_pack::read_file(pack, inside, MOST, &mut file)?;
    file.flush().map_err(|e| Fault::io(to, &e))?;
    Ok(there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_form_of_a_locked_pack_goes_when_it_is_closed() {
        let folder = Scratch::new().unwrap();
        let path = folder.path().to_owned();
        let received = Received::default();
        received.keep(folder);
        assert!(path.exists());
        received.close();
        assert!(!path.exists());
    }
}
