//! Characters as they are meant: some writers tell a character by a look-alike that its font draws with the same
//! glyph, most often a radical in place of the character.

use unicode_normalization::UnicodeNormalization;

/// Radicals (U+2E80–2EFF) that are whole characters, as in Unicode's `EquivalentUnifiedIdeograph`.
const RADICALS: &str = "⺁厂⺄乙⺇几⺌小⺎尢⺏尣⺐尢⺒巳⺓幺⺔彑⺛旡⺝月⺟母⺠民⺢氺⺥爫⺦丬⺩王⺬示⺯糸⺰纟⺱罓⺲罒⺳罓⺸羋⺹耂⺺肀⺼月⺽臼⺾艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱亀⻲亀⻳龟";

/// The character that is meant.
pub(super) fn meant(c: char) -> char {
    match c {
        '\u{2e80}'..='\u{2eff}' => {
            let mut pairs = RADICALS.chars();
            while let (Some(radical), Some(character)) = (pairs.next(), pairs.next()) {
                if radical == c {
                    return character;
                }
            }
            c
        }
        // Its decomposition is the form of Taiwan.
        '\u{2f3e}' => '户',
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            let mut meant = std::iter::once(c).nfkc();
            meant.next().filter(|_| meant.next().is_none()).unwrap_or(c)
        }
        '\u{2329}' => '〈',
        '\u{232a}' => '〉',
        '\u{a0}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_that_they_stand_for() {
        let meant: String = "⽂明⼯作⻓⻋\u{a0}\u{f900}甲".chars().map(meant).collect();
        assert_eq!(meant, "文明工作长车 豈甲");
        assert_eq!(RADICALS.chars().count() % 2, 0);
    }
}
