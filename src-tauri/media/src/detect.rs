//! Which format some bytes have, whatever the file is called.

use crate::bytes::{Bytes, be16, be32, le32};
use crate::format::Format;
use crate::{ole, text, zipped};

/// The format by content. The extension (lower case) only decides between formats that share their bytes.
pub(crate) fn detect(bytes: &mut Bytes<'_>, extension: &str) -> Format {
    let head = bytes.head();
    if bytes.len() == 0 {
        return Format::Empty;
    }
    if let Some(format) = by_signature(head).or_else(|| riff(head)).or_else(|| boxes(head)) {
        return match format {
            Format::Wmv if extension == "wma" => Format::Wma,
            Format::Tiff => raw(extension),
            other => other,
        };
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return ole::detect(bytes, extension);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zipped::detect(bytes);
    }
    if let Some(format) = by_frames(head).or_else(|| tar(head)).or_else(|| late_pdf(head)) {
        return format;
    }
    text::detect(head, extension).unwrap_or(Format::Unknown)
}

/// Cameras' own formats that begin as any TIFF does.
fn raw(extension: &str) -> Format {
    match extension {
        "dng" => Format::Dng,
        "nef" | "nrw" => Format::Nef,
        "arw" | "sr2" => Format::Arw,
        "pef" => Format::Pef,
        "srw" => Format::Srw,
        _ => Format::Tiff,
    }
}

/// Signatures at the begin that are long enough to stand alone.
fn by_signature(head: &[u8]) -> Option<Format> {
    const SIGNATURES: [(&[u8], Format); 30] = [
        (&[0xff, 0xd8, 0xff], Format::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"GIF87a", Format::Gif),
        (b"GIF89a", Format::Gif),
        (b"II*\0\x10\0\0\0CR\x02", Format::Cr2),
        (b"IIU\0", Format::Rw2),
        (b"IIRO", Format::Orf),
        (b"IIRS", Format::Orf),
        (b"MMOR", Format::Orf),
        (b"FUJIFILMCCD-RAW ", Format::Raf),
        (b"II*\0", Format::Tiff),
        (b"MM\0*", Format::Tiff),
        (b"II+\0\x08\0\0\0", Format::Tiff),
        (b"MM\0+\0\x08\0\0", Format::Tiff),
        (b"8BPS\0", Format::Psd),
        (b"FLV\x01", Format::Flv),
        (&[0x00, 0x00, 0x01, 0xba], Format::Mpeg),
        (&[0x00, 0x00, 0x01, 0xb3], Format::Mpeg),
        (
            &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9],
            Format::Wmv,
        ),
        (b"ID3\x02", Format::Mp3),
        (b"ID3\x03", Format::Mp3),
        (b"ID3\x04", Format::Mp3),
        (b"#!AMR", Format::Amr),
        (b"fLaC", Format::Flac),
        (b"OggS", Format::Ogg),
        (b"%PDF-", Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"Rar!\x1a\x07", Format::Rar),
        (b"7z\xbc\xaf\x27\x1c", Format::SevenZip),
        (&[0x1f, 0x8b, 0x08], Format::Gzip),
    ];
    if let Some((_, format)) = SIGNATURES.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(*format);
    }
    if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        let doc_type = head.get(..64).unwrap_or(head);
        let webm = doc_type.windows(4).any(|word| word == b"webm");
        return Some(if webm { Format::WebM } else { Format::Mkv });
    }
    // Two letters alone would take texts that begin so: the header's own sizes must agree.
    let bitmap =
        head.starts_with(b"BM") && matches!(le32(head, 14), Some(12 | 40 | 52 | 56 | 64 | 108 | 124));
    if bitmap {
        return Some(Format::Bmp);
    }
    let program = head.starts_with(b"MZ") && le32(head, 60).is_some() && head.get(..64)?.contains(&0);
    program.then_some(Format::Exe)
}

fn riff(head: &[u8]) -> Option<Format> {
    if !head.starts_with(b"RIFF") {
        return None;
    }
    match head.get(8..12)? {
        b"WEBP" => Some(Format::WebP),
        b"AVI " => Some(Format::Avi),
        b"WAVE" => Some(Format::Wav),
        _ => None,
    }
}

/// ISO base media files (ISO/IEC 14496-12) by their brands, and QuickTime files from before brands.
fn boxes(head: &[u8]) -> Option<Format> {
    let size = be32(head, 0)? as usize;
    match head.get(4..8)? {
        b"ftyp" => Some(by_brand(head.get(8..size.clamp(12, 256).min(head.len()))?)),
        b"moov" | b"mdat" | b"wide" | b"pnot" if size >= 8 || size <= 1 => Some(Format::Mov),
        _ => None,
    }
}

fn by_brand(brands: &[u8]) -> Format {
    let major = brands.get(..4).unwrap_or_default();
    let compatible = |brand: &[u8]| brands.chunks(4).skip(2).any(|other| other == brand);
    match major {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Format::Heic,
        b"avif" | b"avis" => Format::Avif,
        b"mif1" | b"msf1" if compatible(b"avif") => Format::Avif,
        b"mif1" | b"msf1" if compatible(b"heic") || compatible(b"heix") => Format::Heic,
        b"mif1" | b"msf1" => Format::Heif,
        b"crx " => Format::Cr3,
        b"qt  " => Format::Mov,
        b"M4A " | b"M4B " => Format::M4a,
        [b'3', b'g', ..] => Format::ThreeGp,
        _ => Format::Mp4,
    }
}

