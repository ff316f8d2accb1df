//! Tables of people, places, problems, attendance and rounds on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::asked::{Asked, Asks, change, look};

/// What a table holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// 人员
    People,
    /// 点位
    Places,
    /// 问题整改
    Problems,
    /// 签到
    Attendance,
    /// 巡查
    Patrols,
}

/// A table and what its rows leave out.
#[derive(Debug, Args)]
pub struct Table {
    /// 表格内容
    #[arg(value_enum)]
    kind: Kind,
    /// xlsx、csv 等文件
    file: PathBuf,
    /// 没写日期的行算哪一天
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// 签到的活动名称
    #[arg(long)]
    occasion: Option<String>,
    /// 签到的活动编号
    #[arg(long)]
    activity: Option<String>,
    /// 没写时长的行算几小时
    #[arg(long)]
    hours: Option<f64>,
}

/// 表格导入导出
#[derive(Debug, Subcommand)]
pub enum Sheet {
    /// 看看会导入什么，不改动
    Read(Table),
    /// 导入
    Take(Table),
    /// 写成 xlsx
    Write {
        /// 表格内容
        #[arg(value_enum)]
        kind: Kind,
        /// 要写的 xlsx
        file: PathBuf,
    },
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Places => "places",
            Self::Problems => "problems",
            Self::Attendance => "attendance",
            Self::Patrols => "patrols",
        }
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Table {
    fn arguments(&self) -> Value {
        json!({ "kind": self.kind.name(), "path": absolute(&self.file), "on_day": self.on, "occasion": self.occasion,
                "activity": self.activity, "hours": self.hours })
    }
}

impl Asks for Sheet {
    fn asked(&self) -> Asked {
        match self {
            Self::Read(table) => look("sheet_read", table.arguments()),
            Self::Take(table) => change("sheet_take", table.arguments()),
            Self::Write { kind, file } => look(
                "sheet_write",
                json!({ "kind": kind.name(), "path": absolute(file) }),
            ),
        }
    }
}
