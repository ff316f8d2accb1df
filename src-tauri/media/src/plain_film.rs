//! A film (MP4, MOV, 3GP) without what it tells beside picture and sound: place, device, whatever a telephone or an action camera notes.
//!
//! Nothing moves and nothing is encoded anew: boxes that are not needed for playing become `free` (ISO/IEC 14496-12, 8.1.2) and their
//! bytes zero, tracks of notes (Apple's `mebx`, GoPro's `gpmd`, Google's `camm`) with their samples too. The length stays.

use std::io::{self, Read};
use std::path::Path;

use sha2::Digest as _;
use taizhang_model::id::Sha256;

use crate::bytes::{Bytes, be32, be64};
use crate::iso::{IsoBox, boxes, find};

/// Formats of these films.
pub const FILMS: [&str; 3] = ["mp4", "mov", "3gp"];

/// What is needed for playing, level by level.
const TOP: [&[u8; 4]; 10] = [
    b"ftyp", b"moov", b"mdat", b"wide", b"moof", b"mfra", b"sidx", b"ssix", b"styp", b"pdin",
];
const MOVIE: [&[u8; 4]; 4] = [b"mvhd", b"trak", b"mvex", b"iods"];
const TRACK: [&[u8; 4]; 8] = [
    b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"trgr", b"load", b"clip",
];
/// Handlers of tracks that are seen, heard or read, and the clock beside them.
const SHOWN: [&[u8; 4]; 9] = [
    b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint", b"auxv",
];
/// Most samples and chunks of a track of notes.
const MOST: usize = 1_000_000;

/// What is changed of a film's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainFilm {
    /// In order, none over another.
    patches: Vec<Patch>,
}

/// Bytes that become others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Patch {
    from: u64,
    to: u64,
    /// The four letters of a box, else zeros.
    name: bool,
}

impl PlainFilm {
    /// Looks for what tells more than picture and sound. `None`: the file is not laid out as is known here, and nothing can be promised.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        let len = crate::open::open(path)?.metadata()?.len();
        let mut bytes = Bytes::new(path, &[], len);
        let found = look(&mut bytes);
        match bytes.failure() {
            Some(error) => Err(io::Error::new(error.kind(), error.to_string())),
            None => Ok(found),
        }
    }

    /// Hashes of the film as it is and as it becomes, by one read; `told` hears how far it is and says whether to go on. `None`: stopped.
    pub fn sums(
        &self,
        path: &Path,
        mut told: impl FnMut(u64) -> bool,
    ) -> io::Result<Option<(Sha256, Sha256)>> {
        let mut own = sha2::Sha256::new();
        let film = Noted {
            film: crate::open::open(path)?,
            hash: &mut own,
        };
        let mut reader = self.clone().reader(film);
        let (mut plain, mut block, mut done) = (sha2::Sha256::new(), vec![0; 1 << 20], 0);
        loop {
            if !told(done) {
                return Ok(None);
            }
            let read = reader.read(&mut block)?;
            if read == 0 {
                break;
            }
            done += read as u64;
            plain.update(block.get(..read).unwrap_or_default());
        }
        drop(reader);
        let sum = |hash: sha2::Sha256| Sha256(hash.finalize().into());
        Ok(Some((sum(own), sum(plain))))
    }

    /// The film's bytes with the changes; `film` stands at its beginning.
    pub fn reader<R: Read>(self, film: R) -> impl Read + use<R> {
        Changed {
            film,
            patches: self.patches,
            next: 0,
            at: 0,
        }
    }
}

/// A film that is hashed while it is read.
struct Noted<'h, R> {
    film: R,
    hash: &'h mut sha2::Sha256,
}

impl<R: Read> Read for Noted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.film.read(out)?;
        self.hash.update(out.get(..read).unwrap_or_default());
        Ok(read)
    }
}

