//! Length, time and size of Matroska and WebM (RFC 9559), which are EBML (RFC 8794).

use crate::bytes::Bytes;
use crate::movie::Movie;
use crate::stamp::container_time;

/// Most elements that are walked in one parent.
const ELEMENTS: usize = 500;
/// Seconds from 1904-01-01 to 2001-01-01, where Matroska's times begin.
const FROM_1904_TO_2001: i64 = 3_061_152_000;

const HEADER: u32 = 0x1a45_dfa3;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const CLUSTER: u32 = 0x1f43_b675;
const SCALE: u32 = 0x2a_d7b1;
const DURATION: u32 = 0x4489;
const DATE: u32 = 0x4461;
const TRACK: u32 = 0xae;
const VIDEO: u32 = 0xe0;
const WIDTH: u32 = 0xb0;
const HEIGHT: u32 = 0xba;

/// One element: its body is `body..end`.
#[derive(Debug, Clone, Copy)]
struct Element {
    id: u32,
    body: u64,
    end: u64,
}

/// Reads what stands before the first cluster.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Movie {
    let mut movie = Movie::default();
    let end = bytes.len();
    let segment = elements(bytes, 0, end, &[HEADER])
        .into_iter()
        .find(|element| element.id == SEGMENT);
    let Some(segment) = segment else {
        movie.headless = true;
        return movie;
    };
    movie.headless = true;
    for element in elements(bytes, segment.body, segment.end, &[]) {
        match element.id {
            INFO => {
                movie.headless = false;
                info(bytes, element, &mut movie);
            }
            TRACKS => tracks(bytes, element, &mut movie),
            _ => {}
        }
    }
    movie
}

/// Info, 5.1.2.
fn info(bytes: &mut Bytes<'_>, info: Element, movie: &mut Movie) {
    let (mut scale, mut length) = (1_000_000, None);
    for element in elements(bytes, info.body, info.end, &[]) {
        match element.id {
            SCALE => scale = number(bytes, element).unwrap_or(scale),
            DURATION => length = real(bytes, element),
            DATE => {
                let seconds = number(bytes, element).map(|n| n.cast_signed() / 1_000_000_000);
                let seconds = seconds.and_then(|n| n.checked_add(FROM_1904_TO_2001));
                movie.made = seconds
                    .and_then(|n| u64::try_from(n).ok())
                    .and_then(container_time);
            }
            _ => {}
        }
    }
    movie.duration_s = length
        .map(|ticks| ticks * scale as f64 / 1e9)
        .filter(|seconds| seconds.is_finite() && *seconds > 0.0);
}

/// Tracks, 5.1.4: the first with a picture.
fn tracks(bytes: &mut Bytes<'_>, tracks: Element, movie: &mut Movie) {
    for track in elements(bytes, tracks.body, tracks.end, &[]) {
        if track.id != TRACK || movie.width.is_some() {
            continue;
        }
        let video = elements(bytes, track.body, track.end, &[])
            .into_iter()
            .find(|element| element.id == VIDEO);
        for element in video.map_or_else(Vec::new, |video| elements(bytes, video.body, video.end, &[])) {
            let mut pixels = || number(bytes, element).and_then(|n| u32::try_from(n).ok());
            match element.id {
                WIDTH => movie.width = pixels(),
                HEIGHT => movie.height = pixels(),
                _ => {}
            }
        }
    }
}

/// The elements between two places, up to the first cluster or what is broken. Of `skipped` ones the bodies alone are
/// passed over; one of unknown size reaches to the end.
fn elements(bytes: &mut Bytes<'_>, mut at: u64, end: u64, skipped: &[u32]) -> Vec<Element> {
    let mut all = Vec::new();
    while at < end && all.len() < ELEMENTS {
        let Some(element) = element(bytes, at, end) else {
            break;
        };
        if element.id == CLUSTER {
            break;
        }
        at = element.end;
        if !skipped.contains(&element.id) {
            all.push(element);
        }
    }
    all
}

