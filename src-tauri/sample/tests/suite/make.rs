//! The sample on disk: the same bytes twice, facts as promised, papers that open.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::Reader;
use taizhang_model::kind::Kind;
use taizhang_sample::make;

fn bytes_below(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(dir)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_sample_is_the_same_twice_and_is_what_it_says() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let info = make(first.path(), 2026, &|_, _| {}).unwrap();
    make(second.path(), 2026, &|_, _| {}).unwrap();
    let files = bytes_below(first.path());
    assert!(files == bytes_below(second.path()));
    assert_eq!(files.len(), info.files.len());
    let linked = info.files.iter().filter(|file| file.indicator.is_some()).count();
    assert!(
        linked * 10 >= files.len() * 6 && linked * 10 <= files.len() * 8,
        "{linked} of {}",
        files.len()
    );

    let mut dated = 0;
    for file in &info.files {
        let path = first.path().join(&file.path);
        let hashed = taizhang_media::hash(&path, &|| false).unwrap();
        let facts = taizhang_media::facts(&path, &hashed.head, hashed.bytes);
        assert_eq!(facts.error, None, "{}", file.path);
        // Pictures that came through a chat have lost their camera's time, and are to show it.
        let doubts: &[&str] = if file.path.contains("微信图片_") {
            &["saved_time_only"]
        } else {
            &[]
        };
        assert_eq!(facts.doubts, doubts, "{}", file.path);
        match file.path.rsplit('.').next().unwrap() {
            "jpg" if file.path.contains("签到表") => assert_eq!(facts.kind, Kind::SignIn, "{}", file.path),
            "jpg" => assert_eq!(facts.kind, Kind::Photo, "{}", file.path),
            "avi" => assert!((3.0..=5.0).contains(&facts.duration_s.unwrap()), "{}", file.path),
            "docx" => assert_eq!(facts.format, "docx"),
            "xlsx" => assert_eq!(facts.format, "xlsx"),
            _ => assert_eq!(facts.format, "txt"),
        }
        if let Some(date) = facts.dates.first().filter(|_| file.path.ends_with(".jpg")) {
            dated += 1;
            let day = date.day().unwrap().to_string().replace('-', "");
            assert!(file.path.replace('-', "").contains(&day), "{} {day}", file.path);
        }
    }
    assert!(dated >= 48, "{dated}");
    let roster = first.path().join("志愿服务/志愿者花名册.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(roster).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.get_value((2, 1)).unwrap().to_string(), "王敏");
}
