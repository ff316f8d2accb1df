//! Paragraphs to a tree by their numbering.

mod inline;
mod notes;
mod shares;
mod stacked;

use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::{Block, Document};
use taizhang_model::date::Period;
use taizhang_model::draft::{DraftNode, DraftPhase, DraftWarning};
use taizhang_model::requirement::Span;

use crate::body::{self, Body, Draughts};
use crate::field::{self, Field};
use crate::grammar::deadline;
use crate::grammar::pattern::pattern;
use crate::numbering::{Levels, Marker, Style, marker};
use crate::requirement::Ids;
use crate::source::Source;
use crate::{beginning, heading, letter, node, phase, points};
use stacked::{Piece, Row};

/// Deeper headings are taken for lists inside a text.
const DEEPEST: usize = 8;

/// What an outline gives.
#[derive(Default)]
pub(crate) struct Outline {
    pub title: String,
    pub nodes: Vec<DraftNode>,
    pub phases: Vec<DraftPhase>,
    pub warnings: Vec<DraftWarning>,
}

/// Page numbers and page headers that land in the text: 第1页共4页, - 3 -.
static PAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:第\s*\d+\s*页(?:[,、\s]*共\s*\d+\s*页)?|[-—–]+\s*\d+\s*[-—–]+|\d+/\d+)$"));

/// The day that a paper is signed on, on a line of its own.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[一-龥]{2,20}(?:会|委|局|部|处|办|室|科|院|校|府|司|社|团|组|队|站|所|中心)\s+)?(?:\d{4}|[二〇零○一三四五六七八九]{4}|20[xX×]{2})年({N}|[xX×]{1,2})月({N}|[xX×]{1,2})日$",
    )
});
/// Reads the paragraphs of a document.
pub(crate) fn read(document: &Document, source: &Source, period: Option<Period>) -> Outline {
    let paragraphs: Vec<Span> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(p) => Some(source.trim(p.span)),
            Block::Table(_) => None,
        })
        .filter(|line| {
            let clause = source.clause(*line);
            line.0 < line.1 && !PAGE.is_match(clause.plain()) && !SIGNED.is_match(clause.plain())
        })
        .collect();
    let paragraphs = letter::body(source, &paragraphs);
    let (title, used) = beginning::title(source, &paragraphs);
    let mut tree = Tree::new(source, period);
    // Where each item has its own 说明: it belongs to the item.
    let mut labels: Vec<String> = paragraphs
        .iter()
        .filter_map(|line| notes::note_label(source, *line))
        .collect();
    labels.sort();
    let alone = |label: &&String| labels.iter().filter(|other| other == label).count() == 1;
    tree.notes = labels.iter().filter(alone).cloned().collect();
    let body: Vec<Span> = paragraphs.iter().skip(used).copied().collect();
    let styles: Vec<Style> = body
        .iter()
        .filter_map(|line| Some(marker(&source.slice(Span(line.0, line.1.min(line.0 + 30))))?.style))
        .collect();
    tree.levels = Levels::of(&styles);
    tree.opening = beginning::opening(source, &body, !styles.is_empty());
    tree.blocks = beginning::in_blocks(source, &body);
    let body: Vec<Span> = body
        .iter()
        .flat_map(|line| inline::items(source, *line))
        .collect();
    for piece in stacked::rows(source, &body) {
        match piece {
            Piece::Line(line) => tree.line(line),
            Piece::Row(row) => tree.row(row),
        }
    }
    tree.finish(title)
}

/// A heading that is still open.
struct Heading {
    style: Style,
    last: Option<u32>,
    node: usize,
}

