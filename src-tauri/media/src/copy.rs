//! A copy to hand on: smaller, without what a camera knows of place and device, with words over it. The original stays as it is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a copy should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyWish {
    /// Most pixels of the longer side; absent: as many as there are.
    pub side: Option<u32>,
    /// Most bytes; absent: as many as it takes.
    pub bytes: Option<u64>,
    /// Whether place, device and everything else that the file tells beside its picture is left out.
    pub strip: bool,
    /// A page (PDF) whose dark parts are laid over the lower right corner.
    pub mark: Option<PathBuf>,
}

/// What JPEG files carry beside their picture: EXIF and XMP, more pictures, Photoshop's data, comments. The colours' profile and
/// Adobe's mark belong to the picture.
fn belongs(marker: u8, body: &[u8]) -> bool {
    match marker {
        // JFIF; ICC_PROFILE; Adobe.
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => true,
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// The picture alone, bit by bit the same, turned as before; `None` for bytes that are neither JPEG nor PNG, or not as they
/// should be.
pub(crate) fn stripped(content: &[u8], orientation: u8) -> Option<Vec<u8>> {
    if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png(content, orientation);
    }
    let mut rest = content.strip_prefix(b"\xff\xd8")?;
    let mut out = vec![0xff, 0xd8];
    if orientation > 1 {
        out.extend(turned(orientation));
    }
    loop {
        if rest.starts_with(b"\xff\xd9") {
            // What is appended behind the picture is a second one, or a maker's data.
            out.extend_from_slice(b"\xff\xd9");
            return Some(out);
        }
        let (head, behind) = rest.split_at_checked(4)?;
        let [0xff, marker, high, low] = *head else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        let (body, next) = behind.split_at_checked(length)?;
        if belongs(marker, body) {
            out.extend_from_slice(head);
            out.extend_from_slice(body);
        }
        rest = next;
        if marker == 0xda {
            let (data, next) = rest.split_at_checked(scan(rest)?)?;
            out.extend_from_slice(data);
            rest = next;
        }
    }
}

/// How long the data of a scan is: up to a marker that is neither a restart nor a stuffed byte (ITU-T T.81, B.1.1.5).
fn scan(data: &[u8]) -> Option<usize> {
    let is_end = |pair: &[u8]| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xd0..=0xd7 | 0xff));
    data.windows(2).position(is_end)
}

/// An EXIF block with nothing but how the picture is turned (CIPA DC-008, 4.6).
fn turned(orientation: u8) -> Vec<u8> {
    let tiff = [
        b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation],
        b"\0\0\0\0\0\0",
    ]
    .concat();
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap_or(u16::MAX);
    [b"\xff\xe1".as_slice(), &length.to_be_bytes(), b"Exif\0\0", &tiff].concat()
}

/// PNG without the chunks that tell more than the picture; one that is turned by EXIF has to be drawn anew.
fn png(content: &[u8], orientation: u8) -> Option<Vec<u8>> {
    const BESIDE: [&[u8]; 5] = [b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"];
    if orientation > 1 {
        return None;
    }
    let (head, mut rest) = content.split_at_checked(8)?;
    let mut out = head.to_vec();
    loop {
        let length: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let size = usize::try_from(u32::from_be_bytes(length))
            .ok()?
            .checked_add(12)?;
        let (chunk, next) = rest.split_at_checked(size)?;
        let kind = chunk.get(4..8)?;
        if !BESIDE.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [[0xff, marker].as_slice(), &length, body].concat()
    }

    #[test]
    fn only_the_picture_is_left() {
        let scan = [
            segment(0xda, b"\x01\x01\0\0\x3f\0"),
            b"\x12\xff\0\x34\xff\xd0\x56\xff\xd9".to_vec(),
        ]
        .concat();
        let kept = [
            segment(0xe0, b"JFIF\0"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01..."),
            segment(0xdb, &[1; 65]),
        ]
        .concat();
        let whole = [
            b"\xff\xd8".as_slice(),
            &segment(0xe1, b"Exif\0\0GPS"),
            &kept,
            &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<GPSLatitude>"),
            &segment(0xe2, b"MPF\0"),
            &segment(0xfe, b"HUAWEI"),
            &scan,
            b"\xff\xd8\xff\xe1\0\x08GPS...\xff\xd9",
        ]
        .concat();
        let plain = [b"\xff\xd8".as_slice(), &kept, &scan].concat();
        assert_eq!(stripped(&whole, 1).unwrap(), plain);
        let turned = stripped(&whole, 6).unwrap();
        assert_eq!(turned.len(), plain.len() + 36);
        assert!(turned.windows(4).any(|part| part == b"Exif"));
        assert_eq!(stripped(b"\xff\xd8\xff\xe1\xff\xff", 1), None);
        assert_eq!(stripped(b"GIF89a", 1), None);
    }

    #[test]
    fn chunks_that_tell_more_are_left_out() {
        let chunk = |kind: &[u8; 4], body: &[u8]| {
            let length = u32::try_from(body.len()).unwrap().to_be_bytes();
            [length.as_slice(), kind, body, b"crc."].concat()
        };
        let magic = b"\x89PNG\r\n\x1a\n".as_slice();
        let (first, last) = (chunk(b"IHDR", &[1; 13]), chunk(b"IEND", b""));
        let whole = [
            magic,
            &first,
            &chunk(b"eXIf", b"GPS"),
            &chunk(b"tEXt", b"Author"),
            &last,
        ]
        .concat();
        assert_eq!(stripped(&whole, 1).unwrap(), [magic, &first, &last].concat());
        assert_eq!(stripped(&whole, 3), None);
        assert_eq!(stripped(magic, 1), None);
    }
}