struct Changed<R> {
    film: R,
    patches: Vec<Patch>,
    /// The first patch that is not behind.
    next: usize,
    at: u64,
}

impl<R: Read> Read for Changed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.film.read(out)?;
        let end = self.at + read as u64;
        while let Some(patch) = self.patches.get(self.next).filter(|patch| patch.from < end) {
            let (from, to) = (patch.from.max(self.at), patch.to.min(end));
            for place in from..to {
                let letter = usize::try_from(place - patch.from).ok();
                let letter = letter
                    .and_then(|letter| b"free".get(letter))
                    .filter(|_| patch.name);
                let here = usize::try_from(place - self.at).ok();
                if let Some(byte) = here.and_then(|here| out.get_mut(here)) {
                    *byte = letter.copied().unwrap_or(0);
                }
            }
            if patch.to > end {
                break;
            }
            self.next += 1;
        }
        self.at = end;
        Ok(read)
    }
}

/// Boxes between two places with where each begins; `None` unless they fill the room to its end.
fn all(bytes: &mut Bytes<'_>, from: u64, end: u64) -> Option<Vec<(u64, IsoBox)>> {
    let found = boxes(bytes, from, end);
    let begins = std::iter::once(from).chain(found.iter().map(|one| one.end));
    // QuickTime ends a list of user data by four zeros; other rests are no boxes.
    let last = found.last().map_or(from, |one| one.end);
    (end.saturating_sub(last) < 8).then(|| begins.zip(found.iter().copied()).collect())
}

fn look(bytes: &mut Bytes<'_>) -> Option<PlainFilm> {
    let end = bytes.len();
    let top = all(bytes, 0, end)?;
    let (_, moov) = *top.iter().find(|(_, one)| &one.name == b"moov")?;
    let in_pieces = top.iter().any(|(_, one)| &one.name == b"moof");
    let mut patches = Vec::new();
    for (at, one) in &top {
        if !TOP.contains(&&one.name) {
            blank(*at, *one, &mut patches);
        }
    }
    for (at, one) in all(bytes, moov.body, moov.end)? {
        match &one.name {
            // Its content is packed.
            b"cmov" => return None,
            b"trak" => track(bytes, at, one, in_pieces, &mut patches)?,
            name if MOVIE.contains(&name) => {}
            _ => blank(at, one, &mut patches),
        }
    }
    patches.retain(|patch| patch.from < patch.to);
    patches.sort_unstable_by_key(|patch| patch.from);
    // Samples in a box that goes anyway.
    patches.dedup_by(|next, kept| next.from >= kept.from && next.to <= kept.to);
    let apart = patches.windows(2).all(|pair| match pair {
        [one, next] => one.to <= next.from,
        _ => true,
    });
    apart.then_some(PlainFilm { patches })
}

/// Makes a box `free`, its bytes zero.
fn blank(at: u64, one: IsoBox, patches: &mut Vec<Patch>) {
    if &one.name != b"free" {
        patches.push(Patch {
            from: at + 4,
            to: at + 8,
            name: true,
        });
    }
    patches.push(Patch {
        from: one.body,
        to: one.end,
        name: false,
    });
}

fn track(
    bytes: &mut Bytes<'_>,
    at: u64,
    track: IsoBox,
    in_pieces: bool,
    patches: &mut Vec<Patch>,
) -> Option<()> {
    let inside = all(bytes, track.body, track.end)?;
    let (_, media) = *inside.iter().find(|(_, one)| &one.name == b"mdia")?;
    let handler = find(bytes, media.body, media.end, b"hdlr")?;
    let handler = bytes.read(handler.body + 8, 4)?;
    if SHOWN.iter().any(|shown| **shown == *handler) {
        for (at, one) in inside {
            if !TRACK.contains(&&one.name) {
                blank(at, one, patches);
            }
        }
        return Some(());
    }
    // Samples that lie in later pieces of the file are not followed.
    if in_pieces {
        return None;
    }
    samples(bytes, media, patches)?;
    blank(at, track, patches);
    Some(())
}

