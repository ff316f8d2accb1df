//! The ledgers around the evidence: statements, measures, people, attendance, places, problems, phases. Each is one flat record with an id;
//! days are dates, ids are texts, and what is not known is absent.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kind::{Kind, words};
use crate::requirement::{Op, Threshold};

words! {
    /// How far a 说明报告 has come.
    StatementState {
        /// 起草
        Draft = "draft",
        /// 送审
        Submitted = "submitted",
        /// 退回
        Returned = "returned",
        /// 通过
        Passed = "passed",
    }
}

words! {
    /// How far a 问题 has come.
    ProblemState {
        /// 发现
        Found = "found",
        /// 已交办
        Assigned = "assigned",
        /// 已整改
        Fixed = "fixed",
        /// 已复核
        Checked = "checked",
        /// 已销号
        Closed = "closed",
    }
}

words! {
    /// How a 问题 was found.
    FoundBy {
        /// 自查
        SelfCheck = "self_check",
        /// 督查
        Supervision = "supervision",
        /// 暗访
        Unannounced = "unannounced",
        /// 群众反映
        Report = "report",
    }
}

words! {
    /// Which side of a rectification a picture shows.
    Side {
        /// 整改前
        Before = "before",
        /// 整改后
        After = "after",
    }
}

impl ProblemState {
    /// Its word in a 整改台账.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Found => "待交办",
            Self::Assigned => "整改中",
            Self::Fixed => "已整改",
            Self::Checked => "已复核",
            Self::Closed => "已销号",
        }
    }
}

impl FoundBy {
    /// Its word in a 整改台账.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::SelfCheck => "自查",
            Self::Supervision => "督查",
            Self::Unannounced => "暗访",
            Self::Report => "群众反映",
        }
    }
}

/// Most characters of a 说明报告 (全国文明单位测评体系 2020: within 500 for each indicator).
pub const STATEMENT_CHARACTERS: usize = 500;

/// Characters of a text as Word counts them for Chinese: every sign that is no blank.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|sign| !sign.is_whitespace()).count()
}

/// The 说明报告 of an indicator; there is at most one of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Statement {
    /// Id.
    pub id: String,
    /// The indicator.
    pub indicator: String,
    /// The text.
    pub text: String,
    /// How far it has come.
    pub state: StatementState,
    /// What the reviewer wrote.
    pub note: Option<String>,
}

/// A reported value (量化指标) against a threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Measure {
    /// Id.
    pub id: String,
    /// The indicator.
    pub indicator: String,
    /// The requirement; absent: the first of the indicator that has a threshold or a count.
    pub requirement: Option<String>,
    /// For whom or what, where the requirement holds for each.
    pub about: Option<String>,
    /// The day it is true of.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on_day: Date,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// How it was worked out (`36 ÷ 112`).
    pub calculation: Option<String>,
    /// The item that shows it.
    pub item: Option<String>,
}

impl Measure {
    /// Whether the value is what the threshold asks for; `30` of unit `%` and `0.3` of none are the same.
    pub fn reaches(&self, wanted: &Threshold) -> bool {
        let value = if wanted.unit.contains('%') && self.unit.is_empty() && self.value <= 1.0 {
            self.value * 100.0
        } else {
            self.value
        };
        // Values come from people and from division: the last bits don't count.
        let near = (value - wanted.value).abs() <= 1e-9 * wanted.value.abs().max(1.0);
        match wanted.op {
            Op::AtLeast => value > wanted.value || near,
            Op::AtMost => value < wanted.value || near,
            Op::Equal => near,
            Op::MoreThan => value > wanted.value && !near,
        }
    }
}

/// A department (科室).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Department {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A person (人员).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Person {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of the department.
    pub department: Option<String>,
    /// 职务
    pub post: Option<String>,
    /// Number of the registered volunteer (志愿者编号), or any text that says so; absent: not registered.
    pub volunteer: Option<String>,
}

/// That a person took part (签到).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Attendance {
    /// Id.
    pub id: String,
    /// The person.
    pub person: String,
    /// The activity, where it is one of the ledger.
    pub activity: Option<String>,
    /// What it was, where it is none.
    pub occasion: Option<String>,
    /// The day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on_day: Date,
    /// Hours; absent: only that the person was there.
    pub hours: Option<f64>,
}

/// A site (点位).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Place {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is: 路口, 门店, 摊位, 村.
    pub kind: Option<String>,
    /// Segment (路段、片区).
    pub segment: Option<String>,
    /// Department in charge.
    pub department: Option<String>,
    /// Person in charge.
    pub person: Option<String>,
}

/// That somebody looked after a place (巡查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Patrol {
    /// Id.
    pub id: String,
    /// The place (点位), by name.
    pub place: String,
    /// The day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on_day: Date,
    /// Who went there.
    pub person: Option<String>,
    /// What was found.
    pub note: Option<String>,
}

/// A problem and its rectification (问题整改).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Problem {
    /// Id.
    pub id: String,
    /// What is wrong.
    pub description: String,
    /// When it was found.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub found_on: Date,
    /// How.
    pub found_by: FoundBy,
    /// The indicator it is about.
    pub indicator: Option<String>,
    /// The place (点位), by name.
    pub place: Option<String>,
    /// 责任单位
    pub department: Option<String>,
    /// 责任人
    pub person: Option<String>,
    /// 完成时限
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deadline: Option<Date>,
    /// 整改措施
    pub measures: Option<String>,
    /// How far it has come.
    pub state: ProblemState,
    /// The day it was closed.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub closed_on: Option<Date>,
}

