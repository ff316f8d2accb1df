//! One thing that an indicator asks for (材料要求), in values that a rule can count with.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kind::{Kind, words};

/// `[start, end)` in Unicode scalar values of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Span(pub u32, pub u32);

words! {
    /// What part a sentence plays.
    Role {
        /// Must be met.
        Requirement = "requirement",
        /// The time frame of a phase.
        Window = "window",
        /// Tells of the surroundings.
        Context = "context",
        /// An appeal without a measure.
        Generic = "generic",
    }
}

words! {
    /// How a deadline is given.
    DeadlineKind {
        /// A day, or a part of a month.
        Date = "date",
        /// A month.
        Month = "month",
        /// Days after something else.
        Relative = "relative",
        /// A festival.
        Festival = "festival",
        /// Hidden by the document (20xx年).
        Masked = "masked",
    }
}

words! {
    /// A comparison, written `>=`, `<=`, `=` or `>` in JSON.
    Op {
        /// At least.
        #[serde(rename = ">=")]
        AtLeast = ">=",
        /// At most.
        #[serde(rename = "<=")]
        AtMost = "<=",
        /// Exactly.
        #[serde(rename = "=")]
        Equal = "=",
        /// More than.
        #[serde(rename = ">")]
        MoreThan = ">",
    }
}

words! {
    /// The unit of time of a frequency.
    Per {
        /// 年
        Year = "year",
        /// 半年
        HalfYear = "half_year",
        /// 季度
        Quarter = "quarter",
        /// 两个月
        TwoMonths = "two_months",
        /// 月
        Month = "month",
        /// 旬
        TenDays = "ten_days",
        /// 周
        Week = "week",
        /// 日
        Day = "day",
        /// 学期
        Term = "term",
        /// 每次
        Occasion = "occasion",
    }
}

words! {
    /// For each what a requirement holds.
    Each {
        /// 每个单位
        Unit = "unit",
        /// 每个科室
        Department = "department",
        /// 每人
        Person = "person",
        /// 每个点位
        Place = "place",
    }
}

/// By when (完成时限).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Deadline {
    /// The words of the document.
    pub as_written: String,
    /// How it is given.
    pub kind: DeadlineKind,
    /// First day, where the words give a window.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_from: Option<Date>,
    /// Last day: what is due.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date_to: Option<Date>,
    /// What a relative deadline counts from.
    pub relative_to: Option<String>,
    /// How many days after it.
    pub days: Option<i32>,
}

/// How often (频次).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Frequency {
    /// Number of times; absent for 定期 and festival lists.
    pub times: Option<u32>,
    /// How the number is meant.
    pub op: Option<Op>,
    /// In which time.
    pub per: Option<Per>,
    /// Named occasions, such as festivals.
    #[serde(default)]
    pub occasions: Vec<String>,
    /// The words of the document.
    pub as_written: String,
}

/// A measure to reach (指标值), such as ≥ 30 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Threshold {
    /// The number.
    pub value: f64,
    /// Its unit as written (%, 小时, 处).
    pub unit: String,
    /// The comparison.
    pub op: Op,
    /// The words of the document.
    pub as_written: String,
}

/// A bare number of things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Count {
    /// The number.
    pub value: f64,
    /// Its unit as written.
    pub unit: String,
    /// The words of the document.
    pub as_written: String,
}

/// One named slot of required material (所需材料).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EvidenceNeed {
    /// What the document calls it (照片, 签到表).
    pub name: String,
    /// Kinds that can fill it; empty means any but junk.
    #[serde(default)]
    pub any_of: Vec<Kind>,
    /// At least so many.
    pub min: u32,
    /// Unit as written (张, 份).
    pub unit: Option<String>,
    /// The words of the document.
    pub as_written: String,
}

/// One thing an indicator asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Requirement {
    /// Id: within a draft `r1`, `r2`…; in a ledger a UUID.
    pub id: String,
    /// The sentence that states it.
    pub quote: String,
    /// Where that sentence stands in the source's text; absent where there is no source.
    pub span: Option<Span>,
    /// What part the sentence plays.
    pub role: Role,
    /// By when.
    pub deadline: Option<Deadline>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// A measure to reach.
    pub threshold: Option<Threshold>,
    /// A number of things.
    pub count: Option<Count>,
    /// For each what.
    pub each: Option<Each>,
    /// Named material; empty means any one piece.
    #[serde(default)]
    pub evidence: Vec<EvidenceNeed>,
}

impl Requirement {
    /// One with nothing but its sentence: any one piece of material.
    pub fn bare(id: impl Into<String>, quote: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            quote: quote.into(),
            span: None,
            role: Role::Requirement,
            deadline: None,
            frequency: None,
            threshold: None,
            count: None,
            each: None,
            evidence: Vec::new(),
        }
    }
}
