//! Bare numbers of things that are to be done or made: 开展一次, 评选“最美教师”10名, 结对帮扶一个村.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Count;

use super::Found;
use super::each::each;
use super::numeral::{scaled, value};
use super::pattern::{group, holds_number, longest_first, pattern};
use crate::source::Clause;

const VERBS: &str = "拍摄|录制|明确|确定|指定|开展|组织|举办|召开|举行|进行|参加|完成|观看|帮扶|结对|建立|组建|成立|设置|设立|安装|评选|评出|表彰|选树|推荐|推选|培育|打造|创建|建成|建设|新建|新增|改造|封堵|整治|拆除|清理|配备|配齐|安排|发放|印发|印制|张贴|悬挂|制作|刊发|刊登|发布|更新|撰写|编发|编印|走访|慰问|联系|分包|包联|种植|栽植|栽种|演出|宣讲|学习|报送|上报|推出|资助|救助|招募|公示|覆盖|一式|每[人班户村科站所岗处]|每个?(?:科室|股室|处室|单位|支部|社区|教师|职工|党员)|每(?:[月周年天日]|季度?|学期|半年)|其余";
const UNITS: &str = "亩|斤|桌|平方米|米|公里|班次|人次|次|场次|场|期|回|轮|个工作日|个社区|个年级|个村|个点|个|名|位|人|支|块|处|项|篇|条|份|部|件|户|家|盆|棵|株|辆|套|本|册|张|面|幅|节|堂|间|盏|座|台|小时|课时|学时|批次|遍|吨|公斤|字|种|首|封|只|组|例|万[份人册张条株棵户次]";

static UNIT: LazyLock<String> = LazyLock::new(|| format!("万?(?:{})", longest_first(UNITS)));

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    let unit = UNIT.as_str();
    pattern(&format!(
        "({VERBS})([^,;:.。()]{{0,24}}?)({{N}})(?:[-—–~～至到]{{1,2}}{{N}})?({unit})([一-龥]{{0,2}})"
    ))
});
/// Of one thing only these are counted: 一个好公民 and 一支队伍 are turns of speech.
const OF_ONE: [&str; 12] = [
    "次", "场", "场次", "期", "回", "轮", "块", "处", "节", "堂", "篇", "部",
];

/// What only a number in digits counts: 雨伞100把. In words they are turns of speech (门前三包, 一把手).
const IN_DIGITS: &str = "万元|亿元|类|所|栋|村|把|顶|副|袋|箱|桶|瓶|枚|艘|架|根|道|幢|课|扇|头|匹|颗|枝|卷|罐|盒|双|桩|宗|起|则|款|床|对|门|公顷|平方公里|平米|㎡|立方米|千米|分钟";
/// A number in digits counts whatever stands behind it (15个核心指标, 7条主干道).
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let unit = format!("万?(?:{})", longest_first(&format!("{UNITS}|{IN_DIGITS}")));
    pattern(&format!(
        "(\\d{{1,6}}(?:\\.\\d{{1,2}})?)(?:[-—–~～至到]{{1,2}}\\d{{1,6}})?({unit})([一-龥]{{0,2}})"
    ))
});
/// Spans of time are counted where they end what is said (每日晨读20分钟); else they tell of what sort something is.
const SPANS: [&str; 5] = ["分钟", "小时", "课时", "学时", "米"];

/// Counts of a clause, in order: of things that are done or made, and every number in digits with a measure word.
pub(crate) fn counts(clause: &Clause) -> Vec<Found<Count>> {
    let mut found = made(clause);
    in_digits(clause, &mut found);
    found.sort_by_key(|f| f.at.start);
    found
}

