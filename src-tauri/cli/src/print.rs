//! Printed forms on the command line.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use taizhang_api::AppError;
use taizhang_api::dto::{FormList, PrintReport};

use crate::act::Act;
use crate::outcome::Outcome;
use crate::say::Say;

/// What is printed, and where to.
#[derive(Debug, Args)]
pub struct Print {
    /// 表册名称，如 总目录；list 列出全部
    form: String,
    /// 要写的 .pdf、.docx 或 .xlsx；不写则放在台账的 exports 里
    #[arg(long)]
    out: Option<PathBuf>,
    /// 测评体系
    #[arg(long)]
    checklist: Option<String>,
    /// 只要这个指标（编号）
    #[arg(long)]
    indicator: Option<String>,
    /// 只要这个科室
    #[arg(long)]
    dept: Option<String>,
    /// 签到表：活动的名称或编号，或签到的事由；不写为空表
    #[arg(long)]
    occasion: Option<String>,
    /// 照片页：每页几张，1、2 或 4
    #[arg(long, value_parser = ["1", "2", "4"])]
    per_page: Option<String>,
    /// 照片页：说明按六要素写
    #[arg(long)]
    elements: bool,
    /// 盒脊：宽度（毫米），20 到 50
    #[arg(long)]
    width: Option<f64>,
    /// 覆盖已有的文件
    #[arg(long)]
    overwrite: bool,
}

impl Print {
    /// Whether it only asks which forms there are.
    pub(crate) fn lists(&self) -> bool {
        self.form == "list"
    }
}

impl Act<'_> {
    pub(crate) fn print(&self, print: &Print) -> Result<Outcome, AppError> {
        if print.lists() {
            return self.tell::<FormList>("print_list", Value::Null, Say::forms);
        }
        let out = print.out.as_deref().map(crate::act::absolute);
        let per_page: Option<u32> = print.per_page.as_deref().and_then(|n| n.parse().ok());
        let args = json!({ "form": print.form, "out": out, "checklist": print.checklist, "indicator": print.indicator,
            "department": print.dept, "occasion": print.occasion, "per_page": per_page, "elements": print.elements,
            "width_mm": print.width, "overwrite": print.overwrite });
        self.tell::<PrintReport>("print", args, |_, done| done.path.clone())
    }
}

impl Say {
    fn forms(&self, list: &FormList) -> String {
        let lines = list
            .forms
            .iter()
            .map(|form| format!("{}  {}  {}", form.title, form.name, form.formats.join("、")));
        lines.collect::<Vec<_>>().join("\n")
    }
}
