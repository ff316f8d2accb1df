//! What a plan adds to a pack: SM3 sums, tables beside it, a password, other folders; and what never goes in.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::support::bags::{codes, sha256};
use crate::support::{Made, Quiet, noise, small, unpack};
use jiff::civil::date;
use taizhang_model::kind::Kind;
use taizhang_model::record::StatementState;
use taizhang_model::status::State;
use taizhang_pack::{
    PackError, Profile, Told, contents, folder_name, is_locked, lock, secrets, unlock, verify, write,
    write_tables,
};

/// Puts a mark of secrecy into one place of a pack.
type Mark = fn(&mut Made);

fn written(made: &Made, folder: &Path) -> PathBuf {
    let zip = folder.join("包.zip");
    write(&made.model, &made.material, &zip, &Quiet::default()).unwrap();
    zip
}

#[test]
fn a_mark_of_secrecy_is_found_wherever_it_stands() {
    let marks: [(&str, Mark); 12] = [
        ("text", |made| {
            made.model.entries[0].secrecy = Some("机密★5年".into())
        }),
        ("name", |made| {
            made.model.entries[0].original_name = "绝密 通知.docx".into()
        }),
        ("path", |made| {
            made.model.entries[0].original_path = "材料/机密-文件/通知.docx".into()
        }),
        ("caption", |made| {
            made.model.indicators[1].links[1].caption = Some("机密★".into())
        }),
        ("caption of a reference", |made| {
            made.model.indicators[2].links[1].caption = Some("绝密★2年".into());
        }),
        ("paper", |made| {
            made.model.indicators[2].links[1].external = Some("paper:档案盒3 机密★文件".into())
        }),
        ("address", |made| {
            let address = "https://x.cn/%E6%9C%BA%E5%AF%86%E2%98%85.pdf";
            made.model.indicators[2].links[1].external = Some(address.into());
        }),
        ("requirement", |made| {
            made.model.indicators[2].links[1].requirement = Some("方案（秘密）".into());
        }),
        ("waiver", |made| {
            made.model.indicators[1].waivers.push("见秘密★1年文件".into())
        }),
        ("statement", |made| {
            made.model.indicators[1].statement = Some(Told {
                text: "密级：秘密\n说明".into(),
                state: StatementState::Draft,
            });
        }),
        ("title", |made| {
            made.model.indicators[2].title = "专项任务（机密）".into()
        }),
        ("title of the checklist", |made| {
            made.model.title = "机密★测评".into()
        }),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (place, mark) in marks {
        let mut made = small();
        mark(&mut made);
        assert_eq!(secrets(&made.model).len(), 1, "{place}");
        let refused = write(
            &made.model,
            &made.material,
            &folder.path().join("a.zip"),
            &Quiet::default(),
        );
        assert!(matches!(refused, Err(PackError::Secret { .. })), "{place}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn words_about_secrecy_are_no_mark() {
    let mut made = small();
    made.model.entries[0].original_name = "保密工作自查表.docx".into();
    made.model.entries[1].original_path = "培训/机密文件管理培训.jpg".into();
    made.model.indicators[1].title = "保密教育（每年一次）".into();
    made.model.indicators[1].quote = "国家秘密分为绝密、机密、秘密三级。".into();
    made.model.indicators[1].links[1].caption = Some("讲解机密、秘密文件怎样管理".into());
    made.model.indicators[1].links[2].caption = Some("秘密投票现场".into());
    made.model.indicators[1].waivers = vec!["选举采用无记名（秘密）投票，不留照片。".into()];
    assert!(secrets(&made.model).is_empty(), "{:?}", secrets(&made.model));
}

#[test]
fn sm3_sums_are_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = small();
    made.model.shape.sm3 = true;
    let zip = written(&made, folder.path());
    assert!(verify(&zip, &Quiet::default()).unwrap().valid);
    unpack(&zip, folder.path());
    let bag = folder.path().join(folder_name(&made.model));
    let text = std::fs::read_to_string(bag.join("index/sm3.txt")).unwrap();
    assert_eq!(text.lines().count(), 5);
    // GB/T 32905: the sum of no bytes.
    let empty = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";
    assert!(text.lines().any(|line| line.starts_with(empty)), "{text}");
    // A sum that disagrees is told, though every other list fits.
    let wrong = text.replacen(empty, &"0".repeat(64), 1);
    std::fs::write(bag.join("index/sm3.txt"), &wrong).unwrap();
    let manifest = bag.join("tagmanifest-sha256.txt");
    let tags = std::fs::read_to_string(&manifest).unwrap();
    let tags = tags.replace(&sha256(text.as_bytes()), &sha256(wrong.as_bytes()));
    std::fs::write(&manifest, tags).unwrap();
    let verdict = verify(&bag, &Quiet::default()).unwrap();
    assert!(
        !verdict.valid && verdict.problems.len() == 1,
        "{:?}",
        codes(&verdict)
    );
}

#[test]
fn a_locked_pack_opens_with_its_password_alone() {
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = written(&made, folder.path());
    let (locked, opened) = (folder.path().join("锁.zip"), folder.path().join("开.zip"));
    assert!(!is_locked(&zip).unwrap());
    lock(&zip, "口令 123", &locked, &Quiet::default()).unwrap();
    assert!(is_locked(&locked).unwrap());
    let plain = std::fs::read(&zip).unwrap();
    let needle = &"我局设固定道德讲堂一处".as_bytes()[..12];
    assert!(
        !std::fs::read(&locked)
            .unwrap()
            .windows(12)
            .any(|part| part == needle)
    );
    let wrong = unlock(&locked, "口令 124", &opened, &Quiet::default());
    assert!(matches!(wrong, Err(PackError::WrongPassword { .. })), "{wrong:?}");
    assert!(!opened.exists());
    unlock(&locked, "口令 123", &opened, &Quiet::default()).unwrap();
    assert!(verify(&opened, &Quiet::default()).unwrap().valid);
    assert_eq!(contents(&opened).unwrap(), contents(&zip).unwrap());
    assert_eq!(std::fs::read(&zip).unwrap(), plain);
}

#[test]
fn tables_beside_the_pack_hold_entries_and_links() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = tempfile::tempdir().unwrap();
    let made = small();
    let zip = folder.path().join("包.zip");
    let tables = write_tables(&made.model, &zip).unwrap();
    let names: Vec<_> = tables
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["包.entries.parquet", "包.links.parquet"]);
    let rows = |path: &Path| -> Vec<String> {
        let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
        reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().to_string())
            .collect()
    };
    let entries = rows(&tables[0]);
    assert_eq!(entries.len(), 5);
    assert!(
        entries[0].contains("关于开展道德讲堂的通知.docx"),
        "{}",
        entries[0]
    );
    assert!(
        entries[0].contains("某文明办〔2026〕5号") && entries[0].contains("pages: 3"),
        "{}",
        entries[0]
    );
    assert!(entries[1].contains("pages: null"), "{}", entries[1]);
    let links = rows(&tables[1]);
    assert_eq!(links.len(), 6);
    assert!(
        links
            .iter()
            .any(|row| row.contains("https://example.com/a?b=1&c=2"))
    );
    let first: Vec<Vec<u8>> = tables.iter().map(|path| std::fs::read(path).unwrap()).collect();
    write_tables(&made.model, &zip).unwrap();
    let second: Vec<Vec<u8>> = tables.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert_eq!(first, second);
}

