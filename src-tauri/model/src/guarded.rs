//! What must not, or should not, leave the office: marks of secrecy (密级标志) and numbers that belong to a person.

/// Marks of 保守国家秘密法, highest first.
const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];
const STARS: [char; 7] = ['★', '☆', '✮', '✩', '✭', '✰', '⭐'];
/// What is typed for a star where there is none; a mark only with a term behind it.
const ASTERISKS: [char; 3] = ['*', '＊', '﹡'];
/// Most characters between a mark and its star that are only typesetting.
const GAP: usize = 3;
/// What stands before a level that is stated.
const LABELS: [&str; 4] = ["密级", "涉密等级", "保密等级", "秘密等级"];
/// A longer line that ends with a level in brackets is a sentence.
const TITLE: usize = 60;

/// Whether a 密级 keeps a paper out of every pack: 秘密, 机密 or 绝密, with or without its term. 内部 does not.
pub fn is_secret(secrecy: &str) -> bool {
    LEVELS.iter().any(|level| secrecy.starts_with(level))
}

/// The mark in a name: of a file or folder, a sheet, a running head. It has a star (`秘密★1年`), stands behind 密级, or stands
/// alone or with its term between separators (`机密-通知.docx`, `（绝密）名单.xlsx`, `秘密1年`). Words such as 保密工作,
/// 国家秘密 or 秘密投票 are no mark, and neither is a level between commas or in quotation marks, where a sentence speaks of it.
pub fn mark_in_name(name: &str) -> Option<String> {
    const JOINING: [char; 12] = ['、', '，', ',', '“', '”', '‘', '’', '"', '「', '」', '《', '》'];
    mark_in_text(name).or_else(|| {
        name.split(|c: char| !c.is_alphanumeric() && !JOINING.contains(&c))
            .find_map(alone)
    })
}

/// The mark in a text. It is a mark where a paper is marked, and not where a sentence speaks of marks:
/// - a level with its star (`机密★5年`), anywhere but right behind an opening quotation mark;
/// - a level that a line states (`密级：机密`), unless other levels follow, as in a form to be filled in;
/// - a level alone in brackets at the end of a short line, as behind a title (`关于……的通知（秘密）`), or before it (`【机密】……`).
pub fn mark_in_text(text: &str) -> Option<String> {
    starred(text).or_else(|| {
        text.lines()
            .find_map(|line| stated(line).or_else(|| bracketed(line)))
    })
}

