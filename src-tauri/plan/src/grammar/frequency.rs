//! How often: 每月不少于1次, 每季度, 全年不少于6次, 每两个月至少组织一次, 每半月一次, 按月, 定期, each festival.

mod named;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::{Frequency, Op, Per};

use super::numeral::whole;
use super::occasion::occasions;
use super::pattern::{group, holds_any, pattern};
use super::{Found, count, threshold};
use crate::source::Clause;

const PER: &str = "每一?个?(?:[两二三2-5]年|学年|年度?|半年度?|季度|季|学期|[两二2]个季度|[两二三四六2346]个?月|半个?月|双月|月份?|旬|[两二2]个?(?:周|星期)|双周|周|星期|天|日|工作日|晚|夜|早)|全年度?|一年内?|年度内";
/// What a number of times counts in; pieces and hours (每年1篇以上, 每月8条) make a measure of it.
const TIMES: &str = "次|场次|场|届|期|回|轮|堂|遍|天";

/// Of 1至2次 the lower number is asked for.
const UP_TO: &str = "(?:[-—–~～至到]{1,2}{N})?";

static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({PER}|[年月周日]均)((?:[^,;:.。()]|\\([^()]{{1,8}}\\)){{0,24}}?)({{N}}){UP_TO}个?(?:{TIMES})(及?以上)?"
    ))
});
static PER_UNIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("({{N}})(?:{TIMES})[/每](年|半年|季度|季|月|周|天|学期)")));
/// 一季度一次, 半年一次, 一年不少于两次
static ONCE_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(上|下|第)?(一年|半年|一个?季度|一个?月|[两二三四六2346]个?月|半个?月|一个?学期|[一两二2]个?周|一天)(?:内)?([一-龥]{{0,4}}?)(不少于|不低于|至少)?({{N}}){UP_TO}(?:{TIMES})"
    ))
});
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("({PER}|[按逐](?:月|季度?|周|年|日)|隔(?:周|月))")));
/// 定期召开, 不定期检查, 常态化开展, 经常化
static REGULAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(不定期|定期|常态化|经常化|经常性|经常)(?:地|的)?(?:[对向与到在将进开组召深保巡检抽研学更维通举宣走上报听征听分督调收整清修举活]|$)",
    )
});

/// 日产日清: how often in the word itself.
static IN_NAME: LazyLock<Regex> = LazyLock::new(|| pattern("(日产日清|日清日[结毕]|日巡查|日保洁)"));

/// 制定年度工作计划: a paper of every year.
static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:制定|制订|拟定|编制|落实|建立|有|形成|撰写)[^,;:.。、]{0,8}(年度)[^,;:.。、]{0,6}(?:计划|办法|总结|报告|方案)",
    )
});

/// Frequencies of a clause, in order. A period without a number (每季度开展) means once, unless the clause measures
/// something else in that period (每年人均40小时). 定期 and rows of festivals have neither number nor period.
pub(crate) fn frequencies(clause: &Clause) -> Vec<Found<Frequency>> {
    let text = clause.masked();
    let mut found = Frequencies {
        clause,
        found: Vec::new(),
    };
    named::at_each(text, &mut found);
    if holds_any(text, &["每", "全年", "一年", "年度内", "按", "逐", "隔", "均"]) {
        counted(text, &mut found);
        bare(clause, &mut found);
    }
    if holds_any(text, &["/", "次", "场", "期", "回"]) {
        per_unit(text, &mut found);
    }
    named::short(text, &mut found);
    for word in IN_NAME.find_iter(text) {
        let unit: String = word.as_str().chars().take(1).collect();
        found.put(Some(1), None, per(&unit), word.range());
    }
    for (names, at) in occasions(clause.plain()) {
        found.named(names, at);
    }
    if text.contains("年度") {
        for c in YEARLY.captures_iter(text) {
            if let Some(word) = c.get(1) {
                found.put(Some(1), None, Some((1, Per::Year)), word.range());
            }
        }
    }
    if found.found.is_empty() && holds_any(text, &["定期", "常态化", "经常"]) {
        for c in REGULAR.captures_iter(text) {
            if let Some(word) = c.get(1).filter(|word| is_adverb(text, word.start())) {
                found.put(None, None, None, word.range());
            }
        }
    }
    found.found.sort_by_key(|f| f.at.start);
    found.found
}