struct Tree<'a> {
    source: &'a Source,
    period: Option<Period>,
    made: Draughts,
    warnings: Vec<DraftWarning>,
    open: Vec<Heading>,
    /// Last number met of each style, wherever it stood: numbering may run on across sections.
    latest: Vec<(Style, u32)>,
    /// With the node that each is the heading of.
    stages: Vec<(usize, Span, phase::Stage)>,
    /// Words such as 注 that begin one note only: it stands for itself.
    notes: Vec<String>,
    /// The headings that were open where a note began.
    aside: Vec<Heading>,
    /// Which codes tell levels.
    levels: Levels,
    /// Where the opening above all headings ends.
    opening: u32,
    /// Whether a line with a time begins each of several blocks without headings.
    blocks: bool,
    /// The block that is open.
    block: Option<usize>,
    /// The part for the last paragraph, where a line behind it told who does that.
    part: Option<usize>,
}

impl<'a> Tree<'a> {
    fn new(source: &'a Source, period: Option<Period>) -> Self {
        Self {
            source,
            period,
            made: Draughts::default(),
            warnings: Vec::new(),
            open: Vec::new(),
            latest: Vec::new(),
            stages: Vec::new(),
            notes: Vec::new(),
            aside: Vec::new(),
            levels: Levels::default(),
            opening: u32::MAX,
            blocks: false,
            block: None,
            part: None,
        }
    }

    fn line(&mut self, line: Span) {
        let head = self.source.slice(Span(line.0, line.1.min(line.0 + 30)));
        match self.levels.marker(&head) {
            // 一是…二是… on one line is a text.
            Some(marker) if marker.code == "一是" && self.source.slice(line).contains("二是") => {
                self.body(line)
            }
            Some(marker) => self.heading(line, marker),
            None => match notes::note_label(self.source, line) {
                _ if self.is_section(line) => self.section(line),
                Some(label) if self.notes.contains(&label) => self.note(line, self.behind_label(line)),
                _ => self.body(line),
            },
        }
    }

    /// A row of a table whose cells stand below each other.
    fn row(&mut self, row: Row) {
        self.heading(row.line, row.marker);
        if let Some(at) = self.open.last().map(|heading| heading.node) {
            self.fields(at, &row.fields);
        }
    }

