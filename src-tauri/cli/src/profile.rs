//! Plans of an export (导出方案) on the command line.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};
use taizhang_api::AppError;
use taizhang_api::dto::{ProfileList, ProfileRow};

use crate::act::Act;
use crate::outcome::Outcome;
use crate::say::Say;

/// What is asked of the plans.
#[derive(Debug, Subcommand)]
pub enum Profiles {
    /// 列出导出方案
    List,
    /// 看一个方案（--json 给出内容）
    Show {
        /// 名称
        name: String,
    },
    /// 存一个方案到台账里，以后按名称使用
    Save {
        /// 名称；没有 --file 时把同名的自带方案存成可以改的文件
        name: String,
        /// 别处拿来的方案文件（.json）
        #[arg(long)]
        file: Option<PathBuf>,
    },
}

/// A plan's file gets its whole path; a name stays.
pub(crate) fn file_or_name(text: &str) -> String {
    if text.to_ascii_lowercase().ends_with(".json") {
        crate::act::absolute(std::path::Path::new(text))
            .to_string_lossy()
            .into_owned()
    } else {
        text.to_owned()
    }
}

impl Act<'_> {
    pub(crate) fn profile(&self, asked: &Profiles) -> Result<Outcome, AppError> {
        match asked {
            Profiles::List => self.tell::<ProfileList>("profile_list", Value::Null, Say::profiles),
            Profiles::Show { name } => {
                let args = json!({ "name": name });
                self.tell::<ProfileRow>("profile_show", args, Say::profile)
            }
            Profiles::Save { name, file } => {
                let file = file.as_deref().map(crate::act::absolute);
                let args = json!({ "name": name, "file": file });
                self.tell::<ProfileRow>("profile_save", args, Say::profile)
            }
        }
    }
}
