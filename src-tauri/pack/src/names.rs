//! Names that every office PC can unpack: safe on Windows, short, unique when case and Unicode form are ignored.

use std::collections::HashSet;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

/// Most UTF-16 units of a whole path inside a pack.
pub const MAX_PATH: usize = 180;
/// Most UTF-16 units of the top folder's name.
pub(crate) const MAX_ROOT: usize = 44;
/// Most UTF-16 units of an indicator's folder name.
pub(crate) const MAX_FOLDER: usize = 32;
/// Most UTF-16 units of a file's name; with two folders and `data/` the sum stays below [`MAX_PATH`].
pub(crate) const MAX_FILE: usize = 60;

/// Device names of Windows, reserved with any extension.
const DEVICES: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// Number of UTF-16 units, the measure of path limits on Windows.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Whether a name that a pack gives is that of a file or folder and leads nowhere else: packs come from somebody else.
pub fn is_plain_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|own| own == name)
}

/// The form in which two names are compared: NFC without case.
pub(crate) fn fold(name: &str) -> String {
    name.nfc()
        .collect::<String>()
        .to_uppercase()
        .to_lowercase()
        .nfc()
        .collect()
}

/// Whether Windows takes the name for a device.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let upper = stem.to_uppercase();
    let numbered = upper.strip_prefix("COM").or_else(|| upper.strip_prefix("LPT"));
    DEVICES.contains(&upper.as_str())
        || numbered.is_some_and(|rest| {
            let mut chars = rest.chars();
            matches!(chars.next(), Some('0'..='9' | '¹' | '²' | '³')) && chars.next().is_none()
        })
}

/// Characters that are kept out of names because they are invisible or turn the reading direction.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// What stands in a name for a character that Windows, a manifest or a link can't carry.
fn safe(c: char) -> char {
    match c {
        '<' => '＜',
        '>' => '＞',
        ':' => '：',
        '"' => '＂',
        '|' => '｜',
        '?' => '？',
        '*' => '＊',
        '%' => '％',
        '#' => '＃',
        '/' | '\\' => '_',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A text as a name of at most `max` UTF-16 units, safe everywhere; empty when nothing is left of it.
pub fn clean(text: &str, max: usize) -> String {
    let spaced = text.replace(['\r', '\n', '\t'], " ");
    let safe: String = spaced.nfc().filter(|c| !is_invisible(*c)).map(safe).collect();
    let words = safe
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let begun = words.trim_start_matches(['.', ' ', '~', '-']);
    let named = if is_device(begun) {
        format!("_{begun}")
    } else {
        begun.to_owned()
    };
    cut(&named, max)
}

/// The first `max` UTF-16 units, without an end that Windows drops.
fn cut(text: &str, max: usize) -> String {
    let mut left = max;
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    kept.trim_end_matches(['.', ' ']).to_owned()
}

/// Names taken in one folder.
#[derive(Default)]
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// `stem` + `extension` (with its dot, or empty), cut to `max` units, with ` (2)`, ` (3)`… where it is taken.
    pub(crate) fn unique(&mut self, stem: &str, extension: &str, max: usize) -> String {
        let mut number = 1_u32;
        loop {
            let mark = if number == 1 {
                String::new()
            } else {
                format!(" ({number})")
            };
            let room = max.saturating_sub(utf16_len(&mark) + utf16_len(extension));
            let name = format!("{}{mark}{extension}", cut(stem, room));
            if self.0.insert(fold(&name)) {
                return name;
            }
            number += 1;
        }
    }
}

/// Formats that are only a container: a more telling extension of the original is kept.
const CONTAINERS: [(&str, &[&str]); 6] = [
    (
        "zip",
        &[
            "docx", "xlsx", "pptx", "ofd", "wps", "et", "dps", "odt", "ods", "odp", "epub",
        ],
    ),
    ("cfb", &["doc", "xls", "ppt", "wps", "et", "dps", "msg"]),
    ("ole", &["doc", "xls", "ppt", "wps", "et", "dps", "msg"]),
    ("txt", &["csv", "md", "log", "json", "xml", "htm", "html", "srt"]),
    (
        "text",
        &["txt", "csv", "md", "log", "json", "xml", "htm", "html", "srt"],
    ),
    ("mp4", &["m4v", "mov", "m4a"]),
];

/// The extension for a format by content, with its dot; the original's where the format is not known.
pub(crate) fn extension(format: &str, original_name: &str) -> String {
    let original = match original_name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && is_plain(end) => end.to_ascii_lowercase(),
        _ => String::new(),
    };
    let format = format.to_ascii_lowercase();
    let inner = CONTAINERS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, inner)| *inner);
    let chosen = match format.as_str() {
        _ if inner.is_some_and(|inner| inner.contains(&original.as_str())) => original,
        "jpeg" => "jpg".to_owned(),
        "tiff" => "tif".to_owned(),
        "text" => "txt".to_owned(),
        "quicktime" => "mov".to_owned(),
        "unknown" | "empty" | "other" | "binary" | "cfb" | "ole" | "" => original,
        format if is_plain(format) => format.to_owned(),
        _ => original,
    };
    if chosen.is_empty() {
        chosen
    } else {
        format!(".{chosen}")
    }
}

