//! Entries of a table to draft nodes with their fields and requirements.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::Table;
use taizhang_model::date::Period;
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::Span;

use super::header::{Column, Header};
use super::items::{Item, LOOSE, children, for_number};
use super::row::{
    asks, departments, first_sentence, in_period, is_goal, is_measured, is_timed, leading, material,
};
use super::rows::{Entry, offset};
use super::{Gathered, aim, flat, matrix, note};
use crate::field::{self, Field};
use crate::grammar::pattern::pattern;
use crate::requirement::{Gathered as Requirements, Ids, Manner, bare, of_text};
use crate::source::Source;
use crate::time::apply_time;
use crate::{heading, node, numbering, points};

/// A node that a row speaks of: its place among the nodes, its number in the row's cell, the text that states it.
struct Target {
    node: usize,
    number: Option<u32>,
    text: Option<Span>,
}

/// Turns the entries of one table into nodes, in reading order.
pub(crate) fn emit(
    source: &Source,
    table: &Table,
    header: &Header,
    entries: &[Entry],
    gathered: &mut Gathered,
) {
    let texts = texts_per_level(entries);
    let mut nodes: HashMap<usize, usize> = HashMap::new();
    let mut last: Vec<Target> = Vec::new();
    for entry in entries {
        match entry {
            Entry::Level {
                key,
                parent,
                span,
                told,
                row,
                ..
            } => {
                let parent = parent.and_then(|parent| nodes.get(&parent).copied());
                let text = flat(&source.slice(*span));
                let at = add(source, gathered, parent, *span, &text, true);
                nodes.insert(*key, at);
                if let Some(row) = row {
                    number_column(source, table, header, *row, at, gathered);
                    let section = Target {
                        node: at,
                        number: None,
                        text: None,
                    };
                    score(source, table, header, *row, Some(at), &[section], gathered);
                }
                if *told {
                    gathered.told.insert(at);
                }
            }
            Entry::Note(span) => note::note(source, gathered, *span),
            Entry::Row { level, content, row } => {
                let level_node = level.and_then(|key| nodes.get(&key).copied());
                if let Some(content) = content {
                    let alone = level.is_some_and(|key| texts.get(&key) == Some(&1));
                    last = targets(source, table, header, *row, *content, level_node, alone, gathered);
                } else if begins(table, header, *row) || last.is_empty() {
                    if let Some(level) = level_node.filter(|_| header.content.is_none()) {
                        number_column(source, table, header, *row, level, gathered);
                    }
                    last = level_node
                        .into_iter()
                        .map(|node| Target {
                            node,
                            number: None,
                            text: None,
                        })
                        .collect();
                }
                fields(source, table, header, *row, level_node, &last, gathered);
            }
        }
    }
}

/// How many texts lie under each level cell itself.
fn texts_per_level(entries: &[Entry]) -> HashMap<usize, usize> {
    let mut counts = HashMap::new();
    for entry in entries {
        match entry {
            Entry::Row {
                level: Some(level),
                content: Some(_),
                ..
            } => *counts.entry(*level).or_insert(0) += 1,
            // A level cell with cells under it keeps its own text apart from theirs; a section always does.
            Entry::Level {
                key, parent, section, ..
            } => {
                if let Some(parent) = parent {
                    *counts.entry(*parent).or_insert(0) += 2;
                }
                *counts.entry(*key).or_insert(0) += if *section { 2 } else { 0 };
            }
            Entry::Row { .. } | Entry::Note(_) => {}
        }
    }
    counts
}

/// Whether the row's text cell begins here rather than going on from above.
fn begins(table: &Table, header: &Header, row: usize) -> bool {
    let cell = header.content.and_then(|column| table.rows.get(row)?.get(column));
    cell.is_none_or(|cell| offset(cell).0 == 0)
}

