//! Packs by a plan and in several zips, from a ledger.

use std::io::Read;

use serde_json::Value;

use crate::faults::Bench;

fn member(zip: &str, ending: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let name = names.iter().find(|name| name.ends_with(ending))?;
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// Bytes that no zip makes smaller.
fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(step).take(len).collect()
}

#[test]
fn a_plan_puts_forms_and_reports_into_the_pack_the_same_each_time() {
    let bench = Bench::linked("总结.txt");
    std::fs::write(bench.path("报告.txt"), "我局成立了领导小组，全年开展活动12次。").unwrap();
    bench.json(0, &["statement", "set", "1.4", "--file", "报告.txt"]);
    if bench.json(0, &["profile", "show", "完整归档"])["fields"]["forms"] == Value::Array(Vec::new()) {
        panic!("the plan wants no forms");
    }
    let mut packs = Vec::new();
    for name in ["一.zip", "二.zip"] {
        packs.push(bench.json(0, &["export", name, "--profile", "完整归档"]));
        assert_eq!(bench.json(0, &["verify", name])["valid"], true);
    }
    assert_eq!(packs[0]["volumes"][0]["sha256"], packs[1]["volumes"][0]["sha256"]);
    let zip = packs[0]["path"].as_str().unwrap();
    let index: Value = serde_json::from_slice(&member(zip, "index/pack.json").unwrap()).unwrap();
    let told = index["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "1.4")
        .unwrap();
    assert_eq!(
        told["statement"]["text"],
        "我局成立了领导小组，全年开展活动12次。"
    );
    assert!(!index["findings"].as_array().unwrap().is_empty());
    for path in index["papers"].as_array().unwrap() {
        assert!(member(zip, path.as_str().unwrap()).unwrap().starts_with(b"%PDF"));
    }
    assert!(member(zip, "目录/自查报告.pdf").is_some());
}

#[test]
fn the_index_lists_what_a_document_tells_of_itself() {
    let bench = Bench::linked("总结.txt");
    let text = "某某市文明办文件\n某文明办〔2026〕5号\n\n关于开展清明活动的通知\n各单位：\n正文。\n\n某某市文明办\n2026年3月20日\n";
    std::fs::write(bench.path("素材/新建.txt"), text).unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["link", "新建.txt", "1.4"]);
    let pack = bench.json(0, &["export", "包.zip"]);
    let zip = pack["path"].as_str().unwrap();
    let index: Value = serde_json::from_slice(&member(zip, "index/pack.json").unwrap()).unwrap();
    let entries = index["entries"].as_array().unwrap();
    let notice = entries
        .iter()
        .find(|one| one["original_name"] == "新建.txt")
        .unwrap();
    for (key, value) in [
        ("doc_no", "某文明办〔2026〕5号"),
        ("issuer", "某某市文明办"),
        ("doc_title", "关于开展清明活动的通知"),
        ("doc_date", "2026-03-20"),
    ] {
        assert_eq!(notice[key], value, "{key}");
    }
}

#[test]
fn a_pack_is_cut_into_zips_that_are_valid_each() {
    let bench = Bench::linked("总结.txt");
    for n in 0..4 {
        let name = format!("录音{n}.bin");
        std::fs::write(bench.path(&format!("素材/{name}")), noise(n + 1, 300_000)).unwrap();
    }
    bench.json(0, &["scan", "--no-thumbs"]);
    for (n, code) in ["1.4", "1.4", "2.1", "2.2"].iter().enumerate() {
        bench.json(0, &["link", &format!("录音{n}.bin"), code]);
    }
    std::fs::create_dir(bench.path("U盘")).unwrap();
    let pack = bench.json(
        0,
        &["export", "分卷.zip", "--volume-size", "1M", "--copy-to", "U盘"],
    );
    let volumes = pack["volumes"].as_array().unwrap();
    assert!(volumes.len() > 1);
    let mut entries = 0;
    for volume in volumes {
        let path = volume["path"].as_str().unwrap();
        assert!(volume["bytes"].as_u64().unwrap() <= 1_000_000);
        let copy = bench
            .path("U盘")
            .join(std::path::Path::new(path).file_name().unwrap());
        assert!(std::fs::read(copy).unwrap() == std::fs::read(path).unwrap());
        let verdict = bench.json(0, &["verify", path]);
        assert_eq!(
            (&verdict["valid"], &verdict["entries"]),
            (&true.into(), &volume["entries"])
        );
        entries += volume["entries"].as_u64().unwrap();
    }
    assert_eq!((pack["entries"].as_u64(), entries), (Some(5), 5));
    let again = ["export", "分卷.zip", "--volume-size", "1M"];
    assert_eq!(bench.error(&again), "out_exists");
    bench.json(0, &[&again[..], &["--overwrite"]].concat());
    std::fs::write(bench.path("素材/大会.bin"), noise(9, 1_200_000)).unwrap();
    bench.json(0, &["scan", "--no-thumbs"]);
    bench.json(0, &["link", "大会.bin", "1.4"]);
    assert_eq!(
        bench.error(&["export", "大.zip", "--volume-size", "1M"]),
        "volume_too_small"
    );
    assert_eq!(
        bench.error(&["export", "大.zip", "--volume-size", "很大"]),
        "bad_value"
    );
    bench.no_part_is_left(".");
}

