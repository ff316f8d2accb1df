//! Which installed fonts stand for the four faces of an official paper.

use serde::Serialize;
use typst::text::{FontBook, FontVariant};

/// Families by face, those wished for first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Faces {
    /// Titles (小标宋).
    pub(crate) title: Vec<String>,
    /// Running text (仿宋).
    pub(crate) body: Vec<String>,
    /// First headings and heads of tables (黑体).
    pub(crate) heading: Vec<String>,
    /// Second headings (楷体).
    pub(crate) second: Vec<String>,
    /// Cells of tables (宋体).
    pub(crate) table: Vec<String>,
}

const TITLE: [&str; 8] = [
    "fzxiaobiaosong-b05s",
    "fzxiaobiaosong-b05",
    "方正小标宋简体",
    "方正小标宋_gbk",
    "stzhongsong",
    "华文中宋",
    "noto serif cjk sc",
    "source han serif sc",
];
const BODY: [&str; 8] = [
    "fangsong_gb2312",
    "仿宋_gb2312",
    "fangsong",
    "仿宋",
    "fzfangsong-z02",
    "方正仿宋_gbk",
    "stfangsong",
    "华文仿宋",
];
const HEADING: [&str; 8] = [
    "simhei",
    "黑体",
    "fzhei-b01",
    "方正黑体_gbk",
    "stheiti",
    "noto sans cjk sc",
    "source han sans sc",
    "microsoft yahei",
];
const SECOND: [&str; 8] = [
    "kaiti_gb2312",
    "楷体_gb2312",
    "kaiti",
    "楷体",
    "fzkai-z03",
    "方正楷体_gbk",
    "stkaiti",
    "华文楷体",
];
/// What stands for any face that is not there: the systems of 统信 UOS and 银河麒麟 bring Noto, 思源 or their own.
const SERIF: [&str; 14] = [
    "simsun",
    "宋体",
    "nsimsun",
    "fzshusong-z01",
    "方正书宋_gbk",
    "stsong",
    "songti sc",
    "noto serif cjk sc",
    "noto serif sc",
    "source han serif sc",
    "source han serif cn",
    "思源宋体",
    "unitedserif",
    "ar pl uming cn",
];
const SANS: [&str; 10] = [
    "noto sans cjk sc",
    "noto sans sc",
    "source han sans sc",
    "source han sans cn",
    "思源黑体",
    "microsoft yahei",
    "pingfang sc",
    "wenquanyi micro hei",
    "wenquanyi zen hei",
    "droid sans fallback",
];

impl Faces {
    /// The faces that a computer has; `None` when none of its fonts has Chinese signs.
    pub(crate) fn of(book: &FontBook) -> Option<Self> {
        let any = book
            .select_fallback(None, FontVariant::default(), "汉")
            .and_then(|index| book.info(index))
            .map(|info| info.family.to_lowercase())?;
        let pick = |wished: &[&[&str]]| -> Vec<String> {
            let all = wished.iter().flat_map(|list| list.iter());
            let mut found: Vec<String> = all
                .filter(|family| book.contains_family(family))
                .map(|family| (*family).to_owned())
                .collect();
            found.push(any.clone());
            found.truncate(3);
            found
        };
        Some(Self {
            title: pick(&[&TITLE, &SERIF, &SANS]),
            body: pick(&[&BODY, &SERIF, &SANS]),
            heading: pick(&[&HEADING, &SANS, &SERIF]),
            second: pick(&[&SECOND, &SERIF, &SANS]),
            table: pick(&[&SERIF, &SANS]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_chinese_signs_there_are_no_faces() {
        assert_eq!(Faces::of(&FontBook::new()), None);
    }
}
