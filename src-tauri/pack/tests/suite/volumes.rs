//! Packs in several zips, what a plan leaves out, and what lies beside the lists.

use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use taizhang_model::kind::Kind;
use taizhang_model::record::StatementState;
use taizhang_model::status::State;
use taizhang_pack::{
    Finding, PackError, PackIndex, Paper, Profile, Told, Volumes, Written, lock, unlock_all, unpack, verify,
    whole, write, write_volumes,
};

use crate::support::{Made, Quiet, noise, small};

const LIMIT: u64 = 1_000_000;

fn member(zip: &Path, ending: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let name = names.iter().find(|name| name.ends_with(ending)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn index(zip: &Path) -> PackIndex {
    serde_json::from_slice(&member(zip, "index/pack.json")).unwrap()
}

/// Three indicators of three, two and one pictures of 200 kB.
fn large() -> Made {
    let mut made = Made::new();
    made.indicator(1, "1", "组织领导", State::Met);
    for (code, count) in [("1.1", 3), ("1.2", 2), ("1.3", 1)] {
        made.indicator(2, code, "例会", State::Met);
        for n in 0..count {
            let seed = made.model.entries.len() as u64 + 1;
            let day = Some(date(2026, 3, 1 + n));
            let at = made.file(
                &format!("{code}-{n}.jpg"),
                "jpeg",
                Kind::Photo,
                day,
                noise(seed, 200_000),
            );
            made.link(at, None);
        }
    }
    made
}

fn try_volumes(made: &Made, out: &Path, limit: u64) -> Result<Vec<(PathBuf, Written)>, PackError> {
    let volumes = Volumes::plan(&made.model, &made.material, out, limit)?;
    write_volumes(&made.model, &made.material, &volumes, &Quiet::default())
}

#[test]
fn each_volume_is_a_bag_and_an_indicator_stays_together() {
    let folder = tempfile::tempdir().unwrap();
    let made = large();
    let zips = try_volumes(&made, &folder.path().join("包.zip"), LIMIT).unwrap();
    assert!(zips.len() > 1);
    let mut files = 0;
    let mut tops = std::collections::HashSet::new();
    for (number, (zip, written)) in zips.iter().enumerate() {
        assert!(written.zip_bytes <= LIMIT);
        let verdict = verify(zip, &Quiet::default()).unwrap();
        assert!(verdict.valid, "{:?}", verdict.problems);
        let index = index(zip);
        let volume = index.volume.unwrap();
        assert_eq!(
            (volume.number as usize, volume.names.len()),
            (number + 1, zips.len())
        );
        files += index.entries.len();
        for one in &index.indicators {
            let here = one.links.iter().filter(|link| link.path.is_some()).count();
            assert!(here == 0 || here == one.links.len(), "{} is torn", one.code);
            for link in one.links.iter().filter(|link| link.path.is_none()) {
                assert!(link.external.as_ref().unwrap().starts_with('第'));
            }
        }
        let archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
        let first = archive.file_names().next().unwrap().unwrap().into_owned();
        tops.insert(first.split('/').next().unwrap().to_owned());
    }
    assert_eq!(files, 6);
    // Unpacked side by side, no volume falls into another.
    assert_eq!(tops.len(), zips.len());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), zips.len());
}

#[test]
fn a_pack_that_fits_keeps_its_name_and_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let (plain, cut) = (folder.path().join("a.zip"), folder.path().join("b.zip"));
    write(&made.model, &made.material, &plain, &Quiet::default()).unwrap();
    let zips = try_volumes(&made, &cut, LIMIT).unwrap();
    assert_eq!(zips.len(), 1);
    assert!(std::fs::read(plain).unwrap() == std::fs::read(cut).unwrap());
}

