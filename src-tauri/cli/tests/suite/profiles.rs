//! What plans of an export do to a pack, and what no plan lets in.

use std::io::{Cursor, Read, Write};

use serde_json::{Value, json};

use crate::faults::Bench;

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this head above its pages.
fn docx(head: &str) -> Vec<u8> {
    let part = |root: &str, text: &str| {
        format!("<w:{root} xmlns:w=\"w\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{root}>")
    };
    let document = part("document", "关于创建工作的情况");
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/header1.xml", part("hdr", head).as_bytes()),
    ])
}

/// A photograph that tells where and by what it was taken.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut state = 7_u32;
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 27) as u8;
        image::Rgb([(x / 8) as u8 ^ grain, (y / 8) as u8, grain])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let bytes = bytes.into_inner();
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x08\0\0\0\x1aGPSPhone\0\0\0\0GPSPhone";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [b"\xff\xd8\xff\xe1".as_slice(), &length, exif, &bytes[2..]].concat()
}

fn members(zip: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

fn index(zip: &std::path::Path) -> Value {
    let all = members(zip);
    let (_, bytes) = all
        .iter()
        .find(|(name, _)| name.ends_with("index/pack.json"))
        .unwrap();
    serde_json::from_slice(bytes).unwrap()
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|part| part == needle)
}

#[test]
fn a_mark_of_secrecy_is_found_in_every_place_that_can_carry_one() {
    let bench = Bench::linked("总结.txt");
    let plain = b"no mark".as_slice();
    let inner = zipped(&[("报送/情况.docx", &docx("绝密★")), ("报送/说明.txt", plain)]);
    let named = zipped(&[("机密-名单.txt", plain)]);
    let files: [(&str, Vec<u8>); 4] = [
        ("页眉.docx", docx("机密★5年")),
        ("材料.zip", inner),
        ("名字.zip", named),
        ("标题.txt", "某县文件（秘密）\n正文".as_bytes().to_vec()),
    ];
    for (name, bytes) in &files {
        std::fs::write(bench.path("素材").join(name), bytes).unwrap();
    }
    // The same bytes under a name without a mark, and under one with a mark.
    std::fs::create_dir(bench.path("素材/别处")).unwrap();
    for name in ["13 名单.txt", "别处/机密-名单.txt"] {
        std::fs::write(bench.path("素材").join(name), "张三 李四").unwrap();
    }
    // Words about secrecy.
    std::fs::write(bench.path("素材/保密工作.docx"), docx("保密工作培训")).unwrap();
    std::fs::write(
        bench.path("素材/秘密投票.txt"),
        "选举采用无记名（秘密）投票方式。\n国家秘密分为绝密、机密、秘密三级，标志如“机密★5年”。",
    )
    .unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    for name in ["页眉.docx", "材料.zip", "名字.zip", "标题.txt", "13 名单.txt"] {
        bench.json(0, &["link", name, "1.4"]);
        let report = bench.json(1, &["precheck"]);
        let found = report["findings"].as_array().unwrap();
        let found: Vec<&Value> = found.iter().filter(|one| one["code"] == "secret").collect();
        assert!(
            found.len() == 1 && found[0]["item"].is_string(),
            "{name}: {found:?}"
        );
        assert_eq!(
            bench.error(&["export", "密.zip", "--allow-gaps"]),
            "secret_material",
            "{name}"
        );
        bench.json(0, &["undo"]);
    }
    let outside = [
        ["paper:档案盒3 机密★文件", "存档案室"],
        ["url:https://example.cn/a", "绝密★2年"],
        ["url:https://example.cn/%E6%9C%BA%E5%AF%86%E2%98%85", "网页"],
    ];
    for [reference, caption] in outside {
        bench.json(0, &["link", reference, "1.4", "--caption", caption]);
        assert_eq!(
            bench.error(&["export", "密.zip", "--allow-gaps"]),
            "secret_material",
            "{reference}"
        );
        bench.json(0, &["undo"]);
    }
    for name in ["保密工作.docx", "秘密投票.txt"] {
        bench.json(
            0,
            &["link", name, "1.4", "--caption", "秘密投票、机密文件管理培训现场"],
        );
    }
    bench.json(0, &["export", "密.zip", "--allow-gaps"]);
}

