//! The head of a paper: mark, number, the red line that names the office, the title.

use std::sync::LazyLock;

use regex::Regex;

use super::{Told, squeezed};
use crate::name::kind_from_name;
use crate::pattern::{group, pattern};

/// Most lines before the title.
const HEAD: usize = 12;
/// Longest title, in characters (a title of three full lines).
const TITLE: usize = 120;
/// Most lines of a title.
const TITLE_LINES: usize = 4;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:文号|发文字号|编号)?[：:]?(?<body>[\u{4e00}-\u{9fa5}A-Za-z（()）]{1,20}?)[〔\[［【(（﹝](?<year>(?:19|20)\d\d)[〕\]］】)）﹞](?:第|字第)?(?<number>\d{1,5})号(?:签发人.*)?$",
    )
});
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:密级[：:]?)?(?<level>绝密|机密|秘密|内部)(?:[★☆*·]?(?<term>\d{1,2}年|\d{1,2}个月|长期))?(?:[★☆])?$",
    )
});
static INTERNAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[（(【]?内部(?:资料|文件|材料|使用)[^。]{0,12}$"));
static RED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?<body>[\u{4e00}-\u{9fa5}（）()]{3,40}?)(?:文件|文稿)$"));
/// Lines of the head that are neither office nor title.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d{1,8}|(?:特急|加急|平急|急件|特提).{0,6}|签发人.*|紧急程度.*|份号.*|第?[0-9一二三四五六七八九十]+期.*|[（(]?总第.*|20\d\d年第.*期.*|[-—–_＿*=★☆·]{2,}|第\d+页.*|附件[0-9一二三四五六七八九十]*[：:]?)$",
    )
});

/// What the head tells.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) doc_no: Option<Told>,
    pub(super) issuer: Option<Told>,
    pub(super) title: Option<Told>,
    pub(super) secrecy: Option<Told>,
    /// How many lines the head and the title take.
    pub(super) title_end: usize,
}

/// Reads the head, line by line, to the end of the title.
pub(super) fn read(lines: &[&str]) -> Head {
    let mut head = Head::default();
    for (index, line) in lines.iter().take(HEAD).enumerate() {
        let short = squeezed(line);
        let marked = head.take_mark(line, &short);
        let numbered = head.take_number(line, &short);
        if marked || numbered {
            continue;
        }
        if let Some(found) = RED
            .captures(&short)
            .filter(|_| head.issuer.is_none() && head.title.is_none())
        {
            head.issuer = Some(Told::new(group(&found, "body"), line));
        } else if head.title.is_none()
            && !OTHER.is_match(&short)
            && !is_newsletter(&short)
            && !is_imprint(&short)
        {
            match title(lines.get(index..).unwrap_or_default()) {
                Some((title, count)) => {
                    head.title = Some(title);
                    head.title_end = index + count;
                }
                None => break,
            }
        } else if head.title.is_some() && index >= head.title_end + 3 {
            break;
        }
    }
    head
}

impl Head {
    /// A mark stands alone or in a row with the paper's running number and its urgency.
    fn take_mark(&mut self, line: &str, short: &str) -> bool {
        let parts = line.split_whitespace().chain([short]);
        let found = parts.into_iter().find_map(|part| {
            let found = MARK.captures(part)?;
            let (level, term) = (group(&found, "level"), group(&found, "term"));
            Some(if term.is_empty() {
                level.to_owned()
            } else {
                format!("{level}★{term}")
            })
        });
        let found = found.or_else(|| INTERNAL.is_match(short).then(|| "内部".to_owned()));
        // Words of a title or a table's head are no mark.
        let value = found.filter(|_| short.chars().count() <= 30 && !line.trim().contains('\t'));
        let marked = value.is_some();
        if let Some(value) = value.filter(|_| self.secrecy.is_none()) {
            self.secrecy = Some(Told::new(value, line));
        }
        marked
    }

    fn take_number(&mut self, line: &str, short: &str) -> bool {
        let plain = ascii_digits(short);
        let Some(found) = NUMBER.captures(&plain) else {
            return false;
        };
        if self.doc_no.is_none() {
            let (body, year, number) = (
                group(&found, "body"),
                group(&found, "year"),
                group(&found, "number"),
            );
            self.doc_no = Some(Told::new(format!("{body}〔{year}〕{number}号"), line));
        }
        true
    }
}

/// Full-width digits as the others.
fn ascii_digits(text: &str) -> String {
    let of = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    };
    text.chars().map(of).collect()
}

/// 文明创建简报, above a title of its own.
fn is_newsletter(short: &str) -> bool {
    short.chars().count() <= 20
        && ["简报", "工作动态", "信息快报", "专报"]
            .iter()
            .any(|end| short.ends_with(end))
}

/// 某某办公室编 2026年4月3日, between the name of a newsletter and its title.
fn is_imprint(short: &str) -> bool {
    short.chars().count() <= 50
        && crate::capture::written::full(short).is_some_and(|(_, range)| range.end + 3 >= short.len())
}

