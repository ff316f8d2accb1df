//! Numbers that paragraphs of a text box show by themselves (ECMA-376 part 1, 20.1.10.61).

use crate::counting::Counting;

/// Levels of paragraphs in a text box.
const LEVELS: usize = 9;

/// Automatic numbering of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bullet {
    pub kind: String,
    pub start: u32,
}

/// How far each level of a text box has counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    levels: [Option<(Bullet, u32)>; LEVELS],
}

impl Counts {
    /// Counts a paragraph; nothing is shown for one without numbering, which ends the row of its level.
    pub(super) fn next(&mut self, level: usize, bullet: Option<Bullet>) -> String {
        for deeper in self.levels.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let Some(here) = self.levels.get_mut(level) else {
            return String::new();
        };
        let Some(bullet) = bullet else {
            *here = None;
            return String::new();
        };
        let count = match here {
            Some((last, count)) if *last == bullet => count.saturating_add(1),
            _ => bullet.start,
        };
        let shown = shown(&bullet.kind, count);
        *here = Some((bullet, count));
        shown
    }
}

fn shown(kind: &str, count: u32) -> String {
    let counting = [
        ("arabicDb", "decimalFullWidth"),
        ("arabic", "decimal"),
        ("alphaLc", "lowerLetter"),
        ("alphaUc", "upperLetter"),
        ("romanLc", "lowerRoman"),
        ("romanUc", "upperRoman"),
        ("circleNum", "decimalEnclosedCircle"),
        ("ea1", "chineseCountingThousand"),
    ];
    let name = counting.iter().find(|(start, _)| kind.starts_with(start));
    let number = Counting::of_word(name.map_or("decimal", |(_, name)| *name)).write(count);
    if kind.ends_with("ParenBoth") {
        format!("({number}) ")
    } else if kind.ends_with("ParenR") {
        format!("{number}) ")
    } else if kind.ends_with("Period") {
        format!("{number}. ")
    } else if kind.starts_with("circle") {
        number
    } else {
        format!("{number} ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_numbers() {
        let bullet = |kind: &str| {
            Some(Bullet {
                kind: kind.to_owned(),
                start: 1,
            })
        };
        let mut counts = Counts::default();
        let shown: Vec<String> = [
            (0, bullet("arabicPeriod")),
            (1, bullet("ea1ChsPeriod")),
            (1, bullet("ea1ChsPeriod")),
            (0, bullet("arabicPeriod")),
            (1, bullet("circleNumDbPlain")),
            (0, None),
            (0, bullet("arabicParenBoth")),
            (12, None),
        ]
        .into_iter()
        .map(|(level, bullet)| counts.next(level, bullet))
        .collect();
        assert_eq!(shown, ["1. ", "一. ", "二. ", "2. ", "①", "", "(1) ", ""]);
    }
}
