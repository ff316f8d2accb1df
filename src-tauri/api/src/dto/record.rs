//! The ledgers around the evidence. The records themselves are `taizhang_model::record`'s.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use taizhang_model::record::{
    Attendance, Department, Measure, Patrol, Person, Phase, Place, Problem, Side, Statement,
};

use super::ItemRow;

pub use taizhang_model::record::VolunteerTotals;
pub use taizhang_model::sheet::{SheetColumn, SheetDoubt};

/// Names rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdsArgs {
    /// Ids.
    pub ids: Vec<String>,
}

/// Writes the 说明报告 of an indicator; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct StatementSet {
    /// Id of an indicator, or `[CHECKLIST/]CODE`.
    pub indicator: String,
    /// The text…
    pub text: Option<String>,
    /// …or a document that holds it.
    pub path: Option<String>,
    /// `draft`, `submitted`, `returned`, `passed`.
    pub state: Option<String>,
    /// What the reviewer wrote; an empty text clears.
    pub note: Option<String>,
}

/// A 说明报告 with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementRow {
    /// The statement.
    pub statement: Statement,
    /// Code of its indicator.
    pub code: String,
    /// Title of its indicator.
    pub title: String,
    /// Characters, blanks not counted.
    pub characters: u32,
    /// Most characters that are accepted in principle.
    pub limit: u32,
}

/// Statements of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementList {
    /// Most characters that are accepted in principle.
    pub limit: u32,
    /// In the order of the checklist.
    pub statements: Vec<StatementRow>,
}

/// Reports a value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct MeasureSet {
    /// Id of a measure that is changed; absent: a new one.
    pub id: Option<String>,
    /// Id of an indicator, or `[CHECKLIST/]CODE[#REQ]`.
    pub indicator: String,
    /// Id of the requirement.
    pub requirement: Option<String>,
    /// For whom or what, where the requirement holds for each.
    pub about: Option<String>,
    /// The day it is true of; absent: today.
    pub on_day: Option<String>,
    /// The value.
    pub value: f64,
    /// Its unit; absent: that of the requirement.
    pub unit: Option<String>,
    /// How it was worked out.
    pub calculation: Option<String>,
    /// The item that shows it, by id or path.
    pub item: Option<String>,
}

/// A measure with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MeasureRow {
    /// The measure.
    pub measure: Measure,
    /// Code of its indicator.
    pub code: String,
    /// Title of its indicator.
    pub title: String,
}

/// Measures of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MeasureList {
    /// By day.
    pub measures: Vec<MeasureRow>,
}

/// Puts departments in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DepartmentPut {
    /// Those with an empty id are new.
    pub departments: Vec<Department>,
}

/// Departments (科室).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DepartmentList {
    /// By name.
    pub departments: Vec<Department>,
    /// Names that indicators and people use and that are none of these.
    pub others: Vec<String>,
}

/// Puts people in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonPut {
    /// Those with an empty id are new.
    pub people: Vec<Person>,
}

/// People (人员).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonList {
    /// By department and name.
    pub people: Vec<Person>,
}

/// Puts attendance (签到) in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttendancePut {
    /// Those with an empty id are new; `person` may be a name that one person has.
    pub attendance: Vec<Attendance>,
}

/// Who took part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttendanceList {
    /// By day.
    pub attendance: Vec<Attendance>,
    /// In the current 考核期.
    pub totals: VolunteerTotals,
}

/// Puts places in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlacePut {
    /// Those with an empty id are new.
    pub places: Vec<Place>,
}

/// Places (点位).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceList {
    /// By kind, segment and name.
    pub places: Vec<Place>,
}

/// Puts days in on which places were looked after (巡查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PatrolPut {
    /// Those with an empty id are new.
    pub patrols: Vec<Patrol>,
}

/// Days on which places were looked after (巡查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PatrolList {
    /// By day and place.
    pub patrols: Vec<Patrol>,
}

/// Puts problems in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProblemPut {
    /// Those with an empty id are new; `indicator` may be a code.
    pub problems: Vec<Problem>,
}

/// Shows items as the state before or after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProblemAttach {
    /// The problem.
    pub problem: String,
    /// Items by id or path.
    pub items: Vec<String>,
    /// Before or after.
    pub side: Side,
}

/// A problem with its pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProblemRow {
    /// The problem.
    pub problem: Problem,
    /// Code of its indicator.
    pub code: Option<String>,
    /// Whether it should have been put right by now.
    pub overdue: bool,
    /// Pictures and papers of it.
    pub items: Vec<ProblemPicture>,
}

/// A picture or paper of a problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProblemPicture {
    /// Id of its place at the problem.
    pub id: String,
    /// Before or after.
    pub side: Side,
    /// The item.
    pub item: ItemRow,
}

/// Problems (问题整改).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProblemList {
    /// By the day they were found.
    pub problems: Vec<ProblemRow>,
}

/// A table to take in: of a file or of a text that was pasted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SheetArgs {
    /// `people`, `places`, `problems`, `attendance` or `patrols`.
    pub kind: String,
    /// A workbook, a CSV file or a document with a table…
    pub path: Option<String>,
    /// …or lines with cells between tabs, commas or several blanks.
    pub text: Option<String>,
    /// The day of rows that tell none; absent: today.
    pub on_day: Option<String>,
    /// Attendance: what it was.
    pub occasion: Option<String>,
    /// Attendance: the activity of the ledger.
    pub activity: Option<String>,
    /// Attendance: hours of rows that tell none.
    pub hours: Option<f64>,
}

/// What a table would add and change; records without an id are new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SheetPreview {
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// 人员
    pub people: Vec<Person>,
    /// 点位
    pub places: Vec<Place>,
    /// 问题
    pub problems: Vec<Problem>,
    /// 签到; the person is an id, or a name among the new people.
    pub attendance: Vec<Attendance>,
    /// 巡查: of a table of them, or beside places and problems.
    pub patrols: Vec<Patrol>,
    /// Rows that are there exactly like this.
    pub same: u32,
    /// What could not be taken, or is worth a look.
    pub doubts: Vec<SheetDoubt>,
}

/// Where to write a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetWrite {
    /// `people`, `places`, `problems`, `attendance` or `patrols`.
    pub kind: String,
    /// The workbook; one that is there is replaced.
    pub path: String,
}

/// Puts phases in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhasePut {
    /// Those with an empty id are new; an empty `checklist` is the current one.
    pub phases: Vec<Phase>,
}

/// Phases (阶段) of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhaseList {
    /// In order.
    pub phases: Vec<Phase>,
}