impl Problem {
    /// Whether it should have been put right by now.
    pub fn is_overdue(&self, today: Date) -> bool {
        let open = matches!(self.state, ProblemState::Found | ProblemState::Assigned);
        open && self.deadline.is_some_and(|day| day < today)
    }
}

/// A picture or paper of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProblemItem {
    /// Id.
    pub id: String,
    /// The problem.
    pub problem: String,
    /// The item.
    pub item: String,
    /// Before or after.
    pub side: Side,
}

/// What a person says an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemMark {
    /// Id.
    pub id: String,
    /// The item; it has at most one.
    pub item: String,
    /// Its kind.
    pub kind: Kind,
}

/// A dated stage of a plan (阶段).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Phase {
    /// Id.
    pub id: String,
    /// The checklist.
    pub checklist: String,
    /// Place in the row of phases.
    pub position: u32,
    /// Name.
    pub title: String,
    /// The sentence it came from.
    pub quote: String,
    /// First day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_from: Option<Date>,
    /// Last day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_to: Option<Date>,
}

/// Hours and heads of volunteer service (志愿服务), with the numbers they are worked out from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VolunteerTotals {
    /// People of the ledger.
    pub people: u32,
    /// Registered volunteers among them.
    pub registered: u32,
    /// Registered in 100; absent without people.
    pub registered_percent: Option<f64>,
    /// Hours in the period.
    pub hours: f64,
    /// Hours per head of all people; absent without people.
    pub hours_per_person: Option<f64>,
    /// People who took part at least once.
    pub took_part: u32,
}

/// Sums up who took part from `from` to `to`.
pub fn volunteer_totals(
    people: &[Person],
    attendance: &[Attendance],
    from: Date,
    to: Date,
) -> VolunteerTotals {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let heads = count(people.len());
    let registered = count(people.iter().filter(|person| person.volunteer.is_some()).count());
    let within = || {
        attendance
            .iter()
            .filter(|one| one.on_day >= from && one.on_day <= to)
    };
    let hours: f64 = within().filter_map(|one| one.hours).sum();
    let known = |id: &str| people.iter().any(|person| person.id == id);
    let took: std::collections::BTreeSet<&str> = within()
        .map(|one| one.person.as_str())
        .filter(|id| known(id))
        .collect();
    let per = |value: f64| (heads > 0).then(|| round(value / f64::from(heads)));
    VolunteerTotals {
        people: heads,
        registered,
        registered_percent: per(f64::from(registered) * 100.0),
        hours: round(hours),
        hours_per_person: per(hours),
        took_part: count(took.len()),
    }
}

/// Two digits behind the point, as a table shows them.
fn round(value: f64) -> f64 {
    // No numbers at all add up to minus nought.
    (value * 100.0).round() / 100.0 + 0.0
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn measure(value: f64, unit: &str) -> Measure {
        Measure {
            id: String::new(),
            indicator: String::new(),
            requirement: None,
            about: None,
            on_day: date(2026, 6, 30),
            value,
            unit: unit.to_owned(),
            calculation: None,
            item: None,
        }
    }

    #[test]
    fn a_measure_reaches_its_threshold() {
        let wanted = |op, value, unit: &str| Threshold {
            value,
            unit: unit.to_owned(),
            op,
            as_written: String::new(),
        };
        let cases = [
            (30.0, "%", wanted(Op::AtLeast, 30.0, "%"), true),
            (0.3, "", wanted(Op::AtLeast, 30.0, "%"), true),
            (29.9, "%", wanted(Op::AtLeast, 30.0, "%"), false),
            (30.0, "%", wanted(Op::MoreThan, 30.0, "%"), false),
            (0.1 + 0.2, "个", wanted(Op::Equal, 0.3, "个"), true),
            (4.0, "次", wanted(Op::AtMost, 3.0, "次"), false),
        ];
        for (value, unit, threshold, reached) in cases {
            assert_eq!(
                measure(value, unit).reaches(&threshold),
                reached,
                "{value}{unit} {threshold:?}"
            );
        }
    }

    #[test]
    fn hours_and_heads_of_a_period() {
        let person = |id: &str, volunteer: Option<&str>| Person {
            id: id.to_owned(),
            name: id.to_owned(),
            department: None,
            post: None,
            volunteer: volunteer.map(str::to_owned),
        };
        let came = |who: &str, on_day, hours| Attendance {
            id: String::new(),
            person: who.to_owned(),
            activity: None,
            occasion: None,
            on_day,
            hours,
        };
        let people = [person("a", Some("1")), person("b", None), person("c", Some("2"))];
        let attendance = [
            came("a", date(2026, 3, 5), Some(2.5)),
            came("a", date(2026, 5, 1), Some(3.0)),
            came("b", date(2026, 5, 1), None),
            came("gone", date(2026, 5, 1), Some(1.0)),
            came("c", date(2025, 12, 31), Some(8.0)),
        ];
        let totals = volunteer_totals(&people, &attendance, date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!((totals.people, totals.registered, totals.took_part), (3, 2, 2));
        assert_eq!(
            (totals.registered_percent, totals.hours, totals.hours_per_person),
            (Some(66.67), 6.5, Some(2.17))
        );
        let nobody = volunteer_totals(&[], &attendance, date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!((nobody.registered_percent, nobody.hours_per_person), (None, None));
    }

    #[test]
    fn characters_are_counted_without_blanks() {
        assert_eq!(characters("一、 组织\n领导 2026"), 10);
    }
}
