//! A field that holds the time, and the requirements that it is the time of.

mod parted;

use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, Requirement, Role, Span};

use crate::grammar::{Found, count, deadline, frequency, numeral};
use crate::requirement::{Ids, Manner, bare, of_text};
use crate::source::{Clause, Source};

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
    if parted::by_words(source, &clause, field, &deadlines, requirements) {
        return;
    }
    match deadlines.as_slice() {
        // 4月启动,全年推进: when it begins.
        [only] if begins(&clause, only) => {}
        [only] if is_all(&clause, only) => {
            let deadline = only.value.clone();
            if !requirements.iter().any(|r| r.role == Role::Requirement) {
                requirements.push(bare(source, own, ids));
            }
            // 每月25日前 is when something is done again; a measure beside it has no such time.
            let again = deadline
                .relative_to
                .as_deref()
                .is_some_and(|word| word.starts_with('每'));
            let done = |r: &Requirement| r.role == Role::Requirement && r.threshold.is_none();
            let apart = again && requirements.iter().any(done);
            let open = |r: &&mut Requirement| {
                let measured = r.threshold.is_some() && r.frequency.is_none();
                // 五四、国庆前后各一次 has its times.
                let named = r.frequency.as_ref().is_some_and(|f| !f.occasions.is_empty());
                r.role == Role::Requirement && r.deadline.is_none() && !(apart && measured) && !named
            };
            for requirement in requirements.iter_mut().filter(open) {
                requirement.deadline = Some(deadline.clone());
            }
        }
        [] => lasting(source, &clause, field, own, period, requirements, ids),
        several if is_row(&clause, several) => {
            // 春节前、10月: the whole field is by when, unless nothing is asked for yet.
            if !requirements.iter().any(|r| r.role == Role::Requirement) {
                requirements.push(bare(source, own, ids));
            }
            let whole = several.last().map(|last| Deadline {
                as_written: source.slice(source.trim(field)),
                ..last.value.clone()
            });
            let open = |r: &&mut Requirement| r.role == Role::Requirement && r.deadline.is_none();
            for requirement in requirements.iter_mut().filter(open) {
                requirement.deadline.clone_from(&whole);
            }
        }
        several => {
            // 6月底前一次、11月底前一次 beside 每半年一次: the whole field is by when it is done.
            let dates = several.len() > 1;
            let repeats = |r: &&mut Requirement| {
                r.deadline.is_none()
                    && r.frequency
                        .as_ref()
                        .is_some_and(|f| f.times.is_some() && f.as_written != "年度")
            };
            if let (true, Some(last)) = (dates, several.last()) {
                for requirement in requirements.iter_mut().filter(repeats) {
                    requirement.deadline = Some(Deadline {
                        as_written: source.slice(field),
                        ..last.value.clone()
                    });
                }
            }
            requirements.extend(of_text(source, field, Manner::Time, period, ids));
        }
    }
}

/// Whether a text is a time and hardly anything else: 6月底前, 9月20日前完成, 长期坚持, 即日起.
pub(crate) fn is_time(text: &str) -> bool {
    const NOW: [&str; 3] = ["即日起", "即日", "立即"];
    let clause = Clause::loose(text);
    let found = deadline::in_time_field(&clause, None);
    let told: usize = found.iter().map(|found| found.at.len()).sum();
    (!found.is_empty() && told * 2 >= clause.plain().len())
        || frequency::lasting(&clause).is_some()
        || NOW.contains(&text)
}

/// Whether a cell may stand in a column of times: a few words that begin with one (4月启动,全年推进).
pub(crate) fn begins_with_time(text: &str) -> bool {
    /// More words say what is to be done.
    const SCALARS: usize = 18;
    let clause = Clause::loose(text);
    let found = deadline::in_time_field(&clause, None);
    let begins = found.first().is_some_and(|found| found.at.start <= "于".len());
    is_time(text) || (begins && text.chars().count() <= SCALARS)
}

