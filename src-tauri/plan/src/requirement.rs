//! Sentences to requirements: one per number, with the clause that states it and who is to do it.

use taizhang_model::date::Period;
use taizhang_model::requirement::{Count, EvidenceNeed, Frequency, Requirement, Role, Span, Threshold};

use crate::grammar::actor::Actor;
use crate::grammar::each;
use crate::marks::{Marks, Number};
use crate::points;
use crate::sentence::Sentence;
use crate::source::{Clause, Source};

/// Marks that end a sentence.
const SENTENCE_ENDS: [char; 8] = ['。', ';', '；', '\n', '!', '！', '?', '？'];

/// How a text speaks of material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// A cell or field that lists material: every clause is asked for.
    Material,
    /// Running text: only clauses with a number, a time, a body that acts, or named material that is asked for.
    Prose,
    /// The opening of a document above its first heading, which tells why and on what ground: only numbers, and times
    /// that something is due by.
    Opening,
    /// A name of something: only numbers and times.
    Heading,
    /// A field that holds the time.
    Time,
}

/// Hands out requirement ids.
#[derive(Default)]
pub(crate) struct Ids(u32);

impl Ids {
    pub(crate) fn next(&mut self) -> String {
        self.0 = self.0.saturating_add(1);
        format!("r{}", self.0)
    }
}

/// A requirement with the body that its own sentence names.
pub(crate) struct Stated {
    pub requirement: Requirement,
    pub actor: Option<Actor>,
}

/// What the texts of one node state.
#[derive(Default)]
pub(crate) struct Gathered {
    pub stated: Vec<Stated>,
    /// Material that stands in no sentence with a requirement: it belongs to the node as a whole.
    pub pending: Vec<Pending>,
    /// Whom a sentence of the text in hand gave all that follows to (校园环境由后勤处负责。…).
    pub charged: Option<Actor>,
}

/// Material that is left over.
pub(crate) struct Pending {
    pub need: EvidenceNeed,
    /// The words that name it.
    pub part: Span,
    /// 提供, 上传, or a number of pieces: asked for by itself.
    pub sure: bool,
}

impl Gathered {
    /// Reads a stretch of text, sentence by sentence.
    pub(crate) fn read(
        &mut self,
        source: &Source,
        span: Span,
        manner: Manner,
        period: Option<Period>,
        ids: &mut Ids,
    ) {
        self.charged = None;
        for sentence in source.split(span, &SENTENCE_ENDS) {
            let sentence = without_label(source, sentence);
            // (4分) behind the last sentence.
            let points = || points::without(&source.slice(sentence)).is_empty();
            if sentence.0 < sentence.1 && !points() {
                Sentence::new(source, sentence, manner, period).read(self, ids);
            }
        }
    }

    /// Gives material that is left over to the node's first requirement, or states it by itself where it is asked for.
    pub(crate) fn settle(&mut self, source: &Source, ids: &mut Ids) {
        let pending = std::mem::take(&mut self.pending);
        let has_own = self
            .stated
            .iter()
            .any(|s| s.requirement.role == Role::Requirement);
        for left in pending {
            let at = self.stated.iter().position(|s| {
                s.requirement.role == Role::Requirement && (has_own || s.requirement.span == Some(left.part))
            });
            match at.and_then(|at| self.stated.get_mut(at)) {
                Some(stated) => put_need(&mut stated.requirement, left.need),
                None if left.sure => {
                    let mut requirement = bare(source, left.part, ids);
                    requirement.evidence.push(left.need);
                    self.stated.push(Stated {
                        requirement,
                        actor: None,
                    });
                }
                None => {}
            }
        }
    }

    /// The requirements alone.
    pub(crate) fn requirements(self) -> Vec<Requirement> {
        self.stated.into_iter().map(|s| s.requirement).collect()
    }
}

/// Adds a named need, each name once.
pub(crate) fn put_need(requirement: &mut Requirement, need: EvidenceNeed) {
    if requirement.evidence.iter().all(|known| known.name != need.name) {
        requirement.evidence.push(need);
    }
}

/// Requirements of a stretch of text by itself.
pub(crate) fn of_text(
    source: &Source,
    span: Span,
    manner: Manner,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<Requirement> {
    let mut gathered = Gathered::default();
    gathered.read(source, span, manner, period, ids);
    gathered.settle(source, ids);
    gathered.requirements()
}

/// The one requirement that a sentence without a document states: of a template, or put together from cells.
pub(crate) fn of_sentence(sentence: &str, period: Option<Period>, id: String) -> Requirement {
    let clause = Clause::loose(sentence);
    let marks = Marks::of(&clause, Manner::Material, period);
    let mut values = Values::default();
    marks.numbers.into_iter().for_each(|mark| values.take(mark.value));
    Requirement {
        deadline: marks.deadlines.into_iter().next().map(|f| f.value),
        frequency: values.frequency,
        threshold: values.threshold,
        count: values.count,
        each: each::each(&clause),
        evidence: marks.evidence.into_iter().map(|f| f.value).collect(),
        ..Requirement::bare(id, sentence)
    }
}

/// The numbers of one requirement.
#[derive(Default, Clone)]
pub(crate) struct Values {
    pub frequency: Option<Frequency>,
    pub threshold: Option<Threshold>,
    pub count: Option<Count>,
}

impl Values {
    /// Keeps the first number of each sort.
    pub(crate) fn take(&mut self, number: Number) {
        match number {
            Number::Frequency(f) => {
                self.frequency.get_or_insert(f);
            }
            Number::Threshold(t) => {
                self.threshold.get_or_insert(t);
            }
            Number::Count(c) => {
                self.count.get_or_insert(c);
            }
            Number::Goal => {}
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.frequency.is_none() && self.threshold.is_none() && self.count.is_none()
    }
}

/// A requirement with nothing but its sentence: any one piece of material.
pub(crate) fn bare(source: &Source, span: Span, ids: &mut Ids) -> Requirement {
    Requirement {
        span: Some(span),
        ..Requirement::bare(ids.next(), source.slice(span))
    }
}

/// The sentence without a label such as 测评内容: or a number such as 1) before it.
pub(crate) fn without_label(source: &Source, span: Span) -> Span {
    const LABEL_SCALARS: usize = 8;
    let chars = source.chars(span);
    let label = chars
        .iter()
        .take(LABEL_SCALARS)
        .position(|c| matches!(c, ':' | '：'))
        .filter(|at| {
            (*at >= 2 || chars.first() == Some(&'注')) && !chars.iter().take(*at).any(char::is_ascii_digit)
        });
    let from = label.map_or(0, |at| at + 1);
    let span = source.trim(Span(span.0 + crate::source::scalar(from), span.1));
    let span = match crate::numbering::marker(&source.slice(Span(span.0, span.1.min(span.0 + 30)))) {
        Some(marker) => source.trim(Span(span.0 + marker.length, span.1)),
        None => span,
    };
    without_count(source, span)
}

/// The sentence without 一是, 二要, 其一 before it.
fn without_count(source: &Source, span: Span) -> Span {
    let chars = source.chars(span);
    let length = match chars {
        [
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九',
            '是' | '要',
            ..,
        ] => 2,
        ['其', '一' | '二' | '三' | '四', ',' | '，' | ':' | '：', ..] => 3,
        _ => 0,
    };
    source.trim(Span(span.0 + length, span.1))
}
