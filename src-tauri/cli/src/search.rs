//! Search on the command line.

use clap::Args;
use serde_json::json;
use taizhang_api::AppError;
use taizhang_api::dto::{SearchFound, SearchHit};

use crate::act::Act;
use crate::outcome::Outcome;
use crate::say::Say;

/// What is looked for.
#[derive(Debug, Args)]
pub struct Search {
    /// 要找的词，都要有；可用拼音首字母、类别（签到）、日期（4月、上周、2026-04、清明）
    #[arg(required = true)]
    words: Vec<String>,
    /// 每组最多几件
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// 材料从这一件之后开始
    #[arg(long, value_name = "ID")]
    after: Option<String>,
}

impl Act<'_> {
    pub(crate) fn search(&self, search: &Search) -> Result<Outcome, AppError> {
        let args = json!({ "query": search.words.join(" "), "limit": search.limit, "after": search.after });
        self.tell::<SearchFound>("search", args, Say::found)
    }
}

impl Say {
    fn found(&self, found: &SearchFound) -> String {
        let groups = [
            (self.of("材料", "Material"), &found.items),
            (self.of("活动", "Activities"), &found.activities),
            (self.of("指标", "Indicators"), &found.indicators),
            (self.of("人员", "People"), &found.people),
        ];
        let mut lines = Vec::new();
        for (name, hits) in groups.into_iter().filter(|group| !group.1.is_empty()) {
            lines.push(name.to_owned());
            lines.extend(hits.iter().map(line));
        }
        lines.join("\n")
    }
}

fn line(hit: &SearchHit) -> String {
    let code = hit
        .code
        .as_ref()
        .map(|code| format!("{code} "))
        .unwrap_or_default();
    format!("  {code}{}  {}", hit.title, hit.more)
}
