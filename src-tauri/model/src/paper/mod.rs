//! What the text of an official paper tells of itself, in the words of the 卷内目录 (DA/T 22) and of the layout of
//! official papers (GB/T 9704): mark and number at the head, title, body, signature and day at the end.

mod day;
mod head;
mod kind;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// Facts that a paper's text gives, each with the words that gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PaperFacts {
    /// 文号: `某文明办〔2026〕5号`, brackets and blanks made regular.
    pub doc_no: Option<Told>,
    /// 责任者: who signed or issued it; several joined with 、.
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

impl Told {
    fn new(value: impl Into<String>, quote: &str) -> Self {
        let quote = quote.trim();
        Self {
            value: value.into(),
            quote: quote.chars().take(QUOTE).collect(),
        }
    }
}

/// Longest quote, in characters.
const QUOTE: usize = 200;
/// Most lines that are looked at from the begin and from the end.
const LINES: usize = 2000;

impl PaperFacts {
    /// Reads the facts of a paper's text, one paragraph a line, cells of tables apart by tabs.
    pub fn of_text(text: &str) -> Self {
        let lines = lines(text);
        let head = head::read(&lines);
        let end = day::read(&lines, head.title_end);
        Self {
            doc_no: head.doc_no,
            issuer: end.issuer.or(head.issuer),
            title: head.title,
            date: end.date,
            secrecy: head.secrecy,
        }
    }

    /// The kind of paper that its title and its make-up tell; `None` where neither does.
    pub fn kind(&self, text: &str) -> Option<Kind> {
        kind::of(self, &lines(text))
    }
}

/// Lines that hold something: all of a short text, the first and the last ones of a long one.
fn lines(text: &str) -> Vec<&str> {
    let filled = |line: &&str| !line.trim().is_empty();
    let mut first: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(filled)
        .take(2 * LINES + 1)
        .collect();
    if first.len() > 2 * LINES {
        first.truncate(LINES);
        let mut last: Vec<&str> = text
            .lines()
            .rev()
            .map(str::trim_end)
            .filter(filled)
            .take(LINES)
            .collect();
        last.reverse();
        first.extend(last);
    }
    first
}

