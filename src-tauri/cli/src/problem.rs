//! Problems (问题整改) on the command line: what is typed changes a record field by field.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::asked::{Asked, Asks, change, look};

/// Fields of a problem.
#[derive(Debug, Args)]
pub struct ProblemFields {
    /// 发现日期
    #[arg(long, value_name = "YYYY-MM-DD")]
    found: Option<Date>,
    /// 怎样发现的
    #[arg(long, value_parser = ["self_check", "supervision", "unannounced", "report"])]
    by: Option<String>,
    /// 指标编号
    #[arg(long)]
    indicator: Option<String>,
    /// 点位
    #[arg(long)]
    place: Option<String>,
    /// 责任单位
    #[arg(long)]
    dept: Option<String>,
    /// 责任人
    #[arg(long)]
    person: Option<String>,
    /// 完成时限
    #[arg(long, value_name = "YYYY-MM-DD")]
    deadline: Option<Date>,
    /// 整改措施
    #[arg(long)]
    measures: Option<String>,
    /// 进度
    #[arg(long, value_parser = ["found", "assigned", "fixed", "checked", "closed"])]
    state: Option<String>,
    /// 销号日期
    #[arg(long, value_name = "YYYY-MM-DD")]
    closed: Option<Date>,
}

/// 问题整改
#[derive(Debug, Subcommand)]
pub enum Problem {
    /// 登记
    Add {
        /// 问题描述
        description: String,
        /// The rest.
        #[command(flatten)]
        fields: Box<ProblemFields>,
    },
    /// 更新
    Set {
        /// 编号
        id: String,
        /// 问题描述
        #[arg(long)]
        description: Option<String>,
        /// The rest.
        #[command(flatten)]
        fields: Box<ProblemFields>,
    },
    /// 附整改前后的材料
    Attach {
        /// 编号
        id: String,
        /// 材料
        #[arg(required = true)]
        items: Vec<String>,
        /// 整改前还是整改后
        #[arg(long, value_parser = ["before", "after"])]
        side: String,
    },
    /// 列出
    List,
    /// 删除
    Remove {
        /// 编号
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

impl ProblemFields {
    /// Fields that were given, by their names.
    fn given(&self) -> Map<String, Value> {
        let all = json!({
            "found_on": self.found, "found_by": self.by, "indicator": self.indicator, "place": self.place,
            "department": self.dept, "person": self.person, "deadline": self.deadline, "measures": self.measures,
            "state": self.state, "closed_on": self.closed,
        });
        let Value::Object(all) = all else {
            return Map::new();
        };
        all.into_iter().filter(|(_, value)| !value.is_null()).collect()
    }
}

impl Problem {
    /// The record to put in: a new problem with what was given, or a known one of `all` with what was given changed.
    pub fn record(&self, today: Date, all: &[&Value]) -> Option<Value> {
        let blank = |id: &str, description: &str| {
            json!({ "id": id, "description": description, "found_on": today, "found_by": "self_check", "state": "found",
                    "indicator": null, "place": null, "department": null, "person": null, "deadline": null,
                    "measures": null, "closed_on": null })
        };
        let (mut record, description, fields) = match self {
            Self::Add { description, fields } => (blank("", description), None, fields),
            Self::Set {
                id,
                description,
                fields,
            } => {
                // One that is not there is refused by the ledger, by its id.
                let known = all.iter().find(|one| one.get("id") == Some(&json!(id)));
                (
                    known.map_or_else(|| blank(id, "-"), |one| (*one).clone()),
                    description.as_ref(),
                    fields,
                )
            }
            _ => return None,
        };
        if let Value::Object(record) = &mut record {
            record.extend(fields.given());
            record.extend(description.map(|text| ("description".to_owned(), json!(text))));
        }
        Some(record)
    }
}

impl Asks for Problem {
    fn asked(&self) -> Asked {
        match self {
            // The record is put together with what is there already.
            Self::Add { .. } | Self::Set { .. } => change("problem_set", json!({})),
            Self::Attach { id, items, side } => change(
                "problem_attach",
                json!({ "problem": id, "items": items, "side": side }),
            ),
            Self::List => look("problem_list", json!({})),
            Self::Remove { ids } => change("problem_remove", json!({ "ids": ids })),
        }
    }
}
