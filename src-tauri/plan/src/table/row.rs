//! What the other columns of a row say of its text: material that shows it, a time, departments.

use taizhang_document::{Cell, Table};
use taizhang_model::date::Period;
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::{EvidenceNeed, Requirement, Role, Span};

use super::header::{Column, Header};
use super::items::for_number;
use super::rows::offset;
use crate::field::{self, Field};
use crate::grammar::{actor, goal};
use crate::node;
use crate::requirement::{Ids, Manner, bare, of_text, put_need, without_label};
use crate::source::Source;
use crate::time::apply_time;

/// Whether the row has something in a time column.
pub(super) fn is_timed(source: &Source, header: &Header, cells: &[Cell], number: Option<u32>) -> bool {
    header
        .holding(Column::Time)
        .filter_map(|at| cells.get(at))
        .any(|cell| {
            let part = for_number(source, source.trim(cell.span), number);
            part.is_some_and(|part| source.chars(part).iter().any(|c| c.is_alphanumeric()))
        })
}

/// A time or a body holds for the rows below it that leave its cell and all before it blank, as a merged cell does that
/// lost its merge.
pub(super) fn leading(
    source: &Source,
    table: &Table,
    header: &Header,
    row: usize,
    kind: Column,
) -> Option<Span> {
    let column = header.holding(kind).next()?;
    let empty = |cell: &Cell| source.trim(cell.span).0 == source.trim(cell.span).1;
    let below = |cell: &Cell| empty(cell) || offset(cell).0 > 0;
    let blank = |cells: &Vec<Cell>| {
        let (own, before) = cells.get(..=column)?.split_last()?;
        let goes_on = empty(own) && own.covered_by.is_none() && before.iter().all(below);
        goes_on.then_some(())
    };
    let above = table.rows.get(header.data..=row)?;
    blank(above.last()?)?;
    let told = above.iter().rev().find(|cells| blank(cells).is_none())?;
    let told = source.trim(told.get(column)?.span);
    (told.0 < told.1).then_some(told)
}

/// Whether a text asks for something in a number or at a time.
pub(super) fn asks(source: &Source, text: Span, period: Option<Period>) -> bool {
    let found = of_text(source, text, Manner::Prose, period, &mut Ids::default());
    found
        .iter()
        .any(|one| one.role == Role::Requirement && is_measured(one))
}

pub(super) fn first_sentence(source: &Source, text: Span) -> Span {
    let sentences = source.split(text, &['。', '；', ';', '\n']);
    let first = sentences
        .into_iter()
        .next()
        .map(|first| without_label(source, first));
    first.filter(|first| first.0 < first.1).unwrap_or(text)
}

/// Material without a number or time of its own shows what the text asks for; other material is asked for beside it.
pub(super) fn material(requirements: &mut Vec<Requirement>, found: Vec<Requirement>) {
    let asks = |r: &Requirement| r.role == Role::Requirement;
    let once = requirements.iter().position(|r| asks(r) && r.frequency.is_none());
    let main = once.or_else(|| requirements.iter().position(asks));
    for one in found {
        let main = main.and_then(|main| requirements.get_mut(main));
        let belongs = |main: &&mut Requirement| main.frequency.is_none() || !is_of_year(&one);
        match main.filter(belongs).filter(|_| !is_measured(&one)) {
            Some(main) if one.evidence.is_empty() => put_need(
                main,
                EvidenceNeed {
                    name: node::short(&one.quote),
                    any_of: Vec::new(),
                    min: 1,
                    unit: None,
                    as_written: one.quote,
                },
            ),
            Some(main) => one.evidence.into_iter().for_each(|need| put_need(main, need)),
            None => requirements.push(one),
        }
    }
}

/// A plan, a summary or a ledger is one for the year, however often there is something to do.
fn is_of_year(requirement: &Requirement) -> bool {
    const OF_YEAR: [&str; 8] = ["年度", "全年", "计划", "总结", "制度", "台账", "名册", "责任书"];
    let of_year = |name: &str| OF_YEAR.iter().any(|word| name.contains(word));
    let needs = &requirement.evidence;
    of_year(&requirement.quote) && needs.iter().all(|need| of_year(&need.as_written))
}

/// Names of a department column, which may say themselves who leads and who supports (县审批局牵头,各窗口配合).
pub(super) fn departments(source: &Source, node: &mut DraftNode, column: Column, part: Span) {
    for line in source.split(part, &['\n']) {
        let line = field::read(source, line);
        for (field, value) in line.fields {
            let value = source.slice(value);
            match field {
                Field::Support => node::support(node, &value),
                Field::Leader => node::leader(node, &value),
                Field::Person => node::persons(node, &value),
                _ => node::lead_by(node, &value, source.lead_mark()),
            }
        }
        for text in line.texts {
            let given = actor::given(&source.clause(text));
            match given.filter(|_| column == Column::Lead) {
                Some(actor) => {
                    node::lead(node, &actor.lead);
                    actor.support.iter().for_each(|name| node::support(node, name));
                }
                None if column == Column::Lead => {
                    node::lead_by(node, &source.slice(text), source.lead_mark());
                }
                None => node::support(node, &source.slice(text)),
            }
        }
    }
}

/// What a cell asks for in the time that its column is named after.
pub(super) fn in_period(
    source: &Source,
    text: Span,
    when: Option<Span>,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<Requirement> {
    // A dash says that there is nothing to do.
    if !source.chars(text).iter().any(|c| c.is_alphanumeric()) {
        return Vec::new();
    }
    let mut asked = of_text(source, text, Manner::Prose, period, ids);
    if asked.is_empty() {
        asked.push(bare(source, first_sentence(source, text), ids));
    }
    if let Some(when) = when {
        apply_time(source, when, text, period, &mut asked, ids);
    }
    asked
}

pub(super) fn is_measured(requirement: &Requirement) -> bool {
    requirement.deadline.is_some()
        || requirement.frequency.is_some()
        || requirement.threshold.is_some()
        || requirement.count.is_some()
}

/// Whether a sentence sets a goal that no number measures (师德考核不合格率为零): material beside it shows it, and tells nothing of it.
pub(super) fn is_goal(source: &Source, requirement: &Requirement) -> bool {
    let clause = requirement.span.map(|span| source.clause(span));
    clause.is_some_and(|clause| !goal::goals(&clause).is_empty())
}
