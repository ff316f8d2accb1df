//! Boxes of the ISO base media format (ISO/IEC 14496-12, clause 4.2), walked without loading them.

use crate::bytes::{Bytes, be32, be64};

/// Most boxes on one level.
const BOXES: usize = 500;

/// Where one box lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IsoBox {
    /// Its four letters.
    pub(crate) name: [u8; 4],
    /// Where its content begins.
    pub(crate) body: u64,
    /// Where it ends.
    pub(crate) end: u64,
}

/// The boxes between two places.
pub(crate) fn boxes(bytes: &mut Bytes<'_>, from: u64, end: u64) -> Vec<IsoBox> {
    let mut found = Vec::new();
    let mut at = from;
    while found.len() < BOXES {
        let Some(next) = box_at(bytes, at, end) else { break };
        at = next.end;
        found.push(next);
    }
    found
}

/// The first box with this name between two places.
pub(crate) fn find(bytes: &mut Bytes<'_>, from: u64, end: u64, name: &[u8; 4]) -> Option<IsoBox> {
    let mut at = from;
    for _ in 0..BOXES {
        let next = box_at(bytes, at, end)?;
        if &next.name == name {
            return Some(next);
        }
        at = next.end;
    }
    None
}

fn box_at(bytes: &mut Bytes<'_>, at: u64, end: u64) -> Option<IsoBox> {
    let rest = end.checked_sub(at).filter(|rest| *rest >= 8)?;
    let header = bytes.up_to(at, 16)?;
    let name = header.get(4..8)?.try_into().ok()?;
    let (size, body) = match be32(&header, 0)? {
        0 => (rest, at + 8),
        1 => (be64(&header, 8).filter(|size| *size >= 16)?, at + 16),
        size => (u64::from(size), at + 8),
    };
    let end = at.checked_add(size)?.min(end);
    (size >= 8 && body <= end).then_some(IsoBox { name, body, end })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// A box with its content.
    pub(crate) fn made(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
        let body: Vec<u8> = parts.concat();
        let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
        out.extend(name);
        out.extend(body);
        out
    }

    #[test]
    fn boxes_are_found_and_wrong_sizes_end_the_walk() {
        let mut file = made(b"free", &[b"abc"]);
        file.extend(made(b"moov", &[b"x"]));
        file.extend([0, 0, 0, 3, b'b', b'a', b'd', b'!']);
        let mut bytes = Bytes::new(Path::new("none"), &file, file.len() as u64);
        let end = bytes.len();
        assert_eq!(boxes(&mut bytes, 0, end).len(), 2);
        assert_eq!(find(&mut bytes, 0, end, b"moov").unwrap().body, 19);
        assert!(find(&mut bytes, 0, end, b"trak").is_none());
        // A long header that its parent cuts off.
        let cut = [&[0, 0, 0, 1], &b"moov"[..], &100_u64.to_be_bytes()].concat();
        let mut bytes = Bytes::new(Path::new("none"), &cut, 100);
        assert!(find(&mut bytes, 0, 12, b"moov").is_none());
    }
}
