//! The ledgers around the evidence on the command line: what can be typed, as calls of the one table.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

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

/// A call of the table.
pub struct Asked {
    /// The command.
    pub name: &'static str,
    /// Its arguments.
    pub args: Value,
    /// Whether it only looks.
    pub looks: bool,
}

/// A call that changes the ledger.
pub fn change(name: &'static str, args: Value) -> Asked {
    Asked {
        name,
        args,
        looks: false,
    }
}

/// A call that only looks.
pub fn look(name: &'static str, args: Value) -> Asked {
    Asked {
        name,
        args,
        looks: true,
    }
}

/// What was typed as a call.
pub trait Asks {
    /// The call.
    fn asked(&self) -> Asked;
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