/// Streams without a header: two frames in a row must begin where the first says.
fn by_frames(head: &[u8]) -> Option<Format> {
    let sync = |at: usize| head.get(at) == Some(&0x47);
    if [0, 188, 376, 564].into_iter().all(sync) || [4, 196, 388, 580].into_iter().all(sync) {
        return Some(Format::MpegTs);
    }
    if be16(head, 0)? & 0xfff6 == 0xfff0 {
        let size = (be32(head, 3)? >> 13 & 0x1fff) as usize;
        let again = be16(head, size)? & 0xfff6 == 0xfff0;
        return (size >= 7 && again).then_some(Format::Aac);
    }
    let size = mpeg_audio_frame(be32(head, 0)?)?;
    mpeg_audio_frame(be32(head, size)?).map(|_| Format::Mp3)
}

/// Length of a layer III frame by its header (ISO/IEC 11172-3, 2.4.2.3).
fn mpeg_audio_frame(header: u32) -> Option<usize> {
    const VERSION_1: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const VERSION_2: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    const RATES: [u32; 3] = [44_100, 48_000, 32_000];
    let layer_3 = header >> 17 & 3 == 1;
    if header >> 21 != 0x7ff || !layer_3 {
        return None;
    }
    let rate = RATES.get((header >> 10 & 3) as usize)?;
    let index = (header >> 12 & 15) as usize;
    let (bits, rate, samples) = match header >> 19 & 3 {
        3 => (VERSION_1.get(index)?, *rate, 144),
        2 => (VERSION_2.get(index)?, rate / 2, 72),
        0 => (VERSION_2.get(index)?, rate / 4, 72),
        _ => return None,
    };
    let size = samples * bits * 1000 / rate + (header >> 9 & 1);
    (*bits > 0).then_some(size as usize)
}

fn tar(head: &[u8]) -> Option<Format> {
    (head.get(257..262)? == b"ustar").then_some(Format::Tar)
}

/// ISO 32000-1, annex H: readers accept a PDF's header anywhere in the first 1024 bytes. Asked last: an archive
/// may hold a PDF there.
fn late_pdf(head: &[u8]) -> Option<Format> {
    let begin = head.get(..1024).unwrap_or(head);
    begin
        .windows(5)
        .any(|word| word == b"%PDF-")
        .then_some(Format::Pdf)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn of(head: &[u8], extension: &str) -> &'static str {
        detect(
            &mut Bytes::new(Path::new("none"), head, head.len() as u64),
            extension,
        )
        .name()
    }

    #[test]
    fn formats_are_told_by_content() {
        let mut ts = vec![0_u8; 600];
        for at in [0, 188, 376, 564] {
            ts[at] = 0x47;
        }
        let mut mp3 = vec![0_u8; 1000];
        mp3[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        mp3[417..421].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        let mut bmp = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bmp.resize(54, 0);
        let cases: [(&[u8], &str); 29] = [
            (b"", "empty"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
            (b"\x89PNG\r\n\x1a\n", "png"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
            (b"RIFF\x10\0\0\0AVI LIST", "avi"),
            (b"RIFF\x10\0\0\0WAVEfmt ", "wav"),
            (b"GIF89a", "gif"),
            (&bmp, "bmp"),
            (b"II*\0\x08\0\0\0", "tiff"),
            (b"II*\0\x10\0\0\0CR\x02\0", "cr2"),
            (b"IIU\0\x18\0\0\0", "rw2"),
            (b"IIRO\x08\0\0\0", "orf"),
            (b"FUJIFILMCCD-RAW 0201", "raf"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "cr3"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "avif"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "mp4"),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mov"),
            (b"\0\0\0\x18ftyp3gp5\0\0\0\x003gp5isom", "3gp"),
            (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "m4a"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "webm"),
            (&ts, "mpegts"),
            (&mp3, "mp3"),
            (b"#!AMR\n", "amr"),
            (b"%PDF-1.7\n", "pdf"),
            (b"{\\rtf1\\ansi", "rtf"),
            (b"Rar!\x1a\x07\x01\0", "rar"),
            (b"\0\x01\x02\x03\x04\x05", "unknown"),
        ];
        for (bytes, name) in cases {
            assert_eq!(of(bytes, ""), name);
        }
    }

    #[test]
    fn a_pdf_may_begin_late_but_not_inside_an_archive() {
        assert_eq!(of(b"\n\n%PDF-1.4\n", "pdf"), "pdf");
        assert_eq!(
            of(&crate::zipped::tests::zip(&["a.pdf"], b"%PDF-1.4\n"), "zip"),
            "zip"
        );
    }

    #[test]
    fn a_cameras_tiff_is_told_by_its_extension() {
        assert_eq!(of(b"II*\0\x08\0\0\0", "dng"), "dng");
        assert_eq!(of(b"MM\0*\0\0\0\x08", "nef"), "nef");
        assert_eq!(of(b"\xff\xd8\xff\xe0", "nef"), "jpeg");
    }

    #[test]
    fn letters_that_begin_a_text_are_no_format() {
        assert_eq!(of("BMW 车队名单".as_bytes(), "txt"), "txt");
        assert_eq!(of(b"MZ is how a program begins", "txt"), "txt");
    }
}