#[test]
fn a_try_that_broke_off_is_taken_up_and_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("整.zip");
    let made = large();
    let wanted = try_volumes(&made, &whole, LIMIT).unwrap();

    let out = folder.path().join("断.zip");
    let mut broken = large();
    // The last picture's disk is gone.
    let last = broken.model.entries.last().unwrap().original_path.clone();
    broken.material.files.remove(&last);
    assert!(matches!(
        try_volumes(&broken, &out, LIMIT),
        Err(PackError::Original { .. })
    ));
    let volumes = Volumes::plan(&made.model, &made.material, &out, LIMIT).unwrap();
    let kept = volumes.kept();
    assert!(kept >= 1 && kept < wanted.len());
    let first = volumes.paths().remove(0);
    let before = std::fs::metadata(&first).unwrap().modified().unwrap();

    let zips = try_volumes(&made, &out, LIMIT).unwrap();
    assert_eq!(std::fs::metadata(&first).unwrap().modified().unwrap(), before);
    assert_eq!(zips.len(), wanted.len());
    for ((mine, _), (theirs, _)) in zips.iter().zip(&wanted) {
        let names = |zip: &Path| {
            index(zip)
                .entries
                .iter()
                .map(|e| e.path.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(mine), names(theirs));
        assert!(verify(mine, &Quiet::default()).unwrap().valid);
    }

    // A finished zip that was changed since is made again, not believed.
    assert!(try_volumes(&broken, &out, LIMIT).is_err());
    let mut bytes = std::fs::read(&first).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&first, bytes).unwrap();
    try_volumes(&made, &out, LIMIT).unwrap();
    assert!(verify(&first, &Quiet::default()).unwrap().valid);
}

#[test]
fn what_fits_into_no_volume_is_named_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = large();
    let at = made.file("大会录像.mp4", "mp4", Kind::Video, None, noise(77, 1_100_000));
    made.link(at, None);
    let refused = try_volumes(&made, &folder.path().join("包.zip"), LIMIT);
    assert!(matches!(refused, Err(PackError::VolumeTooSmall { name, .. }) if name.contains("大会录像")));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_was_written_and_found_is_in_the_index_and_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = small();
    made.model.indicators[1].statement = Some(Told {
        text: "=一、工作措施。\n二、\"成效\"。".into(),
        state: StatementState::Passed,
    });
    made.model.findings.push(Finding {
        group: "integrity".into(),
        code: "gap".into(),
        name: "内容数据完整性".into(),
        severity: "warn".into(),
        subject: "2.3 道德讲堂".into(),
        message: "缺签到表".into(),
    });
    // One that is held and one that is streamed.
    for (name, bytes) in [
        ("自查报告.pdf", noise(5, 700)),
        ("照片页.pdf", vec![7; 34_000_000]),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, &bytes).unwrap();
        let bytes = bytes.len() as u64;
        made.model.papers.push(Paper {
            name: name.into(),
            file,
            bytes,
        });
    }
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    let verdict = verify(&zip, &Quiet::default()).unwrap();
    assert!(verdict.valid, "{:?}", verdict.problems);
    let index = index(&zip);
    assert_eq!(index.indicators[1].statement, made.model.indicators[1].statement);
    assert_eq!(index.findings, made.model.findings);
    assert_eq!(index.papers, ["目录/自查报告.pdf", "目录/照片页.pdf"]);
    assert_eq!(member(&zip, "目录/自查报告.pdf"), noise(5, 700));
    assert!(member(&zip, "目录/照片页.pdf") == vec![7; 34_000_000]);
    let table = String::from_utf8(member(&zip, "index/indicators.csv")).unwrap();
    assert!(table.starts_with("\u{feff}code,"));
    assert!(
        table.contains("\"'=一、工作措施。\n二、\"\"成效\"\"。\",passed\r\n"),
        "{table}"
    );
    let links = String::from_utf8(member(&zip, "index/links.csv")).unwrap();
    assert_eq!(links.lines().count(), 7);
}

#[test]
fn a_report_with_a_mark_of_secrecy_is_refused_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = small();
    made.model.indicators[1].statement = Some(Told {
        text: "机密★3年\n我局……".into(),
        state: StatementState::Draft,
    });
    let refused = write(
        &made.model,
        &made.material,
        &folder.path().join("a.zip"),
        &Quiet::default(),
    );
    assert!(matches!(refused, Err(PackError::Secret { names }) if names[0].starts_with("2.3")));
}

#[test]
fn a_plan_keeps_its_days_and_departments() {
    let mut made = small();
    made.model.narrow(&Profile {
        from: Some(date(2026, 6, 10)),
        departments: vec!["党政办".into()],
        ..Profile::default()
    });
    let codes: Vec<&str> = made
        .model
        .indicators
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(codes, ["2", "2.3"]);
    // The notice of 2 June is out; the text without a day stays.
    let names: Vec<&str> = made
        .model
        .entries
        .iter()
        .map(|one| one.original_name.as_str())
        .collect();
    assert_eq!(names, ["微信图片_20260618091422.jpg", "IMG_0070.JPG", "说明.txt"]);
    assert_eq!((made.model.summary.overdue, made.model.summary.met), (1, 0));
    let files: Vec<Option<usize>> = made.model.indicators[1]
        .links
        .iter()
        .map(|link| link.entry)
        .collect();
    assert_eq!(files, [Some(0), Some(1), Some(2)]);
}

