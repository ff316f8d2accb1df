//! Where words stand in a text, to be shown.

use super::gram::folded;

/// A stretch `[from, to)` in Unicode scalar values.
pub type Mark = (u32, u32);

/// Where words stand in a text, in order, without overlaps.
pub fn marks(text: &str, words: &[&str]) -> Vec<Mark> {
    let text: Vec<char> = folded(text).collect();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for word in words {
        let word: Vec<char> = folded(word).collect();
        if word.is_empty() {
            continue;
        }
        let starts = text.windows(word.len()).enumerate();
        all.extend(
            starts
                .filter(|(_, window)| *window == word)
                .map(|(at, _)| (at, at + word.len())),
        );
    }
    all.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    joined
        .into_iter()
        .map(|(from, to)| (number(from), number(to)))
        .collect()
}

/// The part of a long text around the first word that it holds, on one line; `None` without any of them.
pub fn excerpt(text: &str, words: &[&str], around: usize) -> Option<String> {
    let (from, to) = *marks(text, words).first()?;
    let first = (from as usize).saturating_sub(around);
    let part: String = text
        .chars()
        .skip(first)
        .take(to as usize - first + around)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    Some(part.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(marks("清明祭扫IMG", &["祭扫", "img"]), [(2, 7)]);
        assert_eq!(marks("一二一二", &["一二", ""]), [(0, 4)]);
        assert_eq!(
            excerpt("前面\n很长的文字", &["长"], 2).as_deref(),
            Some("很长的文")
        );
        assert_eq!(excerpt("没有", &["长"], 2), None);
    }
}
