//! What a pack of ours holds, read from its index alone.

use std::path::Path;

use super::bag::Bag;
use super::ours;
use super::root::{self, Place};
use crate::{PackError, PackIndex, Reason, is_locked};

/// The index of a pack of this program, zipped or not; its files are not read (that is [`super::verify`]'s part).
/// A bag of another make, or one whose index can't be read, is [`PackError::NotABag`]; a zip with a password is [`PackError::Locked`].
pub fn contents(path: &Path) -> Result<PackIndex, PackError> {
    let other = |why| PackError::NotABag {
        path: path.to_owned(),
        why,
        inside: String::new(),
    };
    let (tree, prefix) = match root::open(path)? {
        Place::Bag(tree, prefix) => (tree, prefix),
        Place::Torn(_) => return Err(other(Reason::Torn)),
    };
    let mut bag = Bag::new(&tree, &prefix);
    ours::index(&mut bag)?.ok_or_else(|| match is_locked(path) {
        Ok(true) => PackError::Locked {
            path: path.to_owned(),
        },
        _ => other(Reason::NotOurs),
    })
}
