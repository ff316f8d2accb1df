//! A requirement of a built-in checklist whose values are given apart.

use jiff::civil::Date;
use serde::Deserialize;
use taizhang_model::date::Period;
use taizhang_model::kind::Kind;
use taizhang_model::requirement::{
    Count, Deadline, DeadlineKind, Each, EvidenceNeed, Frequency, Op, Per, Requirement, Threshold,
};

use crate::grammar::{deadline, evidence};
use crate::source::Clause;

/// What is asked for; a part that is absent is not asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    /// The sentence that states it, in our own words.
    pub basis: String,
    /// First day of the time in which it is done: 4月, 3月1日.
    from: Option<String>,
    /// Last day: 6月底前, 12月上旬前, 4月4日前.
    by: Option<String>,
    /// Whether `from` and `by` lie in the year after.
    #[serde(default)]
    next_year: bool,
    /// Something that the deadline hangs on: 活动结束后, 全市检查前, 迎检期间.
    event: Option<String>,
    /// Days after the event.
    days: Option<i32>,
    /// In which time it is done `times` times; alone, what a measure is counted in.
    per: Option<Per>,
    /// How often.
    times: Option<u32>,
    /// Words for a rhythm without a number: 定期.
    rhythm: Option<String>,
    /// Festivals on each of which it is done.
    #[serde(default)]
    festivals: Vec<String>,
    /// Operator, number and unit: `>= 30 %`.
    measure: Option<String>,
    /// Number and unit: `1 次`.
    count: Option<String>,
    each: Option<Each>,
    /// Named material: `照片 2张`, and with kinds of its own `拍摄记录=photo|video 2份`.
    #[serde(default)]
    slots: Vec<String>,
}

impl Ask {
    /// As a requirement, with days of `year`; what is wrong where a value can't be read.
    pub(super) fn requirement(self, year: Period, id: String) -> Result<Requirement, String> {
        Ok(Requirement {
            deadline: self.deadline(year)?,
            frequency: self.frequency()?,
            threshold: self.measure.as_deref().map(threshold).transpose()?,
            count: self.count.as_deref().map(count).transpose()?,
            each: self.each,
            evidence: self.slots.iter().map(|s| slot(s)).collect::<Result<_, _>>()?,
            ..Requirement::bare(id, self.basis)
        })
    }

    fn deadline(&self, year: Period) -> Result<Option<Deadline>, String> {
        let year = shifted(year, self.next_year);
        if let Some(event) = &self.event {
            let name = ["期间", "后", "前"]
                .iter()
                .find_map(|end| event.strip_suffix(end));
            let name =
                name.ok_or_else(|| format!("{event} is neither before, during nor after something"))?;
            let as_written = self
                .days
                .map_or_else(|| event.clone(), |days| format!("{event}{days}日内"));
            return Ok(Some(Deadline {
                as_written,
                kind: DeadlineKind::Relative,
                date_from: None,
                date_to: None,
                relative_to: Some(name.to_owned()),
                days: self.days,
            }));
        }
        let from = self.from.as_deref().map(|from| days(from, year)).transpose()?;
        let Some(by) = &self.by else {
            return Ok(match (from, &self.from) {
                (Some((from, _)), Some(written)) => Some(dated(format!("{written}起"), Some(from), year.to)),
                _ => None,
            });
        };
        let (_, to) = days(by, year)?;
        let as_written = self
            .from
            .as_ref()
            .map_or_else(|| by.clone(), |from| format!("{from}—{by}"));
        Ok(Some(dated(as_written, from.map(|(from, _)| from), to)))
    }

    fn frequency(&self) -> Result<Option<Frequency>, String> {
        let frequency = |op, as_written| Frequency {
            times: self.times,
            op,
            per: self.per,
            occasions: self.festivals.clone(),
            as_written,
        };
        if self.times.is_some() && self.per.is_none() {
            return Err("times in no time".to_owned());
        }
        let at_least = self.times.is_some().then_some(Op::AtLeast);
        Ok(match (self.per, self.times, &self.rhythm) {
            (Some(per), Some(times), _) => {
                Some(frequency(at_least, format!("{}不少于{times}次", in_words(per))))
            }
            (Some(per), None, _) => Some(frequency(None, in_words(per).to_owned())),
            (None, _, Some(rhythm)) => Some(frequency(None, rhythm.clone())),
            (None, _, None) if !self.festivals.is_empty() => Some(frequency(None, self.festivals.join("、"))),
            _ => None,
        })
    }
}

