//! Plain text to a tree by its numbering.

use taizhang_document::{Block, Document};
use taizhang_model::date::Period;
use taizhang_model::draft::{DraftNode, DraftWarning};
use taizhang_model::requirement::{Requirement, Span};

use crate::field::{Field, fields};
use crate::numbering::{Marker, Style, marker};
use crate::requirement::{Ids, Manner, apply_time, of_text};
use crate::source::Source;
use crate::{code, node, points};

/// Deeper headings are taken for lists inside a text.
const DEEPEST: usize = 8;

/// What an outline gives.
pub(crate) struct Outline {
    pub title: String,
    pub nodes: Vec<DraftNode>,
    pub warnings: Vec<DraftWarning>,
}

/// Reads the paragraphs of a document.
pub(crate) fn read(document: &Document, source: &Source, period: Option<Period>) -> Outline {
    let lines: Vec<Span> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(p) => Some(source.trim(p.span)),
            Block::Table(_) => None,
        })
        .filter(|line| line.0 < line.1)
        .collect();
    let mut tree = Tree::new(source, period);
    lines.iter().for_each(|line| tree.line(*line));
    tree.finish(title(source, &lines))
}

/// The first line, when it is no numbered heading.
fn title(source: &Source, lines: &[Span]) -> String {
    lines
        .first()
        .map(|line| source.slice(*line))
        .filter(|line| marker(line).is_none())
        .map(|line| node::short(&line))
        .unwrap_or_default()
}

/// A heading that is still open, with what stood below it so far.
struct Heading {
    style: Style,
    last: Option<u32>,
    node: usize,
}

struct Tree<'a> {
    source: &'a Source,
    period: Option<Period>,
    ids: Ids,
    nodes: Vec<DraftNode>,
    written: Vec<Option<String>>,
    warnings: Vec<DraftWarning>,
    open: Vec<Heading>,
    /// Last number met of each style, wherever it stood: numbering may run on across sections.
    latest: Vec<(Style, u32)>,
    /// Texts and time fields below each node.
    bodies: Vec<Body>,
}

struct Body {
    /// First sentence of the heading.
    head: Span,
    texts: Vec<Span>,
    materials: Vec<Span>,
    times: Vec<Span>,
}

impl<'a> Tree<'a> {
    fn new(source: &'a Source, period: Option<Period>) -> Self {
        Self {
            source,
            period,
            ids: Ids::default(),
            nodes: Vec::new(),
            written: Vec::new(),
            warnings: Vec::new(),
            open: Vec::new(),
            latest: Vec::new(),
            bodies: Vec::new(),
        }
    }

    fn line(&mut self, line: Span) {
        match marker(&self.source.slice(Span(line.0, line.1.min(line.0 + 30)))) {
            Some(marker) => self.heading(line, marker),
            None => self.body(line),
        }
    }

    fn heading(&mut self, line: Span, marker: Marker) {
        let known = self.open.iter().position(|h| h.style == marker.style);
        let depth = known.unwrap_or(self.open.len());
        if depth >= DEEPEST {
            self.body(line);
            return;
        }
        let before = self.open.get(depth).and_then(|h| h.last);
        self.open.truncate(depth);
        let parent = self
            .open
            .last()
            .and_then(|h| self.nodes.get(h.node))
            .map(|n| n.id.clone());
        let own = self.source.trim(Span(line.0 + marker.length, line.1));
        let (head, rest) = self.first_sentence(own);
        let quote = Span(line.0, head.1.max(own.0));
        let mut node = node::node(
            self.nodes.len() + 1,
            u32::try_from(depth).unwrap_or(u32::MAX).saturating_add(1),
            parent,
            self.source.slice(quote),
            quote,
        );
        let text = self.source.slice(head);
        node.score = points::in_text(&text);
        node.title = node::short(&points::without(&text));
        self.check_order(&marker, before, quote);
        self.open.push(Heading {
            style: marker.style,
            last: marker.ordinal,
            node: self.nodes.len(),
        });
        self.nodes.push(node);
        self.written.push(Some(marker.code));
        self.bodies.push(Body {
            head,
            texts: if rest.0 < rest.1 { vec![rest] } else { Vec::new() },
            materials: Vec::new(),
            times: Vec::new(),
        });
    }

