//! The text files of a bag: how paths and lines are written in them (RFC 8493 section 2).

use std::fmt::Write as _;

use crate::PackModel;

/// `bagit.txt` (section 2.1.1).
pub(crate) const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// SM3 sums of the payload, in the form of a manifest. No manifest by name: BagIt tools that don't know SM3 would refuse the bag.
pub(crate) const SM3: &str = "index/sm3.txt";

/// A path as a manifest writes it: CR, LF and `%` percent-encoded, and nothing else (section 2.1.3).
pub(crate) fn encode_path(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// One line of a manifest.
pub(crate) fn line(out: &mut String, sha256: &str, path: &str) {
    // Writing to a String can't fail.
    let _ = writeln!(out, "{sha256}  {}", encode_path(path));
}

/// `bag-info.txt` (section 2.2.2).
pub(crate) fn bag_info(model: &PackModel, files: usize, bytes: u64) -> String {
    let period = format!("考核期 {} 至 {}", model.period.from, model.period.to);
    let description = format!("{} {} 迎检材料，{period}", model.unit, model.title);
    let fields = [
        ("Source-Organization", model.unit.clone()),
        ("External-Description", description),
        ("Bagging-Date", model.as_of.to_string()),
        ("Payload-Oxum", format!("{bytes}.{files}")),
        ("Bag-Software-Agent", format!("taizhang {}", model.version)),
    ];
    let volume = model.volume.as_ref();
    let group = volume.map(|_| format!("{} {} {}", model.unit, model.title, model.as_of));
    let count = volume.map(|volume| format!("{} of {}", volume.number, volume.of));
    let more = [("Bag-Group-Identifier", group), ("Bag-Count", count)];
    let more = more
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)));
    let mut out = String::new();
    for (label, value) in fields.into_iter().chain(more) {
        let _ = writeln!(out, "{label}: {}", one_line(&value));
    }
    out
}

/// A value without line breaks and other control characters, which would begin a new field.
fn one_line(value: &str) -> String {
    let spaced: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cr_lf_and_percent_are_encoded() {
        assert_eq!(
            encode_path("data/a%b\r\nc d 中.jpg"),
            "data/a%25b%0D%0Ac d 中.jpg"
        );
    }

    #[test]
    fn a_value_never_begins_a_new_field() {
        assert_eq!(one_line("某局\nPayload-Oxum: 0.0\r\n "), "某局 Payload-Oxum: 0.0");
    }
}
