//! Lines without a number among numbered ones of a cell: matters of their own, not the end of the one before.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use super::items::Item;
use crate::grammar::pattern::pattern;
use crate::source::{Source, scalar};

/// A line that ends so is whole: a sentence's end, or a number with what it counts (活动1场, 达100%).
static WHOLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[。;.!]$|\d(?:%|[一-龥]{1,2})$"));
/// A line that ends so goes on below.
const OPEN_ENDS: [char; 6] = [',', '、', ':', '(', '“', '《'];
/// A line that begins so goes on with the one above: a label (佐证材料:) or the end of a bracket or a number.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[^一-龥“《]|[一-龥]{2,6}:)"));

/// The items of a cell with the lines that have no number as items of their own, where every number begins a line.
pub(super) fn apart(source: &Source, cell: Span, items: Vec<Item>) -> Vec<Item> {
    let begins = |item: &Item| {
        let before = source.chars(Span(cell.0, item.whole.0));
        let gap = before.iter().rev().take_while(|c| c.is_whitespace());
        before.is_empty() || gap.clone().count() == before.len() || gap.into_iter().any(|c| *c == '\n')
    };
    if !items.iter().all(begins) {
        return items;
    }
    let lines = source.split(cell, &['\n']);
    let widest = lines.iter().map(|line| line.1 - line.0).max().unwrap_or(0);
    items
        .into_iter()
        .flat_map(|item| lines_of(source, item, widest))
        .collect()
}

/// An item as its numbered line, and each line behind it that is a matter of its own.
fn lines_of(source: &Source, item: Item, widest: u32) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut above: Option<Span> = None;
    for line in source.split(item.text, &['\n']) {
        let own = above.is_some_and(|above| is_whole(source, above, widest) && begins_anew(source, line));
        match found.last_mut() {
            Some(last) if !own => {
                last.text.1 = line.1;
                last.whole.1 = line.1;
            }
            Some(_) => found.push(Item {
                numbers: Vec::new(),
                text: line,
                whole: line,
            }),
            None => found.push(Item {
                numbers: item.numbers.clone(),
                text: line,
                whole: Span(item.whole.0, line.1),
            }),
        }
        above = Some(line);
    }
    found
}

/// Whether a line ends what it says: a text that was broken by hand is broken where the line is full.
fn is_whole(source: &Source, line: Span, widest: u32) -> bool {
    /// A full line may leave room for so many characters.
    const ROOM: u32 = 2;
    let clause = source.clause(line);
    let text = clause.plain();
    let full = line.1 - line.0 + ROOM >= widest;
    !text.ends_with(OPEN_ENDS) && (!full || WHOLE.is_match(text))
}

fn begins_anew(source: &Source, line: Span) -> bool {
    /// Less is a word that fell into the next line.
    const LEAST: usize = 4;
    let text = source.clause(line);
    line.1 - line.0 >= scalar(LEAST) && !GOES_ON.is_match(text.plain())
}

#[cfg(test)]
mod tests {
    use taizhang_document::read;

    use super::super::items::children;
    use super::*;

    fn parts(text: &str) -> Vec<(Vec<u32>, String)> {
        let source = Source::new(&read(text.as_bytes(), "a.txt").unwrap());
        let (_, items) = children(&source, Span(0, scalar(text.chars().count()))).unwrap();
        items
            .into_iter()
            .map(|item| (item.numbers, source.slice(item.text)))
            .collect()
    }

    #[test]
    fn a_line_without_a_number_is_its_own() {
        assert_eq!(
            parts("1.清明祭扫活动1场\n2.每班推荐节目1个\n校园环境大检查"),
            [
                (vec![1], "清明祭扫活动1场".to_owned()),
                (vec![2], "每班推荐节目1个".to_owned()),
                (vec![], "校园环境大检查".to_owned()),
            ]
        );
    }

    #[test]
    fn a_text_that_was_broken_stays_whole() {
        for text in [
            "1.甲\n2.组织全体职工参加道德讲堂、\n志愿服务活动",
            "1.甲\n2.组织全体职工参加文明礼仪知识\n竞赛和志愿服务",
            "1.制定方案。\n2.开展检查。\n佐证材料:检查记录",
            "1.甲 2.开展检查。\n形成检查记录",
        ] {
            assert_eq!(parts(text).len(), 2, "{text}");
        }
    }
}
