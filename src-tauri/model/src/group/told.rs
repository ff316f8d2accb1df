//! What a paper's text tells of the event that it is about: its days, its place, who holds it, its name.

use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use regex::Regex;

use crate::date::Period;
use crate::pattern::{group, pattern};

/// How much of a text is read.
const READ: usize = 3000;
/// How far behind a day its verb may stand, in characters.
const NEAR: usize = 40;
/// A paper with more days than this is about a year or a month, not about an event.
pub(super) const MANY: usize = 4;

/// What a paper tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Days of events, each with its last day; best told first.
    pub(super) days: Vec<(Date, Date)>,
    /// Whether they were told as the event's time, not merely mentioned.
    pub(super) sure: bool,
    /// When on its first day it begins.
    pub(super) hour: Option<Time>,
    /// Place.
    pub(super) place: Option<String>,
    /// Who holds it.
    pub(super) host: Option<String>,
    /// Its name.
    pub(super) name: Option<String>,
    /// What a sentence with its day says that was done: the name of an event whose paper is called 通知 and no more.
    pub(super) done: Option<String>,
}

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?<y>20\d\d)\s*年\s*)?(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]?(?:\s*(?:至|到|-|—|~|～|－|–|—)+\s*(?:(?<m2>\d{1,2})\s*月\s*)?(?<d2>\d{1,2})\s*[日号])?|(?<y3>20\d\d)[-./](?<m3>\d{1,2})[-./](?<d3>\d{1,2})|(?:时\s*间|日\s*期)\s*[:：\t]\s*(?<m4>\d{1,2})[.．](?<d4>\d{1,2})(?:[^\d.．~～—-]|$)",
    )
});
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?<part>上午|下午|晚上|晚|早上|中午|日|号|\s)[（(]?\s*(?<part2>上午|下午|晚上|早上|中午)?\s*(?<h>\d{1,2})\s*(?:[:：](?<m>\d{2})|[时点](?:(?<half>半)|(?<m2>\d{1,2})分)?)",
    )
});
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:地\s*点|地\s*址|会议室)\s*[:：\t]\s*(?<it>[^\n\t，。；,;（(]{2,20})"));
static WENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:在|赴|前往|来到|走进|深入)(?<it>[^\n，。；,;：:、]{2,14}?)(?:开展|举行|举办|组织|召开|参加|集中|进行|祭扫|参观)",
    )
});
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:主办单位|主办|承办单位|承办|组织单位|组织科室|牵头科室|责任科室|牵头部门)\s*[:：\t]\s*(?<it>[^\n\t，。；,;、（(]{2,16})",
    )
});
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:活动名称|会议名称|培训名称|活动主题|会议主题|学习主题|名\s*称)\s*[:：\t]\s*(?<it>[^\n\t；;]{2,30})",
    )
});

/// What a sentence that tells the day says that was done on it.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\d\s*[日号][^\n。；]{0,40}?(?:开展|举行|举办|召开)了?(?<it>[^\n\t，。；、：:,;（(]{2,24})")
});

/// Reads a text (title first). `written`: the day on which it was written, which gives a day without a year its year and is no
/// event's day where it stands alone on a line.
pub(super) fn read(text: &str, written: Option<Date>, period: Option<Period>) -> Told {
    let end = text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or(text);
    let it = |regex: &Regex| {
        let found = regex.captures(text)?;
        Some(group(&found, "it").trim().to_owned()).filter(|text| !text.is_empty())
    };
    let (days, sure) = days(text, written, period);
    Told {
        days,
        sure,
        hour: hour(text),
        place: it(&PLACE).or_else(|| it(&WENT)),
        host: it(&HOST),
        name: it(&NAME),
        done: it(&DONE),
    }
}

/// The first time of day that the text tells: 上午9时, 下午3:00, 14:30.
fn hour(text: &str) -> Option<Time> {
    let found = HOUR.captures(text)?;
    let number = |name: &str| group(&found, name).parse::<i8>().ok();
    let hour = number("h")?;
    let later = ["下午", "晚上", "晚"]
        .iter()
        .any(|part| group(&found, "part") == *part || group(&found, "part2") == *part);
    let half = if group(&found, "half").is_empty() { 0 } else { 30 };
    let minute = number("m").or_else(|| number("m2")).unwrap_or(half);
    let hour = if later && hour < 12 { hour + 12 } else { hour };
    Time::new(hour, minute, 0, 0).ok()
}

/// How a day stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    Label,
    Verb,
    Mentioned,
}

/// Days of the strongest standing that there is.
fn days(text: &str, written: Option<Date>, period: Option<Period>) -> (Vec<(Date, Date)>, bool) {
    let mut all: Vec<(Stands, Date, Date)> = Vec::new();
    for found in DAY.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = text.get(..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        let labelled = found.name("m4").map(|_| Stands::Label);
        let Some(stands) = labelled.or_else(|| stands(before, after)) else {
            continue;
        };
        let number = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| group(&found, name).parse::<i16>().ok())
        };
        let small = |names: &[&str]| number(names).and_then(|n| i8::try_from(n).ok());
        let (Some(month), Some(day)) = (small(&["m", "m3", "m4"]), small(&["d", "d3", "d4"])) else {
            continue;
        };
        let Some(from) = dated(number(&["y", "y3"]), month, day, written, period) else {
            continue;
        };
        let to = small(&["d2"])
            .and_then(|day| Date::new(from.year(), small(&["m2"]).unwrap_or(month), day).ok())
            .filter(|to| *to >= from && (*to - from).get_days() <= 10)
            .unwrap_or(from);
        all.push((stands, from, to));
    }
    let Some(best) = all.iter().map(|one| one.0).min() else {
        return (Vec::new(), false);
    };
    let mut days = Vec::new();
    for (stands, from, to) in all {
        if stands == best && !days.contains(&(from, to)) {
            days.push((from, to));
        }
    }
    (days, best != Stands::Mentioned)
}

