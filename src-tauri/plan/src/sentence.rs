//! What one sentence states: numbers, times, bodies that act, material; each with the part that says it.

mod tasks;
mod words;

use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind, Requirement, Role, Span};

use crate::grammar::charge;
use crate::grammar::{Found, each, evidence, role};
use crate::marks::{Marks, Number};
use crate::requirement::{Gathered, Ids, Manner, Pending, Stated, Values, bare, put_need};
use crate::source::{Clause, Source};

/// Words of a measure that tell how far what was done reaches: 6月底前完成培训,覆盖全体窗口人员达到95%以上.
const REACHES: [&str; 4] = ["率", "覆盖", "惠及", "受益"];
/// Marks that part a sentence.
const PART_ENDS: [char; 2] = [',', '，'];

/// Something that a sentence states: where, in scalars of the document, and what.
#[derive(Clone)]
struct Statement {
    part: usize,
    at: u32,
    deadline: Option<Deadline>,
    values: Values,
    /// The deadline was told in an earlier part.
    inherited: bool,
    /// The part up to which its words go, where they go on behind its own.
    until: Option<usize>,
}

/// One sentence with what the grammars found in it.
pub(crate) struct Sentence<'a> {
    source: &'a Source,
    span: Span,
    manner: Manner,
    clause: Clause,
    parts: Vec<Span>,
    marks: Marks,
    /// Where times stand, in scalars of the document.
    times: Vec<Span>,
}

impl<'a> Sentence<'a> {
    /// Looks at a sentence.
    pub(crate) fn new(source: &'a Source, span: Span, manner: Manner, period: Option<Period>) -> Self {
        let clause = source.clause(span);
        let marks = Marks::of(&clause, manner, period);
        let times = marks
            .deadlines
            .iter()
            .filter_map(|found| clause.span(found.at.clone()));
        Self {
            times: times.collect(),
            source,
            span,
            manner,
            parts: source.parts(span, &PART_ENDS),
            clause,
            marks,
        }
    }

    fn position(&self, byte: usize) -> u32 {
        self.clause.span(byte..byte).map_or(self.span.0, |s| s.0)
    }

    fn part_of(&self, at: u32) -> usize {
        self.parts.iter().rposition(|part| part.0 <= at).unwrap_or(0)
    }

    /// Adds what the sentence states.
    pub(crate) fn read(mut self, gathered: &mut Gathered, ids: &mut Ids) {
        let statements = self.statements();
        if self.manner == Manner::Prose
            && statements.is_empty()
            && let Some(actor) = charge::charged(&self.clause)
        {
            gathered.charged = Some(actor);
            return;
        }
        if self.manner == Manner::Prose
            && statements.is_empty()
            && let Some(actor) = charge::of_duty(&self.clause)
        {
            gathered.charged = Some(actor);
            return;
        }
        let mut places: Vec<u32> = statements.iter().map(|s| s.at).collect();
        places.dedup();
        let busy: Vec<usize> = statements.iter().map(|s| s.part).collect();
        let actors = self.actors();
        let times: Vec<(usize, Deadline)> = statements
            .iter()
            .filter_map(|s| Some((s.part, s.deadline.clone()?)))
            .collect();
        let mut found: Vec<Stated> = Vec::new();
        for statement in statements {
            let quote = self.quote(&statement, &places, &busy);
            let told = self.is_told(statement.part) || self.is_scenery(&statement);
            // What is told of the past has no time to be met by.
            let due = |d: &Deadline| ['前', '底', '内', '末'].iter().any(|c| d.as_written.contains(*c));
            let idle = self.manner == Manner::Opening && !statement.deadline.as_ref().is_some_and(due);
            if (told || idle) && statement.values.is_empty() {
                continue;
            }
            let role = if told { Role::Context } else { Role::Requirement };
            found.push(Stated {
                requirement: Requirement {
                    role,
                    deadline: statement.deadline.filter(|_| !told),
                    frequency: statement.values.frequency,
                    threshold: statement.values.threshold,
                    count: statement.values.count,
                    each: each::each(&self.source.clause(quote)),
                    ..bare(self.source, quote, ids)
                },
                actor: actors.get(statement.part).cloned().flatten(),
            });
        }
        if self.manner == Manner::Prose {
            let told: Vec<(usize, Deadline)> = times;
            let acting = gathered.stated.iter().any(|s| s.actor.is_some());
            found.extend(self.tasks(&busy, &told, &actors, acting, ids));
            found.extend(self.handed(&busy, &told, &actors, ids));
            if found.is_empty() && gathered.charged.is_some() {
                found.extend(self.own_duty(ids));
            }
        }
        if found.is_empty() && self.manner == Manner::Material {
            found.push(Stated {
                requirement: bare(self.source, self.span, ids),
                actor: None,
            });
        }
        for stated in found.iter_mut().filter(|stated| stated.actor.is_none()) {
            stated.actor.clone_from(&gathered.charged);
        }
        if let Some(actor) = self.leads_over(&actors) {
            gathered.charged = Some(actor);
        }
        found.sort_by_key(|stated| stated.requirement.span);
        self.material(&mut found, gathered);
        gathered.stated.extend(found);
    }

