//! One coded picture out of a film: MP4, MOV and 3GP (ISO/IEC 14496-12, clause 8), and AVI.

use crate::bytes::{Bytes, be16, be32, be64, le32};
use crate::iso::{IsoBox, boxes, find};

/// Most bytes of one coded picture.
const PICTURE: usize = 4 * 1024 * 1024;
/// Most bytes of one table of samples that is read.
const TABLE: usize = 2 * 1024 * 1024;
/// Most chunks of an AVI that are walked to its first picture.
const CHUNKS: usize = 2000;
/// What stands before the boxes in a description of pictures (VisualSampleEntry, 12.1.3).
const ENTRY: u64 = 86;

/// A coded picture that needs no other to be decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Coded {
    /// A JPEG.
    Jpeg(Vec<u8>),
    /// H.264: the configuration record and the sample.
    Avc(Vec<u8>, Vec<u8>),
    /// HEVC: the configuration record and the sample.
    Hevc(Vec<u8>, Vec<u8>),
}

/// A key picture about a third into the film: films begin and end in the dark. `None` where the film is coded otherwise.
pub(crate) fn key_picture(bytes: &mut Bytes<'_>) -> Option<Coded> {
    let end = bytes.len();
    let moov = find(bytes, 0, end, b"moov")?;
    let tracks = boxes(bytes, moov.body, moov.end);
    let mut tracks = tracks.into_iter().filter(|child| &child.name == b"trak");
    tracks.find_map(|track| of_track(bytes, track))
}

/// The first sample of each track that holds pictures: where it lies, and how long it is.
pub(crate) fn first_samples(bytes: &mut Bytes<'_>, moov: IsoBox) -> Vec<(u64, u64)> {
    let tracks = boxes(bytes, moov.body, moov.end);
    let tracks = tracks.into_iter().filter(|child| &child.name == b"trak");
    tracks
        .filter_map(|track| {
            let table = samples(bytes, track)?;
            place(bytes, table, 1)
        })
        .collect()
}

fn of_track(bytes: &mut Bytes<'_>, track: IsoBox) -> Option<Coded> {
    let table = samples(bytes, track)?;
    let described = find(bytes, table.body, table.end, b"stsd")?;
    let entry = boxes(bytes, described.body + 8, described.end)
        .into_iter()
        .next()?;
    let sample = key_sample(bytes, table).unwrap_or(1);
    let (at, length) = place(bytes, table, sample)?;
    let length = usize::try_from(length).ok().filter(|length| *length <= PICTURE)?;
    let data = bytes.read(at, length)?.into_owned();
    let mut record = |name: &[u8; 4]| {
        let record = find(bytes, entry.body.checked_add(ENTRY - 8)?, entry.end, name)?;
        let length = usize::try_from(record.end.checked_sub(record.body)?).ok()?;
        Some(bytes.up_to(record.body, length)?.into_owned())
    };
    match &entry.name {
        b"avc1" | b"avc3" => Some(Coded::Avc(record(b"avcC")?, data)),
        b"hvc1" | b"hev1" => Some(Coded::Hevc(record(b"hvcC")?, data)),
        b"jpeg" | b"mjpa" | b"mjpg" | b"MJPG" => Some(Coded::Jpeg(data)),
        _ => None,
    }
}

/// stbl of a track with pictures.
fn samples(bytes: &mut Bytes<'_>, track: IsoBox) -> Option<IsoBox> {
    let media = find(bytes, track.body, track.end, b"mdia")?;
    let handler = find(bytes, media.body, media.end, b"hdlr")?;
    if bytes.read(handler.body, 12)?.get(8..12)? != b"vide" {
        return None;
    }
    let information = find(bytes, media.body, media.end, b"minf")?;
    find(bytes, information.body, information.end, b"stbl")
}

/// stss, 8.6.2: the numbers, from 1, of samples that stand alone.
fn key_sample(bytes: &mut Bytes<'_>, table: IsoBox) -> Option<u64> {
    let list = find(bytes, table.body, table.end, b"stss")?;
    let count = be32(&bytes.read(list.body, 8)?, 4)?;
    let at = list.body + 8 + u64::from(count / 3) * 4;
    be32(&bytes.read(at, 4)?, 0).map(u64::from)
}

