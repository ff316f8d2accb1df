//! The verifier on bags that are good, old, odd or damaged.

use crate::support;

use std::path::PathBuf;

use sha2::Digest as _;
use support::bags::{PAYLOAD, bag, both, codes, folder, set, sha256, verify_bytes, zipped};
use support::{Quiet, noise, small, unpack};
use taizhang_pack::{Both, FORMAT, Verdict, folder_name, verify, write};

#[test]
fn a_plain_bag_is_valid_wherever_it_lies() {
    let files = bag(&PAYLOAD);
    let verdict = both(&files);
    assert!(verdict.valid, "{verdict:#?}");
    assert_eq!(verdict.entries, 2);
    assert!(
        verdict.checks.iter().all(|check| check.result != "failed"),
        "{:#?}",
        verdict.checks
    );
    let groups: std::collections::BTreeSet<&str> =
        verdict.checks.iter().map(|check| check.group.as_str()).collect();
    assert_eq!(
        groups.into_iter().collect::<Vec<_>>(),
        ["authenticity", "integrity", "safety", "usability"]
    );
    let within: Vec<_> = files
        .iter()
        .map(|(path, bytes)| (format!("包/{path}"), bytes.clone()))
        .collect();
    assert!(both(&within).valid);
}

#[test]
fn each_kind_of_damage_has_its_code() {
    let mut altered = bag(&PAYLOAD);
    set(&mut altered, "data/一.jpg", b"onE");
    let verdict = both(&altered);
    assert_eq!(codes(&verdict), ["altered data/一.jpg"]);
    assert_eq!(
        verdict.problems[0].expected.as_deref(),
        Some(sha256(b"one").as_str())
    );
    assert_eq!(
        verdict.problems[0].found.as_ref().map(|found| &*found.en),
        Some(sha256(b"onE").as_str())
    );

    let mut missing = bag(&PAYLOAD);
    missing.retain(|(path, _)| path != "data/一.jpg");
    assert_eq!(codes(&both(&missing)), ["missing data/一.jpg"]);

    let mut extra = bag(&PAYLOAD);
    set(&mut extra, "data/more", b"");
    assert_eq!(codes(&both(&extra)), ["extra data/more"]);

    let mut empty = bag(&PAYLOAD);
    set(&mut empty, "data/一.jpg", b"");
    assert_eq!(codes(&both(&empty)), ["truncated data/一.jpg"]);

    let mut short = bag(&PAYLOAD);
    set(&mut short, "data/b/two.txt", b"two");
    set(&mut short, "bag-info.txt", b"Payload-Oxum: 10.2\n");
    assert_eq!(
        codes(&both(&short)),
        ["bad_oxum bag-info.txt", "truncated data/b/two.txt"]
    );

    let mut renamed = bag(&PAYLOAD);
    renamed
        .iter_mut()
        .filter(|(path, _)| path == "data/一.jpg")
        .for_each(|(path, _)| *path = "data/1.jpg".into());
    assert_eq!(
        codes(&both(&renamed)),
        ["extra data/1.jpg", "missing data/一.jpg"]
    );

    let mut oxum = bag(&PAYLOAD);
    set(&mut oxum, "bag-info.txt", b"payload-oxum: 10.3\r\n");
    assert_eq!(codes(&both(&oxum)), ["bad_oxum bag-info.txt"]);
    set(
        &mut oxum,
        "bag-info.txt",
        b"Payload-Oxum: 10.2\r\nno colon here\r\n",
    );
    assert_eq!(codes(&both(&oxum)), ["bad_tag bag-info.txt"]);

    let mut tag = bag(&PAYLOAD);
    set(
        &mut tag,
        "tagmanifest-sha256.txt",
        format!("{}  bagit.txt\n", sha256(b"other")).as_bytes(),
    );
    assert_eq!(codes(&both(&tag)), ["altered bagit.txt"]);

    let mut undeclared = bag(&PAYLOAD);
    undeclared.retain(|(path, _)| path != "bagit.txt");
    assert_eq!(codes(&both(&undeclared)), ["missing bagit.txt"]);

    let mut unlisted = bag(&PAYLOAD);
    unlisted.retain(|(path, _)| path != "manifest-sha256.txt");
    assert_eq!(
        codes(&both(&unlisted)),
        [
            "extra data/b/two.txt",
            "extra data/一.jpg",
            "missing manifest-sha256.txt"
        ]
    );

    let mut fetch = bag(&PAYLOAD);
    fetch.retain(|(path, _)| path != "data/一.jpg");
    set(
        &mut fetch,
        "fetch.txt",
        "http://example.com/1 3 data/一.jpg\n".as_bytes(),
    );
    assert_eq!(codes(&both(&fetch)), ["not_fetched data/一.jpg"]);

    let mut declaration = bag(&PAYLOAD);
    set(
        &mut declaration,
        "bagit.txt",
        b"BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
    );
    assert_eq!(codes(&both(&declaration)), ["bad_tag bagit.txt"]);

    let mut garbage = bag(&PAYLOAD);
    set(&mut garbage, "manifest-sha256.txt", b"\xff\xfe\x00garbage");
    assert!(codes(&both(&garbage)).contains(&"bad_tag manifest-sha256.txt".to_owned()));
}

