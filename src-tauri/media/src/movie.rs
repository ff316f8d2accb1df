//! Length, time and size of MP4, MOV and 3GP (ISO/IEC 14496-12, clause 8), and of AVI and WAV.

use taizhang_model::date::DateFact;

use crate::bytes::{Bytes, be32, be64, le32};
use crate::iso::{IsoBox, boxes, find};
use crate::keys;
use crate::stamp::container_time;

/// What a container tells.
#[derive(Debug, Default)]
pub(crate) struct Movie {
    /// Seconds.
    pub(crate) duration_s: Option<f64>,
    /// When it was made.
    pub(crate) made: Option<DateFact>,
    /// When it was taken, as its recorder tells beside the header, with the offset of the place.
    pub(crate) told: Option<DateFact>,
    /// Whether the header says that its writer had no clock.
    pub(crate) clockless: bool,
    /// Pixels of the first picture track, before rotation.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// The track's rotation as an EXIF orientation.
    pub(crate) orientation: Option<u8>,
    /// Whether the box that tells all this is missing.
    pub(crate) headless: bool,
}

/// Reads the movie box, wherever in the file it lies.
pub(crate) fn iso(bytes: &mut Bytes<'_>) -> Movie {
    let mut movie = Movie::default();
    let end = bytes.len();
    let Some(moov) = find(bytes, 0, end, b"moov") else {
        movie.headless = true;
        return movie;
    };
    movie.told = keys::date(bytes, moov);
    for child in boxes(bytes, moov.body, moov.end) {
        match &child.name {
            b"mvhd" => movie_header(bytes, child, &mut movie).unwrap_or_default(),
            b"trak" if movie.width.is_none() => track(bytes, child, &mut movie).unwrap_or_default(),
            _ => {}
        }
    }
    movie
}

/// mvhd, 8.2.2.
fn movie_header(bytes: &mut Bytes<'_>, header: IsoBox, movie: &mut Movie) -> Option<()> {
    let body = bytes.up_to(header.body, 32)?;
    let (made, scale, length) = if body.first() == Some(&1) {
        let length = be64(&body, 24).filter(|length| *length != u64::MAX);
        (be64(&body, 4)?, be32(&body, 20)?, length)
    } else {
        let length = be32(&body, 16).filter(|length| *length != u32::MAX);
        (
            u64::from(be32(&body, 4)?),
            be32(&body, 12)?,
            length.map(u64::from),
        )
    };
    movie.made = container_time(made);
    movie.clockless = made == 0 && movie.told.is_none();
    movie.duration_s = length
        .filter(|length| *length > 0 && scale > 0)
        .map(|length| length as f64 / f64::from(scale));
    Some(())
}

/// tkhd, 8.3.2; tracks of sound have no size.
fn track(bytes: &mut Bytes<'_>, track: IsoBox, movie: &mut Movie) -> Option<()> {
    let header = find(bytes, track.body, track.end, b"tkhd")?;
    let body = bytes.up_to(header.body, 96)?;
    let matrix = if body.first() == Some(&1) { 52 } else { 40 };
    let (width, height) = (be32(&body, matrix + 36)? >> 16, be32(&body, matrix + 40)? >> 16);
    if width == 0 || height == 0 {
        return None;
    }
    movie.width = Some(width);
    movie.height = Some(height);
    let one = |at: usize| be32(&body, matrix + at).map(u32::cast_signed).map(i32::signum);
    movie.orientation = match (one(0)?, one(4)?, one(12)?, one(16)?) {
        (1, 0, 0, 1) => Some(1),
        (0, 1, -1, 0) => Some(6),
        (-1, 0, 0, -1) => Some(3),
        (0, -1, 1, 0) => Some(8),
        _ => None,
    };
    Some(())
}

/// AVI: the main header, which begins the first list.
pub(crate) fn avi(bytes: &mut Bytes<'_>) -> Movie {
    let header = bytes
        .read(12, 76)
        .filter(|list| list.get(12..16) == Some(b"avih"));
    let field = |at: usize| {
        header
            .as_deref()
            .and_then(|list| le32(list, 20 + at))
            .filter(|n| *n > 0)
    };
    Movie {
        duration_s: field(0)
            .zip(field(16))
            .map(|(microseconds, frames)| f64::from(microseconds) * f64::from(frames) / 1e6),
        width: field(32),
        height: field(36),
        ..Movie::default()
    }
}