fn element(bytes: &mut Bytes<'_>, at: u64, end: u64) -> Option<Element> {
    let head = bytes.up_to(at, 12)?;
    let id_length = head.first()?.leading_zeros() as usize + 1;
    if id_length > 4 {
        return None;
    }
    let id = head
        .get(..id_length)?
        .iter()
        .fold(0, |id, byte| id << 8 | u32::from(*byte));
    let size = head.get(id_length..)?;
    let size_length = size.first()?.leading_zeros() as usize + 1;
    if size_length > 8 {
        return None;
    }
    let mask = u64::MAX >> (64 - 7 * size_length);
    let size = size
        .get(..size_length)?
        .iter()
        .fold(0, |size, byte| size << 8 | u64::from(*byte))
        & mask;
    let body = at + (id_length + size_length) as u64;
    let unknown = size == mask;
    Some(Element {
        id,
        body,
        end: if unknown {
            end
        } else {
            body.saturating_add(size).min(end)
        },
    })
}

/// A big-endian number of at most eight bytes.
fn number(bytes: &mut Bytes<'_>, element: Element) -> Option<u64> {
    let length = usize::try_from(element.end.checked_sub(element.body)?).ok()?;
    if length > 8 {
        return None;
    }
    let body = bytes.read(element.body, length)?;
    Some(body.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A float of four or eight bytes.
fn real(bytes: &mut Bytes<'_>, element: Element) -> Option<f64> {
    let bits = number(bytes, element)?;
    match element.end - element.body {
        4 => Some(f64::from(f32::from_bits(u32::try_from(bits).ok()?))),
        8 => Some(f64::from_bits(bits)),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    fn made(id: &[u8], body: &[u8]) -> Vec<u8> {
        [
            id,
            &(0x0100_0000_0000_0000 | body.len() as u64).to_be_bytes(),
            body,
        ]
        .concat()
    }

    /// 65 s of 1920 x 1080, made at 2026-04-03 07:14:22 UTC.
    pub(crate) fn film(segment_size: Option<u64>) -> Vec<u8> {
        let nanoseconds = (1_775_200_462_i64 - 978_307_200) * 1_000_000_000;
        let info = [
            made(&[0x2a, 0xd7, 0xb1], &[0x0f, 0x42, 0x40]),
            made(&[0x44, 0x89], &65_000_f64.to_be_bytes()),
            made(&[0x44, 0x61], &nanoseconds.to_be_bytes()),
        ];
        let sound = made(&[0xae], &made(&[0xd7], &[1]));
        let video = [made(&[0xb0], &[0x07, 0x80]), made(&[0xba], &[0x04, 0x38])].concat();
        let picture = made(&[0xae], &made(&[0xe0], &video));
        let segment = [
            made(&[0x15, 0x49, 0xa9, 0x66], &info.concat()),
            made(&[0x16, 0x54, 0xae, 0x6b], &[sound, picture].concat()),
            made(&[0x1f, 0x43, 0xb6, 0x75], &[0; 40]),
        ]
        .concat();
        let size = segment_size.unwrap_or(segment.len() as u64) | 0x0100_0000_0000_0000;
        let header = made(&[0x1a, 0x45, 0xdf, 0xa3], &made(&[0x42, 0x82], b"matroska"));
        [
            header,
            [0x18, 0x53, 0x80, 0x67].to_vec(),
            size.to_be_bytes().to_vec(),
            segment,
        ]
        .concat()
    }

    fn of(file: &[u8]) -> Movie {
        read(&mut Bytes::new(Path::new("none"), file, file.len() as u64))
    }

    #[test]
    fn length_time_and_size_are_told_whether_the_segment_knows_its_own_or_not() {
        for segment_size in [None, Some(0x00ff_ffff_ffff_ffff)] {
            let movie = of(&film(segment_size));
            assert_eq!(movie.duration_s, Some(65.0));
            assert_eq!((movie.width, movie.height), (Some(1920), Some(1080)));
            assert_eq!(movie.made.unwrap().value, "2026-04-03T15:14:22+08:00");
            assert!(!movie.headless);
        }
    }

    #[test]
    fn a_film_that_ends_before_its_header_says_so() {
        let whole = film(None);
        assert!(of(&whole[..40]).headless);
        assert!(of(&whole[..130]).width.is_none());
    }
}