#[test]
fn old_and_odd_bags_are_valid_with_warnings() {
    use md5::Md5;
    let sum = |bytes: &[u8]| -> String {
        Md5::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let make = |version: &str, line: &str, end: &str| {
        let mut files = bag(&[("data/a b.txt", b"x")]);
        files.retain(|(path, _)| path != "manifest-sha256.txt");
        let declared = format!("BagIt-Version: {version}{end}Tag-File-Character-Encoding: UTF-8{end}");
        set(&mut files, "bagit.txt", declared.as_bytes());
        set(&mut files, "manifest-md5.txt", format!("{line}{end}").as_bytes());
        files
    };
    let plain = format!("{}  data/a b.txt", sum(b"x"));
    for version in ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"] {
        for end in ["\n", "\r\n", "\r"] {
            let verdict = both(&make(version, &plain, end));
            assert!(verdict.valid, "{version} {end:?}: {verdict:#?}");
            assert!(!verdict.warnings.is_empty());
        }
    }
    for line in [
        format!("{} *data/a b.txt", sum(b"x")),
        format!("{}\tdata/a b.txt", sum(b"x")),
        format!("{}  ./data/a b.txt", sum(b"x")),
        format!("{}  data/a b.txt", sum(b"x").to_uppercase()),
        format!("{plain}\n{plain}"),
        format!("\u{feff}{plain}"),
    ] {
        let verdict = both(&make("0.97", &line, "\n"));
        assert!(verdict.valid, "{line}: {verdict:#?}");
    }
    // A tag file in UTF-16, as 0.97 allowed it.
    let mut wide = make("0.97", &plain, "\n");
    let units = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}\n")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    set(
        &mut wide,
        "bagit.txt",
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n",
    );
    set(&mut wide, "manifest-md5.txt", &units(&plain));
    assert!(both(&wide).valid);
}

#[test]
fn every_algorithm_is_read() {
    let mut files = bag(&[("data/a", b"abc")]);
    for (name, sum) in [
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
        ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "sha224",
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        ),
        (
            "sha512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ] {
        set(
            &mut files,
            &format!("manifest-{name}.txt"),
            format!("{sum}  data/a\n").as_bytes(),
        );
        assert!(both(&files).valid, "{name}");
        let mut wrong = files.clone();
        let flipped = sum.replacen(|c: char| c.is_ascii_digit(), "e", 1);
        set(
            &mut wrong,
            &format!("manifest-{name}.txt"),
            format!("{flipped}  data/a\n").as_bytes(),
        );
        assert_eq!(codes(&both(&wrong)), ["altered data/a"], "{name}");
    }
    set(&mut files, "manifest-blake2b.txt", b"00  data/a\n");
    assert!(
        both(&files)
            .warnings
            .iter()
            .any(|warning| warning.zh.contains("blake2b"))
    );
}

#[test]
fn a_manifest_that_lacks_a_file_is_wrong_since_1_0() {
    let mut files = bag(&[("data/a", b"abc"), ("data/b", b"b")]);
    set(
        &mut files,
        "manifest-md5.txt",
        b"900150983cd24fb0d6963f7d28e17f72  data/a\n",
    );
    assert_eq!(codes(&both(&files)), ["bad_tag manifest-md5.txt"]);
    set(
        &mut files,
        "bagit.txt",
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
    );
    assert!(both(&files).valid);
}

#[test]
fn escaped_and_differently_composed_names_are_found() {
    let manifest = |path: &str| format!("{}  {path}\n", sha256(b"x"));
    for (name, written) in [
        ("data/100%.txt", "data/100%25.txt"),
        ("data/100%.txt", "data/100%.txt"),
        ("data/a\nb", "data/a%0Ab"),
        ("data/a\r", "data/a%0d"),
        ("data/nu\u{301}", "data/n\u{fa}"),
        ("data/n\u{fa}", "data/nu\u{301}"),
    ] {
        // Windows has no such names.
        if cfg!(windows) && name.contains(['\n', '\r']) {
            continue;
        }
        let mut files = bag(&[(name, b"x")]);
        set(&mut files, "manifest-sha256.txt", manifest(written).as_bytes());
        let verdict = both(&files);
        assert!(verdict.valid, "{name:?} as {written:?}: {verdict:#?}");
    }
    // Both forms listed, both there.
    let twins: [(&str, &[u8]); 2] = [("data/n\u{fa}", b"x"), ("data/nu\u{301}", b"x")];
    let verdict = both(&bag(&twins));
    assert!(verdict.valid && !verdict.warnings.is_empty(), "{verdict:#?}");
}

