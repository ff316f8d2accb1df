//! Names of departments and people in a field.

use std::sync::LazyLock;

use regex::Regex;

use crate::grammar::pattern::pattern;
use crate::legend::MARKS;

/// Marks between names.
pub(crate) const BETWEEN: [char; 9] = ['、', '，', ',', ';', '；', '/', '\n', '\t', '。'];

/// A field with more names than this is no list of departments.
const MOST: usize = 200;

/// The names of a field, split at marks and white space; spaces inside a two-character name (黄 伟) stay out, and so do
/// marks that a legend explains.
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let text = of_levels(text);
    for part in text.split(BETWEEN) {
        let part = part.trim_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
        if names.len() >= MOST {
            break;
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
            names.push(words.concat());
        } else {
            names.extend(words.into_iter().flat_map(run_together));
        }
    }
    names.retain(|name| !is_blank(name));
    names.into_iter().map(|name| name.replace(JOINED, "、")).collect()
}

/// Stands for the mark inside one name while names are told apart.
const JOINED: char = '\u{1}';

/// 市、区爱卫办 is one name: the bodies of that name at both levels.
fn of_levels(text: &str) -> String {
    static LEVELS: LazyLock<Regex> = LazyLock::new(|| {
        pattern("(^|[、,，;；\\s])([省市州县区镇乡街村])、([省市州县区镇乡街村][^、,，;；\\s]{2,})")
    });
    match text.contains('、') {
        true => LEVELS.replace_all(text, "${1}${2}\u{1}${3}").into_owned(),
        false => text.to_owned(),
    }
}

/// Endings of departments of one house, which run together without a mark (党政办计财股综合股).
static ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[一-龥]{1,8}?(?:办公室|股室|科室|处室|单位|部门|党支部|工会|团委|妇联|办|股|科|处|部|站|所|局|委)",
    )
});

/// Names without a mark between them, where the whole text is a row of names of one sort; else the text.
fn run_together(text: &str) -> Vec<String> {
    const LEAST: usize = 3;
    let pieces: Vec<&str> = ONE.find_iter(text).map(|m| m.as_str()).collect();
    let whole = pieces.iter().map(|p| p.len()).sum::<usize>() == text.len();
    let long = pieces.iter().all(|p| p.chars().count() >= LEAST);
    // 市公安局交通科 is one name: a part of a body ends otherwise than the body.
    let ending = |p: &&str| p.chars().last();
    let outer = pieces
        .iter()
        .any(|p| ending(p) == Some('局') || ending(p) == Some('委'));
    let alike = !outer
        || pieces
            .iter()
            .all(|p| matches!(ending(p), Some('局' | '委' | '办')));
    if whole && long && alike && pieces.len() > 1 {
        pieces.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// A field without a name: dashes, underscores, 无.
fn is_blank(name: &str) -> bool {
    name == "无" || name.chars().all(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_told_apart() {
        assert_eq!(
            names("党政办、计财股，综合股；建养股/设计室"),
            ["党政办", "计财股", "综合股", "建养股", "设计室"]
        );
        assert_eq!(names("党政办 综合股"), ["党政办", "综合股"]);
        assert_eq!(names("黄 伟"), ["黄伟"]);
        assert_eq!(names("党政办计财股综合股"), ["党政办", "计财股", "综合股"]);
        assert_eq!(names("市住建局市城管局"), ["市住建局", "市城管局"]);
        assert_eq!(names("市公安局交通科"), ["市公安局交通科"]);
        assert_eq!(names("局办公室"), ["局办公室"]);
        assert_eq!(names("市、区爱卫办、城管局"), ["市、区爱卫办", "城管局"]);
        assert_eq!(names("—"), Vec::<String>::new());
    }
}
