//! What the text of an official paper tells of itself, in the words of the 卷内目录 (DA/T 22) and of the layout of
//! official papers (GB/T 9704).

use serde::{Deserialize, Serialize};

/// Facts that a paper's text gives, each with the words that gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PaperFacts {
    /// 文号: `某文明办〔2026〕5号`, brackets and blanks made regular.
    pub doc_no: Option<Told>,
    /// 责任者: who signed or issued it.
    pub issuer: Option<Told>,
    /// 题名.
    pub title: Option<Told>,
    /// 落款日期 or the date at its head, as ISO 8601: `2026-04-03`, `2026-04`.
    pub date: Option<Told>,
    /// 密级: `秘密`, `机密`, `绝密`, `内部`, with its term where one is given (`秘密★1年`).
    pub secrecy: Option<Told>,
}

/// A fact and the words that tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Told {
    /// The fact in its regular form.
    pub value: String,
    /// The words as the paper has them.
    pub quote: String,
}

impl PaperFacts {
    /// Reads the facts of a paper's text, one paragraph a line.
    pub fn of_text(_text: &str) -> Self {
        Self::default()
    }
}