/// A pack as a folder, to be damaged.
fn unpacked() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("a.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    unpack(&zip, folder.path());
    let bag = folder.path().join(folder_name(&made.model));
    (folder, bag)
}

#[test]
fn damage_to_a_pack_is_named_by_file() {
    let folder = "data/2 创建活动/2.3 道德讲堂（第一期6月底，第二期11月底）";
    let photo = format!("{folder}/03 2026-06-18 宣讲＜先进＞事迹.jpg");
    let (_keep, bag) = unpacked();
    std::fs::write(bag.join(&photo), noise(3, 1999)).unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert_eq!(
        codes(&verdict),
        ["bad_oxum bag-info.txt".to_owned(), format!("truncated {photo}")]
    );

    let (_keep, bag) = unpacked();
    std::fs::write(bag.join("打开目录.html"), "<p>全部达标</p>").unwrap();
    assert_eq!(
        codes(&verify(&bag, &Quiet::default()).unwrap()),
        ["altered 打开目录.html"]
    );

    let (_keep, bag) = unpacked();
    std::fs::write(bag.join("读我.html"), "<p>全部达标</p>").unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert_eq!(codes(&verdict), ["extra 读我.html"]);

    let (_keep, bag) = unpacked();
    std::fs::write(bag.join("目录/Thumbs.db"), "x").unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert!(verdict.valid, "{verdict:#?}");
    let told: Vec<&str> = verdict.warnings.iter().map(|warning| &*warning.zh).collect();
    assert_eq!(told, ["打包后加进来的文件：目录/Thumbs.db"]);

    let (_keep, bag) = unpacked();
    std::fs::remove_file(bag.join("目录/总目录.xlsx")).unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert_eq!(codes(&verdict), ["missing 目录/总目录.xlsx"]);
    assert!(
        verdict
            .checks
            .iter()
            .any(|check| check.name == "pages" && check.result == "failed")
    );

    // A manifest that was made to fit a changed file still disagrees with the index.
    let (_keep, bag) = unpacked();
    let (old, new) = (std::fs::read(bag.join(&photo)).unwrap(), noise(4, 2000));
    std::fs::write(bag.join(&photo), &new).unwrap();
    let manifest = bag.join("manifest-sha256.txt");
    let lines = std::fs::read_to_string(&manifest)
        .unwrap()
        .replace(&sha256(&old), &sha256(&new));
    std::fs::write(&manifest, lines).unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert_eq!(
        codes(&verdict),
        ["altered manifest-sha256.txt", "bad_tag index/pack.json"]
    );
}

#[test]
fn a_list_of_files_to_fetch_leads_nowhere_else() {
    let with = |line: &str| {
        let mut files = bag(&PAYLOAD);
        set(&mut files, "fetch.txt", format!("{line}\n").as_bytes());
        codes(&both(&files))
    };
    assert_eq!(with("http://example.com/1 3 data/一.jpg"), Vec::<String>::new());
    assert_eq!(
        with("http://example.com/1\t-\t./data/一.jpg"),
        Vec::<String>::new()
    );
    for outside in ["../../etc/passwd", "/etc/passwd", "~/x", "data/../../x", "C:/x"] {
        let found = with(&format!("http://example.com/1 3 {outside}"));
        assert_eq!(found, [format!("unsafe_path {outside}")], "{outside}");
    }
    for wrong in [
        "http://example.com/1 3 bagit.txt",
        "http://example.com/1 3 data/不在清单里",
        "http://example.com/1 data/一.jpg",
        "http://example.com/1 many data/一.jpg",
        "nonsense",
    ] {
        assert_eq!(with(wrong), ["bad_tag fetch.txt"], "{wrong}");
    }
}

#[test]
fn only_known_versions_and_two_lines_are_accepted() {
    let with = |declared: &str| {
        let mut files = bag(&PAYLOAD);
        set(&mut files, "bagit.txt", declared.as_bytes());
        codes(&both(&files))
    };
    for version in ["0.92", "0.98", "1.1", "2.0", "10.0"] {
        let declared = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
        assert_eq!(with(&declared), ["bad_tag bagit.txt"], "{version}");
    }
    let three = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nSource: 1\n";
    assert_eq!(with(three), ["bad_tag bagit.txt"]);
    assert!(with("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n\n").is_empty());
}