/// Adds every number in digits with a measure word.
fn in_digits(clause: &Clause, found: &mut Vec<Found<Count>>) {
    if !clause.masked().contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    for c in DIGITS.captures_iter(clause.masked()) {
        let (Some(number), Some(unit)) = (c.get(1), c.get(2)) else {
            continue;
        };
        let at = number.start()..unit.end();
        let before = clause.masked().get(..at.start).unwrap_or_default();
        // 每300人配备1名: for how many.
        let base = before.ends_with('每');
        let sort = SPANS.contains(&unit.as_str()) && !group(&c, 3).is_empty();
        let part_of_number =
            before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '第' | '-' | '+'));
        // 5个工作日后发文 tells when.
        let term = matches!(group(&c, 3), "月" | "工作" | "小时" | "学期" | "季度")
            || group(&c, 3).starts_with("月")
            || (unit.as_str() == "个工作日" && group(&c, 3).starts_with(['后', '内']));
        // (800字左右) tells how long a paper is that was asked for before.
        let size = unit.as_str() == "字"
            && matches!(group(&c, 3), "左右" | "以内")
            && before.rfind('(') > before.rfind(')');
        // 不足200平方米的窗口 says which ones.
        let which = group(&c, 3).starts_with('的') && before.ends_with(['足', '满', '下', '上']);
        if part_of_number || base || sort || term || which || size || found.iter().any(|f| f.overlaps(&at)) {
            continue;
        }
        if let Some(value) = value(number.as_str()) {
            let (value, unit) = scaled(value, unit.as_str());
            found.push(Found {
                value: Count {
                    value,
                    unit: unit.to_owned(),
                    as_written: clause.written(at.clone()),
                },
                at,
            });
        }
    }
}

/// Whether a unit counts times rather than things.
pub(crate) fn is_times(unit: &str) -> bool {
    matches!(unit, "次" | "场" | "场次" | "期" | "回" | "轮")
}

/// Where a clause counts things rather than times: what is made, and numbers that end their part (每年帮办实事3件).
pub(crate) fn in_text(clause: &Clause) -> Vec<std::ops::Range<usize>> {
    let ends = |found: &Found<Count>| {
        let after = clause.plain().get(found.at.end..).unwrap_or_default();
        after.is_empty() || after.starts_with([',', ';', '。', '、', '.'])
    };
    let made = made(clause);
    let known = made.len();
    let mut all = made;
    in_digits(clause, &mut all);
    all.into_iter()
        .enumerate()
        .filter(|(at, f)| *at < known || ends(f))
        .map(|(_, f)| f)
        .filter(|f| {
            !is_times(&f.value.unit) && (!f.value.as_written.starts_with('一') || is_paper(&f.value.unit))
        })
        .map(|f| f.at)
        .collect()
}

/// Whether a unit counts papers: 每年撰写学习体会一篇 is a paper a year.
fn is_paper(unit: &str) -> bool {
    matches!(unit, "篇" | "份" | "部" | "条")
}

/// 清明祭英烈活动一场: the event is named before how many there are.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:活动|比赛|竞赛|大赛|培训|讲座|讲堂|论坛|演出|展览|座谈会|报告会|运动会|联欢会)(({N})(场|次|期|届))(?:[,;。、.]|$)",
    )
});
/// 春秋两季集中灭鼠各一次
static EACH_TIME: LazyLock<Regex> = LazyLock::new(|| pattern("各(({N})(次|场|期|轮))(?:[,;。、.]|$)"));
/// 自评报告一份、视频素材一段: papers are counted where they are named, with a verb or without.
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:报告|总结|小结|材料|目录|素材|视频|申报表|推荐表|登记表|清单|名册|信息|简报|光盘)(?:电子版|纸质版)?(({N})(份|篇|段|条|部|张|册))(?:[,;。、.(和及]|$)",
    )
});
/// 每人每年300元: so much for each.
static MONEY: LazyLock<Regex> =
    LazyLock::new(|| pattern("每[人户家名位](?:每[年月次])?[^,;。\\d]{0,8}?(({N})(元))"));

