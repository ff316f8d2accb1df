//! Search: what a line of a search box asks for, the tokens of the index, and where to mark what was found.

mod gram;
mod mark;
mod time;

use jiff::civil::Date;

use crate::calendar;
use crate::date::Period;
use crate::kind::Kind;

pub use gram::{folded, is_exact, phrase, tokens};
pub use mark::{Mark, excerpt, marks};
pub use time::periods;

/// One word of a query; what is found holds the text, or is of that kind, or lies in one of the periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was typed.
    pub text: String,
    /// Kinds that it names.
    pub kinds: Vec<Kind>,
    /// Periods that it means.
    pub periods: Vec<Period>,
    /// Whether it is a festival's name: a subject first, and days only where nothing else is found.
    pub festival: bool,
}

/// The most words of a query that are looked at.
const MOST: usize = 12;

/// Words of a query: all of them must fit. `today` is what 上周 counts from.
pub fn words(query: &str, today: Option<Date>) -> Vec<Word> {
    let texts = query.split_whitespace().take(MOST);
    texts
        .map(|text| Word {
            text: text.to_owned(),
            kinds: kinds(text),
            periods: today.map(|today| periods(text, today)).unwrap_or_default(),
            festival: calendar::festival_name(text).is_some(),
        })
        .collect()
}

/// Kinds by the words that offices use for them.
fn kinds(word: &str) -> Vec<Kind> {
    let kind = match word {
        "照片" | "相片" | "图片" => Kind::Photo,
        "视频" | "录像" => Kind::Video,
        "音频" | "录音" => Kind::Audio,
        "截图" => Kind::Screenshot,
        "签到" | "签到表" => Kind::SignIn,
        "通知" => Kind::Notice,
        "方案" | "计划" => Kind::Plan,
        "总结" => Kind::Summary,
        "纪要" | "会议记录" => Kind::Minutes,
        "制度" => Kind::Policy,
        "简报" => Kind::Brief,
        "表格" => return vec![Kind::Spreadsheet, Kind::DataTable],
        "文档" => Kind::Document,
        "网页" | "链接" => Kind::Link,
        "其他" => Kind::Other,
        "说明报告" => Kind::Report,
        "评价意见" => Kind::Evaluation,
        "数据表" | "统计表" | "数据表格" => Kind::DataTable,
        "讲话" | "发言" => Kind::Speech,
        "花名册" | "名单" => Kind::Roster,
        "证明" | "证书" => Kind::Proof,
        "压缩包" => Kind::Archive,
        _ => return Vec::new(),
    };
    vec![kind]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_word_by_word() {
        let found = words("签到 4月  祭扫", Some(jiff::civil::date(2026, 5, 1)));
        assert_eq!(found.len(), 3);
        assert_eq!(
            found.first().map(|word| word.kinds.clone()),
            Some(vec![Kind::SignIn])
        );
        assert!(found.get(1).is_some_and(|word| !word.periods.is_empty()));
        assert!(
            found
                .get(2)
                .is_some_and(|word| word.periods.is_empty() && word.kinds.is_empty())
        );
        let festival = words("清明", Some(jiff::civil::date(2026, 5, 1)));
        assert!(
            festival
                .iter()
                .all(|word| word.festival && !word.periods.is_empty())
        );
        let table = words("表格 4月", None);
        assert_eq!(
            table.first().map(|word| word.kinds.clone()),
            Some(vec![Kind::Spreadsheet, Kind::DataTable])
        );
        assert!(table.iter().all(|word| !word.festival));
    }
}