#[test]
fn a_bag_is_found_two_folders_deep() {
    let deep: Vec<(String, Vec<u8>)> = bag(&PAYLOAD)
        .into_iter()
        .map(|(path, bytes)| (format!("发来的/迎检包/{path}"), bytes))
        .collect();
    let verdict = both(&deep);
    assert!(verdict.valid && verdict.entries == 2, "{verdict:#?}");
    let mut two = deep.clone();
    two.extend(
        bag(&PAYLOAD)
            .into_iter()
            .map(|(path, bytes)| (format!("发来的/另一个/{path}"), bytes)),
    );
    assert!(verify_bytes(&zipped(&two)).is_err());
    assert!(verify(folder(&two).path(), &Quiet::default()).is_err());
}

#[test]
fn a_picture_that_was_saved_smaller_is_altered_and_one_cut_off_is_truncated() {
    let jpeg = |length: usize, end: &[u8]| [b"\xff\xd8\xff\xe0", noise(5, length).as_slice(), end].concat();
    let files = |bytes: &[u8]| {
        let mut files = bag(&[("data/一.jpg", &jpeg(3000, b"\xff\xd9")), ("data/b", b"b")]);
        set(&mut files, "bag-info.txt", b"Payload-Oxum: 3007.2\n");
        set(&mut files, "data/一.jpg", bytes);
        codes(&both(&files))
    };
    let oxum = "bad_oxum bag-info.txt";
    assert_eq!(files(&jpeg(3000, b"\xff\xd9")), Vec::<String>::new());
    assert_eq!(files(&jpeg(2000, b"\xff\xd9")), ["altered data/一.jpg", oxum]);
    assert_eq!(files(&jpeg(2000, b"\xff\xd9\0\0")), ["altered data/一.jpg", oxum]);
    assert_eq!(files(&jpeg(2000, b"")), [oxum, "truncated data/一.jpg"]);
}

/// All that a verdict says.
fn sentences(verdict: &Verdict) -> impl Iterator<Item = &Both> {
    let found = verdict
        .problems
        .iter()
        .filter_map(|problem| problem.found.as_ref());
    let details = verdict.checks.iter().map(|check| &check.detail);
    found.chain(&verdict.warnings).chain(details)
}

#[test]
fn every_sentence_is_told_in_chinese_and_in_english() {
    let with = |path: &str, bytes: &[u8]| {
        let mut files = bag(&[("data/a", b"abc"), ("data/b", b"b")]);
        set(&mut files, path, bytes);
        zipped(&files)
    };
    let md5 = "900150983cd24fb0d6963f7d28e17f72";
    let format = |version: &str| format!(r#"{{"format":{{"name":"{FORMAT}","version":"{version}"}}}}"#);
    let whole = with("data/a", b"abc");
    let all = [
        whole[..whole.len() - 30].to_vec(),
        with("data/a", b"abd"),
        with("data/a", b""),
        with("bagit.txt", b"x"),
        with("bagit.txt", b"\xff"),
        with("bagit.txt", b"\xef\xbb\xbfBagIt-Version: 1.0\n"),
        with(
            "bagit.txt",
            b"BagIt-Version: 0.97\nTag-File-Character-Encoding: ISO-8859-1\n",
        ),
        with(
            "manifest-md5.txt",
            format!("{md5} *./data/a\nnonsense\n{md5}  ../a\n{md5}  ~a\n{md5}  data/c\n").as_bytes(),
        ),
        with("manifest-blake2b.txt", b""),
        with("manifest-sha256.txt", b"\xff"),
        with("tagmanifest-sha256.txt", b""),
        with(
            "fetch.txt",
            b"bad\nhttp://x/ - ../a\nhttp://x/ - a\nhttp://x/ - data/c\n",
        ),
        with("bag-info.txt", b"Payload-Oxum: 9.9\nnonsense\n"),
        with("data/Thumbs.db", b""),
        with("data/bagit.txt", b""),
        with("data/CON", b""),
        with("data/A", b""),
        with("../a", b""),
        with("/a", b""),
        with("index/pack.json", b"{"),
        with("index/pack.json", format("9.0").as_bytes()),
        with("index/pack.json", format("1.0").as_bytes()),
    ];
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for bytes in &all {
        let verdict = verify_bytes(bytes).unwrap();
        for sentence in sentences(&verdict) {
            let Both { zh, en } = sentence;
            // A hash, a size or a total is no sentence, and the same in both.
            assert!(!chinese(en) && (chinese(zh) || zh == en), "{sentence:?}");
        }
    }
}