/// Where a sample lies, by stsc (8.7.4), stco or co64 (8.7.5) and stsz (8.7.3).
fn place(bytes: &mut Bytes<'_>, table: IsoBox, sample: u64) -> Option<(u64, u64)> {
    let (chunk, before) = chunk_of(bytes, table, sample)?;
    let (list, wide) = match find(bytes, table.body, table.end, b"stco") {
        Some(list) => (list, false),
        None => (find(bytes, table.body, table.end, b"co64")?, true),
    };
    let begin = if wide {
        be64(&bytes.read(list.body + 8 + (chunk - 1) * 8, 8)?, 0)?
    } else {
        u64::from(be32(&bytes.read(list.body + 8 + (chunk - 1) * 4, 4)?, 0)?)
    };
    let sizes = find(bytes, table.body, table.end, b"stsz")?;
    let head = bytes.read(sizes.body, 12)?;
    let (all, count) = (u64::from(be32(&head, 4)?), u64::from(be32(&head, 8)?));
    if all > 0 {
        return Some((begin.checked_add(before.checked_mul(all)?)?, all));
    }
    let first = sample.checked_sub(1)?.checked_sub(before)?;
    let wanted = usize::try_from(before.checked_add(1)?.checked_mul(4)?).ok()?;
    if sample > count || wanted > TABLE {
        return None;
    }
    let sizes = bytes.read(sizes.body + 12 + first * 4, wanted)?;
    let mut lengths = sizes
        .chunks_exact(4)
        .filter_map(|size| be32(size, 0))
        .map(u64::from);
    let skipped: u64 = lengths.by_ref().take(usize::try_from(before).ok()?).sum();
    Some((begin.checked_add(skipped)?, lengths.next()?))
}

/// The chunk, from 1, that a sample lies in, and how many samples come before it there.
fn chunk_of(bytes: &mut Bytes<'_>, table: IsoBox, sample: u64) -> Option<(u64, u64)> {
    let list = find(bytes, table.body, table.end, b"stsc")?;
    let count = usize::try_from(be32(&bytes.read(list.body, 8)?, 4)?).ok()?;
    let runs = bytes.up_to(list.body + 8, count.checked_mul(12)?.min(TABLE))?;
    let run = |run: &[u8]| Some((u64::from(be32(run, 0)?), u64::from(be32(run, 4)?).max(1)));
    let runs: Vec<(u64, u64)> = runs.chunks_exact(12).filter_map(run).collect();
    let mut rest = sample.checked_sub(1)?;
    for (index, (first, each)) in runs.iter().enumerate() {
        let chunks = match runs.get(index + 1) {
            Some((next, _)) => next.checked_sub(*first)?,
            None => u64::MAX / each,
        };
        if rest < chunks.saturating_mul(*each) {
            let chunk = first.checked_add(rest / each)?;
            return (chunk > 0).then_some((chunk, rest % each));
        }
        rest -= chunks * each;
    }
    None
}

