//! A bag's own rules (RFC 8493 section 3): what has to be there, what may be, what must not.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::report::Report;
use super::said::{Both, both};
use super::sums::Algorithm;
use super::tags::{self, Declaration};
use super::tree::{Node, Tree};
use crate::PackError;
use crate::names::{fold, is_device};

/// No honest tag file is longer: a manifest of half a million files.
const MAX_TAG: u64 = 128 << 20;

/// Hashes that a file has to have, by algorithm.
pub(super) type Expected = Vec<(Algorithm, String)>;

/// A bag being looked at.
pub(super) struct Bag<'a> {
    pub(super) tree: &'a Tree,
    prefix: &'a str,
    pub(super) by_path: HashMap<&'a str, usize>,
    pub(super) by_form: HashMap<String, usize>,
    pub(super) declaration: Option<Declaration>,
    pub(super) expected: BTreeMap<usize, Expected>,
    /// Paths that `fetch.txt` names.
    pub(super) fetched: HashSet<String>,
    /// Paths that payload manifests list, in all readings.
    pub(super) listed: HashSet<String>,
    pub(super) report: Report,
}

/// The part of a path inside the bag.
fn inside<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix).filter(|rest| !rest.is_empty())
}

/// Why a path may not be followed; in a zip `\\` counts too, because Windows takes it for a separator.
pub(super) fn unsafe_reason(path: &str, backslash: bool) -> Option<Both> {
    let mut start = path.chars();
    let drive = start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':');
    if path.starts_with('/') {
        Some(Both::of("绝对路径", "an absolute path"))
    } else if drive {
        Some(Both::of("带盘符的路径", "a path with a drive"))
    } else if backslash && path.contains('\\') {
        Some(Both::of("路径里有反斜杠", "a backslash in the path"))
    } else if path.contains('\0') {
        Some(Both::of("路径里有空字符", "a null character in the path"))
    } else if path.split('/').any(|part| part == "..") {
        Some(Both::of("路径指向包外（..）", "the path leads outside (..)"))
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some(Both::of("路径里有空的一级", "an empty step in the path"))
    } else {
        None
    }
}

/// Whether Windows can carry every part of a path.
pub(super) fn is_portable(path: &str) -> bool {
    path.split('/').all(|part| {
        !is_device(part)
            && !part.ends_with(['.', ' '])
            && !part.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
            && !part.chars().any(char::is_control)
    })
}

impl<'a> Bag<'a> {
    /// Looks at the names first: those that lead outside, those that are there twice.
    pub(super) fn new(tree: &'a Tree, prefix: &'a str) -> Self {
        let mut report = Report {
            archive: matches!(tree, Tree::Archive(_)),
            ..Report::default()
        };
        for odd in tree.oddities() {
            report.problem(
                odd.code,
                inside(&odd.path, prefix).unwrap_or(&odd.path),
                None,
                Some(odd.found.clone()),
            );
        }
        for folder in tree.folders() {
            if let Some(why) = unsafe_reason(folder, report.archive) {
                report.problem("unsafe_path", folder, None, Some(why));
            }
        }
        let (mut by_path, mut by_form) = (HashMap::new(), HashMap::new());
        for (index, node) in tree.nodes().iter().enumerate() {
            if let Some(why) = unsafe_reason(&node.path, report.archive) {
                report.problem("unsafe_path", &node.path, None, Some(why));
                continue;
            }
            let Some(path) = inside(&node.path, prefix) else {
                let outside = &node.path;
                report.warn(both!(
                    "包外还有文件：{outside}",
                    "a file outside of the bag: {outside}"
                ));
                continue;
            };
            if by_path.insert(path, index).is_some() {
                report.problem(
                    "duplicate_name",
                    path,
                    None,
                    Some(Both::of("同一个名字出现不止一次", "the same name more than once")),
                );
            }
            by_form.entry(path.nfc().collect()).or_insert(index);
        }
        let mut bag = Self {
            tree,
            prefix,
            by_path,
            by_form,
            declaration: None,
            expected: BTreeMap::new(),
            fetched: HashSet::new(),
            listed: HashSet::new(),
            report,
        };
        bag.twins();
        bag.portable();
        bag
    }

