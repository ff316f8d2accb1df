//! What is found wrong, gathered, and the checks that it amounts to.

use super::{Check, Problem, Verdict};

/// Findings so far.
#[derive(Default)]
pub(super) struct Report {
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<String>,
    /// Whether there is a tag manifest, an Oxum, an index of ours, all our pages.
    pub(super) has_tag_manifest: bool,
    pub(super) has_oxum: bool,
    pub(super) index: Option<bool>,
    pub(super) pages: Option<bool>,
    pub(super) unportable: usize,
    pub(super) fetch: bool,
    pub(super) archive: bool,
    /// Whether nothing inside could be looked at.
    pub(super) unread: bool,
    /// Files whose hashes were compared.
    pub(super) hashed: usize,
}

impl Report {
    /// Adds a problem.
    pub(super) fn problem(
        &mut self,
        code: &str,
        path: &str,
        expected: Option<String>,
        found: Option<String>,
    ) {
        let problem = Problem {
            code: code.to_owned(),
            path: path.to_owned(),
            expected,
            found,
        };
        if !self.problems.contains(&problem) || self.problems.len() > 1000 {
            self.problems.push(problem);
        }
    }

    /// Adds a warning once.
    pub(super) fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// How many problems have one of the codes and lie where `place` says.
    fn count(&self, codes: &[&str], place: impl Fn(&str) -> bool) -> usize {
        let hits = self
            .problems
            .iter()
            .filter(|p| codes.contains(&p.code.as_str()) && place(&p.path));
        hits.count()
    }

    /// The verdict, with the checks in the order of DA/T 70's four properties.
    pub(super) fn verdict(self, entries: u64) -> Verdict {
        let all = |_: &str| true;
        let payload = |path: &str| path.starts_with("data/");
        let tag = |path: &str| !path.starts_with("data/");
        let damage = ["altered", "truncated"];
        let checks = vec![
            skip(
                self.hashed > 0,
                "没有可以核对的文件",
                check(
                    "authenticity",
                    "payload_hashes",
                    self.count(&damage, payload),
                    "材料与打包时一致",
                    "个文件被改动或截断",
                ),
            ),
            skip(
                self.has_tag_manifest,
                "没有标签清单",
                check(
                    "authenticity",
                    "tag_hashes",
                    self.count(&damage, tag),
                    "目录和说明文件与打包时一致",
                    "个目录或说明文件被改动",
                ),
            ),
            skip(
                self.index.is_some(),
                "不是迎检台账的包，没有索引",
                check(
                    "authenticity",
                    "index_matches",
                    usize::from(self.index == Some(false)),
                    "索引与清单一致",
                    "处索引与清单不一致",
                ),
            ),
            check(
                "integrity",
                "all_present",
                self.count(&["missing", "not_fetched"], all),
                "清单所列文件齐全",
                "个文件缺失",
            ),
            check(
                "integrity",
                "nothing_extra",
                self.count(&["extra"], all),
                "没有清单之外的文件",
                "个文件不在清单里",
            ),
            skip(
                self.has_oxum,
                "没有记录总字节数",
                check(
                    "integrity",
                    "oxum",
                    self.count(&["bad_oxum"], all),
                    "总字节数和文件数相符",
                    "处总数不符",
                ),
            ),
            check(
                "usability",
                "tag_files",
                self.count(&["bad_tag"], all),
                "说明文件可读",
                "处说明文件有误",
            ),
            skip(
                self.pages.is_some(),
                "不是迎检台账的包",
                check(
                    "usability",
                    "pages",
                    usize::from(self.pages == Some(false)),
                    "目录网页和总目录齐全",
                    "份目录缺失",
                ),
            ),
            check(
                "usability",
                "portable_names",
                self.unportable,
                "文件名在 Windows 上可用",
                "个文件名在 Windows 上有问题",
            ),
            check(
                "safety",
                "safe_paths",
                self.count(&["unsafe_path"], all),
                "没有越界的路径、链接和炸弹",
                "处不安全的内容",
            ),
            check(
                "safety",
                "no_duplicates",
                self.count(&["duplicate_name"], all),
                "没有重名文件",
                "个文件重名",
            ),
            check(
                "safety",
                "nothing_remote",
                usize::from(self.fetch),
                "不需要联网取文件",
                "处要求联网取文件（fetch.txt）",
            ),
        ];
        let checks = match self.unread {
            true => checks
                .into_iter()
                .map(|one| skip(false, "文件不完整，无法检查", one))
                .collect(),
            false => checks,
        };
        let valid = self.problems.is_empty();
        Verdict {
            valid,
            entries,
            problems: self.problems,
            warnings: self.warnings,
            checks,
        }
    }
}

fn check(group: &str, name: &str, failures: usize, good: &str, bad: &str) -> Check {
    let (result, detail) = match failures {
        0 => ("passed", good.to_owned()),
        _ => ("failed", format!("{failures} {bad}")),
    };
    Check {
        group: group.to_owned(),
        name: name.to_owned(),
        result: result.to_owned(),
        detail,
    }
}

/// The check where it applies; else the same check as skipped, with the reason.
fn skip(applies: bool, why: &str, check: Check) -> Check {
    if applies || check.result == "failed" {
        return check;
    }
    Check {
        result: "skipped".to_owned(),
        detail: why.to_owned(),
        ..check
    }
}