/// WAV: the data's size by the format's byte rate.
pub(crate) fn wav(bytes: &mut Bytes<'_>) -> Movie {
    const CHUNKS: usize = 100;
    let mut rate = None;
    let mut at = 12_u64;
    for _ in 0..CHUNKS {
        let Some(chunk) = bytes.read(at, 8) else { break };
        let Some(length) = le32(&chunk, 4) else { break };
        match chunk.get(..4) {
            Some(b"fmt ") => rate = bytes.read(at + 8, 12).and_then(|format| le32(&format, 8)),
            Some(b"data") => {
                return Movie {
                    duration_s: rate
                        .filter(|rate| *rate > 0)
                        .map(|rate| f64::from(length) / f64::from(rate)),
                    ..Movie::default()
                };
            }
            _ => {}
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
    Movie::default()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use super::*;
    use crate::iso::tests::made;

    /// An MP4 whose movie box lies after `filler` bytes of data: 65 s, 1920 x 1080, turned by 90 degrees.
    pub(crate) fn mp4(seconds_since_1904: u32, filler: usize) -> Vec<u8> {
        let mut header = vec![0_u8; 4];
        for value in [seconds_since_1904, 0, 1000, 65_000] {
            header.extend(value.to_be_bytes());
        }
        header.resize(100, 0);
        let mut track = vec![0_u8; 40];
        for value in [0, 1 << 16, 0, (-1_i32 << 16).cast_unsigned(), 0, 0, 0, 0, 1 << 30] {
            track.extend(u32::to_be_bytes(value));
        }
        track.extend((1920_u32 << 16).to_be_bytes());
        track.extend((1080_u32 << 16).to_be_bytes());
        let sound = made(b"trak", &[&made(b"tkhd", &[&[0; 84]])]);
        let picture = made(b"trak", &[&made(b"tkhd", &[&track])]);
        let mut file = made(b"ftyp", &[b"isom\0\0\x02\0isom"]);
        file.extend(made(b"mdat", &[&vec![0; filler]]));
        file.extend(made(b"moov", &[&made(b"mvhd", &[&header]), &sound, &picture]));
        file
    }

    #[test]
    fn the_movie_box_is_found_behind_the_data() {
        let file = mp4(0, 300_000);
        let on_disk = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(on_disk.path(), &file).unwrap();
        let movie = iso(&mut Bytes::new(on_disk.path(), &file[..1000], file.len() as u64));
        assert_eq!(movie.duration_s, Some(65.0));
        assert_eq!(
            (movie.width, movie.height, movie.orientation),
            (Some(1920), Some(1080), Some(6))
        );
        assert_eq!(movie.made, None);
        assert!(!movie.headless);
    }

    #[test]
    fn a_movie_cut_before_its_box_is_headless() {
        let file = mp4(0, 300);
        let mut bytes = Bytes::new(Path::new("none"), &file[..200], 200);
        assert!(iso(&mut bytes).headless);
    }

    /// 640 x 480.
    pub(crate) fn avi_of_ten_seconds() -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0AVI LIST\x44\0\0\0hdrlavih\x38\0\0\0".to_vec();
        for value in [40_000_u32, 0, 0, 0, 250, 0, 1, 0, 640, 480, 0, 0, 0, 0] {
            file.extend(value.to_le_bytes());
        }
        file
    }

    /// 8 kHz, 16 bits.
    pub(crate) fn wav_of_two_seconds() -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        for value in [8000_u32, 16_000, 0x0010_0002] {
            file.extend(value.to_le_bytes());
        }
        file.extend(b"data");
        file.extend(32_000_u32.to_le_bytes());
        file.resize(file.len() + 32_000, 0);
        file
    }

    #[test]
    fn avi_and_wav_tell_their_length() {
        let avi_file = avi_of_ten_seconds();
        let movie = avi(&mut Bytes::new(
            Path::new("none"),
            &avi_file,
            avi_file.len() as u64,
        ));
        assert_eq!(
            (movie.duration_s, movie.width, movie.height),
            (Some(10.0), Some(640), Some(480))
        );

        let wav_file = wav_of_two_seconds();
        let movie = wav(&mut Bytes::new(
            Path::new("none"),
            &wav_file,
            wav_file.len() as u64,
        ));
        assert_eq!(movie.duration_s, Some(2.0));
    }
}