    /// Paths inside the bag with their nodes, in the tree's order.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let prefix = self.prefix;
        let mut seen = HashSet::new();
        let known: Vec<(&str, &Node)> = self
            .tree
            .nodes()
            .iter()
            .filter_map(|node| Some((inside(&node.path, prefix)?, node)))
            .filter(|(path, _)| self.by_path.contains_key(path) && seen.insert(*path))
            .collect();
        known.into_iter()
    }

    /// Whether the path is a file of the bag.
    pub(super) fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// The node at a path.
    pub(super) fn node(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// Whether a folder is there of itself or by a file in it.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        let start = format!("{name}/");
        let own = format!("{}{name}", self.prefix);
        self.tree.folders().contains(&own) || self.by_path.keys().any(|path| path.starts_with(&start))
    }

    /// Path inside the bag of a node.
    pub(super) fn path_of(&self, index: usize) -> &'a str {
        let node = self.tree.nodes().get(index);
        node.and_then(|node| inside(&node.path, self.prefix))
            .unwrap_or_default()
    }

    /// A tag file's bytes; what can't be read is reported.
    pub(super) fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, PackError> {
        let Some(index) = self.node(path) else {
            return Ok(None);
        };
        match self.tree.whole(index, MAX_TAG) {
            Ok(Some(bytes)) => return Ok(Some(bytes)),
            Ok(None) => self
                .report
                .problem("bad_tag", path, None, Some(Both::of("文件过大", "too large"))),
            Err(fault) => super::hashing::report(&mut self.report, path, fault)?,
        }
        Ok(None)
    }

    /// A tag file's text in the declared encoding; what can't be read is reported.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, PackError> {
        let Some(bytes) = self.bytes(path)? else {
            return Ok(None);
        };
        let encoding = self
            .declaration
            .as_ref()
            .map_or(encoding_rs::UTF_8, |declared| declared.encoding);
        if encoding == encoding_rs::UTF_8 && bytes.starts_with(b"\xef\xbb\xbf") {
            self.report
                .warn(both!("{path} 带有 BOM", "{path} begins with a BOM"));
        }
        let text = tags::decode(&bytes, encoding).map(std::borrow::Cow::into_owned);
        if text.is_none() {
            self.report.problem(
                "bad_tag",
                path,
                Some(encoding.name().to_owned()),
                Some(Both::of("编码不符", "not in this encoding")),
            );
        }
        Ok(text)
    }

    /// Names that differ only by case or Unicode form: they fall together on Windows and macOS.
    fn twins(&mut self) {
        let mut seen: HashMap<String, &str> = HashMap::new();
        let mut warnings = Vec::new();
        for (path, _) in self.files() {
            if let Some(other) = seen.insert(fold(path), path) {
                warnings.push(both!(
                    "名字只差大小写或字符写法：{other} 与 {path}",
                    "names that differ only in case or in how their characters are written: {other} and {path}"
                ));
            }
        }
        warnings.into_iter().for_each(|warning| self.report.warn(warning));
    }

    /// Names that Windows can't carry.
    fn portable(&mut self) {
        let bad: Vec<&str> = self
            .files()
            .map(|(path, _)| path)
            .filter(|path| !is_portable(path))
            .collect();
        if let Some(first) = bad.first() {
            let count = bad.len();
            self.report.warn(both!(
                "{count} 个文件名在 Windows 上不能用，例如 {first}",
                "names that do not work on Windows: {count}, such as {first}"
            ));
        }
        self.report.unportable = bad.len();
    }

    /// Reads `bagit.txt`.
    pub(super) fn declare(&mut self) -> Result<(), PackError> {
        if !self.has("bagit.txt") {
            self.report.problem("missing", "bagit.txt", None, None);
            return Ok(());
        }
        let Some(bytes) = self.bytes("bagit.txt")? else {
            return Ok(());
        };
        match tags::declaration(&bytes) {
            Ok((declared, warnings)) => {
                self.declaration = Some(declared);
                warnings.into_iter().for_each(|warning| self.report.warn(warning));
            }
            Err(why) => self.report.problem("bad_tag", "bagit.txt", None, Some(why)),
        }
        Ok(())
    }
}
