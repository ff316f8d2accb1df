//! Paragraphs below one heading that each have a line of their own behind them that says who does it.

use taizhang_model::requirement::Span;

use super::Tree;
use crate::field::{self, Field};
use crate::{heading, node};

impl Tree<'_> {
    /// The line as a field, where it says nothing but who does what stands above it: 县文旅局牵头落实, 由团委负责,工会配合.
    pub(super) fn as_share(&self, line: Span, read: field::Line) -> field::Line {
        /// More words say more.
        const SCALARS: u32 = 60;
        let alone = read.fields.is_empty() && line.1 - line.0 <= SCALARS;
        let clause = self.source.clause(line);
        if !alone || !heading::is_share(clause.plain()) {
            return read;
        }
        field::Line {
            texts: Vec::new(),
            fields: vec![(Field::Share, line)],
        }
    }

    /// Where the fields of a line go: to the open heading; where an earlier line below it told who does what and a
    /// paragraph came since, to a part of its own for that paragraph.
    pub(super) fn shared_by(&mut self, at: usize, read: &field::Line) -> usize {
        let names =
            |(field, _): &(Field, Span)| matches!(field, Field::Lead | Field::Responsible | Field::Share);
        if !read.texts.is_empty() {
            self.part = None;
            return at;
        }
        let tells = read.fields.iter().any(names);
        let Some(body) = self.made.bodies.get_mut(at) else {
            return at;
        };
        let since = body.texts.len();
        if !tells || since == 0 {
            return self.part.unwrap_or(at);
        }
        let before = std::mem::replace(&mut body.shared_texts, since);
        if !body.parted && (before == 0 || since <= before) {
            return self.part.unwrap_or(at);
        }
        if !std::mem::replace(&mut body.parted, true) {
            let own = body.texts.split_off(before);
            self.first_part(at);
            if let Some(body) = self.made.bodies.get_mut(at) {
                body.texts = own;
            }
        }
        let texts = self
            .made
            .bodies
            .get_mut(at)
            .map(|body| std::mem::take(&mut body.texts));
        let Some(part) = self.add_part(at, texts.unwrap_or_default()) else {
            return at;
        };
        self.part = Some(part);
        part
    }

    /// A part of a heading for some of its paragraphs.
    fn add_part(&mut self, at: usize, texts: Vec<Span>) -> Option<usize> {
        let (first, last) = (*texts.first()?, *texts.last()?);
        let part = self.made.add(self.source, Some(at), Span(first.0, last.1), None);
        let title = node::short(&self.source.slice(first));
        if let Some(node) = self.made.nodes.get_mut(part) {
            node.title = title;
        }
        if let Some(body) = self.made.bodies.get_mut(part) {
            body.texts = texts;
        }
        Some(part)
    }

    /// What the first paragraph told, with who does it and by when, goes from the heading to a part of its own.
    fn first_part(&mut self, at: usize) {
        let taken = self
            .made
            .bodies
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default();
        let Some(part) = self.add_part(at, taken.texts.clone()) else {
            return;
        };
        let told = self.made.nodes.get_mut(at).map(|node| {
            let names = (node.lead_dept.take(), std::mem::take(&mut node.support_depts));
            (names, node.leader.take(), std::mem::take(&mut node.persons))
        });
        if let (Some(told), Some(node)) = (told, self.made.nodes.get_mut(part)) {
            ((node.lead_dept, node.support_depts), node.leader, node.persons) = told;
        }
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.head = taken.head;
            body.stage.clone_from(&taken.stage);
            body.month.clone_from(&taken.month);
            body.is_month = taken.is_month;
            body.parted = true;
        }
        if let Some(body) = self.made.bodies.get_mut(part) {
            body.given = taken.given;
            body.times = taken.times;
            body.materials = taken.materials;
        }
    }
}
