//! Which words of a sentence state a thing, and which only say when or to whom.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::{Deadline, DeadlineKind, Span};

use super::{Sentence, Statement, holds};
use crate::grammar::pattern::pattern;
use crate::grammar::{Found, actor, role};
use crate::source::scalar;

impl Sentence<'_> {
    /// Whether a part holds nothing but a deadline and a word such as 在, or who does it by then: 各单位分别于6月30日和12月10日前.
    pub(super) fn is_only(&self, part: usize, found: &Found<Deadline>) -> bool {
        let Some(part) = self.parts.get(part) else {
            return false;
        };
        if self.is_whose(*part, found) {
            return true;
        }
        let length = usize::try_from(part.1.saturating_sub(part.0)).unwrap_or(usize::MAX);
        length <= found.value.as_written.chars().count() + 2
    }

    /// Whether a part says only who does something and by which days.
    fn is_whose(&self, part: Span, found: &Found<Deadline>) -> bool {
        static BY: LazyLock<Regex> =
            LazyLock::new(|| pattern("^(?:要|应|应当|须|必须|请|务必)?分别(?:于|在)$"));
        let Some(end) = self.clause.span(found.at.clone()).map(|at| at.1) else {
            return false;
        };
        let first = self.times.iter().find(|time| holds(part, time.0));
        let Some(first) = first.filter(|_| end == part.1) else {
            return false;
        };
        let before = self.source.clause(Span(part.0, first.0));
        let who = actor::subject(&before).map_or(0, |actor| actor.at.end);
        before.plain().get(who..).is_some_and(|rest| BY.is_match(rest))
    }

    /// Whether a part says only that what was told before is done by then: 7月底前全部完成, 6月15日前完工.
    pub(super) fn ends(&self, part: usize, found: &Found<Deadline>) -> bool {
        /// More words state something of their own.
        const REST_SCALARS: usize = 7;
        const DONE: [&str; 13] = [
            "完",
            "毕",
            "成",
            "竣工",
            "投入使用",
            "到位",
            "结束",
            "启用",
            "办结",
            "见效",
            "开放",
            "拨付",
            "清零",
        ];
        // 投诉7日内办结 is a matter of its own.
        if found.value.kind == DeadlineKind::Relative && found.value.days.is_some() {
            return false;
        }
        let text = self.text(part);
        let time = self.clause.plain().get(found.at.clone()).unwrap_or_default();
        let rest = text.plain().replacen(time, "", 1);
        rest.chars().count() <= REST_SCALARS && DONE.iter().any(|word| rest.contains(word))
    }

    /// Whether a part says only to whom what was told before goes by then: 7月1日前交综合班汇总.
    pub(super) fn hands_in(&self, found: &Found<Deadline>) -> bool {
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

    /// Whether a part says what goes to whom: 将评价表发送至市机关事务管理局节能科, 制定方案报乡攻坚办.
    pub(super) fn hands_over(&self, part: usize) -> bool {
        static OVER: LazyLock<Regex> = LazyLock::new(|| {
            pattern("^.{2,40}?(?:报送|上报|报|提交|上交|移交|交|发送|发|送)(?:至|到|给)?([^,、《“]{2,14})$")
        });
        let text = self.text(part);
        let plain = text.masked().trim_end_matches(['.', '。', ' ']);
        let whom = ["审核", "审定", "备案", "汇总", "存档"]
            .iter()
            .fold(plain, |words, end| words.trim_end_matches(end));
        let over = OVER.captures(whom).and_then(|c| c.get(1));
        // 电子版同步发送 is the same paper.
        let same = plain.starts_with("电子版") || plain.contains("同步");
        !same && over.is_some_and(|body| actor::ends_as_body(body.as_str())) && !role::is_told(text.masked())
    }

    /// The words that state it: its part, split further between 、 where a part states several things; a short one
    /// takes the part before it along, and one that says only when takes the part behind it.
    pub(super) fn quote(&self, statement: &Statement, places: &[u32], busy: &[usize]) -> Span {
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
        if let Some(then) = self.behind_circumstance(statement.part, busy) {
            return Span(part.0, then.1);
        }
        if let Some(then) = self.behind_when(statement, busy) {
            return Span(part.0, then.1);
        }
        /// A part of this many characters says by itself what is to be done.
        const ENOUGH: u32 = 12;
        let length = part.1 - part.0;
        let before = statement.part.checked_sub(1);
        if let Some(at) = before
            .filter(|at| length < ENOUGH && self.says(*at) && !busy.contains(at) && part.0 >= self.start(*at))
        {
            let wide = Span(self.start(at).min(part.0), part.1);
            // Never so wide that the number is lost in it.
            if wide.1 - wide.0 <= length * 3 && !self.is_told(at) {
                return wide;
            }
        }
        part
    }

    /// The part behind one that tells only on what ground or when, unless it states something of its own.
    pub(super) fn behind_circumstance(&self, part: usize, busy: &[usize]) -> Option<Span> {
        let behind = part + 1;
        let only = !busy.contains(&behind) && role::is_circumstance(self.text(part).plain());
        self.parts.get(behind).copied().filter(|_| only)
    }

    /// The part that tells what is to be done, behind one that says no more than who by when: 各部门应于3月5日前,根据分工,将台账
    /// 交办公室.
    fn behind_when(&self, statement: &Statement, busy: &[usize]) -> Option<Span> {
        const WORDS: [&str; 10] = ["请", "务必", "必须", "应当", "应", "须", "要", "于", "在", "并"];
        if !statement.values.is_empty() || statement.deadline.is_none() {
            return None;
        }
        let place = self.times.iter().find(|time| holds(**time, statement.at))?;
        let part = *self.parts.get(statement.part)?;
        if place.0 < part.0 || place.1 != part.1 {
            return None;
        }
        let before = self.source.clause(Span(part.0, place.0));
        let mut who = before.plain();
        while let Some(rest) = WORDS
            .iter()
            .find_map(|word| who.strip_suffix(word).or_else(|| who.strip_prefix(word)))
        {
            who = rest;
        }
        let next = statement.part + 1;
        if !who.is_empty() && !actor::ends_as_body(who) || busy.contains(&next) {
            return None;
        }
        // 根据附表 says by what.
        let ground = ["根据", "按照", "依据", "对照"]
            .iter()
            .any(|word| self.text(next).plain().starts_with(word));
        let then = next + usize::from(ground);
        let then = self.parts.get(then).copied().filter(|_| !busy.contains(&then));
        then.filter(|_| !self.is_told(next))
    }

    /// 首先 and 此外 say nothing of what is to be done.
    fn says(&self, part: usize) -> bool {
        self.text(part).plain().chars().count() > 2
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
    pub(super) fn bracket(&self, part: Span, at: u32) -> Option<Span> {
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
