//! Texts as terms that can be compared: topics of the trade, pairs of neighbouring characters, words of letters.

use std::collections::HashMap;

use super::topic::{self, TOPICS};

/// What two texts can have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Term {
    /// Two neighbouring Chinese characters.
    Pair(char, char),
    /// A word of Latin letters.
    Word(String),
    /// A topic by its number.
    Topic(usize),
}

impl Term {
    /// How much it tells beside others: a topic stands for a whole word.
    pub(crate) const fn unit(&self) -> f64 {
        match self {
            Self::Pair(..) => 0.7,
            Self::Word(_) => 0.8,
            Self::Topic(_) => 2.2,
        }
    }
}

/// Words that say nothing about what a piece of material is for: every folder and every sentence has them. Longer ones first.
const GENERIC: [&str; 75] = [
    "文明单位创建",
    "精神文明建设",
    "文明城市创建",
    "微信图片",
    "微信文件",
    "聊天记录",
    "接收文件",
    "微信",
    "文明单位",
    "精神文明",
    "文明城市",
    "文明创建",
    "文明办",
    "创文办",
    "创建工作",
    "创建活动",
    "干部职工",
    "机关干部",
    "会议室",
    "签到表",
    "扫描件",
    "负责人",
    "不少于",
    "现场照片",
    "活动照片",
    "各科室",
    "各股室",
    "各处室",
    "资料收集",
    "股室",
    "保存",
    "收集",
    "收齐",
    "县城",
    "活动",
    "开展",
    "工作",
    "组织",
    "进行",
    "照片",
    "图片",
    "影像",
    "录像",
    "视频",
    "记录",
    "通知",
    "方案",
    "签到",
    "简报",
    "材料",
    "资料",
    "关于",
    "举办",
    "创建",
    "全体",
    "干部",
    "职工",
    "机关",
    "单位",
    "我局",
    "我院",
    "现场",
    "情况",
    "相关",
    "主题",
    "参加",
    "文件",
    "定稿",
    "最终",
    "年度",
    "至少",
    "附件",
    "报送",
    "留存",
    "总结",
];

/// A text without what says nothing: generic words and `ignored` ones (the unit's own name) become blanks.
pub(crate) fn plain(text: &str, ignored: &[String]) -> String {
    let mut plain = without(text, ignored);
    for word in GENERIC {
        if plain.contains(word) {
            plain = without_word(&plain, word);
        }
    }
    plain
}

/// Words that tell something though a generic one is in them.
const KEPT: [&str; 1] = ["老干部"];

/// A text in which a generic word became blanks, but for those of the kept ones.
fn without_word(text: &str, word: &str) -> String {
    match KEPT.iter().find(|kept| kept.contains(word)) {
        Some(kept) => text
            .split(kept)
            .map(|part| part.replace(word, " "))
            .collect::<Vec<_>>()
            .join(kept),
        None => text.replace(word, " "),
    }
}

/// Words in which one of another subject is hidden, and what they say: 爱国卫生 is about brooms.
const HIDES: [(&str, &str); 1] = [("爱国卫生", "卫生")];

/// A text in which `ignored` words became blanks.
pub(crate) fn without(text: &str, ignored: &[String]) -> String {
    let mut left = text.to_lowercase();
    for (word, says) in HIDES {
        if left.contains(word) {
            left = left.replace(word, says);
        }
    }
    for word in ignored {
        if left.contains(word.as_str()) {
            left = left.replace(word.as_str(), " ");
        }
    }
    left
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character binds a pair in any text: numerals beside 年, 月, 日 and the like tell no subject.
fn is_loose(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '的'
            | '和'
            | '及'
            | '与'
            | '在'
            | '了'
            | '等'
            | '有'
            | '个'
            | '是'
            | '为'
            | '份'
            | '张'
            | '前'
            | '底'
            | '每'
    )
}

/// Terms of a text. A topic also gives the wider ones, at their part of the weight.
pub(crate) fn terms(text: &str, ignored: &[String], wider: bool) -> HashMap<Term, f64> {
    let mut all = HashMap::new();
    let mut put = |term: Term, weight: f64| {
        let known = all.entry(term).or_insert(0.0_f64);
        *known = known.max(weight);
    };
    for (n, _) in topic::told(&without(text, ignored)) {
        put(Term::Topic(n), 1.0);
        if let Some(topic) = TOPICS.get(n).filter(|_| wider) {
            for (name, part) in topic.wider {
                if let Some(n) = topic::number(name) {
                    put(Term::Topic(n), f64::from(*part) / 100.0);
                }
            }
        }
    }
    let plain = plain(text, ignored);
    let mut before: Option<char> = None;
    let mut word = String::new();
    for c in plain.chars().chain([' ']) {
        if c.is_ascii_alphabetic() {
            word.push(c);
        } else if !word.is_empty() {
            let word = std::mem::take(&mut word);
            if word.len() > 2
                && !matches!(
                    word.as_str(),
                    "img" | "jpg" | "dsc" | "wechat" | "docx" | "mmexport" | "new" | "vid"
                )
            {
                put(Term::Word(word), 1.0);
            }
        }
        let han = is_han(c) && !is_loose(c);
        if let Some(before) = before.filter(|_| han) {
            put(Term::Pair(before, c), 1.0);
        }
        before = han.then_some(c);
    }
    all
}

/// What two texts have in common: runs of at least two Chinese characters, longest first, at most three.
pub(crate) fn runs(a: &str, b: &str) -> Vec<String> {
    let text: Vec<char> = a.chars().collect();
    let mut found: Vec<String> = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let mut to = from;
        let mut run = String::new();
        while let Some(c) = text.get(to).filter(|c| is_han(**c)) {
            run.push(*c);
            if !b.contains(&run) {
                run.pop();
                break;
            }
            to += 1;
        }
        if run.chars().count() > 1 && !found.contains(&run) {
            found.push(run);
        }
        from = to.max(from + 1);
    }
    found.sort_by_key(|run| std::cmp::Reverse(run.chars().count()));
    found.truncate(3);
    found
}
