//! Who acts in a sentence, and what bodies do that no number or time states.

use taizhang_model::requirement::{Deadline, Requirement, Span};

use super::Sentence;
use crate::grammar::actor::{self, Actor};
use crate::grammar::{charge, role};
use crate::requirement::{Ids, Manner, Stated, bare};
use crate::source::Clause;

impl Sentence<'_> {
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

    /// Who acts in each part: whom the sentence gives the work to, else the last body that began a part.
    pub(super) fn actors(&self) -> Vec<Option<Actor>> {
        let given = actor::given(&self.clause);
        let mut last: Option<Actor> = None;
        (0..self.parts.len())
            .map(|part| {
                if given.is_some() {
                    return given.clone();
                }
                let text = self.behind_time(part);
                // 区司法局负责…,要求各街道每月…: who asks others for it leads still.
                let asked = text.plain().starts_with("要求") && last.is_some();
                match actor::subject(&text).filter(|_| !asked) {
                    Some(subject) => last = Some(subject),
                    None if actor::is_of_people(&text) => last = None,
                    None => {}
                }
                last.clone()
            })
            .collect()
    }

    /// Whom all that follows is for: 宣传科负责,…; 各单位请把握以下时间节点:7月15日前….
    pub(super) fn leads_over(&self, actors: &[Option<Actor>]) -> Option<Actor> {
        let first = (self.parts.len() > 1).then(|| self.text(0));
        if let Some(charged) = first.and_then(|first| charge::charged(&first)) {
            return Some(charged).filter(|_| self.manner == Manner::Prose);
        }
        let (over, _) = self.clause.plain().split_once(':')?;
        let told = ["以下", "如下", "下列"].iter().any(|word| over.contains(word));
        let first = actors.first()?.clone();
        first.filter(|actor| told && self.manner == Manner::Prose && !actor.own)
    }

    /// What bodies do that can be shown, without a number or a time of their own: one for each body that begins to
    /// act in the sentence, at the time that was told before; what is to be handed in is a task where somebody is
    /// `acting` already.
    pub(super) fn tasks(
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
            let own =
                !statements.contains(&from) && duty && role::is_task(&role::without_lead(first.masked()));
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

    /// 主要负责文稿起草, where the body has been named before.
    pub(super) fn own_duty(&self, ids: &mut Ids) -> Option<Stated> {
        let first = self.text(0);
        let begins = ["负责", "主要负责", "具体负责"]
            .iter()
            .any(|word| first.plain().starts_with(word));
        let quote = *self.parts.first().filter(|_| begins)?;
        Some(Stated {
            requirement: bare(self.source, quote, ids),
            actor: None,
        })
    }

    /// Papers that go to a body by the time that the part before told: 6月底前完成自评,将评价表报送节能科.
    pub(super) fn handed(
        &self,
        statements: &[usize],
        times: &[(usize, Deadline)],
        actors: &[Option<Actor>],
        ids: &mut Ids,
    ) -> Vec<Stated> {
        let at = |part: &usize| times.iter().find(|(told, _)| told + 1 == *part);
        (1..self.parts.len())
            .filter(|part| !statements.contains(part) && self.hands_over(*part))
            .filter_map(|part| {
                let (_, deadline) = at(&part)?;
                let quote = self.parts.get(part)?;
                Some(Stated {
                    requirement: Requirement {
                        deadline: Some(deadline.clone()),
                        ..bare(self.source, *quote, ids)
                    },
                    actor: actors.get(part).cloned().flatten(),
                })
            })
            .collect()
    }

    /// Whether a part tells what a body has to do, and neither appeals nor tells of what was.
    fn is_duty(&self, part: usize) -> bool {
        let text = self.text(part);
        let said = text.masked();
        charge::is_duty(text.plain()) && !role::is_appeal(said) && !role::is_told(said)
    }

    /// The words of the parts of one actor that state a task.
    fn task(&self, parts: std::ops::Range<usize>, actor: Option<&Actor>) -> Option<Span> {
        /// Longer words state several things.
        const WIDE: u32 = 40;
        // 城管局负责,街道配合,取缔占道经营: what is to be done stands behind whose share it is.
        let shares = |part: &usize| charge::is_share(self.text(*part).plain());
        let first = parts.clone().find(|part| !shares(part))?;
        let given = actor.is_some() && first > parts.start;
        let parts = first..parts.end;
        let at = match actor {
            Some(_) => parts
                // A body whose own part is an appeal (各单位高度重视, …) is appealed to in all that follows.
                .take_while(|part| *part == first || !role::is_appeal(self.text(*part - 1).masked()))
                .find(|part| role::is_task(self.text(*part).masked()))
                .or_else(|| Some(first).filter(|_| given || self.is_duty(first)))?,
            None => parts
                .into_iter()
                .find(|part| role::is_report(self.text(*part).masked()))?,
        };
        let (start, quote) = (self.parts.get(first)?, self.parts.get(at)?);
        if let Some(then) = self.behind_circumstance(at, &[]) {
            return Some(Span(quote.0, then.1));
        }
        let wide = Span(start.0, quote.1);
        Some(if actor.is_some() && wide.1 - wide.0 <= WIDE {
            wide
        } else {
            *quote
        })
    }
}