/// Whether a text can stand as an extension.
fn is_plain(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_windows() {
        for (text, want) in [
            ("CON", "_CON"),
            ("aux.jpg", "_aux.jpg"),
            ("com¹", "_com¹"),
            ("COM10", "COM10"),
            ("结尾有点...  ", "结尾有点"),
            ("  ..隐藏", "隐藏"),
            ("a<b>c:d\"e/f\\g|h?i*j", "a＜b＞c：d＂e_f_g｜h？i＊j"),
            ("30%#1", "30％＃1"),
            ("一\n二\r\n三\t四", "一 二 三 四"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("党员👨‍👩‍👧活动🎉", "党员👨👩👧活动🎉"),
            ("e\u{301}", "é"),
            ("\u{0}\u{1}\u{7f}", ""),
        ] {
            assert_eq!(clean(text, 60), want, "{text:?}");
        }
    }

    #[test]
    fn a_plain_name_leads_nowhere() {
        for name in ["包.zip", "a b", "..zip", ".x"] {
            assert!(is_plain_name(name), "{name}");
        }
        for name in ["", ".", "..", "/", "/包.zip", "../包.zip", "甲/包.zip", "包.zip/"] {
            assert!(!is_plain_name(name), "{name}");
        }
        if cfg!(windows) {
            assert!(!is_plain_name("C:包.zip") && !is_plain_name("甲\\包.zip"));
        }
    }

    #[test]
    fn a_cut_never_splits_a_character_nor_leaves_a_bad_end() {
        assert_eq!(clean("🎉🎉🎉", 5), "🎉🎉");
        assert_eq!(clean("ab. cd", 4), "ab");
        assert_eq!(utf16_len(&clean(&"长".repeat(200), 60)), 60);
    }

    #[test]
    fn taken_names_get_a_number_whatever_their_case_or_unicode_form() {
        let mut taken = Taken::default();
        assert_eq!(taken.unique("Photo", ".jpg", 60), "Photo.jpg");
        assert_eq!(taken.unique("photo", ".JPG", 60), "photo (2).JPG");
        assert_eq!(taken.unique("Núñez", "", 60), "Núñez");
        assert_eq!(
            taken.unique("nu\u{301}n\u{303}ez", "", 60),
            "nu\u{301}n\u{303}ez (2)"
        );
        assert_eq!(
            taken.unique(&"长".repeat(80), ".jpg", 20),
            format!("{}.jpg", "长".repeat(16))
        );
        assert_eq!(
            taken.unique(&"长".repeat(80), ".jpg", 20),
            format!("{} (2).jpg", "长".repeat(12))
        );
    }

    #[test]
    fn extensions_follow_the_content() {
        for (format, original, want) in [
            ("jpeg", "a.png", ".jpg"),
            ("zip", "a.docx", ".docx"),
            ("zip", "a.exe", ".zip"),
            ("docx", "a", ".docx"),
            ("unknown", "a.DAT", ".dat"),
            ("unknown", "无扩展名", ""),
            ("unknown", "a.很长的中文", ""),
            ("empty", ".hidden", ""),
        ] {
            assert_eq!(extension(format, original), want, "{format} {original}");
        }
    }
}