/// Periods with a number of times.
fn counted(text: &str, found: &mut Frequencies<'_>) {
    for c in COUNTED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // A second period inside begins anew (每天一扫、每月一次).
        if BARE.is_match(group(&c, 2)) && !group(&c, 1).starts_with('全') {
            continue;
        }
        let op = threshold::op_in(group(&c, 2)).or_else(|| (!group(&c, 4).is_empty()).then_some(Op::AtLeast));
        found.put(whole(group(&c, 3)), op, per(group(&c, 1)), all.range());
    }
    // What a second period hid.
    for bare in BARE.find_iter(text) {
        let rest = text.get(bare.start()..).unwrap_or_default();
        if let Some(c) = COUNTED
            .captures(rest)
            .filter(|c| c.get(0).is_some_and(|m| m.start() == 0))
        {
            let Some(all) = c.get(0) else { continue };
            let at = bare.start() + all.start()..bare.start() + all.end();
            if !BARE.is_match(group(&c, 2)) {
                let op = threshold::op_in(group(&c, 2));
                found.put(whole(group(&c, 3)), op, per(group(&c, 1)), at);
            }
        }
    }
}

/// 2次/月, 半年一次
fn per_unit(text: &str, found: &mut Frequencies<'_>) {
    for c in PER_UNIT.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        found.put(whole(group(&c, 1)), None, per(group(&c, 2)), all.range());
    }
    for c in ONCE_IN.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // 上半年开展一次 is once by then.
        if !group(&c, 1).is_empty() || group(&c, 3).contains(['每', '各', '前', '末', '底', '内']) {
            continue;
        }
        let unit = group(&c, 2).trim_start_matches('一').trim_start_matches('个');
        found.put(
            whole(group(&c, 5)),
            threshold::op_in(group(&c, 4)),
            per(unit),
            all.range(),
        );
    }
}

/// Periods without a number of times.
fn bare(clause: &Clause, found: &mut Frequencies<'_>) {
    let text = clause.masked();
    if !BARE.is_match(text) {
        return;
    }
    let mut measures = threshold::in_text(text);
    measures.extend(count::in_text(clause));
    for c in BARE.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // 全年 alone is a stretch of time (全年工作), not a frequency; so is 一年.
        let after = text.get(all.end()..).unwrap_or_default();
        // 按年度任务安排 tells by which plan.
        let planned = all.as_str().starts_with('按') && after.starts_with('度');
        if all.as_str().starts_with(['全', '一'])
            || all.as_str() == "年度内"
            || planned
            || after.starts_with(['的', '都'])
        {
            continue;
        }
        let part = text.get(..all.start()).unwrap_or_default();
        let from = part.rfind([',', ';', '.', '。']).map_or(0, |at| at + 1);
        let to = after
            .find([',', ';', '。'])
            .map_or(text.len(), |at| all.end() + at);
        let measured = measures.iter().any(|at| at.start >= from && at.end <= to);
        // 每天一清扫, 每周一大扫
        let end = match after.strip_prefix('一') {
            Some(verb) => all.end() + '一'.len_utf8() + words(verb, 2),
            None => all.end(),
        };
        // 每年定期召开: how many times is left open.
        let open = measured || after.starts_with("定期");
        found.put(
            (!open).then(|| days(after)),
            None,
            per(all.as_str()),
            all.start()..end,
        );
    }
}

/// On how many days of its period something is done: once, or on each of a row of days (每月10日、20日, 每周六、周日).
fn days(after: &str) -> u32 {
    static ROW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "^(?:{N}[日号]?(?:[、和及]{N}[日号]?)*[、和及]{N}[日号]|[一二三四五六日天](?:[、和及](?:每?周|星期)?[一二三四五六日天])+)",
        )
    });
    let row = ROW.find(after).map_or("", |row| row.as_str());
    let more = row.matches(['、', '和', '及']).count();
    u32::try_from(more).map_or(1, |more| more.saturating_add(1))
}

/// Bytes of the Chinese characters that a text begins with, at most so many.
fn words(text: &str, most: usize) -> usize {
    let han = |c: &char| ('一'..='龥').contains(c) && *c != '的';
    text.chars().take(most).take_while(han).map(char::len_utf8).sum()
}

struct Frequencies<'a> {
    clause: &'a Clause,
    found: Vec<Found<Frequency>>,
}