    fn heading(&mut self, line: Span, marker: Marker) {
        self.part = None;
        self.resume(&marker);
        let known = self.open.iter().position(|h| h.style == marker.style);
        let depth = known.unwrap_or(self.open.len());
        if depth >= DEEPEST {
            self.body(line);
            return;
        }
        let before = self.open.get(depth).and_then(|h| h.last);
        self.open.truncate(depth);
        let parent = self.open.last().map(|h| h.node);
        let own = self.source.trim(Span(line.0 + marker.length, line.1));
        let mut read = field::read(self.source, own);
        let behind = self.behind(own, &mut read);
        let text = read.texts.first().copied().unwrap_or(own);
        let (head, rest) = self.first_sentence(text);
        let quote = Span(line.0, head.1.max(own.0));
        let at = self.made.add(
            self.source,
            parent,
            quote,
            Some(marker.code.clone()).filter(|code| !code.is_empty()),
        );
        self.check_order(&marker, before, quote);
        self.open.push(Heading {
            style: marker.style,
            last: marker.ordinal,
            node: at,
        });
        if let Some(node) = self.made.nodes.get_mut(at) {
            if let Some(behind) = behind {
                heading::departments_behind(node, &self.source.slice(behind));
            }
            heading::apply(node, &self.source.slice(head));
            // Points may stand behind the sentence: …达九成以上。(2.5分)
            let behind = points::in_text(&self.source.slice(rest));
            node.score = node
                .score
                .or(behind.filter(|_| rest.1.saturating_sub(rest.0) <= 12));
        }
        let closed = self.is_closed(own, text) && (behind.is_some() || !read.fields.is_empty());
        let stage = phase::stage(self.source, head, self.in_stages(parent), self.period);
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.head = Some(head);
            body.closed = closed;
            let says = |rest: &Span| !points::without(&self.source.slice(*rest)).is_empty();
            body.texts.extend(Some(rest).filter(says));
            body.texts.extend(read.texts.iter().skip(1));
            if marker.style == Style::Month {
                body.month = deadline::of_stretch(&self.source.clause(head), self.period);
                body.is_month = true;
            }
            body.stage = stage
                .as_ref()
                .filter(|stage| stage.named)
                .map(|stage| stage.deadline(self.source));
        }
        self.stages.extend(stage.map(|stage| (at, quote, stage)));
        self.fields(at, &read.fields);
    }

    /// Cuts a bracket that names departments off the end of the last text of a line, where it stands behind the first
    /// sentence or tells a time too; gives the place of that text, and makes the time a field.
    fn behind(&self, line: Span, read: &mut field::Line) -> Option<Span> {
        let last = read.texts.last_mut()?;
        let whole = *last;
        let mut scratch = node::node(0, 0, None, String::new(), line);
        let Some(behind) = heading::departments_behind(&mut scratch, &self.source.slice(whole)) else {
            if let Some((text, time)) = heading::time_behind(self.source, whole) {
                *last = text;
                read.fields.push((Field::Time, time));
            }
            return None;
        };
        let place = |length: usize| whole.0 + crate::source::scalar(length);
        let cut = self.source.trim(Span(whole.0, place(behind.from)));
        if behind.time.is_none() && self.first_sentence(whole).0.1 > cut.1 {
            return None;
        }
        *last = cut;
        let time = behind.time.map(|at| Span(place(at.start), place(at.end)));
        read.fields.extend(time.map(|time| (Field::Time, time)));
        Some(whole)
    }

    /// Whether a line with whole sentences, not a name alone, ends with a bracket.
    fn is_closed(&self, line: Span, text: Span) -> bool {
        let clause = self.source.clause(line);
        let end = clause.plain().trim_end_matches(['。', '.', ';', ' ']);
        end.ends_with(')') && self.source.chars(text).contains(&'。')
    }

    /// Whether a section of stages is open.
    fn in_stages(&self, parent: Option<usize>) -> bool {
        let mut at = parent;
        while let Some(node) = at.and_then(|at| self.made.nodes.get(at)) {
            if phase::is_section(&node.title) {
                return true;
            }
            at = at.and_then(|at| self.made.parents.get(at).copied().flatten());
        }
        false
    }

    /// The first sentence and what follows it on the line.
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
        // Months are named, not counted.
        if marker.style == Style::Month {
            return;
        }
        if number < expected {
            warn("code_repeated", marker.code.clone());
        } else if number > expected {
            let missing: Vec<String> = (expected..number).take(20).map(|n| n.to_string()).collect();
            warn("code_missing", missing.join("、"));
        }
    }

    fn body(&mut self, line: Span) {
        let read = field::read(self.source, line);
        let Some(at) = self.open.last().map(|h| h.node) else {
            self.preamble(line, &read);
            return;
        };
        let overall = self.is_overall(line);
        let above = self.made.parents.get(at).copied().flatten();
        let full = self
            .made
            .bodies
            .get(at)
            .is_some_and(|body| !body.times.is_empty());
        if overall && full && above.is_none() {
            self.note(line, self.behind_label(line));
            return;
        }
        let closed = self.made.bodies.get(at).is_some_and(|body| body.closed);
        if closed && above.is_none() && self.is_addressed(line) {
            self.note(line, line);
            return;
        }
        let at = above.filter(|_| overall && full).unwrap_or(at);
        let mut read = self.as_share(line, read);
        let at = self.shared_by(at, &read);
        let behind = self.behind(line, &mut read);
        if let (Some(behind), Some(node)) = (behind, self.made.nodes.get_mut(at)) {
            heading::departments_behind(node, &self.source.slice(behind));
        }
        read.texts.retain(|text| text.0 < text.1);
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.texts.extend(&read.texts);
        }
        let names =
            |(field, _): &(Field, Span)| matches!(field, Field::Lead | Field::Responsible | Field::Share);
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.below |= read.texts.is_empty() && read.fields.iter().any(names);
            body.timed_below |=
                read.texts.is_empty() && read.fields.iter().any(|(field, _)| *field == Field::Time);
        }
        self.fields(at, &read.fields);
    }

    /// A text above all headings is a node of its own, where it states anything.
    fn preamble(&mut self, line: Span, read: &field::Line) {
        if self.in_block(line, read) {
            return;
        }
        // A line of fields goes on with what was told above it.
        let last = self.made.nodes.len().checked_sub(1);
        if let Some(last) = last.filter(|_| read.texts.is_empty()) {
            self.fields(last, &read.fields);
            return;
        }
        let at = self.made.add(self.source, None, line, None);
        let title = self.source.slice(read.texts.first().copied().unwrap_or(line));
        if let Some(node) = self.made.nodes.get_mut(at) {
            node.title = node::short(&title);
        }
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.texts.extend(&read.texts);
            body.preamble = true;
            body.opening = line.0 < self.opening;
        }
        self.fields(at, &read.fields);
    }

    /// Takes a line of a block (时间:…, 内容:…, 责任:…), which begins with its time and ends with who does it.
    fn in_block(&mut self, line: Span, read: &field::Line) -> bool {
        let begins = read.texts.is_empty() && matches!(read.fields.first(), Some((Field::Time, _)));
        if self.blocks && begins {
            let at = self.made.add(self.source, None, line, None);
            if let Some(node) = self.made.nodes.get_mut(at) {
                node.title = node::short(&self.source.slice(line));
            }
            self.block = Some(at);
            self.fields(at, &read.fields);
            return true;
        }
        let open = |at: &usize| self.made.bodies.get(*at).is_some_and(|body| !body.given);
        let Some(at) = self.block.filter(open) else {
            return false;
        };
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.texts.extend(&read.texts);
        }
        self.fields(at, &read.fields);
        true
    }

    fn fields(&mut self, at: usize, fields: &[(Field, Span)]) {
        let (Some(node), Some(body)) = (self.made.nodes.get_mut(at), self.made.bodies.get_mut(at)) else {
            return;
        };
        for (field, value) in fields {
            let (value, time) = heading::without_time(self.source, *field, *value);
            body.put(self.source, node, *field, value);
            body.times.extend(time);
        }
    }

    fn finish(mut self, title: String) -> Outline {
        let mut ids = Ids::default();
        let (at, stages): (Vec<usize>, Vec<_>) = self
            .stages
            .into_iter()
            .map(|(at, quote, stage)| (at, (quote, stage)))
            .unzip();
        let phases = phase::phases(self.source, stages);
        for (at, phase) in at.iter().zip(&phases) {
            let stage = self.made.bodies.get_mut(*at).and_then(|body| body.stage.as_mut());
            if let Some(deadline) = stage {
                deadline.date_from = phase.date_from;
                deadline.date_to = phase.date_to;
            }
        }
        let nodes = body::settle(self.source, self.made, self.period, &mut ids);
        self.warnings.sort_by_key(|w| w.span);
        self.warnings.dedup();
        Outline {
            title,
            nodes,
            phases,
            warnings: self.warnings,
        }
    }
}

impl Body {
    /// Puts what a field holds where it belongs.
    fn put(&mut self, source: &Source, node: &mut DraftNode, field: Field, value: Span) {
        let text = source.slice(value);
        node.score = node.score.or_else(|| points::in_text(&text));
        let text = points::without(&text);
        match field {
            Field::Lead | Field::Responsible => {
                node::lead_by(node, heading::without_share(&text), source.lead_mark());
                self.given = true;
            }
            Field::Support => {
                node::support(node, heading::without_share(&text));
                self.given = true;
            }
            Field::Share => {
                heading::share_line(node, &text);
                self.given = true;
            }
            Field::Leader => node::leader(node, &text),
            Field::Person => node::persons(node, &text),
            Field::Method => node.method = (!text.is_empty()).then_some(text),
            Field::Time => self.times.push(value),
            Field::Material => self.materials.push(value),
            Field::Scope | Field::Contact => {}
        }
    }
}
