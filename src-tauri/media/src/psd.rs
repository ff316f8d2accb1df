//! Photoshop documents (Adobe Photoshop File Formats Specification): size, profile, and the merged picture that most of
//! them carry; else their thumbnail.

use std::ops::Range;

use crate::bytes::{Bytes, be16, be32};
use crate::decode::room;
use crate::error::FileError;
use crate::exif::{self, Exif};
use crate::orient::Pixels;

/// Most resources that are walked.
const RESOURCES: usize = 1000;

/// What a document holds besides its layers.
pub(crate) struct Psd<'a> {
    content: &'a [u8],
    /// Pixels.
    pub(crate) width: u32,
    /// Pixels.
    pub(crate) height: u32,
    channels: u16,
    depth: u16,
    mode: u16,
    /// The colours' profile.
    pub(crate) profile: Option<&'a [u8]>,
    /// A small JPEG.
    pub(crate) thumbnail: Option<&'a [u8]>,
    /// Where the merged picture begins.
    merged: usize,
}

/// The EXIF block among a document's resources.
pub(crate) fn exif(bytes: &mut Bytes<'_>) -> Option<Exif> {
    const EXIF: u16 = 0x0422;
    let length = |bytes: &mut Bytes<'_>, at: u64| bytes.read(at, 4).and_then(|length| be32(&length, 0));
    let resources = 30 + u64::from(length(bytes, 26)?);
    let end = resources + 4 + u64::from(length(bytes, resources)?);
    let mut at = resources + 4;
    for _ in 0..RESOURCES {
        if at >= end {
            break;
        }
        let block = bytes.read(at, 7)?;
        let name = u64::from(*block.get(6)?) + 1;
        let head = at + 6 + name + name % 2;
        let size = u64::from(length(bytes, head)?);
        if be16(&block, 4) == Some(EXIF) {
            return exif::block(bytes, head + 4, head + 4 + size);
        }
        at = head + 4 + size + size % 2;
    }
    None
}

impl<'a> Psd<'a> {
    /// Reads the header and the resources.
    pub(crate) fn read(content: &'a [u8]) -> Option<Self> {
        let (height, width) = (be32(content, 14)?, be32(content, 18)?);
        let colours = section(content, 26)?;
        let resources = section(content, colours.end)?;
        let layers = section(content, resources.end)?;
        let mut psd = Self {
            content,
            width,
            height,
            channels: be16(content, 12)?,
            depth: be16(content, 22)?,
            mode: be16(content, 24)?,
            profile: None,
            thumbnail: None,
            merged: layers.end,
        };
        psd.take_resources(content.get(resources)?);
        Some(psd)
    }

    /// Blocks `8BIM`: id, a name padded to even length, a length, data padded to even length.
    fn take_resources(&mut self, resources: &'a [u8]) -> Option<()> {
        let mut at = 0;
        for _ in 0..RESOURCES {
            let id = be16(resources, at + 4)?;
            let name = usize::from(*resources.get(at + 6)?) + 1;
            let head = at + 6 + name + name % 2;
            let length = usize::try_from(be32(resources, head)?).ok()?;
            let data = resources.get(head + 4..(head + 4).checked_add(length)?)?;
            match id {
                0x040f => self.profile = Some(data),
                // Format 1 is a JPEG, after 28 bytes.
                0x040c if be32(data, 0) == Some(1) => self.thumbnail = data.get(28..),
                _ => {}
            }
            at = head + 4 + length + length % 2;
        }
        Some(())
    }

    /// The merged picture of a document in grey or RGB with eight bits; `None` where it is another, or there is none.
    pub(crate) fn merged(&self) -> Option<Result<Pixels, FileError>> {
        let channels = match self.mode {
            1 | 8 => 1,
            3 => 3,
            _ => return None,
        };
        let compression = be16(self.content, self.merged)?;
        if self.depth != 8 || self.channels < channels || compression > 1 {
            return None;
        }
        let (width, height) = (
            usize::try_from(self.width).ok()?,
            usize::try_from(self.height).ok()?,
        );
        let planes = match self.planes(compression == 1, width, height, channels.into()) {
            Ok(planes) => planes,
            Err(error) => return Some(Err(error)),
        };
        let plane = |index: u16| {
            let begin = usize::from(index.min(channels - 1)) * width * height;
            planes.get(begin..begin + width * height)
        };
        let (red, green, blue) = (plane(0)?, plane(1)?, plane(2)?);
        let rgb = red
            .iter()
            .zip(green)
            .zip(blue)
            .flat_map(|((r, g), b)| [*r, *g, *b])
            .collect();
        Some(Ok(Pixels { width, height, rgb }))
    }

