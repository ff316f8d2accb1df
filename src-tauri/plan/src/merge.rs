//! Paragraphs and tables of one document as one tree, in reading order.

use std::collections::HashMap;

use taizhang_model::draft::DraftNode;

use crate::code;

/// The nodes of both in the order of their places in the text, ids and codes made one row. Where a table holds the
/// tasks, headings of the paragraphs stay only when something is asked for below them.
pub(crate) fn merge(paragraphs: Vec<DraftNode>, tables: Vec<DraftNode>) -> Vec<DraftNode> {
    if tables.is_empty() || paragraphs.is_empty() {
        return if tables.is_empty() { paragraphs } else { tables };
    }
    let mut trees = trees(asking(paragraphs));
    trees.extend(self::trees(tables));
    trees.sort_by_key(|tree| tree.first().and_then(|root| root.span));
    let mut nodes: Vec<DraftNode> = Vec::new();
    for tree in trees {
        let mut renamed: HashMap<String, String> = HashMap::new();
        for mut node in tree {
            let id = format!("n{}", nodes.len() + 1);
            renamed.insert(std::mem::replace(&mut node.id, id.clone()), id);
            node.parent = node.parent.and_then(|parent| renamed.get(&parent).cloned());
            nodes.push(node);
        }
    }
    code::part(&mut nodes);
    nodes
}

/// Nodes that ask for something, and those above them.
fn asking(mut nodes: Vec<DraftNode>) -> Vec<DraftNode> {
    let mut kept: HashMap<String, bool> = HashMap::new();
    for node in nodes.iter().rev() {
        if !node.requirements.is_empty() || kept.contains_key(&node.id) {
            kept.insert(node.id.clone(), true);
            if let Some(parent) = &node.parent {
                kept.insert(parent.clone(), true);
            }
        }
    }
    nodes.retain(|node| kept.contains_key(&node.id));
    nodes
}

/// Each top node with what lies below it.
fn trees(nodes: Vec<DraftNode>) -> Vec<Vec<DraftNode>> {
    let mut trees: Vec<Vec<DraftNode>> = Vec::new();
    for node in nodes {
        match trees.last_mut().filter(|_| node.parent.is_some()) {
            Some(tree) => tree.push(node),
            None => trees.push(vec![node]),
        }
    }
    trees
}
