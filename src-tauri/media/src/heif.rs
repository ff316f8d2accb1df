//! HEIC, HEIF and AVIF (ISO/IEC 23008-12): the primary picture's size and the EXIF item.

use crate::bytes::{Bytes, be32};
use crate::exif::{self, Exif};
use crate::iso::{IsoBox, boxes, find};

/// Most bytes of one table.
const TABLE: usize = 1024 * 1024;

/// What the metadata box tells.
#[derive(Debug, Default)]
pub(crate) struct Heif {
    /// Pixels.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: Option<u32>,
    /// The EXIF item.
    pub(crate) exif: Option<Exif>,
}

/// A table read from front to back.
struct Table<'a>(&'a [u8]);

impl Table<'_> {
    /// A big-endian number of so many bytes, 0 to 8.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let (value, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(value.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn two_or_four(&mut self, four: bool) -> Option<u64> {
        self.number(if four { 4 } else { 2 })
    }
}

/// Reads the metadata box.
pub(crate) fn read(bytes: &mut Bytes<'_>) -> Heif {
    let mut heif = Heif::default();
    let end = bytes.len();
    let Some(meta) = find(bytes, 0, end, b"meta") else {
        return heif;
    };
    let inside = boxes(bytes, meta.body + 4, meta.end);
    let part = |name: &[u8; 4]| inside.iter().find(|part| &part.name == name).copied();
    let primary = part(b"pitm").and_then(|part| primary_item(bytes, part));
    if let Some((width, height)) = part(b"iprp").and_then(|part| size(bytes, part, primary?)) {
        heif.width = Some(width);
        heif.height = Some(height);
    }
    let item = part(b"iinf").and_then(|part| exif_item(bytes, part));
    if let Some((at, length)) = item
        .zip(part(b"iloc"))
        .and_then(|(item, part)| place(bytes, part, item))
    {
        heif.exif = exif_at(bytes, at, length);
    }
    heif
}

fn table<'a>(bytes: &mut Bytes<'a>, part: IsoBox) -> Option<std::borrow::Cow<'a, [u8]>> {
    let size = usize::try_from(part.end.checked_sub(part.body)?).ok()?;
    bytes.up_to(part.body, size.min(TABLE))
}

/// pitm, ISO/IEC 14496-12, 8.11.4.
fn primary_item(bytes: &mut Bytes<'_>, part: IsoBox) -> Option<u64> {
    let data = table(bytes, part)?;
    let mut table = Table(&data);
    let version = table.number(4)? >> 24;
    table.two_or_four(version > 0)
}

/// Size of an item by the properties that it is associated with (ipco, ipma, ispe).
fn size(bytes: &mut Bytes<'_>, part: IsoBox, item: u64) -> Option<(u32, u32)> {
    let properties = find(bytes, part.body, part.end, b"ipco")?;
    let properties = boxes(bytes, properties.body, properties.end);
    let associations = find(bytes, part.body, part.end, b"ipma")?;
    let data = table(bytes, associations)?;
    let wanted = associated(&mut Table(&data), item)?;
    let size = wanted.into_iter().find_map(|index| {
        properties
            .get(index.checked_sub(1)?)
            .filter(|property| &property.name == b"ispe")
    })?;
    let body = bytes.read(size.body, 12)?;
    Some((be32(&body, 4)?, be32(&body, 8)?))
}

/// Indices, from 1, of an item's properties.
fn associated(table: &mut Table<'_>, item: u64) -> Option<Vec<usize>> {
    let flags = table.number(4)?;
    let (version, wide) = (flags >> 24, flags & 1 == 1);
    let entries = table.number(4)?;
    for _ in 0..entries {
        let id = table.two_or_four(version > 0)?;
        let count = table.number(1)?;
        let mut indices = Vec::new();
        for _ in 0..count {
            let index = if wide {
                table.number(2)? & 0x7fff
            } else {
                table.number(1)? & 0x7f
            };
            indices.push(usize::try_from(index).ok()?);
        }
        if id == item {
            return Some(indices);
        }
    }
    None
}

/// The item of type `Exif` (iinf, 8.11.6).
fn exif_item(bytes: &mut Bytes<'_>, part: IsoBox) -> Option<u64> {
    let head = bytes.read(part.body, 4)?;
    let count = if head.first() == Some(&0) { 2 } else { 4 };
    for entry in boxes(bytes, part.body + 4 + count, part.end) {
        let data = table(bytes, entry)?;
        let mut table = Table(&data);
        let version = table.number(4)? >> 24;
        if version < 2 {
            continue;
        }
        let id = table.two_or_four(version > 2)?;
        table.number(2)?;
        if table.number(4)? == u64::from(u32::from_be_bytes(*b"Exif")) {
            return Some(id);
        }
    }
    None
}