/// The title that begins with these lines, and how many of them it takes.
fn title(lines: &[&str]) -> Option<(Told, usize)> {
    let mut value = String::new();
    let mut count = 0;
    for line in lines.iter().take(TITLE_LINES) {
        let cells: Vec<&str> = line.split('\t').filter(|cell| !cell.trim().is_empty()).collect();
        let [cell] = cells.as_slice() else { break };
        let part = squeezed(cell);
        let goes_on = !value.is_empty();
        if !could_be_title(&part, goes_on) || value.chars().count() + part.chars().count() > TITLE {
            break;
        }
        value.push_str(&part);
        count += 1;
        if ends_as_title(&value) {
            break;
        }
    }
    // Without a telling end only the first line is sure.
    if count > 1 && !ends_as_title(&value) {
        value = squeezed(lines.first()?);
        count = 1;
    }
    let enough = (2..=TITLE).contains(&value.chars().count()) && !value.is_ascii();
    enough.then(|| {
        (
            Told::new(value, lines.get(..count).unwrap_or_default().join("\n").trim()),
            count,
        )
    })
}

fn could_be_title(part: &str, goes_on: bool) -> bool {
    let numbered = ["一、", "二、", "（一）", "1.", "1、", "第一章", "第一条"];
    let ends = ['。', '；', '：', ':', '，', '！', '？', ';'];
    let sentence = part.ends_with(ends) || part.contains(['。', '；']);
    let listed = numbered.iter().any(|begin| part.starts_with(begin));
    let aside = part.starts_with(['（', '(', '【']) || crate::capture::written::full(part).is_some();
    let refused = sentence || listed || (goes_on && aside);
    part.chars().count() <= 60 && !refused
}

fn ends_as_title(title: &str) -> bool {
    let end: String = title
        .chars()
        .rev()
        .take(6)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let more = [
        "报告", "意见", "请示", "批复", "函", "公告", "通报", "决定", "决议", "表", "册", "清单", "材料",
        "台账",
    ];
    let end = end.trim_end_matches(|c: char| "（）()试行稿草案".contains(c));
    more.iter().any(|word| end.ends_with(word)) || kind_from_name(end).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        read(&text.lines().collect::<Vec<_>>())
    }

    fn value(told: Option<&Told>) -> &str {
        told.map_or("", |told| told.value.as_str())
    }

    #[test]
    fn numbers_come_with_every_bracket() {
        let cases = [
            ("国办发〔2026〕5号", "国办发〔2026〕5号"),
            ("国办发[2026] 5 号", "国办发〔2026〕5号"),
            ("某 文 明 办 （２０２６） １２ 号", "某文明办〔2026〕12号"),
            ("某政函【2026】第3号", "某政函〔2026〕3号"),
            ("文号：某教字〔2026〕18号", "某教字〔2026〕18号"),
            ("某建发﹝2026﹞18号", "某建发〔2026〕18号"),
            ("某文明委〔2026〕5号　　签发人：张三", "某文明委〔2026〕5号"),
            ("根据国办发〔2026〕5号文件要求", ""),
            ("某文明办〔202〕5号", ""),
            ("（2026）5号", ""),
        ];
        for (line, number) in cases {
            assert_eq!(value(head(line).doc_no.as_ref()), number, "{line}");
        }
    }

    #[test]
    fn a_mark_stands_at_the_head_alone() {
        let cases = [
            ("秘密★1年\n通知", "秘密★1年"),
            ("机　密\n通知", "机密"),
            ("000001　绝密★长期　特急\n通知", "绝密★长期"),
            ("密级：内部\n通知", "内部"),
            ("内部资料 注意保存\n通知", "内部"),
            ("保守国家秘密是公民的义务\n通知", ""),
            ("机密文件管理制度\n通知", ""),
            ("序号\t密级\n1\t秘密", ""),
        ];
        for (text, mark) in cases {
            assert_eq!(value(head(text).secrecy.as_ref()), mark, "{text}");
        }
        let late = format!("{}秘密", "正文第一句话在这里。\n".repeat(20));
        assert_eq!(value(head(&late).secrecy.as_ref()), "");
    }

    #[test]
    fn the_title_is_what_stands_before_the_addressee() {
        let cases = [
            ("关于开展活动的通知\n各科室：\n正文。", "关于开展活动的通知"),
            (
                "某某局文件\n某发〔2026〕1号\n关于印发《管理\n办法（试行）》的通知\n各科室：",
                "关于印发《管理办法（试行）》的通知",
            ),
            (
                "某某局\n2026年志愿服务工作总结\n今年以来，",
                "某某局2026年志愿服务工作总结",
            ),
            (
                "文明创建简报\n第3期\n某某办公室编　2026年4月3日\n————\n我局开展清明祭扫活动\n4月3日上午，我局",
                "我局开展清明祭扫活动",
            ),
            (
                "志愿服务活动签到表\n序号\t姓名\t签名\n1\t张三\t",
                "志愿服务活动签到表",
            ),
            ("\t志愿者花名册\t\t\n姓名\t单位\n", "志愿者花名册"),
            ("今天天气很好，我们去了公园。\n后来", ""),
            ("姓名\t单位\n张三\t某局", ""),
        ];
        for (text, title) in cases {
            assert_eq!(value(head(text).title.as_ref()), title, "{text}");
        }
    }

    #[test]
    fn the_red_line_names_the_office_and_is_no_title() {
        let head = head("某某市教育局文件\n某教〔2026〕1号\n关于放假的通知\n各学校：");
        assert_eq!(value(head.issuer.as_ref()), "某某市教育局");
        assert_eq!(value(head.title.as_ref()), "关于放假的通知");
    }
}
