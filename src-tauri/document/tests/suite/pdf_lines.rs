//! PDFs that a program drew line by line, all from one edge: nothing but their length tells where a paragraph ends.

use crate::papers;

use papers::{Pdf, gbk, show, width};
use taizhang_document::{Block, read};

/// An official paper without a single full line.
const NOTICE: [&str; 9] = [
    "某某市文明办文件",
    "某文明办〔2026〕5号",
    "关于开展“我们的节日·清明”活动的通知",
    "各科室、各单位：",
    "现将有关事项通知如下。2026年4月1日前报送。",
    "附件：1.名单",
    "某某市精神文明建设指导委员会办公室",
    "2026年3月20日",
    "某某市文明办秘书科　2026年3月21日印发",
];

fn paragraphs(content: &str) -> Vec<String> {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    pdf.page(content);
    let document = read(&pdf.bytes(), "a.pdf").unwrap();
    let text = |block: &Block| match block {
        Block::Paragraph(p) => document.slice(p.span).to_owned(),
        Block::Table(_) => panic!("no table was drawn"),
    };
    document.blocks.iter().map(text).collect()
}

fn drawn(lines: &[&str], pitch: f64, left: impl Fn(usize, &str) -> f64) -> String {
    let line = |(index, text): (usize, &&str)| {
        show(16.0, left(index, text), 80.0 + pitch * index as f64, &gbk(text))
    };
    lines.iter().enumerate().map(line).collect()
}

#[test]
fn short_lines_are_paragraphs() {
    for (left, pitch) in [(50.0, 24.0), (72.0, 24.0), (50.0, 40.0)] {
        let content = drawn(&NOTICE, pitch, |_, _| left);
        assert_eq!(paragraphs(&content), NOTICE, "{left} {pitch}");
    }
    let two = [
        "关于放假的通知",
        "各科室：",
        "根据安排，现将清明放假有关事项通知如下：",
        "一、放假时间为4月4日至6日。",
        "二、值班要求。",
        "某某局",
        "2026年3月20日",
    ];
    assert_eq!(paragraphs(&drawn(&two, 24.0, |_, _| 50.0)), two);
}

#[test]
fn lines_that_happen_to_be_as_long_as_each_other_show_no_edge() {
    let roll = [
        "某某局创建办公室",
        "某某县第一中学校",
        "某某县人民法院内",
        "各科室：",
    ];
    assert_eq!(paragraphs(&drawn(&roll, 24.0, |_, _| 72.0)), roll);
}

#[test]
fn a_centred_title_does_not_swallow_the_addressee() {
    let left = |index: usize, text: &str| match index {
        0..=2 => (papers::WIDTH - 16.0 * width(text)) / 2.0,
        6 | 7 => 400.0 - 8.0 * width(text),
        _ => 72.0,
    };
    assert_eq!(paragraphs(&drawn(&NOTICE, 28.0, left)), NOTICE);
}

#[test]
fn a_line_that_leaves_no_room_goes_on() {
    let long = [
        "关于开展活动的通知",
        "各科室：",
        "现将有关事项通知如下，请各单位认真组织，于2026年4月1日前报",
        "送。",
        "某某局",
        "2026年3月20日",
    ];
    let whole = [
        "关于开展活动的通知",
        "各科室：",
        "现将有关事项通知如下，请各单位认真组织，于2026年4月1日前报送。",
        "某某局",
        "2026年3月20日",
    ];
    assert_eq!(paragraphs(&drawn(&long, 24.0, |_, _| 60.0)), whole);
}