    /// The first sentence and what follows it on the line; a sentence that is nearly all of the line takes it all.
    fn first_sentence(&self, span: Span) -> (Span, Span) {
        let ends = ['。', '；', ';', '！', '!'];
        let at = (span.0..)
            .zip(self.source.chars(span))
            .find(|(_, c)| ends.contains(c))
            .map(|(at, _)| at + 1);
        match at {
            Some(at) => (Span(span.0, at), self.source.trim(Span(at, span.1))),
            None => (span, Span(span.1, span.1)),
        }
    }

    /// A number that repeats or is skipped becomes a warning.
    fn check_order(&mut self, marker: &Marker, before: Option<u32>, quote: Span) {
        let Some(number) = marker.ordinal else { return };
        let latest = self.latest.iter().position(|(style, _)| *style == marker.style);
        let run_on = latest.and_then(|at| self.latest.get(at)).map_or(0, |(_, n)| *n);
        match latest.and_then(|at| self.latest.get_mut(at)) {
            Some(entry) => entry.1 = number,
            None => self.latest.push((marker.style, number)),
        }
        let expected = match before {
            Some(last) => last.saturating_add(1),
            None if number == 1 => 1,
            // A row that goes on from an earlier section.
            None => run_on.saturating_add(1).min(number),
        };
        let mut warn = |code: &str, subject: String| {
            self.warnings.push(DraftWarning {
                code: code.to_owned(),
                subject,
                span: Some(quote),
            });
        };
        if number < expected {
            warn("code_repeated", marker.code.clone());
        } else if number > expected {
            let missing: Vec<String> = (expected..number).take(20).map(|n| n.to_string()).collect();
            warn("code_missing", missing.join("、"));
        }
    }

    fn body(&mut self, line: Span) {
        let Some(at) = self.open.last().map(|h| h.node) else {
            return;
        };
        let found = fields(self.source, line);
        let (Some(node), Some(body)) = (self.nodes.get_mut(at), self.bodies.get_mut(at)) else {
            return;
        };
        if found.is_empty() {
            body.texts.push(line);
            return;
        }
        for (field, value) in found {
            let text = self.source.slice(value);
            match field {
                Field::Lead | Field::Responsible => node::lead(node, &text),
                Field::Support => node::support(node, &text),
                Field::Leader => node::leader(node, &text),
                Field::Person => node::persons(node, &text),
                Field::Method => node.method = (!text.is_empty()).then_some(text),
                Field::Time => body.times.push(value),
                Field::Material => body.materials.push(value),
            }
        }
    }

    fn finish(mut self, title: String) -> Outline {
        let bodies = std::mem::take(&mut self.bodies);
        for (node, body) in self.nodes.iter_mut().zip(&bodies) {
            node.content = content(self.source, node, body);
            node.requirements = requirements(self.source, node, body, self.period, &mut self.ids);
        }
        // Repeated numbers were told of where they stand.
        code::assign(&mut self.nodes, &self.written, &mut Vec::new());
        self.warnings.sort_by_key(|w| w.span);
        self.warnings.dedup();
        Outline {
            title,
            nodes: self.nodes,
            warnings: self.warnings,
        }
    }
}

/// The texts below a heading, after the heading itself where the title is only its beginning.
fn content(source: &Source, node: &DraftNode, body: &Body) -> Option<String> {
    let head = points::without(&source.slice(body.head));
    let cut = head.trim_end_matches(['。', ';', '；', '.', ':', '：', '!', '！']) != node.title;
    let texts = body.texts.iter().map(|span| source.slice(*span));
    let text: Vec<String> = cut.then_some(head).into_iter().chain(texts).collect();
    (!text.is_empty()).then(|| text.join("\n"))
}

fn requirements(
    source: &Source,
    node: &DraftNode,
    body: &Body,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<Requirement> {
    let mut found: Vec<Requirement> = Vec::new();
    for text in [body.head].iter().chain(&body.texts) {
        found.extend(of_text(source, *text, Manner::Prose, period, ids));
    }
    for text in &body.materials {
        found.extend(of_text(source, *text, Manner::Material, period, ids));
    }
    for time in &body.times {
        let own = node.span.map_or(*time, |span| Span(span.0, time.1));
        // A time far below its heading is quoted by itself.
        let near = own.1.saturating_sub(own.0) <= 400;
        apply_time(
            source,
            *time,
            if near { own } else { *time },
            period,
            &mut found,
            ids,
        );
    }
    found
}