/// A time field without a date: 每半年更新一次, 长期坚持.
fn lasting(
    source: &Source,
    clause: &Clause,
    field: Span,
    own: Span,
    period: Option<Period>,
    requirements: &mut Vec<Requirement>,
    ids: &mut Ids,
) {
    let told = of_text(source, field, Manner::Time, period, ids);
    if !told.is_empty() {
        for one in told {
            how_often(source, one, own, requirements, ids);
        }
        return;
    }
    let Some(frequency) = frequency::lasting(clause) else {
        return;
    };
    if !requirements.iter().any(|r| r.role == Role::Requirement) {
        requirements.push(bare(source, own, ids));
    }
    // A number is reached within 全年, and kept up where it lasts (长期).
    let stretch = ["全年", "常年"]
        .iter()
        .any(|word| frequency.as_written.starts_with(word));
    let open = |r: &&mut Requirement| {
        let measured = stretch && (r.threshold.is_some() || r.count.is_some());
        r.role == Role::Requirement && r.deadline.is_none() && r.frequency.is_none() && !measured
    };
    for requirement in requirements.iter_mut().filter(open) {
        requirement.frequency = Some(frequency.clone());
    }
}

/// A time field that says how often: that is how often what the task asks for is done, where it says nothing of that itself.
fn how_often(
    source: &Source,
    told: Requirement,
    own: Span,
    requirements: &mut Vec<Requirement>,
    ids: &mut Ids,
) {
    let same = |a: &Requirement, b: &Requirement| match (&a.frequency, &b.frequency) {
        (Some(a), Some(b)) => a.times == b.times && a.per == b.per,
        _ => false,
    };
    if requirements.iter().any(|known| same(known, &told)) {
        return;
    }
    let asks = |r: &Requirement| r.role == Role::Requirement;
    if !requirements.iter().any(asks) {
        requirements.push(bare(source, own, ids));
    }
    // A measure has no frequency; a count of times and a bare task do.
    let open = |r: &&mut Requirement| {
        r.role == Role::Requirement && r.frequency.is_none() && r.deadline.is_none() && r.threshold.is_none()
    };
    match requirements.iter_mut().find(open) {
        Some(open) => {
            open.frequency = told.frequency;
            let times = open.count.as_ref().filter(|count| count::is_times(&count.unit));
            if let (Some(often), Some(count)) = (open.frequency.as_mut(), times) {
                often.times = numeral::times(count.value);
                open.count = None;
            }
        }
        // 每月底 beside measures alone is when they are looked at.
        None if told.quote.contains(['次', '场', '各']) => requirements.push(told),
        None => {}
    }
}

/// Whether a field holds several deadlines and nothing but marks and 各一次 beside them.
fn is_row(clause: &Clause, found: &[Found<Deadline>]) -> bool {
    let times: usize = found.iter().map(|f| f.at.end - f.at.start).sum();
    let rest = clause.plain().len().saturating_sub(times);
    found.len() > 1 && rest <= "、各一次".len()
}

/// Whether a field tells when something begins.
fn begins(clause: &Clause, found: &Found<Deadline>) -> bool {
    let after = clause.plain().get(found.at.end..).unwrap_or_default();
    ["启动", "开始", "起,"].iter().any(|word| after.starts_with(word))
}

/// Whether the deadline is all that a field says, but for a word such as 完成.
fn is_all(clause: &Clause, found: &Found<Deadline>) -> bool {
    let rest = clause.plain().len().saturating_sub(found.at.end - found.at.start);
    // 立行立改,9月10日前
    const AT_ONCE: [&str; 5] = ["立行立改,", "立即整改,", "即知即改,", "边查边改,", "立查立改,"];
    let before = clause.plain().get(..found.at.start).unwrap_or_default();
    if AT_ONCE.contains(&before) {
        return true;
    }
    // 6月14日世界献血者日, 7月1日前后: the name of the day beside it; a number or 每 says more.
    let name = || {
        let text = clause.plain();
        let before = text.get(..found.at.start).unwrap_or_default();
        let after = text.get(found.at.end..).unwrap_or_default();
        let more = |c: char| c.is_ascii_digit() || "每次、,;".contains(c);
        rest <= "世界献血者日活动期间".len() && !before.contains(more) && !after.contains(more)
    };
    rest <= "完成。".len() + 3 || name()
}
