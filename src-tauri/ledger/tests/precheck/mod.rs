//! What the look before an export finds in pictures: look-alikes, use in an earlier year, and what their pixels tell.

use std::collections::BTreeMap;

use image::{Rgb, RgbImage};
use jiff::civil::date;
use taizhang_ledger::{Import, PackFinding, Subject};
use taizhang_model::date::Period;
use taizhang_pack::Profile;

use crate::material::World;
use crate::{common, read, saved, scene};

/// Findings of the codes that are asked for: the paths, each with its detail.
fn found(findings: &[PackFinding], codes: &[&'static str]) -> BTreeMap<&'static str, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for one in findings.iter().filter(|one| codes.contains(&one.code)) {
        let known: &mut Vec<_> = all.entry(one.code).or_default();
        known.push((one.place.shown.clone(), one.detail.clone()));
    }
    all
}

fn link(world: &World, path: &str, code: &str) {
    let target = world.ledger.target(code).unwrap();
    let id = world.ledger.find_item(path).unwrap();
    world
        .ledger
        .link(&[Subject::Item(id)], &target, None, None)
        .unwrap();
}

/// Letters as a watermark camera lays them over the lower left.
fn lettered(picture: &RgbImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let letter = (30..450).contains(&x) && (570..690).contains(&y) && x % 24 < 6 && y % 30 < 21;
        if letter {
            Rgb([255; 3])
        } else {
            Rgb(picture.get_pixel(x, y).0.map(|value| value / 2))
        }
    })
}

pub fn pictures_are_looked_at_before_an_export() {
    let world = World::new();
    let import = |title: &str, year| Import {
        title: Some(title.to_owned()),
        period: Period::year(year),
        ..Import::default()
    };
    let (now, _) = world
        .ledger
        .import_draft(&common::draft(), &import("本年度", 2026))
        .unwrap();
    world
        .ledger
        .import_draft(&common::draft(), &import("上年度", 2025))
        .unwrap();
    let mut dark = scene(4);
    for pixel in dark.pixels_mut() {
        *pixel = Rgb(pixel.0.map(|value| value / 12));
    }
    for (path, picture, quality) in [
        ("原图.jpg", scene(1), 90),
        ("转发.jpg", scene(1), 60),
        ("清楚.jpg", scene(2), 90),
        ("模糊.jpg", image::imageops::blur(&scene(3), 24.0), 90),
        ("太暗.jpg", dark, 90),
        ("水印.jpg", lettered(&scene(5)), 90),
        ("去年.jpg", scene(6), 90),
        ("今年.jpg", scene(6), 60),
    ] {
        world.write(path, saved(&picture, quality));
    }
    read(&world);
    link(&world, "去年.jpg", "上年度/1.1");
    for path in [
        "原图.jpg",
        "转发.jpg",
        "清楚.jpg",
        "模糊.jpg",
        "太暗.jpg",
        "水印.jpg",
        "今年.jpg",
    ] {
        link(&world, path, "本年度/1.1");
    }
    // A file that proves two indicators is no look-alike of itself.
    link(&world, "清楚.jpg", "本年度/1.2");
    link(&world, "原图.jpg", "本年度/1.2");
    let precheck = |profile: &Profile| {
        world
            .ledger
            .precheck(Some(&now), date(2026, 11, 23), "", profile)
            .unwrap()
            .1
    };
    let codes = [
        "pre_look_alike",
        "pre_used_before",
        "pre_blurred",
        "pre_dark",
        "pre_watermark",
    ];
    let findings = precheck(&Profile::default());
    let told = |path: &str, detail: &str| vec![(path.to_owned(), detail.to_owned())];
    let expected = BTreeMap::from([
        ("pre_look_alike", told("转发.jpg", "原图.jpg")),
        ("pre_used_before", told("今年.jpg", "上年度")),
        ("pre_blurred", told("模糊.jpg", "")),
        ("pre_dark", told("太暗.jpg", "")),
        ("pre_watermark", told("水印.jpg", "")),
    ]);
    assert_eq!(found(&findings, &codes), expected);
    assert!(
        findings
            .iter()
            .filter(|one| codes.contains(&one.code))
            .all(|one| one.place.item.is_some() && one.severity == taizhang_ledger::Severity::Warn)
    );
    // A plan that puts a copy into each folder says nothing twice.
    let each = Profile {
        per_indicator: true,
        ..Profile::default()
    };
    assert_eq!(found(&precheck(&each), &codes), expected);
}
