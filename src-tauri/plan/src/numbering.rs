//! The numbers before headings and codes of indicators: 一、 (一) 1. (1) ① 第一章, Ⅱ-1, 1.1, 1-1-2, A1, 一是, 之一:.

use std::sync::LazyLock;

use regex::Regex;

use crate::grammar::numeral::whole;
use crate::grammar::pattern::{group, pattern};
use crate::source::{Clause, scalar};

/// A way of numbering; equal styles stand on one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// 第一章
    Chapter,
    /// 第一条
    Article,
    /// Ⅰ—1, Ⅱ-1, I-1, with the value of the numeral, which is the level where levels are told so
    Roman(u32),
    /// A1, B1.2, with the letter and the number of parts behind it
    Letter(char, usize),
    /// 1.1, 1-1-2, with the number of its parts
    Dotted(usize),
    /// Ⅰ、 by itself
    RomanAlone,
    /// 一、, 壹、
    Han,
    /// (一), ㈠
    HanBrackets,
    /// 1. or 1、, ⒈
    Arabic,
    /// 1)
    HalfBracket,
    /// (1), ⑴
    Brackets,
    /// ①
    Circle,
    /// 一是, 之一:, 第一步:
    Row,
    /// 一月份专项工作, 3月:, 五—六月份, 下半年
    Month,
    /// ——移风易俗, ● 环境整治: marks in place of numbers
    Bullet,
    /// 注:, 说明:, which have no number
    Note,
}

/// A number before a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    pub style: Style,
    /// As shown: without the mark that ends it (一 for 一、, (一) for （一）).
    pub code: String,
    /// Its place in a row, where the style counts.
    pub ordinal: Option<u32>,
    /// Scalars that it takes.
    pub length: u32,
}

const HAN: &str = "[一二三四五六七八九十]{1,3}";

static PATTERNS: LazyLock<Vec<(Style, Regex)>> = LazyLock::new(|| {
    vec![
        (
            Style::Chapter,
            pattern(&format!(r"^(第({HAN}|\d{{1,2}})(?:部分|[章节部编篇]))[、. :]?")),
        ),
        (
            Style::Article,
            pattern(&format!(r"^(第({HAN}|\d{{1,3}})条)(?:[、. :]|[^款规例第])")),
        ),
        (
            Style::Row,
            pattern(&format!(r"^(第({HAN})(?:步|阶段|项))[、.: ,]")),
        ),
        (
            Style::Row,
            pattern(&format!(
                r"^((?:任务|行动|项目|专题|重点|措施|指标|活动|工程)({HAN}|\d{{1,2}}))[、.: ,]"
            )),
        ),
        (Style::Row, pattern(&format!(r"^(之({HAN}))[、.: ,]"))),
        (Style::Row, pattern(&format!(r"^(({HAN})是)[^否]"))),
        (
            Style::Month,
            pattern(&format!(
                r"^((?:({HAN}|\d{{1,2}})(?:月份?)?(?:[-—–―~～至到、]{{1,2}}(?:{HAN}|\d{{1,2}}))?月份?|[上下]半年|第?[一二三四]季度))(?:[:(]|(?:重点|专项|主要|工作)[^,。;]{{0,12}}(?:\(|:|$)|$)"
            )),
        ),
        (
            Style::Roman(0),
            pattern(r"^([Ⅰ-ⅫIVX]{1,4}\s*[-—–―]{1,2}\s*(\d{1,3}))[、.]?"),
        ),
        (
            Style::Letter('A', 0),
            pattern(r"^([A-Z]\d{1,2}(?:[.-]\d{1,2}){0,3})[、.: ]"),
        ),
        (
            Style::Dotted(0),
            pattern(r"^(\d{1,2}(?:[.-]\d{1,2}){1,4})(?:[、.]|\s|[^\d%.年月日分个次元倍万xX×*/-]|$)"),
        ),
        (Style::HanBrackets, pattern(&format!(r"^(\(({HAN})\))[、.]?"))),
        (Style::RomanAlone, pattern(r"^(([Ⅰ-Ⅻ]))\s*[、. ]")),
        (Style::Han, pattern(&format!(r"^(({HAN}))\s*[、.]"))),
        (Style::Han, pattern(r"^(([壹贰叁肆伍陆柒捌玖拾]{1,3}))\s*[、.]")),
        (Style::HanBrackets, pattern(r"^(([㈠-㈩]))[、.]?")),
        (Style::Brackets, pattern(r"^(([⑴-⒇]))[、.]?")),
        (Style::Arabic, pattern(r"^(([⒈-⒛]))")),
        (Style::Brackets, pattern(r"^(\((\d{1,3})\))[、.]?")),
        (Style::HalfBracket, pattern(r"^((\d{1,3}))\)[、.]?")),
        (
            Style::Arabic,
            pattern(r"^((\d{1,3}))\s*(?:、|\.(?:[^\d]|$|\d{4}年|20[xX×*]|\d{1,2}月))"),
        ),
        (Style::Circle, pattern(r"^([①-⑳])[、.]?")),
        (
            Style::Bullet,
            pattern(r"^((?:[—–―─-]{2,4}|[●★◆■▲※◎○□☆◇△▶►➢•·]))\s*[一-龥“《]"),
        ),
    ]
});

