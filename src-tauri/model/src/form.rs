//! Printed forms (打印表册) as plain values: what stands on the paper, in order. Whatever is not known is an empty text and stays blank.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::Sha256;
use crate::kind::words;

words! {
    /// A form that can be printed.
    FormName {
        /// 总目录
        Contents = "contents",
        /// 卷内目录 (DA/T 22-2015)
        FileList = "file_list",
        /// 测评材料提交表
        Submission = "submission",
        /// 说明报告
        Statements = "statements",
        /// 照片页
        Photos = "photos",
        /// 封面
        Cover = "cover",
        /// 盒脊
        Spine = "spine",
        /// 备考表
        BoxNote = "box_note",
        /// 光盘/U盘标签
        Label = "label",
        /// 自查报告
        SelfCheck = "self_check",
        /// 催办单
        Reminder = "reminder",
        /// 整改台账
        Problems = "problems",
        /// 签到表
        SignIn = "sign_in",
        /// 志愿服务统计表
        Volunteers = "volunteers",
    }
}

impl FormName {
    /// Its name on paper.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Contents => "总目录",
            Self::FileList => "卷内目录",
            Self::Submission => "测评材料提交表",
            Self::Statements => "说明报告",
            Self::Photos => "照片页",
            Self::Cover => "封面",
            Self::Spine => "盒脊",
            Self::BoxNote => "备考表",
            Self::Label => "光盘/U盘标签",
            Self::SelfCheck => "自查报告",
            Self::Reminder => "催办单",
            Self::Problems => "整改台账",
            Self::SignIn => "签到表",
            Self::Volunteers => "志愿服务统计表",
        }
    }

    /// The form with this name, Chinese or English; `光盘标签` and `U盘标签` are the same sheet of labels.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.ends_with("标签") {
            return Some(Self::Label);
        }
        Self::parse(name).or_else(|| Self::ALL.iter().copied().find(|form| form.name_zh() == name))
    }

    /// Whether it can be edited as a workbook: pictures and labels are for paper alone.
    pub const fn is_table(self) -> bool {
        !matches!(self, Self::Photos | Self::Spine | Self::Label)
    }
}

/// A form, ready to be set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Form {
    /// Which one.
    pub name: FormName,
    /// 单位名称
    pub unit: String,
    /// The day that the form is made on; the only time in it.
    pub as_of: Date,
    /// Whether the paper lies on its long side.
    pub landscape: bool,
    /// Whether pages carry `第 x 页 共 y 页`.
    pub numbered: bool,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// The form's name over everything.
    Title {
        /// Large line.
        text: String,
        /// Smaller line below; may be empty.
        below: String,
    },
    /// A heading between parts.
    Heading {
        /// The words.
        text: String,
    },
    /// A line over a table: `单位：…` on the left, `日期：…` on the right.
    Line {
        /// Its parts, spread over the width.
        parts: Vec<String>,
    },
    /// Paragraphs, one per line of the text.
    Text {
        /// The words.
        text: String,
    },
    /// Ruled rows of a name and what it is; a `height` keeps room for handwriting.
    Facts {
        /// The rows.
        rows: Vec<Fact>,
    },
    /// A ruled table whose heading is repeated on every page.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows, each as long as there are columns.
        rows: Vec<Vec<String>>,
        /// Lowest height of a row in millimetres; 0: as high as the text.
        row_mm: f64,
    },
    /// Lines on the right: who signs, and the day.
    Sign {
        /// The lines.
        lines: Vec<String>,
    },
    /// What follows begins on a new page.
    Break,
    /// Photographs with their captions, from a new page on.
    Photos {
        /// What they prove; stands over each page.
        heading: String,
        /// How many on a page: 1, 2 or 4.
        per_page: u32,
        /// In order.
        photos: Vec<Photo>,
    },
    /// A cover that fills the page.
    Cover {
        /// Large lines in the upper half.
        title: Vec<String>,
        /// Name and value in the lower half.
        facts: Vec<Fact>,
    },
    /// The back of a box of 310 mm.
    Spine {
        /// Its width in millimetres, 20 to 50.
        width_mm: f64,
        /// The title, set from top to bottom.
        title: String,
        /// Name and value from top to bottom.
        facts: Vec<Fact>,
    },
    /// A label to cut out.
    Label {
        /// Whether it is round, for a disc.
        round: bool,
        /// The title.
        title: String,
        /// Name and value.
        facts: Vec<Fact>,
    },
}

/// A name and what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it is; empty stays blank.
    pub value: String,
    /// Lowest height in millimetres; 0: as high as the text.
    pub height_mm: f64,
}

impl Fact {
    /// A row as high as its text.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
            height_mm: 0.0,
        }
    }

    /// A row with room to write.
    pub fn roomy(name: &str, value: impl Into<String>, height_mm: f64) -> Self {
        Self {
            height_mm,
            ..Self::new(name, value)
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Its share of the width.
    pub width: f64,
    /// Whether its texts stand in the middle.
    pub centred: bool,
}

impl Column {
    /// A column of running text.
    pub fn wide(name: &str, width: f64) -> Self {
        Self {
            name: name.to_owned(),
            width,
            centred: false,
        }
    }

    /// A column of numbers, days and short words.
    pub fn centred(name: &str, width: f64) -> Self {
        Self {
            centred: true,
            ..Self::wide(name, width)
        }
    }
}

/// A photograph on paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Photo {
    /// The picture's bytes.
    pub sha256: Sha256,
    /// The caption in one line; empty where the six elements say it.
    pub line: String,
    /// The caption in its six elements (时间、地点、人物、主题、背景、事由).
    pub elements: Vec<Fact>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_known_by_both_names() {
        for form in FormName::ALL {
            assert_eq!(FormName::named(form.as_str()), Some(*form));
            assert_eq!(FormName::named(form.name_zh()), Some(*form));
        }
        assert_eq!(FormName::named("U盘标签"), Some(FormName::Label));
        assert_eq!(FormName::named("目录"), None);
    }
}