#[test]
fn a_file_that_is_gone_and_was_marked_is_not_even_named() {
    let bench = Bench::linked("总结.txt");
    std::fs::write(bench.path("素材/机密-计划.txt"), "正文").unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["link", "机密-计划.txt", "1.4"]);
    std::fs::remove_file(bench.path("素材/机密-计划.txt")).unwrap();
    assert_eq!(
        bench.error(&["export", "包.zip", "--allow-gaps"]),
        "secret_material"
    );
}

#[test]
fn a_portal_gets_small_copies_that_tell_neither_place_nor_device() {
    let bench = Bench::linked("总结.txt");
    let large = photo(3000, 2000);
    let small = photo(640, 480);
    std::fs::write(bench.path("素材/大图.jpg"), &large).unwrap();
    std::fs::write(bench.path("素材/小图.jpg"), &small).unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    for code in ["1.4", "2.1"] {
        bench.json(0, &["link", "大图.jpg", "小图.jpg", code]);
    }
    let plan = r#"{ "name": "门户", "copies": { "max_side": 1200, "max_bytes": "300K", "strip": true, "watermark": "某局 创建材料" },
        "per_indicator": true, "short_names": true, "sm3": true, "parquet": true }"#;
    std::fs::write(bench.path("门户.json"), plan).unwrap();
    let made = bench.json(0, &["export", "门户.zip", "--profile", "门户.json"]);
    assert_eq!(made["entries"], 5);
    let zip = bench.path("门户.zip");
    let entries = index(&zip)["entries"].as_array().unwrap().clone();
    let all = members(&zip);
    let pictures: Vec<&Vec<u8>> = all
        .iter()
        .filter(|(name, _)| name.contains("/data/") && name.ends_with(".jpg"))
        .map(|(_, bytes)| bytes)
        .collect();
    assert_eq!(pictures.len(), 4);
    for bytes in pictures {
        assert!(bytes.len() <= 300_000 && !has(bytes, b"GPSPhone"));
        let picture = image::load_from_memory(bytes).unwrap();
        assert!(picture.width().max(picture.height()) <= 1200);
    }
    for entry in entries.iter().filter(|one| one["kind"] != "summary") {
        let of_picture = entry["format"] == "jpeg";
        assert_eq!(entry["original_sha256"].is_string(), of_picture, "{entry}");
    }
    assert!(all.iter().any(|(name, _)| name.ends_with("/data/1.4/02.jpg")));
    assert!(all.iter().any(|(name, _)| name.ends_with("/index/sm3.txt")));
    assert_eq!(bench.json(0, &["verify", "门户.zip"])["valid"], true);
    for table in made["tables"].as_array().unwrap() {
        assert!(
            std::fs::read(table.as_str().unwrap())
                .unwrap()
                .starts_with(b"PAR1")
        );
    }
    // The same again, byte by byte; originals are as they were.
    let again = bench.json(0, &["export", "又.zip", "--profile", "门户.json"]);
    assert_eq!(made["volumes"][0]["sha256"], again["volumes"][0]["sha256"]);
    assert_eq!(std::fs::read(bench.path("素材/大图.jpg")).unwrap(), large);
    assert_eq!(std::fs::read(bench.path("素材/小图.jpg")).unwrap(), small);
}