/// The number that a text begins with.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    // Numbers are short: no need to look at a whole page.
    let head: String = text.chars().take(24).collect();
    let clause = Clause::loose(&head);
    let plain = clause.plain();
    // Most texts begin with none of these.
    const FIRST: &str = "第之上下任行项专重措指活工(一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾";
    let first = plain.chars().next()?;
    let roman =
        ('Ⅰ'..='Ⅿ').contains(&first) || ('①'..='⒛').contains(&first) || ('㈠'..='㈩').contains(&first);
    let bullet = "—–―─-●★◆■▲※◎○□☆◇△▶►➢•·".contains(first);
    if !(bullet || first.is_ascii_digit() || first.is_ascii_uppercase() || roman || FIRST.contains(first)) {
        return None;
    }
    let (style, c) = PATTERNS
        .iter()
        .find_map(|(style, pattern)| Some((*style, pattern.captures(plain)?)))?;
    let code = c.get(1)?;
    let (style, end) = match style {
        Style::Dotted(_) => {
            let after = plain.get(code.end()..)?.chars().next();
            let mark = after
                .filter(|c| matches!(c, '、' | '.'))
                .map_or(0, char::len_utf8);
            let parts = code.as_str().split(['.', '-']).count();
            (Style::Dotted(parts), code.end() + mark)
        }
        Style::Letter(..) => {
            let letter = code.as_str().chars().next()?;
            let parts = code.as_str().split(['.', '-']).count();
            (Style::Letter(letter, parts), c.get(0)?.end())
        }
        Style::Roman(_) => (Style::Roman(roman_value(code.as_str())), c.get(0)?.end()),
        Style::Arabic if ('⒈'..='⒛').contains(&first) => (style, code.end()),
        // The pattern looks one character past the dot.
        Style::Arabic => {
            let rest = plain.get(code.end()..)?;
            let blank = rest.len() - rest.trim_start().len();
            let mark = rest.trim_start().chars().next().map_or(0, char::len_utf8);
            (style, code.end() + blank + mark)
        }
        // So does that of 一是; a month is part of its heading.
        Style::Row if code.as_str().ends_with('是') => (style, code.end()),
        Style::Month => (style, 0),
        // And that of a bullet, one sign past it.
        Style::Bullet => (style, code.end()),
        Style::Article => (style, code.end()),
        _ => (style, c.get(0)?.end()),
    };
    Some(Marker {
        style,
        ordinal: ordinal(style, code.as_str(), group(&c, 2)),
        // Marks are no codes.
        code: match style {
            Style::Bullet => String::new(),
            _ => code.as_str().split_whitespace().collect(),
        },
        length: scalar(plain.get(..end)?.chars().count()),
    })
}

fn ordinal(style: Style, code: &str, number: &str) -> Option<u32> {
    match style {
        Style::Dotted(_) => whole(code.rsplit(['.', '-']).next()?),
        Style::Circle => {
            let at = u32::from(code.chars().next()?).checked_sub(u32::from('①'))?;
            Some(at + 1)
        }
        Style::Letter(..) | Style::Bullet => None,
        _ => whole(number).or_else(|| of_sign(number)),
    }
}

