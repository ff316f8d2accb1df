//! Dates of an XMP packet (ISO 16684-1), for pictures whose EXIF block is gone.

use taizhang_model::capture::of_iso;
use taizhang_model::date::{DateFact, DateOrigin, Meaning};

/// Longest packet that is looked at, in bytes.
const PACKET: usize = 64 * 1024;

/// Properties that tell a date, and what they tell.
const PROPERTIES: [(&str, DateOrigin, Meaning); 5] = [
    ("exif:DateTimeOriginal", DateOrigin::ExifOriginal, Meaning::Taken),
    ("photoshop:DateCreated", DateOrigin::ExifOriginal, Meaning::Taken),
    (
        "exif:DateTimeDigitized",
        DateOrigin::ExifDigitized,
        Meaning::Taken,
    ),
    ("xmp:CreateDate", DateOrigin::ExifDigitized, Meaning::Taken),
    ("xmp:ModifyDate", DateOrigin::ExifModified, Meaning::Edited),
];

/// The dates of the packet that begins somewhere in these bytes, in the words of EXIF; one for each origin.
pub(crate) fn dates(bytes: &[u8]) -> Vec<DateFact> {
    let mark = b"<x:xmpmeta";
    let Some(begin) = bytes.windows(mark.len()).position(|window| window == mark) else {
        return Vec::new();
    };
    let end = bytes.len().min(begin + PACKET);
    let packet = String::from_utf8_lossy(bytes.get(begin..end).unwrap_or_default());
    let packet = packet.split("</x:xmpmeta>").next().unwrap_or_default();
    let mut dates: Vec<DateFact> = Vec::new();
    for (property, from, meaning) in PROPERTIES {
        let fact = value(packet, property).and_then(|text| of_iso(text, from, meaning));
        if dates.iter().all(|date| date.from != from) {
            dates.extend(fact);
        }
    }
    dates
}

/// The value of a property, as an attribute or as an element.
fn value<'a>(packet: &'a str, property: &str) -> Option<&'a str> {
    packet.split(property).skip(1).find_map(|rest| {
        let (open, close) = match rest.trim_start().strip_prefix('=') {
            Some(rest) => (rest.trim_start().strip_prefix('"')?, '"'),
            None => (rest.strip_prefix('>')?, '<'),
        };
        open.split(close).next().map(str::trim)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(packet: &str) -> Vec<(DateOrigin, String)> {
        let bytes = format!(
            "noise\u{0}<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">{packet}</x:xmpmeta> xmp:CreateDate=\"1999-01-01\""
        );
        dates(bytes.as_bytes())
            .into_iter()
            .map(|date| (date.from, date.value))
            .collect()
    }

    #[test]
    fn attributes_and_elements_are_read() {
        assert_eq!(
            told(
                "<rdf:Description exif:DateTimeOriginal=\"2026-04-03T09:14:22+08:00\" xmp:ModifyDate=\"2026-04-05T10:00:00\"/>"
            ),
            [
                (DateOrigin::ExifOriginal, "2026-04-03T09:14:22+08:00".to_owned()),
                (DateOrigin::ExifModified, "2026-04-05T10:00:00".to_owned()),
            ]
        );
        assert_eq!(
            told(
                "<photoshop:DateCreated>2026-04-03</photoshop:DateCreated><xmp:CreateDate>2026-04-03T09:14</xmp:CreateDate>"
            ),
            [
                (DateOrigin::ExifOriginal, "2026-04-03".to_owned()),
                (DateOrigin::ExifDigitized, "2026-04-03T09:14:00".to_owned()),
            ]
        );
        assert_eq!(told("<xmp:CreateDate>0000-00-00</xmp:CreateDate>"), []);
        assert!(dates(b"xmp:CreateDate=\"2026-04-03\"").is_empty());
    }
}
