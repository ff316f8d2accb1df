//! Points that are added or taken off, and what costs everything: told by the section that they stand in (加分项, 负面清单, 一票否决).

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::checklist::{Score, ScoreKind};
use taizhang_model::draft::DraftNode;

use crate::grammar::pattern::pattern;

static BONUS: LazyLock<Regex> =
    LazyLock::new(|| pattern("加分|附加分|附加项|特色(?:指标|项|分)|奖励分|创新分"));
static DEDUCT: LazyLock<Regex> =
    LazyLock::new(|| pattern("扣分(?:项|情形|内容|事项)|减分|负面清单|负向指标"));
static VETO: LazyLock<Regex> = LazyLock::new(|| pattern("一票否决|否决(?:项|条件|事项)|前置条件"));

/// Gives the nodes of such a section its kind of points, each section to all that lies below it.
pub(crate) fn inherit(nodes: &mut [DraftNode]) {
    let mut kinds: HashMap<String, ScoreKind> = HashMap::new();
    for node in nodes {
        let above = node.parent.as_ref().and_then(|parent| kinds.get(parent).copied());
        let Some(kind) = of_title(&node.title).or(above) else {
            continue;
        };
        kinds.insert(node.id.clone(), kind);
        match &mut node.score {
            Some(score) if score.kind == ScoreKind::Base => score.kind = with_points(kind),
            Some(_) => {}
            // What costs everything has no points.
            None if kind == ScoreKind::Veto => node.score = Some(Score { points: None, kind }),
            None => {}
        }
    }
}

/// Points that something costs are taken off, whatever the section is called.
fn with_points(kind: ScoreKind) -> ScoreKind {
    match kind {
        ScoreKind::Veto => ScoreKind::Deduct,
        other => other,
    }
}

/// The kind that a section's name tells; a longer text only speaks of points.
fn of_title(title: &str) -> Option<ScoreKind> {
    const NAME_SCALARS: usize = 16;
    if title.chars().count() > NAME_SCALARS {
        return None;
    }
    if VETO.is_match(title) {
        Some(ScoreKind::Veto)
    } else if DEDUCT.is_match(title) {
        Some(ScoreKind::Deduct)
    } else {
        BONUS.is_match(title).then_some(ScoreKind::Bonus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node;
    use taizhang_model::requirement::Span;

    fn read(rows: &[(&str, Option<&str>, Option<f64>)]) -> Vec<Option<ScoreKind>> {
        let mut nodes: Vec<DraftNode> = (1..)
            .zip(rows)
            .map(|(number, (title, parent, points))| {
                let parent = parent.map(str::to_owned);
                let mut made = node::node(number, 1, parent, String::new(), Span(0, 0));
                made.title = (*title).to_owned();
                made.score = points.map(|points| Score {
                    points: Some(points),
                    kind: ScoreKind::Base,
                });
                made
            })
            .collect();
        inherit(&mut nodes);
        nodes
            .iter()
            .map(|node| node.score.map(|score| score.kind))
            .collect()
    }

    #[test]
    fn sections_give_their_kind_to_what_lies_below() {
        assert_eq!(
            read(&[
                ("基本指标", None, Some(100.0)),
                ("组织领导", Some("n1"), Some(10.0)),
                ("特色加分项", None, Some(10.0)),
                ("获市级以上荣誉", Some("n3"), Some(5.0)),
                ("负面清单", None, None),
                ("发生有责投诉", Some("n5"), Some(2.0)),
                ("一票否决", None, None),
                ("发生重大安全事故", Some("n7"), None),
            ]),
            [
                Some(ScoreKind::Base),
                Some(ScoreKind::Base),
                Some(ScoreKind::Bonus),
                Some(ScoreKind::Bonus),
                None,
                Some(ScoreKind::Deduct),
                Some(ScoreKind::Veto),
                Some(ScoreKind::Veto),
            ]
        );
    }
}
