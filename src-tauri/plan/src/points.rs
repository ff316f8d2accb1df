//! Points in a text or a cell: (15分), （2.5分）, 6.0, 加2分, 一票否决.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::checklist::{Score, ScoreKind};

use crate::grammar::pattern::{group, pattern};
use crate::source::Clause;

static IN_TEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(\s*(加|扣|减)?\s*(\d{1,4}(?:\.\d{1,2})?)\s*分\s*\)"));
static TRAILING: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s(\d{1,4}(?:\.\d{1,2})?)\s*分$"));
static IN_CELL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?\s*([+加]|[-扣减])?\s*(\d{1,4}(?:\.\d{1,2})?)\s*分?\s*\)?$"));

/// Points that stand in brackets in a title or at the end of a clause; the first ones count.
pub(crate) fn in_text(text: &str) -> Option<Score> {
    if !text.contains('分') {
        return None;
    }
    let clause = Clause::loose(text);
    if let Some(c) = IN_TEXT.captures(clause.plain()) {
        return score(group(&c, 1), group(&c, 2));
    }
    let c = TRAILING.captures(clause.plain().trim_end())?;
    score("", group(&c, 1))
}

/// Points of a cell in a column of points.
pub(crate) fn in_cell(text: &str) -> Option<Score> {
    if text.contains("一票否决") {
        return Some(Score {
            points: None,
            kind: ScoreKind::Veto,
        });
    }
    let clause = Clause::loose(text);
    let c = IN_CELL.captures(clause.plain().trim())?;
    score(group(&c, 1), group(&c, 2))
}

/// A title without its points.
pub(crate) fn without(text: &str) -> String {
    if !text.contains('分') {
        return text.to_owned();
    }
    let clause = Clause::loose(text);
    let cut = IN_TEXT
        .find(clause.plain())
        .or_else(|| TRAILING.find(clause.plain()));
    match cut {
        Some(found) => {
            let before = clause.written(0..found.start());
            let after = clause.written(found.end()..clause.plain().len());
            format!("{before}{after}").trim().to_owned()
        }
        None => text.to_owned(),
    }
}

fn score(sign: &str, number: &str) -> Option<Score> {
    Some(Score {
        points: Some(number.parse().ok()?),
        kind: match sign {
            "加" | "+" => ScoreKind::Bonus,
            "扣" | "减" | "-" => ScoreKind::Deduct,
            _ => ScoreKind::Base,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(score: Option<Score>) -> Option<(Option<f64>, ScoreKind)> {
        score.map(|s| (s.points, s.kind))
    }

    #[test]
    fn points_of_texts_and_cells() {
        assert_eq!(
            points(in_text("组织领导（15分）")),
            Some((Some(15.0), ScoreKind::Base))
        );
        assert_eq!(points(in_text("(2.5分)")), Some((Some(2.5), ScoreKind::Base)));
        assert_eq!(
            points(in_text("1 公共环境 12分")),
            Some((Some(12.0), ScoreKind::Base))
        );
        assert_eq!(points(in_text("完成十分重要的工作")), None);
        assert_eq!(points(in_cell("6.0")), Some((Some(6.0), ScoreKind::Base)));
        assert_eq!(points(in_cell("加2分")), Some((Some(2.0), ScoreKind::Bonus)));
        assert_eq!(points(in_cell("-1")), Some((Some(1.0), ScoreKind::Deduct)));
        assert_eq!(points(in_cell("一票否决")), Some((None, ScoreKind::Veto)));
        assert_eq!(points(in_cell("见说明")), None);
        assert_eq!(without("组织领导（15分）"), "组织领导");
        assert_eq!(without("组织领导"), "组织领导");
    }
}
