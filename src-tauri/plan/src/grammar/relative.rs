//! Deadlines that hang on something else: 活动结束后3日内, 清明节前, 暑假前, 每月25日前, 本月底.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;
use taizhang_model::calendar::{festival, festival_name};
use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind};

use super::numeral::whole;
use super::occasion::{self, name_pattern};
use super::pattern::{group, holds_any, pattern};
use crate::source::Clause;

const HAN: &str = "[一-龥“”]";

/// 活动结束后3个工作日内, 接到通知后一周内, 3日内.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:({HAN}{{2,14}}?)(?:之|以)?后(?:的)?)?({{N}}|半)个?(工作日|日|天|周|星期|月|年|小时)(?:之|以)?内"
    ))
});
/// 每月25日前: the day comes again in every month.
static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(每个?(?:月|季度|半年|学期|年|周))(?:度)?(?:的)?(?:末月|末|首月|第[一二三]个月|最后一个月|次月|下个?月)?(?:({N})[日号](?:[、和及]{N}[日号])*|最后一个?(?:工作日|周[一二三四五六日]|周|天)|(?:({N})月)?(?:底|末|初|上旬|中旬|下旬)|[一二三四五六日])(?:以前|之前|前后|前)",
    )
});
/// 次月5日前: in the month after.
static NEXT_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern("((?:次|下个?)季度(?:首月|第一个月)|次月|下个?月|当月|本月)(?:的)?({N})[日号](?:以前|之前|前)?")
});
/// 照片当日上传: on the day itself.
static SAME_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(当日|当天|次日|第二天)(?:内)?(?:[^,;。:]{0,16}?)(?:上传|报送|上报|反馈|发送|提交|录入|归档|清运|办结|完成)",
    )
});
/// 暑假前, 开学前, 检查验收前: before something that has no date of its own.
static BEFORE_EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "((?:[一-龥]{0,10}?)(?:检查|验收|测评|考核|评审|复查|暑假|寒假|暑期|放假|开学|学期末|期末|召开|开幕|到来|汛期|供暖|结束))(?:之前|以前|前)",
    )
});
/// A time field that holds nothing but 开学前, 验收前.
pub(crate) fn of_event(clause: &Clause) -> Option<(Deadline, Range<usize>)> {
    let text = clause.plain().trim();
    let c = BEFORE_EVENT.captures(text)?;
    let (all, event) = (c.get(0)?, c.get(1)?);
    let named = event_of(event.as_str()).to_owned();
    let whole = all.range() == (0..text.len()) && text.len() == clause.plain().len();
    whole.then(|| {
        let at = all.range();
        (
            Deadline {
                as_written: clause.written(at.clone()),
                kind: DeadlineKind::Relative,
                date_from: None,
                date_to: None,
                relative_to: Some(named),
                days: None,
            },
            at,
        )
    })
}
/// 确保迎检期间…: a goal for a time that has no date of its own.
static DURING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:确保|保证|务必)(?:在)?(([一-龥]{0,6}?(?:迎检|迎评|检查|验收|测评|考核|评审|复查|创建|节日|假期|会议|活动|汛期))期间)",
    )
});
/// 本周五下班前, 这周内, 月底前: counted from the day of the paper, which the words don't tell.
static NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[^0-9一二三四五六七八九十每])((?:[本这下]个?(?:周|星期)[一二三四五六日天末]?|[本这]个?月|[今明后]天|[今明]日)(?:下班|中午)?(?:之?内|之前|以前|前)|月底前)",
    )
});
/// 于暑假期间完成, 寒假内: a time of the school year.
static HOLIDAYS: LazyLock<Regex> =
    LazyLock::new(|| pattern("((?:寒暑假|暑假|寒假|暑期|春季学期|秋季学期|学期)(?:期间|内|末|初))"));
static MONTH_END: LazyLock<Regex> =
    LazyLock::new(|| pattern("(本月|当月|这个月|下个?月)(?:底|末|初|上旬|中旬|下旬)?前?"));