    /// Named material goes to the requirement of its own part, else to the one before it in the sentence, else to the
    /// first one; to the node where the sentence has none.
    fn material(&mut self, found: &mut [Stated], gathered: &mut Gathered) {
        for need in std::mem::take(&mut self.marks.evidence) {
            let at = self.position(need.at.start);
            let asked = |s: &Stated| s.requirement.role == Role::Requirement;
            let holds = |s: &Stated| s.requirement.span.is_some_and(|span| holds(span, at));
            let before = |s: &Stated| s.requirement.span.is_some_and(|span| span.0 <= at);
            let own = found
                .iter()
                .position(|s| asked(s) && holds(s))
                .or_else(|| found.iter().rposition(|s| asked(s) && before(s)))
                .or_else(|| found.iter().position(asked));
            match own.and_then(|own| found.get_mut(own)) {
                Some(stated) => put_need(&mut stated.requirement, need.value),
                None => gathered.pending.push(Pending {
                    sure: self.manner == Manner::Material || evidence::is_sure(&self.clause, &need),
                    need: need.value,
                    part: self.parts.get(self.part_of(at)).copied().unwrap_or(self.span),
                }),
            }
        }
    }

    /// Where requirements are stated: at each number, and at each deadline whose part has no number.
    fn statements(&mut self) -> Vec<Statement> {
        let deadlines: Vec<(usize, u32, Found<Deadline>)> = std::mem::take(&mut self.marks.deadlines)
            .into_iter()
            .map(|found| {
                let at = self.position(found.at.start);
                (self.part_of(at), at, found)
            })
            .collect();
        let mut numbers: Vec<(usize, u32, Number)> = std::mem::take(&mut self.marks.numbers)
            .into_iter()
            .map(|mark| {
                let at = self.position(mark.at.start);
                (self.part_of(at), at, mark.value)
            })
            .collect();
        if self.manner == Manner::Heading {
            // 开展经常性活动 is a name; what a heading counts it asks for.
            numbers.retain(|(_, _, number)| !number.is_open());
        }
        // What is counted or has a time is stated by that.
        let busy: Vec<usize> = numbers
            .iter()
            .filter(|(.., number)| !matches!(number, Number::Goal))
            .map(|(part, ..)| *part)
            .chain(deadlines.iter().map(|(part, ..)| *part))
            .collect();
        numbers.retain(|(part, _, number)| !matches!(number, Number::Goal) || !busy.contains(part));
        let rows = self.rows(&deadlines);
        let mut statements = self.numbered(numbers, &deadlines);
        for (part, at, found) in &deadlines {
            // The words of the last number go on to a time right behind it; else the time states itself too.
            if self.ends(*part, found) && give_back(&mut statements, *part, &found.value, false) {
                continue;
            }
            let told = statements.iter().any(|s| s.part == *part);
            if !told && self.hands_in(found) && give_back(&mut statements, *part, &found.value, true) {
                continue;
            }
            // A part that says nothing but the time belongs to the part behind it.
            let alone = self.is_only(*part, found) && self.parts.get(part + 1).is_some();
            let part = if alone { part + 1 } else { *part };
            // Numbers in a bracket (纸质2份,电子版1份) are matters of their own.
            let span = self.parts.get(part).copied().unwrap_or(self.span);
            let apart =
                |s: &Statement| self.bracket(span, s.at).is_some() && self.bracket(span, *at).is_none();
            if statements
                .iter()
                .any(|s| s.part == part && !s.values.is_empty() && !apart(s))
            {
                continue;
            }
            // What is due at the last of a row of times is due at the others too.
            if rows.iter().any(|(earlier, _)| *earlier == found.value) {
                continue;
            }
            statements.push(Statement {
                part,
                at: *at,
                deadline: Some(found.value.clone()),
                inherited: false,
                values: Values::default(),
                until: None,
            });
        }
        let also: Vec<Statement> = statements
            .iter()
            .flat_map(|s| {
                let same = |(_, last): &&(Deadline, Deadline)| s.deadline.as_ref() == Some(last);
                rows.iter().filter(same).map(|(first, _)| Statement {
                    deadline: Some(first.clone()),
                    ..s.clone()
                })
            })
            .collect();
        statements.extend(also);
        statements.sort_by_key(|s| s.at);
        statements
    }

