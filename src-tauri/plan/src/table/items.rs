//! Several things in one cell told apart by 1) 2) 3), and cells that refer to those numbers.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use super::loose;
use crate::grammar::numeral::whole;
use crate::grammar::pattern::pattern;
use crate::source::Source;

/// A part of a cell with the numbers that it is for; no number for text before the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub numbers: Vec<u32>,
    /// The text behind the number.
    pub text: Span,
    /// Number and text.
    pub whole: Span,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\d.(])\(?((\d{1,2})\)|(\d{1,2})、|(\d{1,2})\.(?:[^\d]|$|\d{4}年|20[xX×*]|\d{1,2}月))|([①-⑳])",
    )
});

/// A cell with more numbers than this is no list.
const MARKS: usize = 300;

/// The parts of a cell. Numbers that follow each other directly (1)3)材料审核) share the text behind them.
pub(crate) fn items(source: &Source, span: Span) -> Vec<Item> {
    let clause = source.cell(span);
    let text = clause.plain();
    let mut marks: Vec<(usize, usize, u32)> = Vec::new();
    let mut from = 0;
    while let Some((start, end, number)) = next_mark(text, from).filter(|_| marks.len() < MARKS) {
        marks.push((start, end, number));
        from = end;
    }
    let mut items = Vec::new();
    let mut numbers = Vec::new();
    let mut begin: Option<usize> = None;
    if let Some((start, ..)) = marks.first() {
        push(source, &clause, &mut items, Vec::new(), 0, 0, *start);
    }
    for (at, (start, end, number)) in marks.iter().enumerate() {
        let to = marks.get(at + 1).map_or(text.len(), |(start, ..)| *start);
        numbers.push(*number);
        let first = *begin.get_or_insert(*start);
        let blank = text
            .get(*end..to)
            .unwrap_or_default()
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '、' | ',' | '.' | ';' | '('));
        if !blank {
            push(
                source,
                &clause,
                &mut items,
                std::mem::take(&mut numbers),
                first,
                *end,
                to,
            );
            begin = None;
        }
    }
    items
}

/// The next number at or after a byte, as start, end and value.
fn next_mark(text: &str, from: usize) -> Option<(usize, usize, u32)> {
    let rest = text.get(from..)?;
    let c = NUMBER.captures(rest)?;
    if let Some(circle) = c.get(5) {
        let number = u32::from(circle.as_str().chars().next()?).checked_sub(u32::from('①'))? + 1;
        return Some((from + circle.start(), from + circle.end(), number));
    }
    let digits = c.get(2).or(c.get(3)).or(c.get(4))?;
    let bracket = rest.get(..digits.start())?.ends_with('(');
    let start = digits.start() - usize::from(bracket);
    let mark = rest.get(digits.end()..)?.chars().next().map_or(0, char::len_utf8);
    Some((from + start, from + digits.end() + mark, whole(digits.as_str())?))
}

fn push(
    source: &Source,
    clause: &crate::source::Clause,
    items: &mut Vec<Item>,
    numbers: Vec<u32>,
    start: usize,
    text: usize,
    to: usize,
) {
    if let (Some(whole), Some(text)) = (clause.span(start..to), clause.span(text..to)) {
        let (whole, text) = (source.trim(whole), source.trim(text));
        if text.0 < text.1 {
            items.push(Item { numbers, text, whole });
        }
    }
}

/// Stands for the number of a line that has none.
pub(crate) const LOOSE: u32 = 0;

/// The items that make children: at least two, numbered upwards from 1, and the lines without a number among them.
pub(crate) fn children(source: &Source, span: Span) -> Option<(Option<Span>, Vec<Item>)> {
    let mut items = items(source, span);
    let before = match items.first() {
        Some(first) if first.numbers.is_empty() => Some(items.remove(0).text),
        _ => None,
    };
    let rising = (1u32..).zip(&items).all(|(n, item)| item.numbers == [n]);
    (items.len() >= 2 && rising).then(|| (before, loose::apart(source, span, items)))
}

/// The part of a cell that is for one number: its own, else the part without a number.
pub(crate) fn for_number(source: &Source, span: Span, number: Option<u32>) -> Option<Span> {
    let all = items(source, span);
    let numbered = all.iter().any(|item| !item.numbers.is_empty());
    let Some(number) = number.filter(|_| numbered) else {
        return Some(span);
    };
    let own = |item: &&Item| match number {
        LOOSE => item.numbers.is_empty(),
        number => item.numbers.contains(&number),
    };
    all.iter().find(own).map(|item| item.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use taizhang_document::read;

    fn parts(text: &str) -> Vec<(Vec<u32>, String)> {
        let source = Source::new(&read(text.as_bytes(), "a.txt").unwrap());
        let end = u32::try_from(text.chars().count()).unwrap();
        items(&source, Span(0, end))
            .into_iter()
            .map(|item| (item.numbers, source.slice(item.text)))
            .collect()
    }

    fn part(numbers: &[u32], text: &str) -> (Vec<u32>, String) {
        (numbers.to_vec(), text.to_owned())
    }

    #[test]
    fn numbers_tell_parts_apart() {
        assert_eq!(parts("1)学习 2）宣传"), [part(&[1], "学习"), part(&[2], "宣传")]);
        assert_eq!(
            parts("1)材料审核 2)3)实地考察"),
            [part(&[1], "材料审核"), part(&[2, 3], "实地考察")]
        );
        assert_eq!(
            parts("1、2、4、材料审核 3、材料审核、问卷"),
            [part(&[1, 2, 4], "材料审核"), part(&[3], "材料审核、问卷")]
        );
        assert_eq!(
            parts("要求:(1)甲(2)乙"),
            [part(&[], "要求:"), part(&[1], "甲"), part(&[2], "乙")]
        );
        assert_eq!(
            parts("1．6月底前甲(5分)2．11月底前乙"),
            [part(&[1], "6月底前甲(5分)"), part(&[2], "11月底前乙")]
        );
        assert_eq!(parts("①甲②乙"), [part(&[1], "甲"), part(&[2], "乙")]);
    }

    #[test]
    fn other_numbers_are_none() {
        for text in ["(15分)", "2.5分", "2026年", "人均40小时、20次"] {
            assert_eq!(parts(text), [], "{text}");
        }
    }
}