/// What is counted without a verb before it.
fn named(clause: &Clause, found: &mut Vec<Found<Count>>) {
    let text = clause.masked();
    let money = text.contains('元') && text.contains('每');
    let held = text.contains("活动") || text.contains(['赛', '训', '讲', '演', '坛', '展', '会']);
    let events = held.then(|| EVENT.captures_iter(text)).into_iter().flatten();
    let sums = money.then(|| MONEY.captures_iter(text)).into_iter().flatten();
    let papers = PAPER.captures_iter(text);
    let times = EACH_TIME.captures_iter(text);
    for c in events.chain(sums).chain(papers).chain(times) {
        let (Some(at), Some(value)) = (c.get(1), value(group(&c, 2))) else {
            continue;
        };
        let free = found.iter().all(|f| !f.overlaps(&at.range()));
        // 不少于300元 is measured.
        let before = text.get(..at.start()).unwrap_or_default();
        if free && !before.ends_with(['于', '少', '过', '到', '达', '≥', '≤']) {
            found.push(Found {
                value: Count {
                    value,
                    unit: group(&c, 3).to_owned(),
                    as_written: clause.written(at.range()),
                },
                at: at.range(),
            });
        }
    }
}

/// Counts of things that are done or made.
pub(crate) fn made(clause: &Clause) -> Vec<Found<Count>> {
    let text = clause.masked();
    let mut found: Vec<Found<Count>> = Vec::new();
    let mut from = 0;
    if !holds_number(text) {
        return found;
    }
    while let Some(c) = text.get(from..).and_then(|rest| COUNT.captures(rest)) {
        let (Some(all), Some(verb), Some(number), Some(unit)) = (c.get(0), c.get(1), c.get(3), c.get(4))
        else {
            break;
        };
        let at = from + number.start()..from + unit.end();
        // 新一轮, 第一期 and 的一次 are no numbers of things.
        let before = text.get(..at.start).unwrap_or_default();
        let named = before.ends_with([
            '新', '第', '上', '下', '同', '唯', '统', '的', '这', '任', '首', '后', '每',
        ]);
        // 公示5个工作日后 tells when.
        let when = unit.as_str() == "个工作日" && group(&c, 5).starts_with(['后', '内']);
        // 二次自查 is the second one; two are 两次.
        let second = number.as_str() == "二" && unit.as_str() == "次";
        let counted = !named
            && !when
            && !second
            && is_counted(
                clause,
                verb.as_str(),
                number.as_str(),
                unit.as_str(),
                group(&c, 5),
            );
        if let Some(value) = value(number.as_str()).filter(|_| counted) {
            let (value, unit) = scaled(value, unit.as_str());
            found.push(Found {
                value: Count {
                    value,
                    unit: unit.to_owned(),
                    as_written: clause.written(at.clone()),
                },
                at,
            });
        }
        // The verb of a first number holds for a second one behind it (评选甲10名、乙5名).
        from += if counted { unit.end() } else { verb.end() };
        if all.range().is_empty() {
            break;
        }
    }
    further(clause, &mut found);
    named(clause, &mut found);
    found.sort_by_key(|f| f.at.start);
    found
}

fn is_counted(clause: &Clause, verb: &str, number: &str, unit: &str, after: &str) -> bool {
    /// Things that are told of rather than made.
    const TOLD: [&str; 12] = [
        "方面", "问题", "阶段", "步骤", "原则", "环节", "重点", "指标", "层面", "结合", "关键", "转变",
    ];
    let told = TOLD.iter().any(|word| after.starts_with(word));
    let one = number != "一"
        || OF_ONE.contains(&unit)
        || unit.chars().count() > 1
        || (unit == "支" && matches!(verb, "建立" | "组建" | "成立"))
        || (matches!(unit, "名" | "位") && matches!(verb, "明确" | "确定" | "指定" | "安排" | "配备"))
        || (unit == "个" && ((verb.starts_with('每') && !is_period(verb)) || each(clause).is_some()));
    let idiom = number == "一" && matches!(after, "系列" | "整套" | "批") || after.starts_with("以上");
    !told && one && !idiom
}