#[test]
fn a_plan_is_saved_and_handed_on() {
    let bench = Bench::linked("总结.txt");
    let plan = r#"{ "from": "2026-01-01", "to": "2026-06-30", "volume_size": "2G" }"#;
    std::fs::write(bench.path("上半年.json"), plan).unwrap();
    bench.json(0, &["export", "甲.zip", "--profile", "上半年.json"]);
    let saved = bench.json(0, &["profile", "save", "上半年", "--file", "上半年.json"]);
    assert_eq!(
        (&saved["built_in"], &saved["fields"]["to"]),
        (&false.into(), &"2026-06-30".into())
    );
    let list = bench.json(0, &["profile", "list"]);
    let names: Vec<&Value> = list["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["完整归档", "打印装盒", "网上申报", "上半年"]);
    bench.json(0, &["export", "乙.zip", "--profile", "上半年"]);
    // The file that was saved is a plan in any other ledger.
    bench.json(
        0,
        &["export", "丙.zip", "--profile", saved["path"].as_str().unwrap()],
    );
    for bad in [
        r#"{"volume_size":"1K"}"#,
        r#"{"forms":["nothing"]}"#,
        "[1]",
        r#"{"unknown":1}"#,
    ] {
        std::fs::write(bench.path("坏.json"), bad).unwrap();
        assert_eq!(
            bench.error(&["export", "丁.zip", "--profile", "坏.json"]),
            "bad_value",
            "{bad}"
        );
    }
    assert_eq!(
        bench.error(&["export", "丁.zip", "--profile", "没有"]),
        "not_found"
    );
    assert!(!bench.path("丁.zip").exists());
}

#[test]
fn a_pack_is_looked_into_compared_and_unpacked() {
    let bench = Bench::linked("总结.txt");
    bench.json(0, &["export", "一.zip", "--allow-gaps"]);
    let told = bench.json(0, &["pack", "open", "一.zip"]);
    assert_eq!(told["entries"], 1);
    let proved = told["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "1.4")
        .unwrap();
    assert_eq!(proved["evidence"].as_array().unwrap().len(), 1);
    let same = bench.json(0, &["pack", "diff", "一.zip", "一.zip"]);
    assert_eq!(
        (&same["indicators"], &same["files"]),
        (&Value::Array(vec![]), &Value::Array(vec![]))
    );
    bench.json(0, &["unlink", "总结.txt", "1.4"]);
    bench.json(0, &["link", "总结.txt", "1.1"]);
    bench.json(0, &["export", "二.zip", "--allow-gaps"]);
    let other = bench.json(0, &["pack", "diff", "一.zip", "二.zip"]);
    let codes: Vec<&str> = other["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["evidence_added"] != one["evidence_removed"])
        .map(|one| one["after"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["1.1", "1.4"]);
    assert_eq!(other["files"][0]["change"], "moved");
    let out = bench.json(0, &["pack", "unpack", "一.zip", "解开"]);
    assert!(out["files"].as_u64().unwrap() > 3);
    assert_eq!(bench.json(0, &["verify", "解开"])["valid"], true);
    // Nothing that is there is written over.
    assert_eq!(
        bench.error(&["pack", "unpack", "二.zip", "解开"]),
        "unpack_exists"
    );
    assert_eq!(bench.error(&["pack", "open", "报告.txt"]), "path_not_found");
}

#[test]
fn locked_packs_are_compared_by_their_passwords() {
    let bench = Bench::linked("总结.txt");
    bench.json(0, &["export", "一.zip", "--allow-gaps", "--password", "口令 1"]);
    bench.json(0, &["unlink", "总结.txt", "1.4"]);
    bench.json(0, &["link", "总结.txt", "1.1"]);
    bench.json(0, &["export", "二.zip", "--allow-gaps", "--password", "口令 2"]);
    let both = ["pack", "diff", "一.zip", "二.zip"];
    let with = |more: &[&'static str]| [&both[..], more].concat();
    assert_eq!(bench.error(&both), "pack_locked");
    assert_eq!(
        bench.error(&with(&["--before-password", "口令 1"])),
        "pack_locked"
    );
    // The password of the later one is tried on the earlier one too.
    assert_eq!(bench.error(&with(&["--password", "口令 2"])), "wrong_password");
    let found = bench.json(0, &with(&["--password", "口令 2", "--before-password", "口令 1"]));
    assert_eq!(found["files"][0]["change"], "moved");
    let same = bench.json(0, &["pack", "diff", "一.zip", "一.zip", "--password", "口令 1"]);
    assert_eq!(same["files"], Value::Array(vec![]));
    // A password does no harm where none is needed.
    bench.json(0, &["export", "三.zip", "--allow-gaps"]);
    let open = bench.json(0, &["pack", "diff", "二.zip", "三.zip", "--password", "口令 2"]);
    assert_eq!(open["files"], Value::Array(vec![]));
}

#[test]
fn a_verdict_is_told_in_the_language_that_was_asked_for() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("包/data")).unwrap();
    std::fs::write(bench.path("包/bagit.txt"), "x").unwrap();
    std::fs::write(bench.path("包/data/a"), "a").unwrap();
    let chinese = bench.json(1, &["verify", "包"]);
    let mut english = bench.json(1, &["--lang", "en", "verify", "包"]);
    let found = |verdict: &Value| verdict["problems"][0]["found"].as_str().unwrap().to_owned();
    assert!(found(&chinese).starts_with("第一行应为"), "{chinese:#}");
    assert!(
        found(&english).starts_with("the first line should be"),
        "{english:#}"
    );
    assert_eq!(chinese["checks"][3]["detail"], "1 个文件缺失");
    assert_eq!(english["checks"][3]["detail"], "files missing: 1");
    // Nothing but the sentences differs.
    for (one, other) in [("problems", "found"), ("checks", "detail")] {
        let told = chinese[one].as_array().unwrap().iter();
        for (here, there) in told.zip(english[one].as_array_mut().unwrap()) {
            there[other] = here[other].clone();
        }
    }
    english["warnings"] = chinese["warnings"].clone();
    assert_eq!(chinese, english);
}
