//! What the grammars find in a sentence; what one grammar used, a weaker one leaves alone.

use std::ops::Range;

use taizhang_model::date::Period;
use taizhang_model::requirement::{Count, Deadline, EvidenceNeed, Frequency, Threshold};

use crate::grammar::{Found, count, deadline, evidence, frequency, goal, numeral, threshold};
use crate::requirement::Manner;
use crate::source::Clause;

/// A number with what it counts.
pub(crate) enum Number {
    Frequency(Frequency),
    Threshold(Threshold),
    Count(Count),
    /// Something to reach that no number measures.
    Goal,
}

impl Number {
    /// 每年 beside a measure, 定期, a row of festivals: no number of times.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Frequency(f) if f.times.is_none())
    }
}

/// A number with its place in bytes of the sentence.
pub(crate) struct Mark {
    pub value: Number,
    pub at: Range<usize>,
}

/// Everything that the grammars found, each in order.
pub(crate) struct Marks {
    pub deadlines: Vec<Found<Deadline>>,
    pub numbers: Vec<Mark>,
    pub evidence: Vec<Found<EvidenceNeed>>,
}

impl Marks {
    pub(crate) fn of(clause: &Clause, manner: Manner, period: Option<Period>) -> Self {
        let mut deadlines = match manner {
            Manner::Time => deadline::in_time_field(clause, period),
            _ => deadline::deadlines(clause, period),
        };
        // A date in a name (《2026年计划》) is no deadline.
        let masked = clause.masked();
        deadlines.retain(|found| {
            let text = masked.get(found.at.clone()).unwrap_or_default();
            let after = masked.get(found.at.end..).unwrap_or_default();
            // 2026年1月起的活动 says which ones.
            let which = text.ends_with('起') && after.starts_with('的');
            !text.starts_with('□') && !text.starts_with('_') && !which && !is_reported(masked, found)
        });
        let mut evidence = evidence::evidence(clause);
        if matches!(manner, Manner::Prose | Manner::Opening | Manner::Heading) {
            evidence.retain(|need| evidence::is_asked_for(clause, need));
        }
        let mut taken: Vec<Range<usize>> = deadlines.iter().map(|f| f.at.clone()).collect();
        let mut numbers: Vec<Mark> = deadlines.iter().filter_map(every).collect();
        let mut keep = |found: Vec<(Number, Range<usize>)>| {
            for (value, at) in found {
                // 每学期开学后两周内开展一次 holds a deadline in its middle.
                let around = |t: &Range<usize>| {
                    at.start < t.start && t.end < at.end && matches!(value, Number::Frequency(_))
                };
                if taken
                    .iter()
                    .all(|t| at.end <= t.start || t.end <= at.start || around(t))
                {
                    numbers.push(Mark {
                        value,
                        at: at.clone(),
                    });
                    taken.push(at);
                }
            }
        };
        let yearly = |f: &Found<Frequency>| f.value.as_written == "年度";
        let mut often = frequency::frequencies(clause);
        // 年度计划在3月底前完成: the time says it all.
        often.retain(|f| deadlines.is_empty() || !yearly(f) || !shares_part(clause, &f.at, &deadlines));
        keep(each_of(often, Number::Frequency));
        keep(each_of(threshold::thresholds(clause), Number::Threshold));
        let counts = if manner == Manner::Heading {
            count::made(clause)
        } else {
            count::counts(clause)
        };
        keep(each_of(counts, Number::Count));
        if matches!(manner, Manner::Prose | Manner::Material) {
            keep(
                goal::goals(clause)
                    .into_iter()
                    .map(|at| (Number::Goal, at))
                    .collect(),
            );
        }
        numbers.sort_by_key(|mark| mark.at.start);
        let numbers = each_time(clause, numbers, &deadlines);
        Self {
            deadlines,
            numbers,
            evidence,
        }
    }
}

/// 将上半年工作情况报送创建办: the time that a report is about is no time to hand it in by.
fn is_reported(text: &str, found: &Found<Deadline>) -> bool {
    let named = ["前", "内", "底", "末"]
        .iter()
        .any(|end| found.value.as_written.ends_with(end));
    let before = text.get(..found.at.start).unwrap_or_default();
    let before = before.rsplit([',', ';', '。']).next().unwrap_or_default();
    let after = text.get(found.at.end..).unwrap_or_default();
    let after = after.split([',', ';', '。']).next().unwrap_or_default();
    let object = before.rfind(['将', '把']).and_then(|at| before.get(at..));
    // 将于6月报送 is a time to come.
    let taken = object.is_some_and(|words| !words.ends_with(['于', '在']));
    let about = [
        "情况", "总结", "小结", "进展", "数据", "材料", "台账", "报告", "信息",
    ];
    !named
        && taken
        && about.iter().any(|word| after.contains(word))
        && after.contains(['报', '送', '交', '传'])
}

/// 每月25日前报送2次: the number behind a deadline that comes again says how many times; 每月25日前报送2篇 how many pieces
/// each time.
fn each_time(clause: &Clause, numbers: Vec<Mark>, deadlines: &[Found<Deadline>]) -> Vec<Mark> {
    let text = clause.plain();
    let mut kept: Vec<Mark> = Vec::new();
    for mark in numbers {
        let last = kept.last_mut().filter(|last| {
            let between = text.get(last.at.end..mark.at.start);
            deadlines.iter().any(|d| d.at == last.at)
                && between.is_some_and(|between| !between.contains([',', ';', '(']))
        });
        if let (Some(Number::Frequency(often)), Number::Count(count)) =
            (last.map(|last| &mut last.value), &mark.value)
        {
            if count::is_times(&count.unit) {
                often.times = numeral::times(count.value);
                continue;
            }
            often.times = None;
        }
        // …报送信息不少于2篇: so many each time; what stands in brackets is a matter of its own.
        if let (Number::Threshold(_), Some(last)) = (&mark.value, kept.last_mut()) {
            let between = text.get(last.at.end..mark.at.start);
            let same = between.is_some_and(|between| !between.contains([',', ';', '(']));
            if let (Number::Frequency(often), true) = (&mut last.value, same)
                && deadlines.iter().any(|d| d.at == last.at)
            {
                often.times = None;
            }
        }
        kept.push(mark);
    }
    kept
}

/// Whether a deadline stands in the same part of the sentence.
fn shares_part(clause: &Clause, at: &Range<usize>, deadlines: &[Found<Deadline>]) -> bool {
    let text = clause.plain();
    deadlines.iter().any(|d| {
        let (from, to) = (at.start.min(d.at.start), at.end.max(d.at.end));
        text.get(from..to).is_some_and(|between| !between.contains(','))
    })
}

/// 每月25日前 is a deadline that comes again: a frequency too.
fn every(found: &Found<Deadline>) -> Option<Mark> {
    let word = found.value.relative_to.as_deref()?;
    let mut often = frequency::in_word(word)?;
    // 每月10日、25日前: once by each of the days.
    let days = found.value.as_written.matches(['日', '号']).count();
    if let Ok(days @ 2..) = u32::try_from(days) {
        often.times = often.times.map(|times| times.saturating_mul(days));
    }
    Some(Mark {
        value: Number::Frequency(often),
        at: found.at.clone(),
    })
}

fn each_of<T>(found: Vec<Found<T>>, wrap: fn(T) -> Number) -> Vec<(Number, Range<usize>)> {
    found.into_iter().map(|f| (wrap(f.value), f.at)).collect()
}
