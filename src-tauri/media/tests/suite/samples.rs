//! Facts of real photographs, compared with what exiftool reads. Runs where `TAIZHANG_SAMPLES` names a folder of
//! them (or `../shared/samples` lies beside the checkout) and exiftool is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use taizhang_media::{Facts, facts, hash};
use taizhang_model::date::DateOrigin;

fn samples() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let folder = std::env::var_os("TAIZHANG_SAMPLES").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn by_exiftool(folder: &Path) -> Option<Vec<Value>> {
    let tags = [
        "-File:ImageWidth",
        "-File:ImageHeight",
        "-EXIF:ImageWidth",
        "-EXIF:ImageHeight",
        "-PNG:ImageWidth",
        "-PNG:ImageHeight",
        "-IFD0:Orientation",
        "-IFD0:ModifyDate",
        "-ExifIFD:DateTimeOriginal",
        "-ExifIFD:CreateDate",
        "-XMP:DateTimeOriginal",
        "-XMP:DateTimeDigitized",
        "-XMP:DateCreated",
        "-XMP:CreateDate",
        "-XMP:ModifyDate",
    ];
    let output = Command::new("exiftool")
        .args(["-j", "-n", "-q", "-r", "-G0"])
        .args(tags)
        .arg(folder)
        .output()
        .ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

/// Date, size and orientation in one comparable form.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    original: Option<String>,
    digitized: Option<String>,
    modified: Option<String>,
    size: Option<(u64, u64)>,
    orientation: Option<u64>,
}

/// A date's fourteen digits.
fn digits(row: &Value, tag: &str) -> Option<String> {
    let text = row.get(tag)?.as_str()?;
    let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    (digits.len() == 14 && !digits.starts_with("0000")).then_some(digits)
}

/// The same, of a date in UTC those of +08:00.
fn local_digits(row: &Value, tag: &str) -> Option<String> {
    let Some(utc) = row.get(tag)?.as_str()?.strip_suffix('Z') else {
        return digits(row, tag);
    };
    let time = jiff::civil::DateTime::strptime("%Y:%m:%d %H:%M:%S", utc.get(..19)?).ok()?;
    let local = time.checked_add(jiff::SignedDuration::from_hours(8)).ok()?;
    Some(local.strftime("%Y%m%d%H%M%S").to_string())
}

fn told_by_exiftool(row: &Value, format: &str) -> Told {
    let group = match format {
        "tiff" => "EXIF",
        "png" => "PNG",
        _ => "File",
    };
    let number = |tag: &str| row.get(format!("{group}:{tag}")).and_then(Value::as_u64);
    let exif = |tag: &str| digits(row, &format!("EXIF:{tag}"));
    let has_exif = ["DateTimeOriginal", "CreateDate", "ModifyDate"]
        .iter()
        .any(|tag| exif(tag).is_some());
    // XMP counts where EXIF tells nothing.
    let date = |tag: &str, xmp: &[&str]| {
        let by_xmp = || {
            xmp.iter()
                .find_map(|tag| local_digits(row, &format!("XMP:{tag}")))
        };
        exif(tag).or_else(|| if has_exif { None } else { by_xmp() })
    };
    Told {
        original: date("DateTimeOriginal", &["DateTimeOriginal", "DateCreated"]),
        digitized: date("CreateDate", &["DateTimeDigitized", "CreateDate"]),
        modified: date("ModifyDate", &["ModifyDate"]),
        size: number("ImageWidth").zip(number("ImageHeight")),
        orientation: row
            .get("EXIF:Orientation")
            .and_then(Value::as_u64)
            .filter(|n| (1..=8).contains(n)),
    }
}

fn told_by_facts(facts: &Facts) -> Told {
    let date = |from: DateOrigin| {
        let fact = facts.dates.iter().find(|date| date.from == from)?;
        Some(fact.value.chars().filter(char::is_ascii_digit).take(14).collect())
    };
    Told {
        original: date(DateOrigin::ExifOriginal),
        digitized: date(DateOrigin::ExifDigitized),
        modified: date(DateOrigin::ExifModified),
        size: facts.width.map(u64::from).zip(facts.height.map(u64::from)),
        orientation: facts.orientation.map(u64::from),
    }
}

#[test]
fn facts_agree_with_exiftool() {
    let Some(folder) = samples() else {
        eprintln!("SKIPPED: no folder of samples (TAIZHANG_SAMPLES)");
        return;
    };
    let Some(rows) = by_exiftool(&folder) else {
        eprintln!("SKIPPED: exiftool is not installed");
        return;
    };
    let (mut dated, mut wrong) = (0, Vec::new());
    for row in rows {
        let path = PathBuf::from(row["SourceFile"].as_str().unwrap());
        let hashed = hash(&path, &|| false).unwrap();
        let facts = facts(&path, &hashed.head, hashed.bytes);
        let (mut theirs, ours) = (told_by_exiftool(&row, &facts.format), told_by_facts(&facts));
        let has_date = theirs.original.is_some() || theirs.digitized.is_some() || theirs.modified.is_some();
        dated += usize::from(has_date);
        let repeated =
            |ours: &Option<String>, tag: &str| ours.is_some() && *ours == digits(&row, &format!("XMP:{tag}"));
        // A damaged EXIF block that exiftool gives up is right where XMP repeats what it holds.
        if theirs.original.is_none() && repeated(&ours.original, "DateTimeOriginal") {
            theirs.original.clone_from(&ours.original);
        }
        if theirs.digitized.is_none() && repeated(&ours.digitized, "DateTimeDigitized") {
            theirs.digitized.clone_from(&ours.digitized);
        }
        if theirs != ours {
            eprintln!("{}: exiftool {theirs:?}, facts {ours:?}", path.display());
            wrong.push(path);
        }
    }
    assert!(dated > 0, "no sample has an EXIF date");
    assert!(
        wrong.len() * 100 <= dated,
        "{} of {dated} differ: {wrong:?}",
        wrong.len()
    );
}
