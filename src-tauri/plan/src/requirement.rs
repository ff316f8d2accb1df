//! Clauses to requirements: one per number, with the sentence that states it.

use taizhang_model::date::Period;
use taizhang_model::requirement::{
    Count, Deadline, DeadlineKind, EvidenceNeed, Frequency, Requirement, Role, Span, Threshold,
};

use crate::grammar::{Found, count, deadline, each, evidence, frequency, threshold};
use crate::source::{Clause, Source};

/// Marks that end a clause.
const CLAUSE_ENDS: [char; 8] = ['。', ';', '；', '\n', '!', '！', '?', '？'];
/// Marks that part a clause.
const PART_ENDS: [char; 2] = [',', '，'];

/// How a text speaks of material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// A cell or field that lists material: every clause is asked for.
    Material,
    /// Running text: only clauses with a number, a time or named material that is asked for.
    Prose,
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

/// Requirements of a stretch of text, clause by clause.
pub(crate) fn of_text(
    source: &Source,
    span: Span,
    manner: Manner,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<Requirement> {
    source
        .split(span, &CLAUSE_ENDS)
        .into_iter()
        .map(|clause| without_label(source, clause))
        .filter(|clause| clause.0 < clause.1)
        .flat_map(|clause| of_clause(source, clause, manner, period, ids))
        .collect()
}

/// The one requirement that a sentence without a document states; the template's way in.
pub(crate) fn of_sentence(sentence: &str, period: Period, id: String) -> Requirement {
    let clause = Clause::loose(sentence);
    let marks = Marks::of(&clause, Manner::Material, Some(period));
    let value = |marks: Vec<Mark>| {
        let mut all = Values::default();
        marks.into_iter().for_each(|mark| all.take(mark.value));
        all
    };
    let values = value(marks.numbers);
    Requirement {
        id,
        quote: sentence.to_owned(),
        span: None,
        role: Role::Requirement,
        deadline: marks.deadlines.into_iter().next().map(|f| f.value),
        frequency: values.frequency,
        threshold: values.threshold,
        count: values.count,
        each: each::each(&clause),
        evidence: marks.evidence.into_iter().map(|f| f.value).collect(),
    }
}

enum Number {
    Frequency(Frequency),
    Threshold(Threshold),
    Count(Count),
}

/// A number with its place in bytes of the clause.
struct Mark {
    value: Number,
    from: usize,
}

/// A place in the clause, in bytes, where something is asked, with the numbers that it asks for.
struct Statement {
    at: usize,
    values: Values,
}

#[derive(Default)]
struct Values {
    frequency: Option<Frequency>,
    threshold: Option<Threshold>,
    count: Option<Count>,
}

impl Values {
    /// Keeps the first number of each sort.
    fn take(&mut self, number: Number) {
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
        }
    }
}

/// What the grammars found in a clause; what one grammar used, a weaker one leaves alone.
struct Marks {
    deadlines: Vec<Found<Deadline>>,
    numbers: Vec<Mark>,
    evidence: Vec<Found<EvidenceNeed>>,
}

impl Marks {
    fn of(clause: &Clause, manner: Manner, period: Option<Period>) -> Self {
        let deadlines = match manner {
            Manner::Time => deadline::in_time_field(clause, period),
            _ => deadline::deadlines(clause, period),
        };
        let mut evidence = evidence::evidence(clause);
        if manner == Manner::Prose {
            evidence.retain(|need| evidence::is_asked_for(clause, need));
        }
        let mut taken: Vec<std::ops::Range<usize>> = deadlines.iter().map(|f| f.at.clone()).collect();
        taken.extend(evidence.iter().map(|f| f.at.clone()));
        let mut numbers = Vec::new();
        let mut keep = |found: Vec<(Number, std::ops::Range<usize>)>| {
            for (value, at) in found {
                if taken.iter().all(|t| at.end <= t.start || t.end <= at.start) {
                    numbers.push(Mark {
                        value,
                        from: at.start,
                    });
                    taken.push(at);
                }
            }
        };
        keep(each_of(frequency::frequencies(clause), Number::Frequency));
        keep(each_of(threshold::thresholds(clause), Number::Threshold));
        keep(each_of(count::counts(clause), Number::Count));
        numbers.sort_by_key(|mark| mark.from);
        Self {
            deadlines,
            numbers,
            evidence,
        }
    }

    /// Where requirements are stated: at each number, or at each deadline where there is no number. A period without
    /// a number of times (每年人均40小时) belongs to the number behind it.
    fn statements(&mut self, manner: Manner) -> Vec<Statement> {
        let mut statements: Vec<Statement> = Vec::new();
        let mut open: Option<(usize, Number)> = None;
        for mark in std::mem::take(&mut self.numbers) {
            if matches!(&mark.value, Number::Frequency(f) if f.times.is_none()) {
                open = Some((mark.from, mark.value));
                continue;
            }
            let mut values = Values::default();
            let mut at = mark.from;
            if let Some((from, frequency)) = open.take() {
                values.take(frequency);
                at = from;
            }
            values.take(mark.value);
            statements.push(Statement { at, values });
        }
        if statements.is_empty() {
            // A hidden year in running text is the time of a phase, nothing to meet.
            let stated =
                |d: &&Found<Deadline>| manner != Manner::Prose || d.value.kind != DeadlineKind::Masked;
            statements.extend(self.deadlines.iter().filter(stated).map(|d| Statement {
                at: d.at.start,
                values: Values::default(),
            }));
        }
        statements
    }
}

