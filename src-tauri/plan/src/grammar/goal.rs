//! Goals that no number measures: 全年不发生责任事故, 不合格率为零, 师生比不低于1:1000, 达到国家C级标准.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{holds_any, pattern};
use crate::source::Clause;

/// Nothing of the sort in all the year, or a rate of nothing: a zero to be kept, which the one who judges wants shown by a
/// paper of its own. Without a stretch of time (确保机关内部无失盗) it is an appeal.
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:全年|年内|年度内?)[^,;。]{0,8}?(?:不发生|未发生|不出现|无|零|杜绝)[^,;。]{2,20}|(?:率|投诉|事故|案件|事件|上访|违纪|问题)(?:数量?)?(?:为|降为|降至|控制在)(?:零|0)(?:[,;。]|$)",
    )
});
/// So many to so many.
static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:不[得应]?[低小少高大超][于过]|达到?|[≥≤])[^,;。\d]{0,6}\d{1,4}[::]\d{1,5}")
});
/// A grade of a standard.
static GRADE: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:达到|符合)[^,;。]{0,10}(?:[A-Da-d一二三四五]级|星级)[^,;。]{0,4}标准"));

/// Where a clause sets such a goal.
pub(crate) fn goals(clause: &Clause) -> Vec<Range<usize>> {
    let text = clause.masked();
    let mut found = Vec::new();
    if holds_any(text, &["全年", "年内", "年度", "零", "0"]) {
        found.extend(NONE.find_iter(text).map(|goal| goal.range()));
    }
    if text.contains(':') {
        found.extend(RATIO.find_iter(text).map(|goal| goal.range()));
    }
    if text.contains("标准") {
        found.extend(GRADE.find_iter(text).map(|goal| goal.range()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_without_a_measure() {
        for text in [
            "全年不发生较大以上安全责任事故",
            "全年零有效投诉",
            "师德考核不合格率为零",
            "护理员配比不低于1:4",
            "蚊蝇密度达到国家C级标准以上",
        ] {
            assert_eq!(goals(&Clause::loose(text)).len(), 1, "{text}");
        }
        for text in [
            "全年工作总结",
            "无障碍设施改造率达95%",
            "上午8:30集合",
            "达到上级标准",
        ] {
            assert!(goals(&Clause::loose(text)).is_empty(), "{text}");
        }
    }
}
