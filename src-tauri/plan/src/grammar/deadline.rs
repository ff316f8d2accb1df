//! By when: 6月底前, 12月上旬前, 4月4日前, 年底, 第一季度末, 9月——12月.

mod months;
mod told;

use std::sync::LazyLock;

use regex::{Captures, Regex};
use taizhang_model::date::Period;
use taizhang_model::requirement::{Deadline, DeadlineKind};

pub(crate) use self::months::of_stretch;
use self::told::{
    When, before_month, day, dotted, end_of_year, half, iso, month, month_told, part_of_month, quarter,
};
use super::Found;
use super::moment::{Moment, Year, year_end};
use super::pattern::{group, holds_any, pattern};
use super::relative;
use super::window::windows;
use crate::source::Clause;

const BEFORE: &str = "(?:以前|之前|前后|前)?";

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){BEFORE}")));
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{{Y}}({{N}})月({{N}})[日号]()(?:\\((?:星期|周)[一二三四五六日天]\\))?(?:(?:[上下]午)?(?:下班|\\d{{1,2}}[:时点](?:\\d{{2}})?分?))?{BEFORE}"
    ))
});
/// “3·15”前后, 12·4期间: a day that is known by its numbers; 9.6日下午15.00, as people jot it down.
static DOTTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"[“"]?(\d{1,2})[·•.](\d{1,2})(?:[”"]?(?:前后|前夕|期间|当天|当日|之前|前)|[日号](?:[上下]午)?(?:\d{1,2}[:.点时](?:\d{2})?分?)?(?:之前|以前|前)?)"#,
    )
});
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{{Y}}({{N}})月份?()(上旬|中旬|下旬|月底|底|末|初|中){BEFORE}"
    ))
});
static BEFORE_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern("{Y}({N})月份?()()(?:以前|之前|前|内)"));
static QUARTER: LazyLock<Regex> =
    LazyLock::new(|| pattern("{Y}(?:(第)|前)?([一二三四1-4])个?季度(末|底|内|结束)?(以前|之前|前)?"));
static HALF: LazyLock<Regex> = LazyLock::new(|| pattern("{Y}([上下])半年(?:底|末|内)?(?:以前|之前|前)?"));
static YEAR_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "{{Y}}(?:年底|年末|年终|底|末|终){BEFORE}|(?:今年|本年|年)内"
    ))
});
/// A year or month by itself tells by when where the words before it set a goal.
static GOAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:确保|力争|争取|实现|保证|到)(?:在|于)?((\\d{4}|20[xX×]{2})年(?:({N})月份?)?)")
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| pattern("{Y}({N})月份?()()"));

/// Deadlines of a clause, in order. Dates without a year lie in the period; without a period they stay empty.
pub(crate) fn deadlines(clause: &Clause, period: Option<Period>) -> Vec<Found<Deadline>> {
    let mut found: Vec<Found<Deadline>> = Vec::new();
    if holds_any(clause.plain(), &["月", "年", "季", "-", "/", ".", "·", "•"]) {
        dated(clause, period, &mut found);
    }
    for (deadline, at) in relative::deadlines(clause, period) {
        if found.iter().all(|f| !f.overlaps(&at)) {
            found.push(Found { value: deadline, at });
        }
    }
    found.sort_by_key(|f| f.at.start);
    joined(clause, found)
}

/// Deadlines that lie on the calendar.
fn dated(clause: &Clause, period: Option<Period>, found: &mut Vec<Found<Deadline>>) {
    for window in windows(clause.plain(), period) {
        let kind = if window.masked {
            DeadlineKind::Masked
        } else {
            DeadlineKind::Date
        };
        put(
            clause,
            window.at,
            When {
                kind,
                from: window.from,
                to: window.to,
            },
            found,
        );
    }
    months::month_rows(clause, period, found);
    let readers: [(&Regex, Reader); 8] = [
        (&ISO, iso),
        (&DAY, day),
        (&DOTTED, dotted),
        (&PART, part_of_month),
        (&BEFORE_MONTH, before_month),
        (&QUARTER, quarter),
        (&HALF, half),
        (&YEAR_END, end_of_year),
    ];
    for (pattern, reader) in readers {
        collect(clause, pattern, reader, period, found);
    }
    collect(clause, &MONTH, month_told, period, found);
    // 爱国卫生月(4月)活动方案3月25日前报送 has its own time.
    let named = found.is_empty().then(|| NAMED.captures_iter(clause.plain()));
    for c in HELD
        .captures_iter(clause.plain())
        .chain(OPENING.captures_iter(clause.plain()))
        .chain(named.into_iter().flatten())
    {
        let Some(at) = c.get(1) else { continue };
        let days = Moment::read("", group(&c, 2), "", "").map(|moment| moment.days(period));
        if let Some(days) = days {
            let when = When {
                kind: DeadlineKind::Month,
                from: days.map(|(first, _)| first),
                to: days.map(|(_, last)| last),
            };
            put(clause, at.range(), when, found);
        }
    }
    for c in GOAL.captures_iter(clause.plain()) {
        let (Some(at), year) = (c.get(1), Year::read(group(&c, 2))) else {
            continue;
        };
        if c.get(3).is_none() {
            let to = year_end(year, period);
            let kind = if year == Year::Masked {
                DeadlineKind::Masked
            } else {
                DeadlineKind::Date
            };
            put(clause, at.range(), When { kind, from: None, to }, found);
        }
    }
}