/// The mark in an address, whose characters may be written as percent codes.
pub fn mark_in_address(address: &str) -> Option<String> {
    mark_in_name(address).or_else(|| mark_in_name(&decoded(address)))
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = match code {
            Some(_) => behind.get(2..).unwrap_or_default(),
            None => behind,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A level that is all of a part, or with a term behind it.
fn alone(part: &str) -> Option<String> {
    let level = LEVELS.iter().find(|level| part.starts_with(**level))?;
    let rest = part.strip_prefix(level)?;
    if rest.is_empty() {
        return Some((*level).to_owned());
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_term = digits.len() < rest.len() && matches!(digits, "年" | "月" | "个月");
    (is_term || rest == "长期").then(|| format!("{level}★{rest}"))
}

/// A level right before a star; the term behind it is kept.
fn starred(text: &str) -> Option<String> {
    text.char_indices()
        .filter(|(_, c)| STARS.contains(c) || ASTERISKS.contains(c))
        .find_map(|(at, star)| {
            let before = text.get(..at)?;
            let mut near: Vec<char> = before
                .chars()
                .rev()
                .take(3 + 2 * GAP)
                .filter(|c| !c.is_whitespace())
                .take(3)
                .collect();
            near.reverse();
            let near: String = near.into_iter().collect();
            let level = LEVELS.iter().find(|level| near.ends_with(**level))?;
            if near.starts_with(['“', '‘', '「', '『', '"']) {
                return None;
            }
            let behind = text.get(at + star.len_utf8()..)?.trim_start();
            let term: String = behind
                .chars()
                .take_while(|c| c.is_ascii_digit() || "年个月长期".contains(*c))
                .take(6)
                .collect();
            if ASTERISKS.contains(&star) && !term.ends_with(['年', '月', '期']) {
                return None;
            }
            Some(if term.is_empty() {
                (*level).to_owned()
            } else {
                format!("{level}★{term}")
            })
        })
}

/// A level behind 密级 at the beginning of a line or name, or behind 密级 and a colon anywhere in it.
fn stated(line: &str) -> Option<String> {
    if !line.contains('密') {
        return None;
    }
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    LABELS.iter().find_map(|label| {
        squeezed.match_indices(label).find_map(|(at, _)| {
            let rest = squeezed.get(at + label.len()..)?;
            let behind = rest.strip_prefix(['：', ':']);
            let rest = behind.or((at == 0).then_some(rest))?;
            let level = LEVELS.iter().find(|level| rest.starts_with(**level))?;
            let more = rest.strip_prefix(level)?;
            let more = more.trim_start_matches(|c: char| !c.is_alphanumeric() || matches!(c, '和' | '或'));
            let is_list = LEVELS.iter().any(|level| more.starts_with(level));
            (!is_list).then(|| (*level).to_owned())
        })
    })
}

/// A level alone in brackets at the end of a short line or cell, or at its beginning.
fn bracketed(line: &str) -> Option<String> {
    const BRACKETS: [(char, char); 5] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕')];
    if !line.contains('密') {
        return None;
    }
    line.split('\t').find_map(|cell| {
        let cell: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        let is_short = cell.chars().count() <= TITLE;
        BRACKETS.iter().filter(|_| is_short).find_map(|(open, close)| {
            let last = cell.strip_suffix(*close).and_then(|cell| cell.rsplit_once(*open));
            let first = cell.strip_prefix(*open).and_then(|cell| cell.split_once(*close));
            let last = last.map(|(_, inside)| inside);
            let first = first.map(|(inside, _)| inside);
            last.into_iter().chain(first).find_map(alone)
        })
    })
}

/// Numbers in a text that belong to a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Personal {
    /// 身份证号 of GB 11643-1999 with a right check character.
    pub identities: usize,
    /// 手机号: eleven digits from 13 to 19.
    pub phones: usize,
}

/// Counts the personal numbers that a text shows whole, in full-width digits and in groups (`138 0000 0000`, `+86-138…`) too;
/// masked ones (`138****0000`) do not count.
pub fn personal(text: &str) -> Personal {
    let mut found = Personal::default();
    let mut groups: Vec<String> = Vec::new();
    let mut run = String::new();
    let mut gap = 0_usize;
    for c in text.chars().chain(['\n']) {
        let c = match u32::from(c) {
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
            _ => c,
        };
        match c {
            '0'..='9' | 'X' | 'x' => {
                run.push(c);
                gap = 0;
                if run.len() > 32 {
                    run.clear();
                    run.push('0');
                }
                continue;
            }
            ' ' | '-' | '\u{a0}' | '\u{3000}' if gap == 0 && groups.len() < 8 => {}
            _ => gap = 2,
        }
        if !run.is_empty() {
            groups.push(std::mem::take(&mut run));
        }
        gap += 1;
        if gap > 1 {
            count(&groups, &mut found);
            groups.clear();
        }
    }
    found
}

/// Counts the numbers in groups of digits that one mark each parts.
fn count(groups: &[String], found: &mut Personal) {
    let mut at = 0;
    while let Some(rest) = groups.get(at..).filter(|rest| !rest.is_empty()) {
        // A number in one piece, or as people part it.
        let whole = (1..=rest.len().min(5)).find_map(|length| {
            let parts = rest.get(..length)?;
            let sizes: Vec<usize> = parts.iter().map(String::len).collect();
            let joined = parts.concat();
            let is_usual = matches!(
                sizes.as_slice(),
                [_] | [3, 4, 4] | [2, 11] | [2, 3, 4, 4] | [6, 8, 4] | [6, 4, 4, 4]
            );
            let phone = joined
                .strip_prefix("86")
                .filter(|rest| is_phone(rest))
                .unwrap_or(&joined);
            let kind = (is_usual && is_identity(&joined), is_usual && is_phone(phone));
            (kind.0 || kind.1).then_some((length, kind.0))
        });
        match whole {
            Some((length, true)) => {
                found.identities += 1;
                at += length;
            }
            Some((length, false)) => {
                found.phones += 1;
                at += length;
            }
            None => at += 1,
        }
    }
}

fn is_phone(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|second| (b'3'..=b'9').contains(second))
}

/// ISO 7064 MOD 11-2, with a month and a day that exist.
fn is_identity(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let run = run.to_ascii_uppercase();
    let bytes = run.as_bytes();
    let (Some(body), Some(last)) = (bytes.get(..17), bytes.get(17)) else {
        return false;
    };
    if bytes.len() != 18 || !body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| run.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let day_exists = number(6, 10).is_some_and(|year| (1900..=2099).contains(&year))
        && number(10, 12).is_some_and(|month| (1..=12).contains(&month))
        && number(12, 14).is_some_and(|day| (1..=31).contains(&day));
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    day_exists && CHECK.get(sum as usize % 11) == Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_names_stand_alone_or_have_a_star() {
        for (name, mark) in [
            ("秘密★1年 通知.docx", Some("秘密★1年")),
            ("机密-通知.docx", Some("机密")),
            ("（绝密）名单.xlsx", Some("绝密")),
            ("文件/秘密/通知.docx", Some("秘密")),
            ("密级：机密 会议纪要.docx", Some("机密")),
            ("保守国家秘密宣传.docx", None),
            ("机密文件管理制度.docx", None),
            ("保密教育.docx", None),
            ("商业秘密保护.pptx", None),
            ("秘密1年 通知.docx", Some("秘密★1年")),
            ("档案盒3 机密★文件", Some("机密")),
            ("机密*3年.xlsx", Some("机密★3年")),
            ("机密_名单.txt", Some("机密")),
            ("保密工作自查.docx", None),
            ("秘密投票 选举现场.jpg", None),
            ("机密、秘密、绝密的区别 培训.jpg", None),
            ("“秘密”投票现场.jpg", None),
            ("培训讲机密文件怎样管.jpg", None),
            ("机密2026.docx", None),
        ] {
            assert_eq!(mark_in_name(name).as_deref(), mark, "{name}");
        }
    }

    #[test]
    fn marks_in_texts_need_a_star_or_the_word() {
        let late = format!("{}机　密 ★ 5年\n", "正文第一句话。\n".repeat(40));
        for (text, mark) in [
            (late.as_str(), Some("机密★5年")),
            ("绝密★\n通知", Some("绝密")),
            ("编号 1\n密级: 秘密\n通知", Some("秘密")),
            ("序号\t密级\n1\t秘密", None),
            ("保守国家秘密是公民的义务。", None),
            ("评分 ★★★★☆", None),
            ("某县文件（秘密）\n正文", Some("秘密")),
            ("【机密】关于专项工作的通知", Some("机密")),
            ("份号：001  密级：机密", Some("机密")),
            ("涉密等级 绝密", Some("绝密")),
            ("密级：绝密□ 机密□ 秘密□", None),
            ("国家秘密分为绝密、机密、秘密三级。", None),
            ("国家秘密的密级分为三级（绝密、机密、秘密）", None),
            ("国家秘密标志形式为“机密★5年”。", None),
            ("选举采用无记名（秘密）投票方式。", None),
            ("开展保密工作培训，讲解机密文件的管理", None),
            ("公式 a*b，秘密*", None),
        ] {
            assert_eq!(mark_in_text(text).as_deref(), mark, "{text}");
        }
        assert!(is_secret("秘密★1年") && is_secret("绝密") && !is_secret("内部"));
    }

    #[test]
    fn personal_numbers_are_whole_and_right() {
        // A made-up number; its check character is computed.
        let text = "张某 11010519491231002X，电话13800000000；编号 20261123123456789，138****0000";
        let found = personal(text);
        assert_eq!((found.identities, found.phones), (1, 1));
        assert_eq!(personal("110105194912310021"), Personal::default());
        for phone in [
            "138 0000 0000",
            "+8613800000000",
            "+86-138-0000-0000",
            "１３８００００００００",
            "电话:86 13800000000",
        ] {
            assert_eq!(
                personal(phone),
                Personal {
                    identities: 0,
                    phones: 1
                },
                "{phone}"
            );
        }
        for identity in [
            "110105 19491231 002X",
            "110105-1949-1231-002x",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(
                personal(identity),
                Personal {
                    identities: 1,
                    phones: 0
                },
                "{identity}"
            );
        }
        let two = personal("13800000000 13900000000\t13700000000-1");
        assert_eq!((two.identities, two.phones), (0, 3));
        assert_eq!(personal("2026 1380 0000, 138  0000  0000"), Personal::default());
        assert_eq!(
            mark_in_address("https://x.cn/%E6%9C%BA%E5%AF%86%E2%98%85/1").as_deref(),
            Some("机密")
        );
        assert_eq!(mark_in_address("https://x.cn/%E4%BF%9D%E5%AF%86/100%25"), None);
        assert_eq!(personal(&"1".repeat(100)), Personal::default());
    }
}