/// Adds a node; `named` for a level cell, whose text is a name rather than a text to judge.
pub(super) fn add(
    source: &Source,
    gathered: &mut Gathered,
    parent: Option<usize>,
    span: Span,
    text: &str,
    named: bool,
) -> usize {
    let above = parent.and_then(|at| gathered.nodes.get(at));
    let level = above.map_or(1, |node| node.level.saturating_add(1));
    let parent = above.map(|node| node.id.clone());
    let at = gathered.nodes.len();
    let mut node = node::node(at + 1, level, parent, source.slice(span), span);
    let (code, rest) = split_code(text, named);
    heading::apply(&mut node, &rest);
    let title = points::without(&rest);
    let whole = title.chars().count() > node.title.chars().count();
    if named && whole && node.lead_dept.is_none() {
        node.content = Some(title);
    }
    gathered.nodes.push(node);
    gathered.written.push(code);
    at
}

/// A bare number before a name, as in `1 公共环境`.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([0-9]{1,2})\s+"));

/// The code that a text begins with, and the rest.
fn split_code(text: &str, named: bool) -> (Option<String>, String) {
    if let Some(marker) = numbering::marker(text) {
        let length = usize::try_from(marker.length).unwrap_or(usize::MAX);
        return (
            Some(marker.code).filter(|code| !code.is_empty()),
            text.chars().skip(length).collect::<String>().trim().to_owned(),
        );
    }
    match BARE.captures(text).filter(|_| named) {
        Some(c) => {
            let length = c.get(0).map_or(0, |all| all.end());
            let code = c.get(1).map(|m| m.as_str().to_owned());
            (code, text.get(length..).unwrap_or_default().to_owned())
        }
        None => (None, text.to_owned()),
    }
}

/// A number column gives the code of the node that takes the row's text, when the text has none.
fn number_column(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    at: usize,
    gathered: &mut Gathered,
) {
    if let Some(written) = gathered.written.get_mut(at).filter(|written| written.is_none()) {
        *written = own_number(source, table, header, row);
    }
}

fn own_number(source: &Source, table: &Table, header: &Header, row: usize) -> Option<String> {
    let column = header.holding(Column::Number).next()?;
    let cell = table.rows.get(row)?.get(column)?;
    if offset(cell).0 > 0 {
        return None;
    }
    let text: String = source.slice(cell.span).split_whitespace().collect();
    let text = text.trim_end_matches(['.', '、', '．', ')', '）']).to_owned();
    (!text.is_empty() && text.chars().count() <= 12).then_some(text)
}

/// The nodes that a row's text makes: the level node itself, a child, or a child for each of 1) 2) 3).
#[expect(
    clippy::too_many_arguments,
    reason = "the places that a row is read from and written to"
)]
fn targets(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    content: Span,
    level: Option<usize>,
    alone: bool,
    gathered: &mut Gathered,
) -> Vec<Target> {
    let parts = children(source, content).filter(|_| splits(source, table, header, row));
    let target = |node, text| Target {
        node,
        number: None,
        text: Some(text),
    };
    match (level.filter(|_| alone), parts) {
        (Some(level), None) => {
            number_column(source, table, header, row, level, gathered);
            set_content(source, gathered, level, content);
            vec![target(level, content)]
        }
        (Some(level), Some((before, items))) => {
            number_column(source, table, header, row, level, gathered);
            if let Some(before) = before {
                set_content(source, gathered, level, before);
            }
            let mut found = above(source, gathered, level, before);
            found.extend(add_items(source, gathered, Some(level), &items));
            found
        }
        (None, None) => vec![target(
            add_text(source, table, header, row, gathered, level, content),
            content,
        )],
        (None, Some((Some(before), items))) => {
            let parent = add_text(source, table, header, row, gathered, level, before);
            let mut found = above(source, gathered, parent, Some(before));
            found.extend(add_items(source, gathered, Some(parent), &items));
            found
        }
        (None, Some((None, items))) => add_items(source, gathered, level, &items),
    }
}

/// What stands above the numbers of a cell, where it asks for something itself.
fn above(source: &Source, gathered: &mut Gathered, node: usize, text: Option<Span>) -> Vec<Target> {
    let text = text.filter(|text| asks(source, *text, gathered.period));
    let target = |text| Target {
        node,
        number: Some(LOOSE),
        text: Some(text),
    };
    text.map(target).into_iter().collect()
}