impl Frequencies<'_> {
    fn put(&mut self, times: Option<u32>, op: Option<Op>, per: Option<(u32, Per)>, at: Range<usize>) {
        if self.found.iter().all(|f| !f.overlaps(&at)) {
            let factor = per.map_or(1, |(factor, _)| factor);
            // Once in a period that has no name (每两年) is often, and no more.
            let times = times.filter(|_| per.is_some());
            self.found.push(Found {
                value: Frequency {
                    times: times.map(|times| times.saturating_mul(factor)),
                    op,
                    per: per.map(|(_, per)| per),
                    occasions: Vec::new(),
                    as_written: self.clause.written(at.clone()),
                },
                at,
            });
        }
    }

    fn named(&mut self, occasions: Vec<String>, at: Range<usize>) {
        if self.found.iter().all(|f| !f.overlaps(&at)) {
            self.found.push(Found {
                value: Frequency {
                    times: None,
                    op: None,
                    per: None,
                    occasions,
                    as_written: self.clause.written(at.clone()),
                },
                at,
            });
        }
    }
}

/// 制度化常态化, 常态化机制 and 形成常态化 tell how things are, not how often they are done.
fn is_adverb(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    !before.ends_with(['化', '、', '成', '现', '入', '立', '了', '与', '和', '全', '建'])
}

/// A period, and how many times once in what the words say is in it: 每半月 and 每两周 are twice a month, 每四个月 thrice a year.
fn per(words: &str) -> Option<(u32, Per)> {
    let unit = words
        .trim_start_matches(['每', '按', '逐'])
        .trim_start_matches('一')
        .trim_start_matches('个')
        .trim_end_matches(['份', '内', '均']);
    let (number, unit) = match unit.strip_suffix(['周', '月']) {
        Some(number) => (
            number.trim_end_matches('个'),
            unit.get(number.len()..).unwrap_or_default(),
        ),
        None => ("", unit),
    };
    Some(match (number, unit) {
        ("", "年" | "年度" | "全年" | "全年度" | "学年") => (1, Per::Year),
        ("", "半年" | "半年度") => (1, Per::HalfYear),
        ("", "季度" | "季") => (1, Per::Quarter),
        ("", "旬") => (1, Per::TenDays),
        ("", "月") => (1, Per::Month),
        ("", "周" | "星期") => (1, Per::Week),
        ("", "天" | "日" | "工作日" | "晚" | "夜" | "早") => (1, Per::Day),
        ("", "学期") => (1, Per::Term),
        ("半", "月") | ("两" | "二" | "2" | "双" | "隔", "周") => (2, Per::Month),
        ("两" | "二" | "2" | "双" | "隔", "月") => (1, Per::TwoMonths),
        ("三" | "3", "月") => (1, Per::Quarter),
        ("四" | "4", "月") => (3, Per::Year),
        ("六" | "6", "月") => (1, Per::HalfYear),
        ("", "两个季度" | "二个季度" | "2个季度") => (1, Per::HalfYear),
        ("", "两个星期" | "二个星期" | "2个星期" | "两星期") => (2, Per::Month),
        _ => return None,
    })
}

/// The frequency that a word such as 每月 in a deadline (每月25日前) gives.
pub(crate) fn in_word(word: &str) -> Option<Frequency> {
    let (times, per) = per(word)?;
    Some(Frequency {
        times: Some(times),
        op: None,
        per: Some(per),
        occasions: Vec::new(),
        as_written: word.to_owned(),
    })
}

