//! The six elements of a caption (时间、地点、人物、主题、背景、事由) out of what a person wrote in one line.

/// What a caption tells; what it does not tell is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Elements {
    pub(super) time: String,
    pub(super) place: String,
    pub(super) people: String,
    pub(super) theme: String,
    pub(super) background: String,
    pub(super) matter: String,
}

/// Endings of words that name a site.
const SITES: [&str; 34] = [
    "路口",
    "广场",
    "社区",
    "会议室",
    "礼堂",
    "大厅",
    "公园",
    "街道",
    "小区",
    "车站",
    "学校",
    "小学",
    "中学",
    "村委会",
    "服务站",
    "服务中心",
    "文化中心",
    "活动室",
    "实践站",
    "实践所",
    "实践中心",
    "展厅",
    "基地",
    "陵园",
    "纪念馆",
    "图书馆",
    "博物馆",
    "市场",
    "敬老院",
    "养老院",
    "公交站",
    "大道",
    "路段",
    "办公楼",
];
/// Endings of words that name people.
const PEOPLE: [&str; 16] = [
    "负责人",
    "成员",
    "志愿者",
    "职工",
    "干部",
    "党员",
    "群众",
    "居民",
    "同志",
    "领导",
    "代表",
    "人员",
    "学生",
    "队员",
    "等人",
    "一行",
];

/// Elements that are written out (`时间：…；地点：…`), else those that a line with commas tells: its day first, then where and who, each only
/// where the words say so; what is left is the matter.
pub(super) fn elements(caption: &str) -> Elements {
    named(caption).unwrap_or_else(|| by_parts(caption))
}

fn named(caption: &str) -> Option<Elements> {
    let mut found = Elements::default();
    let mut any = false;
    for part in caption.split(['；', ';', '\n', '。']).map(str::trim) {
        let Some((name, value)) = part.split_once(['：', ':']) else {
            continue;
        };
        let field = match name.trim() {
            "时间" => &mut found.time,
            "地点" => &mut found.place,
            "人物" => &mut found.people,
            "主题" => &mut found.theme,
            "背景" => &mut found.background,
            "事由" | "事件" | "内容" => &mut found.matter,
            _ => continue,
        };
        value.trim().clone_into(field);
        any = true;
    }
    any.then_some(found)
}

fn by_parts(caption: &str) -> Elements {
    let mut found = Elements::default();
    let mut rest: Vec<&str> = Vec::new();
    for part in caption
        .split(['，', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if found.time.is_empty() && rest.is_empty() && is_time(part) {
            part.clone_into(&mut found.time);
        } else if found.place.is_empty() && rest.is_empty() && is_place(part) {
            part.strip_prefix('在')
                .unwrap_or(part)
                .clone_into(&mut found.place);
        } else if found.people.is_empty() && rest.is_empty() && PEOPLE.iter().any(|end| part.ends_with(end)) {
            part.clone_into(&mut found.people);
        } else {
            rest.push(part);
        }
    }
    found.matter = rest.join("，").trim_end_matches('。').to_owned();
    found
}

/// `2026年3月5日`, `3月5日上午`, `2026-03-05`, `2026.3.5`
fn is_time(part: &str) -> bool {
    let begins = part.starts_with(|sign: char| sign.is_ascii_digit());
    let zh = part.contains('月') && part.chars().count() <= 16;
    let plain = part
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.' | '/' | ':' | ' '));
    let whole = [
        "日", "号", "月", "上午", "下午", "晚上", "晚", "中旬", "上旬", "下旬", "底", "初",
    ];
    begins && ((zh && whole.iter().any(|end| part.ends_with(end))) || (plain && part.len() >= 8))
}

fn is_place(part: &str) -> bool {
    part.chars().count() <= 24 && SITES.iter().any(|end| part.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(caption: &str) -> [String; 6] {
        let Elements {
            time,
            place,
            people,
            theme,
            background,
            matter,
        } = elements(caption);
        [time, place, people, theme, background, matter]
    }

    #[test]
    fn a_line_tells_what_its_words_say_and_no_more() {
        assert_eq!(
            told("2026年3月5日，人民广场，局机关志愿者，开展学雷锋志愿服务"),
            [
                "2026年3月5日",
                "人民广场",
                "局机关志愿者",
                "",
                "",
                "开展学雷锋志愿服务"
            ]
        );
        assert_eq!(
            told("2026年3月5日，某局开展学雷锋志愿服务，清理小广告"),
            [
                "2026年3月5日",
                "",
                "",
                "",
                "",
                "某局开展学雷锋志愿服务，清理小广告"
            ]
        );
        assert_eq!(
            told("清扫街道的志愿者队伍"),
            ["", "", "", "", "", "清扫街道的志愿者队伍"]
        );
        assert_eq!(told(""), [""; 6]);
    }

    #[test]
    fn elements_that_are_written_out_are_taken_as_they_stand() {
        assert_eq!(
            told(
                "时间：2026年3月5日；地点：人民广场；人物：张三、李四；主题：学雷锋；背景：创建文明单位；事由：志愿服务"
            ),
            [
                "2026年3月5日",
                "人民广场",
                "张三、李四",
                "学雷锋",
                "创建文明单位",
                "志愿服务"
            ]
        );
    }
}
