//! Draft nodes while they are gathered, and the fields that departments and people go into.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::Span;

use crate::department::{BETWEEN, names};
use crate::grammar::pattern::pattern;
use crate::{heading, person, time};

/// A node with nothing but its place in the tree and its sentence.
pub(crate) fn node(
    number: usize,
    level: u32,
    parent: Option<String>,
    quote: String,
    span: Span,
) -> DraftNode {
    DraftNode {
        id: format!("n{number}"),
        code: String::new(),
        title: String::new(),
        level,
        parent,
        content: None,
        quote,
        span: Some(span),
        lead_dept: None,
        support_depts: Vec::new(),
        leader: None,
        persons: Vec::new(),
        score: None,
        method: None,
        requirements: Vec::new(),
    }
}

/// The first name leads, where nobody leads yet; the others support.
pub(crate) fn lead(node: &mut DraftNode, text: &str) {
    for name in names(text) {
        if node.lead_dept.is_none() {
            node.lead_dept = Some(name);
        } else {
            support_one(node, name);
        }
    }
}

/// Of several names those with the mark that a legend gives to who leads do so, and the others support.
pub(crate) fn lead_by(node: &mut DraftNode, text: &str, mark: Option<char>) {
    let marked: Vec<&str> = mark.map_or(Vec::new(), |mark| {
        let parts = text.split(BETWEEN);
        parts.filter(|part| part.contains(mark)).collect()
    });
    if !marked.is_empty() {
        lead(node, &marked.join("、"));
    }
    lead(node, text);
}

/// All names support.
pub(crate) fn support(node: &mut DraftNode, text: &str) {
    for name in names(text) {
        support_one(node, name);
    }
}

fn support_one(node: &mut DraftNode, name: String) {
    if node.lead_dept.as_ref() != Some(&name) && !node.support_depts.contains(&name) {
        node.support_depts.push(name);
    }
}

/// 责任领导: the first name.
pub(crate) fn leader(node: &mut DraftNode, text: &str) {
    if node.leader.is_none() {
        node.leader = names(text).into_iter().next();
    }
}

/// 责任人: all names; a body among them (责任人:办公室 李明) leads where nobody does.
pub(crate) fn persons(node: &mut DraftNode, text: &str) {
    for name in names(text).iter().flat_map(|name| person::names(name)) {
        if heading::are_bodies(&name) && node.lead_dept.as_ref().is_none_or(|lead| *lead == name) {
            node.lead_dept = Some(name);
        } else if !node.persons.contains(&name) {
            node.persons.push(name);
        }
    }
}

/// A short name out of a longer text: its first sentence, at most so many characters.
pub(crate) fn short(text: &str) -> String {
    const SENTENCE: [char; 8] = ['。', '；', ';', ':', '：', '\n', '!', '！'];
    const SCALARS: usize = 40;
    /// A shorter first part (20xx年6月,) takes the next one along.
    const LEAST_SCALARS: usize = 10;
    if let Some(named) = nickname(text) {
        return named;
    }
    let first = text
        .split(SENTENCE)
        .map(str::trim)
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    if first.chars().count() <= SCALARS {
        return first.to_owned();
    }
    let mut cut = String::new();
    for part in first.split_inclusive([',', '，']) {
        // A time alone (20xx年9月——12月) names nothing.
        let begun = cut.trim_end_matches([',', '，']);
        let enough = cut.chars().count() >= LEAST_SCALARS && !time::is_time(begun);
        if enough || cut.chars().count() + part.chars().count() > SCALARS {
            break;
        }
        cut.push_str(part);
    }
    if cut.is_empty() {
        cut = first.chars().take(SCALARS).collect();
        cut.push('…');
    }
    cut.trim_end_matches([',', '，']).to_owned()
}

/// A short name in quotation marks with what explains it: “一堂”:开设道德讲堂.
fn nickname(text: &str) -> Option<String> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern("^“[^”]{1,6}”[:：][^,，。;；:：!！\n]{2,30}"));
    let text = text.trim();
    NAMED.find(text).map(|named| named.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_say_what_is_done() {
        for (text, name) in [
            ("“一堂”:开设道德讲堂。建设道德讲堂", "“一堂”:开设道德讲堂"),
            ("迎检阶段:20xx年9月—12月。做好准备", "迎检阶段"),
            (
                "20xx年9月——12月,争创小组各部门按照创建目标体系要求,开展各项工作,力争按照评审要求,达到评审标准",
                "20xx年9月——12月,争创小组各部门按照创建目标体系要求",
            ),
        ] {
            assert_eq!(short(text), name);
        }
    }
}