/// A time field that names no date: 长期坚持, 全年, 常年.
pub(crate) fn lasting(clause: &Clause) -> Option<Frequency> {
    const WORDS: [&str; 10] = [
        "长期", "全年", "常年", "常态", "持续", "经常", "贯穿", "日常", "随时", "定期",
    ];
    let text = clause.plain();
    let says = WORDS.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 12;
    says.then(|| Frequency {
        times: None,
        op: None,
        per: None,
        occasions: Vec::new(),
        as_written: clause.written(0..text.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_times_in_a_period() {
        for (text, times, op, unit, written) in [
            ("每月不少于1次", 1, Some(Op::AtLeast), Per::Month, "每月不少于1次"),
            (
                "每季度开展志愿服务1次以上",
                1,
                Some(Op::AtLeast),
                Per::Quarter,
                "每季度开展志愿服务1次以上",
            ),
            ("广告每半年更新一次", 1, None, Per::HalfYear, "每半年更新一次"),
            ("全年不少于6次", 6, Some(Op::AtLeast), Per::Year, "全年不少于6次"),
            (
                "全年度开展活动不少于３次",
                3,
                Some(Op::AtLeast),
                Per::Year,
                "全年度开展活动不少于３次",
            ),
            (
                "每两个月至少组织集体学习一次",
                1,
                Some(Op::AtLeast),
                Per::TwoMonths,
                "每两个月至少组织集体学习一次",
            ),
            ("学习2次/月", 2, None, Per::Month, "2次/月"),
            ("每年十二次", 12, None, Per::Year, "每年十二次"),
            ("每个季度开展活动", 1, None, Per::Quarter, "每个季度"),
            ("半年一次", 1, None, Per::HalfYear, "半年一次"),
            ("按月通报进度", 1, None, Per::Month, "按月"),
            ("半年通报1次", 1, None, Per::HalfYear, "半年通报1次"),
            ("垃圾日产日清", 1, None, Per::Day, "日产日清"),
            ("每天一清扫", 1, None, Per::Day, "每天一清扫"),
            ("每两月更换一期", 1, None, Per::TwoMonths, "每两月更换一期"),
            ("每半月通报一次", 2, None, Per::Month, "每半月通报一次"),
            (
                "每半个月至少开展2次巡查",
                4,
                Some(Op::AtLeast),
                Per::Month,
                "每半个月至少开展2次",
            ),
            ("每两周召开例会", 2, None, Per::Month, "每两周"),
            (
                "每2个星期不少于1次",
                2,
                Some(Op::AtLeast),
                Per::Month,
                "每2个星期不少于1次",
            ),
            ("隔周报送进度", 2, None, Per::Month, "隔周"),
            ("半月一次", 2, None, Per::Month, "半月一次"),
            ("每三个月评议一次", 1, None, Per::Quarter, "每三个月评议一次"),
            (
                "每4个月至少一次",
                3,
                Some(Op::AtLeast),
                Per::Year,
                "每4个月至少一次",
            ),
            ("每六个月更新一次", 1, None, Per::HalfYear, "每六个月更新一次"),
            ("每两个季度一次", 1, None, Per::HalfYear, "每两个季度一次"),
            ("党小组会每月召开1至2次", 1, None, Per::Month, "每月召开1至2次"),
            (
                "年开展活动不少于12次",
                12,
                Some(Op::AtLeast),
                Per::Year,
                "年开展活动不少于12次",
            ),
            (
                "月均巡查4次以上",
                4,
                Some(Op::AtLeast),
                Per::Month,
                "月均巡查4次以上",
            ),
            ("每天早晚各巡查一次", 2, None, Per::Day, "每天早晚各巡查一次"),
            ("每月5号、20号各一次", 2, None, Per::Month, "每月5号、20号各一次"),
            (
                "上、下半年各开展一次",
                1,
                None,
                Per::HalfYear,
                "上、下半年各开展一次",
            ),
        ] {
            let found = frequencies(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}");
            let f = &found.first().unwrap().value;
            assert_eq!(
                (f.times, f.op, f.per, f.as_written.as_str()),
                (Some(times), op, Some(unit), written)
            );
        }
        let several = frequencies(&Clause::loose("每天一清扫、每周一大扫,每月检查两次"));
        let per: Vec<Option<Per>> = several.iter().map(|f| f.value.per).collect();
        assert_eq!(per, [Some(Per::Day), Some(Per::Week), Some(Per::Month)]);
    }

    #[test]
    fn whenever_something_comes() {
        let found = frequencies(&Clause::loose("每逢重大节日组织走访"));
        let value = &found.first().unwrap().value;
        assert_eq!((value.times, value.per), (None, Some(Per::Occasion)));
        assert_eq!(value.as_written, "每逢重大节日");
    }

    #[test]
    fn a_measured_period_has_no_number_of_times() {
        let found = frequencies(&Clause::loose("每年志愿服务人均时长超过40小时"));
        assert_eq!(
            found.first().map(|f| (f.value.times, f.value.per)),
            Some((None, Some(Per::Year)))
        );
    }

    #[test]
    fn regularly_and_at_festivals() {
        for (text, written) in [
            ("定期召开专题会", "定期"),
            ("不定期开展暗访", "不定期"),
            ("常态化与社区开展共建", "常态化"),
            ("有经常化的活动", "经常化"),
            ("在清明、端午开展活动", "在清明、端午"),
        ] {
            let found = frequencies(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}");
            let f = &found.first().unwrap().value;
            assert_eq!((f.times, f.per, f.as_written.as_str()), (None, None, written));
        }
    }

    #[test]
    fn other_words_are_no_frequency() {
        for text in [
            "每人40小时",
            "每个科室2盆花",
            "全年工作",
            "6月底前",
            "制度化规范化常态化",
            "健全常态化机制",
            "每一位职工",
            "上半年开展一次",
        ] {
            assert_eq!(frequencies(&Clause::loose(text)), [], "{text}");
        }
    }
}