/// A line without any blanks: officials space out short lines (通　知).
fn squeezed(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a short line names an office, a committee, a school, a village…
fn is_body(line: &str) -> bool {
    const ENDS: [&str; 46] = [
        "局",
        "委",
        "办",
        "办公室",
        "委员会",
        "处",
        "科",
        "会",
        "院",
        "校",
        "中心",
        "政府",
        "党组",
        "支部",
        "公司",
        "站",
        "所",
        "队",
        "部",
        "社区",
        "街道",
        "街道办",
        "镇",
        "乡",
        "室",
        "组",
        "厅",
        "团",
        "馆",
        "村",
        "联",
        "大学",
        "中学",
        "小学",
        "幼儿园",
        "党委",
        "总支",
        "法院",
        "检察院",
        "银行",
        "集团",
        "学院",
        "医院",
        "工会",
        "厂",
        "学校",
    ];
    let line = line.trim_end_matches(['）', ')', '章', '（', '(', '盖']);
    let length = line.chars().count();
    (3..=40).contains(&length)
        && !line.contains(['。', '，', '；', '：', ':', '、', '《', '！', '？', '\t'])
        && ENDS.iter().any(|end| line.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "000012\n机密★1年\n特急\n某某市精神文明建设委员会办公室文件\n某文明办〔2026〕5号\n\n\
        关于开展“我们的节日·清明”\n主题活动的通知\n各县区文明办，市直各单位：\n　　为深入贯彻《关于某事的意见》（国办发〔2025〕12号），\
        现将有关事项通知如下。\n　　一、时间\n　　2026年4月1日至4月6日。\n　　请保守国家秘密。\n　　附件：报名表\n\n\
        某某市精神文明建设委员会办公室\n2026年3月20日\n　　（此件公开发布）\n附件\n报名表\n2026年3月1日\n\
        某某市文明办秘书科　　　　2026年3月21日印发\n";

    fn value(told: Option<&Told>) -> &str {
        told.map_or("", |told| told.value.as_str())
    }

    #[test]
    fn a_notice_tells_all_with_its_words() {
        let facts = PaperFacts::of_text(NOTICE);
        assert_eq!(value(facts.doc_no.as_ref()), "某文明办〔2026〕5号");
        assert_eq!(value(facts.issuer.as_ref()), "某某市精神文明建设委员会办公室");
        assert_eq!(
            value(facts.title.as_ref()),
            "关于开展“我们的节日·清明”主题活动的通知"
        );
        assert_eq!(value(facts.date.as_ref()), "2026-03-20");
        assert_eq!(facts.date.as_ref().unwrap().quote, "2026年3月20日");
        assert_eq!(value(facts.secrecy.as_ref()), "机密★1年");
        assert_eq!(facts.kind(NOTICE), Some(Kind::Notice));
    }

    #[test]
    fn a_paper_that_tells_nothing_is_left_alone() {
        for text in [
            "",
            "\n\n",
            "今天天气很好。我们去了公园。",
            "a\tb\tc\n1\t2\t3\n",
            "保守国家秘密是公民的义务。",
        ] {
            assert_eq!(PaperFacts::of_text(text), PaperFacts::default(), "{text}");
        }
    }

    #[test]
    fn a_date_in_words_and_several_offices() {
        let text = "关于成立领导小组的通知\n各科室：\n经研究决定如下。\n某某市教育局\n某某市财政局\n二〇二六年四月三日\n";
        let facts = PaperFacts::of_text(text);
        assert_eq!(value(facts.issuer.as_ref()), "某某市教育局、某某市财政局");
        assert_eq!(value(facts.date.as_ref()), "2026-04-03");
    }

    #[test]
    fn offices_side_by_side_are_several() {
        let issuer = |line: &str| {
            let text = format!("关于联合开展活动的通知\n各学校：\n正文。\n{line}\n2026年5月6日\n");
            PaperFacts::of_text(&text).issuer.map(|told| told.value)
        };
        assert_eq!(
            issuer("某某市教育局　　某某市公安局").as_deref(),
            Some("某某市教育局、某某市公安局")
        );
        assert_eq!(issuer("某　某　市　教　育　局").as_deref(), Some("某某市教育局"));
        assert_eq!(issuer("某某市教育局 党 委").as_deref(), Some("某某市教育局党委"));
    }

    #[test]
    fn office_and_day_may_share_a_line() {
        let facts = PaperFacts::of_text("年度工作总结\n今年以来，我局做了很多。\n某某局　2026年12月5日\n");
        assert_eq!(value(facts.issuer.as_ref()), "某某局");
        assert_eq!(value(facts.date.as_ref()), "2026-12-05");
        assert_eq!(value(facts.title.as_ref()), "年度工作总结");
    }

    #[test]
    fn the_head_gives_what_the_end_does_not() {
        let speech = "在创建动员会上的讲话\n张三\n（2026年3月5日）\n同志们：\n今天我们开会。\n";
        let facts = PaperFacts::of_text(speech);
        assert_eq!(value(facts.date.as_ref()), "2026-03-05");
        assert_eq!(value(facts.title.as_ref()), "在创建动员会上的讲话");
        assert_eq!(facts.kind(speech), Some(Kind::Speech));
        let month = PaperFacts::of_text("工作总结\n一年来做了工作。\n某某社区\n2026年12月\n");
        assert_eq!(value(month.date.as_ref()), "2026-12");
    }

    #[test]
    fn long_and_hostile_texts_end() {
        let long = "某某局\n".repeat(200_000);
        PaperFacts::of_text(&long);
        PaperFacts::of_text(&"〔".repeat(500_000));
        PaperFacts::of_text(&"2026年4月".repeat(100_000));
    }
}
