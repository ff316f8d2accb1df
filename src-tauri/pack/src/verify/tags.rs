//! The text files of a bag, read with patience: any line end, any encoding that is declared, oddities reported.

use std::borrow::Cow;

use super::said::{Both, both};
use super::sums::Algorithm;

/// What `bagit.txt` declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    /// BagIt version as two numbers.
    pub(super) version: (u32, u32),
    /// Encoding of the other tag files.
    pub(super) encoding: &'static encoding_rs::Encoding,
}

/// Whether the rules of a version are known.
fn is_known(version: (u32, u32)) -> bool {
    matches!(version, (0, 93..=97) | (1, 0))
}

/// One line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The hash in lower case.
    pub(super) sum: String,
    /// The path as it is written.
    pub(super) written: String,
    /// Whether md5sum marked the file as binary (`*`).
    pub(super) starred: bool,
}

/// The lines of a text, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain
        .split('\n')
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Bytes as text in the declared encoding; `None` when they are not in it.
pub(super) fn decode<'a>(bytes: &'a [u8], encoding: &'static encoding_rs::Encoding) -> Option<Cow<'a, str>> {
    let (text, _, errors) = encoding.decode(bytes);
    (!errors).then_some(text)
}

/// Reads `bagit.txt` (RFC 8493 section 2.1.1): the declaration, and what is odd but harmless; else what is wrong.
pub(super) fn declaration(bytes: &[u8]) -> Result<(Declaration, Vec<Both>), Both> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Both::of("bagit.txt 带有 BOM", "bagit.txt begins with a BOM"));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| Both::of("bagit.txt 不是 UTF-8", "bagit.txt is not UTF-8"))?;
    let mut all = lines(text);
    let (first, second) = (all.next().unwrap_or_default(), all.next().unwrap_or_default());
    let version = first.strip_prefix("BagIt-Version: ").and_then(version);
    let version = version.ok_or_else(|| {
        both!(
            "第一行应为“BagIt-Version: 1.0”，实为“{first}”",
            "the first line should be “BagIt-Version: 1.0”, it is “{first}”"
        )
    })?;
    let label = second
        .strip_prefix("Tag-File-Character-Encoding: ")
        .filter(|label| is_word(label));
    let label = label.ok_or_else(|| {
        both!(
            "第二行应为“Tag-File-Character-Encoding: UTF-8”，实为“{second}”",
            "the second line should be “Tag-File-Character-Encoding: UTF-8”, it is “{second}”"
        )
    })?;
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
    let encoding = encoding.ok_or_else(|| both!("不认识的编码“{label}”", "unknown encoding “{label}”"))?;
    if !is_known(version) {
        return Err(both!(
            "不认识的版本“{first}”，能校验 0.93 到 1.0",
            "unknown version “{first}”; 0.93 to 1.0 can be checked"
        ));
    }
    if let Some(more) = all.find(|line| !line.trim().is_empty()) {
        return Err(both!(
            "只应有两行，多了“{more}”",
            "there should be two lines only; “{more}” is one more"
        ));
    }
    let mut warnings = Vec::new();
    if version < (1, 0) {
        let (major, minor) = version;
        warnings.push(both!(
            "按旧版 BagIt {major}.{minor} 打包",
            "packed by the older BagIt {major}.{minor}"
        ));
    }
    if encoding != encoding_rs::UTF_8 {
        warnings.push(both!(
            "说明文件的编码是 {label}，不是 UTF-8",
            "the tag files are in {label}, not in UTF-8"
        ));
    }
    Ok((Declaration { version, encoding }, warnings))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(major) || !digits(minor) {
        return None;
    }
    // 0.93 and 0.97 compare as numbers of two digits; 1.0 is above them by its first number.
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Reads one line of a manifest: hash, white space, path.
pub(super) fn manifest_line(line: &str, algorithm: Algorithm) -> Option<Line> {
    let (sum, rest) = line.split_once([' ', '\t'])?;
    if sum.len() != algorithm.digits() || !sum.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let path = rest.trim_start_matches([' ', '\t']);
    let starred = path.starts_with('*');
    let path = path.strip_prefix('*').unwrap_or(path);
    let written = path.to_owned();
    (!path.is_empty()).then(|| Line {
        sum: sum.to_ascii_lowercase(),
        written,
        starred,
    })
}

