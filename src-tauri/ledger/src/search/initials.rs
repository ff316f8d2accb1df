//! First letters of pinyin (拼音首字母): 清明祭扫 is `qmjs`.

use pinyin::{ToPinyin, ToPinyinMulti};

/// The first letter of each Chinese character, a blank for every other one: places stay.
pub(super) fn initials(text: &str) -> String {
    text.chars()
        .map(|c| {
            let letter = c
                .to_pinyin()
                .and_then(|pinyin| pinyin.first_letter().chars().next());
            letter.filter(char::is_ascii_alphabetic).unwrap_or(' ')
        })
        .collect()
}

/// Where letters are the first ones of a text's pinyin, in any reading of its characters: 重庆 is `cq` and `zq`.
pub(super) fn stand_in(text: &str, letters: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = letters.to_ascii_lowercase().chars().collect();
    let readings: Vec<Vec<char>> = text.chars().map(first_letters).collect();
    let fits = |window: &[Vec<char>]| {
        window
            .iter()
            .zip(&wanted)
            .all(|(known, letter)| known.contains(letter))
    };
    let at = readings.windows(wanted.len().max(1)).position(fits)?;
    Some((at, at + wanted.len()))
}

fn first_letters(c: char) -> Vec<char> {
    let all = c.to_pinyin_multi().into_iter().flatten();
    all.filter_map(|pinyin| pinyin.first_letter().chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{initials, stand_in};

    #[test]
    fn letters_stand_where_their_characters_do() {
        assert_eq!(initials("1清明祭扫.jpg"), " qmjs    ");
        for (text, letters, at) in [
            ("重庆", "cq", Some((0, 2))),
            ("重庆", "zq", Some((0, 2))),
            ("曾辉", "zh", Some((0, 2))),
            ("县党政办", "DZB", Some((1, 4))),
            ("党政办", "zd", None),
            ("", "a", None),
        ] {
            assert_eq!(stand_in(text, letters), at, "{text} {letters}");
        }
    }
}
