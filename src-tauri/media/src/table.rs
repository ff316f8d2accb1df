//! The table of formats in the documentation, walked: what it says is what the code does.

use std::path::Path;

use taizhang_model::date::DateOrigin;

use crate::facts::{Facts, facts};
use crate::format::Format;
use crate::{asf, matroska, movie, sound, transport};

const DOCS: &str = include_str!("../../../docs/文件格式与日期.md");

/// Formats that the table leaves out: they are no material, or have no facts, text or picture.
const LEFT_OUT: [Format; 7] = [
    Format::Ole,
    Format::Xml,
    Format::Shortcut,
    Format::Exe,
    Format::Empty,
    Format::Unknown,
    Format::Gzip,
];

/// The rows of the table: names, and what is said of them.
fn rows() -> Vec<(Vec<&'static str>, &'static str)> {
    let table = DOCS.split("\n| --- | --- | --- | --- | --- |\n").nth(1).unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0].split('、').collect(), cells[1])
    })
    .collect()
}

fn format(name: &str) -> Option<Format> {
    let name = name.to_lowercase();
    Format::named(match name.as_str() {
        "mpeg-ts" => "mpegts",
        "gz" => "gzip",
        name => name,
    })
}

#[test]
fn every_format_stands_in_one_row() {
    let rows = rows();
    let named: Vec<Format> = rows
        .iter()
        .flat_map(|(names, _)| names)
        .map(|name| format(name).unwrap_or_else(|| panic!("{name}")))
        .collect();
    for wanted in Format::ALL.iter().filter(|format| !LEFT_OUT.contains(format)) {
        let times = named.iter().filter(|format| *format == wanted).count();
        assert_eq!(times, 1, "{wanted:?}");
    }
}

/// With the description that a recorder puts at the end.
fn described(mut file: Vec<u8>) -> Vec<u8> {
    file.extend(b"LIST\x18\0\0\0INFOICRD\x0b\0\0\x002026-04-03\0\0");
    file
}

/// A film or sound of each format that is read here, made by code.
fn made() -> Vec<(&'static str, Vec<u8>)> {
    let mut webm = matroska::tests::film(None);
    let doctype = webm.windows(8).position(|part| part == b"matroska").unwrap();
    webm[doctype..doctype + 8].copy_from_slice(b"webm\0\0\0\0");
    let brand = |brand: &[u8; 4]| {
        let mut file = movie::tests::mp4(2_082_844_800 + 1_775_200_462, 10);
        file[8..12].copy_from_slice(brand);
        file
    };
    vec![
        ("a.mp4", brand(b"isom")),
        ("a.mov", brand(b"qt  ")),
        ("a.3gp", brand(b"3gp4")),
        ("a.m4a", brand(b"M4A ")),
        ("a.avi", described(movie::tests::avi_of_ten_seconds())),
        ("a.mkv", matroska::tests::film(None)),
        ("a.webm", webm),
        ("a.wmv", asf::tests::film(2)),
        ("a.wma", asf::tests::film(2)),
        ("a.ts", transport::tests::film(5, 65, 0)),
        ("a.wav", described(movie::tests::wav_of_two_seconds())),
        ("a.amr", sound::tests::amr_of(500)),
        ("a.mp3", sound::tests::mp3(400)),
        ("a.flac", sound::tests::flac()),
    ]
}

#[test]
fn films_and_sounds_tell_what_the_table_says() {
    let rows = rows();
    for (name, file) in made() {
        let facts: Facts = facts(Path::new(name), &file, file.len() as u64);
        assert_eq!((facts.error, facts.doubts.len()), (None, 0), "{name}");
        let said = rows.iter().find(|(names, _)| {
            names
                .iter()
                .any(|name| format(name).unwrap().name() == facts.format)
        });
        let (_, said) = said.unwrap_or_else(|| panic!("{name}: {}", facts.format));
        let told = Path::new(name).extension().unwrap().to_str().unwrap();
        assert_eq!(
            format(told).map_or("mpegts", Format::name),
            facts.format,
            "{name}"
        );
        let dated = facts.dates.iter().any(|date| date.from == DateOrigin::Container);
        assert_eq!(facts.duration_s.is_some(), said.contains("时长"), "{name}");
        assert_eq!(dated, said.contains("时间"), "{name}");
        // A sound's container may hold the size of a picture.
        let sound = matches!(told, "m4a" | "wma");
        assert_eq!(facts.width.is_some() && !sound, said.contains("尺寸"), "{name}");
    }
}
