//! First letters of pinyin (拼音首字母): 清明祭扫 is `qmjs`.

use pinyin::ToPinyin;

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

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn letters_stand_where_their_characters_do() {
        assert_eq!(initials("1清明祭扫.jpg"), " qmjs    ");
    }
}
