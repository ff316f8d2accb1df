//! What must not, or should not, leave the office: marks of secrecy (密级标志) and numbers that belong to a person.

/// Marks of 保守国家秘密法 article 14, highest first.
const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];
const STARS: [char; 3] = ['★', '☆', '✮'];
/// Most characters between a mark and its star that are only typesetting.
const GAP: usize = 3;

/// Whether a 密级 keeps a paper out of every pack: 秘密, 机密 or 绝密, with or without its term. 内部 does not.
pub fn is_secret(secrecy: &str) -> bool {
    LEVELS.iter().any(|level| secrecy.starts_with(level))
}

/// The mark in the name of a file or folder, or in a caption: with a star (`秘密★1年`), behind 密级, or standing alone
/// between separators (`机密-通知.docx`, `（绝密）名单.xlsx`). Words such as 保密教育 or 国家秘密 are no mark.
pub fn mark_in_name(name: &str) -> Option<String> {
    starred(name).or_else(|| stated(name)).or_else(|| {
        let alone = |part: &str| LEVELS.iter().find(|level| **level == part).copied();
        name.split(|c: char| !c.is_alphanumeric())
            .find_map(alone)
            .map(str::to_owned)
    })
}

/// The mark in a text: a level with its star anywhere, or a line `密级：机密`.
pub fn mark_in_text(text: &str) -> Option<String> {
    starred(text).or_else(|| text.lines().find_map(stated))
}

/// A level right before a star; the term behind it is kept.
fn starred(text: &str) -> Option<String> {
    text.char_indices()
        .filter(|(_, c)| STARS.contains(c))
        .find_map(|(at, star)| {
            let before = text.get(..at)?;
            let mut near: Vec<char> = before
                .chars()
                .rev()
                .take(2 + 2 * GAP)
                .filter(|c| !c.is_whitespace())
                .take(2)
                .collect();
            near.reverse();
            let level: String = near.into_iter().collect();
            let level = LEVELS.iter().find(|known| **known == level)?;
            let term: String = text
                .get(at + star.len_utf8()..)?
                .trim_start()
                .chars()
                .take_while(|c| c.is_ascii_digit() || "年个月长期".contains(*c))
                .take(6)
                .collect();
            Some(if term.is_empty() {
                (*level).to_owned()
            } else {
                format!("{level}★{term}")
            })
        })
}

/// A level behind 密级 at the beginning of a line or name.
fn stated(line: &str) -> Option<String> {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).take(24).collect();
    let rest = squeezed.strip_prefix("密级")?;
    let rest = rest.strip_prefix(['：', ':']).unwrap_or(rest);
    LEVELS
        .iter()
        .find(|level| rest.starts_with(**level))
        .map(|level| (*level).to_owned())
}

/// Numbers in a text that belong to a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Personal {
    /// 身份证号 of GB 11643-1999 with a right check character.
    pub identities: usize,
    /// 手机号: eleven digits from 13 to 19.
    pub phones: usize,
}

/// Counts the personal numbers that a text shows whole; masked ones (`138****0000`) do not count.
pub fn personal(text: &str) -> Personal {
    let mut found = Personal::default();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        match c {
            '0'..='9' | 'X' | 'x' => run.push(c),
            _ => {
                if is_identity(&run) {
                    found.identities += 1;
                } else if is_phone(&run) {
                    found.phones += 1;
                }
                run.clear();
            }
        }
        if run.len() > 32 {
            run.clear();
            run.push('0');
        }
    }
    found
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
        assert_eq!(personal(&"1".repeat(100)), Personal::default());
    }
}