/// The year, or the one after.
pub(super) fn shifted(year: Period, next: bool) -> Period {
    let after = || Period::year(year.from.year().checked_add(1)?);
    if next { after().unwrap_or(year) } else { year }
}

/// First and last day that words such as 4月, 6月底前 or 4月4日前 tell.
pub(super) fn days(words: &str, year: Period) -> Result<(Date, Date), String> {
    let found = deadline::in_time_field(&Clause::loose(words), Some(year));
    let read = found.first().map(|found| &found.value);
    let last = read.and_then(|deadline| deadline.date_to);
    let last = last.ok_or_else(|| format!("{words} is no day"))?;
    let first = read.and_then(|deadline| deadline.date_from).unwrap_or(last);
    Ok((first, last))
}

fn dated(as_written: String, from: Option<Date>, to: Date) -> Deadline {
    Deadline {
        as_written,
        kind: DeadlineKind::Date,
        date_from: from,
        date_to: Some(to),
        relative_to: None,
        days: None,
    }
}

fn in_words(per: Per) -> &'static str {
    match per {
        Per::Year => "每年",
        Per::HalfYear => "每半年",
        Per::Quarter => "每季度",
        Per::TwoMonths => "每两个月",
        Per::Month => "每月",
        Per::TenDays => "每旬",
        Per::Week => "每周",
        Per::Day => "每天",
        Per::Term => "每学期",
        Per::Occasion => "每次",
    }
}

fn threshold(text: &str) -> Result<Threshold, String> {
    let (op, rest) = text
        .split_once(' ')
        .ok_or_else(|| format!("{text} has no operator"))?;
    let op = Op::parse(op).ok_or_else(|| format!("{op} is no operator"))?;
    let (value, unit) = amount(rest)?;
    let word = match op {
        Op::AtLeast => "不少于",
        Op::AtMost => "不超过",
        Op::Equal => "达到",
        Op::MoreThan => "超过",
    };
    Ok(Threshold {
        as_written: format!("{word}{}{unit}", rest.split(' ').next().unwrap_or_default()),
        value,
        unit,
        op,
    })
}

fn count(text: &str) -> Result<Count, String> {
    let (value, unit) = amount(text)?;
    Ok(Count {
        value,
        unit,
        as_written: text.replace(' ', ""),
    })
}

fn amount(text: &str) -> Result<(f64, String), String> {
    let (number, unit) = text
        .split_once(' ')
        .ok_or_else(|| format!("{text} has no unit"))?;
    let number = number.parse().map_err(|_| format!("{number} is no number"))?;
    Ok((number, unit.to_owned()))
}

fn slot(text: &str) -> Result<EvidenceNeed, String> {
    let (named, number) = text.split_once(' ').map_or((text, None), |(n, m)| (n, Some(m)));
    let (name, kinds) = named.split_once('=').map_or((named, None), |(n, k)| (n, Some(k)));
    let any_of = match kinds {
        Some(kinds) => kinds
            .split('|')
            .map(|kind| Kind::parse(kind).ok_or_else(|| format!("{kind} is no kind")))
            .collect::<Result<Vec<_>, _>>()?,
        None => evidence::evidence(&Clause::loose(name))
            .pop()
            .map(|found| found.value.any_of)
            .ok_or_else(|| format!("nothing tells the kinds of {name}"))?,
    };
    let (min, unit) = match number {
        Some(number) => {
            let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
            let min = digits.parse().map_err(|_| format!("{number} is no number"))?;
            let unit = number.strip_prefix(digits).unwrap_or_default();
            (min, Some(unit.to_owned()).filter(|unit| !unit.is_empty()))
        }
        None => (1, None),
    };
    Ok(EvidenceNeed {
        name: name.to_owned(),
        any_of,
        min,
        unit,
        as_written: number.map_or_else(|| name.to_owned(), |number| format!("{name}{number}")),
    })
}
