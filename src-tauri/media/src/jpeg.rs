//! JPEG by its markers (ITU-T T.81, annex B), without decoding.

use std::io;

use crate::bytes::{Bytes, be16};
use crate::colour::PROFILE;
use crate::exif::{self, Exif};

/// Most markers that are walked.
const MARKERS: usize = 2000;

/// What the markers tell.
#[derive(Debug, Default)]
pub(crate) struct Jpeg {
    /// Pixels.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// The EXIF block.
    pub(crate) exif: Option<Exif>,
    /// Whether an Adobe marker is there: then the inks of a CMYK picture are stored inverted.
    pub(crate) adobe: bool,
    /// Whether it is coded without loss, as raw data is: no browser or codec here shows that.
    pub(crate) lossless: bool,
    /// Pieces of the colours' profile: number, begin and end.
    pieces: Vec<(u8, u64, u64)>,
    /// Where the first scan's data begins.
    pub(crate) scan: Option<u64>,
}

impl Jpeg {
    /// The colours' profile (ICC.1, annex B.4), from the picture in memory.
    pub(crate) fn profile(&self, content: &[u8]) -> Option<Vec<u8>> {
        let mut pieces = self.pieces.clone();
        pieces.sort_by_key(|(number, ..)| *number);
        let mut profile = Vec::new();
        for (_, begin, end) in pieces {
            let piece = usize::try_from(begin).ok()?..usize::try_from(end).ok()?;
            profile.extend_from_slice(content.get(piece)?);
        }
        (!profile.is_empty() && profile.len() <= PROFILE).then_some(profile)
    }
}

/// Walks the markers to the first scan.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Jpeg {
    let mut jpeg = Jpeg::default();
    let mut at = 2_u64;
    for _ in 0..MARKERS {
        match step(bytes, at, &mut jpeg) {
            Some(next) => at = next,
            None => break,
        }
    }
    jpeg
}

/// One marker; answers where the next one is, `None` at the scan or where markers end.
fn step(bytes: &mut Bytes<'_>, at: u64, jpeg: &mut Jpeg) -> Option<u64> {
    let marker = bytes.read(at, 2)?;
    let [0xff, code] = *marker.as_ref() else {
        return next_marker(bytes, at);
    };
    match code {
        // Fill bytes, and markers without a length.
        0xff => return Some(at + 1),
        0x00 | 0x01 | 0xd0..=0xd8 => return Some(at + 2),
        0xd9 => return None,
        _ => {}
    }
    let length = bytes.read(at + 2, 2).and_then(|length| be16(&length, 0))?;
    let (body, end) = (at + 4, at + 2 + u64::from(length));
    match code {
        0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf if jpeg.width.is_none() => {
            let frame = bytes.read(body, 5)?;
            jpeg.lossless = code & 3 == 3;
            jpeg.height = be16(&frame, 1).map(u32::from).filter(|pixels| *pixels > 0);
            jpeg.width = be16(&frame, 3).map(u32::from).filter(|pixels| *pixels > 0);
        }
        0xe1 if jpeg.exif.as_ref().is_none_or(|exif| exif.damaged)
            && bytes.read(body, 6).is_some_and(|id| id.starts_with(b"Exif\0")) =>
        {
            // Another block may tell what a damaged one does not.
            if let Some(more) = exif::block(bytes, body + 6, end) {
                jpeg.exif.get_or_insert_default().add(more);
            }
        }
        0xe2 if jpeg.pieces.len() < 255 => {
            let id = bytes.read(body, 14).filter(|id| id.starts_with(b"ICC_PROFILE\0"));
            if let Some(number) = id.and_then(|id| id.get(12).copied()) {
                jpeg.pieces.push((number, body + 14, end));
            }
        }
        0xee if bytes.read(body, 5).is_some_and(|id| id.as_ref() == b"Adobe") => jpeg.adobe = true,
        0xda => {
            jpeg.scan = Some(end);
            return None;
        }
        _ => {}
    }
    (length >= 2).then_some(end)
}

/// After a segment with a wrong length: the next marker that can be one, within a few bytes.
fn next_marker(bytes: &mut Bytes<'_>, at: u64) -> Option<u64> {
    const SKIP: usize = 64 * 1024;
    let area = bytes.up_to(at, SKIP)?;
    let plausible = |pair: &[u8]| {
        matches!(
            pair,
            [0xff, 0xc0..=0xc2 | 0xc4 | 0xda..=0xdd | 0xe0..=0xef | 0xfe]
        )
    };
    let skip = area.windows(2).position(plausible)?;
    Some(at + skip as u64)
}

/// Whether the picture ends before its end marker. Cameras append other data after it, so a file that does not
/// end with the marker is searched for it.
pub(crate) fn is_truncated(bytes: &mut Bytes<'_>, jpeg: &Jpeg) -> io::Result<bool> {
    let Some(scan) = jpeg.scan else { return Ok(true) };
    if jpeg.width.is_none() {
        return Ok(true);
    }
    let tail = bytes.up_to(bytes.len().saturating_sub(2).max(scan), 2);
    if tail.is_some_and(|tail| tail.as_ref() == [0xff, 0xd9]) {
        return Ok(false);
    }
    bytes.contains_from(scan, [0xff, 0xd9]).map(|found| !found)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    /// A JPEG's markers with the given EXIF block, without decodable data.
    pub(crate) fn markers(exif: &[u8], tail: &[u8]) -> Vec<u8> {
        let mut file = vec![0xff, 0xd8];
        if !exif.is_empty() {
            file.extend([0xff, 0xe1]);
            file.extend(((exif.len() + 8) as u16).to_be_bytes());
            file.extend(b"Exif\0\0");
            file.extend(exif);
        }
        file.extend([0xff, 0xc0, 0, 11, 8, 0x01, 0x2c, 0x02, 0x58, 1, 1, 0x11, 0]);
        file.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
        file.extend([1, 2, 3]);
        file.extend(tail);
        file
    }

    fn truncated(file: &[u8]) -> bool {
        let mut bytes = Bytes::new(Path::new("none"), file, file.len() as u64);
        let jpeg = read(&mut bytes);
        is_truncated(&mut bytes, &jpeg).unwrap()
    }

    #[test]
    fn size_is_read_and_a_missing_end_is_noticed() {
        let whole = markers(b"", &[0xff, 0xd9]);
        let jpeg = read(&mut Bytes::new(Path::new("none"), &whole, whole.len() as u64));
        assert_eq!((jpeg.width, jpeg.height), (Some(600), Some(300)));
        assert!(!truncated(&whole));
        assert!(truncated(&markers(b"", b"")));
        assert!(!truncated(&markers(b"", b"\xff\xd9 and a video after it")));
        assert!(truncated(&whole[..10]));
        assert!(truncated(&[0xff, 0xd8, 0xff]));
    }

    #[test]
    fn garbage_between_segments_is_skipped() {
        let mut file = markers(b"", &[0xff, 0xd9]);
        file.splice(2..2, [0, 0, 7, 9]);
        let jpeg = read(&mut Bytes::new(Path::new("none"), &file, file.len() as u64));
        assert_eq!(jpeg.width, Some(600));
    }
}