    /// Channel after channel, row after row; packed rows have their lengths in front.
    fn planes(
        &self,
        packed: bool,
        width: usize,
        height: usize,
        channels: usize,
    ) -> Result<Vec<u8>, FileError> {
        let short = || FileError::new("truncated", "the merged picture is not whole");
        let begin = self.merged + 2;
        let size = width * height * channels;
        if !packed {
            let data = self.content.get(begin..begin + size).ok_or_else(short)?;
            return Ok(data.to_vec());
        }
        let mut planes = room(size)?;
        let mut at = begin + usize::from(self.channels) * height * 2;
        for row in 0..channels * height {
            let length = usize::from(be16(self.content, begin + row * 2).ok_or_else(short)?);
            let data = self.content.get(at..at + length).ok_or_else(short)?;
            unpack(data, (row + 1) * width, &mut planes);
            planes.resize((row + 1) * width, 0);
            at += length;
        }
        Ok(planes)
    }
}

/// A section: its length, then its data.
fn section(content: &[u8], at: usize) -> Option<Range<usize>> {
    let length = usize::try_from(be32(content, at)?).ok()?;
    let end = at.checked_add(4)?.checked_add(length)?;
    (end <= content.len()).then_some(at + 4..end)
}

/// PackBits (Apple, TN1023) up to so many bytes.
fn unpack(mut data: &[u8], most: usize, out: &mut Vec<u8>) {
    while let Some((&head, rest)) = data.split_first() {
        let left = most.saturating_sub(out.len());
        let count = head.cast_signed();
        if count >= 0 {
            let count = usize::from(head) + 1;
            let (bytes, rest) = rest.split_at(count.min(rest.len()));
            out.extend_from_slice(bytes.get(..left.min(bytes.len())).unwrap_or_default());
            data = rest;
        } else {
            let Some((&byte, rest)) = rest.split_first() else {
                return;
            };
            // -128 stands for nothing.
            if count != i8::MIN {
                let count = usize::from(count.unsigned_abs()) + 1;
                out.extend(std::iter::repeat_n(byte, count.min(left)));
            }
            data = if count == i8::MIN {
                data.get(1..).unwrap_or_default()
            } else {
                rest
            };
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A document of 3 x 2 pixels in RGB whose merged picture is packed (or not), with a thumbnail.
    pub(crate) fn psd(packed: bool, thumbnail: &[u8]) -> Vec<u8> {
        let mut file = b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x02\0\0\0\x03\0\x08\0\x03\0\0\0\0".to_vec();
        let mut resource = b"8BIM\x04\x0c\0\0".to_vec();
        resource.extend((thumbnail.len() as u32 + 28).to_be_bytes());
        resource.extend([&[0, 0, 0, 1][..], &[0; 24], thumbnail].concat());
        file.extend((resource.len() as u32).to_be_bytes());
        file.extend(resource);
        file.extend([0, 0, 0, 0]);
        if packed {
            file.extend([0, 1]);
            file.extend([0, 2, 0, 4, 0, 2, 0, 2, 0, 3, 0, 2]);
            // A run; three as they are; runs; nothing and then a run; a run.
            file.extend([254, 255, 2, 1, 2, 3, 254, 10, 254, 20, 128, 254, 30, 254, 40]);
        } else {
            file.extend([
                0, 0, 255, 255, 255, 1, 2, 3, 10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40,
            ]);
        }
        file
    }

    #[test]
    fn the_exif_block_is_found_among_the_resources() {
        use crate::exif::tests::{Value, tiff};
        let block = tiff(false, &[(0x9003, Value::Text("2026:04:03 09:14:22"))]);
        let resource = |id: u8, data: &[u8]| {
            let length = (data.len() as u32).to_be_bytes();
            [&b"8BIM\x04"[..], &[id, 0, 0], &length, data].concat()
        };
        let resources = [resource(0x0f, b"prof"), resource(0x22, &block)].concat();
        let mut file = psd(true, b"jpeg");
        file.truncate(30);
        file.extend((resources.len() as u32).to_be_bytes());
        file.extend(resources);
        let mut bytes = Bytes::new(std::path::Path::new("a"), &file, file.len() as u64);
        assert_eq!(exif(&mut bytes).unwrap().dates()[0].value, "2026-04-03T09:14:22");
        let plain = psd(true, b"jpeg");
        let mut bytes = Bytes::new(std::path::Path::new("a"), &plain, plain.len() as u64);
        assert!(exif(&mut bytes).is_none());
    }

    #[test]
    fn the_merged_picture_is_read_packed_or_not() {
        for packed in [true, false] {
            let file = psd(packed, b"jpeg");
            let psd = Psd::read(&file).unwrap();
            assert_eq!((psd.width, psd.height, psd.thumbnail), (3, 2, Some(&b"jpeg"[..])));
            let pixels = psd.merged().unwrap().unwrap();
            assert_eq!(pixels.rgb[..3], [255, 10, 30], "{packed}");
            assert_eq!(pixels.rgb[9..], [1, 20, 40, 2, 20, 40, 3, 20, 40], "{packed}");
        }
    }

    #[test]
    fn a_document_cut_or_changed_anywhere_is_no_panic() {
        let file = psd(true, b"jpeg");
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] = 0xff;
            for file in [&file[..at], &changed] {
                // Sizes are checked before pixels are asked for.
                if let Some(psd) = Psd::read(file).filter(|psd| psd.width < 1000 && psd.height < 1000) {
                    drop(psd.merged());
                }
            }
        }
    }
}
