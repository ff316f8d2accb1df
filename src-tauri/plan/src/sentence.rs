//! What one sentence states: numbers, times, bodies that act, material; each with the part that says it.

use std::sync::LazyLock;

use regex_lite::Regex;
use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind, Requirement, Role, Span};

use crate::grammar::actor::{self, Actor};
use crate::grammar::pattern::pattern;
use crate::grammar::{Found, each, evidence, role};
use crate::marks::{Marks, Number};
use crate::requirement::{Gathered, Ids, Manner, Pending, Stated, Values, bare, put_need};
use crate::source::{Clause, Source, scalar};

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
        }
        if found.is_empty() && self.manner == Manner::Material {
            found.push(Stated {
                requirement: bare(self.source, self.span, ids),
                actor: None,
            });
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
            statements.push(Statement {
                part,
                at: *at,
                deadline: Some(found.value.clone()),
                inherited: false,
                values: Values::default(),
                until: None,
            });
        }
        let rows = self.rows(&deadlines);
        let also: Vec<Statement> = statements
            .iter()
            .filter(|s| !s.values.is_empty())
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

    /// Whether a part holds nothing but a deadline and a word such as 在.
    fn is_only(&self, part: usize, found: &Found<Deadline>) -> bool {
        let Some(part) = self.parts.get(part) else {
            return false;
        };
        let length = usize::try_from(part.1.saturating_sub(part.0)).unwrap_or(usize::MAX);
        length <= found.value.as_written.chars().count() + 2
    }

    /// Whether a part says only that what was told before is done by then: 7月底前全部完成, 6月15日前完工.
    fn ends(&self, part: usize, found: &Found<Deadline>) -> bool {
        /// More words state something of their own.
        const REST_SCALARS: usize = 7;
        const DONE: [&str; 12] = [
            "完成",
            "完工",
            "竣工",
            "建成",
            "投入使用",
            "到位",
            "结束",
            "启用",
            "办结",
            "见效",
            "对外开放",
            "拨付",
        ];
        let text = self.text(part);
        let time = self.clause.plain().get(found.at.clone()).unwrap_or_default();
        let rest = text.plain().replacen(time, "", 1);
        rest.chars().count() <= REST_SCALARS && DONE.iter().any(|word| rest.contains(word))
    }

    /// Whether a part says only to whom what was told before goes by then: 7月1日前交综合班汇总.
    fn hands_in(&self, found: &Found<Deadline>) -> bool {
        static TO: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                "^(?:统一|集中|及时|一并)?(?:报送|上报|报|提交|上交|交|发送|送)(?:至|到|给)?[^,、《“]{2,12}$",
            )
        });
        let (text, from) = (self.clause.plain(), found.at.end);
        let rest = text.get(from..).unwrap_or_default();
        let rest = rest.split([',', ';', '。']).next().unwrap_or_default();
        let rest = rest.trim_end_matches(['.', ' ']);
        let whom = rest
            .trim_end_matches("汇总")
            .trim_end_matches("备案")
            .trim_end_matches("存档");
        let before = text.get(..found.at.start).unwrap_or_default();
        let before = before.rsplit([',', ';']).next().unwrap_or_default();
        let alone = ["", "于", "在", "并", "并于", "并在", "务必于"].contains(&before.trim());
        alone && TO.is_match(rest) && actor::ends_as_body(whom)
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
        let close = |open: (usize, u32, Number), statements: &mut Vec<Statement>| {
            let (part, at, number) = open;
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
            // A measure of something else in a later part has its own time, but for the rate of what is done by then.
            let repeats = match &number {
                Number::Frequency(_) => true,
                Number::Threshold(_) => !self.text(part).plain().contains('率'),
                Number::Count(_) => false,
            };
            values.take(number);
            let own = own_deadline(deadlines, part, at);
            // 全年新增50家 has all the year.
            let yearly = ["全年", "每年", "常年"]
                .iter()
                .any(|word| self.text(part).plain().starts_with(word));
            let earlier = deadlines.iter().rfind(|(p, ..)| *p < part);
            let inherited = earlier
                .filter(|_| !yearly)
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

    /// The words of a part behind a time that it begins with: 重阳节前后各村举办….
    fn behind_time(&self, part: usize) -> Clause {
        let span = self.parts.get(part).copied().unwrap_or(self.span);
        let time = self.times.iter().find(|time| {
            let before = Span(span.0, time.0);
            // 在, 于, 并于 before it.
            time.0 >= span.0 && before.1 - before.0 <= 2 && time.1 < span.1
        });
        let from = time.map_or(span.0, |time| time.1);
        self.source.clause(Span(from, span.1))
    }

    fn is_told(&self, part: usize) -> bool {
        matches!(self.manner, Manner::Prose | Manner::Opening) && role::is_told(self.text(part).masked())
    }

    /// Who acts in each part: whom the sentence gives the work to, else the last body that began a part.
    fn actors(&self) -> Vec<Option<Actor>> {
        let given = actor::given(&self.clause);
        let mut last: Option<Actor> = None;
        (0..self.parts.len())
            .map(|part| {
                if given.is_some() {
                    return given.clone();
                }
                let text = self.behind_time(part);
                match actor::subject(&text) {
                    Some(subject) => last = Some(subject),
                    None if actor::is_of_people(&text) => last = None,
                    None => {}
                }
                last.clone()
            })
            .collect()
    }

    /// What bodies do that can be shown, without a number or a time of their own: one for each body that begins to
    /// act in the sentence, at the time that was told before; what is to be handed in is a task where somebody is
    /// `acting` already.
    fn tasks(
        &self,
        statements: &[usize],
        times: &[(usize, Deadline)],
        actors: &[Option<Actor>],
        acting: bool,
        ids: &mut Ids,
    ) -> Vec<Stated> {
        let mut found: Vec<Stated> = Vec::new();
        let mut from = 0;
        while from < self.parts.len() {
            let actor = actors.get(from).cloned().flatten();
            let to = (from + 1..self.parts.len())
                .find(|part| actors.get(*part).cloned().flatten() != actor)
                .unwrap_or(self.parts.len());
            // 办公室要制定值日表,每日打扫: the body's own part states a task beside the numbers behind it.
            let busy = statements.iter().any(|part| (from..to).contains(part));
            let first = self.text(from);
            let duty = first.plain().contains(['要', '应', '须']) && !actor.as_ref().is_some_and(|a| a.given);
            let own = !statements.contains(&from) && duty && role::is_task(first.masked());
            let parts = if busy { from..from + 1 } else { from..to };
            if (!busy || own)
                && !actor.as_ref().is_some_and(|actor| actor.own)
                && (acting || actor.is_some())
                && let Some(quote) = self.task(parts, actor.as_ref())
            {
                let before = times.iter().rfind(|(part, _)| *part < from);
                found.push(Stated {
                    requirement: Requirement {
                        deadline: before.map(|(_, deadline)| deadline.clone()),
                        ..bare(self.source, quote, ids)
                    },
                    actor,
                });
            }
            from = to;
        }
        found
    }

    /// The words of the parts of one actor that state a task.
    fn task(&self, parts: std::ops::Range<usize>, actor: Option<&Actor>) -> Option<Span> {
        /// Longer words state several things.
        const WIDE: u32 = 40;
        let first = parts.start;
        let at = match actor {
            Some(_) => parts
                // A body whose own part is an appeal (各单位高度重视, …) is appealed to in all that follows.
                .take_while(|part| *part == first || !role::is_appeal(self.text(*part - 1).masked()))
                .find(|part| role::is_task(self.text(*part).masked()))?,
            None => parts
                .into_iter()
                .find(|part| role::is_report(self.text(*part).masked()))?,
        };
        let (start, quote) = (self.parts.get(first)?, self.parts.get(at)?);
        let wide = Span(start.0, quote.1);
        Some(if actor.is_some() && wide.1 - wide.0 <= WIDE {
            wide
        } else {
            *quote
        })
    }

    /// The words that state it: its part, split further between 、 where a part states several things; a short one
    /// takes the part before it along, and one that says only when takes the part behind it.
    fn quote(&self, statement: &Statement, places: &[u32], busy: &[usize]) -> Span {
        let Some(part) = self.parts.get(statement.part).copied() else {
            return self.span;
        };
        // A time that stands in a part of its own before, or behind.
        let part = Span(part.0.min(self.part_start(statement.at)), part.1);
        let alone = places.iter().filter(|place| holds(part, **place)).count() == 1;
        let last = statement.until.filter(|_| alone);
        if let Some(last) = last.and_then(|last| self.parts.get(last)) {
            return Span(part.0, last.1);
        }
        let states = |span: Span| places.iter().filter(|place| holds(span, **place)).count();
        if states(part) > 1 {
            return self.piece(part, statement.at, &states).unwrap_or(part);
        }
        /// A part of this many characters says by itself what is to be done.
        const ENOUGH: u32 = 12;
        let length = part.1 - part.0;
        let before = statement.part.checked_sub(1);
        if let Some(at) =
            before.filter(|at| length < ENOUGH && !busy.contains(at) && part.0 >= self.start(*at))
        {
            let wide = Span(self.start(at).min(part.0), part.1);
            // Never so wide that the number is lost in it.
            if wide.1 - wide.0 <= length * 3 && !self.is_told(at) {
                return wide;
            }
        }
        part
    }

    /// The piece of a part that states one of several things: a bracket of its own, else what stands between 、 or, where that
    /// still states several, between 和.
    fn piece(&self, part: Span, at: u32, states: &impl Fn(Span) -> usize) -> Option<Span> {
        /// Less is no clause.
        const LEAST: u32 = 3;
        let find = |marks: &[char]| {
            let pieces = self.source.parts(part, marks);
            pieces.into_iter().find(|piece| holds(*piece, at))
        };
        let inside = self.bracket(part, at).and_then(|inside| {
            let pieces = self.source.split(inside, &[',', '，', '、', ';', '；']);
            let own = pieces.into_iter().find(|piece| holds(*piece, at));
            own.filter(|own| states(*own) == 1)
        });
        let own = inside.or_else(|| find(&['、']));
        let narrow = own
            .filter(|own| states(*own) > 1)
            .and_then(|_| find(&['、', '和', '及']));
        let own = narrow.filter(|narrow| states(*narrow) == 1).or(own);
        own.filter(|own| own.1 - own.0 >= LEAST)
    }

    /// What stands in brackets around a place.
    fn bracket(&self, part: Span, at: u32) -> Option<Span> {
        let chars = self.source.chars(part);
        let place = usize::try_from(at.checked_sub(part.0)?).ok()?;
        let open = chars
            .get(..place)?
            .iter()
            .rposition(|c| matches!(c, '(' | '（' | ')' | '）'))?;
        let close = chars
            .get(place..)?
            .iter()
            .position(|c| matches!(c, '(' | '（' | ')' | '）'))?;
        let paired =
            matches!(chars.get(open)?, '(' | '（') && matches!(chars.get(place + close)?, ')' | '）');
        let inside = Span(part.0 + scalar(open) + 1, at + scalar(close));
        paired.then(|| self.source.trim(inside))
    }

    fn start(&self, part: usize) -> u32 {
        self.parts.get(part).map_or(self.span.0, |p| p.0)
    }

    fn part_start(&self, at: u32) -> u32 {
        self.start(self.part_of(at))
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
            && (s.values.count.is_some() || s.values.threshold.is_some())
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