/// Whether the row's material is told apart by number too, or there is none: else one node takes text and material.
fn splits(source: &Source, table: &Table, header: &Header, row: usize) -> bool {
    header.holding(Column::Material).all(|column| {
        let cell = table.rows.get(row).and_then(|cells| cells.get(column));
        cell.is_none_or(|cell| {
            let span = source.trim(cell.span);
            span.0 == span.1 || children(source, span).is_some()
        })
    })
}

fn set_content(source: &Source, gathered: &mut Gathered, at: usize, span: Span) {
    if let Some(node) = gathered.nodes.get_mut(at) {
        let text = source.slice(span);
        node.score = node.score.or_else(|| points::in_text(&text));
        node.content = Some(match node.content.take() {
            Some(before) => format!("{before}\n{text}"),
            None => text,
        });
    }
}

fn add_text(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    gathered: &mut Gathered,
    parent: Option<usize>,
    span: Span,
) -> usize {
    let text = source.slice(span);
    let at = add(source, gathered, parent, span, &text, false);
    number_column(source, table, header, row, at, gathered);
    keep_long_text(gathered, at, &text);
    at
}

fn add_items(source: &Source, gathered: &mut Gathered, parent: Option<usize>, items: &[Item]) -> Vec<Target> {
    items
        .iter()
        .map(|item| {
            let text = source.slice(item.text);
            let node = add(source, gathered, parent, item.whole, &text, false);
            if let Some(written) = gathered.written.get_mut(node) {
                *written = item.numbers.first().map(u32::to_string);
            }
            keep_long_text(gathered, node, &text);
            Target {
                node,
                number: item.numbers.first().copied().or(Some(LOOSE)),
                text: Some(item.text),
            }
        })
        .collect()
}

/// The full text stays where the title is only its beginning.
pub(super) fn keep_long_text(gathered: &mut Gathered, at: usize, text: &str) {
    if let Some(node) = gathered.nodes.get_mut(at) {
        let bare = points::without(text);
        if bare.trim_end_matches(['。', ';', '；', '.']) != node.title {
            node.content = Some(text.to_owned());
        }
    }
}

/// Puts what the other columns of a row hold into the nodes that the row speaks of.
fn fields(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    level: Option<usize>,
    targets: &[Target],
    gathered: &mut Gathered,
) {
    let Some(cells) = table.rows.get(row) else { return };
    for target in targets {
        let mut times = Vec::new();
        let mut named = false;
        let timed = is_timed(source, header, cells, target.number);
        let Some(node) = gathered.nodes.get_mut(target.node) else {
            continue;
        };
        let led = header.holding(Column::Lead).next().is_some();
        // What a measures column says of itself, beside what its goals say.
        let told = node.span.filter(|_| gathered.told.remove(&target.node));
        if let Some(text) = target.text.filter(|_| node.requirements.is_empty()) {
            judged(source, node, text, led, gathered.period, &mut gathered.ids);
        }
        if let Some(told) = told {
            let goals = std::mem::take(&mut node.requirements);
            judged(source, node, told, led, gathered.period, &mut gathered.ids);
            node.requirements.extend(goals);
        }
        for (at, (column, cell)) in header.columns.iter().zip(cells).enumerate() {
            let own = offset(cell) == (0, 0);
            let span = source.trim(cell.span);
            let Some(part) = for_number(source, span, target.number).filter(|part| part.0 < part.1) else {
                continue;
            };
            match column {
                Column::Material if own => {
                    let found = of_text(source, part, Manner::Material, gathered.period, &mut gathered.ids);
                    // What the text only names, the material column tells better.
                    if !found.is_empty() && !std::mem::replace(&mut named, true) {
                        node.requirements.retain(|r| is_measured(r) || is_goal(source, r));
                        // A task with a time is asked for itself, and its material shows it.
                        let task = target
                            .text
                            .or(told)
                            .filter(|_| timed && node.requirements.is_empty());
                        let task =
                            task.map(|text| bare(source, first_sentence(source, text), &mut gathered.ids));
                        node.requirements.extend(task);
                    }
                    material(&mut node.requirements, found);
                }
                Column::Time => times.push(part),
                Column::Period if own => {
                    let when = header.names.get(at).copied();
                    let asked = in_period(source, part, when, gathered.period, &mut gathered.ids);
                    node.requirements.extend(asked);
                }
                Column::Aim if own => {
                    let indicator = target.text.or(node.span).unwrap_or(part);
                    let period = gathered.period;
                    let asked =
                        aim::stated(source, header, cells, part, indicator, period, &mut gathered.ids);
                    node.requirements.extend(asked);
                }
                Column::Scoring if own => {
                    let text = source.slice(part);
                    node.content = Some(
                        node.content
                            .take()
                            .map_or(text.clone(), |c| format!("{c}\n{text}")),
                    );
                }
                Column::Lead | Column::Support => departments(source, node, *column, part),
                _ => plain_field(node, *column, &source.slice(part)),
            }
        }
        matrix::bodies(source, header, cells, node);
        if let Some(body) = leading(source, table, header, row, Column::Lead) {
            departments(source, node, Column::Lead, body);
        }
        times.extend(leading(source, table, header, row, Column::Time));
        for time in times {
            let own = told.or(target.text).or(node.span).unwrap_or(time);
            apply_time(
                source,
                time,
                own,
                gathered.period,
                &mut node.requirements,
                &mut gathered.ids,
            );
        }
    }
    score(source, table, header, row, level, targets, gathered);
}

