//! Versions of one document: 总结.docx, 总结(1).docx, 总结（最终版2）.docx, by their names and by nearly equal text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::DateTime;
use regex::Regex;

use crate::pattern::{group, pattern};

/// One document among others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its file name.
    pub name: String,
    /// The folder it lies in: names make a family inside one folder only.
    pub folder: String,
    /// When it was changed last.
    pub modified: Option<DateTime>,
    /// Hashes of pieces of its text ([`shingles`]); empty where there is no text.
    pub text: Vec<u64>,
}

/// Documents that are versions of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Places in the list that was given, in its order.
    pub members: Vec<usize>,
    /// The one to use: the newest of those that say they are final, else the newest.
    pub best: usize,
}

/// Characters of one piece of text.
const PIECE: usize = 8;
/// How many pieces stand for a text.
const PIECES: usize = 128;
/// How many of a hundred pieces must agree.
const SAME: usize = 80;
/// Fewer pieces say nothing: forms that are nearly empty are alike.
const FEWEST: usize = 24;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\s_.\-－—]*[（(【\[]?\s*(?:(?<final>最终版?|终版|终稿|定稿版?|正式版?|盖章版?|印发版?|final)|(?:第?[0-9一二三四五六七八九十]{1,2}[稿版]|初稿|草稿|讨论稿|送审稿|征求意见稿|报批稿|修改稿?|修订稿?|改稿?|新版?|副本|复件|拷贝|备份|copy|v|ver|版本)?)\s*[._-]?(?<number>\d{1,2}(?:\.\d{1,2})?)?\s*[）)】\]]?$",
    )
});
static COPY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:副本|复件|拷贝|copy of)[\s_-]*(?:[（(]\d{1,2}[）)])?[\s_-]*"));

/// 20260301, 2026-3-1, 2026年3月1日 and 0301 at an edge of a name, and 附件2 before it.
static EDGES: LazyLock<Regex> = LazyLock::new(|| {
    const DAY: &str = r"(?:20\d{2}[-_.]\d{1,2}[-_.]\d{1,2}|20\d{2}年\d{1,2}月\d{1,2}日|20\d{6}|\d{4}|\d{1,2}[.]\d{1,2}|\d{1,2}月\d{1,2}日)";
    pattern(&format!(
        r"^(?:附[件表]\s*\d{{0,2}}\s*[-_.:：、]*\s*|{DAY}[\s_\-]+|20\d{{6}}|[\s_\-]+)|(?:[\s_\-]*[（(]?{DAY}[)）]?|[\s_\-]+)$"
    ))
});

/// The title that a file's name gives, without day, number of an attachment and marks of a version: 附件1：责任清单20260301（最终版）.xlsx is 责任清单.
pub fn title(file: &str) -> String {
    let stem = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => stem,
        _ => file,
    };
    let mut name = Name {
        stem: COPY.replace(stem, "").trim().to_owned(),
        is_final: false,
        number: 0,
    };
    // A mark may stand before a day or behind it.
    for _ in 0..4 {
        let before = name.stem.len();
        name.take_marks();
        let bare = EDGES.replace_all(&name.stem, "").trim().to_owned();
        // A name that is nothing but a day stays.
        if !bare.is_empty() {
            name.stem = bare;
        }
        if name.stem.len() == before {
            break;
        }
    }
    name.stem
}

/// What a name tells of its version.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// What all versions share, in lower case.
    stem: String,
    /// Whether it says that it is final.
    is_final: bool,
    /// The number behind the last mark, times 100.
    number: u32,
}

impl Name {
    fn read(name: &str) -> Self {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut told = Self {
            stem: COPY.replace(stem, "").trim().to_owned(),
            is_final: false,
            number: 0,
        };
        told.take_marks();
        // A format exported from another is a version too; a sheet is none of a paper.
        let family = match extension.to_lowercase().as_str() {
            "doc" | "docx" | "wps" | "pdf" | "ofd" | "rtf" | "txt" | "odt" => "paper",
            "xls" | "xlsx" | "et" | "csv" | "ods" => "sheet",
            "ppt" | "pptx" | "dps" | "odp" => "slides",
            _ => "",
        };
        told.stem = format!("{}/{family}", told.stem.trim().to_lowercase());
        told
    }

