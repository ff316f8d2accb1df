//! Fields that an indicator (指标) has in a draft and in a ledger alike.

use serde::{Deserialize, Serialize};

use crate::kind::words;

words! {
    /// How points count (计分方式).
    ScoreKind {
        /// 基本分
        Base = "base",
        /// 加分
        Bonus = "bonus",
        /// 扣分
        Deduct = "deduct",
        /// 一票否决
        Veto = "veto",
    }
}

/// Points of an indicator; points of a parent are not added to those of its children.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Score {
    /// How many; absent for a veto.
    pub points: Option<f64>,
    /// How they count.
    pub kind: ScoreKind,
}

/// Words in a method (测评方法) that mean: judged on site or by asking, not by material.
const ON_SITE: [&str; 6] = ["实地", "问卷", "整体观察", "询问", "访谈", "听取"];
/// Words in a method that mean: judged by material.
const BY_MATERIAL: [&str; 6] = ["材料", "网上", "网络", "资料", "记录", "申报"];

/// Whether the method names only judging on site or by questionnaire (现场项).
pub fn is_on_site(method: &str) -> bool {
    ON_SITE.iter().any(|word| method.contains(word)) && !BY_MATERIAL.iter().any(|word| method.contains(word))
}
