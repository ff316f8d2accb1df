//! What callers rely on: titles that the built-in checklist has, papers that are whole, pictures that lie on their side.

use std::io::Read;

use taizhang_sample::make;

const CHECKLIST: &str = include_str!("../../../../assets/checklists/small-unit.toml");

#[test]
fn every_target_is_one_indicator_of_the_built_in_checklist() {
    let dir = tempfile::tempdir().unwrap();
    let info = make(dir.path(), 2026, &|_, _| {}).unwrap();
    for title in info.files.iter().filter_map(|file| file.indicator.as_deref()) {
        let line = format!("title = \"{title}\"");
        assert_eq!(CHECKLIST.lines().filter(|l| *l == line).count(), 1, "{title}");
    }

    let mut papers = 0;
    let mut lying = 0;
    for file in &info.files {
        let path = dir.path().join(&file.path);
        if file.path.ends_with(".docx") {
            let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
            for part in ["[Content_Types].xml", "_rels/.rels"] {
                assert!(archive.by_name(part).is_ok(), "{} {part}", file.path);
            }
            let mut text = String::new();
            archive
                .by_name("word/document.xml")
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            assert!(text.contains("某县交通运输局"), "{}", file.path);
            papers += 1;
        }
        if file.path.ends_with(".jpg") {
            let hashed = taizhang_media::hash(&path, &|| false).unwrap();
            let facts = taizhang_media::facts(&path, &hashed.head, hashed.bytes);
            lying += usize::from(facts.orientation == Some(6));
            let (width, height) = (facts.width.unwrap(), facts.height.unwrap());
            assert!(width.max(height) >= 1100, "{} {width} {height}", file.path);
        }
    }
    assert_eq!(papers, 8);
    assert!(lying >= 4, "{lying}");
}

#[test]
fn a_year_without_a_calendar_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    assert!(make(dir.path(), 10_000, &|_, _| {}).is_err());
}
