//! Names of departments and people in a field.

/// Marks between names.
const BETWEEN: [char; 9] = ['、', '，', ',', ';', '；', '/', '\n', '\t', '。'];

/// A field with more names than this is no list of departments.
const MOST: usize = 200;

/// The names of a field, split at marks and white space; spaces inside a two-character name (黄 伟) stay out.
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split(BETWEEN) {
        if names.len() >= MOST {
            break;
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|word| word.chars().count() == 1) {
            names.push(words.concat());
        } else {
            names.extend(words.into_iter().map(str::to_owned));
        }
    }
    names.retain(|name| !is_blank(name));
    names
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
        assert_eq!(names("—"), Vec::<String>::new());
    }
}