/// What the text that is judged asks for, with the departments that it names in fields (【提供材料部门:党办】); where the
/// table has no column for them, the body that acts in the text leads.
fn judged(
    source: &Source,
    node: &mut DraftNode,
    text: Span,
    led: bool,
    period: Option<Period>,
    ids: &mut Ids,
) {
    let mut found = Requirements::default();
    for line in source.split(text, &['\n']) {
        let line = field::read(source, line);
        for part in &line.texts {
            found.read(source, *part, Manner::Prose, period, ids);
        }
        for (field, value) in line.fields {
            let value = source.slice(value);
            match field {
                Field::Lead | Field::Responsible => node::lead_by(node, &value, source.lead_mark()),
                Field::Support => node::support(node, &value),
                Field::Leader => node::leader(node, &value),
                Field::Person => node::persons(node, &value),
                Field::Method => node.method = node.method.take().or(Some(value)),
                Field::Time | Field::Material | Field::Scope | Field::Share | Field::Contact => {}
            }
        }
    }
    found.settle(source, ids);
    let actor = found.stated.iter().find_map(|stated| stated.actor.clone());
    if let Some(actor) = actor.filter(|_| !led && node.lead_dept.is_none()) {
        node::lead(node, &actor.lead);
        actor.support.iter().for_each(|name| node::support(node, name));
    }
    node.requirements = found.requirements();
}

fn plain_field(node: &mut DraftNode, column: Column, text: &str) {
    match column {
        Column::Leader => node::leader(node, text),
        Column::Person => node::persons(node, text),
        Column::Method => node.method = Some(flat(text)),
        _ => {}
    }
}

/// Points beside one text are that text's; points beside several, or reaching down over rows, are the level's.
fn score(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    level: Option<usize>,
    targets: &[Target],
    gathered: &mut Gathered,
) {
    for column in header.holding(Column::Points) {
        let Some(cell) = table.rows.get(row).and_then(|cells| cells.get(column)) else {
            continue;
        };
        let Some(score) = points::in_cell(&source.slice(cell.span)).filter(|_| offset(cell) == (0, 0)) else {
            continue;
        };
        let below = table.rows.get(row + 1).and_then(|cells| cells.get(column));
        let reaches = below.is_some_and(|cell| offset(cell).0 > 0);
        let at = match targets {
            [only] if !reaches => Some(only.node),
            _ => level,
        };
        if let Some(node) = at.and_then(|at| gathered.nodes.get_mut(at)) {
            node.score = node.score.or(Some(score));
        }
    }
}