#[test]
fn a_portal_gets_one_folder_for_each_indicator_with_all_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = small();
    made.model.indicators[1].links[0].requirement = Some("通知".into());
    let profile = Profile {
        per_indicator: true,
        wanted_only: true,
        ..Profile::default()
    };
    made.model.indicators[2].links.truncate(1);
    made.model.narrow(&profile);
    let zip = written(&made, folder.path());
    let index = contents(&zip).unwrap();
    let mut paths: Vec<&str> = index.entries.iter().map(|entry| entry.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "data/2.3 道德讲堂（第一期6月底，第二期11月底）/01 2026-06-02 关于开展道德讲堂的通知.docx",
            "data/2.4 我们的节日/01 2026-06-18 与会人员合影.jpg",
        ]
    );

    let mut made = small();
    let profile = Profile {
        per_indicator: true,
        short_names: true,
        ..Profile::default()
    };
    made.model.narrow(&profile);
    let zip = written(&made, folder.path());
    let index = contents(&zip).unwrap();
    let second: Vec<&str> = index
        .entries
        .iter()
        .filter(|entry| entry.original_name == "IMG_0070.JPG")
        .map(|entry| entry.path.as_str())
        .collect();
    assert_eq!(second, ["data/2.3/03.jpg", "data/2.4/01.jpg"]);
    assert!(verify(&zip, &Quiet::default()).unwrap().valid);
    assert!(
        index
            .indicators
            .iter()
            .flat_map(|one| &one.links)
            .all(|link| link.stored_under.is_none())
    );
}

