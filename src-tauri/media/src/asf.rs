//! Length, time and size of WMV and WMA: the header object of ASF (Advanced Systems Format specification, 3.1 to 3.3).

use crate::bytes::{Bytes, le32, le64};
use crate::movie::Movie;
use crate::stamp::container_time;

/// Most objects in a header.
const OBJECTS: usize = 200;
/// Seconds from 1601-01-01, where Windows' times begin, to 1904-01-01.
const FROM_1601_TO_1904: u64 = 9_561_628_800;
/// File Properties Object.
const FILE: [u8; 16] = [
    0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11, 0x8e, 0xe4, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65,
];
/// Stream Properties Object.
const STREAM: [u8; 16] = [
    0x91, 0x07, 0xdc, 0xb7, 0xb7, 0xa9, 0xcf, 0x11, 0x8e, 0xe6, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65,
];
/// A stream of pictures.
const VIDEO: [u8; 16] = [
    0xc0, 0xef, 0x19, 0xbc, 0x4d, 0x5b, 0xcf, 0x11, 0xa8, 0xfd, 0x00, 0x80, 0x5f, 0x5c, 0x44, 0x2b,
];

/// Reads the objects of the header.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Movie {
    let mut movie = Movie {
        headless: true,
        ..Movie::default()
    };
    let Some(end) = bytes.read(16, 8).and_then(|size| le64(&size, 0)) else {
        return movie;
    };
    let end = end.min(bytes.len());
    let mut at = 30_u64;
    for _ in 0..OBJECTS {
        let Some(object) = (at < end).then(|| bytes.up_to(at, 104)).flatten() else {
            break;
        };
        let Some(size) = le64(&object, 16).filter(|size| *size >= 24) else {
            break;
        };
        if object.starts_with(&FILE) {
            movie.headless = false;
            properties(&object, &mut movie);
        } else if object.starts_with(&STREAM) && object.get(24..40) == Some(&VIDEO) {
            (movie.width, movie.height) = (le32(&object, 78), le32(&object, 82));
        }
        at = at.saturating_add(size);
    }
    movie
}

/// 3.2: times are in units of 100 ns; the length counts what is read ahead. A broadcast knows neither.
fn properties(object: &[u8], movie: &mut Movie) {
    let field = |at: usize| le64(object, at).unwrap_or_default();
    let broadcast = le32(object, 88).is_some_and(|flags| flags & 1 == 1);
    if broadcast {
        return;
    }
    let made = field(48);
    movie.clockless = made == 0;
    movie.made = (made / 10_000_000)
        .checked_sub(FROM_1601_TO_1904)
        .and_then(container_time);
    let seconds = field(64) as f64 / 1e7 - field(80) as f64 / 1e3;
    movie.duration_s = Some(seconds).filter(|seconds| *seconds > 0.0);
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;

    fn object(id: [u8; 16], body: &[u8]) -> Vec<u8> {
        [&id, &(body.len() as u64 + 24).to_le_bytes()[..], body].concat()
    }

    /// 65 s of 640 x 480, made at 2026-04-03 07:14:22 UTC.
    pub(crate) fn film(flags: u32) -> Vec<u8> {
        let mut file = vec![0; 24];
        file.extend(((1_775_200_462_u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        for value in [10_u64, 680_000_000, 680_000_000, 3000] {
            file.extend(value.to_le_bytes());
        }
        file.extend(flags.to_le_bytes());
        file.extend([0; 12]);
        let mut stream = VIDEO.to_vec();
        stream.extend([0; 38]);
        for value in [640_u32, 480] {
            stream.extend(value.to_le_bytes());
        }
        let objects = [object(FILE, &file), object(STREAM, &stream)].concat();
        let mut whole = vec![0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11];
        whole.extend([0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c]);
        whole.extend((objects.len() as u64 + 30).to_le_bytes());
        whole.extend([2, 0, 0, 0, 1, 2]);
        [whole, objects].concat()
    }

    fn of(file: &[u8]) -> Movie {
        read(&mut Bytes::new(Path::new("none"), file, file.len() as u64))
    }

    #[test]
    fn length_time_and_size_are_told() {
        let movie = of(&film(2));
        assert_eq!(movie.duration_s, Some(65.0));
        assert_eq!((movie.width, movie.height), (Some(640), Some(480)));
        assert_eq!(movie.made.unwrap().value, "2026-04-03T15:14:22+08:00");
        assert!(!movie.headless && !movie.clockless);
    }

    #[test]
    fn a_broadcast_has_no_length_and_half_a_header_says_so() {
        let live = of(&film(1));
        assert_eq!((live.duration_s, live.made), (None, None));
        assert!(of(&film(2)[..28]).headless);
    }
}
