//! The checks that findings amount to, in the order of DA/T 70's four properties.

use super::report::Report;
use super::said::{Both, both};
use super::{Check, Problem};

/// A check and what it says.
struct Row {
    group: &'static str,
    name: &'static str,
    /// When nothing failed.
    good: Both,
    /// What stands beside the number of failures.
    bad: Both,
    /// Where there is nothing to check; a check without it always applies.
    skipped: Option<Both>,
}

const fn row(group: &'static str, name: &'static str, good: Both, bad: Both, skipped: Option<Both>) -> Row {
    Row {
        group,
        name,
        good,
        bad,
        skipped,
    }
}

/// All checks.
const ROWS: [Row; 12] = [
    row(
        "authenticity",
        "payload_hashes",
        Both::of("材料与打包时一致", "the material is as it was packed"),
        Both::of("个文件被改动或截断", "files altered or cut off"),
        Some(Both::of("没有可以核对的文件", "there is no file to compare")),
    ),
    row(
        "authenticity",
        "tag_hashes",
        Both::of(
            "目录和说明文件与打包时一致",
            "the lists and tag files are as they were packed",
        ),
        Both::of("个目录或说明文件被改动", "lists or tag files altered"),
        Some(Both::of("没有标签清单", "there is no tag manifest")),
    ),
    row(
        "authenticity",
        "index_matches",
        Both::of("索引与清单一致", "the index agrees with the manifest"),
        Both::of(
            "处索引与清单不一致",
            "differences between the index and the manifest",
        ),
        Some(Both::of(
            "不是迎检台账的包，没有索引",
            "not a pack of this program: there is no index",
        )),
    ),
    row(
        "integrity",
        "all_present",
        Both::of("清单所列文件齐全", "every listed file is there"),
        Both::of("个文件缺失", "files missing"),
        None,
    ),
    row(
        "integrity",
        "nothing_extra",
        Both::of("没有清单之外的文件", "no file is there that is not listed"),
        Both::of("个文件不在清单里", "files not listed"),
        None,
    ),
    row(
        "integrity",
        "oxum",
        Both::of("总字节数和文件数相符", "the totals of bytes and files are right"),
        Both::of("处总数不符", "wrong totals"),
        Some(Both::of("没有记录总字节数", "no totals are recorded")),
    ),
    row(
        "usability",
        "tag_files",
        Both::of("说明文件可读", "the tag files can be read"),
        Both::of("处说明文件有误", "mistakes in tag files"),
        None,
    ),
    row(
        "usability",
        "pages",
        Both::of("目录网页和总目录齐全", "the index page and the list are there"),
        Both::of("份目录缺失", "lists missing"),
        Some(Both::of("不是迎检台账的包", "not a pack of this program")),
    ),
    row(
        "usability",
        "portable_names",
        Both::of("文件名在 Windows 上可用", "every name works on Windows"),
        Both::of("个文件名在 Windows 上有问题", "names that do not work on Windows"),
        None,
    ),
    row(
        "safety",
        "safe_paths",
        Both::of(
            "没有越界的路径、链接和炸弹",
            "no path leads outside, no link, no zip bomb",
        ),
        Both::of("处不安全的内容", "unsafe entries"),
        None,
    ),
    row(
        "safety",
        "no_duplicates",
        Both::of("没有重名文件", "no name is there twice"),
        Both::of("个文件重名", "names that are there twice"),
        None,
    ),
    row(
        "safety",
        "nothing_remote",
        Both::of("不需要联网取文件", "nothing has to be fetched from a network"),
        Both::of(
            "处要求联网取文件（fetch.txt）",
            "requests to fetch files from a network (fetch.txt)",
        ),
        None,
    ),
];

/// Said of every check that a zip without its end leaves open.
const UNREAD: Both = Both::of(
    "文件不完整，无法检查",
    "the file is incomplete and can't be checked",
);

/// The result of every check.
pub(super) fn checks(report: &Report) -> Vec<Check> {
    ROWS.into_iter().map(|row| check(report, row)).collect()
}

fn check(report: &Report, row: Row) -> Check {
    let Row {
        group,
        name,
        good,
        bad,
        skipped,
    } = row;
    let skipped = if report.unread {
        Some(UNREAD)
    } else {
        skipped.filter(|_| !applies(report, name))
    };
    let failures = failures(report, name);
    let (result, detail) = match (failures, skipped) {
        (0, None) => ("passed", good),
        (0, Some(why)) => ("skipped", why),
        (_, _) => {
            let Both { zh, en } = bad;
            ("failed", both!("{failures} {zh}", "{en}: {failures}"))
        }
    };
    Check {
        group: group.to_owned(),
        name: name.to_owned(),
        result: result.to_owned(),
        detail,
    }
}

/// Whether the bag has what a check looks at.
fn applies(report: &Report, name: &str) -> bool {
    match name {
        "payload_hashes" => report.hashed > 0,
        "tag_hashes" => report.has_tag_manifest,
        "index_matches" => report.index.is_some(),
        "oxum" => report.has_oxum,
        "pages" => report.pages.is_some(),
        _ => true,
    }
}

/// How much a check found.
fn failures(report: &Report, name: &str) -> usize {
    let is_payload = |problem: &Problem| problem.path.starts_with("data/");
    let damage = ["altered", "truncated"];
    let count = |codes: &[&str], wanted: &dyn Fn(&Problem) -> bool| {
        let hits = report.problems.iter();
        hits.filter(|problem| codes.contains(&problem.code.as_str()) && wanted(problem))
            .count()
    };
    let all = |codes: &[&str]| count(codes, &|_| true);
    match name {
        "payload_hashes" => count(&damage, &is_payload),
        "tag_hashes" => count(&damage, &|problem| !is_payload(problem)),
        "index_matches" => usize::from(report.index == Some(false)),
        "all_present" => all(&["missing", "not_fetched"]),
        "nothing_extra" => all(&["extra"]),
        "oxum" => all(&["bad_oxum"]),
        "tag_files" => all(&["bad_tag"]),
        "pages" => usize::from(report.pages == Some(false)),
        "portable_names" => report.unportable,
        "safe_paths" => all(&["unsafe_path"]),
        "no_duplicates" => all(&["duplicate_name"]),
        _ => usize::from(report.fetch),
    }
}