/// Blanks the samples of a track (ISO/IEC 14496-12, 8.7).
fn samples(bytes: &mut Bytes<'_>, media: IsoBox, patches: &mut Vec<Patch>) -> Option<()> {
    let minf = find(bytes, media.body, media.end, b"minf")?;
    let table = find(bytes, minf.body, minf.end, b"stbl")?;
    let sizes = sizes(bytes, table)?;
    let chunks = chunks(bytes, table)?;
    let runs = runs(bytes, table)?;
    let end = bytes.len();
    let (mut sample, mut run) = (0_usize, 0);
    for (number, from) in (1_u32..).zip(chunks) {
        while runs.get(run + 1).is_some_and(|(first, _)| *first <= number) {
            run += 1;
        }
        let count = usize::try_from(runs.get(run)?.1).ok()?;
        let here = sizes.get(sample..sample.checked_add(count)?)?;
        sample += count;
        let size = here
            .iter()
            .fold(0_u64, |sum, size| sum.saturating_add(u64::from(*size)));
        let to = from.checked_add(size).filter(|to| *to <= end)?;
        patches.push(Patch {
            from,
            to,
            name: false,
        });
    }
    Some(())
}

/// A full box's content behind version and flags, whole.
fn content(bytes: &mut Bytes<'_>, within: IsoBox, name: &[u8; 4]) -> Option<Vec<u8>> {
    let found = find(bytes, within.body, within.end, name)?;
    let size = usize::try_from(found.end.checked_sub(found.body + 4)?).ok()?;
    Some(bytes.read(found.body + 4, size)?.into_owned())
}

/// How many entries follow a count.
fn counted(content: &[u8], at: usize) -> Option<usize> {
    usize::try_from(be32(content, at)?)
        .ok()
        .filter(|count| *count <= MOST)
}

/// stsz: the size of each sample.
fn sizes(bytes: &mut Bytes<'_>, table: IsoBox) -> Option<Vec<u32>> {
    let content = content(bytes, table, b"stsz")?;
    let count = counted(&content, 4)?;
    match be32(&content, 0)? {
        0 => (0..count).map(|place| be32(&content, 8 + 4 * place)).collect(),
        same => Some(vec![same; count]),
    }
}

/// stco or co64: where each chunk begins.
fn chunks(bytes: &mut Bytes<'_>, table: IsoBox) -> Option<Vec<u64>> {
    if let Some(content) = content(bytes, table, b"stco") {
        let count = counted(&content, 0)?;
        let place = |place: usize| be32(&content, 4 + 4 * place).map(u64::from);
        return (0..count).map(place).collect();
    }
    let content = content(bytes, table, b"co64")?;
    let count = counted(&content, 0)?;
    (0..count).map(|place| be64(&content, 4 + 8 * place)).collect()
}

