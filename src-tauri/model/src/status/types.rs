//! What goes into the rules of status and what comes out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::checklist::Score;
use crate::date::Period;
use crate::id::Id;
use crate::kind::{Kind, words};
use crate::record::Measure;
use crate::requirement::{Requirement, Threshold};

words! {
    /// How much of an indicator's evidence is there.
    Completeness {
        /// All.
        Met = "met",
        /// Some.
        Partial = "partial",
        /// Nothing.
        None = "none",
        /// It does not concern this unit.
        NotApplicable = "not_applicable",
    }
}

words! {
    /// How an indicator's open slots stand to the day.
    Timing {
        /// Due in more than 30 days.
        NotDue = "not_due",
        /// Due within 30 days.
        DueSoon = "due_soon",
        /// Past due.
        Overdue = "overdue",
        /// Nothing open that has a due day.
        None = "none",
    }
}

words! {
    /// The one state to show.
    State {
        /// 不适用
        NotApplicable = "not_applicable",
        /// 已达标
        Met = "met",
        /// 逾期
        Overdue = "overdue",
        /// 临期
        DueSoon = "due_soon",
        /// 未到期
        NotDue = "not_due",
        /// 部分
        Partial = "partial",
        /// 缺材料
        Missing = "missing",
    }
}

/// One file that stands as evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofItem {
    /// The item.
    pub item: Id,
    /// Its kind.
    pub kind: Kind,
    /// Its best day (event day of its activity, else captured or written day).
    pub on: Option<Date>,
    /// Whether its bytes can be read today (a present location; an unplugged source counts as present).
    pub available: bool,
    /// Departments and places that its name, its folder or its activity name.
    pub about: Vec<String>,
}

/// A link: what stands as evidence for an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The link.
    pub link: Id,
    /// The requirement it was given to, if to one.
    pub requirement: Option<String>,
    /// The period it was given to, if to one.
    pub period: Option<Period>,
    /// The item; the members of an activity; empty for an external reference, which stands as one
    /// available piece of kind `link`.
    pub items: Vec<ProofItem>,
    /// The activity, where the subject is one: it counts once towards a frequency.
    pub activity: Option<Id>,
    /// Event day of the activity or the day an external reference was seen.
    pub on: Option<Date>,
    /// For whom or what it is, where the link says so: it then stands for that alone.
    pub about: Option<String>,
    /// What a proof without items stands as; absent: `link`. A 说明报告 that has passed stands as `report`.
    pub stands_as: Option<Kind>,
}

/// Whom a requirement "for each" is about: what the ledger knows of the unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// Names of the departments.
    pub departments: Vec<String>,
    /// How many people.
    pub persons: u32,
    /// Names of the places with their kinds.
    pub places: Vec<(String, Option<String>)>,
    /// Places with the days on which somebody looked after them (巡查).
    pub patrols: Vec<(String, Date)>,
}

/// Why nothing is or can be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverInput {
    /// The requirement, or the whole indicator.
    pub requirement: Option<String>,
    /// `true`: it does not concern this unit (不适用). `false`: a gap explained in writing (缺项说明),
    /// which goes into the pack and does not change the state.
    pub not_applicable: bool,
}

/// One indicator with all that is asserted about it.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorInput {
    /// The indicator.
    pub id: Id,
    /// Its parent.
    pub parent: Option<Id>,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its points.
    pub score: Option<Score>,
    /// 测评方法
    pub method: Option<String>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// What proves it.
    pub proofs: Vec<Proof>,
    /// What was waived.
    pub waivers: Vec<WaiverInput>,
    /// Values that were reported.
    pub measures: Vec<Measure>,
}

/// A checklist with everything that its status depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusInput {
    /// The day that is "today".
    pub as_of: Date,
    /// 考核期
    pub period: Period,
    /// 检查日期; no rule counts from it: a requirement that names no day has no due day.
    pub inspection: Option<Date>,
    /// Whom "for each" means.
    pub members: Members,
    /// Indicators in tree order.
    pub indicators: Vec<IndicatorInput>,
}

/// A value that is wanted, with the one that was reported last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Measured {
    /// What is wanted.
    pub wanted: Threshold,
    /// What was reported last, on or before the day.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
    /// The day it is true of.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub on: Option<Date>,
}

/// One thing wanted in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Slot {
    /// Id of the requirement; absent for an indicator that asks for nothing in particular.
    pub requirement: Option<String>,
    /// Name of the material wanted (照片); absent where any will do.
    pub evidence_name: Option<String>,
    /// Kinds that can fill it; empty means any.
    pub any_of: Vec<Kind>,
    /// For whom or what (a department, a place), where the requirement holds for each.
    pub about: Option<String>,
    /// The festival or other occasion, where the requirement names several.
    pub occasion: Option<String>,
    /// The value wanted, where it is a value and not material.
    pub measured: Option<Measured>,
    /// When it has to be from.
    pub period: Period,
    /// The last day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub due: Option<Date>,
    /// How many.
    pub need: u32,
    /// How many there are.
    pub have: u32,
    /// Its state.
    pub state: State,
    /// What fills it.
    #[cfg_attr(feature = "ts", ts(type = "Array<string>"))]
    pub items: Vec<Id>,
}

/// How one indicator stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct IndicatorStatus {
    /// The indicator.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it has no children: only leaves are counted.
    pub leaf: bool,
    /// 现场项: judged on site or by questionnaire, counted apart.
    pub on_site: bool,
    /// The state to show.
    pub state: State,
    /// How much is there.
    pub completeness: Completeness,
    /// How it stands to the day.
    pub timing: Timing,
    /// Earliest due day of an open slot.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub due: Option<Date>,
    /// Points that count as got.
    pub got: f64,
    /// Points it is worth.
    pub of: f64,
    /// Met leaves below it (or itself).
    pub leaves_met: u32,
    /// Leaves below it (or itself).
    pub leaves: u32,
    /// What is wanted.
    pub slots: Vec<Slot>,
}

/// Points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ScoreTotal {
    /// Got by met leaves.
    pub got: f64,
    /// Of so many.
    pub of: f64,
}

/// Leaves by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Summary {
    /// 已达标
    pub met: u32,
    /// 部分
    pub partial: u32,
    /// 缺材料
    pub missing: u32,
    /// 临期
    pub due_soon: u32,
    /// 逾期
    pub overdue: u32,
    /// 未到期
    pub not_due: u32,
    /// 不适用
    pub not_applicable: u32,
    /// 现场项, not in the other counts.
    pub on_site: u32,
}

/// How a checklist stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StatusReport {
    /// The day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub as_of: Date,
    /// Points.
    pub score: ScoreTotal,
    /// Indicators in tree order.
    pub indicators: Vec<IndicatorStatus>,
    /// Leaves by state.
    pub summary: Summary,
}
