//! What a file's name tells: the kind of material, by the words that offices use.
//!
//! The last word of a title usually says what the paper is (志愿服务活动方案签到表 is a sign-in sheet); what
//! stands in brackets or in 《》 is about something else.

use crate::kind::Kind;

/// Words that tell the kind wherever they stand.
const WORDS: [(&str, Kind); 46] = [
    ("签到", Kind::SignIn),
    ("签名表", Kind::SignIn),
    ("签名册", Kind::SignIn),
    ("通知", Kind::Notice),
    ("方案", Kind::Plan),
    ("预案", Kind::Plan),
    ("工作计划", Kind::Plan),
    ("活动计划", Kind::Plan),
    ("工作安排", Kind::Plan),
    ("活动安排", Kind::Plan),
    ("总结", Kind::Summary),
    ("纪要", Kind::Minutes),
    ("会议记录", Kind::Minutes),
    ("制度", Kind::Policy),
    ("办法", Kind::Policy),
    ("规定", Kind::Policy),
    ("细则", Kind::Policy),
    ("守则", Kind::Policy),
    ("简报", Kind::Brief),
    ("说明报告", Kind::Report),
    ("情况说明", Kind::Report),
    ("评价意见", Kind::Evaluation),
    ("评价表", Kind::Evaluation),
    ("统计表", Kind::DataTable),
    ("汇总表", Kind::DataTable),
    ("数据表", Kind::DataTable),
    ("明细表", Kind::DataTable),
    ("一览表", Kind::DataTable),
    ("登记表", Kind::DataTable),
    ("台账", Kind::DataTable),
    ("自查报告", Kind::Report),
    ("自评报告", Kind::Report),
    ("情况报告", Kind::Report),
    ("整改报告", Kind::Report),
    ("申报材料", Kind::Report),
    ("申报书", Kind::Report),
    ("讲话", Kind::Speech),
    ("发言", Kind::Speech),
    ("致辞", Kind::Speech),
    ("花名册", Kind::Roster),
    ("名单", Kind::Roster),
    ("名册", Kind::Roster),
    ("奖状", Kind::Proof),
    ("证书", Kind::Proof),
    ("证明材料", Kind::Proof),
    ("证明书", Kind::Proof),
];

/// Words that tell the kind only at the end of a title: inside one they belong to another word (信息公开, 计划生育).
const LAST_WORDS: [(&str, Kind); 11] = [
    ("计划", Kind::Plan),
    ("安排", Kind::Plan),
    ("计划表", Kind::Plan),
    ("工作要点", Kind::Plan),
    ("决定", Kind::Policy),
    ("决议", Kind::Policy),
    ("批复", Kind::Policy),
    ("信息", Kind::Brief),
    ("动态", Kind::Brief),
    ("评价", Kind::Evaluation),
    ("证明", Kind::Proof),
];

/// Words that follow the type of a paper and say nothing of it.
const TAILS: [&str; 13] = [
    "扫描件",
    "复印件",
    "扫描",
    "原件",
    "定稿",
    "终稿",
    "最终版",
    "修改",
    "副本",
    "盖章",
    "正式",
    "稿",
    "表",
];

/// Words in the names of pictures that systems and chats give to screenshots, in lower case.
const SCREENSHOTS: [&str; 7] = [
    "screenshot",
    "screen shot",
    "screen_shot",
    "截图",
    "截屏",
    "屏幕快照",
    "snipaste",
];

/// Kinds that a picture of a paper can have; a picture named 发言 shows a speaker.
const PAPERS: [Kind; 8] = [
    Kind::SignIn,
    Kind::Notice,
    Kind::Minutes,
    Kind::Policy,
    Kind::Roster,
    Kind::Proof,
    Kind::DataTable,
    Kind::Evaluation,
];

/// The kind of a document with this file name, by the last telling word of its title; `None` when no word tells.
pub fn kind_from_name(name: &str) -> Option<Kind> {
    let title = without_extension(name);
    let outside = outside_brackets(title);
    kind_from_title(&outside).or_else(|| kind_from_title(title))
}

/// The kind of a picture with this file name: a screenshot, or a photographed paper whose type ends the title
/// (签到表); `None` for any other picture.
pub fn picture_kind_from_name(name: &str) -> Option<Kind> {
    let title = without_extension(name);
    let lower = title.to_lowercase();
    if SCREENSHOTS.iter().any(|word| lower.contains(word)) {
        return Some(Kind::Screenshot);
    }
    if title.contains("签到表") || title.contains("签到册") {
        return Some(Kind::SignIn);
    }
    let outside = outside_brackets(title);
    let end = trimmed_end(&outside);
    last_word(&outside)
        .filter(|(_, place, kind)| *place >= end.len() && PAPERS.contains(kind))
        .map(|(_, _, kind)| kind)
}

fn kind_from_title(title: &str) -> Option<Kind> {
    // 关于…的通知 is a notice, whatever is attached to it.
    if title.contains("关于") && title.contains("的通知") {
        return Some(Kind::Notice);
    }
    last_word(title).map(|(_, _, kind)| kind)
}