    /// Times in a row with nothing but a mark between them: 6月30日、12月10日前各报送1篇 is due at each.
    fn rows(&self, deadlines: &[(usize, u32, Found<Deadline>)]) -> Vec<(Deadline, Deadline)> {
        let pairs = deadlines.iter().zip(deadlines.iter().skip(1));
        pairs
            .filter(|((.., one), (.., next))| {
                let between = self.clause.plain().get(one.at.end..next.at.start);
                matches!(between, Some("、" | "和")) && one.value.kind != DeadlineKind::Festival
            })
            .map(|((.., one), (.., next))| (one.value.clone(), next.value.clone()))
            .collect()
    }

    /// Statements at numbers. A period without a number of times (每年人均40小时) belongs to the number behind it in
    /// the same part. A deadline holds for the measures and counts behind it, until the next one.
    fn numbered(
        &self,
        numbers: Vec<(usize, u32, Number)>,
        deadlines: &[(usize, u32, Found<Deadline>)],
    ) -> Vec<Statement> {
        let mut statements: Vec<Statement> = Vec::new();
        let mut open: Option<(usize, u32, Number)> = None;
        let places: Vec<u32> = numbers.iter().map(|(_, at, _)| *at).collect();
        let close = |open: (usize, u32, Number), statements: &mut Vec<Statement>| {
            let (part, at, number) = open;
            let deadlines = &self.reaching(deadlines, at, &places);
            let mut values = Values::default();
            values.take(number);
            statements.push(Statement {
                part,
                at,
                deadline: own_deadline(deadlines, part, at),
                inherited: false,
                values,
                until: None,
            });
        };
        for (part, at, number) in numbers {
            if number.is_open() {
                if let Some(before) = open.replace((part, at, number)) {
                    close(before, &mut statements);
                }
                continue;
            }
            let mut values = Values::default();
            let mut from = at;
            if let Some(before) = open.take() {
                if before.0 == part {
                    from = before.1;
                    values.take(before.2);
                } else {
                    close(before, &mut statements);
                }
            }
            // A measure of something else in a later part has its own time, but for how far what is done by then reaches.
            let repeats = match &number {
                Number::Frequency(_) | Number::Goal => true,
                Number::Threshold(_) => !REACHES.iter().any(|word| self.text(part).plain().contains(word)),
                Number::Count(_) => false,
            };
            values.take(number);
            let deadlines = &self.reaching(deadlines, at, &places);
            let own = own_deadline(deadlines, part, at);
            // 全年新增50家 has all the year.
            let yearly = ["全年", "每年", "常年"]
                .iter()
                .any(|word| self.text(part).plain().starts_with(word));
            let earlier = deadlines.iter().rfind(|(p, ..)| *p < part);
            // Days to answer in (3个工作日内答复) are no time for a measure behind them.
            let answers = |found: &Found<Deadline>| {
                found.value.kind == DeadlineKind::Relative && found.value.days.is_some()
            };
            // 每月10日前 is when something is done again: no time for a measure behind it.
            let again = |found: &Found<Deadline>| {
                let word = found.value.relative_to.as_deref();
                word.is_some_and(|word| word.starts_with('每'))
            };
            // 4月—9月,每季度抽查: a stretch is no time to be done by.
            let stretch = |found: &Found<Deadline>| {
                let months = |d: &Deadline| Some((d.date_from?.month(), d.date_to?.month()));
                values.frequency.is_some() && months(&found.value).is_some_and(|(from, to)| from != to)
            };
            let measures = values.threshold.is_some();
            let inherited = earlier
                .filter(|_| !yearly)
                .filter(|(.., found)| !(measures && (answers(found) || again(found))) && !stretch(found))
                .filter(|(p, _, found)| !repeats || (p + 1 == part && self.is_only(*p, found)))
                .map(|(.., found)| found.value.clone());
            statements.push(Statement {
                part,
                at: from,
                inherited: own.is_none() && inherited.is_some(),
                deadline: own.or(inherited),
                values,
                until: None,
            });
        }
        if let Some(last) = open {
            // 经常 beside a number of the same part adds nothing.
            if !statements.iter().any(|s| s.part == last.0) {
                close(last, &mut statements);
            }
        }
        statements
    }

