//! What a character code means where the font carries no `ToUnicode`: most Chinese papers name an encoding that is
//! itself a way to write text (PDF 32000-1, table 118).

use encoding_rs::{BIG5, Encoding, GB18030};
use hayro_cmap::{BfString, CMap, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

/// What the codes of a font are.
#[derive(Debug)]
pub(super) enum Codes {
    /// Bytes of a legacy encoding.
    Legacy(&'static Encoding),
    /// UTF-16, or UCS-2.
    Utf16,
    /// Numbers of a collection of characters, with the table that tells them.
    Collection(Box<CMap>),
}

impl Codes {
    /// By the encoding and the collection of a composite font; `None` for other fonts and numbers that mean nothing
    /// outside of the font.
    pub(super) fn of(font: &Dict<'_>) -> Option<Self> {
        let encoding = font.get::<Name<'_>>("Encoding").or_else(|| {
            font.get::<Stream<'_>>("Encoding")?
                .dict()
                .get::<Name<'_>>("CMapName")
        })?;
        let name = encoding.as_str();
        let base = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"))?;
        match base {
            "GB-EUC" | "GBK-EUC" | "GBKp-EUC" | "GBpc-EUC" | "GBK2K" => Some(Self::Legacy(GB18030)),
            "B5pc" | "ETen-B5" | "ETenms-B5" | "HKscs-B5" => Some(Self::Legacy(BIG5)),
            "Identity" => collection(font).map(|table| Self::Collection(Box::new(table))),
            _ if base.ends_with("-UCS2") || base.ends_with("-UTF16") => Some(Self::Utf16),
            _ => None,
        }
    }

    /// The character of a code.
    pub(super) fn character(&self, code: u32) -> Option<char> {
        match self {
            Self::Legacy(encoding) => {
                let bytes = code.to_be_bytes();
                let begin = bytes.iter().position(|byte| *byte != 0)?;
                let (text, _, is_bad) = encoding.decode(bytes.get(begin..)?);
                let mut characters = text.chars();
                let only = characters.next().filter(|_| characters.next().is_none());
                only.filter(|_| !is_bad)
            }
            Self::Utf16 => {
                let [a, b, c, d] = code.to_be_bytes();
                let units = [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])];
                let units = units.iter().copied().skip_while(|unit| *unit == 0);
                char::decode_utf16(units).next()?.ok()
            }
            Self::Collection(table) => match table.lookup_bf_string(code)? {
                BfString::Char(c) => Some(c),
                BfString::String(text) => text.chars().next(),
            },
        }
    }
}

/// The table of the collection that a font's characters are numbered in.
fn collection(font: &Dict<'_>) -> Option<CMap> {
    let descendant = font
        .get::<Array<'_>>("DescendantFonts")?
        .iter::<Dict<'_>>()
        .next()?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let ordering = info.get::<PdfString<'_>>("Ordering")?;
    let family = match ordering.as_bytes() {
        b"GB1" => CidFamily::AdobeGB1,
        b"CNS1" => CidFamily::AdobeCNS1,
        b"Japan1" => CidFamily::AdobeJapan1,
        b"Korea1" => CidFamily::AdobeKorea1,
        _ => return None,
    };
    CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_legacy_encodings_and_utf16() {
        let gbk = Codes::Legacy(GB18030);
        assert_eq!(gbk.character(0xb7c2), Some('仿'));
        assert_eq!(gbk.character(0x41), Some('A'));
        assert_eq!(gbk.character(0x8130_8130), Some('\u{80}'));
        assert_eq!(gbk.character(0xffff), None);
        assert_eq!(Codes::Utf16.character(0x4eff), Some('仿'));
        assert_eq!(Codes::Utf16.character(0xd840_dc00), Some('\u{20000}'));
        assert_eq!(Codes::Utf16.character(0xd840), None);
    }

    #[test]
    fn numbers_of_the_chinese_collection() {
        let table = CMap::parse(
            load_embedded(CidFamily::AdobeGB1.ucs2_cmap().unwrap()).unwrap(),
            load_embedded,
        );
        let codes = Codes::Collection(Box::new(table.unwrap()));
        assert_eq!(codes.character(34), Some('A'));
    }
}
