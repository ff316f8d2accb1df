//! Names of people that run together: 涂梦洁王继波.

/// The surnames that nearly all people have, commonest first.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文涂施樊温庄洪耿申伍柳葛牛俞章焦詹辛管祝左曲霍梅甘桂柏宁路鲁纪殷骆倪颜毕聂翟鞠游岳欧包兰";

/// Tells names apart that stand without a mark between them; one name where they make no row of names.
pub(crate) fn names(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let han = chars.iter().all(|c| ('一'..='龥').contains(c));
    if !han || !(4..=24).contains(&chars.len()) {
        return vec![text.to_owned()];
    }
    match rows(&chars) {
        Some(names) if names.len() > 1 => names,
        _ => vec![text.to_owned()],
    }
}

/// The row of names, three characters rather than two for each.
fn rows(chars: &[char]) -> Option<Vec<String>> {
    if chars.is_empty() {
        return Some(Vec::new());
    }
    for length in [3, 2] {
        let Some((name, rest)) = chars.split_at_checked(length) else {
            continue;
        };
        if !name.first().is_some_and(|c| SURNAMES.contains(*c)) {
            continue;
        }
        if let Some(mut more) = rows(rest) {
            more.insert(0, name.iter().collect());
            return Some(more);
        }
    }
    None
}

/// The length in bytes of a name that a text begins with (张三), where nothing of a word follows it.
pub(crate) fn length(text: &str) -> Option<usize> {
    /// Words that begin like a name.
    const WORDS: [&str; 8] = ["方面", "方式", "任务", "任期", "包括", "包联", "成员", "金额"];
    if WORDS.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    if !text.chars().next().is_some_and(|c| SURNAMES.contains(c)) {
        return None;
    }
    /// What may stand right behind a name: the next label.
    const NEXT: [&str; 7] = ["责任", "牵头", "配合", "联系", "经办", "联络", "分管"];
    let han = |c: char| ('一'..='龥').contains(&c);
    [3, 2].into_iter().find_map(|scalars| {
        let length: usize = text.chars().take(scalars).map(char::len_utf8).sum();
        let rest = text.get(length..)?;
        let whole = text.chars().take(scalars).filter(|c| han(*c)).count() == scalars;
        let ends = !rest.starts_with(han) || NEXT.iter().any(|word| rest.starts_with(word));
        (whole && ends).then_some(length)
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_run_together() {
        assert_eq!(names("涂梦洁王继波"), ["涂梦洁", "王继波"]);
        assert_eq!(names("李明张晓红"), ["李明", "张晓红"]);
        assert_eq!(names("欧阳明"), ["欧阳明"]);
        assert_eq!(names("各股室负责人"), ["各股室负责人"]);
        assert_eq!(names("王刚"), ["王刚"]);
    }
}
