//! Sizes of PNG, WebP, GIF and BMP, and the EXIF blocks of the first two.

use taizhang_model::date::DateFact;

use crate::bytes::{Bytes, be32, le16, le32};
use crate::exif::{self, Exif};
use crate::stamp::recorder_time;

/// Most chunks that are walked.
const CHUNKS: usize = 4000;

/// Pixels and EXIF of a picture.
#[derive(Debug, Default)]
pub(crate) struct Raster {
    /// Pixels.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// The EXIF block.
    pub(crate) exif: Option<Exif>,
    /// When it was made, as its writer tells in words.
    pub(crate) told: Option<DateFact>,
}

/// PNG (W3C, third edition): IHDR and eXIf.
pub(crate) fn png(bytes: &mut Bytes<'_>) -> Raster {
    let mut raster = Raster::default();
    if let Some(header) = bytes
        .read(8, 16)
        .filter(|header| header.get(4..8) == Some(b"IHDR"))
    {
        raster.width = be32(&header, 8);
        raster.height = be32(&header, 12);
    }
    let mut at = 8_u64;
    for _ in 0..CHUNKS {
        let Some(chunk) = bytes.read(at, 8) else { break };
        let Some(length) = be32(&chunk, 0).map(u64::from) else {
            break;
        };
        match chunk.get(4..8) {
            Some(b"eXIf") => {
                raster.exif = exif::block(bytes, at + 8, at + 8 + length);
                break;
            }
            Some(b"tEXt") if raster.told.is_none() => {
                raster.told = creation_time(bytes, at + 8, length);
                at += 12 + length;
            }
            // What follows the pixels would cost a read of the whole file's chunks: writers put eXIf before.
            Some(b"IDAT" | b"IEND") | None => break,
            _ => at += 12 + length,
        }
    }
    raster
}

/// The text of the keyword `Creation Time`.
fn creation_time(bytes: &mut Bytes<'_>, at: u64, length: u64) -> Option<DateFact> {
    const LONGEST: u64 = 120;
    let text = bytes.up_to(at, usize::try_from(length.min(LONGEST)).ok()?)?;
    let text = text.strip_prefix(b"Creation Time\0")?;
    recorder_time(String::from_utf8_lossy(text).trim())
}

/// WebP (RFC 9649): VP8, VP8L or VP8X, and EXIF.
pub(crate) fn webp(bytes: &mut Bytes<'_>) -> Raster {
    let mut raster = Raster::default();
    let mut at = 12_u64;
    for _ in 0..CHUNKS {
        let Some(chunk) = bytes.read(at, 8) else { break };
        let Some(length) = le32(&chunk, 4).map(u64::from) else {
            break;
        };
        let body = at + 8;
        match chunk.get(..4) {
            Some(b"EXIF") => {
                // Some writers keep JPEG's prefix.
                let prefix = bytes.read(body, 6).is_some_and(|id| id.starts_with(b"Exif\0"));
                raster.exif = exif::block(bytes, body + if prefix { 6 } else { 0 }, body + length);
                break;
            }
            Some(name) if raster.width.is_none() => {
                if let Some((width, height)) = webp_size(bytes, name, body) {
                    raster.width = Some(width);
                    raster.height = Some(height);
                }
            }
            _ => {}
        }
        at = body + length + length % 2;
    }
    raster
}

