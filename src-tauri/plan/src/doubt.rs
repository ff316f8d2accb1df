//! What the rules were unsure of, for the person who looks over a draft: bodies, times, numbers, points.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::checklist::ScoreKind;
use taizhang_model::draft::{DraftNode, DraftWarning};
use taizhang_model::requirement::{Deadline, DeadlineKind, Requirement, Role, Span};

use crate::grammar::pattern::pattern;
use crate::node;
use crate::source::Clause;

/// A comparison with a number and nothing to count behind it: 不少于5, 达到90以上.
static WITHOUT_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:不少于|不低于|不超过|至少|达到|≥|≤)\s*\d{1,6}(?:\.\d+)?\s*(?:及?以上)?(?:[,;。、)]|$)")
});

/// Doubts about the whole draft, in reading order: `department_unknown`, `year_hidden`, `time_vague`, `time_relative`,
/// `frequency_open`, `unit_missing`, `score_differs`.
pub(crate) fn doubts(nodes: &[DraftNode], title: &str) -> Vec<DraftWarning> {
    let mut found = departments(nodes, title);
    let asked = nodes
        .iter()
        .flat_map(|node| &node.requirements)
        .filter(|r| r.role == Role::Requirement);
    for requirement in asked {
        let mut put =
            |code: &str, subject: &str| found.push(warning(code, subject.to_owned(), requirement.span));
        if let Some(deadline) = &requirement.deadline
            && let Some(code) = of_time(deadline)
        {
            put(code, &deadline.as_written);
        }
        if let Some(often) = &requirement.frequency
            && often.times.is_none()
            && often.per.is_none()
            && often.occasions.is_empty()
        {
            put("frequency_open", &often.as_written);
        }
        if let Some(words) = without_unit(requirement) {
            put("unit_missing", &words);
        }
    }
    found.extend(scores(nodes));
    found
}

fn warning(code: &str, subject: String, span: Option<Span>) -> DraftWarning {
    DraftWarning {
        code: code.to_owned(),
        subject,
        span,
    }
}

/// Nobody leads what a node asks for, nor anything above it: told for each where most have one, and once for the whole where
/// the plan names departments for less than half, and so gives work to none by rule.
fn departments(nodes: &[DraftNode], title: &str) -> Vec<DraftWarning> {
    let mut led: HashMap<&str, bool> = HashMap::new();
    let mut found = Vec::new();
    let mut asking = 0;
    for node in nodes {
        let above = node.parent.as_deref().and_then(|parent| led.get(parent)) == Some(&true);
        let is_led = above || node.lead_dept.is_some();
        led.insert(&node.id, is_led);
        if node.requirements.iter().any(|r| r.role == Role::Requirement) {
            asking += 1;
            if !is_led {
                found.push(warning("department_unknown", node.title.clone(), node.span));
            }
        }
    }
    if found.len() > 1 && found.len() * 2 > asking {
        return vec![warning("department_unknown", title.to_owned(), None)];
    }
    found
}

/// What a deadline leaves open: its year, its edges, or the event that it hangs on.
fn of_time(deadline: &Deadline) -> Option<&'static str> {
    const VAGUE: [&str; 6] = ["前后", "左右", "期间", "初期", "中期", "近期"];
    if deadline.kind == DeadlineKind::Masked {
        return Some("year_hidden");
    }
    if VAGUE.iter().any(|word| deadline.as_written.contains(word)) {
        return Some("time_vague");
    }
    // 每月25日前 comes again by itself; 活动结束后3日内 waits for its event.
    let again = deadline.as_written.starts_with('每');
    (deadline.kind == DeadlineKind::Relative && deadline.date_to.is_none() && !again)
        .then_some("time_relative")
}

fn without_unit(requirement: &Requirement) -> Option<String> {
    if requirement.threshold.is_some() {
        return None;
    }
    let clause = Clause::loose(&requirement.quote);
    let found = WITHOUT_UNIT.find(clause.masked())?;
    let words = clause.written(found.range());
    Some(
        words
            .trim_end_matches([',', '，', ';', '；', '。', '、', ')', '）'])
            .to_owned(),
    )
}

/// Points that do not add up to what stands above them.
fn scores(nodes: &[DraftNode]) -> Vec<DraftWarning> {
    let base = |node: &DraftNode| {
        let score = node.score.filter(|score| score.kind == ScoreKind::Base);
        score.and_then(|score| score.points)
    };
    let mut below: HashMap<&str, Vec<Option<f64>>> = HashMap::new();
    for node in nodes {
        let counts = node.score.is_none_or(|score| score.kind == ScoreKind::Base);
        if let Some(parent) = node.parent.as_deref().filter(|_| counts) {
            below.entry(parent).or_default().push(base(node));
        }
    }
    let differs = |node: &&DraftNode| {
        let total = base(node)?;
        let parts: Option<Vec<f64>> = below.get(node.id.as_str())?.iter().copied().collect();
        let sum: f64 = parts?.iter().sum();
        ((sum - total).abs() > 0.01).then_some((total, sum))
    };
    nodes
        .iter()
        .filter_map(|node| {
            let (total, sum) = differs(&node)?;
            let name = node::short(&node.title);
            Some(warning(
                "score_differs",
                format!("{name} {total}≠{sum}"),
                node.span,
            ))
        })
        .collect()
}
