//! One file of a bag, to be looked at without unpacking the others.

use std::io::Write;
use std::path::Path;

use super::bag::Bag;
use super::root::{self, Place};
use super::tree::Fault;
use crate::{PackError, Reason};

/// Writes the file at a path inside of a bag, zipped or not, to `out`. `false`: it is not there, or longer than `most` bytes. A name that
/// leads outside is never found.
pub fn read_file(bag: &Path, inside: &str, most: u64, out: &mut dyn Write) -> Result<bool, PackError> {
    let broken = |why, inside: &str| PackError::NotABag {
        path: bag.to_owned(),
        why,
        inside: inside.to_owned(),
    };
    let (tree, prefix) = match root::open(bag)? {
        Place::Bag(tree, prefix) => (tree, prefix),
        Place::Torn(_) => return Err(broken(Reason::Torn, "")),
    };
    let Some(index) = Bag::new(&tree, &prefix).node(inside) else {
        return Ok(false);
    };
    if tree.nodes().get(index).is_none_or(|node| node.bytes > most) {
        return Ok(false);
    }
    let read = tree.read(index, |piece| out.write_all(piece).map_err(Fault::Io));
    match read {
        Ok(_) => Ok(true),
        Err(Fault::Stopped) => Err(PackError::Cancelled),
        Err(Fault::Io(source)) => Err(PackError::Io {
            path: bag.to_owned(),
            source,
        }),
        Err(Fault::Torn(_) | Fault::Short(_) | Fault::Unsafe(_)) => Err(broken(Reason::Damaged, inside)),
        Err(Fault::Unreadable(_)) => Err(broken(Reason::Locked, inside)),
    }
}