/// stsc: from which chunk on there are how many samples in each.
fn runs(bytes: &mut Bytes<'_>, table: IsoBox) -> Option<Vec<(u32, u32)>> {
    let content = content(bytes, table, b"stsc")?;
    let count = counted(&content, 0)?;
    let run = |place: usize| Some((be32(&content, 4 + 12 * place)?, be32(&content, 8 + 12 * place)?));
    (0..count).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iso::tests::made;

    fn track(handler: &[u8; 4], at: u32, sizes: &[u32], beside: &[u8]) -> Vec<u8> {
        let full = |name: &[u8; 4], numbers: &[u32]| {
            let body: Vec<u8> = numbers.iter().flat_map(|n| n.to_be_bytes()).collect();
            made(name, &[&[0; 4], &body])
        };
        let count = u32::try_from(sizes.len()).unwrap();
        let stbl = made(
            b"stbl",
            &[
                &full(b"stsz", &[&[0, count], sizes].concat()),
                &full(b"stsc", &[1, 1, count, 1]),
                &full(b"stco", &[1, at]),
            ],
        );
        let mdia = made(
            b"mdia",
            &[
                &made(b"hdlr", &[&[0; 8], handler, &[0; 12]]),
                &made(b"minf", &[&stbl]),
            ],
        );
        made(b"trak", &[&made(b"tkhd", &[&[7; 20]]), &mdia, beside])
    }

    /// A film with a place wherever telephones and cameras put one, and two samples: of a picture and of notes.
    fn film() -> Vec<u8> {
        let ftyp = made(b"ftyp", &[b"qt  \0\0\0\0"]);
        let mdat = made(b"mdat", &[b"picture", b"+31.2304+121.4737/ in notes"]);
        let at = u32::try_from(ftyp.len() + 8).unwrap();
        let user = made(
            b"udta",
            &[
                &made(b"\xa9xyz", &[b"\0\x12\x15\xc7+31.2304+121.4737/"]),
                &made(b"loci", &[b"\0\0\0\0+31.2304"]),
                &[0; 4],
            ],
        );
        let keys = made(
            b"meta",
            &[b"com.apple.quicktime.location.ISO6709 +31.2304 iPhone"],
        );
        let moov = made(
            b"moov",
            &[
                &made(b"mvhd", &[&[9; 100]]),
                &track(b"vide", at, &[7], &made(b"udta", &[b"+31.2304"])),
                &track(b"meta", at + 7, &[17, 10], b""),
                &user,
                &keys,
            ],
        );
        let own = made(b"uuid", &[b"XMP with +31.2304"]);
        let hidden = made(b"free", &[b"+31.2304 of a dash camera"]);
        [ftyp, mdat, moov, own, hidden].concat()
    }

    fn plain(film: &[u8]) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.mov");
        std::fs::write(&path, film).unwrap();
        let plan = PlainFilm::of(&path).unwrap()?;
        // Read in pieces of odd lengths: changes go over their edges.
        let mut reader = plan.reader(film);
        let (mut out, mut piece) = (Vec::new(), [0; 13]);
        loop {
            match reader.read(&mut piece).unwrap() {
                0 => return Some(out),
                read => out.extend_from_slice(&piece[..read]),
            }
        }
    }

    #[test]
    fn place_and_device_are_gone_and_nothing_moved() {
        let film = film();
        let out = plain(&film).unwrap();
        assert_eq!(out.len(), film.len());
        for told in [&b"31.2304"[..], b"121.4737", b"iPhone", b"XMP", b"udta", b"notes"] {
            assert!(
                !out.windows(told.len()).any(|part| part == told),
                "{}",
                told.escape_ascii()
            );
        }
        // What plays is where it was.
        let at = film.windows(7).position(|part| part == b"picture").unwrap();
        assert_eq!(&out[at..at + 7], b"picture");
        for kept in [&b"mvhd"[..], b"tkhd", b"vide", b"stbl", b"ftyp"] {
            let place = film.windows(4).position(|part| part == kept).unwrap();
            assert_eq!(&out[place..place + 4], kept);
        }
        // There is nothing more to do.
        assert!(plain(&out).unwrap() == out);
    }

    #[test]
    fn a_film_of_unknown_make_is_not_promised() {
        let film = film();
        assert_eq!(plain(b"RIFF....AVI "), None);
        let head = film.windows(4).position(|part| part == b"moov").unwrap() - 4;
        assert_eq!(plain(&film[..head]), None);
        // Notes in later pieces of the file.
        let pieces = [&film[..], &made(b"moof", &[b"later"])].concat();
        assert_eq!(plain(&pieces), None);
        // Samples beyond the end of the file.
        let mut far = film.clone();
        let stco = far.windows(4).rposition(|part| part == b"stco").unwrap();
        far[stco + 12..stco + 16].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(plain(&far), None);
    }
}
