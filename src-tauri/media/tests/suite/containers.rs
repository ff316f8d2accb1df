//! Dates of films, compared with what exiftool reads of the same bytes. Runs where exiftool is installed.

use std::path::Path;
use std::process::Command;

use taizhang_media::{facts, hash};
use taizhang_model::date::DateOrigin;

fn made(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&(body.len() as u32 + 8).to_be_bytes(), name.as_slice(), &body].concat()
}

/// A film with only its header, and the time of taking in Apple's metadata where it is given.
fn film(seconds_since_1904: u32, told: Option<&str>) -> Vec<u8> {
    let mut header = vec![0_u8; 4];
    for value in [seconds_since_1904, 0, 1000, 65_000] {
        header.extend(value.to_be_bytes());
    }
    header.resize(100, 0);
    let mut movie = vec![made(b"mvhd", &[&header])];
    if let Some(told) = told {
        let key = b"com.apple.quicktime.creationdate";
        let keys = [
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &(key.len() as u32 + 8).to_be_bytes()[..],
            b"mdta",
            key,
        ]
        .concat();
        let data = made(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0], told.as_bytes()]);
        let list = made(&1_u32.to_be_bytes(), &[&data]);
        let handler = made(b"hdlr", &[&[0; 8], b"mdta", &[0; 12]]);
        movie.push(made(
            b"meta",
            &[&handler, &made(b"keys", &[&keys]), &made(b"ilst", &[&list])],
        ));
    }
    [
        made(b"ftyp", &[b"qt  \0\0\x02\0qt  "]),
        made(b"moov", &[&movie.concat()]),
        made(b"mdat", &[&[0; 16]]),
    ]
    .concat()
}

/// What exiftool tells of a tag, the header's time turned to +08:00: its first fourteen digits.
fn by_exiftool(path: &Path, tag: &str) -> Option<String> {
    let output = Command::new("exiftool")
        .env("TZ", "Asia/Shanghai")
        .args(["-api", "QuickTimeUTC=1", "-s3", tag])
        .arg(path)
        .output()
        .ok()?;
    Some(digits(&String::from_utf8(output.stdout).unwrap()))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(14).collect()
}

#[test]
fn films_tell_the_same_time_as_to_exiftool() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mov");
    for step in 0..20_u32 {
        let seconds = 2_082_844_800 + 1_500_000_000 + step * 12_345_678;
        let told = (step % 2 == 0).then(|| format!("2026-04-{:02}T09:14:22+0800", step + 1));
        std::fs::write(&path, film(seconds, told.as_deref())).unwrap();
        let tag = if told.is_some() {
            "-Keys:CreationDate"
        } else {
            "-QuickTime:CreateDate"
        };
        let Some(theirs) = by_exiftool(&path, tag) else {
            eprintln!("SKIPPED: exiftool is not installed");
            return;
        };
        let hashed = hash(&path, &|| false).unwrap();
        let facts = facts(&path, &hashed.head, hashed.bytes);
        assert_eq!(facts.dates[0].from, DateOrigin::Container);
        assert_eq!(digits(&facts.dates[0].value), theirs, "{tag} {seconds}");
    }
}