/// How a day between two texts stands; `None` for a term, for a reference and for the line of a signature.
fn stands(before: &str, after: &str) -> Option<Stands> {
    let line_before = before.rsplit('\n').next().unwrap_or_default();
    let line_after: String = after.chars().take_while(|c| *c != '\n').take(NEAR).collect();
    let squeezed: String = line_before
        .chars()
        .rev()
        .filter(|c| !c.is_whitespace())
        .take(14)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let ends = |words: &[&str]| words.iter().any(|word| squeezed.ends_with(word));
    let begins = line_after.trim_start();
    if line_before.trim().is_empty() && begins.trim_end().is_empty() {
        return None;
    }
    if ["前", "之前", "以前", "止", "印发", "下发"]
        .iter()
        .any(|word| begins.starts_with(word))
        || ends(&["截至", "截止", "截止到", "根据", "按照", "自", "从"])
    {
        return None;
    }
    if ends(&["时间:", "时间：", "时间", "日期:", "日期：", "日期"]) {
        return Some(Stands::Label);
    }
    if ends(&["定于", "拟于", "将于", "计划于", "决定于", "拟定于", "已于", "于"]) {
        return Some(Stands::Label);
    }
    let sentence: String = line_after.chars().take_while(|c| !"。；".contains(*c)).collect();
    let acts = [
        "开展", "举行", "举办", "组织", "召开", "上午", "下午", "晚上", "参加", "走进", "前往", "赴", "集中",
        "来到", "慰问", "到",
    ];
    if acts.iter().any(|word| sentence.contains(word)) {
        return Some(Stands::Verb);
    }
    Some(Stands::Mentioned)
}

/// A day, with the year that fits when it names none.
fn dated(
    year: Option<i16>,
    month: i8,
    day: i8,
    written: Option<Date>,
    period: Option<Period>,
) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    if let Some(written) = written {
        let near = |year: i16| Date::new(year, month, day).ok();
        return (written.year() - 1..=written.year() + 1)
            .filter_map(near)
            .min_by_key(|day| (*day - written).get_days().abs());
    }
    let period = period?;
    let years = period.from.year()..=period.to.year();
    let all: Vec<Date> = years
        .filter_map(|year| Date::new(year, month, day).ok())
        .collect();
    all.iter()
        .copied()
        .find(|day| period.contains(*day))
        .or_else(|| all.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Told {
        read(text, Some(Date::constant(2026, 3, 30)), None)
    }

    fn day(month: i8, day: i8) -> (Date, Date) {
        let day = Date::constant(2026, month, day);
        (day, day)
    }

    #[test]
    fn a_notice_tells_time_place_and_host() {
        let notice = told(
            "关于开展清明祭扫活动的通知\n各股室:\n  一、时间：4月3日（星期五）上午9:00\n  二、地点：县烈士陵园\n  请于4月1日前报名单。\n主办单位：机关党委\n某局\n2026年3月30日",
        );
        assert_eq!((notice.days, notice.sure), (vec![day(4, 3)], true));
        assert_eq!(notice.place.as_deref(), Some("县烈士陵园"));
        assert_eq!(notice.hour, Time::new(9, 0, 0, 0).ok());
        assert_eq!(notice.host.as_deref(), Some("机关党委"));
        let short = told("定于4月3日下午在三楼会议室召开动员会。\n2026年3月30日");
        assert_eq!(short.done.as_deref(), Some("动员会"));
        assert_eq!((short.days, short.hour), (vec![day(4, 3)], None));
        for (text, hour) in [
            ("4月3日下午3时半", (15, 30)),
            ("4月3日（14:30）", (14, 30)),
            ("晚上7点", (19, 0)),
        ] {
            assert_eq!(told(text).hour, Time::new(hour.0, hour.1, 0, 0).ok(), "{text}");
        }
        assert_eq!(told("4月3日25时").hour, None);
        assert_eq!(short.place.as_deref(), Some("三楼会议室"));
    }

    #[test]
    fn a_summary_tells_what_was_done_and_several_days_are_all_told() {
        let one = told(
            "清明祭扫活动总结\n4月3日上午，我局组织党员干部赴县烈士陵园开展祭扫活动。\n某局\n2026年4月7日",
        );
        assert_eq!(one.days, [day(4, 3)]);
        assert_eq!(one.place.as_deref(), Some("县烈士陵园"));
        let point = told("升旗安排\n时间：4.13（周一）上午8:30\n地点：操场");
        assert_eq!((point.days, point.sure), (vec![day(4, 13)], true));
        assert_eq!(point.hour, Time::new(8, 30, 0, 0).ok());
        assert!(told("时间：8.30-9.30").days.is_empty());
        let span = told("培训时间：4月13日至15日");
        assert_eq!(
            span.days,
            [(Date::constant(2026, 4, 13), Date::constant(2026, 4, 15))]
        );
        let month = told("3月5日，组织志愿者开展学雷锋。3月12日，组织植树。");
        assert_eq!(month.days.len(), 2);
        assert!(told("2026年3月30日").days.is_empty());
        assert!(told("没有日子").days.is_empty());
    }
}