/// The telling word that ends last, the longest of those that end at the same place: its begin, end and kind.
fn last_word(title: &str) -> Option<(usize, usize, Kind)> {
    let anywhere = WORDS
        .iter()
        .filter_map(|(word, kind)| title.rfind(word).map(|at| (at, at + word.len(), *kind)));
    let end = trimmed_end(title);
    let at_end = LAST_WORDS
        .iter()
        .filter(|(word, _)| end.ends_with(word))
        .map(|(word, kind)| (end.len() - word.len(), end.len(), *kind));
    anywhere
        .chain(at_end)
        .max_by_key(|(begin, end, _)| (*end, std::cmp::Reverse(*begin)))
}

/// The title without the numbers, dates, marks and words such as 扫描件 that follow its type.
fn trimmed_end(title: &str) -> &str {
    let mut end = title;
    loop {
        let marks = end.trim_end_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_ascii_punctuation()
                || c.is_whitespace()
                || "年月日第期号页份版次、，。：；—–－（）【】《》“”".contains(c)
        });
        let telling = WORDS
            .iter()
            .chain(&LAST_WORDS)
            .any(|(word, _)| marks.ends_with(word));
        let shorter = TAILS
            .iter()
            .filter(|_| !telling)
            .find_map(|tail| marks.strip_suffix(tail))
            .unwrap_or(marks);
        if shorter.len() == end.len() {
            return end;
        }
        end = shorter;
    }
}

fn without_extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=5).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && extension.bytes().any(|byte| byte.is_ascii_alphabetic()) =>
        {
            stem
        }
        _ => name,
    }
}

/// The title without what stands in brackets and in 《》.
fn outside_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '（' | '(' | '《' | '【' | '[' | '〔' => depth += 1,
            '）' | ')' | '》' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_title_tells_the_kind() {
        let cases = [
            ("志愿服务活动方案签到表.xlsx", Some(Kind::SignIn)),
            ("关于开展学雷锋活动的通知.docx", Some(Kind::Notice)),
            ("关于印发《志愿服务管理办法》的通知.pdf", Some(Kind::Notice)),
            ("关于开展清明祭扫活动的通知（附签到表）.docx", Some(Kind::Notice)),
            ("2026年创建工作方案.doc", Some(Kind::Plan)),
            ("2026年学习计划（定稿）.doc", Some(Kind::Plan)),
            ("文明交通值勤安排表.xls", Some(Kind::Plan)),
            ("年度工作总结.docx", Some(Kind::Summary)),
            ("总结大会讲话稿.docx", Some(Kind::Speech)),
            ("创建工作推进会会议纪要.docx", Some(Kind::Minutes)),
            ("支部会议记录20260403.docx", Some(Kind::Minutes)),
            ("信息公开制度.docx", Some(Kind::Policy)),
            ("志愿服务管理办法（试行）.docx", Some(Kind::Policy)),
            ("《志愿服务管理办法》.docx", Some(Kind::Policy)),
            ("文明创建简报第3期.docx", Some(Kind::Brief)),
            ("工作动态2026.4.docx", Some(Kind::Brief)),
            ("1.1.1 说明报告.docx", Some(Kind::Report)),
            ("关于无烟单位的情况说明.docx", Some(Kind::Report)),
            ("群众评价意见.docx", Some(Kind::Evaluation)),
            ("志愿服务时长统计表.xlsx", Some(Kind::DataTable)),
            ("志愿者花名册.xlsx", Some(Kind::Roster)),
            ("参会人员名单.xlsx", Some(Kind::Roster)),
            ("荣誉证书扫描件.pdf", Some(Kind::Proof)),
            ("工作证明.pdf", Some(Kind::Proof)),
            ("计划生育宣传.docx", None),
            ("信息化建设.docx", None),
            ("2026年工作要点.docx", Some(Kind::Plan)),
            ("巡察整改报告.docx", Some(Kind::Report)),
            ("关于调整领导小组的决定.docx", Some(Kind::Policy)),
            ("决定性一年的批复率.docx", None),
            ("新建文档.docx", None),
            ("", None),
            ("签到表", Some(Kind::SignIn)),
        ];
        for (name, kind) in cases {
            assert_eq!(kind_from_name(name), kind, "{name}");
        }
    }

    #[test]
    fn a_picture_is_a_screenshot_or_a_paper_only_when_its_name_says_so() {
        let cases = [
            ("签到表.jpg", Some(Kind::SignIn)),
            ("志愿服务签到表(2).jpg", Some(Kind::SignIn)),
            ("签到表现场照片.jpg", Some(Kind::SignIn)),
            ("学雷锋活动签到.jpg", Some(Kind::SignIn)),
            ("荣誉证书1.jpg", Some(Kind::Proof)),
            ("会议记录_20260403.png", Some(Kind::Minutes)),
            ("领导讲话.jpg", None),
            ("志愿者发言.jpg", None),
            ("签到现场.jpg", None),
            ("制度上墙照片.jpg", None),
            ("微信图片_20220307214129.jpg", None),
            ("微信截图_20220307214129.png", Some(Kind::Screenshot)),
            (
                "Screenshot_2022-02-25-13-52-11-93_3915bacb.jpg",
                Some(Kind::Screenshot),
            ),
            ("屏幕截图 2026-04-03 091422.png", Some(Kind::Screenshot)),
            ("企业微信截图_16489123456789.png", Some(Kind::Screenshot)),
        ];
        for (name, kind) in cases {
            assert_eq!(picture_kind_from_name(name), kind, "{name}");
        }
    }

    #[test]
    fn a_word_that_only_pictures_have_says_nothing_of_a_document() {
        assert_eq!(kind_from_name("截图.docx"), None);
    }
}