fn webp_size(bytes: &mut Bytes<'_>, name: &[u8], body: u64) -> Option<(u32, u32)> {
    let data = bytes.up_to(body, 10)?;
    let three = |at: usize| Some(le32(&data, at)? & 0xff_ffff);
    match name {
        b"VP8X" => {
            let height = u32::from(le16(&data, 7)?) | u32::from(*data.get(9)?) << 16;
            Some((three(4)? + 1, height + 1))
        }
        b"VP8L" => {
            let bits = le32(&data, 1)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => Some((
            u32::from(le16(&data, 6)? & 0x3fff),
            u32::from(le16(&data, 8)? & 0x3fff),
        )),
        _ => None,
    }
}

/// GIF89a: the logical screen.
pub(crate) fn gif(bytes: &mut Bytes<'_>) -> Raster {
    let head = bytes.head();
    Raster {
        width: le16(head, 6).map(u32::from),
        height: le16(head, 8).map(u32::from),
        exif: None,
        told: None,
    }
}

/// BMP: the information header; a negative height means top-down rows.
pub(crate) fn bmp(bytes: &mut Bytes<'_>) -> Raster {
    let head = bytes.head();
    let (width, height) = if le32(head, 14) == Some(12) {
        (le16(head, 18).map(u32::from), le16(head, 20).map(u32::from))
    } else {
        let height = le32(head, 22).map(|height| height.cast_signed().unsigned_abs());
        (le32(head, 18), height)
    };
    Raster {
        width,
        height,
        exif: None,
        told: None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::exif::tests::{Value, tiff};

    fn bytes(file: &[u8]) -> Bytes<'_> {
        Bytes::new(Path::new("none"), file, file.len() as u64)
    }

    fn told(raster: &Raster) -> (Option<u32>, Option<u32>, Option<u8>) {
        let orientation = raster.exif.as_ref().and_then(|exif| exif.orientation);
        (raster.width, raster.height, orientation)
    }

    #[test]
    fn png_tells_its_size_and_exif() {
        let exif = tiff(false, &[(0x0112, Value::Short(8))]);
        let mut file =
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0\0\0\0\0".to_vec();
        file.extend((exif.len() as u32).to_be_bytes());
        file.extend(b"eXIf");
        file.extend(&exif);
        assert_eq!(told(&png(&mut bytes(&file))), (Some(640), Some(480), Some(8)));
    }

    #[test]
    fn png_tells_when_it_was_made_in_words() {
        let of = |text: &str| {
            let mut file =
                b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0\0\0\0\0".to_vec();
            let body = [b"Creation Time\0", text.as_bytes()].concat();
            file.extend((body.len() as u32).to_be_bytes());
            file.extend([b"tEXt".as_slice(), &body, &[0; 4]].concat());
            png(&mut bytes(&file)).told.map(|date| date.value)
        };
        assert_eq!(
            of("Fri, 3 Apr 2026 09:14:22 +0800").as_deref(),
            Some("2026-04-03T09:14:22+08:00")
        );
        assert_eq!(of("2026-04-03T09:14:22").as_deref(), Some("2026-04-03T09:14:22"));
        assert_eq!(of("long ago"), None);
    }

    #[test]
    fn webp_tells_its_size_in_all_three_ways_and_its_exif() {
        let exif = [b"Exif\0\0".to_vec(), tiff(true, &[(0x0112, Value::Short(3))])].concat();
        let mut file = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\x7f\x02\0\xdf\x01\0EXIF".to_vec();
        file.extend((exif.len() as u32).to_le_bytes());
        file.extend(&exif);
        assert_eq!(told(&webp(&mut bytes(&file))), (Some(640), Some(480), Some(3)));

        let lossy = b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01";
        assert_eq!(told(&webp(&mut bytes(lossy))), (Some(640), Some(480), None));
        let packed = (479_u32 << 14 | 639).to_le_bytes();
        let lossless = [b"RIFF\0\0\0\0WEBPVP8L\x05\0\0\0\x2f".as_slice(), &packed].concat();
        assert_eq!(told(&webp(&mut bytes(&lossless))), (Some(640), Some(480), None));
    }

    #[test]
    fn gif_and_bmp_tell_their_size() {
        assert_eq!(
            told(&gif(&mut bytes(b"GIF89a\x80\x02\xe0\x01"))),
            (Some(640), Some(480), None)
        );
        let mut file = vec![0; 54];
        file[14] = 40;
        file[18..22].copy_from_slice(&640_u32.to_le_bytes());
        file[22..26].copy_from_slice(&(-480_i32).to_le_bytes());
        assert_eq!(told(&bmp(&mut bytes(&file))), (Some(640), Some(480), None));
    }
}
