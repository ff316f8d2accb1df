//! A time field that tells several matters apart: 建档3月底,整治10月15日前; 6月底前达标,活动长期开展; 暑托班7月5日开班.

use taizhang_model::requirement::{Deadline, Per, Requirement, Role, Span};

use crate::grammar::Found;
use crate::source::{Clause, Source};

/// Marks between the matters of a field.
const BETWEEN: [char; 4] = [',', '，', ';', '；'];
/// Words that say only that something is done, for whatever it is.
const DONE: [&str; 14] = [
    "全部完成",
    "全面完成",
    "完成",
    "之前",
    "前",
    "全部",
    "开始",
    "启动",
    "开展",
    "长期",
    "持续",
    "推进",
    "落实",
    "各",
];

/// A date with the words beside it in its part of the field.
struct Matter<'a> {
    deadline: &'a Deadline,
    /// What stands before the date.
    before: String,
    after: String,
}

/// Gives each date of a field to what its own words name, and the last date that names nothing to what is left. Tells whether the field was
/// of that sort.
pub(super) fn by_words(
    source: &Source,
    clause: &Clause,
    field: Span,
    found: &[Found<Deadline>],
    requirements: &mut [Requirement],
) -> bool {
    let text = clause.plain();
    // 6月底前一次、11月底前一次 says how often.
    if found.is_empty() || text.contains(['次', '场']) {
        return false;
    }
    let matters: Vec<Matter<'_>> = source
        .parts(field, &BETWEEN)
        .into_iter()
        .filter_map(|part| matter(clause, part, found))
        .collect();
    let several = source.parts(field, &BETWEEN).len() > 1;
    let speaks = matters
        .iter()
        .any(|m| !m.before.is_empty() || !m.after.is_empty());
    let asked: Vec<usize> = (0..requirements.len())
        .filter(|at| {
            let open = |r: &Requirement| r.role == Role::Requirement && r.deadline.is_none();
            requirements.get(*at).is_some_and(open)
        })
        .collect();
    /// More words beside a date ask for something themselves (年度工作总结在12月上旬前完成).
    const WORDS: usize = 5;
    let short = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count() <= WORDS;
    let brief = matters.iter().all(|m| short(&m.before) && short(&m.after));
    if matters.is_empty() || !speaks || !brief || asked.is_empty() {
        return false;
    }
    let named = |words: &str| -> Vec<usize> {
        let quote = |at: &usize| requirements.get(*at).is_some_and(|r| shares(&r.quote, words));
        asked.iter().copied().filter(quote).collect()
    };
    let of: Vec<Vec<usize>> = matters
        .iter()
        .map(|m| match several {
            true => named(&format!("{} {}", m.before, m.after)),
            // 12月底前完成改造 is for the whole row; 暑托班7月5日开班 for the one thing.
            false => named(&m.before),
        })
        .collect();
    if !several && of.iter().all(Vec::is_empty) {
        return false;
    }
    let left = matters.iter().zip(&of).rfind(|(_, own)| own.is_empty());
    for (matter, own) in matters.iter().zip(&of) {
        give(requirements, own, matter.deadline, |_| true);
    }
    if let Some((matter, _)) = left {
        // What is done again and again is not finished by then.
        give(requirements, &asked, matter.deadline, |r| !is_often(r));
    }
    true
}

fn give(
    requirements: &mut [Requirement],
    to: &[usize],
    deadline: &Deadline,
    takes: impl Fn(&Requirement) -> bool,
) {
    for at in to {
        if let Some(open) = requirements
            .get_mut(*at)
            .filter(|r| r.deadline.is_none() && takes(r))
        {
            open.deadline = Some(deadline.clone());
        }
    }
}

/// Whether something is done several times within a year.
fn is_often(requirement: &Requirement) -> bool {
    let per = requirement.frequency.as_ref().and_then(|often| often.per);
    per.is_some_and(|per| per != Per::Year)
}

/// The last date of a part with the words around it.
fn matter<'a>(clause: &Clause, part: Span, found: &'a [Found<Deadline>]) -> Option<Matter<'a>> {
    let inside = |f: &&Found<Deadline>| {
        let at = clause.span(f.at.clone());
        at.is_some_and(|at| part.0 <= at.0 && at.1 <= part.1)
    };
    let one = found.iter().rfind(inside)?;
    let text = clause.plain();
    let before = text.get(..one.at.start).unwrap_or_default();
    let before = before.rsplit([',', ';']).next().unwrap_or_default();
    let after = text.get(one.at.end..).unwrap_or_default();
    let after = after.split([',', ';']).next().unwrap_or_default();
    Some(Matter {
        deadline: &one.value,
        before: words(before),
        after: words(after),
    })
}

/// The words that name something.
fn words(text: &str) -> String {
    let mut text = text.to_owned();
    for word in DONE {
        text = text.replace(word, " ");
    }
    text.split_whitespace()
        .filter(|word| word.chars().count() > 1)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two characters in a row are in both.
fn shares(quote: &str, words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    chars
        .windows(2)
        .filter(|pair| pair.iter().all(|c| c.is_alphabetic()))
        .any(|pair| quote.contains(&pair.iter().collect::<String>()))
}