#[test]
fn what_is_small_enough_only_loses_what_it_tells() {
    let bench = Bench::linked("总结.txt");
    let small = photo(640, 480);
    std::fs::write(bench.path("素材/小图.jpg"), &small).unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["link", "小图.jpg", "1.4"]);
    bench.json(0, &["export", "网.zip", "--profile", "网上申报"]);
    let all = members(&bench.path("网.zip"));
    let (name, copy) = all
        .iter()
        .find(|(name, _)| name.ends_with(".jpg") && name.contains("/data/"))
        .unwrap();
    assert!(!has(copy, b"GPSPhone"), "{name}");
    assert_eq!(
        image::load_from_memory(copy).unwrap().to_rgb8(),
        image::load_from_memory(&small).unwrap().to_rgb8()
    );
    let saved = bench.json(0, &["profile", "save", "网上申报"]);
    assert_eq!(saved["fields"]["copies"]["strip"], true);
    let again = bench.json(
        0,
        &["export", "又.zip", "--profile", saved["path"].as_str().unwrap()],
    );
    assert_eq!(bench.json(0, &["verify", "又.zip"])["entries"], again["entries"]);
}

#[test]
fn a_film_goes_in_without_the_place_where_it_was_taken() {
    let bench = Bench::linked("总结.txt");
    let atom = |name: &[u8; 4], body: &[u8]| {
        let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [&size[..], name, body].concat()
    };
    let place = atom(b"\xa9xyz", b"\0\x12\x15\xc7+31.2304+121.4737/");
    let moov = [atom(b"mvhd", &[0; 100]), atom(b"udta", &place)].concat();
    let film = [
        atom(b"ftyp", b"mp42\0\0\0\0mp42isom"),
        atom(b"mdat", &[7; 5000]),
        atom(b"moov", &moov),
    ]
    .concat();
    std::fs::write(bench.path("素材/现场.mp4"), &film).unwrap();
    // Without its head nothing can be promised: it goes in as it is, and that is said.
    std::fs::write(bench.path("素材/断了.mp4"), &film[..5000]).unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["link", "现场.mp4", "断了.mp4", "1.4"]);
    let plan = r#"{ "name": "去地点", "copies": { "strip": true } }"#;
    std::fs::write(bench.path("去地点.json"), plan).unwrap();
    let made = bench.json(0, &["export", "片.zip", "--profile", "去地点.json"]);
    let told: Vec<&str> = made["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .filter(|one| one.contains(".mp4"))
        .collect();
    assert!(told.len() == 1 && told[0].ends_with("断了.mp4"), "{told:?}");
    let all = members(&bench.path("片.zip"));
    let copy = &all.iter().find(|(name, _)| name.ends_with("现场.mp4")).unwrap().1;
    assert_eq!(copy.len(), film.len());
    assert!(!has(copy, b"31.2304") && has(copy, &[7; 5000]));
    let entries = index(&bench.path("片.zip"))["entries"].clone();
    let entry = entries
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["original_name"] == "现场.mp4")
        .unwrap();
    assert!(entry["original_sha256"].is_string());
    assert_eq!(bench.json(0, &["verify", "片.zip"])["valid"], true);
    assert_eq!(std::fs::read(bench.path("素材/现场.mp4")).unwrap(), film);
}

#[test]
fn a_locked_pack_asks_for_its_password() {
    let bench = Bench::linked("总结.txt");
    let made = bench.json(0, &["export", "锁.zip", "--password", "口令 8"]);
    assert!(
        made["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one.as_str().unwrap().contains("AES-256"))
    );
    assert_eq!(bench.error(&["verify", "锁.zip"]), "pack_locked");
    assert_eq!(
        bench.error(&["verify", "锁.zip", "--password", "口令 9"]),
        "wrong_password"
    );
    assert_eq!(
        bench.json(0, &["verify", "锁.zip", "--password", "口令 8"])["valid"],
        true
    );
    assert_eq!(bench.error(&["pack", "open", "锁.zip"]), "pack_locked");
    let looked = bench.json(0, &["pack", "open", "锁.zip", "--password", "口令 8"]);
    assert_eq!(looked["entries"], 1);
    assert_eq!(looked["parts"], json!([looked["path"]]));
    assert!(looked["path"].as_str().unwrap().ends_with("锁.zip"));
    bench.json(0, &["pack", "unpack", "锁.zip", "解开", "--password", "口令 8"]);
    assert_eq!(bench.json(0, &["verify", "解开"])["valid"], true);
    let names: Vec<_> = std::fs::read_dir(bench.path("."))
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".tmp")),
        "{names:?}"
    );
}