#[test]
fn volumes_that_lie_together_are_seen_as_one_pack() {
    let folder = tempfile::tempdir().unwrap();
    let made = large();
    let zips = try_volumes(&made, &folder.path().join("包.zip"), LIMIT).unwrap();
    let one = folder.path().join("整.zip");
    write(&made.model, &made.material, &one, &Quiet::default()).unwrap();
    let plain = whole(&one).unwrap();
    assert_eq!((plain.parts.len(), plain.missing.len()), (1, 0));

    // Any of them leads to all, one unpacked among them.
    let second = folder.path().join("包_第2卷");
    unpack(&zips[1].0, &second, &Quiet::default()).unwrap();
    std::fs::remove_file(&zips[1].0).unwrap();
    for path in [&zips[0].0, &second] {
        let all = whole(path).unwrap();
        assert!(all.missing.is_empty());
        assert_eq!(all.parts.len(), zips.len());
        assert_eq!(all.parts[1], second);
        assert_eq!(all.index.entries.len(), made.model.entries.len());
        let told = |index: &PackIndex, links: &[Vec<Option<usize>>]| -> Vec<Vec<String>> {
            let name = |at: &Option<usize>| index.entries[at.unwrap()].original_name.clone();
            links
                .iter()
                .map(|files| files.iter().map(name).collect())
                .collect()
        };
        assert_eq!(told(&all.index, &all.links), told(&plain.index, &plain.links));
        for (entry, home) in all.index.entries.iter().zip(&all.homes) {
            let mut bytes = Vec::new();
            assert!(taizhang_pack::read_file(&all.parts[*home], &entry.path, 1 << 20, &mut bytes).unwrap());
            assert_eq!(taizhang_pack::hash_of(&bytes), entry.sha256);
        }
        assert!(
            taizhang_pack::diff(&plain.index, &all.index)
                .indicators
                .is_empty()
        );
    }

    // One that is not there, and one of another pack under its name.
    std::fs::remove_dir_all(&second).unwrap();
    std::fs::copy(&one, folder.path().join("包_第2卷.zip")).unwrap();
    let rest = whole(&zips[0].0).unwrap();
    assert_eq!(rest.missing, ["包_第2卷.zip"]);
    assert!(rest.index.entries.len() < made.model.entries.len());
    assert!(rest.links.iter().flatten().any(Option::is_none));
}

#[test]
fn a_locked_pack_opens_with_those_of_its_volumes_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = Quiet::default();
    let place = |name: &str| {
        let place = folder.path().join(name);
        std::fs::create_dir_all(&place).unwrap();
        place
    };
    let (open, locked, into) = (place("开"), place("锁"), place("看"));
    let zips = try_volumes(&large(), &open.join("包.zip"), LIMIT).unwrap();
    let zips: Vec<PathBuf> = zips.into_iter().map(|(zip, _)| zip).collect();
    assert!(zips.len() > 1, "{zips:?}");
    let name = |zip: &Path| zip.file_name().unwrap().to_owned();
    for zip in &zips {
        lock(zip, "口令 123", &locked.join(name(zip)), &quiet).unwrap();
    }
    let second = locked.join(name(&zips[1]));
    let parts = unlock_all(&second, "口令 123", &into, &quiet).unwrap();
    assert_eq!(parts.len(), zips.len());
    assert_eq!(parts[0].locked, second);
    let (ours, theirs) = (whole(&parts[0].open).unwrap(), whole(&zips[1]).unwrap());
    assert_eq!(ours.index, theirs.index);
    assert!(ours.missing.is_empty());
    // One with another password stays a volume that is missing.
    lock(&zips[0], "另一个", &locked.join(name(&zips[0])), &quiet).unwrap();
    let again = place("再看");
    unlock_all(&second, "口令 123", &again, &quiet).unwrap();
    assert_eq!(
        whole(&again.join(name(&zips[1]))).unwrap().missing,
        [name(&zips[0]).to_str().unwrap()]
    );
    let wrong = unlock_all(&second, "口令", &place("错"), &quiet);
    assert!(matches!(wrong, Err(PackError::WrongPassword { .. })), "{wrong:?}");
}