/// 每月, 每季度: when, not of what.
fn is_period(verb: &str) -> bool {
    verb.ends_with(['月', '周', '年', '天', '日', '季', '度', '期'])
}

/// Numbers in a row behind a counted one: 评选甲10名、乙5名.
fn further(clause: &Clause, found: &mut Vec<Found<Count>>) {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        let unit = UNIT.as_str();
        pattern(&format!("^[、和及][^,;:.。()、]{{0,16}}?({{N}})({unit})"))
    });
    let text = clause.masked();
    let mut more = Vec::new();
    for first in found.iter() {
        let mut from = first.at.end;
        while let Some(c) = text.get(from..).and_then(|rest| NEXT.captures(rest)) {
            let (Some(all), Some(number)) = (c.get(0), c.get(1)) else {
                break;
            };
            let at = from + number.start()..from + all.end();
            from += all.end();
            // 一名分管领导和一名联络员
            let one = number.as_str() == "一" && !(group(&c, 2) == "名" && first.value.as_written == "一名");
            if let Some(value) = value(number.as_str()).filter(|_| !one) {
                more.push(Found {
                    value: Count {
                        value,
                        unit: group(&c, 2).to_owned(),
                        as_written: clause.written(at.clone()),
                    },
                    at,
                });
            }
        }
    }
    for one in more {
        if found.iter().all(|f| !f.overlaps(&one.at)) {
            found.push(one);
        }
    }
    found.sort_by_key(|f| f.at.start);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things_that_are_done() {
        for (text, number, unit) in [
            ("开展一次文明礼仪学习", 1.0, "次"),
            ("组织1次慰问", 1.0, "次"),
            ("结对帮扶一个村", 1.0, "个村"),
            ("举办道德讲堂2期", 2.0, "期"),
            ("评选“最美医生”10名", 10.0, "名"),
            ("组织文艺宣传演出两场", 2.0, "场"),
            ("做到每人分包1户", 1.0, "户"),
            ("每班建立一个图书角", 1.0, "个"),
            ("封堵5个", 5.0, "个"),
            ("申报表一式三份", 3.0, "份"),
            ("发放宣传单2.6万份", 26_000.0, "份"),
            ("清运垃圾5000吨", 5000.0, "吨"),
            ("在院内公示3个工作日", 3.0, "个工作日"),
            ("召开座谈会1至2次", 1.0, "次"),
            ("清明祭英烈活动一场", 1.0, "场"),
            ("提交自评报告一份", 1.0, "份"),
            ("经费按每人每年300元列支", 300.0, "元"),
            ("每学期引进优质课程2门", 2.0, "门"),
        ] {
            let found = counts(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let c = &found.first().unwrap().value;
            assert_eq!((c.value, c.unit.as_str()), (number, unit));
        }
        assert_eq!(counts(&Clause::loose("按15个核心指标分解")).len(), 1);
        assert_eq!(
            counts(&Clause::loose("评选“文明科室”5个、“文明职工”20名")).len(),
            2
        );
        assert_eq!(
            counts(&Clause::loose("提交自评报告一份、支撑材料目录一份")).len(),
            2
        );
    }

    #[test]
    fn turns_of_speech_are_no_count() {
        for text in [
            "开展10元关爱行动",
            "打造一支作风优良的队伍",
            "在单位做一个好同志",
            "建设是一项系统工程",
            "按照“十个一标准”开展帮扶活动",
            "完善一系列制度",
            "作为创建新一轮文明单位的载体",
            "作为建立体制的一次机会",
            "面积不足200平方米的窗口",
            "事迹材料(800字左右)",
        ] {
            assert_eq!(counts(&Clause::loose(text)), [], "{text}");
        }
    }
}