fn each_of<T>(found: Vec<Found<T>>, wrap: fn(T) -> Number) -> Vec<(Number, std::ops::Range<usize>)> {
    found.into_iter().map(|f| (wrap(f.value), f.at)).collect()
}

fn of_clause(
    source: &Source,
    span: Span,
    manner: Manner,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<Requirement> {
    let clause = source.clause(span);
    let mut marks = Marks::of(&clause, manner, period);
    let statements = marks.statements(manner);
    let position = |at: usize| clause.span(at..at).map_or(span.0, |s| s.0);
    let places: Vec<u32> = statements.iter().map(|s| position(s.at)).collect();
    let mut found: Vec<Requirement> = Vec::new();
    for statement in statements {
        let quote = quote_at(source, span, position(statement.at), &places);
        let own = |d: &&Found<Deadline>| holds(quote, position(d.at.start));
        let deadline = marks.deadlines.iter().find(own).or(marks.deadlines.first());
        found.push(Requirement {
            deadline: deadline.map(|d| d.value.clone()),
            frequency: statement.values.frequency,
            threshold: statement.values.threshold,
            count: statement.values.count,
            each: each::each(&source.clause(quote)),
            ..bare(source, quote, ids)
        });
    }
    if found.is_empty() && (manner == Manner::Material || !marks.evidence.is_empty()) {
        found.push(bare(source, span, ids));
    }
    for need in marks.evidence {
        let at = position(need.at.start);
        let own = found
            .iter()
            .position(|r| r.span.is_some_and(|span| holds(span, at)));
        if let Some(requirement) = found.get_mut(own.unwrap_or(0)) {
            requirement.evidence.push(need.value);
        }
    }
    found
}

fn holds(span: Span, at: u32) -> bool {
    span.0 <= at && at < span.1
}

/// The part of a clause that states what stands at a place: the whole clause when that is all it states, else the
/// part between commas, else between 、.
fn quote_at(source: &Source, clause: Span, at: u32, places: &[u32]) -> Span {
    let states = |span: Span| places.iter().filter(|place| holds(span, **place)).count();
    let mut quote = clause;
    for marks in [PART_ENDS.as_slice(), &['、']] {
        if states(quote) > 1 {
            let parts = source.split(quote, marks);
            quote = parts.into_iter().find(|part| holds(*part, at)).unwrap_or(quote);
        }
    }
    quote
}

/// A requirement with nothing but its sentence: any one piece of material.
pub(crate) fn bare(source: &Source, span: Span, ids: &mut Ids) -> Requirement {
    Requirement {
        id: ids.next(),
        quote: source.slice(span),
        span: Some(span),
        role: Role::Requirement,
        deadline: None,
        frequency: None,
        threshold: None,
        count: None,
        each: None,
        evidence: Vec::new(),
    }
}

/// Gives a time field's deadline to what the node asks for; the words of `own` state it when nothing else does.
pub(crate) fn apply_time(
    source: &Source,
    field: Span,
    own: Span,
    period: Option<Period>,
    requirements: &mut Vec<Requirement>,
    ids: &mut Ids,
) {
    let clause = source.clause(field);
    let deadlines = deadline::in_time_field(&clause, period);
    let only = match deadlines.as_slice() {
        [only] if is_all(&clause, only) => only.value.clone(),
        [] => return,
        _ => {
            requirements.extend(of_text(source, field, Manner::Time, period, ids));
            return;
        }
    };
    if requirements.is_empty() {
        requirements.push(bare(source, own, ids));
    }
    for requirement in requirements.iter_mut().filter(|r| r.deadline.is_none()) {
        requirement.deadline = Some(only.clone());
    }
}

/// Whether the deadline is all that a field says, but for a word such as 完成.
fn is_all(clause: &Clause, found: &Found<Deadline>) -> bool {
    let rest = clause.plain().len().saturating_sub(found.at.end - found.at.start);
    rest <= "完成。".len() + 3
}

/// The clause without a label such as 测评内容: or a number such as 1) before it.
fn without_label(source: &Source, span: Span) -> Span {
    const LABEL_SCALARS: usize = 8;
    let chars = source.chars(span);
    let label = chars
        .iter()
        .take(LABEL_SCALARS)
        .position(|c| matches!(c, ':' | '：'))
        .filter(|at| *at >= 2 && !chars.iter().take(*at).any(char::is_ascii_digit));
    let from = label.map_or(0, |at| at + 1);
    let span = source.trim(Span(span.0 + crate::source::scalar(from), span.1));
    match crate::numbering::marker(&source.slice(span)) {
        Some(marker) => source.trim(Span(span.0 + marker.length, span.1)),
        None => span,
    }
}
