//! Activities on the command line.

use clap::Subcommand;
use serde_json::{Value, json};
use taizhang_api::AppError;
use taizhang_api::dto::{ActivityDone, ActivityList, ActivityProposed, ActivityRow};

use crate::act::Act;
use crate::outcome::Outcome;
use crate::say::Say;

/// 活动
#[derive(Debug, Subcommand)]
pub enum Activities {
    /// 按时间、文件夹、名称和文字把材料归成活动；已确认的不动
    Propose,
    /// 列出
    List {
        /// 只看待确认的或已确认的
        #[arg(long, value_parser = ["proposed", "confirmed"])]
        state: Option<String>,
    },
    /// 确认
    Confirm {
        /// 活动（编号或名称）
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// 把几件材料建成一个活动
    Add {
        /// 名称
        title: String,
        /// 材料（编号或路径）
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// 把几个活动并成一个
    Merge {
        /// 活动（编号或名称）
        #[arg(required = true, num_args = 2..)]
        ids: Vec<String>,
    },
    /// 把活动里的几件材料分出来，另成一个活动
    Split {
        /// 活动（编号或名称）
        id: String,
        /// 材料（编号或路径）
        #[arg(required = true)]
        items: Vec<String>,
        /// 新活动的名称
        #[arg(long)]
        title: String,
    },
    /// 把材料放进一个活动
    Move {
        /// 材料（编号或路径）
        #[arg(required = true)]
        items: Vec<String>,
        /// 放进的活动（编号或名称）
        #[arg(long)]
        to: String,
        /// 移出的活动（编号或名称）
        #[arg(long)]
        from: Option<String>,
    },
    /// 改名称、日期、地点、主办科室；写空文字则清除
    Set {
        /// 活动（编号或名称）
        id: String,
        /// 名称
        #[arg(long)]
        title: Option<String>,
        /// 开始日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<String>,
        /// 结束日期
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Option<String>,
        /// 地点
        #[arg(long)]
        place: Option<String>,
        /// 主办科室
        #[arg(long)]
        host: Option<String>,
    },
    /// 把材料移出活动；不再归进别的活动
    Remove {
        /// 活动（编号或名称）
        id: String,
        /// 材料（编号或路径）
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// 这几件留在活动里，但不作佐证
    Exclude {
        /// 活动（编号或名称）
        id: String,
        /// 材料（编号或路径）
        #[arg(required = true)]
        items: Vec<String>,
        /// 改回作佐证
        #[arg(long)]
        undo: bool,
    },
    /// 不是活动：解散，连同它的佐证关联
    Dissolve {
        /// 活动（编号或名称）
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

impl Activities {
    /// Whether it only looks.
    pub fn looks(&self) -> bool {
        matches!(self, Self::List { .. })
    }
}

impl Act<'_> {
    pub(crate) fn activities(&self, asked: &Activities) -> Result<Outcome, AppError> {
        match asked {
            Activities::Propose => {
                self.call::<ActivityProposed>("activity_propose", Value::Null, |_, _| String::new())?;
                self.list(json!({}))
            }
            Activities::List { state } => self.list(json!({ "state": state })),
            Activities::Confirm { ids } => self.operation("activity_confirm", json!({ "ids": ids })),
            Activities::Add { title, items } => {
                self.done("activity_create", json!({ "title": title, "items": items }))
            }
            Activities::Merge { ids } => self.done("activity_merge", json!({ "ids": ids })),
            Activities::Split { id, items, title } => self.done(
                "activity_split",
                json!({ "id": id, "items": items, "title": title }),
            ),
            Activities::Move { items, to, from } => self.done(
                "activity_move",
                json!({ "items": items, "to": to, "from": from }),
            ),
            Activities::Set {
                id,
                title,
                from,
                to,
                place,
                host,
            } => self.done(
                "activity_set",
                json!({ "id": id, "title": title, "date_from": from, "date_to": to, "place": place, "host_dept": host }),
            ),
            Activities::Remove { id, items } => {
                self.operation("activity_remove", json!({ "id": id, "items": items }))
            }
            Activities::Exclude { id, items, undo } => self.operation(
                "activity_exclude",
                json!({ "id": id, "items": items, "excluded": !undo }),
            ),
            Activities::Dissolve { ids } => self.operation("activity_dissolve", json!({ "ids": ids })),
        }
    }

    fn list(&self, args: Value) -> Result<Outcome, AppError> {
        self.tell::<ActivityList>("activity_list", args, Say::activities)
    }

    fn done(&self, name: &str, args: Value) -> Result<Outcome, AppError> {
        self.tell::<ActivityDone>(name, args, |say, done| say.activity(&done.activity))
    }
}

impl Say {
    fn activities(&self, list: &ActivityList) -> String {
        let lines: Vec<String> = list.activities.iter().map(|one| self.activity(one)).collect();
        lines.join("\n")
    }

    fn activity(&self, one: &ActivityRow) -> String {
        let days = match (&one.date_from, &one.date_to) {
            (Some(from), Some(to)) if from != to => format!("{from}..{to}"),
            (Some(day), _) | (None, Some(day)) => day.clone(),
            (None, None) => "-".to_owned(),
        };
        let state = match one.confidence {
            Some(confidence) => format!("{} {:.0}%", self.of("待确认", "proposed"), confidence * 100.0),
            None => self.of("已确认", "confirmed").to_owned(),
        };
        format!(
            "{}  {days}  {}  {}  {}{}{}",
            one.id,
            one.title,
            one.items.len(),
            state,
            if one.reason.is_empty() { "" } else { "  " },
            one.reason
        )
    }
}
