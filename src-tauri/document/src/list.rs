//! Automatic numbering: which number a paragraph shows, from the lists of a document (ECMA-376 part 1, 17.9).

use std::collections::{HashMap, HashSet};

use crate::counting::Counting;

/// Levels of a list.
pub(crate) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub start: u32,
    pub counting: Counting,
    /// What is shown.
    pub text: Vec<Part>,
    /// The level (from one) whose next number starts this one anew; zero for never.
    pub restart: Option<u32>,
    /// Numbers of the levels above are shown as decimals.
    pub legal: bool,
    /// A tab or a space stands between the number and the text.
    pub apart: bool,
    /// The paragraph style that this level belongs to.
    pub style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            counting: Counting::Decimal(1),
            text: Vec::new(),
            restart: None,
            legal: false,
            apart: true,
            style: None,
        }
    }
}

/// A piece of what a level shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Text(String),
    /// The number of a level, from zero.
    Number(usize),
}

/// The parts of a pattern such as `%1.%2、`.
pub(crate) fn parts(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let level = rest.peek().and_then(|next| next.to_digit(10));
        match level.and_then(|level| usize::try_from(level).ok()) {
            Some(level @ 1..=LEVELS) if c == '%' => {
                rest.next();
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Number(level - 1));
            }
            _ => text.push(c),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// A list that paragraphs name: where its levels come from, and what it changes of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Num {
    /// The definition that it shares with other lists, and its count with them.
    pub definition: u32,
    /// Levels that it defines anew.
    pub levels: HashMap<usize, Level>,
    /// Numbers that its levels start with the first time they are used.
    pub starts: HashMap<usize, u32>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub definitions: HashMap<u32, HashMap<usize, Level>>,
    pub nums: HashMap<u32, Num>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    used: HashSet<(u32, usize)>,
}

impl Lists {
    /// The level of a list that belongs to a paragraph style.
    pub(crate) fn level_of_style(&self, num: u32, style: &str) -> Option<usize> {
        let num = self.nums.get(&num)?;
        let of = |levels: &HashMap<usize, Level>| {
            levels
                .iter()
                .filter(|(_, level)| level.style.as_deref() == Some(style))
                .map(|(at, _)| *at)
                .min()
        };
        of(&num.levels).or_else(|| of(self.definitions.get(&num.definition)?))
    }

    fn level<'a>(&'a self, num: &'a Num, at: usize) -> Option<&'a Level> {
        num.levels
            .get(&at)
            .or_else(|| self.definitions.get(&num.definition)?.get(&at))
    }

    /// Counts a paragraph of a list and tells what stands before its text; `None` for bullets and unknown lists.
    pub(crate) fn next(&mut self, id: u32, at: usize) -> Option<String> {
        let num = self.nums.get(&id)?;
        let level = self.level(num, at)?.clone();
        let mut counts = self.counts.get(&num.definition).copied().unwrap_or_default();
        let first = self.used.insert((id, at));
        let anew = num.starts.get(&at).filter(|_| first).copied();
        let here = counts.get_mut(at)?;
        *here = Some(match (anew, *here) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = self.level(num, deeper).and_then(|level| level.restart);
            let by = restart.map_or(deeper, |level| usize::try_from(level).unwrap_or(deeper));
            if at < by {
                *count = None;
            }
        }
        let shown = self.shown(num, &level, &counts);
        self.counts.insert(num.definition, counts);
        shown
    }

    fn shown(&self, num: &Num, level: &Level, counts: &[Option<u32>; LEVELS]) -> Option<String> {
        if level.counting == Counting::Bullet {
            return None;
        }
        let mut text = String::new();
        for part in &level.text {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Number(at) => {
                    let other = self.level(num, *at);
                    // A level above that was not counted yet shows its first number.
                    let count = counts.get(*at).copied().flatten();
                    let count = count.or(other.map(|level| level.start)).unwrap_or(1);
                    let counting = match other.map(|level| level.counting) {
                        Some(Counting::Decimal(digits)) => Counting::Decimal(digits),
                        Some(Counting::None) => Counting::None,
                        _ if level.legal => Counting::Decimal(1),
                        Some(other) => other,
                        None => Counting::Decimal(1),
                    };
                    text.push_str(&counting.write(count));
                }
            }
        }
        let text = text.trim();
        (!text.is_empty()).then(|| format!("{text}{}", if level.apart { gap(text) } else { "" }))
    }
}

/// What stands for the tab or space behind a number: nothing after Chinese marks, which are wide enough and which
/// people type without one; a space after everything else, so that `1.` and `5万元` don't become one number.
pub(crate) fn gap(number: &str) -> &'static str {
    match number.chars().next_back() {
        Some('、' | '．' | '。' | '）' | '：' | '】' | '〕' | '①'..='⑳' | '⑴'..='⒛' | '㊀'..='㊉') => {
            ""
        }
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(levels: &[(&str, &str)]) -> Lists {
        let level = |(counting, text): &(&str, &str)| Level {
            start: 1,
            counting: Counting::of_word(counting),
            text: parts(text),
            ..Level::default()
        };
        let mut lists = Lists::default();
        lists
            .definitions
            .insert(0, levels.iter().map(level).enumerate().collect());
        lists.nums.insert(1, Num::default());
        lists
    }

    fn shown(lists: &mut Lists, paragraphs: &[(u32, usize)]) -> Vec<String> {
        let next = |(num, level): &(u32, usize)| lists.next(*num, *level).unwrap_or_default();
        paragraphs.iter().map(next).collect()
    }

    #[test]
    fn deeper_levels_start_anew() {
        let mut lists = lists(&[
            ("chineseCounting", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
        ]);
        assert_eq!(
            shown(
                &mut lists,
                &[(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)]
            ),
            ["一、", "（一）", "1. ", "2. ", "（二）", "1. ", "二、", "（一）"]
        );
    }

    #[test]
    fn a_level_that_never_restarts_and_one_that_waits_for_the_top() {
        let mut lists = lists(&[("decimal", "%1"), ("decimal", "%2"), ("decimal", "%3")]);
        let levels = lists.definitions.get_mut(&0).unwrap();
        levels.get_mut(&1).unwrap().restart = Some(0);
        levels.get_mut(&2).unwrap().restart = Some(1);
        assert_eq!(
            shown(
                &mut lists,
                &[(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
            ),
            ["1 ", "1 ", "1 ", "2 ", "2 ", "2 ", "3 ", "1 "]
        );
    }

    #[test]
    fn legal_numbers_and_numbers_of_the_levels_above() {
        let mut lists = lists(&[("chineseCounting", "第%1章"), ("decimal", "%1.%2")]);
        lists.definitions.get_mut(&0).unwrap().get_mut(&1).unwrap().legal = true;
        assert_eq!(
            shown(&mut lists, &[(1, 1), (1, 0), (1, 1)]),
            ["1.1 ", "第一章 ", "1.1 "]
        );
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_they_say_where_to_start() {
        let mut lists = lists(&[("decimal", "%1)")]);
        lists.nums.insert(2, Num::default());
        lists.nums.insert(
            3,
            Num {
                starts: HashMap::from([(0, 1)]),
                ..Num::default()
            },
        );
        assert_eq!(
            shown(&mut lists, &[(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]),
            ["1) ", "2) ", "1) ", "2) ", "3) "]
        );
    }

    #[test]
    fn bullets_and_unknown_lists_show_nothing() {
        let mut lists = lists(&[("bullet", "●")]);
        assert_eq!(lists.next(1, 0), None);
        assert_eq!(lists.next(1, 5), None);
        assert_eq!(lists.next(9, 0), None);
    }
}
