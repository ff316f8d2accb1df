//! Labelled fields below a heading: 牵头股室:党政办配合股室:各股室, 责任人:, 时间要求:6月底前.

use std::sync::LazyLock;

use regex_lite::Regex;
use taizhang_model::requirement::Span;

use crate::grammar::pattern::pattern;
use crate::source::Source;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Lead,
    Support,
    Responsible,
    Leader,
    Person,
    Time,
    Method,
    Material,
}

const DEPT: &str = "(?:股室|科室|处室|单位|部门|站所|办公室)";

static LABELS: LazyLock<Vec<(Field, Regex)>> = LazyLock::new(|| {
    let label = |words: &str| pattern(&format!(r"{words}(?:\({DEPT}+\))?\s*:"));
    vec![
        (Field::Lead, label(&format!("(?:牵头|主办|承办){DEPT}?"))),
        (Field::Support, label(&format!("(?:配合|协助|协办){DEPT}?"))),
        (
            Field::Responsible,
            label(&format!("(?:责任|负责|具体负责){DEPT}")),
        ),
        (Field::Leader, label("(?:责任领导|分管领导|牵头领导)")),
        (Field::Person, label("(?:具体)?(?:责任人|负责人|联系人)")),
        (
            Field::Time,
            label("(?:时间要求|时限要求|完成时限|完成期限|完成时间|时间安排)"),
        ),
        (Field::Method, label("(?:测评方法|测评方式|测评措施)")),
        (
            Field::Material,
            label("(?:材料要求|所需材料|佐证材料|需提供材料)"),
        ),
    ]
});

/// Labels that stand alone on a line, without a colon.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:责任领导|分管领导|责任人|具体责任人)$"));

/// The fields of a line that begins with one, with where their values stand; empty for other lines.
pub(crate) fn fields(source: &Source, line: Span) -> Vec<(Field, Span)> {
    let clause = source.clause(line);
    let text = clause.plain();
    if BARE.is_match(text) {
        return vec![(Field::Leader, Span(line.1, line.1))];
    }
    let mut labels: Vec<(usize, usize, Field)> = Vec::new();
    for (field, pattern) in LABELS.iter() {
        for found in pattern.find_iter(text) {
            let overlaps = labels
                .iter()
                .any(|(from, to, _)| *from < found.end() && found.start() < *to);
            if !overlaps {
                labels.push((found.start(), found.end(), *field));
            }
        }
    }
    labels.sort_by_key(|(from, ..)| *from);
    if labels.first().is_none_or(|(from, ..)| *from != 0) {
        return Vec::new();
    }
    let ends = labels.iter().skip(1).map(|(from, ..)| *from).chain([text.len()]);
    labels
        .iter()
        .zip(ends)
        .filter_map(|((_, from, field), to)| {
            let value = clause.span(*from..to)?;
            Some((*field, source.trim(value)))
        })
        .collect()
}
