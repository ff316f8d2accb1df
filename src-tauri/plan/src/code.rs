//! Codes made unique: as written where that is enough, with the parents' codes before it where it is not.

use std::collections::{HashMap, HashSet};

use taizhang_model::draft::{DraftNode, DraftWarning};

use crate::grammar::numeral;

/// Sets every node's code. `written` holds what the document gave, in the order of nodes; nodes without one are
/// counted among their siblings.
pub(crate) fn assign(nodes: &mut [DraftNode], written: &[Option<String>], warnings: &mut Vec<DraftWarning>) {
    let own = own_codes(nodes, written);
    let repeated = repeated_forms(&own);
    let mut paths: HashMap<String, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let mut next: HashMap<String, u32> = HashMap::new();
    for ((node, own), given) in nodes.iter_mut().zip(&own).zip(written) {
        let parent = node.parent.as_ref().and_then(|id| paths.get(id));
        let path = parent.map_or(own.clone(), |parent| join(parent, own));
        let alone = given.is_some() && !repeated.contains(&form(own));
        let wanted = if alone || node.parent.is_none() {
            own.clone()
        } else {
            path
        };
        node.code = free(&wanted, &taken, &mut next);
        if node.code != wanted {
            warnings.push(DraftWarning {
                code: "code_repeated".to_owned(),
                subject: wanted,
                span: node.span,
            });
        }
        paths.insert(node.id.clone(), node.code.clone());
        taken.insert(node.code.clone());
    }
}

/// Forms of which some code stands more than once: all codes of such a form are told apart by their path, so that
/// siblings look alike.
fn repeated_forms(own: &[String]) -> HashSet<Form> {
    let mut met: HashSet<&str> = HashSet::new();
    own.iter()
        .filter(|code| !met.insert(code.as_str()))
        .map(|code| form(code))
        .collect()
}

/// How a code looks: its first two signs, digits and numerals all alike.
type Form = (Option<char>, Option<char>);

fn form(code: &str) -> Form {
    let alike = |c: char| match c {
        '0'..='9' => '1',
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => '一',
        '①'..='⑳' => '①',
        other => other,
    };
    let mut signs = code.chars().map(alike);
    let first = signs.next();
    (first, signs.find(|c| Some(*c) != first))
}

/// Codes as written; nodes without one are counted among their siblings, in Chinese numerals for the first two levels
/// where the document's own numbers are digits.
fn own_codes(nodes: &[DraftNode], written: &[Option<String>]) -> Vec<String> {
    let digits = written
        .iter()
        .flatten()
        .any(|code| code.starts_with(|c: char| c.is_ascii_digit()));
    let mut children: HashMap<Option<&String>, u32> = HashMap::new();
    nodes
        .iter()
        .zip(written)
        .map(|(node, written)| {
            let count = children.entry(node.parent.as_ref()).or_default();
            *count += 1;
            match (written, node.level, numeral::in_words(*count)) {
                (Some(written), ..) => written.clone(),
                (None, 1, Some(words)) if digits => words,
                (None, 2, Some(words)) if digits => format!("({words})"),
                _ => count.to_string(),
            }
        })
        .collect()
}

/// Parts equal codes of two trees that were made by themselves.
pub(crate) fn part(nodes: &mut [DraftNode]) {
    let mut taken: HashSet<String> = HashSet::new();
    let mut next: HashMap<String, u32> = HashMap::new();
    for node in nodes {
        node.code = free(&node.code, &taken, &mut next);
        taken.insert(node.code.clone());
    }
}

/// The code itself, or with -2, -3… behind it; `next` remembers where to go on for a code that repeats often.
fn free(wanted: &str, taken: &HashSet<String>, next: &mut HashMap<String, u32>) -> String {
    let mut code = wanted.to_owned();
    let number = next.entry(code.clone()).or_insert(2);
    while taken.contains(&code) {
        code = format!("{wanted}-{number}");
        *number += 1;
    }
    code
}

/// 三 and (二) make 三(二); 2 and 3 make 2.3.
fn join(parent: &str, own: &str) -> String {
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let han = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    let (last, first) = (parent.chars().last(), own.chars().next());
    if (plain(last) && plain(first)) || (han(last) && han(first)) {
        format!("{parent}.{own}")
    } else {
        format!("{parent}{own}")
    }
}