/// The first picture of an AVI whose pictures are JPEGs.
pub(crate) fn avi(bytes: &mut Bytes<'_>) -> Option<Coded> {
    let mut at = 12_u64;
    for _ in 0..CHUNKS {
        let head = bytes.read(at, 12)?;
        let (name, length) = (head.get(..4)?, le32(&head, 4)?);
        let list = name == b"LIST" && matches!(head.get(8..12)?, b"movi" | b"rec ");
        if list {
            at += 12;
            continue;
        }
        if matches!(name.get(2..4)?, b"dc" | b"db") && length > 0 {
            let length = usize::try_from(length).ok().filter(|length| *length <= PICTURE)?;
            let data = bytes.read(at + 8, length)?;
            return (be16(&data, 0)? == 0xffd8).then(|| Coded::Jpeg(data.into_owned()));
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
    None
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;
    use crate::iso::tests::made;

    fn list(values: &[u32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_be_bytes()).collect()
    }

    /// A film of pictures, each a sample: two in the first chunk, then one in each; keys as told (from 1).
    pub(crate) fn mp4(entry: &[u8; 4], record: &[u8], pictures: &[&[u8]], keys: &[u32]) -> Vec<u8> {
        let begin = made(b"ftyp", &[b"isom\0\0\x02\0isom"]);
        let data: Vec<u8> = pictures.concat();
        let mut places = Vec::new();
        let mut at = begin.len() as u32 + 8;
        for (index, picture) in pictures.iter().enumerate() {
            if index != 1 {
                places.push(at);
            }
            at += picture.len() as u32;
        }
        let sizes: Vec<u32> = pictures.iter().map(|picture| picture.len() as u32).collect();
        let count = |values: &[u32]| [&[0, values.len() as u32], values].concat();
        let description = made(entry, &[&[0; 78], record]);
        let table = made(
            b"stbl",
            &[
                &made(b"stsd", &[&list(&[0, 1]), &description]),
                &made(b"stss", &[&list(&count(keys))]),
                &made(b"stsc", &[&list(&[0, 2, 1, 2, 1, 2, 1, 1])]),
                &made(b"stsz", &[&list(&[0, 0, sizes.len() as u32]), &list(&sizes)]),
                &made(b"stco", &[&list(&count(&places))]),
            ],
        );
        let handler = made(b"hdlr", &[&[0; 8], b"vide", &[0; 12]]);
        let media = made(b"mdia", &[&handler, &made(b"minf", &[&table])]);
        let film = made(b"moov", &[&made(b"trak", &[&media])]);
        [begin, made(b"mdat", &[&data]), film].concat()
    }

    fn key(file: &[u8]) -> Option<Coded> {
        key_picture(&mut Bytes::new(Path::new("none"), file, file.len() as u64))
    }

    #[test]
    fn the_key_picture_a_third_in_is_found_in_its_chunk() {
        let pictures: [&[u8]; 5] = [b"one", b"two!", b"three", b"four", b"5"];
        let wanted = |keys: &[u32]| match key(&mp4(b"jpeg", b"", &pictures, keys)) {
            Some(Coded::Jpeg(data)) => String::from_utf8(data).unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(wanted(&[1]), "one");
        assert_eq!(wanted(&[2]), "two!");
        assert_eq!(wanted(&[1, 4, 5]), "four");
        assert_eq!(wanted(&[1, 2, 3, 4, 5]), "two!");
        assert_eq!(wanted(&[5]), "5");
        assert_eq!(key(&mp4(b"jpeg", b"", &pictures, &[6])), None);
        assert_eq!(key(&mp4(b"mp4v", b"", &pictures, &[1])), None);
        let record = made(b"avcC", &[b"record"]);
        let coded = key(&mp4(b"avc1", &record, &pictures, &[3]));
        assert_eq!(coded, Some(Coded::Avc(b"record".to_vec(), b"three".to_vec())));
    }

    #[test]
    fn a_film_cut_or_changed_anywhere_is_no_panic() {
        let file = mp4(b"hvc1", &made(b"hvcC", &[b"x"]), &[b"one", b"two"], &[1, 2]);
        for at in 0..file.len() {
            key(&file[..at]);
            for value in [0, 1, 0x7f, 0xff] {
                let mut changed = file.clone();
                changed[at] = value;
                key(&changed);
            }
        }
    }

    #[test]
    fn an_avi_gives_its_first_picture_if_it_is_a_jpeg() {
        let avi_of = |data: &[u8]| {
            let mut movie = b"movi00dc".to_vec();
            movie.extend((data.len() as u32).to_le_bytes());
            movie.extend(data);
            let mut file = b"RIFF\0\0\0\0AVI LIST\x04\0\0\0hdrlLIST".to_vec();
            file.extend((movie.len() as u32).to_le_bytes());
            file.extend(movie);
            avi(&mut Bytes::new(Path::new("none"), &file, file.len() as u64))
        };
        let jpeg = b"\xff\xd8\xff\xd9".to_vec();
        assert_eq!(avi_of(&jpeg), Some(Coded::Jpeg(jpeg)));
        assert_eq!(avi_of(b"DIVX"), None);
    }
}