/// Place and length of an item's first extent (iloc, 8.11.3).
fn place(bytes: &mut Bytes<'_>, part: IsoBox, item: u64) -> Option<(u64, u64)> {
    let data = table(bytes, part)?;
    let mut table = Table(&data);
    let version = table.number(4)? >> 24;
    let sizes = usize::try_from(table.number(2)?).ok()?;
    let [offset_size, length_size, base_size, index_size] = [12, 8, 4, 0].map(|shift| sizes >> shift & 15);
    let count = table.two_or_four(version > 1)?;
    for _ in 0..count {
        let id = table.two_or_four(version > 1)?;
        let method = if version > 0 { table.number(2)? & 15 } else { 0 };
        table.number(2)?;
        let base = table.number(base_size.min(8))?;
        let extents = table.number(2)?;
        for extent in 0..extents {
            if version > 0 {
                table.number(index_size.min(8))?;
            }
            let offset = table.number(offset_size.min(8))?;
            let length = table.number(length_size.min(8))?;
            if id == item && extent == 0 && method == 0 {
                return Some((base.checked_add(offset)?, length));
            }
        }
    }
    None
}

/// The EXIF item: how many bytes to skip, then the TIFF structure (ISO/IEC 23008-12, A.2.1).
fn exif_at(bytes: &mut Bytes<'_>, at: u64, length: u64) -> Option<Exif> {
    let skip = be32(bytes.read(at, 4)?.as_ref(), 0)?;
    let base = at.checked_add(4)?.checked_add(u64::from(skip))?;
    exif::block(bytes, base, at.checked_add(length)?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::exif::tests::{Value, tiff};
    use crate::iso::tests::made;

    /// A HEIC of 640 x 480 whose second property is its size and whose EXIF item lies at the end.
    fn heic() -> Vec<u8> {
        let exif = tiff(
            false,
            &[
                (0x0112, Value::Short(6)),
                (0x9003, Value::Text("2026:04:03 09:14:22")),
            ],
        );
        let item = [b"\0\0\0\x06Exif\0\0".as_slice(), &exif].concat();
        let size = [0, 0, 0, 0, 0, 0, 2, 128, 0, 0, 1, 224];
        let properties = made(b"ipco", &[&made(b"hvcC", &[b"x"]), &made(b"ispe", &[&size])]);
        let associations = made(b"ipma", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 7, 2, 0x81, 2]]);
        let entries = [
            made(b"infe", &[&[2, 0, 0, 0, 0, 7, 0, 0], b"hvc1\0"]),
            made(b"infe", &[&[2, 0, 0, 0, 0, 9, 0, 0], b"Exif\0"]),
        ];
        let meta = |place: u32| {
            let place = [
                &[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 9, 0, 0, 0, 1],
                place.to_be_bytes().as_slice(),
                &(item.len() as u32).to_be_bytes(),
            ]
            .concat();
            made(
                b"meta",
                &[
                    &[0; 4],
                    &made(b"pitm", &[&[0, 0, 0, 0, 0, 7]]),
                    &made(b"iinf", &[&[0, 0, 0, 0, 0, 2], &entries.concat()]),
                    &made(b"iprp", &[&properties, &associations]),
                    &made(b"iloc", &[&place]),
                ],
            )
        };
        let begin = made(b"ftyp", &[b"heic\0\0\0\0mif1heic"]);
        let place = begin.len() + meta(0).len();
        [begin, meta(place as u32), item].concat()
    }

    #[test]
    fn size_and_exif_of_the_primary_picture_are_read() {
        let file = heic();
        let heif = read(&mut Bytes::new(Path::new("none"), &file, file.len() as u64));
        assert_eq!((heif.width, heif.height), (Some(640), Some(480)));
        let exif = heif.exif.unwrap();
        assert_eq!(exif.orientation, Some(6));
        assert_eq!(exif.dates()[0].value, "2026-04-03T09:14:22");
    }

    #[test]
    fn a_file_cut_anywhere_is_no_panic() {
        let file = heic();
        for end in 0..file.len() {
            let file = &file[..end];
            let heif = read(&mut Bytes::new(Path::new("none"), file, end as u64));
            assert!(heif.exif.is_none_or(|exif| exif.dates().len() <= 1));
        }
    }
}
