//! Texts as overlapping tokens: what a full-text index needs to find exact substrings in Chinese, where no blank tells words
//! apart, and inside numbers and names.
//!
//! At each Chinese character stands the pair of it and the next one; at each letter or digit the rest of its word, with the Chinese
//! character behind it. So a substring is a row of tokens, the last of them perhaps only begun.

/// A run that tells so much is rare: six digits, two Chinese characters.
const RARE: usize = 6;
/// The longest token of letters and digits.
const LONGEST: usize = 16;

/// A text's tokens for the index, with blanks between them.
pub fn tokens(text: &str) -> String {
    let chars: Vec<char> = folded(text).collect();
    let mut out = String::with_capacity(text.len() * 2);
    for run in chars.split(|c| !c.is_alphanumeric()) {
        for at in 0..run.len() {
            out.extend(token(run, at));
            out.push(' ');
        }
    }
    out
}

/// The token at a place of a run.
fn token(run: &[char], at: usize) -> impl Iterator<Item = char> {
    let rest = run.get(at..).unwrap_or_default();
    let word = rest.iter().take_while(|c| c.is_ascii()).count();
    rest.iter()
        .take((word + 1).clamp(if word == 0 { 2 } else { 1 }, LONGEST))
        .copied()
}

/// A query in the index's language that finds every text that holds `text`, and, unless [`is_exact`], some that do not: those
/// must be checked. `None` for a text without letters, digits or Chinese characters.
pub fn phrase(text: &str) -> Option<String> {
    let chars: Vec<char> = folded(text).collect();
    let runs: Vec<&[char]> = chars.split(|c| !c.is_alphanumeric()).collect();
    // Beside a long run, which is rare, short ones cost more than they tell: IMG stands in half of all names.
    let longest = runs.iter().map(|run| told(run)).max().unwrap_or_default();
    let least = if longest >= RARE { longest / 2 } else { 0 };
    let parts: Vec<String> = runs
        .iter()
        .enumerate()
        .filter(|(_, run)| !run.is_empty() && told(run) >= least)
        .map(|(at, run)| of_run(run, at + 1 < runs.len()))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// How much a run tells: a Chinese character as much as three letters or digits.
fn told(run: &[char]) -> usize {
    run.iter().map(|c| if c.is_ascii() { 1 } else { 3 }).sum()
}

/// `stops`: whether something that is no letter follows, so that the last word does not go on.
fn of_run(run: &[char], stops: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    for at in 0..run.len() {
        let token: String = token(run, at).collect();
        let ends = token.chars().count() + at >= run.len();
        parts.push(token);
        if ends {
            break;
        }
    }
    // The last one is whole where it ends with the Chinese character that closes it or at the end of the word, else it may go on.
    let last: Vec<char> = parts
        .last()
        .map(|last| last.chars().collect())
        .unwrap_or_default();
    let closed = last.len() > 1 && last.last().is_some_and(|c| !c.is_ascii());
    let whole = closed || stops && last.len() < LONGEST;
    format!("\"{}\"{}", parts.join(" "), if whole { "" } else { "*" })
}

/// Whether every text that [`phrase`] finds holds the text itself: it is one run without very long words.
pub fn is_exact(text: &str) -> bool {
    let mut word = 0;
    !text.is_empty()
        && text.chars().all(|c| {
            word = if c.is_ascii() { word + 1 } else { 0 };
            c.is_alphanumeric() && word < LONGEST
        })
}

/// Lower case, character by character, so that places stay.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) => one,
            _ => c,
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tokens_overlap_and_runs_end_at_what_is_no_letter() {
        assert_eq!(tokens("清明祭.JPG"), "清明 明祭 祭 jpg pg g ");
        assert_eq!(tokens("第12期a"), "第1 12期 2期 期a a ");
        assert_eq!(phrase("明祭扫").as_deref(), Some("\"明祭 祭扫\""));
        assert_eq!(phrase("IMG_1").as_deref(), Some("\"img\" AND \"1\"*"));
        assert_eq!(phrase("IMG_20260408").as_deref(), Some("\"20260408\"*"));
        assert_eq!(phrase("4月-08").as_deref(), Some("\"4月\" AND \"08\"*"));
        assert_eq!(phrase("(清) a_").as_deref(), Some("\"清\" AND \"a\""));
        assert_eq!(phrase("第12").as_deref(), Some("\"第1 12\"*"));
        assert_eq!(phrase("2期").as_deref(), Some("\"2期\""));
        assert_eq!((phrase("·—"), tokens("")), (None, String::new()));
        assert_eq!(
            (is_exact("清明"), is_exact("a b"), is_exact("1234567890123456")),
            (true, false, false)
        );
    }

    /// What the index does: a row of tokens, the last one perhaps begun.
    fn finds(text: &str, query: &str) -> bool {
        let (text, tokens) = (tokens(text), query.trim_end_matches('*'));
        let wanted: Vec<&str> = tokens.trim_matches('"').split(' ').collect();
        let all: Vec<&str> = text.split(' ').collect();
        all.windows(wanted.len()).any(|window| {
            window.iter().zip(&wanted).enumerate().all(|(n, (have, want))| {
                have == want || (query.ends_with('*') && n + 1 == wanted.len() && have.starts_with(want))
            })
        })
    }

    proptest! {
        /// Several runs: what holds the text is among what is found.
        #[test]
        fn what_stands_in_a_text_is_found(text in "[清明1a. _]{0,14}", query in "[清明1a. _]{1,6}") {
            if let Some(asked) = phrase(&query).filter(|_| text.contains(&query)) {
                for part in asked.split(" AND ") {
                    prop_assert!(finds(&text, part), "{}", part);
                }
            }
        }

        /// One run is found where it stands, and nowhere else.
        #[test]
        fn a_run_is_found_exactly_where_it_stands(text in "[清明祭12a. ]{0,12}", query in "[清明祭12a]{1,5}") {
            let asked = phrase(&query).unwrap();
            prop_assert_eq!(finds(&text, &asked), text.contains(&query), "{}", asked);
        }
    }
}