/// The names that a path in a manifest may stand for, most likely first: percent-encoded as RFC 8493 has it, as older
/// tools did it (CR and LF only), or as it is.
pub(super) fn readings(written: &str) -> Vec<String> {
    let mut all = vec![decode_path(written, true)];
    for other in [decode_path(written, false), written.to_owned()] {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

fn decode_path(written: &str, percent: bool) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let code = after.get(..2).map(str::to_ascii_uppercase);
        let decoded = match code.as_deref() {
            Some("0D") => Some('\r'),
            Some("0A") => Some('\n'),
            Some("25") if percent => Some('%'),
            _ => None,
        };
        out.push(decoded.unwrap_or('%'));
        rest = if decoded.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    out.push_str(rest);
    out
}

/// Labels and values of `bag-info.txt` in order; the lines that are neither field nor continuation.
pub(super) fn fields(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let (mut fields, mut bad): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for line in lines(text) {
        if line.trim().is_empty() {
            continue;
        }
        match (
            line.starts_with([' ', '\t']),
            fields.last_mut(),
            line.split_once(':'),
        ) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((label, value))) => {
                fields.push((label.trim().to_owned(), value.trim().to_owned()))
            }
            _ => bad.push(line),
        }
    }
    (fields, bad)
}

/// Octets and streams of a `Payload-Oxum`.
pub(super) fn oxum(value: &str) -> Option<(u64, u64)> {
    let (octets, streams) = value.split_once('.')?;
    Some((octets.parse().ok()?, streams.parse().ok()?))
}

/// The path that a line of `fetch.txt` names (section 2.2.3): URL, length or `-`, path; `None` for any other line.
pub(super) fn fetch_path(line: &str) -> Option<&str> {
    const BLANK: [char; 2] = [' ', '\t'];
    let (url, rest) = line.split_once(BLANK)?;
    let (length, path) = rest.trim_start_matches(BLANK).split_once(BLANK)?;
    let path = path.trim_start_matches(BLANK);
    let is_length = length == "-" || (!length.is_empty() && length.bytes().all(|b| b.is_ascii_digit()));
    (url.contains(':') && is_length && !path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_read_strictly() {
        let (declared, warnings) =
            declaration(b"BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-16\r\n").unwrap();
        assert_eq!(declared.version, (0, 97));
        assert_eq!(warnings.len(), 2);
        for bad in [
            "BagIt-Version:1.0\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: x.y\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: 1.0\n",
            "\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: NONSENSE\n",
            "BagIt-Version: 0.92\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n",
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n",
        ] {
            assert!(declaration(bad.as_bytes()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn manifest_lines_in_every_style() {
        let sum = "d41d8cd98f00b204e9800998ecf8427e";
        for line in [
            format!("{sum}  data/a b"),
            format!("{sum} data/a b"),
            format!("{sum}\t*data/a b"),
        ] {
            assert_eq!(manifest_line(&line, Algorithm::Md5).unwrap().written, "data/a b");
        }
        assert_eq!(manifest_line(&sum.to_uppercase(), Algorithm::Md5), None);
        assert_eq!(manifest_line(&format!("{sum}  data/a"), Algorithm::Sha1), None);
        assert_eq!(
            readings("data/100%25%0a"),
            ["data/100%\n", "data/100%25\n", "data/100%25%0a"]
        );
        assert_eq!(readings("a%"), ["a%"]);
    }

    #[test]
    fn fields_continue_and_fetch_lines_are_split() {
        let (all, bad) = fields("A: 1\n  2\nB:3\nnonsense\n");
        assert_eq!(all, [("A".into(), "1 2".into()), ("B".into(), "3".into())]);
        assert_eq!(bad, ["nonsense"]);
        assert_eq!(fetch_path("http://x/a%20b - data/a b"), Some("data/a b"));
        assert_eq!(fetch_path("http://x/a\t12  data/a"), Some("data/a"));
        for bad in [
            "bad",
            "http://x/a data/a",
            "http://x/a x data/a",
            "/etc - data/a",
            "http://x/a 1 ",
        ] {
            assert_eq!(fetch_path(bad), None, "{bad}");
        }
        assert_eq!(oxum("12.3"), Some((12, 3)));
        assert_eq!(oxum("12"), None);
    }
}
