//! How a document begins: its title, and the opening that tells why and on what ground it was written; whether blocks of labels
//! follow in place of headings.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use crate::field::{self, Field};
use crate::grammar::pattern::pattern;
use crate::node;
use crate::numbering::marker;
use crate::source::Source;

/// Last words of the names of papers.
const COMPLETE: [&str; 11] = [
    "方案", "办法", "细则", "体系", "标准", "清单", "分解", "通知", "计划", "规划", "表",
];

/// Whom a letter is to, on a line of its own: 各乡镇人民政府,县直有关单位:.
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern("^[^。;]{0,60}(?:各|全体|有关|相关|所属|直属|校属|局属)[^。;]{0,60}:$"));

/// The name of the paper below a line that says whom it is to, where none stands above it.
fn below_address(source: &Source, lines: &[Span]) -> Option<String> {
    /// The name stands no deeper.
    const LINES: usize = 12;
    const SCALARS: u32 = 50;
    let lines = lines.iter().skip(1).take(LINES);
    let mut names = lines
        .filter(|line| line.1 - line.0 <= SCALARS && marker(&source.slice(**line)).is_none())
        .map(|line| source.slice(*line));
    names.find(|name| {
        let whole = ["工作安排", "工作要点"].iter().chain(&COMPLETE);
        whole.into_iter().any(|word| name.ends_with(word))
    })
}

/// The first line, when it is no numbered heading, with the number of lines that it takes: a title may go on over
/// short lines until its last word.
pub(crate) fn title(source: &Source, lines: &[Span]) -> (String, usize) {
    const SCALARS: u32 = 60;
    const SECOND_SCALARS: u32 = 30;
    /// A title takes no more lines.
    const LINES: usize = 4;
    /// 附件2: on a line of its own is no title.
    static ANNEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"^附[件表录]\s*(?:{N})?\s*:?$"));
    let annex = lines
        .first()
        .is_some_and(|line| ANNEX.is_match(source.clause(*line).plain()));
    if annex && lines.len() > 1 {
        let (found, used) = title(source, lines.get(1..).unwrap_or_default());
        return (found, used + 1);
    }
    let plain = |line: &&Span| marker(&source.slice(**line)).is_none();
    let is_title = |line: &&Span| {
        let ends = source
            .slice(**line)
            .ends_with(['。', '；', ';', '，', ',', '：', ':']);
        line.1 - line.0 <= SCALARS && !ends && plain(line)
    };
    let Some(first) = lines.first().filter(plain) else {
        return (String::new(), 0);
    };
    let name = source.slice(*first);
    if !is_title(&first) {
        if ADDRESS.is_match(source.clause(*first).plain())
            && let Some(name) = below_address(source, lines)
        {
            return (node::short(&name), 0);
        }
        // A first line that runs on names the text, and is read as part of it.
        return (node::short(&name), 0);
    }
    let complete = COMPLETE.iter().any(|word| name.contains(word));
    let more: Vec<&Span> = lines
        .iter()
        .skip(1)
        .take(LINES - 1)
        .take_while(|line| !complete && is_title(line) && line.1 - line.0 <= SECOND_SCALARS)
        .collect();
    // Where no line ends the name, the second is its last one.
    let ends = |line: &&&Span| {
        let text = source.slice(***line);
        COMPLETE.iter().any(|word| text.ends_with(word))
    };
    let used = match more.iter().position(|line| ends(&line)) {
        Some(last) => last + 1,
        None => more.len().min(1),
    };
    let rest = more.iter().take(used).map(|line| source.slice(**line));
    let whole: String = std::iter::once(name).chain(rest).collect();
    (node::short(&whole), used + 1)
}

/// Why and on what ground a document was written: 为…, 根据….
static GROUND: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:为|根据|按照|依据|遵照|近[日期年]|日前|今年|\\d{4}年是)"));

/// Where the opening of a document ends: at its first heading; where it has none, behind the line that leads over
/// (现将有关事项通知如下), else behind a first line that tells the ground.
pub(crate) fn opening(source: &Source, lines: &[Span], headed: bool) -> u32 {
    /// An opening takes no more lines.
    const LINES: usize = 5;
    if headed {
        return u32::MAX;
    }
    let over = lines
        .iter()
        .take(LINES)
        .find(|line| source.slice(**line).contains("如下"));
    let ground = || {
        let text = lines
            .iter()
            .find(|line| !source.slice(**line).ends_with([':', '：']));
        text.filter(|line| GROUND.is_match(&source.slice(**line)))
    };
    over.or_else(ground).map_or(0, |line| line.1)
}

/// What stands in a block behind its time.
static CONTENT: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:工作|活动|主要|具体|重点)?(?:内容|任务|事项|措施|要求|安排)\\s*:"));

/// Whether lines with nothing but a time stand before lines of content, twice at least.
pub(crate) fn in_blocks(source: &Source, lines: &[Span]) -> bool {
    let is_time = |line: &Span| {
        let line = field::read(source, *line);
        line.texts.is_empty() && matches!(line.fields.first(), Some((Field::Time, _)))
    };
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let blocks =
        pairs.filter(|(line, next)| CONTENT.is_match(source.clause(**next).plain()) && is_time(line));
    blocks.count() > 1
}