    /// Takes the marks of a version off the end of the stem.
    fn take_marks(&mut self) {
        // 总结（修改稿）(1) bears two marks.
        for _ in 0..4 {
            let Some(found) = MARK.captures(&self.stem) else {
                break;
            };
            let Some(whole) = found
                .get(0)
                .filter(|whole| whole.start() > 0 && !whole.as_str().trim().is_empty())
            else {
                break;
            };
            let bare_number = whole.as_str().chars().all(|c| c.is_ascii_digit() || c == '.');
            // 简报第3, 2026: a number without a mark belongs to the title.
            if bare_number {
                break;
            }
            self.is_final |= !group(&found, "final").is_empty();
            if self.number == 0 {
                self.number = number(group(&found, "number"));
            }
            self.stem.truncate(whole.start());
        }
    }
}

fn number(text: &str) -> u32 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let of = |text: &str| text.parse::<u32>().unwrap_or_default();
    of(whole) * 100 + of(part)
}

/// Hashes that stand for a text: the smallest of those of all its pieces, blanks left out. Equal for equal texts on every
/// machine.
pub fn shingles(text: &str) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = |piece: &[char]| {
        let folded = piece.iter().fold(START, |hash, c| {
            (hash ^ u64::from(u32::from(*c))).wrapping_mul(PRIME)
        });
        (folded ^ (folded >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut all: Vec<u64> = chars.windows(PIECE).map(hash).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(PIECES);
    all
}

/// Whether two texts are nearly the same, by their hashes.
pub fn is_near(a: &[u64], b: &[u64]) -> bool {
    if a.len().min(b.len()) < FEWEST {
        return false;
    }
    // Of the smallest hashes of both together, how many are in both.
    let (in_a, in_b): (HashSet<u64>, HashSet<u64>) =
        (a.iter().copied().collect(), b.iter().copied().collect());
    let mut both: Vec<u64> = in_a.union(&in_b).copied().collect();
    both.sort_unstable();
    both.truncate(PIECES);
    let shared = both
        .iter()
        .filter(|hash| in_a.contains(hash) && in_b.contains(hash))
        .count();
    shared * 100 >= both.len() * SAME
}

/// The families among these documents, those of one member left out. Two belong together when they lie in one folder and
/// their names differ in marks alone, or when their texts are nearly the same and their names share a begin.
pub fn families(drafts: &[Draft]) -> Vec<Family> {
    let names: Vec<Name> = drafts.iter().map(|draft| Name::read(&draft.name)).collect();
    let mut leader: Vec<usize> = (0..drafts.len()).collect();
    let mut by_name: HashMap<(&str, &str), usize> = HashMap::new();
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    for (index, (draft, name)) in drafts.iter().zip(&names).enumerate() {
        let first = *by_name.entry((&draft.folder, &name.stem)).or_insert(index);
        join(&mut leader, first, index);
        for hash in draft.text.iter().take(8) {
            let other = *by_hash.entry(*hash).or_insert(index);
            let near = drafts
                .get(other)
                .is_some_and(|other| is_near(&other.text, &draft.text));
            let alike = names
                .get(other)
                .is_some_and(|other| shares_begin(&other.stem, &name.stem));
            if other != index && near && alike {
                join(&mut leader, other, index);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..drafts.len() {
        groups.entry(root(&leader, index)).or_default().push(index);
    }
    groups
        .into_values()
        .filter(|members| members.len() > 1)
        .filter_map(|members| {
            let weight = |index: &usize| {
                let name = names.get(*index)?;
                Some((name.is_final, drafts.get(*index)?.modified, name.number))
            };
            let best = members.iter().copied().max_by_key(weight)?;
            Some(Family { members, best })
        })
        .collect()
}

/// Whether two titles begin with the same four characters.
fn shares_begin(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    shared >= 4
}

fn root(leader: &[usize], mut index: usize) -> usize {
    while let Some(next) = leader.get(index).copied().filter(|next| *next != index) {
        index = next;
    }
    index
}

fn join(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(leader, a), root(leader, b));
    if let Some(entry) = leader.get_mut(a.max(b)) {
        *entry = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_file_names() {
        for (file, wanted) in [
            ("附件1：创城责任清单20260301（最终版）.xlsx", "创城责任清单"),
            ("2026年测评体系-定稿2.xlsx", "2026年测评体系"),
            ("20260318_任务分解表.xlsx", "任务分解表"),
            ("任务分解表 3.18(1).csv", "任务分解表"),
            ("任务分解表（2026-03-18）修改稿.xls", "任务分解表"),
            ("副本2026年工作方案.docx", "2026年工作方案"),
            ("20260301.xlsx", "20260301"),
            ("创建 plan.v2.xlsx", "创建 plan"),
        ] {
            assert_eq!(title(file), wanted, "{file}");
        }
    }

    fn draft(name: &str, day: i8) -> Draft {
        Draft {
            name: name.to_owned(),
            modified: Some(DateTime::constant(2026, 4, day, 9, 0, 0, 0)),
            ..Draft::default()
        }
    }

    fn of(drafts: &[Draft]) -> Vec<(Vec<usize>, usize)> {
        families(drafts)
            .into_iter()
            .map(|family| (family.members, family.best))
            .collect()
    }

    #[test]
    fn marks_in_names_make_versions() {
        for name in [
            "总结(1).docx",
            "总结（最终版2）.docx",
            "总结 定稿.docx",
            "总结修改稿.doc",
            "总结v2.docx",
            "总结_V1.2.docx",
            "总结 - 副本.docx",
            "总结 - 副本 (2).docx",
            "副本总结.docx",
            "总结（修改稿）(1).docx",
            "总结（征求意见稿）.docx",
            "总结第二稿.docx",
            "总结.pdf",
        ] {
            assert_eq!(of(&[draft("总结.docx", 1), draft(name, 2)]).len(), 1, "{name}");
        }
        for name in [
            "总结.xlsx",
            "总结会.docx",
            "工作总结.docx",
            "总结2025.docx",
            "总结3.docx",
        ] {
            assert_eq!(of(&[draft("总结.docx", 1), draft(name, 2)]), [], "{name}");
        }
        let mut elsewhere = draft("总结(1).docx", 1);
        elsewhere.folder = "别处".to_owned();
        assert_eq!(of(&[draft("总结.docx", 1), elsewhere]), []);
    }

    #[test]
    fn the_newest_final_is_proposed() {
        let drafts = [
            draft("总结.docx", 9),
            draft("总结(最终版).docx", 3),
            draft("通知.docx", 1),
            draft("总结(最终版2).docx", 4),
        ];
        assert_eq!(of(&drafts), [(vec![0, 1, 3], 3)]);
        assert_eq!(
            of(&[draft("总结(1).docx", 9), draft("总结.docx", 3)]),
            [(vec![0, 1], 0)]
        );
    }

    #[test]
    fn nearly_equal_texts_make_versions_and_others_do_not() {
        let text: String = (0..400).map(|n| format!("第{n}项工作已经完成，")).collect();
        let edited = text.replacen("第200项工作已经完成", "第二百项任务尚未开始", 1);
        let other: String = (0..400).map(|n| format!("另有{n}个问题需要整改。")).collect();
        let with = |name: &str, text: &str| Draft {
            text: shingles(text),
            ..draft(name, 1)
        };
        assert!(is_near(&shingles(&text), &shingles(&edited)));
        assert!(!is_near(&shingles(&text), &shingles(&other)));
        assert!(!is_near(&shingles("短"), &shingles("短")));
        let drafts = [
            with("创建工作总结上报.docx", &text),
            with("创建工作总结给领导看.docx", &edited),
            with("创建工作总结会.docx", &other),
        ];
        assert_eq!(
            of(&drafts).first().map(|family| family.0.clone()),
            Some(vec![0, 1])
        );
    }
}