/// The value of a sign that is a number by itself: 贰, ㈡, ⑵, ⒉, Ⅱ.
fn of_sign(sign: &str) -> Option<u32> {
    let mut signs = sign.chars();
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    let in_words = || "壹贰叁肆伍陆柒捌玖拾".chars().position(|word| word == sign);
    let rows = ['㈠'..='㈩', '⑴'..='⒇', '⒈'..='⒛', 'Ⅰ'..='Ⅻ'];
    let row = rows.iter().find(|row| row.contains(&sign));
    match row {
        Some(row) => u32::from(sign).checked_sub(u32::from(*row.start())),
        None => u32::try_from(in_words()?).ok(),
    }
    .map(|at| at + 1)
}

/// The value of the Roman numeral that a code begins with, in letters or in signs of its own (Ⅳ).
fn roman_value(code: &str) -> u32 {
    let mut value = 0;
    let mut last = 0;
    for c in code.chars() {
        let sign = match c {
            'Ⅰ'..='Ⅻ' => u32::from(c) - u32::from('Ⅰ') + 1,
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => break,
        };
        // IV is 4: a smaller sign before a greater one is taken off.
        value += sign;
        if last < sign {
            value -= 2 * last;
        }
        last = sign;
    }
    value
}

/// Which prefixes of a document's codes tell levels (A1 → B1 → C1, Ⅰ-1 → Ⅱ-1) rather than chapters in a row (A1 A2 B1 B2):
/// those that come back after another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Levels {
    romans: bool,
    letters: bool,
    /// Codes such as 1.1 stand below a bare 1.
    dotted: bool,
}

impl Levels {
    pub(crate) fn of(styles: &[Style]) -> Self {
        let romans = styles.iter().filter_map(|style| match style {
            Style::Roman(value) => Some(*value),
            _ => None,
        });
        let letters = styles.iter().filter_map(|style| match style {
            Style::Letter(letter, _) => Some(u32::from(*letter)),
            _ => None,
        });
        Self {
            romans: come_back(romans),
            letters: come_back(letters),
            dotted: styles.iter().any(|style| matches!(style, Style::Dotted(2))),
        }
    }

    /// The number that a text begins with in this document.
    pub(crate) fn marker(self, text: &str) -> Option<Marker> {
        match marker(text) {
            Some(marker) => Some(self.settle(marker)),
            None if self.dotted => bare(text),
            None => None,
        }
    }

    /// The marker with the style that counts in this document.
    fn settle(self, marker: Marker) -> Marker {
        let style = match marker.style {
            Style::Roman(_) if !self.romans => Style::Roman(0),
            Style::Letter(_, parts) if !self.letters => Style::Letter('A', parts),
            style => style,
        };
        // Chapters in a row begin anew with each prefix.
        let anew = matches!(style, Style::Roman(0));
        Marker {
            style,
            ordinal: marker.ordinal.filter(|_| !anew),
            ..marker
        }
    }
}

/// 1 理想信念教育: a number with nothing but white space behind it.
fn bare(text: &str) -> Option<Marker> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,2})\s+[一-龥]"));
    let head: String = text.chars().take(24).collect();
    let clause = Clause::loose(&head);
    let code = BARE.captures(clause.plain())?.get(1)?;
    Some(Marker {
        style: Style::Dotted(1),
        ordinal: whole(code.as_str()),
        code: code.as_str().to_owned(),
        length: scalar(code.len()),
    })
}