/// A festival by itself: 清明节前, “七一”前夕, 春节期间.
static FESTIVAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({})(?:小?长假|假期|假日)?(前夕|之前|以前|前后|前({{N}})个?(周|星期|天|日)|前|期间|当天|当日|(?:到来|来临)?之际)",
        name_pattern()
    ))
});
/// 重阳节组织走访: the festival itself.
static AT_FESTIVAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({})(?:组织|开展|举办|举行|召开|集中|走访|慰问|看望)",
        name_pattern()
    ))
});

/// Deadlines of this sort, with their places.
pub(crate) fn deadlines(clause: &Clause, period: Option<Period>) -> Vec<(Deadline, Range<usize>)> {
    let text = clause.plain();
    let mut found: Vec<(Deadline, Range<usize>)> = Vec::new();
    const SIGNS: [&str; 14] = [
        "前",
        "内",
        "期间",
        "月",
        "当天",
        "当日",
        "次日",
        "第二天",
        "节",
        "日",
        "之际",
        "假",
        "学期",
        "暑期",
    ];
    let strong = occasion::is_named(text);
    if !strong && !holds_any(text, &SIGNS) {
        return found;
    }
    let mut put = |deadline: Deadline, at: Range<usize>| {
        if found.iter().all(|(_, f)| f.end <= at.start || at.end <= f.start) {
            found.push((deadline, at));
        }
    };
    let blank = |at: &Range<usize>, kind: DeadlineKind, relative_to: Option<String>| Deadline {
        as_written: clause.written(at.clone()),
        kind,
        date_from: None,
        date_to: None,
        relative_to,
        days: None,
    };
    for c in EVERY.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let to = Some(group(&c, 1).to_owned());
        put(blank(&all.range(), DeadlineKind::Relative, to), all.range());
    }
    if holds_any(text, &["次月", "下月", "下个月", "当月", "本月", "季度"]) {
        for c in NEXT_MONTH.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let to = Some(group(&c, 1).to_owned());
            put(blank(&all.range(), DeadlineKind::Relative, to), all.range());
        }
    }
    for c in AFTER.captures_iter(text) {
        let half = group(&c, 2) == "半";
        let (Some(all), Some(number)) = (c.get(0), whole(group(&c, 2)).or(half.then_some(1))) else {
            continue;
        };
        let event = event_of(group(&c, 1));
        let start = c
            .get(1)
            .map_or(all.start(), |written| written.end() - event.len());
        let at = start..all.end();
        // 时限压缩至15个工作日以内 measures how long something takes.
        let before = text.get(..all.start()).unwrap_or_default();
        const TAKES: [&str; 5] = ["时限", "时长", "时间", "用时", "周期"];
        let takes = before.ends_with(['至', '到', '为', '过'])
            || ends_any(before, &["控制在", "保持在", "压缩在", "缩短在"])
            || ends_any(before, &TAKES);
        if event.is_empty() && takes {
            continue;
        }
        // 一年内 of 三年内有过…的 tells of the past; 8小时内 has no days.
        let done = || {
            const DONE: [&str; 9] = [
                "完成", "整改", "建成", "落实", "实现", "达到", "配齐", "全部", "基本",
            ];
            let after = text.get(all.end()..).unwrap_or_default();
            DONE.iter().any(|word| after.starts_with(word))
        };
        let long = matches!(group(&c, 3), "月" | "年");
        if event.is_empty() && (group(&c, 3) == "小时" || (long && !done())) {
            continue;
        }
        let whole_days = days(number, group(&c, 3));
        let days = if half {
            whole_days.map(|days| days / 2)
        } else {
            whole_days
        };
        let event = (!event.is_empty()).then(|| event.to_owned());
        put(
            Deadline {
                days,
                ..blank(&at, DeadlineKind::Relative, event)
            },
            at.clone(),
        );
    }
    if strong && holds_any(text, &["前", "期间", "当天", "当日", "之际"]) {
        for c in FESTIVAL.captures_iter(text) {
            let (Some(all), Some(name)) = (c.get(0), festival_name(group(&c, 1))) else {
                continue;
            };
            let before = text.get(..all.start()).unwrap_or_default();
            // One of a row of festivals is an occasion of many.
            if before.ends_with(['、', '和', '及']) {
                continue;
            }
            let day = festival_day(name, period);
            let earlier = whole(group(&c, 3)).and_then(|number| days(number, group(&c, 4)));
            let date_to = match earlier {
                Some(days) => day.and_then(|day| day.checked_sub(days.days()).ok()),
                None if group(&c, 2).ends_with('前') || group(&c, 2) == "前夕" => {
                    day.and_then(|day| day.yesterday().ok())
                }
                None => day,
            };
            put(
                Deadline {
                    date_to,
                    ..blank(&all.range(), DeadlineKind::Festival, Some(name.to_owned()))
                },
                all.range(),
            );
        }
    }
    if strong {
        for at in AT_FESTIVAL.captures_iter(text).filter_map(|c| c.get(1)) {
            let Some(name) = festival_name(at.as_str()) else {
                continue;
            };
            let before = text.get(..at.start()).unwrap_or_default();
            // 开展春节慰问 names what is done.
            let begins = before.is_empty()
                || before.ends_with([',', ';', ':', '。', ')'])
                || ends_any(before, &["每年", "今年", "在", "于"]);
            if !begins {
                continue;
            }
            put(
                Deadline {
                    date_to: festival_day(name, period),
                    ..blank(&at.range(), DeadlineKind::Festival, Some(name.to_owned()))
                },
                at.range(),
            );
        }
    }
    for c in SAME_DAY.captures_iter(text) {
        if let Some(at) = c.get(1) {
            let days = Some(i32::from(matches!(at.as_str(), "次日" | "第二天")));
            let deadline = blank(&at.range(), DeadlineKind::Relative, None);
            put(Deadline { days, ..deadline }, at.range());
        }
    }
    for c in BEFORE_EVENT.captures_iter(text) {
        let (Some(all), Some(event)) = (c.get(0), c.get(1)) else {
            continue;
        };
        let after = text.get(all.end()..).unwrap_or_default();
        if after.starts_with(['后', '期', '的', '来', '沿', '列', '夕']) || after.is_empty() {
            continue;
        }
        let named = event_of(event.as_str());
        let at = event.end() - named.len()..all.end();
        put(
            blank(&at, DeadlineKind::Relative, Some(named.to_owned())),
            at.clone(),
        );
    }
    for c in DURING.captures_iter(text) {
        let (Some(at), event) = (c.get(1), group(&c, 2)) else {
            continue;
        };
        put(
            blank(&at.range(), DeadlineKind::Relative, Some(event.to_owned())),
            at.range(),
        );
    }
    if holds_any(
        text,
        &[
            "周",
            "星期",
            "月底前",
            "月内",
            "月之内",
            "天",
            "今日",
            "明日",
            "个月",
        ],
    ) {
        for at in NOW.captures_iter(text).filter_map(|c| c.get(1)) {
            put(blank(&at.range(), DeadlineKind::Relative, None), at.range());
        }
    }
    if holds_any(text, &["假", "学期", "暑期"]) {
        for at in HOLIDAYS.captures_iter(text).filter_map(|c| c.get(1)) {
            // 每学期初 is a frequency.
            let again = text
                .get(..at.start())
                .is_some_and(|before| before.ends_with(['每', '各', '个']));
            if !again {
                let event = at.as_str().trim_end_matches("期间").to_owned();
                put(
                    blank(&at.range(), DeadlineKind::Relative, Some(event)),
                    at.range(),
                );
            }
        }
    }
    for c in MONTH_END.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // 本月 without a part of it is no date.
        if all.as_str() == group(&c, 1) {
            continue;
        }
        let to = Some(group(&c, 1).to_owned());
        put(blank(&all.range(), DeadlineKind::Relative, to), all.range());
    }
    found
}

