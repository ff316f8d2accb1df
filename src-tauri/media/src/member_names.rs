//! Names inside a zip as they were meant. Zips of Chinese Windows hold GB 18030 and no flag; others hold UTF-8, with its flag or
//! without.

use encoding_rs::GB18030;

/// A name as the archive has it.
pub(crate) struct RawName {
    pub(crate) bytes: Vec<u8>,
    /// Whether the archive says that it is UTF-8.
    pub(crate) flagged: bool,
}

/// Decodes the names of one archive. A name without a flag that is no UTF-8 tells how all others without a flag were written: a
/// short Chinese name in GB 18030 may look like UTF-8 by chance (通知 does).
pub(crate) fn decoded(names: &[RawName]) -> Vec<String> {
    let unflagged = || names.iter().filter(|name| !name.flagged);
    let chinese = unflagged().any(|name| std::str::from_utf8(&name.bytes).is_err());
    names.iter().map(|name| slashed(&one(name, chinese))).collect()
}

fn one(name: &RawName, chinese: bool) -> String {
    match std::str::from_utf8(&name.bytes) {
        Ok(text) if name.flagged || !(chinese || is_gb2312(text)) => text.to_owned(),
        _ => {
            let (text, _) = GB18030.decode_without_bom_handling(&name.bytes);
            text.into_owned()
        }
    }
}

/// Whether what reads as UTF-8 is rather a name of Chinese characters: nothing but pairs of GB 2312 beside its ASCII, and no
/// accented letter beside a plain one, as words of other languages have it.
fn is_gb2312(text: &str) -> bool {
    let is_pair = |c: char| {
        let mut bytes = [0; 4];
        matches!(c.encode_utf8(&mut bytes).as_bytes(), [0xc2..=0xdf, 0xa1..=0xbf])
    };
    let is_accented = |c: char| matches!(c, '\u{c0}'..='\u{24f}');
    let is_word = |a: char, b: char| {
        is_accented(a) && b.is_ascii_alphabetic() || a.is_ascii_alphabetic() && is_accented(b)
    };
    !text.is_ascii()
        && text.chars().all(|c| c.is_ascii() || is_pair(c))
        && !text.chars().zip(text.chars().skip(1)).any(|(a, b)| is_word(a, b))
}

fn slashed(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> RawName {
        RawName {
            bytes: encoding_rs::GBK.encode(text).0.into_owned(),
            flagged: false,
        }
    }

    fn utf8(text: &str, flagged: bool) -> RawName {
        RawName {
            bytes: text.as_bytes().to_vec(),
            flagged,
        }
    }

    #[test]
    fn names_of_chinese_windows_are_decoded() {
        assert_eq!(decoded(&[gbk("活动\\照片.jpg")]), ["活动/照片.jpg"]);
        assert_eq!(decoded(&[utf8("/a.txt", false)]), ["a.txt"]);
    }

    #[test]
    fn a_chinese_name_that_looks_like_utf8_by_chance_is_read() {
        let name = gbk("通知.docx");
        assert!(std::str::from_utf8(&name.bytes).is_ok());
        assert_eq!(decoded(&[name]), ["通知.docx"]);
        for text in ["通知2026.docx", "a通知.docx", "通知(1).docx", "a/通知_2.docx"] {
            assert_eq!(decoded(&[gbk(text)]), [text]);
        }
        assert_eq!(
            decoded(&[gbk("通知a.docx"), gbk("签到表.jpg")]),
            ["通知a.docx", "签到表.jpg"]
        );
    }

    #[test]
    fn names_in_utf8_stay_what_they_are() {
        for text in [
            "通知.docx",
            "活动/照片.jpg",
            "Müller.txt",
            "Ångström.txt",
            "Отчёт.txt",
            "한글.txt",
        ] {
            assert_eq!(decoded(&[utf8(text, false)]), [text]);
        }
        let flagged = utf8("\u{5aa}\u{368}.docx", true);
        assert_eq!(
            decoded(&[flagged, gbk("签到表.jpg")]),
            ["\u{5aa}\u{368}.docx", "签到表.jpg"]
        );
    }
}
