//! Dated stages of a plan: (一)动员部署阶段(3月1日—3月31日), 3.迎检阶段:20xx年9月—12月, 第一步:排查(10月).

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use taizhang_model::date::Period;
use taizhang_model::draft::DraftPhase;
use taizhang_model::requirement::{Deadline, DeadlineKind, Span};

use crate::grammar::moment::{Moment, Year};
use crate::grammar::pattern::pattern;
use crate::grammar::window::windows;
use crate::node;
use crate::source::{Clause, Source};

/// Names of sections that hold stages.
static SECTION: LazyLock<Regex> =
    LazyLock::new(|| pattern("步骤|阶段|安排|进度|节点|具体实施|实施进程|方法步骤|日程"));
/// Names of stages.
static STAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("阶段|第[一二三四五六1-6]步|^(?:宣传发动|动员部署|全面落实|组织实施|总结|迎接|自查|整改)")
});
static ONE: LazyLock<Regex> =
    LazyLock::new(|| pattern("{Y}({N})月(?:份|({N})[日号]|(上旬|中旬|下旬|底|末|初))?(?:起|开始)?"));
/// A month that the document hides.
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| pattern("[xX×]{1,2}月份?"));

/// Whether the name of a section promises stages.
pub(crate) fn is_section(title: &str) -> bool {
    SECTION.is_match(title) && title.chars().count() <= 20
}

/// A stage as it stands in a heading.
pub(crate) struct Stage {
    pub title: String,
    /// The words that give the time.
    pub written: Span,
    /// Whether the heading is a name with its time, and no task.
    pub named: bool,
    kind: DeadlineKind,
    from: Option<Date>,
    to: Option<Date>,
    /// Years are written: nothing rolls over.
    dated: bool,
}

impl Stage {
    /// The stage's time as a deadline.
    pub(crate) fn deadline(&self, source: &Source) -> Deadline {
        Deadline {
            as_written: source.slice(self.written),
            kind: self.kind,
            date_from: self.from,
            date_to: self.to,
            relative_to: None,
            days: None,
        }
    }
}

struct When {
    at: Range<usize>,
    from: Option<Date>,
    to: Option<Date>,
    masked: bool,
    dated: bool,
}

/// The stage that a heading names, where it or its section says that it is one.
pub(crate) fn stage(source: &Source, head: Span, in_section: bool, period: Option<Period>) -> Option<Stage> {
    let clause = source.clause(head);
    let text = clause.plain();
    let found = when(text, period)?;
    let before = text.get(..found.at.start).unwrap_or_default();
    let after = text.get(found.at.end..).unwrap_or_default();
    let name = name(&clause, &found.at);
    let bracketed = before.trim_end().ends_with(['(', ':']) || before.trim().is_empty();
    // A stage is called one, or stands in a section of stages with its time in brackets or first.
    if !(STAGE.is_match(before) || (in_section && bracketed)) {
        return None;
    }
    let rest = after.trim_start_matches([')', ' ', ':', '。', '.']);
    Some(Stage {
        named: !before.trim().is_empty() && rest.chars().count() <= 12,
        title: node::short(&name),
        written: clause.span(found.at)?,
        kind: if found.masked {
            DeadlineKind::Masked
        } else {
            DeadlineKind::Date
        },
        from: found.from,
        to: found.to,
        dated: found.dated,
    })
}

fn when(text: &str, period: Option<Period>) -> Option<When> {
    if let Some(window) = windows(text, period).into_iter().next() {
        return Some(When {
            at: window.at,
            from: window.from,
            to: window.to,
            masked: window.masked,
            dated: window.dated,
        });
    }
    if let Some(c) = ONE.captures(text) {
        let moment = Moment::of(&c, 1)?;
        let days = moment.days(period);
        return Some(When {
            at: c.get(0)?.range(),
            from: days.map(|(first, _)| first),
            to: days.map(|(_, last)| last),
            masked: moment.year == Year::Masked,
            dated: matches!(moment.year, Year::Given(_) | Year::Next),
        });
    }
    HIDDEN.find(text).map(|found| When {
        at: found.range(),
        from: None,
        to: None,
        masked: true,
        dated: true,
    })
}

/// The heading without its time and the marks around it.
fn name(clause: &Clause, at: &Range<usize>) -> String {
    let text = clause.plain();
    let before = clause.written(0..at.start);
    let after = clause.written(at.end..text.len());
    let before = before.trim_end_matches(['(', '（', ':', '：', ' ', ',', '，', '在', '于']);
    let after = after.trim_start_matches([')', '）', ':', '：', ' ', ',', '，', '。', '起']);
    let name = if before.trim().chars().count() >= 2 {
        before
    } else {
        after
    };
    let name = name.trim().trim_start_matches('为');
    name.trim_end_matches(['。', '.']).to_owned()
}

/// Stages in reading order as phases; one that begins before the one above it lies in the next year.
pub(crate) fn phases(source: &Source, stages: Vec<(Span, Stage)>) -> Vec<DraftPhase> {
    let mut last: Option<Date> = None;
    stages
        .into_iter()
        .map(|(quote, stage)| {
            let (mut from, mut to) = (stage.from, stage.to);
            if let (Some(first), Some(before), false) = (from, last, stage.dated)
                && first < before
                && first.month() < before.month()
            {
                from = next_year(first);
                to = to.and_then(next_year);
            }
            last = from.or(last);
            DraftPhase {
                title: stage.title,
                quote: source.slice(quote),
                span: Some(quote),
                as_written: source.slice(stage.written),
                date_from: from,
                date_to: to,
            }
        })
        .collect()
}

fn next_year(day: Date) -> Option<Date> {
    let year = day.year().checked_add(1)?;
    Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, day.month(), 28))
        .ok()
}