    /// The times that reach a place: one in a bracket with a number of its own stays there (讲堂2期(上、下半年各1期),好人1名).
    fn reaching(
        &self,
        deadlines: &[(usize, u32, Found<Deadline>)],
        place: u32,
        numbers: &[u32],
    ) -> Vec<(usize, u32, Found<Deadline>)> {
        let reaches = |(part, at, _): &&(usize, u32, Found<Deadline>)| {
            let part = self.parts.get(*part).copied().unwrap_or(self.span);
            let inside = self.bracket(part, *at);
            let shut =
                |inside: Span| !holds(inside, place) && numbers.iter().any(|number| holds(inside, *number));
            !inside.is_some_and(shut)
        };
        deadlines.iter().filter(reaches).cloned().collect()
    }

    fn text(&self, part: usize) -> Clause {
        let span = self.parts.get(part).copied().unwrap_or(self.span);
        self.source.clause(span)
    }

    /// A number of things alone in the opening of a document, or as what something was done to (对31户店家,开展了…).
    fn is_scenery(&self, statement: &Statement) -> bool {
        let values = &statement.values;
        let alone = values.count.is_some() && values.frequency.is_none() && values.threshold.is_none();
        let past = |part: usize| role::is_told(self.text(part).masked());
        let object = self.text(statement.part).plain().starts_with('对');
        let next = statement.part + 1;
        alone && (self.manner == Manner::Opening || (object && next < self.parts.len() && past(next)))
    }

    fn is_told(&self, part: usize) -> bool {
        matches!(self.manner, Manner::Prose | Manner::Opening) && role::is_told(self.text(part).masked())
    }
}

/// Gives a time behind what is counted and measured to that, where it has none of its own; tells whether the words of
/// one of them go on to the time.
fn give_back(statements: &mut [Statement], part: usize, deadline: &Deadline, last: bool) -> bool {
    let open = |s: &&mut Statement| {
        s.part < part
            && (!last || s.part + 1 == part)
            && (s.deadline.is_none() || (last && s.inherited))
            && s.values.frequency.is_none()
            && (s.values.count.is_some() || s.values.threshold.as_ref().is_some_and(|t| !is_time(&t.unit)))
    };
    let mut given = false;
    for statement in statements.iter_mut().filter(open) {
        statement.deadline = Some(deadline.clone());
        if statement.part + 1 == part {
            statement.until = Some(part);
            given = true;
        }
    }
    given
}

/// Whether a measure is one of time: 24小时内首次回应 is done by then itself.
fn is_time(unit: &str) -> bool {
    ["分钟", "秒", "秒钟", "小时", "日", "天", "工作日"].contains(&unit)
}

/// The deadline in the same part: the last one before the number, else the first one behind it.
fn own_deadline(deadlines: &[(usize, u32, Found<Deadline>)], part: usize, at: u32) -> Option<Deadline> {
    let own = || deadlines.iter().filter(|(p, ..)| *p == part);
    own()
        .rfind(|(_, place, _)| *place <= at)
        .or_else(|| own().next())
        .map(|(.., found)| found.value.clone())
}

/// Whether a place lies in a span.
fn holds(span: Span, at: u32) -> bool {
    span.0 <= at && at < span.1
}
