//! Length of sounds: MP3, AAC, FLAC and OGG by lofty, AMR by its frames.

use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};

use lofty::config::ParseOptions;
use lofty::file::{AudioFile, FileType};
use lofty::probe::Probe;
use taizhang_document::caught;

use crate::bytes::Bytes;
use crate::format::Format;
use crate::movie::Movie;

/// Bytes that are read at once.
const BLOCK: usize = 16 * 1024;
/// Bytes of an AMR whose frames are counted; what follows is taken to be like them.
const COUNTED: usize = 1024 * 1024;
/// Seconds of one frame of AMR.
const FRAME: f64 = 0.02;
/// Bytes of AMR's frames by their type (RFC 4867, 5.3), the first included.
const NARROW: [usize; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
/// The same of AMR-WB.
const WIDE: [usize; 16] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];

/// Reads the length alone: tags of sounds tell nothing that an inspection asks for.
pub(crate) fn read(bytes: &mut Bytes<'_>, format: Format) -> Movie {
    let kind = match format {
        Format::Mp3 => FileType::Mpeg,
        Format::Aac => FileType::Aac,
        Format::Flac => FileType::Flac,
        Format::Ogg if bytes.head().get(28..36) == Some(b"OpusHead") => FileType::Opus,
        _ => FileType::Vorbis,
    };
    Movie {
        duration_s: seconds(bytes, kind),
        ..Movie::default()
    }
}

/// A panic of the library costs the length, not the scan.
fn seconds(bytes: &mut Bytes<'_>, kind: FileType) -> Option<f64> {
    let options = ParseOptions::new().read_tags(false).read_cover_art(false);
    let source = BufReader::with_capacity(BLOCK, Source { bytes, at: 0 });
    let probe = Probe::with_file_type(source, kind).options(options);
    let read = caught(|| probe.read())?.ok()?;
    let seconds = read.properties().duration().as_secs_f64();
    (seconds > 0.0).then_some(seconds)
}

/// AMR: the frames that can be counted, and as many again as there are such bytes.
pub(crate) fn amr(bytes: &mut Bytes<'_>) -> Movie {
    let wide = bytes.head().starts_with(b"#!AMR-WB\n");
    let (begin, sizes) = if wide { (9, WIDE) } else { (6, NARROW) };
    let part = bytes.up_to(begin, COUNTED).unwrap_or_default();
    let (mut at, mut frames) = (0, 0_u32);
    while let Some(head) = part.get(at) {
        at += sizes.get(usize::from(head >> 3 & 15)).copied().unwrap_or(1);
        frames += 1;
    }
    let like_them = bytes.len().saturating_sub(begin) as f64 / at.max(1) as f64;
    let seconds = f64::from(frames) * FRAME * like_them.max(1.0);
    Movie {
        duration_s: Some(seconds).filter(|seconds| *seconds > 0.0),
        ..Movie::default()
    }
}

/// A file within the bounds of its [`Bytes`].
struct Source<'a, 'b> {
    bytes: &'a mut Bytes<'b>,
    at: u64,
}

impl Read for Source<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(BLOCK);
        if self.at >= self.bytes.len() {
            return Ok(0);
        }
        let part = self.bytes.up_to(self.at, count);
        let part = part.ok_or_else(|| io::Error::other("beyond what is read of one file"))?;
        self.at += part.len() as u64;
        for (to, from) in buffer.iter_mut().zip(part.iter()) {
            *to = *from;
        }
        Ok(part.len())
    }
}

impl Seek for Source<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.bytes.len().checked_add_signed(by),
        };
        self.at = place.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn of(file: &[u8], format: Format) -> Option<f64> {
        let on_disk = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(on_disk.path(), file).unwrap();
        let head = &file[..file.len().min(5000)];
        let mut bytes = Bytes::new(on_disk.path(), head, file.len() as u64);
        let movie = match format {
            Format::Amr => amr(&mut bytes),
            _ => read(&mut bytes, format),
        };
        movie.duration_s
    }

    /// Frames of MPEG-1 layer III: 128 kbit/s, 44.1 kHz, 417 bytes, 1152 samples each.
    pub(crate) fn mp3(frames: usize) -> Vec<u8> {
        let mut frame = vec![0xff, 0xfb, 0x90, 0x00];
        frame.resize(417, 0);
        frame.repeat(frames)
    }

    #[test]
    fn mp3_tells_its_length_with_and_without_tags_before_it() {
        let plain = of(&mp3(400), Format::Mp3).unwrap();
        assert!((plain - 400.0 * 1152.0 / 44_100.0).abs() < 0.1, "{plain}");
        let tag = [b"ID3\x03\0\0\0\0\x01\x00".to_vec(), vec![0; 128]].concat();
        let tagged = of(&[tag, mp3(400)].concat(), Format::Mp3).unwrap();
        assert!((tagged - plain).abs() < 0.1, "{tagged}");
        assert_eq!(of(b"ID3\x03\0\0\0\0\x7f\x7f", Format::Mp3), None);
    }

    /// 65 s: STREAMINFO of blocks of 4096, 44.1 kHz, two channels, 16 bits, 2,866,500 samples.
    pub(crate) fn flac() -> Vec<u8> {
        let mut file = b"fLaC\x80\0\0\x22\x10\0\x10\0\0\0\0\0\0\0".to_vec();
        let packed = 44_100_u64 << 44 | 1 << 41 | 15 << 36 | 2_866_500;
        file.extend(packed.to_be_bytes());
        file.extend([0; 16]);
        file.extend([0; 5000]);
        file
    }

    /// Frames of 20 ms.
    pub(crate) fn amr_of(frames: usize) -> Vec<u8> {
        let frame = [vec![0x3c], vec![0; 31]].concat();
        [b"#!AMR\n".to_vec(), frame.repeat(frames)].concat()
    }

    #[test]
    fn flac_tells_its_length() {
        assert_eq!(of(&flac(), Format::Flac), Some(65.0));
    }

    #[test]
    fn amr_counts_frames() {
        assert_eq!(of(&amr_of(500), Format::Amr), Some(10.0));
        assert!((of(&amr_of(90_000), Format::Amr).unwrap() - 1800.0).abs() < 0.1);
        let wide = [
            b"#!AMR-WB\n".to_vec(),
            [vec![0x14], vec![0; 32]].concat().repeat(50),
        ]
        .concat();
        assert_eq!(of(&wide, Format::Amr), Some(1.0));
        assert_eq!(of(b"#!AMR\n", Format::Amr), None);
    }
}
