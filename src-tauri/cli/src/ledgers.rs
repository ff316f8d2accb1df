//! The ledgers around the evidence on the command line: what can be typed, as calls of the one table.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::asked::{Asked, Asks, change, look};

/// 说明报告
#[derive(Debug, Subcommand)]
pub enum Statement {
    /// 写入或更新；正文来自文本文件
    Set {
        /// [测评体系/]编号
        code: String,
        /// 正文所在的文件：文本、Word、PDF 等
        #[arg(long)]
        file: Option<PathBuf>,
        /// 进度
        #[arg(long, value_parser = ["draft", "submitted", "returned", "passed"])]
        state: Option<String>,
        /// 审核意见
        #[arg(long)]
        note: Option<String>,
    },
    /// 列出
    List,
}

/// 量化指标
#[derive(Debug, Subcommand)]
pub enum Measure {
    /// 填报一个值
    Set {
        /// [测评体系/]编号[#要求]
        code: String,
        /// 值
        #[arg(long, allow_negative_numbers = true)]
        value: f64,
        /// 单位；不写则用要求里的单位
        #[arg(long)]
        unit: Option<String>,
        /// 截至哪一天
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
        /// 科室或点位
        #[arg(long)]
        about: Option<String>,
        /// 怎样算出来的
        #[arg(long)]
        calculation: Option<String>,
        /// 证明它的材料
        #[arg(long)]
        item: Option<String>,
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

/// 科室
#[derive(Debug, Subcommand)]
pub enum Department {
    /// 添加
    Add {
        /// 名称
        #[arg(required = true)]
        names: Vec<String>,
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

/// 人员
#[derive(Debug, Subcommand)]
pub enum Person {
    /// 添加
    Add {
        /// 姓名
        name: String,
        /// 科室
        #[arg(long)]
        dept: Option<String>,
        /// 职务
        #[arg(long)]
        post: Option<String>,
        /// 志愿者编号
        #[arg(long)]
        volunteer: Option<String>,
    },
    /// 列出
    List,
    /// 删除，连同其签到
    Remove {
        /// 编号
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// 签到
#[derive(Debug, Subcommand)]
pub enum Attendance {
    /// 登记
    Add {
        /// 姓名或编号
        #[arg(required = true)]
        persons: Vec<String>,
        /// 日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Date,
        /// 时长（小时）
        #[arg(long)]
        hours: Option<f64>,
        /// 活动编号
        #[arg(long)]
        activity: Option<String>,
        /// 活动名称，不在台账里的活动用它
        #[arg(long)]
        occasion: Option<String>,
    },
    /// 列出，附志愿服务合计
    List,
    /// 删除
    Remove {
        /// 编号
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// 点位
#[derive(Debug, Subcommand)]
pub enum Place {
    /// 添加
    Add {
        /// 名称
        name: String,
        /// 类型，如路口、门店、村
        #[arg(long)]
        kind: Option<String>,
        /// 路段或片区
        #[arg(long)]
        segment: Option<String>,
        /// 责任科室
        #[arg(long)]
        dept: Option<String>,
        /// 责任人
        #[arg(long)]
        person: Option<String>,
    },
    /// 登记巡查：哪天到过哪些点位
    Patrol {
        /// 点位名称
        #[arg(required = true)]
        names: Vec<String>,
        /// 日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Date,
        /// 巡查人
        #[arg(long)]
        person: Option<String>,
        /// 情况
        #[arg(long)]
        note: Option<String>,
    },
    /// 列出巡查记录
    Patrols,
    /// 列出
    List,
    /// 删除
    Remove {
        /// 编号
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// 阶段
#[derive(Debug, Subcommand)]
pub enum Phase {
    /// 添加
    Add {
        /// 名称
        title: String,
        /// 开始日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<Date>,
        /// 结束日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Option<Date>,
        /// 排在第几
        #[arg(long, default_value_t = 1000)]
        position: u32,
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

impl Asks for Statement {
    fn asked(&self) -> Asked {
        match self {
            Self::Set {
                code, state, note, ..
            } => change(
                "statement_set",
                json!({ "indicator": code, "state": state, "note": note }),
            ),
            Self::List => look("statement_list", json!({})),
        }
    }
}

impl Asks for Measure {
    fn asked(&self) -> Asked {
        match self {
            Self::Set {
                code,
                value,
                unit,
                on,
                about,
                calculation,
                item,
            } => change(
                "measure_set",
                json!({ "indicator": code, "value": value, "unit": unit, "on_day": on, "about": about,
                        "calculation": calculation, "item": item }),
            ),
            Self::List => look("measure_list", json!({})),
            Self::Remove { ids } => change("measure_remove", json!({ "ids": ids })),
        }
    }
}

impl Asks for Department {
    fn asked(&self) -> Asked {
        match self {
            Self::Add { names } => {
                let all: Vec<Value> = names
                    .iter()
                    .map(|name| json!({ "id": "", "name": name }))
                    .collect();
                change("department_set", json!({ "departments": all }))
            }
            Self::List => look("department_list", json!({})),
            Self::Remove { ids } => change("department_remove", json!({ "ids": ids })),
        }
    }
}

impl Asks for Person {
    fn asked(&self) -> Asked {
        match self {
            Self::Add {
                name,
                dept,
                post,
                volunteer,
            } => change(
                "person_set",
                json!({ "people": [{ "id": "", "name": name, "department": dept, "post": post, "volunteer": volunteer }] }),
            ),
            Self::List => look("person_list", json!({})),
            Self::Remove { ids } => change("person_remove", json!({ "ids": ids })),
        }
    }
}

impl Asks for Attendance {
    fn asked(&self) -> Asked {
        match self {
            Self::Add {
                persons,
                on,
                hours,
                activity,
                occasion,
            } => {
                let one = |person: &String| json!({ "id": "", "person": person, "activity": activity, "occasion": occasion, "on_day": on, "hours": hours });
                change(
                    "attendance_set",
                    json!({ "attendance": persons.iter().map(one).collect::<Vec<_>>() }),
                )
            }
            Self::List => look("attendance_list", json!({})),
            Self::Remove { ids } => change("attendance_remove", json!({ "ids": ids })),
        }
    }
}

impl Asks for Place {
    fn asked(&self) -> Asked {
        match self {
            Self::Add {
                name,
                kind,
                segment,
                dept,
                person,
            } => change(
                "place_set",
                json!({ "places": [{ "id": "", "name": name, "kind": kind, "segment": segment, "department": dept, "person": person }] }),
            ),
            Self::Patrol {
                names,
                on,
                person,
                note,
            } => {
                let one = |name: &String| json!({ "id": "", "place": name, "on_day": on, "person": person, "note": note });
                change(
                    "patrol_set",
                    json!({ "patrols": names.iter().map(one).collect::<Vec<_>>() }),
                )
            }
            Self::Patrols => look("patrol_list", json!({})),
            Self::List => look("place_list", json!({})),
            Self::Remove { ids } => change("place_remove", json!({ "ids": ids })),
        }
    }
}

impl Asks for Phase {
    fn asked(&self) -> Asked {
        match self {
            Self::Add {
                title,
                from,
                to,
                position,
            } => change(
                "phase_set",
                json!({ "phases": [{ "id": "", "checklist": "", "position": position, "title": title, "quote": "",
                                     "date_from": from, "date_to": to }] }),
            ),
            Self::List => look("phase_list", json!({})),
            Self::Remove { ids } => change("phase_remove", json!({ "ids": ids })),
        }
    }
}