#[test]
fn many_files_are_cut_into_pages_that_lead_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    let day = Some(date(2026, 6, 18));
    let files: Vec<usize> = (0..9000_usize)
        .map(|number| {
            let name = format!("活动照片_{number:05}.jpg");
            made.file(
                &name,
                "jpeg",
                Kind::Photo,
                day,
                noise(u64::try_from(number).unwrap(), 8),
            )
        })
        .collect();
    made.indicator(1, "1", "大的一级", State::Met);
    made.indicator(2, "1.1", "很多照片", State::Met);
    for at in &files {
        made.link(*at, Some("志愿服务活动现场，很多人参加，天气晴好"));
    }
    made.indicator(2, "1.2", "也用这些", State::Partial);
    for at in files.iter().take(10) {
        made.link(*at, None);
    }
    let zip = written(&made, folder.path());
    // Looked at in the zip: thousands of files are long in coming on Windows.
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&zip).unwrap()).unwrap();
    let names: HashSet<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let top = folder_name(&made.model);
    let is_page = |name: &&String| {
        **name == format!("{top}/打开目录.html") || name.starts_with(&format!("{top}/目录/页/"))
    };
    let texts: HashMap<&String, String> = names
        .iter()
        .filter(is_page)
        .map(|name| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect();
    assert!(texts.len() > 2);
    let ids: HashMap<&str, HashSet<&str>> = texts
        .iter()
        .map(|(name, text)| {
            let ids = text.split("id=\"").skip(1);
            let ids = ids.filter_map(|piece| piece.split('"').next());
            (name.as_str(), ids.collect())
        })
        .collect();
    let mut figures = 0;
    for (page, text) in &texts {
        assert!(text.len() < 5_000_000, "{page}: {}", text.len());
        figures += text.matches("<figure").count();
        for piece in text.split("href=\"").skip(1).chain(text.split("src=\"").skip(1)) {
            let target = piece.split('"').next().unwrap();
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = place(page, path);
            assert!(names.contains(&there), "{target} of {page}");
            if anchor.starts_with('i') {
                assert!(ids[there.as_str()].contains(anchor), "{target} of {page}");
            }
        }
    }
    assert_eq!(figures, 9010);
    assert!(names.contains(&format!("{top}/目录/检索/1.js")));
    assert!(verify(&zip, &Quiet::default()).unwrap().valid);
}

/// What a link of a page leads to.
fn place(page: &str, path: &str) -> String {
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    if path.is_empty() {
        return page.to_owned();
    }
    parts.pop();
    for part in decoded(path).split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name.to_owned()),
        }
    }
    parts.join("/")
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let code: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(std::str::from_utf8(&code).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}
