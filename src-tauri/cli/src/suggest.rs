//! Suggestions on the command line.

use clap::Args;
use serde_json::{Value, json};
use taizhang_api::AppError;
use taizhang_api::dto::{SuggestAccepted, SuggestionList};

use crate::act::Act;
use crate::outcome::Outcome;
use crate::say::Say;

/// Which suggestions, and what to do with them.
#[derive(Debug, Args)]
pub struct Suggest {
    /// 每件最多几个指标
    #[arg(long, default_value_t = 3)]
    pub top: u32,
    /// 只看这件材料（编号或路径），可多次
    #[arg(long)]
    pub item: Vec<String>,
    /// 只看这个活动（编号），可多次
    #[arg(long)]
    pub activity: Vec<String>,
    /// 把还没有归类的、第一个建议不低于此分（0–1）的都归进去，一步可撤销
    #[arg(long, value_name = "P")]
    pub accept_above: Option<f64>,
    /// 这件材料或活动不归此指标，以后不再建议
    #[arg(long, value_name = "CODE", conflicts_with = "accept_above")]
    pub reject: Option<String>,
    /// 忘掉从已有关联和不采纳中学到的
    #[arg(long, conflicts_with_all = ["accept_above", "reject"])]
    pub reset: bool,
}

impl Act<'_> {
    pub(crate) fn suggest(&self, asked: &Suggest) -> Result<Outcome, AppError> {
        if asked.reset {
            return self.operation("suggest_reset", Value::Null);
        }
        if let Some(code) = &asked.reject {
            let items = asked
                .item
                .iter()
                .map(|id| json!({ "item": id, "indicator": code }));
            let activities = asked
                .activity
                .iter()
                .map(|id| json!({ "activity": id, "indicator": code }));
            let picks: Vec<Value> = items.chain(activities).collect();
            return self.operation("suggest_reject", json!({ "picks": picks }));
        }
        let mut args = json!({ "top": asked.top });
        if let Value::Object(args) = &mut args
            && !(asked.item.is_empty() && asked.activity.is_empty())
        {
            args.insert("items".to_owned(), json!(asked.item));
            args.insert("activities".to_owned(), json!(asked.activity));
        }
        let (list, mut outcome) = self.call::<SuggestionList>("suggest", args, Say::suggestions)?;
        if let Some(least) = asked.accept_above {
            let (accepted, done) = self.accept(&list, least)?;
            outcome.add("accepted", accepted);
            outcome.add("operation", json!(done.operation));
        }
        Ok(outcome)
    }

    /// Takes the first candidate of what proves nothing yet, where it scores enough.
    fn accept(&self, list: &SuggestionList, least: f64) -> Result<(Value, SuggestAccepted), AppError> {
        let open = list.suggestions.iter().filter(|row| !row.linked);
        let (picks, accepted): (Vec<Value>, Vec<Value>) = open
            .filter_map(|row| Some((row, row.candidates.first()?)))
            .filter(|(_, first)| first.score >= least)
            .map(|(row, first)| {
                let (item, activity) = (&row.item, &row.activity);
                (
                    json!({ "item": item, "activity": activity, "indicator": first.indicator }),
                    json!({ "item": item, "activity": activity, "code": first.code, "score": first.score }),
                )
            })
            .unzip();
        let (done, _) =
            self.call::<SuggestAccepted>("suggest_accept", json!({ "picks": picks }), |_, _| String::new())?;
        Ok((Value::Array(accepted), done))
    }
}

impl Say {
    fn suggestions(&self, list: &SuggestionList) -> String {
        let mut lines = Vec::new();
        for row in &list.suggestions {
            lines.push(row.path.clone().unwrap_or_else(|| row.title.clone()));
            for one in &row.candidates {
                lines.push(format!(
                    "  {:>3.0}%  {} {}  {}",
                    one.score * 100.0,
                    one.code,
                    one.title,
                    one.reason
                ));
            }
        }
        lines.join("\n")
    }
}