#[test]
fn the_pre_check_follows_the_plan() {
    let bench = Bench::new();
    std::fs::write(bench.path("素材/机密-名单.txt"), "正文").unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    let list = "序号,一级指标,二级指标,工作内容及要求,牵头单位,配合单位,责任人,完成期限\n\
        1,组织领导,计划,制定年度计划,党政办,综合股,张某,2026年3月底\n\
        2,组织领导,宣传,开展宣传活动,综合股,党政办,李某,2026年6月底\n";
    std::fs::write(bench.path("任务.csv"), list).unwrap();
    bench.json(0, &["checklist", "import", "任务.csv"]);
    let shown = bench.json(0, &["checklist", "show"]);
    let led_by = |department: &str| -> String {
        let all = shown["indicators"].as_array().unwrap();
        let found = all.iter().find(|one| one["lead_dept"] == department).unwrap();
        found["code"].as_str().unwrap().to_owned()
    };
    let (ours, theirs) = (led_by("党政办"), led_by("综合股"));
    bench.json(0, &["link", "总结.txt", &ours]);
    bench.json(0, &["link", "机密-名单.txt", &theirs]);
    assert_eq!(bench.json(1, &["precheck"])["blocking"], 1);
    std::fs::write(bench.path("党政办.json"), r#"{ "departments": ["党政办"] }"#).unwrap();
    let report = bench.json(0, &["precheck", "--profile", "党政办.json"]);
    let subjects: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["subject"].as_str().unwrap())
        .collect();
    let outside = format!("{theirs} ");
    assert!(
        !subjects.iter().any(|one| one.starts_with(&outside)),
        "{subjects:?}"
    );
    // What lies outside the part does not stand in its way, and is not told of in it.
    bench.json(0, &["export", "部分.zip", "--profile", "党政办.json"]);
    let told = index(&bench.path("部分.zip"));
    let findings = told["findings"].to_string();
    assert!(
        !findings.contains("机密") && !findings.contains(&outside),
        "{findings}"
    );
    std::fs::write(bench.path("没有.json"), r#"{ "departments": ["没有这个科"] }"#).unwrap();
    assert_eq!(
        bench.error(&["export", "空.zip", "--profile", "没有.json"]),
        "bad_value"
    );
    bench.json(0, &["unlink", "总结.txt", &ours]);
    let none = bench.json(0, &["export", "无.zip", "--profile", "党政办.json"]);
    let warnings = none["warnings"].to_string();
    assert!(
        none["entries"] == 0 && warnings.contains("没有选中任何材料"),
        "{warnings}"
    );
}

#[test]
fn every_pack_tells_how_it_looked_before() {
    let bench = Bench::linked("总结.txt");
    bench.json(0, &["export", "包.zip"]);
    let told = index(&bench.path("包.zip"));
    let papers = told["papers"].as_array().unwrap();
    assert!(
        papers
            .iter()
            .any(|one| one.as_str().unwrap().starts_with("目录/自查报告.")),
        "{papers:?}"
    );
    bench.json(0, &["print", "自查报告", "--out", "自查.xlsx"]);
    let printed = members(&bench.path("自查.xlsx"));
    let (_, strings) = printed
        .iter()
        .find(|(name, _)| name.ends_with("sharedStrings.xml"))
        .unwrap();
    let strings = String::from_utf8_lossy(strings);
    for word in [
        "真实性",
        "完整性",
        "可用性",
        "安全性",
        "归档过程安全性",
        "通过",
        "需关注",
    ] {
        assert!(strings.contains(word), "{word}");
    }
}