/// A day and the festival that it is (5月31日世界无烟日期间) are one time.
fn joined(clause: &Clause, found: Vec<Found<Deadline>>) -> Vec<Found<Deadline>> {
    let mut joined: Vec<Found<Deadline>> = Vec::new();
    for one in found {
        match joined.last_mut() {
            Some(last) if last.at.end == one.at.start && one.value.kind == DeadlineKind::Festival => {
                last.at.end = one.at.end;
                last.value.as_written = clause.written(last.at.clone());
            }
            _ => joined.push(one),
        }
    }
    joined
}

/// Deadlines of a field that holds nothing but a time: a bare month counts too.
pub(crate) fn in_time_field(clause: &Clause, period: Option<Period>) -> Vec<Found<Deadline>> {
    let mut found = deadlines(clause, period);
    collect(clause, &MONTH, month, period, &mut found);
    if found.is_empty()
        && let Some(stretch) = of_stretch(clause, period)
    {
        let at = 0..clause.plain().len();
        // 一季度一次 says how often.
        if stretch.as_written.len() + "完成。".len() >= at.len() {
            found.push(Found { value: stretch, at });
        }
    }
    if found.is_empty() {
        let event = relative::of_event(clause);
        found.extend(event.map(|(value, at)| Found { value, at }));
    }
    found.sort_by_key(|f| f.at.start);
    found
}

/// A month that opens a clause and says when something is done: 六月份组织…, 9月,完成….
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[,;。:)于在])(({N})月份?)(?:组织|开展|完成|举办|召开|举行|启动|进行|集中|报送|上报|评选|制定|,)",
    )
});

/// A month with the week or month that is held in it: 4月第38个爱国卫生月期间.
static HELD: LazyLock<Regex> =
    LazyLock::new(|| pattern("(({N})月份?(?:第{N}个)?[一-龥“”]{2,14}[月周日]期间)"));

/// A month in a bracket behind the name of a time: 节能宣传周(6月).
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern("[一-龥”][月周日节]\\((({N})月份?)\\)"));

/// Reads the groups of a match, with what follows it.
type Reader = fn(&Captures<'_>, &str, Option<Period>) -> Option<When>;

fn collect(
    clause: &Clause,
    pattern: &Regex,
    reader: Reader,
    period: Option<Period>,
    found: &mut Vec<Found<Deadline>>,
) {
    let text = clause.plain();
    for captures in pattern.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let after = text.get(all.end()..).unwrap_or_default();
        let before = text.get(..all.start()).unwrap_or_default();
        // 每年底, 每月 and 每半年 are frequencies; 2026年度 has its own word.
        if before.ends_with(['每', '隔']) {
            continue;
        }
        // 两年内, 半年内: a stretch of years.
        if all.as_str().starts_with('年')
            && before.ends_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十半数几".contains(c))
        {
            continue;
        }
        if let Some(when) = reader(&captures, after, period) {
            put(clause, all.range(), when, found);
        }
    }
}

