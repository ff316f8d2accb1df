//! A mark that a legend gives to who leads: 带★的为牵头单位.

use std::sync::LazyLock;

use regex::Regex;

use crate::grammar::pattern::{group, pattern};
use crate::source::Clause;

/// Marks that stand beside a name.
pub(crate) const MARKS: [char; 14] = [
    '★', '☆', '●', '○', '▲', '△', '◆', '◇', '■', '□', '※', '◎', '*', '#',
];

static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
    let marks: String = MARKS.iter().collect();
    pattern(&format!(
        "[“\"]?([{marks}])[”\"]?(?:号|标志|标识|标记|符号)?(?:[一-龥]{{0,4}}?(?:的|者))?[一-龥]{{0,4}}?(?:为|表示|代表|是|:)[一-龥]{{0,2}}(?:牵头|主办|主责|第一责任)"
    ))
});

/// The mark of who leads, where a text tells it.
pub(crate) fn lead_mark(text: &str) -> Option<char> {
    let told = |line: &&str| line.contains(MARKS) && line.contains(['牵', '主', '第']);
    text.lines().filter(told).find_map(|line| {
        let clause = Clause::loose(line);
        let found = LEGEND.captures(clause.plain())?;
        group(&found, 1).chars().next()
    })
}

#[cfg(test)]
mod tests {
    use super::lead_mark;

    #[test]
    fn marks_that_a_legend_tells() {
        for (text, mark) in [
            ("注：带“★”的为牵头单位，其他为配合单位", Some('★')),
            ("说明\n▲为牵头部门，△为配合部门", Some('▲')),
            ("标注*号的单位为牵头单位", Some('*')),
            ("★为新增任务", None),
            ("★县财政局、县教育局", None),
        ] {
            assert_eq!(lead_mark(text), mark, "{text}");
        }
    }
}
