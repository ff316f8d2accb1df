//! What a pack of this program promises beyond BagIt: an index that agrees with the manifest, and the pages.

use std::collections::HashMap;

use super::bag::Bag;
use super::rules::{Manifest, is_left_behind};
use super::said::{Both, both};
use super::sums::Algorithm;
use crate::index_json::FORMAT;
use crate::{PackError, PackIndex};

const INDEX: &str = "index/pack.json";
/// Files that people open first.
const PAGES: [&str; 2] = ["打开目录.html", "目录/总目录.xlsx"];

/// The pack's index, when this is a pack of ours; one that can't be read is reported.
pub(super) fn index(bag: &mut Bag) -> Result<Option<PackIndex>, PackError> {
    let Some(bytes) = bag.bytes(INDEX)? else {
        return Ok(None);
    };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        bag.report
            .problem("bad_tag", INDEX, None, Some(Both::of("不是 JSON", "not JSON")));
        return Ok(None);
    };
    let said = |key: &str| {
        value
            .get("format")
            .and_then(|format| format.get(key))
            .and_then(|v| v.as_str())
    };
    if said("name") != Some(FORMAT) {
        return Ok(None);
    }
    if said("version").and_then(|version| version.split('.').next()) != Some("1") {
        let version = said("version").unwrap_or("?");
        bag.report.warn(both!(
            "索引的格式版本 {version} 比本程序新，没有核对索引",
            "the index has format version {version}, newer than this program: it was not checked"
        ));
        return Ok(None);
    }
    match serde_json::from_value(value) {
        Ok(index) => Ok(Some(index)),
        Err(error) => {
            let found = both!("索引读不出来：{error}", "the index can't be read: {error}");
            bag.report.problem("bad_tag", INDEX, None, Some(found));
            Ok(None)
        }
    }
}

/// Sizes by path, as the index has them.
pub(super) fn sizes(index: &PackIndex) -> HashMap<String, u64> {
    index
        .entries
        .iter()
        .map(|entry| (entry.path.clone(), entry.bytes))
        .collect()
}

/// Compares the index with the manifest, both ways, and looks for the pages and for what stands beside them.
pub(super) fn compare(bag: &mut Bag, index: &PackIndex, manifests: &[Manifest], tags: &[Manifest]) {
    strangers(bag, tags);
    let Some(manifest) = manifests
        .iter()
        .find(|manifest| manifest.algorithm == Algorithm::Sha256)
    else {
        return;
    };
    let mut listed: HashMap<String, &String> = manifest
        .listed
        .iter()
        .map(|(node, sum)| (bag.path_of(*node).to_owned(), sum))
        .collect();
    let mut agrees = true;
    for entry in &index.entries {
        let found = listed.remove(&entry.path);
        let expected = entry.sha256.to_string();
        let path = &entry.path;
        if found.is_some_and(|found| *found != expected) {
            agrees = false;
            bag.report.problem(
                "bad_tag",
                INDEX,
                Some(expected),
                Some(both!(
                    "清单里 {path} 的校验值不同",
                    "the manifest has another checksum for {path}"
                )),
            );
        }
        if found.is_none() && bag.has(&entry.path) {
            agrees = false;
            bag.report.problem(
                "bad_tag",
                INDEX,
                Some(entry.path.clone()),
                Some(Both::of("清单里没有", "not in the manifest")),
            );
        }
    }
    let mut unknown: Vec<String> = listed.into_keys().collect();
    unknown.sort();
    for path in unknown {
        agrees = false;
        bag.report.problem(
            "bad_tag",
            INDEX,
            Some(path),
            Some(Both::of("索引里没有", "not in the index")),
        );
    }
    bag.report.index = Some(agrees);
    bag.report.pages = Some(PAGES.iter().all(|page| bag.has(page)));
}

/// Files outside the payload that no tag manifest lists: a pack of ours lists them all, so they came later. What systems leave
/// behind by themselves is warned of alone.
fn strangers(bag: &mut Bag, tags: &[Manifest]) {
    let listed = |path: &str| {
        let node = bag.node(path);
        tags.iter()
            .any(|manifest| manifest.name == path || node.is_some_and(|i| manifest.listed.contains_key(&i)))
    };
    let beside = bag
        .files()
        .map(|(path, _)| path)
        .filter(|path| !path.starts_with("data/"));
    let strange: Vec<String> = beside.filter(|path| !listed(path)).map(str::to_owned).collect();
    for path in strange {
        if is_left_behind(&path) {
            bag.report.warn(both!(
                "打包后加进来的文件：{path}",
                "a file that was added after packing: {path}"
            ));
        } else {
            bag.report.problem(
                "extra",
                &path,
                None,
                Some(Both::of("打包后加进来的", "added after packing")),
            );
        }
    }
}