fn put(clause: &Clause, at: std::ops::Range<usize>, when: When, found: &mut Vec<Found<Deadline>>) {
    if found.iter().any(|f| f.overlaps(&at)) {
        return;
    }
    found.push(Found {
        value: Deadline {
            as_written: clause.written(at.clone()),
            kind: when.kind,
            date_from: when.from,
            date_to: when.to,
            relative_to: None,
            days: None,
        },
        at,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, DeadlineKind, Option<String>)> {
        deadlines(&Clause::loose(text), Period::year(2026))
            .into_iter()
            .map(|f| {
                (
                    f.value.as_written,
                    f.value.kind,
                    f.value.date_to.map(|d| d.to_string()),
                )
            })
            .collect()
    }

    #[test]
    fn one_deadline_each() {
        for (text, written, date) in [
            ("在3月底前完成", "3月底前", "2026-03-31"),
            ("12月上旬前完成", "12月上旬前", "2026-12-10"),
            ("4月4日前", "4月4日前", "2026-04-04"),
            ("４月４日前", "４月４日前", "2026-04-04"),
            ("十二月五日前", "十二月五日前", "2026-12-05"),
            ("三月底前", "三月底前", "2026-03-31"),
            ("2027年2月底前", "2027年2月底前", "2027-02-28"),
            ("年底前报送", "年底前", "2026-12-31"),
            ("2026年底前通过", "2026年底前", "2026-12-31"),
            ("年终有工作总结", "年终", "2026-12-31"),
            ("力争年内进入", "年内", "2026-12-31"),
            ("第一季度末前", "第一季度末前", "2026-03-31"),
            ("第三季度完成", "第三季度", "2026-09-30"),
            (
                "4月17日（星期五）下班前报送",
                "4月17日（星期五）下班前",
                "2026-04-17",
            ),
            ("6月30日17:00前提交", "6月30日17:00前", "2026-06-30"),
            ("二季度完成改造", "二季度", "2026-06-30"),
            ("三季度前完成", "三季度前", "2026-06-30"),
            ("上半年完成", "上半年", "2026-06-30"),
            ("10月中旬", "10月中旬", "2026-10-20"),
            ("2026-05-04", "2026-05-04", "2026-05-04"),
            ("9月—12月完成", "9月—12月", "2026-12-31"),
            ("确保2027年继续保持", "2027年", "2027-12-31"),
        ] {
            assert_eq!(
                read(text),
                [(written.to_owned(), DeadlineKind::Date, Some(date.to_owned()))],
                "{text}"
            );
        }
        for (text, written, date) in [
            ("11月前", "11月前", "2026-10-31"),
            ("今年9月,开展", "今年9月", "2026-09-30"),
        ] {
            assert_eq!(
                read(text),
                [(written.to_owned(), DeadlineKind::Month, Some(date.to_owned()))],
                "{text}"
            );
        }
    }

    #[test]
    fn several_in_one_clause_and_none_where_there_is_none() {
        assert_eq!(read("6月底前开展一次、11月底前开展一次").len(), 2);
        assert_eq!(read("3月、6月、9月、12月各一次").len(), 4);
        assert_eq!(read("6、12月分别开展自查").len(), 2);
        for text in [
            "每月检查",
            "两个月",
            "13月底前",
            "4月40日",
            "年度计划",
            "年终考核",
            "每年底",
            "每半年一次",
            "一季度一次",
            "两年内",
            "半年内",
            "第二季度起推行",
            "上半年自查",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_hidden_year_is_the_periods() {
        assert_eq!(
            read("20xx年3月底前"),
            [(
                "20xx年3月底前".to_owned(),
                DeadlineKind::Masked,
                Some("2026-03-31".to_owned())
            )]
        );
        let without = deadlines(&Clause::loose("20xx年3月底前"), None);
        assert_eq!(without.first().unwrap().value.date_to, None);
    }

    #[test]
    fn the_year_is_the_one_of_the_period() {
        let period = Period::new("2025-09-01".parse().unwrap(), "2026-08-31".parse().unwrap()).unwrap();
        let date = |text: &str, period| {
            deadlines(&Clause::loose(text), period)
                .first()
                .unwrap()
                .value
                .date_to
        };
        assert_eq!(date("6月底前", Some(period)), "2026-06-30".parse().ok());
        assert_eq!(date("10月底前", Some(period)), "2025-10-31".parse().ok());
        assert_eq!(date("次年1月底前", Some(period)), "2026-01-31".parse().ok());
        assert_eq!(date("10月底前", None), None);
    }

    #[test]
    fn a_bare_month_counts_in_a_time_field_only() {
        assert_eq!(read("4月"), []);
        let found = in_time_field(&Clause::loose("4月"), Period::year(2026));
        assert_eq!(found.first().unwrap().value.date_to, "2026-04-30".parse().ok());
    }
}
