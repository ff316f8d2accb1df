//! A caption (图片说明) of an activity's material in one line: 时间、人物、地点、主题, as far as the activity tells them
//! (GB/T 11821-2002: a caption tells 人物、地点、事由、时间).

use jiff::civil::Date;

/// What is known of an activity.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Name of the unit.
    pub unit: &'a str,
    /// What it was.
    pub title: &'a str,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Where.
    pub place: Option<&'a str>,
    /// Whose it was.
    pub dept: Option<&'a str>,
}

/// Words with which a title says itself what was done.
const DONE: [&str; 16] = [
    "开展", "召开", "举办", "举行", "组织", "参加", "走访", "慰问", "学习", "观看", "参观", "调研", "检查",
    "看望", "关爱", "清理",
];
/// Words of the end of a title, with what is done with such a thing; the first that fits counts.
const VERBS: [(&str, &str); 16] = [
    ("运动会", "举办"),
    ("晚会", "举办"),
    ("联欢会", "举办"),
    ("朗诵会", "举办"),
    ("茶话会", "举办"),
    ("会", "召开"),
    ("会议", "召开"),
    ("讲堂", "举办"),
    ("讲座", "举办"),
    ("培训", "举办"),
    ("培训班", "举办"),
    ("比赛", "举办"),
    ("大赛", "举办"),
    ("竞赛", "举办"),
    ("展", "举办"),
    ("仪式", "举行"),
];

/// The caption; empty without a title.
pub fn of_activity(told: &Told<'_>) -> String {
    let title = told.title.trim();
    if title.is_empty() {
        return String::new();
    }
    let day = told
        .from
        .map(|from| format!("{}，", days(from, told.to)))
        .unwrap_or_default();
    let (unit, dept) = (told.unit.trim(), told.dept.unwrap_or_default().trim());
    // 局机关党委 of 县交通运输局 is said once; a title that names who did it needs no more.
    let who = match (title.starts_with(unit) && !unit.is_empty(), dept.is_empty()) {
        (true, _) => String::new(),
        (false, true) => unit.to_owned(),
        (false, false) => match (is_whole_name(dept, unit), title.starts_with(dept)) {
            (true, true) => String::new(),
            (false, true) => unit.to_owned(),
            (true, false) => dept.to_owned(),
            (false, false) => format!("{unit}{dept}"),
        },
    };
    let place = told
        .place
        .map(str::trim)
        .filter(|place| !place.is_empty() && !title.contains(place));
    let place = place.map(|place| format!("在{place}")).unwrap_or_default();
    format!("{day}{who}{place}{}", done(title, who.is_empty()))
}

/// Whether a host's name begins with the unit's, or with the place that the unit's begins with (某县文明办 beside 某县交通运输局): it stands
/// by itself.
fn is_whole_name(dept: &str, unit: &str) -> bool {
    const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '镇', '乡'];
    let place = unit
        .char_indices()
        .skip(1)
        .find_map(|(at, c)| PLACES.contains(&c).then(|| unit.get(..at + c.len_utf8())))
        .flatten();
    dept.starts_with(unit) || place.is_some_and(|place| dept.len() > place.len() && dept.starts_with(place))
}

/// What was done: the title behind a verb, where it has none of its own.
fn done(title: &str, whole: bool) -> String {
    if whole || DONE.iter().any(|word| title.starts_with(word)) {
        return title.to_owned();
    }
    let verb = VERBS
        .iter()
        .find(|(end, _)| title.ends_with(end))
        .map_or("开展", |(_, verb)| verb);
    format!("{verb}{title}")
}

fn days(from: Date, to: Option<Date>) -> String {
    let day = |date: Date| format!("{}年{}月{}日", date.year(), date.month(), date.day());
    match to.filter(|to| *to > from) {
        None => day(from),
        Some(to) if (to.year(), to.month()) == (from.year(), from.month()) => {
            format!("{}至{}日", day(from), to.day())
        }
        Some(to) if to.year() == from.year() => format!("{}至{}月{}日", day(from), to.month(), to.day()),
        Some(to) => format!("{}至{}", day(from), day(to)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(title: &str) -> Told<'_> {
        Told {
            unit: "某县交通运输局",
            title,
            from: Some(date(2026, 4, 3)),
            ..Told::default()
        }
    }

    #[test]
    fn a_caption_tells_when_who_where_and_what() {
        let all = Told {
            place: Some("县烈士陵园"),
            dept: Some("党政办"),
            ..told("清明祭扫英烈")
        };
        assert_eq!(
            of_activity(&all),
            "2026年4月3日，某县交通运输局党政办在县烈士陵园开展清明祭扫英烈"
        );
        assert_eq!(
            of_activity(&told("创建工作推进会")),
            "2026年4月3日，某县交通运输局召开创建工作推进会"
        );
        assert_eq!(
            of_activity(&told("职工运动会")),
            "2026年4月3日，某县交通运输局举办职工运动会"
        );
        assert_eq!(
            of_activity(&told("走访慰问敬老院")),
            "2026年4月3日，某县交通运输局走访慰问敬老院"
        );
    }

    #[test]
    fn a_host_with_a_whole_name_stands_without_the_unit() {
        let by = |dept| {
            of_activity(&Told {
                dept: Some(dept),
                ..told("专题研究")
            })
        };
        assert_eq!(by("某县文明办"), "2026年4月3日，某县文明办开展专题研究");
        assert_eq!(by("某股"), "2026年4月3日，某县交通运输局某股开展专题研究");
    }

    #[test]
    fn nothing_is_said_twice() {
        let named = Told {
            place: Some("敬老院"),
            dept: Some("某县交通运输局机关党委"),
            ..told("走访慰问敬老院")
        };
        assert_eq!(
            of_activity(&named),
            "2026年4月3日，某县交通运输局机关党委走访慰问敬老院"
        );
        let own = told("某县交通运输局开展义务植树");
        assert_eq!(of_activity(&own), "2026年4月3日，某县交通运输局开展义务植树");
    }

    #[test]
    fn several_days_are_told_as_short_as_can_be() {
        let to = |to| {
            of_activity(&Told {
                unit: "",
                to: Some(to),
                ..told("无偿献血")
            })
        };
        assert_eq!(to(date(2026, 4, 5)), "2026年4月3日至5日，无偿献血");
        assert_eq!(to(date(2026, 5, 5)), "2026年4月3日至5月5日，无偿献血");
        assert_eq!(to(date(2027, 1, 2)), "2026年4月3日至2027年1月2日，无偿献血");
        let undated = Told {
            from: None,
            ..told("无偿献血")
        };
        assert_eq!(of_activity(&undated), "某县交通运输局开展无偿献血");
        assert_eq!(of_activity(&told("  ")), "");
    }
}
