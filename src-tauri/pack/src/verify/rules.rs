//! Manifests, completeness and totals: every payload file listed, every listed file there (RFC 8493 section 3).

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::bag::{Bag, unsafe_reason};
use super::said::{Both, both};
use super::sums::Algorithm;
use super::tags;
use crate::PackError;
use crate::manifest::SM3;

/// Why a path of payload is refused that leads nowhere else.
const OUTSIDE: Both = Both::of("材料不在 data/ 之下", "material that is not below data/");

/// The beginning of a line, which may be of any length.
fn shown(line: &str) -> String {
    line.chars().take(120).collect()
}

fn unread_line(line: &str) -> Both {
    let line = shown(line);
    both!("看不懂的一行：{line}", "a line that makes no sense: {line}")
}

/// Whether systems put a file of this name into folders by themselves.
pub(super) fn is_left_behind(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    ["Thumbs.db", ".DS_Store", "desktop.ini"].contains(&name)
}

/// One manifest, as far as it could be read.
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) algorithm: Algorithm,
    /// Files it lists, by node.
    pub(super) listed: HashMap<usize, String>,
}

impl Bag<'_> {
    /// Whether the rules of 1.0 hold; where nothing is declared, they do.
    fn strict(&self) -> bool {
        self.declaration
            .as_ref()
            .is_none_or(|declared| declared.version >= (1, 0))
    }

    /// Reads `fetch.txt` (section 2.2.3).
    pub(super) fn fetch(&mut self) -> Result<(), PackError> {
        let Some(text) = self.text("fetch.txt")? else {
            return Ok(());
        };
        for line in tags::lines(&text).filter(|line| !line.trim().is_empty()) {
            let Some(written) = tags::fetch_path(&line) else {
                let found = Some(unread_line(&line));
                self.report.problem("bad_tag", "fetch.txt", None, found);
                continue;
            };
            match self.resolve(written, false) {
                Ok(_) => self
                    .fetched
                    .extend(tags::readings(written.trim_start_matches("./"))),
                Err(why) => {
                    let code = if why == OUTSIDE { "bad_tag" } else { "unsafe_path" };
                    let path = if why == OUTSIDE { "fetch.txt" } else { written };
                    let (Both { zh, en }, line) = (why, shown(&line));
                    let found = both!("{zh}：{line}", "{en}: {line}");
                    self.report.problem(code, path, None, Some(found));
                }
            }
        }
        let absent = self.fetched.iter().filter(|path| !self.has(path)).count();
        self.report.fetch = absent > 0;
        self.report.warn(Both::of(
            "带有 fetch.txt：部分材料要联网获取，本程序不会去取",
            "there is a fetch.txt: some material is to be fetched from a network, which this program does not do",
        ));
        Ok(())
    }

    /// Reads the payload manifests or the tag manifests.
    pub(super) fn manifests(&mut self, tag: bool) -> Result<Vec<Manifest>, PackError> {
        let start = if tag { "tagmanifest-" } else { "manifest-" };
        let mut names: Vec<String> = self.by_path.keys().map(|path| (*path).to_owned()).collect();
        names.retain(|path| path.starts_with(start) && path.ends_with(".txt") && !path.contains('/'));
        names.sort();
        let mut all = Vec::new();
        for name in &names {
            let label = name
                .strip_prefix(start)
                .and_then(|rest| rest.strip_suffix(".txt"))
                .unwrap_or_default();
            let Some(algorithm) = Algorithm::parse(label) else {
                self.report.warn(both!(
                    "不认识的算法：{name}，没有据此核对",
                    "unknown algorithm: {name} was not used"
                ));
                continue;
            };
            if algorithm.weak() {
                self.report.warn(both!(
                    "{name} 用的算法较弱，能防误改，不能防伪造",
                    "{name} uses a weak algorithm, good against accidents but not against forgery"
                ));
            }
            if let Some(text) = self.text(name)? {
                all.push(self.manifest(name.clone(), algorithm, &text, tag));
            }
        }
        if !tag && all.is_empty() {
            let found = (!names.is_empty()).then_some(Both::of(
                "清单读不出来，或算法不受支持",
                "the manifests can't be read, or their algorithms are not supported",
            ));
            self.report.problem("missing", "manifest-sha256.txt", None, found);
        }
        Ok(all)
    }

    /// Reads the SM3 sums of a pack of ours.
    pub(super) fn sm3(&mut self) -> Result<(), PackError> {
        if let Some(text) = self.text(SM3)? {
            self.manifest(SM3.to_owned(), Algorithm::Sm3, &text, false);
        }
        Ok(())
    }

    fn manifest(&mut self, name: String, algorithm: Algorithm, text: &str, tag: bool) -> Manifest {
        let mut manifest = Manifest {
            name,
            algorithm,
            listed: HashMap::new(),
        };
        for line in tags::lines(text).filter(|line| !line.trim().is_empty()) {
            let Some(parsed) = tags::manifest_line(&line, algorithm) else {
                let found = Some(unread_line(&line));
                self.report.problem("bad_tag", &manifest.name, None, found);
                continue;
            };
            if parsed.starred {
                let name = &manifest.name;
                self.report.warn(both!(
                    "{name} 由 md5sum 一类工具生成（带 * 号）",
                    "{name} was made by a tool like md5sum (with *)"
                ));
            }
            if !tag {
                let readings = tags::readings(&parsed.written);
                self.listed.extend(
                    readings
                        .into_iter()
                        .map(|path| path.trim_start_matches("./").to_owned()),
                );
            }
            match self.resolve(&parsed.written, tag) {
                Ok(Some(index)) => self.list(&mut manifest, index, parsed.sum),
                Ok(None) => self.absent(&parsed.written),
                Err(why) => self
                    .report
                    .problem("unsafe_path", &parsed.written, None, Some(why)),
            }
        }
        manifest
    }

    /// The file that a manifest's path means; an error where the path may not be followed.
    fn resolve(&mut self, written: &str, tag: bool) -> Result<Option<usize>, Both> {
        for reading in tags::readings(written) {
            let path = reading.trim_start_matches("./");
            if let Some(why) = unsafe_reason(path, false) {
                return Err(why);
            }
            if path.starts_with('~') {
                return Err(Both::of("路径以 ~ 开头", "the path begins with ~"));
            }
            if !tag && !path.starts_with("data/") {
                return Err(OUTSIDE);
            }
            if path.len() != reading.len() {
                self.report.warn(Both::of(
                    "清单里的路径以 ./ 开头",
                    "paths in the manifest begin with ./",
                ));
            }
            if let Some(index) = self.node(path) {
                return Ok(Some(index));
            }
            if let Some(index) = self.by_form.get(&path.nfc().collect::<String>()).copied() {
                self.report.warn(both!(
                    "清单与文件名的字符写法不同（Unicode 规范化）：{path}",
                    "the manifest writes the characters of a name in another way (Unicode normalization): {path}"
                ));
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn list(&mut self, manifest: &mut Manifest, index: usize, sum: String) {
        let expected = (manifest.algorithm, sum.clone());
        if let Some(earlier) = manifest.listed.insert(index, sum) {
            let path = self.path_of(index);
            let name = &manifest.name;
            self.report.warn(both!(
                "{name} 不止一次列出 {path}",
                "{name} lists {path} more than once"
            ));
            if earlier == expected.1 {
                return;
            }
        }
        self.expected.entry(index).or_default().push(expected);
    }

    /// Files to fetch that no manifest lists: nothing would tell whether they are right (section 2.2.3).
    pub(super) fn fetched_unlisted(&mut self) {
        let unlisted: Vec<String> = self
            .fetched
            .iter()
            .filter(|path| !self.listed.contains(*path))
            .filter(|path| {
                tags::readings(path)
                    .iter()
                    .all(|path| !self.listed.contains(path))
            })
            .cloned()
            .collect();
        for path in unlisted {
            let found = Some(both!("没有清单列出 {path}", "no manifest lists {path}"));
            self.report.problem("bad_tag", "fetch.txt", None, found);
        }
    }

    fn absent(&mut self, written: &str) {
        let readings = tags::readings(written.trim_start_matches("./"));
        let fetched = readings.iter().any(|path| self.fetched.contains(path));
        let code = if fetched { "not_fetched" } else { "missing" };
        let path = readings
            .first()
            .map(|path| path.trim_start_matches("./"))
            .unwrap_or(written);
        self.report.problem(code, path, None, None);
    }

    /// Compares the payload with what the manifests list.
    pub(super) fn complete(&mut self, manifests: &[Manifest]) -> u64 {
        if !self.has_folder("data") {
            self.report.problem("missing", "data/", None, None);
        }
        let strict = self.strict();
        let payload: Vec<&str> = self
            .files()
            .map(|(path, _)| path)
            .filter(|path| path.starts_with("data/"))
            .collect();
        for path in &payload {
            let index = self.node(path).unwrap_or(usize::MAX);
            let lacking: Vec<&Manifest> = manifests
                .iter()
                .filter(|manifest| !manifest.listed.contains_key(&index))
                .collect();
            if lacking.len() == manifests.len() {
                self.report.problem("extra", path, None, None);
                continue;
            }
            for manifest in lacking {
                if strict {
                    let found = Both::of("没有列出这个文件", "this file is not listed");
                    let expected = Some((*path).to_owned());
                    self.report
                        .problem("bad_tag", &manifest.name, expected, Some(found));
                } else {
                    let name = &manifest.name;
                    self.report.warn(both!(
                        "{name} 没有列出全部材料",
                        "{name} does not list all material"
                    ));
                }
            }
            self.odd_payload(path);
        }
        payload.len() as u64
    }

    /// Payload that is allowed but seldom meant.
    fn odd_payload(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or_default();
        if is_left_behind(path) {
            self.report.warn(both!(
                "含有系统自动生成的文件：{path}",
                "a file that systems leave behind: {path}"
            ));
        }
        if name == "bagit.txt" {
            self.report.warn(both!(
                "包里套着另一个 BagIt 包：{path}",
                "another BagIt bag in the bag: {path}"
            ));
        }
    }

    /// Tag files of 1.0 that no tag manifest protects are allowed; a tag manifest that lists nothing is not.
    pub(super) fn tag_manifests(&mut self, payload: &[Manifest], tags: &[Manifest]) {
        self.report.has_tag_manifest = !tags.is_empty();
        if tags.is_empty() {
            self.report.warn(Both::of(
                "没有标签清单（tagmanifest），目录和说明文件的改动查不出来",
                "there is no tag manifest (tagmanifest): changes of lists and tag files can't be seen",
            ));
            return;
        }
        let listed: HashSet<&usize> = tags.iter().flat_map(|manifest| manifest.listed.keys()).collect();
        let free = payload
            .iter()
            .filter(|manifest| self.node(&manifest.name).is_some_and(|i| !listed.contains(&i)));
        let free: Vec<String> = free.map(|manifest| manifest.name.clone()).collect();
        for name in free {
            self.report.warn(both!(
                "标签清单没有列出 {name}",
                "the tag manifest does not list {name}"
            ));
        }
    }

    /// Compares the totals in `bag-info.txt` with what is there; gives the octets that should be.
    pub(super) fn totals(&mut self) -> Result<Option<u64>, PackError> {
        let name = if self.has("bag-info.txt") {
            "bag-info.txt"
        } else {
            "package-info.txt"
        };
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let (fields, bad) = tags::fields(&text);
        for line in bad {
            self.report
                .problem("bad_tag", name, None, Some(unread_line(&line)));
        }
        let mut wanted = None;
        for (label, value) in fields {
            if !label.eq_ignore_ascii_case("Payload-Oxum") {
                continue;
            }
            self.report.has_oxum = true;
            let payload = self.files().filter(|(path, _)| path.starts_with("data/"));
            let (octets, streams) = payload.fold((0_u64, 0_u64), |(sum, count), (_, node)| {
                (sum.saturating_add(node.bytes), count + 1)
            });
            let found = format!("{octets}.{streams}");
            match tags::oxum(&value) {
                Some(oxum) if oxum == (octets, streams) => {}
                oxum => {
                    wanted = oxum.map(|(octets, _)| octets);
                    self.report
                        .problem("bad_oxum", name, Some(value), Some(Both::plain(found)));
                }
            }
        }
        Ok(wanted)
    }
}