fn come_back(prefixes: impl Iterator<Item = u32>) -> bool {
    let mut left: Vec<u32> = Vec::new();
    let mut last = None;
    for prefix in prefixes {
        if last != Some(prefix) {
            if left.contains(&prefix) {
                return true;
            }
            left.extend(last);
            last = Some(prefix);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_texts() {
        for (text, style, code, ordinal, length) in [
            ("一、指导思想", Style::Han, "一", Some(1), 2),
            ("（二）创建氛围", Style::HanBrackets, "(二)", Some(2), 3),
            ("(十二) x", Style::HanBrackets, "(十二)", Some(12), 4),
            ("1.强化", Style::Arabic, "1", Some(1), 2),
            ("１．强化", Style::Arabic, "1", Some(1), 2),
            ("12、开展", Style::Arabic, "12", Some(12), 3),
            ("(1)开展", Style::Brackets, "(1)", Some(1), 3),
            ("3)开展", Style::HalfBracket, "3", Some(3), 2),
            ("②第二", Style::Circle, "②", Some(2), 1),
            ("Ⅰ—1 廉洁", Style::Roman(1), "Ⅰ—1", Some(1), 3),
            ("IV-1 党建工作", Style::Roman(4), "IV-1", Some(1), 4),
            ("1.1 组织领导", Style::Dotted(2), "1.1", Some(1), 3),
            ("1-1-2 组织", Style::Dotted(3), "1-1-2", Some(2), 5),
            ("A1 组织", Style::Letter('A', 1), "A1", None, 3),
            ("B1.2 组织", Style::Letter('B', 2), "B1.2", None, 5),
            ("第一部分 总则", Style::Chapter, "第一部分", Some(1), 5),
            ("第一章 总则", Style::Chapter, "第一章", Some(1), 4),
            ("第三条 考核办法", Style::Article, "第三条", Some(3), 3),
            ("五—六月份(15分)", Style::Month, "五—六月份", Some(5), 0),
            ("下半年", Style::Month, "下半年", None, 0),
            ("一是加强领导", Style::Row, "一是", Some(1), 2),
            ("之二:思想道德", Style::Row, "之二", Some(2), 3),
            ("任务一：组织领导", Style::Row, "任务一", Some(1), 4),
            ("第一步:排查", Style::Row, "第一步", Some(1), 4),
            ("一月份专项工作(9分)", Style::Month, "一月份", Some(1), 0),
            ("3.11月底前评选", Style::Arabic, "3", Some(3), 2),
            ("1.20xx年6月底前", Style::Arabic, "1", Some(1), 2),
            ("1.2026年工作", Style::Arabic, "1", Some(1), 2),
            ("——移风易俗(责任单位:民政所)", Style::Bullet, "", None, 2),
            ("● 环境整治", Style::Bullet, "", None, 1),
            ("叁、推进步骤", Style::Han, "叁", Some(3), 2),
            ("㈡组织保障", Style::HanBrackets, "㈡", Some(2), 1),
            ("⑶开展活动", Style::Brackets, "⑶", Some(3), 1),
            ("⒈加强领导", Style::Arabic, "⒈", Some(1), 1),
            ("Ⅱ 宣传教育", Style::RomanAlone, "Ⅱ", Some(2), 2),
        ] {
            let found = marker(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.style, found.code.as_str(), found.ordinal, found.length),
                (style, code, ordinal, length),
                "{text}"
            );
        }
    }

    #[test]
    fn prefixes_that_come_back_are_levels() {
        let settled = |codes: &[&str]| -> Vec<Style> {
            let markers: Vec<Marker> = codes.iter().filter_map(|code| marker(code)).collect();
            let styles: Vec<Style> = markers.iter().map(|m| m.style).collect();
            let levels = Levels::of(&styles);
            markers.into_iter().map(|m| levels.settle(m).style).collect()
        };
        assert_eq!(
            settled(&["A1 甲", "B1 乙", "C1 丙", "B2 丁"]),
            [
                Style::Letter('A', 1),
                Style::Letter('B', 1),
                Style::Letter('C', 1),
                Style::Letter('B', 1)
            ]
        );
        assert_eq!(
            settled(&["A1 甲", "A2 乙", "B1 丙", "B2 丁"]),
            [Style::Letter('A', 1); 4]
        );
        assert_eq!(
            settled(&["Ⅰ-1 甲", "Ⅱ-1 乙", "Ⅱ-2 丙", "Ⅰ-2 丁"]),
            [Style::Roman(1), Style::Roman(2), Style::Roman(2), Style::Roman(1)]
        );
        assert_eq!(settled(&["Ⅰ-1 甲", "Ⅱ-1 乙", "Ⅲ-1 丙"]), [Style::Roman(0); 3]);
    }

    #[test]
    fn texts_without_a_number() {
        for text in [
            "",
            "2019年工作",
            "第一条款",
            "上半年完成评选",
            "2.5分",
            "10元关爱行动",
            "3月底前",
            "1~4月完成",
            "十九大",
            "XX区委",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