/// The event itself, without who and how often before it (各村在接到通知, 每学期开学).
fn event_of(words: &str) -> &str {
    const BEFORE: [&str; 12] = [
        "在", "于", "自", "从", "应", "须", "要", "并", "学期", "每次", "每年", "请",
    ];
    let cut = BEFORE
        .iter()
        .filter_map(|word| Some(words.rfind(word)? + word.len()))
        .max();
    let event = cut.and_then(|at| words.get(at..)).unwrap_or(words);
    if event.chars().count() >= 2 { event } else { words }
}

fn ends_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

fn days(number: u32, unit: &str) -> Option<i32> {
    let number = i32::try_from(number).ok()?;
    match unit {
        "工作日" | "日" | "天" => Some(number),
        "周" | "星期" => number.checked_mul(7),
        "月" => number.checked_mul(30),
        "年" => number.checked_mul(365),
        _ => None,
    }
}

/// The festival's day in that year of the period in which it lies, the first year failing that.
pub(crate) fn festival_day(name: &str, period: Option<Period>) -> Option<Date> {
    let period = period?;
    let first = festival(name, period.from.year());
    first
        .filter(|day| period.contains(*day))
        .or_else(|| festival(name, period.to.year()).filter(|day| period.contains(*day)))
        .or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Deadline> {
        deadlines(&Clause::loose(text), Period::year(2026))
            .into_iter()
            .map(|(deadline, _)| deadline)
            .collect()
    }

    #[test]
    fn days_after_something() {
        for (text, event, days) in [
            ("活动结束后3日内报送", Some("活动结束"), Some(3)),
            ("接到通知后5个工作日内", Some("接到通知"), Some(5)),
            ("开学后两周内完成", Some("开学"), Some(14)),
            ("每学期开学后两周内完成", Some("开学"), Some(14)),
            ("各村在接到通知后3日内", Some("接到通知"), Some(3)),
            ("3日内更新", None, Some(3)),
            ("三个月内完成整改", None, Some(90)),
            ("两年内建成", None, Some(730)),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                (found[0].relative_to.as_deref(), found[0].days),
                (event, days),
                "{text}"
            );
            assert_eq!(found[0].kind, DeadlineKind::Relative);
        }
    }

    #[test]
    fn festivals_have_their_true_day() {
        for (text, name, day) in [
            ("清明节前完成", "清明", "2026-04-04"),
            ("“七一”前夕慰问", "七一", "2026-06-30"),
            ("中秋节当天", "中秋", "2026-09-25"),
            ("国庆假期前", "国庆", "2026-09-30"),
            ("重阳节前一周", "重阳", "2026-10-11"),
            ("重阳节组织走访", "重阳", "2026-10-18"),
            ("夏至前后", "夏至", "2026-06-21"),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].relative_to.as_deref(), Some(name));
            assert_eq!(found[0].date_to, day.parse().ok(), "{text}");
        }
        assert_eq!(read("元旦、春节期间"), []);
    }

    #[test]
    fn events_without_a_date() {
        for (text, written) in [
            ("暑假前完成粉刷", "暑假前"),
            ("争取在全市组织检查前整改到位", "全市组织检查前"),
            ("每月25日前报送", "每月25日前"),
            ("本月底进入招标", "本月底"),
            ("每季度末月25日前抽查", "每季度末月25日前"),
            ("照片当日上传工作群", "当日"),
            ("结果于次月5日前通报", "次月5日前"),
            ("本周五下班前交清单", "本周五下班前"),
            ("没注册的这周内注册完", "这周内"),
            ("于暑假期间完成改造", "暑假期间"),
        ] {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].as_written, written);
        }
        for text in [
            "做好考核前的准备",
            "检查前后",
            "三个月内",
            "本月",
            "三年内有过处分的",
            "处理时限3个工作日以内",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
