//! Festivals in a row: 在春节、清明、端午等传统节日, “我们的节日”.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::calendar::{festival_name, festival_names};

use super::pattern::{group, pattern};

/// Names that mean nothing else, so that they need no 节 behind them.
const STRONG: &str = "春节|元宵|清明|端午|七夕|中秋|重阳|冬至|夏至|腊八|小年|除夕|元旦|国庆|五一|六一|七一|八一|十一|三八|五四";

/// The festivals that 我们的节日 means where none is named.
pub(crate) const OURS: [&str; 7] = ["春节", "元宵", "清明", "端午", "七夕", "中秋", "重阳"];

/// Pattern of one festival's name.
pub(crate) fn name_pattern() -> String {
    let mut weak: Vec<&str> = festival_names().collect();
    weak.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    format!(
        "(?:[“\"]?(?:{STRONG})[”\"]?(?:节|国际劳动节|国际劳动妇女节|妇女节|青年节|儿童节|国际儿童节|建党节|建军节)?|(?:[“\"]?\\d{{1,2}}[·•.]\\d{{1,2}}[”\"]?)?[“\"]?(?:{})[”\"]?(?:国际)?(?:节|日))",
        weak.join("|")
    )
}

static ROW: LazyLock<Regex> = LazyLock::new(|| {
    let name = name_pattern();
    pattern(&format!(
        "(?:在|利用|结合|围绕)?[“\"]?({name}(?:\\s*(?:、|,|和|及|与|以及)?\\s*{name})+)[”\"]?(?:等)?(?:[一-龥]{{0,4}}?(?:节日|节庆日?|节点))?(?:期间|前后|前夕)?"
    ))
});
static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(&name_pattern()));
static OURS_HELD: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:开展|组织|举办|办好|做好)[^,;:.。]{0,4}[“\"]?我们的节日[”\"]?"));

/// Whether a text may name a festival: a cheap look before the long pattern of their names.
pub(crate) fn is_named(text: &str) -> bool {
    text.contains(['节', '日']) || STRONG.split('|').any(|name| text.contains(name))
}

/// Rows of at least two festivals, or 我们的节日 where it is held; with their names.
pub(crate) fn occasions(text: &str) -> Vec<(Vec<String>, Range<usize>)> {
    let mut found: Vec<(Vec<String>, Range<usize>)> = Vec::new();
    if !is_named(text) {
        return found;
    }
    for c in ROW.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let mut names: Vec<String> = Vec::new();
        for one in ONE.find_iter(group(&c, 1)) {
            if let Some(name) = festival_name(one.as_str()).filter(|n| !names.iter().any(|m| m == n)) {
                names.push(name.to_owned());
            }
        }
        if names.len() >= 2 {
            found.push((names, all.range()));
        }
    }
    if found.is_empty() {
        found.extend(
            OURS_HELD
                .find(text)
                .map(|all| (OURS.map(str::to_owned).to_vec(), all.range())),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn festivals_in_a_row() {
        let names = |text: &str| occasions(text).into_iter().next().map(|(names, _)| names);
        let same = |text: &str, wanted: &[&str]| {
            assert_eq!(names(text).unwrap_or_default(), wanted, "{text}");
        };
        same(
            "在春节、元宵、清明、端午等中华传统节日开展活动",
            &["春节", "元宵", "清明", "端午"],
        );
        same(
            "在“春节、清明、端午、中秋”等传统节日期间",
            &["春节", "清明", "端午", "中秋"],
        );
        same("元旦、春节期间组织演出", &["元旦", "春节"]);
        same("“五一”、“七一”、国庆节", &["五一", "七一", "国庆"]);
        same("开展“我们的节日”主题活动", &OURS);
        assert_eq!(names("重阳登山活动"), None);
        assert_eq!(names("青年、妇女和儿童"), None);
    }
}
